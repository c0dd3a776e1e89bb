"""A goal about profiled frames becomes a plan of recipes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from aa_magics.agents import roster
from aa_magics.codegen.formulas import formula_text
from aa_magics.codegen.render import fresh_name, param_text
from aa_magics.errors import GoalError
from aa_magics.model import (
    Alternative,
    Condition,
    FrameProfile,
    Goal,
    Label,
    Param,
    Plan,
    Step,
)
from aa_magics.offline.changing import change_over_years
from aa_magics.offline.charts.companions import companion, is_shown
from aa_magics.offline.charts.runs import ChartRuns, Drawn
from aa_magics.offline.charts.words import chart_words
from aa_magics.offline.choosing import Choice, choose
from aa_magics.offline.clauses import Clause
from aa_magics.offline.closed.forms import read_form
from aa_magics.offline.closed.planning import plan_closed
from aa_magics.offline.conditions import Found
from aa_magics.offline.counting import counted_values
from aa_magics.offline.doubts import alternatives, doubts, listed
from aa_magics.offline.extremes import extreme_rows
from aa_magics.offline.filtering import covers_all, filtered_profile, impossible
from aa_magics.offline.grounding import Vocabulary
from aa_magics.offline.hurried import in_full
from aa_magics.offline.joining import Joined, joined_profiles, keyed_sides
from aa_magics.offline.lexicon import Lexicon, lexicon
from aa_magics.offline.models.planning import plan_model
from aa_magics.offline.pairs import plan_pair
from aa_magics.offline.preparing.decided import decided, told_apart
from aa_magics.offline.preparing.fixing import columns_to_fix
from aa_magics.offline.preparing.read_as import spelt
from aa_magics.offline.preparing.restating import CODES
from aa_magics.offline.readings import GoalReading
from aa_magics.offline.respoken import respoken
from aa_magics.offline.steps import recipe_step
from aa_magics.offline.suggestions import suggest_goals
from aa_magics.offline.text import written
from aa_magics.offline.ties import refuse_ties, two_in_one
from aa_magics.offline.timely.asking import asked_choices
from aa_magics.offline.timely.lengths import hours_meant, in_one_word
from aa_magics.offline.timely.levels import levels_recipe, with_levels
from aa_magics.offline.timely.spans import in_weeks
from aa_magics.offline.topics.asked import AS_IT_IS
from aa_magics.offline.topics.reading import read_topic
from aa_magics.offline.unheeded import asks_ahead, bends, told_by, unheeded
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import bound_labels, labels_of, misfit, typed_labels
from aa_magics.recipes.roles import WORDS


def plan_goal(goal: Goal, profiles: Sequence[FrameProfile]) -> Plan:
    """Return the plan of a goal. Raises GoalError where no word of it can be grounded on the frames."""
    words = lexicon()
    if goal.defined:
        columns = [f"Create a column `{name}` as {formula}." for name, formula in goal.defined.items()]
        goal = goal.model_copy(update={"text": " ".join([*columns, goal.text]), "defined": {}})
    if form := read_form(goal.text):
        return plan_closed(goal, profiles, form, words)
    text, profiles = decided(respoken(in_one_word(_without_mentions(goal.text)), profiles), profiles)
    if planned := next(
        filter(None, (plan_pair(goal, said, profiles, words) for said in _ways(text, profiles, words))), None
    ):
        return planned
    if planned := plan_model(goal.model_copy(update={"text": text}), profiles, words):
        return planned
    names = [profile.name for profile in profiles]
    readings = [GoalReading(goal, text, profile, words, names) for profile in profiles]
    readings += [GoalReading(goal, text, joined.profile, words, names, joined) for joined in joined_profiles(profiles)]
    readings += [
        GoalReading(goal, text, flat, words, names, levels=levels_recipe(p))
        for p in profiles
        if (flat := with_levels(p))
    ]
    best = max(readings, key=lambda reading: reading.rank)
    equal = [r for r in readings if r.rank == best.rank and not (r.joined or r.levels)]
    return _told_apart(_Planner(goal, best, words).plan(), [reading.given.name for reading in equal])


def _ways(text: str, profiles: Sequence[FrameProfile], words: Lexicon) -> Iterator[str]:
    """Yield a goal as it is, then as each of several frames says it in full."""
    yield text
    for profile in profiles if len(profiles) > 1 else ():
        others = [other.name for other in profiles if other is not profile]
        yield in_full(text, profile, Vocabulary(profile, words), words, others)


def _told_apart(plan: Plan, equal: Sequence[str]) -> Plan:
    """Return a plan with the frames that the goal is about as much as about the one that was taken."""
    name = plan.frames[0].name
    others = [other for other in equal if other != name]
    if not others or len(plan.frames) > 1:
        return plan
    said = f"the goal is about {name}, which stands first: {listed(others)} would do as well"
    offered = [Alternative(kind="frame", words=name, meaning=other) for other in others]
    told = {"assumptions": (*plan.assumptions, said), "alternatives": (*plan.alternatives, *offered)}
    return plan.model_copy(update=told)


class _Planner:
    """Turns clauses into steps, one after another, each on the frame that the one before has left."""

    def __init__(self, goal: Goal, reading: GoalReading, words: Lexicon) -> None:
        self.goal, self.reading, self.lexicon = goal, reading, words
        self.profile = reading.profile
        self.frame = reading.profile.name
        self.taken = set(goal.names.taken) | set(goal.frames)
        self.steps: list[Step] = []
        self.instead: Sequence[Step] = ()
        self.assumptions = [f"understood as {reading.full}"] if reading.full != reading.text else []
        self.assumptions += reading.timed.assumptions
        self.alternatives: list[Alternative] = list(reading.timed.alternatives)
        self.unused: list[str] = []
        self.noted: list[Clause] = []
        self.unconverted = dict(reading.unconverted)
        given = [c for c in reading.given.columns if isinstance(c.label, str)]
        self.coded: dict[Label, tuple[Label, ...]] = {c.label: c.codes for c in given if c.codes}
        self.misspelt = {c.label for c in given if len(spelt(c)) < len(c.values)}

    def plan(self) -> Plan:
        if self.reading.timed.problem:
            raise self.reading.timed.problem
        if elsewhere := self.reading.counted_elsewhere:
            raise self._not_understood(elsewhere)
        if blurred := next(filter(None, map(two_in_one, self.reading.clauses)), None):
            raise self._not_understood(blurred)
        for joined in self.reading.joined.steps if self.reading.joined else ():
            self._join(joined)
        if self.reading.levels:
            self._add(Choice(catalogue()[self.reading.levels]))
        for piece, words in self.reading.prepared.pieces:
            choice = Choice(catalogue()[piece.recipe], dict(piece.params), assumptions=list(piece.assumptions))
            self._add(choice, words=words)
        place = len(self.reading.clauses) if self._fix() or self._plan_topic() else 0
        while place < len(self.reading.clauses):
            place = self._plan_from(place)
        if not self.steps:
            raise self._not_understood(self.unused)
        refuse_ties(self.noted, self.steps, self.reading.profile)
        return Plan(
            frames=self.reading.choices,
            steps=tuple(self.instead or self.steps),
            unused=tuple(dict.fromkeys(self.unused)),
            assumptions=tuple(dict.fromkeys(self.assumptions)),
            alternatives=tuple(dict.fromkeys(self.alternatives)),
        )

    def _fix(self) -> bool:
        """Plan a goal that only asks to put columns of a kind right; return whether it is one."""
        columns = columns_to_fix(self.reading.text, self.reading.given)
        for column in columns:
            self._read(column.label)
        return bool(columns)

    def _plan_topic(self) -> bool:
        """Plan the whole goal where it is about one topic; return whether it is."""
        reading = self.reading
        found = read_topic(reading.prepared.text, self.profile, reading.raw, reading.vocabulary, self.lexicon)
        if found is None or found[0].recipe.agent not in self.goal.agents:
            return False
        self._plan_choice(found[1], found[0])
        if found[0].recipe.name == "clean_frame":
            for label, (recipe, settings) in list(self.unconverted.items()):
                del self.unconverted[label]
                self._add(Choice(catalogue()[recipe], {"column": label, **settings}))
            for label in [c.label for c in reading.given.columns if c.label in self.misspelt]:
                self.misspelt.remove(label)
                self._add(Choice(catalogue()["one_spelling"], {"column": label}))
            self._add(Choice(catalogue()["ready_frame"]), uses=(self.reading.given.name,))
        return True

    def _join(self, joined: Joined) -> None:
        """Add the step that puts the columns of one frame beside those of the other."""
        on, other_on, other = joined.join.on, joined.join.other_on, joined.right.name
        for side, label in keyed_sides(joined.left, joined.right, joined.join):
            if side == 0:
                self._add(Choice(catalogue()["key_as_text"], {"on": label}))
            else:
                other = self._add_beside("key_as_text", other, label)
        if joined.repeated:
            self._refuse_to_multiply(joined, other)
        params: dict[str, Param] = {"other": other, "on": on}
        recipe = catalogue()["join_frames" if on == other_on else "join_frames_on"]
        if on != other_on:
            params["other_on"] = other_on
        elif joined.join.also:
            params["on"] = (on, *joined.join.also)
            recipe = catalogue()["join_frames_on_all"]
        self._add(Choice(recipe, params), uses=(other,))

    def _refuse_to_multiply(self, joined: Joined, other: str) -> None:
        """Keep the steps that show which keys stand more than once: the plan ends there, the goal is only read on."""
        on, other_on = joined.join.on, joined.join.other_on
        shown: list[tuple[str, Mapping[str, Param], tuple[str, ...]]] = [
            ("join_growth", {"on": on, "other_on": other_on}, (self.frame, other)),
            ("duplicate_rows", {"columns": (other_on,)}, (other,)),
        ]
        steps = list(self.steps)
        for name, params, frames in shown:
            recipe = catalogue()[name]
            if not misfit(recipe, {**params, **dict(zip(recipe.frames, frames, strict=True))}, joined.right):
                made = (fresh_name(f"{joined.right.name}_{recipe.makes}", self.taken),) if recipe.makes else ()
                steps.append(recipe_step(steps, recipe, params, frames, made))
        self.instead = steps
        self.assumptions.append(
            f"{param_text(other_on)} stands more than once in {joined.right.name}: a join would multiply rows of "
            f"{joined.left.name}, so it is not done"
        )

    def _add_beside(self, name: str, frame: str, key: Label) -> str:
        """Add a step that readies another frame for a join; return the name of the frame that it makes."""
        recipe = catalogue()[name]
        made = fresh_name(f"{frame}_{recipe.makes}", self.taken)
        self.taken.add(made)
        self.steps.append(recipe_step(self.steps, recipe, {"on": key}, (frame,), (made,)))
        return made

    def _plan_from(self, place: int) -> int:
        """Plan the clauses from one on that together ask for a chart, else that clause; return the next one."""
        clauses = self.reading.clauses
        if self.reading.prepared.is_done(clauses[place], self.lexicon):
            return place + 1
        if asked := asked_choices(clauses[place], self.profile, self.frame, self.lexicon, self.goal.agents):
            self._plan_asked(clauses[place], asked)
            return place + 1
        if choice := self._read_whole(clauses[place]):
            self._plan_choice(clauses[place], choice)
            return place + 1
        runs = ChartRuns(self.profile, self.reading.vocabulary, self.lexicon, self.goal.agents)
        drawing = "data_viz_agent" in self.goal.agents
        found = runs.longest(clauses, place, self.frame) if drawing else None
        if found is None or (
            not found[0].asked and found[1] == place + 1 and self._needs_no_chart(clauses[place], found[0])
        ):
            self._plan_clause(clauses[place])
            return place + 1
        drawn, following = found
        self._plan_chart(drawn)
        return following

    def _read_whole(self, clause: Clause) -> Choice | None:
        """Return what a clause asks for as a whole, where its words together say more than each of them."""
        choice = (
            counted_values(clause, self.frame, self.lexicon)
            or extreme_rows(clause, self.frame, self.lexicon)
            or change_over_years(clause, self.frame, self.profile, self.lexicon)
        )
        if choice is None or choice.recipe.agent not in self.goal.agents:
            return None
        rows = filtered_profile(self.profile, [found.test for found in clause.conditions])
        return None if misfit(choice.recipe, choice.params, rows) else choice

    def _plan_asked(self, clause: Clause, asked: Sequence[Choice]) -> None:
        """Add the steps of what a clause asks along time, on the rows that it is about."""
        consumed = [found for choice in asked for found in choice.consumed]
        kept = [found for found in clause.conditions if found not in consumed]
        self._refuse_impossible(kept)
        if kept:
            self._keep_rows(clause, kept)
        for choice in asked:
            self._add(choice, clause)
        self._note(clause, {place for choice in asked for place in choice.places})

    def _needs_no_chart(self, clause: Clause, drawn: Drawn) -> bool:
        """Return whether a recipe that words call for answers all of a clause, with its own chart or without any."""
        choice = choose(clause, self.frame, self.profile, self.goal.agents, self.lexicon)
        counting = clause.find(self.lexicon.settings["count"]) is not None
        if choice is None or choice.unclear or not choice.called or counting:
            return False
        if clause.timed and choice.recipe.name != "trend":
            return False
        shown_columns = set(bound_labels(drawn.chart.recipe, drawn.chart.params))
        if not shown_columns <= set(bound_labels(choice.recipe, choice.params)):
            return False  # the chart shows more of what the clause names
        conditional = {place for found in clause.conditions for place in found.places}
        shown = not is_shown(choice.recipe.name) or companion(choice, self.profile) is not None
        told = told_by(choice.recipe)
        return shown and not unheeded(clause, choice.places | conditional, self.lexicon, told)

    def _plan_chart(self, drawn: Drawn) -> None:
        """Add the steps of a chart: the rows that it is about, the table that is asked for, the chart."""
        self._refuse_impossible(drawn.clause.conditions)
        kept = [found for found in drawn.clause.conditions if not covers_all(found.test, self.profile)]
        if kept:
            self._keep_rows(drawn.clause, kept)
        if drawn.table:
            self._add(drawn.table, drawn.clause)
        self._add(drawn.chart, drawn.clause)
        used = {place for found in drawn.clause.conditions for place in found.places} | drawn.chart.places
        if drawn.table:
            used |= drawn.table.places
        told = told_by(drawn.chart.recipe) | chart_words().known | self.lexicon.known
        if bent := bends(drawn.clause, used, self.lexicon, told):
            raise self._not_understood(bent)
        self._note(drawn.clause, used)

    def _refuse_impossible(self, conditions: Sequence[Found]) -> None:
        spans = [found.test.column for found in conditions if found.test.comparison == "within"]
        if len(spans) > len(set(spans)):
            name = self.reading.profile.name
            raise GoalError(f"No row of {name} lies in two times that are compared.", self._offer())
        for found in conditions:
            if reason := impossible(found.test, self.profile):
                raise GoalError(f"No row of {self.reading.profile.name} fits: {reason}.", self._offer())

    def _plan_clause(self, clause: Clause) -> None:
        choice = choose(clause, self.frame, self.profile, self.goal.agents, self.lexicon)
        if choice is not None and choice.unclear:
            raise self._unclear(clause, choice)
        if choice is None and "data_viz_agent" in self.goal.agents:
            ChartRuns(self.profile, self.reading.vocabulary, self.lexicon, self.goal.agents).refuse_open(clause)
        if choice is None or unheeded(clause, choice.places, self.lexicon, told_by(choice.recipe)):
            choice = self._drawn_else(clause) or choice
        self._plan_choice(clause, choice)

    def _plan_choice(self, clause: Clause, choice: Choice | None) -> None:
        """Add the steps of a choice, on the rows that its clause keeps."""
        kept = [found for found in clause.conditions if choice is None or found not in choice.consumed]
        self._refuse_impossible(kept)
        used = {place for found in kept for place in found.places}
        kept = [found for found in kept if not covers_all(found.test, self.profile)]
        if kept:
            self._keep_rows(clause, kept)
        if choice is not None:
            used |= choice.places
            self._add(choice, clause)
            for name, value in choice.also:
                self._add(replace(choice, params={**choice.params, name: value}, assumptions=[]), clause)
            alone = len(self.reading.clauses) == 1 and "data_viz_agent" in self.goal.agents
            chart = companion(choice, self.profile) if alone else None
            if chart and not unheeded(clause, used, self.lexicon, told_by(choice.recipe)):
                self._add(chart, clause)
        self._refuse_unheeded(clause, used, told_by(choice.recipe) if choice else frozenset())
        self._note(clause, used)

    def _drawn_else(self, clause: Clause) -> Choice | None:
        """Return the chart that words call for and that leaves none of them out; None where there is none."""
        if "data_viz_agent" not in self.goal.agents:
            return None
        chart = choose(clause, self.frame, self.profile, self.goal.agents, self.lexicon, drawn=True)
        if chart is None or chart.unclear or not chart.called:
            return None
        return None if unheeded(clause, chart.places, self.lexicon, told_by(chart.recipe)) else chart

    def _refuse_unheeded(self, clause: Clause, used: Collection[int], told: Collection[str]) -> None:
        """Raise GoalError where a clause says what its steps leave out, and that would change the answer."""
        ahead = asks_ahead(clause, used, self.lexicon)
        if left := [*ahead, *unheeded(clause, used, self.lexicon, told)]:
            raise self._not_understood(left)

    def _keep_rows(self, clause: Clause, kept: Sequence[Found]) -> None:
        """Add the steps that keep the rows that a clause is about; what is usual is that of the rows kept before."""
        if (usual := [found for found in kept if _is_usual(found)]) and len(usual) < len(kept):
            self._keep_rows(clause, [found for found in kept if found not in usual])
            said = " and ".join(formula_text(found.test.against) for found in usual if found.test.against)
            self.assumptions.append(f"{said} is that of the rows kept")
            kept = usual
        condition = Condition(tests=tuple(found.test for found in kept))
        self.profile = filtered_profile(self.profile, condition.tests)
        places = {place for found in kept for place in found.places}
        self._add(Choice(catalogue()["keep_rows"], {"rows": condition}, places), clause)

    def _add(
        self,
        choice: Choice,
        clause: Clause | None = None,
        uses: tuple[str, ...] = (),
        words: tuple[str, ...] = (),
    ) -> None:
        """Add the step of a choice, on the frame as it stands, after what converts the columns that it needs."""
        self._convert(choice)
        recipe, used = choice.recipe, (self.frame, *uses)
        creates: tuple[str, ...] = ()
        if recipe.makes:
            self.frame = fresh_name(f"{self.reading.profile.name}_{recipe.makes}", self.taken)
            self.taken.add(self.frame)
            creates = (self.frame,)
        self.assumptions += (*choice.assumptions, *hours_meant(recipe.name, tuple(choice.params.values())))
        said = written(clause.tokens[place] for place in sorted(choice.places)) if clause else words
        params = in_weeks(choice.params, self.goal.calendar)
        step = recipe_step(self.steps, recipe, params, used, creates, said)
        if all((known.recipe, known.params) != (step.recipe, step.params) for known in self.steps):
            self.steps.append(step)  # once where it is said twice, as in "does tip differ by day? ANOVA"

    def _convert(self, choice: Choice) -> None:
        """Add the steps that convert what a choice needs as dates or numbers and the frame holds as text."""
        for label in dict.fromkeys([*typed_labels(choice.recipe, choice.params), *_compared(choice)]):
            self._read(label)
        if choice.recipe.name not in AS_IT_IS:
            self._leave_out_codes(choice)
        shown = choice.recipe.result == "table" and choice.recipe.name not in AS_IT_IS
        if shown or choice.recipe.agent != "preprocessing_agent" or choice.recipe.name == "keep_rows":
            for label in bound_labels(choice.recipe, choice.params):
                if label in self.misspelt:
                    self.misspelt.remove(label)
                    self._add(Choice(catalogue()["one_spelling"], {"column": label}))

    def _read(self, label: Label) -> None:
        """Add the step that reads a column as what it says, where it is held as text."""
        if conversion := self.unconverted.pop(label, None):
            self._refuse_undecided(label)
            recipe, settings = conversion
            self._add(Choice(catalogue()[recipe], {"column": label, **settings}))

    def _refuse_undecided(self, label: Label) -> None:
        """Raise GoalError where a column must be read of which the values do not tell how."""
        column = next(c for c in self.reading.given.columns if c.label == label)
        if column.reads_as and (ways := column.reads_as.undecided):
            said = " or ".join(f'"{way}"' for way in ways)
            raise GoalError(told_apart(column), f"Say which in the goal: {said}.")

    def _leave_out_codes(self, choice: Choice) -> None:
        """Add the steps that set numbers that stand for "missing" to missing before they are computed with."""
        told = choice.recipe.name == "describe_column"  # of any kind, but numbers are computed with
        roles = [p for p in choice.recipe.parameters.values() if p.role and p.role.kinds]
        numbers = [p for p in roles if p.role and (told or not p.role.kinds & WORDS)]
        labels = [label for p in numbers for label in labels_of(p, choice.params)]
        if choice.recipe.name in CODES:  # the goal says itself which codes there are
            said = cast("tuple[float, ...]", choice.params["codes"])
            for label in set(labels) & set(self.coded):
                self.coded[label] = tuple(code for code in self.coded[label] if code not in said)
        coded: dict[tuple[Label, ...], list[Label]] = {}
        for label in dict.fromkeys(labels):
            if codes := self.coded.pop(label, ()):
                coded.setdefault(codes, []).append(label)
        for codes, these in coded.items():
            noted = f"{listed(list(map(str, codes)))} in {listed(list(map(str, these)))} counts as missing"
            one = len(these) == 1
            params: dict[str, Param] = {"column": these[0]} if one else {"columns": tuple(these)}
            recipe = catalogue()["codes_to_missing" if one else "all_codes_to_missing"]
            self._add(Choice(recipe, {**params, "codes": codes}, assumptions=[noted]))

    def _note(self, clause: Clause, used: Collection[int]) -> None:
        """Keep which words led to nothing, and which names were read in a way that may be wrong."""
        self.unused += clause.left_over(used)
        self.noted.append(clause)
        for mention in clause.mentions:
            if set(mention.place) & set(used):
                self.assumptions += doubts(clause, mention)
                self.alternatives += alternatives(clause, mention)

    def _unclear(self, clause: Clause, choice: Choice) -> GoalError:
        said = " ".join(written(clause.tokens[place] for place in sorted(choice.places)))
        named = listed(choice.unclear[:8])
        return GoalError(f"It is not clear which column {said!r} is about.", f"Name it in the goal: {named}.")

    def _not_understood(self, words: Sequence[str]) -> GoalError:
        said = " ".join(words[:8]) or self.goal.text[:80]
        return GoalError(f"Nothing in {self.reading.profile.name} answers to: {said}.", self._offer())

    def _offer(self) -> str:
        """Return the hint of a refusal: goals that are answered, about the columns that the person named."""
        named = {m.column.label: m.column for clause in self.reading.clauses for m in clause.mentions}
        return f"You could ask: {'; '.join(suggest_goals(self.reading.profile, list(named.values())))}"


def _compared(choice: Choice) -> tuple[Label, ...]:
    """Return the columns of a choice whose cells are compared with a number: they must hold numbers."""
    given = [choice.params.get(p.name) for p in choice.recipe.parameters.values() if p.role and p.role.name == "value"]
    numbers = any(isinstance(value, int | float) and not isinstance(value, bool) for value in given)
    columns = [p for p in choice.recipe.parameters.values() if p.role and p.role.name == "column"]
    return tuple(label for p in columns for label in labels_of(p, choice.params)) if numbers else ()


def _is_usual(found: Found) -> bool:
    """Return whether a test compares with what is usual, such as the mean: with something of all rows."""
    return found.test.against is not None and found.test.against.operation != "column"


def _without_mentions(text: str) -> str:
    for name in roster():
        text = text.replace(f"@{name}", " ")
    return text
