"""Which recipe a clause asks for, and what its parameters are bound to.

Every recipe is tried: the words that call for it, how many of the clause's columns find a place in it, how many
parameters had to be guessed. The best score wins; a recipe that no word calls for is taken only if it is a natural
answer to columns alone.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from aa_magics.frames.kinds import is_counted, is_key
from aa_magics.model import ColumnProfile, Condition, FrameProfile, Label, Param
from aa_magics.offline.additive import adds_up
from aa_magics.offline.charts.drawing import DRAWN
from aa_magics.offline.clauses import Clause
from aa_magics.offline.conditions import Found
from aa_magics.offline.filtering import filtered_profile
from aa_magics.offline.grounding import affirmative, is_year
from aa_magics.offline.lexicon import Lexicon, Phrase, lexicon, phrase
from aa_magics.offline.likely import likeliest_first
from aa_magics.offline.mentions import Mention
from aa_magics.offline.unheeded import told_by, unheeded
from aa_magics.recipes import Parameter, Recipe, catalogue
from aa_magics.recipes.fit import bound_labels, column_misfit, misfit
from aa_magics.recipes.roles import DATES, GROUPS, NUMBERS, Role

DEFAULTS = ("group_aggregate", "group_aggregates", "pivot_aggregate", "cross_table", "correlation", "describe_column")
"""What columns alone ask for, the first that fits."""
ENDS_OF_GROUPS = ("top_groups", "bottom_groups")
SYMMETRIC = ("spearman_correlation", "kendall_correlation", "group_correlations")
"""What says the same of x and y as of y and x, and is not asked to draw them."""
BESIDE = ("column_spread", "group_spread")
"""Whose table shows every value of their setting, so that "skewness and kurtosis" is asked for once."""
UNGROUPED = ("distinct_counts",)
"""What takes several columns, and is no answer for each group of one of them."""
BY = ("by",)
POLARS = "polars_agent"
"""Whose recipes are only taken where the goal speaks of it: they do what others do, in another library."""
MOST_FEATURES = 30
MOST_GROUPS = 50  # distinct values of a number by which rows are still grouped


@dataclass
class Choice:
    """A recipe with its params and how well it fits.

    `places` are the tokens that led to it, `consumed` the conditions that are part of it, and so keep no rows;
    `called` says whether some word calls for it, or only the columns; `unclear` are the columns among which the goal
    leaves a required parameter open; `also` are other values of a setting that are asked for beside it.
    """

    recipe: Recipe
    params: dict[str, Param] = field(default_factory=dict)
    places: set[int] = field(default_factory=set)
    bound: list[Mention] = field(default_factory=list)
    consumed: list[Found] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    score: float = 0.0
    called: bool = False
    unclear: tuple[str, ...] = ()
    also: list[tuple[str, Param]] = field(default_factory=list)


def choose(
    clause: Clause,
    frame: str,
    profile: FrameProfile,
    agents: Collection[str],
    lexicon: Lexicon,
    *,
    drawn: bool = False,
) -> Choice | None:
    """Return the recipe that fits a clause best, or None when nothing in it calls for one; charts are read elsewhere.

    Where one is `drawn` that could not be read there, only charts are tried. An `unclear` choice is only returned where
    nothing else is to be had: the person must say more.
    """
    drawing = clause.find([(word,) for word in sorted(lexicon.drawing)])
    spoken = [agent for agent in agents if agent != POLARS or len(agents) == 1 or clause.find([phrase("polars")])]
    bindings = [
        _Binding(clause, frame, profile, lexicon, drawing).bind(recipe)
        for recipe in catalogue().values()
        if recipe.agent in spoken and (recipe.result == "figure" if drawn else recipe.name not in DRAWN)
    ]
    fitting = [choice for choice in bindings if choice and not choice.unclear]
    if fitting:
        return max(fitting, key=lambda choice: choice.score)
    unclear = [choice for choice in bindings if choice and choice.called]
    return max(unclear, key=lambda choice: choice.score, default=None)


@cache
def triggers() -> Mapping[str, Sequence[tuple[Phrase, float]]]:
    """Return the phrases that call for each recipe with their weight: rare and long ones weigh more."""
    common = lexicon().stopwords
    known = lexicon()
    phrases = {
        name: list(
            dict.fromkeys(
                known.rewritten(words)
                for words in map(phrase, recipe.words)
                if len(words) > 1 or words[0] not in common
            )
        )
        for name, recipe in catalogue().items()
    }
    users = Counter(words for listed in phrases.values() for words in set(listed))
    return {
        name: [(words, len(words) ** 0.5 / users[words] ** 0.5) for words in listed] for name, listed in phrases.items()
    }


@cache
def words_of_tables() -> frozenset[Phrase]:
    """Return the phrases that call for recipes that draw nothing."""
    tables = (recipe for recipe in catalogue().values() if recipe.result != "figure")
    return frozenset(words for recipe in tables for words, _ in triggers()[recipe.name])


class _Binding:
    """The attempt to use a recipe for a clause."""

    def __init__(
        self, clause: Clause, frame: str, profile: FrameProfile, lexicon: Lexicon, drawing: range | None
    ) -> None:
        self.clause, self.frame, self.profile, self.lexicon, self.drawing = clause, frame, profile, lexicon, drawing

    def bind(self, recipe: Recipe) -> Choice | None:
        """Return the recipe with its params, or None where it is not called for or does not fit the frame."""
        choice = Choice(recipe)
        if len(recipe.frames) != 1 or not self._called_for(choice):
            return None
        choice.params[recipe.frames[0]] = self.frame
        self._set_settings(choice)
        self._bind_values(choice)
        if not self._bind_columns(choice):
            return choice if choice.unclear and not self.clause.left_over(choice.places) else None
        self._add_up(choice)
        if not self._infer_values(choice) or self._misfits(choice) or self._is_no_group(choice):
            return None
        unbound = [m for m in self.clause.columns if m not in choice.bound]
        left_over = unheeded(self.clause, choice.places, self.lexicon, told_by(recipe))
        if "target" in choice.params and isinstance(many := choice.params.get("columns"), tuple) and len(many) == 1:
            choice.score -= 4  # two columns are a pair
        choice.score += 1.5 * len(choice.bound) - 1.5 * len(unbound) - 1.5 * self._unheeded(choice)
        choice.score -= sum(2 if self.lexicon.asks(word) else 1 for word in left_over)
        return choice if choice.called or not self.clause.left_over(choice.places) else None

    def _adds_up(self, mentions: Sequence[Mention]) -> bool:
        return len(mentions) == 1 and mentions[0].column.kind == "number" and adds_up(mentions[0].column, self.lexicon)

    def _add_up(self, choice: Choice) -> None:
        """Sum what adds up where the goal names no aggregate: "revenue by region" is no mean."""
        how = choice.recipe.parameters.get("how")
        if how is None or how.default != "mean" or "how" in choice.params:
            return
        if "by" not in choice.recipe.parameters and choice.recipe.name != "statistic":
            return
        labels = {choice.params.get("value"), *_several(choice.params.get("values"))}
        summed = [column for column in self.profile.columns if column.label in labels]
        if summed and all(adds_up(column, self.lexicon) for column in summed):
            choice.params["how"] = "sum"
            choice.assumptions.append(f"{summed[0].name} adds up, so it is summed")

    def _is_no_group(self, choice: Choice) -> bool:
        """Return whether only "by" calls for a recipe whose group it does not stand before: "top 10 countries by"."""
        said = [words for words, _ in triggers()[choice.recipe.name] if self.clause.find_loosely(words)]
        grouped = [m for m in choice.bound if m.column.label == choice.params.get("by")]
        only = bool(said) and all(BY[0] in words and len(words) > 1 for words in said)
        return only and bool(grouped) and not any(map(self.clause.is_group, grouped))

    def _unheeded(self, choice: Choice) -> int:
        """Return how many lists of values, which ask for a comparison, the recipe would only keep rows by."""
        labels = bound_labels(choice.recipe, choice.params)
        tests = [found.test for found in self.clause.conditions if found not in choice.consumed]
        return sum(test.comparison == "in" and test.column not in labels for test in tests)

    def _misfits(self, choice: Choice) -> bool:
        """Return whether the recipe makes no sense on the rows that the clause keeps."""
        tests = [found.test for found in self.clause.conditions if found not in choice.consumed]
        return misfit(choice.recipe, choice.params, filtered_profile(self.profile, tests)) is not None

    # --- words ----------------------------------------------------------------------------------------

    def _called_for(self, choice: Choice) -> bool:
        recipe = choice.recipe
        weights = []
        for words, weight in triggers()[recipe.name]:
            if recipe.result == "figure" and self.drawing is None and words in words_of_tables():
                continue  # they ask for a number or a table, unless something is to be drawn
            if place := self.clause.find_loosely(words):
                weights.append(weight)
                choice.places |= set(place)
        if recipe.name == "group_aggregate" and (order := self.clause.find(self.lexicon.descending)):
            choice.places |= set(order)  # as it shows them
            choice.score += 2
        choice.called = bool(weights)
        if weights:
            choice.score += 3 * max(weights) + 0.5 * (sum(weights) - max(weights))
        if self.drawing is not None and recipe.result == "figure":
            choice.score += 2
            choice.places |= set(self.drawing)
            return bool(weights)
        if recipe.name in DEFAULTS:
            choice.score += 0.3 - 0.1 * DEFAULTS.index(recipe.name)
        total = recipe.name == "statistic" and self.clause.conditions and self._adds_up(self.clause.columns)
        choice.score += 0.35 if total else 0  # "revenue last quarter" is its total
        natural = (recipe.name in DEFAULTS or total) and self.clause.columns and not self.clause.inherits
        return bool(weights) or bool(natural)

    def _set_settings(self, choice: Choice) -> None:
        """Bind the parameters that are no columns: one of several values, numbers."""
        for parameter in choice.recipe.parameters.values():
            if parameter.role is None and parameter.values:
                self._set_value(choice, parameter)
            elif parameter.role is None and parameter.optional:
                self._set_number(choice, parameter)
            elif parameter.role and parameter.role.name == "rows" and self.clause.conditions:
                tests = tuple(found.test for found in self.clause.conditions)
                choice.params[parameter.name] = Condition(tests=tests)
                self._consume(choice, *self.clause.conditions)

    def _set_value(self, choice: Choice, parameter: Parameter) -> None:
        found: list[tuple[int, int, Param, range]] = []
        for value in parameter.values:
            place = self.clause.find(self.lexicon.settings.get(str(value), [phrase(str(value))]))
            if place and self._is_order(place):
                continue
            if place and not (self._is_end(place) and not self._is_end_of_groups(place, choice)):
                found.append((len(place), place.start, value, place))
        if found:
            _, _, chosen, words = max(found, key=lambda f: f[:2])
            if chosen == "count" and "value" in choice.recipe.parameters:  # "how many medals in total"
                chosen, words = next(((v, p) for *_, v, p in found if v == "sum"), (chosen, words))
            choice.called = True
            choice.params[parameter.name] = chosen
            choice.places -= {place for *_, others in found for place in others}
            choice.places |= set(words)
            choice.score += 1
            self._set_beside(choice, parameter, [(value, place) for _, _, value, place in found])

    def _is_order(self, place: range) -> bool:
        """Return whether a word says how to sort, as in "highest first"."""
        following = self.clause.tokens[place.stop : place.stop + 1]
        return self._is_end(place) and any(token.text.casefold() == "first" for token in following)

    def _set_beside(self, choice: Choice, parameter: Parameter, found: Sequence[tuple[Param, range]]) -> None:
        """Keep the values that are asked for beside the chosen one: "mean and median of tip"."""
        if choice.recipe.makes or choice.recipe.result != "table":
            return
        ends = sorted((place.start, place.stop) for _, place in found)
        between = [range(a[1], b[0]) for a, b in pairwise(ends)]
        joints = {token for words in self.lexicon.joints["list"] for token in words} | self.lexicon.stopwords
        joined = all(len(gap) and all(self.clause.tokens[p].stem in joints for p in gap) for gap in between)
        if between and joined:
            first, *others = (value for value, _ in sorted(found, key=lambda one: one[1].start))
            choice.params[parameter.name] = first
            choice.also = [(parameter.name, value) for value in others if choice.recipe.name not in BESIDE]
            choice.places |= {p for _, place in found for p in place}

    def _is_end_of_groups(self, place: range, choice: Choice) -> bool:
        """Return whether an end is that of each group: "highest tip by day", but not "day of the highest tip"."""
        if "by" not in choice.recipe.parameters:
            return True
        if choice.recipe.name in ENDS_OF_GROUPS or any(self.clause.find([(s,)]) for s in self.lexicon.averages):
            return False
        grouped = (m for m in self.clause.columns if m.place.start >= place.stop and m.column.kind in GROUPS | NUMBERS)
        return any(self.clause.is_group(mention) for mention in grouped)

    def _is_end(self, place: range) -> bool:
        """Return whether a word asks for one end of an order: "highest" over groups is no maximum."""
        stems = tuple(self.clause.said[p].stem for p in place if self.clause.said[p].stem)
        ends = (self.lexicon.rewritten(words) for phrases in self.lexicon.ends.values() for words in phrases)
        return stems in ends

    def _set_number(self, choice: Choice, parameter: Parameter) -> None:
        if isinstance(parameter.default, bool):
            self._set_order(choice, parameter)
            return
        if not isinstance(parameter.default, int | float):
            return
        for spot in sorted(self.clause.free - choice.places):
            token = self.clause.tokens[spot]
            number = token.number if token.kind == "number" else self.lexicon.numbers.get(token.stem)
            if parameter.name == "percent" and number is not None and 0 < number < 1:
                number = round(number * 100)
            fits = isinstance(number, int) or isinstance(parameter.default, float)
            if number is not None and fits and number > 0:
                choice.params[parameter.name] = number
                choice.places.add(spot)
                choice.score += 1
                return
        if parameter.name == "percent" and (quartile := self._quartile()):
            choice.params[parameter.name], places = quartile
            choice.places |= places
            return
        said = {self.clause.said[place].stem for place in choice.places}
        if parameter.name == "bins" and (parts := said & self.lexicon.parts.keys()):
            choice.params[parameter.name] = self.lexicon.parts[min(parts)]

    def _quartile(self) -> tuple[int, set[int]] | None:
        """Return the percentage of rows below "the third quartile", and its tokens."""
        for number, phrases in self.lexicon.quartiles.items():
            if place := self.clause.find(phrases):
                return number, set(place)
        return None

    def _set_order(self, choice: Choice, parameter: Parameter) -> None:
        for name in ("ascending", "descending"):
            if parameter.name == "ascending" and (place := self.clause.find(getattr(self.lexicon, name))):
                choice.params[parameter.name] = name == "ascending"
                choice.places |= set(place)
                choice.score += 1

    # --- values ---------------------------------------------------------------------------------------

    def _consume(self, choice: Choice, *conditions: Found) -> None:
        choice.consumed += conditions
        choice.places |= {place for found in conditions for place in found.places}
        choice.score += 1.5 * len(conditions)

    def _bind_values(self, choice: Choice) -> None:
        """Bind cell values, and the column before them, to a condition that names as many: "share of women"."""
        parameters = list(choice.recipe.parameters.values())
        wanted = [p for p in parameters if p.role and p.role.name == "value" and not p.optional]
        column = (
            next((p for p in reversed(parameters[: parameters.index(wanted[0])]) if _is_column(p)), None)
            if wanted
            else None
        )
        if column is None:
            return
        for found in self.clause.conditions:
            values = found.test.value if found.test.comparison == "in" else (found.test.value,)
            if found.test.comparison in ("==", "in") and isinstance(values, tuple) and len(values) == len(wanted):
                choice.params[column.name] = found.test.column
                choice.params.update(zip((p.name for p in wanted), values, strict=True))
                self._consume(choice, found)
                return

    def _infer_values(self, choice: Choice) -> bool:
        """Bind a cell value that no word names to the one that says yes, where the column has two such values."""
        column: Param = None
        for parameter in choice.recipe.parameters.values():
            if _is_column(parameter):
                column = choice.params.get(parameter.name)
            elif parameter.role and parameter.role.name == "value" and parameter.name not in choice.params:
                said_yes = self._affirmative(column)
                if said_yes is None and not parameter.optional:
                    return False
                choice.params[parameter.name] = said_yes
        return True

    def _affirmative(self, label: Param) -> Param:
        column = next((c for c in self.profile.columns if c.label == label), None)
        return affirmative(column, self.lexicon) if column else None

    # --- columns --------------------------------------------------------------------------------------

    def _bind_columns(self, choice: Choice) -> bool:
        """Bind columns to parameters: as cues say, then by what each is for, the required ones first.

        What is still open is bound to columns that the goal names and that would do, then to what can be inferred.
        """
        parameters = [p for p in choice.recipe.parameters.values() if p.role and p.role.kinds]
        ordered = choice.recipe.result != "figure"  # "a and b", "a with b": the first of a pair is the first named
        for parameter in parameters:
            if not (ordered and parameter.name in ("x", "y")):
                self._bind_mentions(choice, parameter, cued=True)
        for parameter in sorted(parameters, key=lambda p: p.optional):
            if parameter.name not in choice.params or (parameter.role and parameter.role.many):
                self._bind_mentions(choice, parameter, cued=False)
        for parameter in parameters:
            if not parameter.optional and parameter.name not in choice.params:
                self._bind_mentions(choice, parameter, cued=False, exactly=False)
        self._put_in_order(choice)
        return all(
            p.optional or p.name in choice.params or self._compared_group(choice, p) or self._infer(choice, p)
            for p in parameters
        )

    def _put_in_order(self, choice: Choice) -> None:
        """Let the first named of two groups be the rows of a table; what may be swapped stands as in the frame."""
        if choice.recipe.name in SYMMETRIC and {"x", "y"} <= choice.params.keys():
            ordered = [c.label for c in self.profile.columns if c.label in (choice.params["x"], choice.params["y"])]
            choice.params.update(zip(("x", "y"), ordered, strict=False))
        places = {m.column.label: m.place.start for m in self.clause.columns}
        if choice.recipe.name == "difference" and self._is_subtracted_from(choice, places):
            choice.params["value"], choice.params["other"] = choice.params["other"], choice.params["value"]
        by, across = choice.params.get("by"), choice.params.get("across")
        if by in places and across in places and places[across] < places[by]:
            choice.params["by"], choice.params["across"] = across, by

    def _is_subtracted_from(self, choice: Choice, places: Mapping[Label, int]) -> bool:
        """Return whether the second column is the one that something is taken from: "subtract a from b"."""
        ends = [places.get(label) for label in bound_labels(choice.recipe, choice.params)]
        if len(ends) != 2 or None in ends:
            return False
        return any(t.text.casefold() == "from" for t in self.clause.tokens[slice(*ends)])

    def _bind_mentions(self, choice: Choice, parameter: Parameter, *, cued: bool, exactly: bool = True) -> None:
        role = parameter.role
        assert role is not None
        fitting = [
            m
            for m in self.clause.columns
            if m not in choice.bound
            and m.column.kind in role.kinds
            and (parameter.name in self.clause.cues(m) if cued else _suits(m.column, role) or not exactly)
            and (_suits(m.column, role) or m.column.distinct <= MOST_GROUPS or self._repeats(m.column, choice))
            and not ((parameter.name == "values" or choice.recipe.name in UNGROUPED) and self.clause.is_group(m))
        ]
        if not fitting:
            return
        if choice.recipe.name == "sort_rows":
            skipped = fitting[: -len(self._sorted_by(fitting))]
            choice.places |= {place for m in skipped for place in m.place}
            choice.bound += skipped
            fitting = self._sorted_by(fitting)
        taken = fitting if role.many else fitting[:1]
        labels = tuple(m.column.label for m in taken)
        choice.params[parameter.name] = self._together(choice, parameter, labels) if role.many else labels[0]
        choice.bound += taken
        if not self.clause.inherits:
            choice.places |= {p for m in self.clause.mentions if m.column.label in labels for p in m.place}
        paired = parameter.name in ("x", "y") and choice.recipe.result != "figure"
        choice.score += 0.5 * len(taken) if cued or paired else 0.0
        choice.score += 0.5 if not role.many and not parameter.optional else 0.0

    def _repeats(self, column: ColumnProfile, choice: Choice) -> bool:
        """Return whether an id stands in several rows, which are ranked by it: "top 5 customers by revenue"."""
        repeated = column.kind in ("id", "text") and column.distinct < self.profile.rows
        return repeated and choice.recipe.name in ENDS_OF_GROUPS

    def _sorted_by(self, mentions: list[Mention]) -> list[Mention]:
        """Return the columns from the first that "by" stands before: "sort regions by sales"."""
        first = next((number for number, m in enumerate(mentions) if self.clause.is_group(m)), 0)
        return mentions[first:]

    def _together(self, choice: Choice, parameter: Parameter, labels: tuple[Label, ...]) -> tuple[Label, ...]:
        """Return the labels that a parameter is bound to already and `labels`, in the order of the goal."""
        bound = choice.params.get(parameter.name)
        known = {*labels, *(bound if isinstance(bound, tuple) else ())}
        return tuple(m.column.label for m in self.clause.columns if m.column.label in known)

    def _compared_group(self, choice: Choice, parameter: Parameter) -> bool:
        """Bind a group to the column whose values the clause compares: "between men and women"."""
        used = bound_labels(choice.recipe, choice.params)
        for found in self.clause.conditions:
            several = found.test.comparison == "in" and not found.test.part and found.test.column not in used
            if several and found not in choice.consumed and parameter.role and parameter.role.best >= GROUPS:
                choice.params[parameter.name] = found.test.column
                choice.score += 1
                return True
        return False

    def _infer(self, choice: Choice, parameter: Parameter) -> bool:
        """Bind a required parameter that no word of the goal names, where the frame leaves little choice."""
        role = parameter.role
        assert role is not None
        used = set(bound_labels(choice.recipe, choice.params))
        tests = (found for found in self.clause.conditions if found not in choice.consumed)
        tested = [m.column for found in tests for m in found.mentions if m.column.kind in role.best]
        context = self.clause.before.columns if self.clause.before else []
        near = tested if role.best == NUMBERS else []
        near = [*near, *(m.column for m in context if _suits(m.column, role))]
        if not role.many and (known := next((c for c in near if c.label not in used), None)):
            choice.params[parameter.name] = known.label
            return True
        grouped = parameter.name == "by" and (role.many or choice.recipe.name in SYMMETRIC)
        if not choice.called or grouped or parameter.name == "across":
            return False  # groups are said
        if parameter.name == "values" and not self.clause.find(self.lexicon.joints["all"]):
            return False
        fitting = [c for c in self.profile.columns if c.bindable and c.kind in role.best and c.label not in used]
        fitting = [c for c in fitting if is_counted(c) or role.best != NUMBERS]
        fitting = likeliest_first(fitting, self.profile.name) if role.best == DATES else fitting
        if not fitting and (not role.best or (role.best == DATES and role.kinds > DATES)):
            fitting = [c for c in self.profile.columns if c.bindable and is_year(c) and c.label not in used]
        if role.many:
            some = (c for c in fitting if c.kind not in ("id", "text") and not is_key(c.name))
            # what is not parsed yet is converted by a step before
            fitting = [c for c in some if not c.parsed or not column_misfit(choice.recipe, parameter, c)][
                :MOST_FEATURES
            ]
            choice.params[parameter.name] = tuple(c.label for c in fitting)
            choice.score -= 1 if self.clause.columns else 0.3
        elif len(fitting) == 1 or (fitting and role.best in (DATES, frozenset())):
            choice.params[parameter.name] = fitting[0].label
            choice.score -= 0.7
            choice.assumptions.append(_only_one(fitting))
        elif fitting and not choice.unclear:
            choice.unclear = tuple(column.name for column in fitting)
        return bool(fitting) and parameter.name in choice.params


def _suits(column: ColumnProfile, role: Role) -> bool:
    """Return whether a column is of the kinds that a role is for; a number of two values may stand for groups."""
    return column.kind in role.best or (role.best >= GROUPS and column.kind == "number" and column.distinct <= 2)


def _several(param: Param) -> tuple[Label, ...]:
    return param if isinstance(param, tuple) else ()


def _is_column(parameter: Parameter) -> bool:
    return parameter.role is not None and parameter.role.name == "column"


def _only_one(columns: Sequence[ColumnProfile]) -> str:
    kind, name = columns[0].kind, columns[0].name
    if kind == "number" and is_year(columns[0]):
        return f"time is in {name}"
    return f"{name} is the {'only' if len(columns) == 1 else 'first'} {kind} column"
