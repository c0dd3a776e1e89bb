"""A closed question as it is answered: its frames, its columns, and the steps so far."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from aa_magics.model import ColumnProfile, Formula, FrameProfile, Goal, Label, Param, Test
from aa_magics.offline.clauses import Clause
from aa_magics.offline.closed.answering import variable
from aa_magics.offline.closed.asks import Ask, SlotReader
from aa_magics.offline.closed.body import Body, read_closed
from aa_magics.offline.closed.chain import Chain
from aa_magics.offline.closed.forms import Form, read_decimals
from aa_magics.offline.closed.periods import with_periods
from aa_magics.offline.closed.ranked import read_ranked
from aa_magics.offline.lexicon import Lexicon
from aa_magics.offline.mentions import Mention
from aa_magics.offline.models.reading import OWN_PIECES, read_model
from aa_magics.offline.pieces import Piece, Place, prepared_profile
from aa_magics.offline.preparing.reading import conversion, noted_places, read_preparation
from aa_magics.offline.text import name_words, stem, written

DECIMALS = 2
IN_PERCENT = re.compile(r"[^.;?\n]*\b(?:as (?:a )?percentages?|in percent)\b", re.IGNORECASE)
CONVERTING = ("read_", "to_number", "to_datetime")
DURATIONS = ("read_seconds", "read_minutes_seconds")
ANY_KIND = frozenset(("count_of", "distinct_count_of", "missing_count_of", "mode_of"))
"""Statistics of columns of any kind."""


class UnansweredError(Exception):
    """What of the question could not be read, in words."""


class Question:
    """What is known of a question while its slots are answered, one after another."""

    def __init__(self, goal: Goal, profile: FrameProfile, form: Form, lexicon: Lexicon) -> None:
        self.profile, self.form = profile, form
        first = read_closed(form.body, profile, lexicon)
        read = read_preparation(first.sentences, profile, lexicon)
        pieces = [piece for piece in read if not _says_nothing(piece, first.sentences)]
        _refuse_unreadable(pieces, profile, form.body)
        pieces = with_periods(pieces, form, profile, [m.column for s in first.sentences for m in s.mentions])
        own = [piece for piece in pieces if piece.recipe not in OWN_PIECES]
        reading = read_closed(form.body, prepared_profile(profile, own), lexicon) if own else first
        made = [c.label for piece in own for c in piece.columns if c.label not in self._given or not c.values]
        self.model = read_model(reading.sentences, reading.profile, lexicon, made)
        if self.model is None and len(own) < len(pieces):
            own, reading = pieces, read_closed(form.body, prepared_profile(profile, pieces), lexicon)
        self.pieces = own = [_in_percent(piece, form.body) for piece in own]
        done = {place for piece in read if piece not in own for place in piece.places}
        self.noted = noted_places(first.sentences, profile, lexicon) | done
        self.noted |= self.model.places if self.model else set()
        self.body = Body(reading, own, lexicon, self.noted)
        self.words = self.body.words
        self.ranked = read_ranked(self.body)
        self.noted |= self.ranked.places if self.ranked else frozenset()
        self.asks = SlotReader(form, self.body, tuple(self.model.metrics) if self.model else ()).read()
        self.chain = Chain(goal, profile.name)
        self.assumptions = [assumption for piece in self.pieces for assumption in piece.assumptions]
        self.assumptions += self.model.assumptions if self.model else ()
        self.frames = [profile.name]
        self.converted: dict[Label, Piece] = {}
        self.rest: dict[str, Piece] = {}
        self.chosen: dict[str, list[Label]] = {}

    # --- frames -----------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Add the steps that the question asks for before anything is measured."""
        self.frames = [self.chain.rows(self.profile.name, self.sooner, self.body.words_of(self.sooner))]
        for piece in self.pieces:
            self.frames.append(self._made(piece, self.frames[-1]))
        for column, number in dict.fromkeys((c.label, n) for c, n in self.body.sized.values()):
            self.frames.append(self.chain.frame("large_groups", {"by": column, "n": number}, self.frames[-1]))
        if self.ranked and not self.ranked.by:
            if self.kept:
                raise UnansweredError(f"of which rows the {self.ranked.n} are")
            params: dict[str, Param] = {"value": self.ranked.column.label, "n": self.ranked.n}
            self.frames.append(self.chain.frame(self.ranked.recipe, params, self.frames[-1]))

    def frame(self, ask: Ask, tests: Sequence[Test] | None = None, apart: Sequence[Label] = ()) -> str:
        """Return the frame of the rows that an ask is about, at its stage.

        `tests` stand for its own; no test of the question of a column of theirs, or of `apart`, counts.
        """
        own = ask.tests if tests is None else tests
        parts = {(test.column, test.part) for test in own}
        kept = [t for t in self.kept if (t.column, t.part) not in parts and t.column not in apart]
        kept = [test for test in kept if test not in self._apart]
        kept = [test for test in kept if test not in self.sooner]
        self._read_dates([*kept, *own])
        if ask.kind == "statistic" and ask.statistic != "count_of":
            kept = [test for test in kept if test not in self.body.counted]
        return self.chain.rows(self.whole_frame(ask), [*kept, *own], self.body.words_of([*kept, *own]))

    def _read_dates(self, tests: Sequence[Test]) -> None:
        """Convert the columns of text whose dates tests look at; from now on every frame has them so."""
        labels = {test.column for test in tests if test.part is not None}
        for column in self.body.profile.columns:
            piece = conversion(column, "datetime") if column.label in labels - self.converted.keys() else None
            if piece is not None:
                self.assumptions += piece.assumptions
                self.converted[column.label] = piece

    @cached_property
    def sooner(self) -> list[Test]:
        """The tests that rows pass before the pieces are done, where no slot is about the others too."""
        tested = {test.column for ask in self.asks for test in ask.tests}
        whole = any(ask.kind in ("share", "missing", "complete") for ask in self.asks)
        unread = {column.label for column in self.profile.columns if not column.parsed}
        never = {*self.body.counted, *(test for test in self.body.sooner if test.column in tested | unread)}
        return [] if whole else [test for test in self.body.sooner if test not in never]

    @cached_property
    def kept(self) -> list[Test]:
        """The tests that every row must pass; that a value is missing is none where a slot counts those."""
        gaps = {column.label for ask in self.asks if ask.kind == "missing" for column in ask.columns}
        return [t for t in self.body.filters if t.comparison != "missing" or t.column not in gaps]

    @cached_property
    def _apart(self) -> list[Test]:
        """The tests that some slots have for themselves, and others not: "the highest, and that of the sales team"."""
        plain = [ask for ask in self.asks if ask.kind == "statistic" and not ask.tests]
        own = [test for ask in self.asks for test in ask.tests] if plain else []
        return [test for test in own if test not in self.body.restricting]

    def whole_frame(self, ask: Ask) -> str:
        """Return the frame of all rows at the stage of an ask, its texts converted as far as numbers are needed."""
        start = self._found_after() if ask.kind == "outliers" else self._cleaned_from()
        frame = self.frames[start if ask.stage == "before" else -1]
        for piece in self.converted.values():
            frame = self._made(piece, frame)
        return self._made(self.rest[ask.slot.name], frame) if self._is_rest(ask) else frame

    def _is_rest(self, ask: Ask) -> bool:
        return ask.kind in ("statistic", "r", "p") and ask.slot.name in self.rest and ask.stage != "before"

    def _made(self, piece: Piece, frame: str) -> str:
        tokens = (self.body.sentences[number].tokens[place] for number, place in sorted(piece.places))
        return self.chain.frame(piece.recipe, piece.params, frame, written(tokens))

    def _cleaned_from(self) -> int:
        """Return how many pieces come before the first that changes or drops what the frame has."""
        known = set(self._given)
        for number, piece in enumerate(self.pieces):
            changes = not piece.columns or any(column.label in known for column in piece.columns)
            if changes and not piece.recipe.startswith(CONVERTING):
                return number
            known |= {column.label for column in piece.columns}
        return len(self.pieces)

    def _found_after(self) -> int:
        """Return how many pieces come before the question first speaks of outliers, so that these are found after."""
        outliers, gaps = self._spots("roles", "outliers"), self._spots("topics", "missing")
        told = takewhile(lambda piece: "outliers" not in piece.recipe, self.pieces) if outliers else ()
        begun = [min([*piece.places, *(gaps if piece.recipe.startswith("fill_") else ())]) for piece in told]
        earlier = list(takewhile(lambda place: place < min(outliers), begun))
        return max(self._cleaned_from(), len(earlier))

    def _spots(self, table: str, name: str) -> list[Place]:
        """Return where the question has one of the phrases of a name."""
        named = ((n, one) for n, s in enumerate(self.body.sentences) for one in self.words.named(table, s.tokens))
        return [(number, one.place.start) for number, one in named if one.name == name]

    @property
    def _given(self) -> set[Label]:
        return {column.label for column in self.profile.columns}

    # --- columns ----------------------------------------------------------------------------------------

    def column(self, ask: Ask, role: str = "", apart: Sequence[Label] = (), *, shared: bool = False) -> ColumnProfile:
        """Return the column that an ask is about: that its slot names, else that the question measures so.

        Two asks of the same `role`, rows and stage are never about the same column, unless `shared`; none is about one
        of `apart`.
        """
        role = role or ask.statistic
        numeric = role not in ANY_KIND
        told_apart = (test for test in (*ask.tests, *self.body.tests) if test.comparison != "present")
        tested = {test.column for test in told_apart} | set(apart)
        listed = ask.slot.is_list or ask.slot.is_mapping
        groups = {column.label for column in self.body.groups} if listed else set()
        classed = {p.params.get("value") for p in self.pieces if tested & {column.label for column in p.columns}}
        tested |= {column.label for column in self.body.profile.columns if column.label in classed}
        used = self.chosen.setdefault(f"{role} {ask.tests} {ask.stage}", [])
        for column in self._candidates(ask):
            named = column in ask.columns and column.label not in groups | set(apart)
            free = (shared or column.label not in used) and (column.label not in tested | groups or named)
            if free and (not numeric or self.is_number(column)):
                if used and not (named or shared or self._has_one_for_each(ask, used)):
                    break
                used.append(column.label)
                return self.as_number(column) if numeric else column
        raise UnansweredError(f"which column @{ask.slot.name} is about")

    def _has_one_for_each(self, ask: Ask, used: Sequence[Label]) -> bool:
        """Return whether a statistic is said of as many columns as slots ask for it, so that each has its own."""
        if any(column.label in used for column in ask.columns):
            return False
        role = (ask.kind, ask.statistic, ask.tests, ask.stage)
        like = [one for one in self.asks if (one.kind, one.statistic, one.tests, one.stage) == role]
        groups = {column.label for column in self.body.groups}
        said = [c for one in self.body.said if one.statistic == ask.statistic for c in one.columns]
        sure = {c.label for c in said if self.is_number(c) and c.label not in groups and not self.is_only_near(c)}
        return len(sure) >= len(like)

    def _candidates(self, ask: Ask) -> list[ColumnProfile]:
        same = [said for said in self.body.said if said.statistic == ask.statistic]
        said = [column for one in (*same, *self.body.said) for column in one.columns]
        spoken = [spoken.column for spoken in self.body.spoken]
        groups = {column.label for column in self.body.groups}
        new = [column for column in self.body.made if column.label not in self._given | groups]
        own = ask.stage and not any(said.columns for said in same)
        changed = [column for column in self.body.made if column not in new] if own else []
        return [*ask.columns, *reversed(new), *changed, *sorted([*said, *spoken], key=self.is_only_near)]

    def is_only_near(self, column: ColumnProfile) -> bool:
        """Return whether the question never names a column outright, but by a part, a misspelling or as "yearly"."""
        found = [(s, m) for s in self.body.sentences for m in s.mentions if m.column.label == column.label]
        adverbs = [s.tokens[m.place.stop - 1].text.endswith("ly") and m.how == "stem" for s, m in found]
        return bool(found) and all(
            m.how in ("part", "fuzzy") or adverb for (_, m), adverb in zip(found, adverbs, strict=True)
        )

    def is_number(self, column: ColumnProfile) -> bool:
        """Return whether a column holds numbers, or text that reads as such."""
        return (column.kind == "number" and column.parsed) or conversion(column, "number") is not None

    def as_number(self, column: ColumnProfile) -> ColumnProfile:
        """Return the column as it is once it holds numbers; from now on every frame has it so."""
        if column.label in self.converted:
            return self.converted[column.label].columns[0]
        piece = conversion(column, "number")
        if piece is None:
            return column
        if piece.recipe in DURATIONS and (units := self.words.other_durations & self._body_stems):
            raise UnansweredError(f"durations in {sorted(units)[0]}s: they are read as seconds")
        self.assumptions += piece.assumptions
        self.converted[column.label] = piece
        return piece.columns[0]

    @cached_property
    def _body_stems(self) -> frozenset[str]:
        names = {stem(word) for column in self.profile.columns for word in name_words(column.name)}
        return frozenset(t.stem for sentence in self.body.sentences for t in sentence.tokens) - names

    def numbers_in(self, sentence: Clause) -> list[Mention]:
        """Return the mentions of columns in a sentence that hold numbers."""
        return [m for m in self.body.measured(sentence) if m.column.kind == "boolean" or self.is_number(m.column)]

    def group_column(self) -> ColumnProfile:
        """Return the column by which the question takes rows apart."""
        if groups := self.body.groups:
            return groups[0]
        raise UnansweredError("which groups are compared")

    # --- writing ----------------------------------------------------------------------------------------

    def decimals(self, ask: Ask, usual: int = DECIMALS, *, stated: bool = True) -> int:
        """Return how many decimals a slot is written with: its own, those that the question states, `usual`."""
        if ask.slot.decimals is not None:
            return ask.slot.decimals
        whole = re.match(
            r"\W*(?:is|must be|should be|are)?\s*(?:a |an )?(?:[\w-]+ )?integer", ask.slot.said, re.IGNORECASE
        )
        named = ask.slot.placeholder.strip("\"'").casefold() in ("integer", "int")
        found = 0 if whole or named else read_decimals(self.form.body) if stated else None
        if found is None:
            self.assumptions.append(f"{ask.slot.name} is rounded to {usual} decimals")
        return usual if found is None else found

    def named(self, ask: Ask) -> str:
        """Return the name of the variable that holds a slot's value."""
        return variable(ask.slot.name).lower()


