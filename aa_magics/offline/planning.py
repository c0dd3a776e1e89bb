"""A goal about profiled frames becomes a plan of recipes."""

from collections.abc import Collection, Sequence

from aa_magics.agents import roster
from aa_magics.codegen.render import fresh_name, title
from aa_magics.errors import GoalError
from aa_magics.model import Condition, FrameChoice, FrameProfile, Goal, Param, Plan, Step
from aa_magics.offline.choosing import Choice, choose
from aa_magics.offline.clauses import Clause, read_clauses
from aa_magics.offline.conditions import Found
from aa_magics.offline.filtering import covers_all, filtered_profile, impossible
from aa_magics.offline.grounding import Mention, Vocabulary
from aa_magics.offline.lexicon import Lexicon, lexicon
from aa_magics.offline.suggestions import suggest_goals
from aa_magics.offline.text import Token
from aa_magics.recipes import catalogue

KEEP_ROWS = "keep_rows"


def plan_goal(goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
    """Return the plan of a goal. Raises GoalError where no word of it can be grounded on the frames."""
    words = lexicon()
    text = _without_mentions(goal.text)
    readings = [_Reading(text, profile, words) for profile in profiles]
    best = max(readings, key=lambda reading: reading.grounded)
    return _Planner(goal, best, words).plan()


class _Reading:
    """A goal read against one frame."""

    def __init__(self, text: str, profile: FrameProfile, words: Lexicon) -> None:
        self.profile = profile
        self.clauses = read_clauses(text, profile, Vocabulary(profile, words), words)
        self.grounded = sum(m.score for clause in self.clauses for m in clause.mentions)

    @property
    def why(self) -> str:
        names = dict.fromkeys(m.column.name for clause in self.clauses for m in clause.mentions)
        return f"the goal names its {_listed(list(names))}" if names else "given"


class _Planner:
    """Turns clauses into steps, one after another, each on the frame that the one before has left."""

    def __init__(self, goal: Goal, reading: _Reading, words: Lexicon) -> None:
        self.goal, self.reading, self.lexicon = goal, reading, words
        self.profile = reading.profile
        self.frame = reading.profile.name
        self.taken = set(goal.names.taken) | set(goal.frames)
        self.steps: list[Step] = []
        self.assumptions: list[str] = []
        self.unused: list[str] = []
        self.kept: tuple[str, Condition] | None = None

    def plan(self) -> Plan:
        for clause in self.reading.clauses:
            self._plan_clause(clause)
        if not self.steps:
            raise self._not_understood()
        profile = self.reading.profile
        choice = FrameChoice(
            name=profile.name, rows=profile.rows, columns=len(profile.columns), why=self.reading.why
        )  # fmt: skip
        return Plan(
            frames=(choice,),
            steps=tuple(self.steps),
            unused=tuple(dict.fromkeys(self.unused)),
            assumptions=tuple(dict.fromkeys(self.assumptions)),
        )

    def _plan_clause(self, clause: Clause) -> None:
        choice = choose(clause, self.frame, self.profile, self.goal.agents, self.lexicon)
        tested = {place for found in clause.conditions for place in found.places}
        if (
            choice is not None
            and not choice.called
            and len(self._left_over(clause, choice.places | tested)) > len(choice.bound)
        ):
            choice = None
        used: set[int] = set()
        kept = [found for found in clause.conditions if choice is None or found not in choice.consumed]
        for found in kept:
            if reason := impossible(found.test, self.profile):
                raise GoalError(f"No row of {self.reading.profile.name} fits: {reason}.", "Ask for one of those.")
        used |= {place for found in kept for place in found.places}
        kept = [found for found in kept if not covers_all(found.test, self.profile)]
        if kept:
            used |= self._keep_rows(clause, kept)
        if choice is not None:
            choice.params[choice.recipe.frames[0]] = self.frame
            used |= choice.places
            self._add_choice(clause, choice)
        self._note(clause, used)

    def _keep_rows(self, clause: Clause, kept: Sequence[Found]) -> set[int]:
        """Add the step that keeps the rows that a clause is about; return the tokens that said so."""
        condition = Condition(tests=tuple(found.test for found in kept))
        self.profile = filtered_profile(self.profile, condition.tests)
        places = {place for found in kept for place in found.places}
        recipe = catalogue()[KEEP_ROWS]
        params: dict[str, Param] = {recipe.frames[0]: self.frame}
        params.update({p.name: condition for p in recipe.parameters.values() if p.role and p.role.name == "rows"})
        self._add(clause, Choice(recipe, params, places))
        return places

    def _add_choice(self, clause: Clause, choice: Choice) -> None:
        self._add(clause, choice)
        self.assumptions += choice.assumptions

    def _add(self, clause: Clause, choice: Choice) -> None:
        recipe, uses = choice.recipe, self.frame
        creates: tuple[str, ...] = ()
        if recipe.makes:
            name = fresh_name(f"{self.reading.profile.name}_{recipe.makes}", self.taken)
            self.taken.add(name)
            creates = (name,)
            self.frame = name
        self.steps.append(
            Step(
                id=str(len(self.steps) + 1),
                agent=recipe.agent,
                task=title(recipe, choice.params),
                recipe=recipe.name,
                params=choice.params,
                uses=(uses,),
                creates=creates,
                words=tuple(clause.tokens[place].text for place in sorted(choice.places)),
            )
        )

    def _note(self, clause: Clause, used: Collection[int]) -> None:
        """Keep which words led to nothing, and which names were read in a way that may be wrong."""
        self.unused += self._left_over(clause, used)
        for mention in clause.mentions:
            if set(mention.place) & set(used):
                self.assumptions += _doubts(clause, mention)

    def _left_over(self, clause: Clause, used: Collection[int]) -> list[str]:
        """Return the words of a clause that mean something and led to nothing."""
        return [t.text for place, t in enumerate(clause.tokens) if place not in used and self._matters(t)]

    def _matters(self, token: Token) -> bool:
        known = self.lexicon.stopwords | self.lexicon.verbs | self.lexicon.pronouns | self.lexicon.denials
        return token.kind in ("word", "number", "quoted") and token.stem not in known

    def _not_understood(self) -> GoalError:
        words = ", ".join(self.unused[:8]) or self.goal.text[:80]
        asked = "; ".join(suggest_goals(self.profile))
        return GoalError(f"Nothing in {self.frame} answers to: {words}.", f"You could ask: {asked}")


def _doubts(clause: Clause, mention: Mention) -> list[str]:
    said = " ".join(clause.tokens[place].text for place in mention.place)
    doubts = [] if mention.how in ("exact", "stem") else [f"read {said} as {mention.column.name}"]
    if mention.others:
        doubts.append(f"{said} could also be {_listed(mention.others)}")
    return doubts


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _without_mentions(text: str) -> str:
    for name in roster():
        text = text.replace(f"@{name}", " ")
    return text