def _refuse_unreadable(pieces: Sequence[Piece], profile: FrameProfile, text: str) -> None:
    """Raise UnansweredError where text is to become numbers that does not read as such: 5'11 in feet and inches."""
    columns = {column.label: column for column in profile.columns}
    for column in (columns[p.params["column"]] for p in pieces if p.recipe == "to_number"):  # type: ignore[index]
        bare = [re.sub(r"[$€£¥%\s,]|\+$", "", str(held.value)) for held in column.values]
        readable = any(re.fullmatch(r"-?\d*\.?\d+", value) for value in bare) or "coerce" in text.casefold()
        if column.kind in ("text", "category", "id") and column.values and not readable:
            raise UnansweredError(f"how {column.name} is to be read as numbers")


def _says_nothing(piece: Piece, sentences: Sequence[Clause]) -> bool:
    """Return whether gaps are left out that every statistic leaves out by itself: "drop missing values"."""
    if piece.recipe != "drop_missing" or "columns" in piece.params:
        return False
    words = {token.stem for number in {n for n, _ in piece.places} for token in sentences[number].tokens}
    pointed = words & {"either", "both", "two", "these", "this", "those"}
    return bool(pointed) or not words & {"ani", "everi", "all", "row", "complet", "least", "remain"}


def _in_percent(piece: Piece, text: str) -> Piece:
    """Return a piece, its ratio times a hundred where the question says so of it: "the margin as a percentage"."""
    term = piece.params.get("formula")
    if not isinstance(term, Formula) or term.operation != "/" or piece.params.get("name") is None:
        return piece
    names = set(name_words(" ".join(column.name for column in piece.columns)))
    said = (found[0] for found in IN_PERCENT.finditer(text))
    if not any(names & set(name_words(sentence)) for sentence in said):
        return piece
    return replace(piece, params={**piece.params, "formula": Formula(operation="*", operands=(term, 100))})


def sureness(mention: Mention) -> float:
    """Return how sure it is that a column is meant: less where the words could mean another one."""
    return mention.score - (0.4 if mention.others else 0)
