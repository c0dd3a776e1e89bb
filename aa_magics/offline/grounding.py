"""Which words of a goal name a column, or a value in one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from aa_magics.model import ColumnProfile, FrameProfile, Label
from aa_magics.offline.abbreviations import is_short_for
from aa_magics.offline.column_sets import column_sets
from aa_magics.offline.languages.language import glosses
from aa_magics.offline.lexicon import Lexicon, find_phrase
from aa_magics.offline.likely import likeliest_first, measured
from aa_magics.offline.mentions import How, Mention
from aa_magics.offline.neighbours import by_neighbours, in_series
from aa_magics.offline.text import Token, name_words, stem

EXPLAINED = re.compile(r"\s*([^(\[]+?)\s*[(\[][^()\[\]]*[)\]]\s*")
"""A column's name, and in brackets what explains it: "NO2 (ug/m3)"."""
LONGEST = 6  # words of a name that are compared
YEAR_NAMES = frozenset(("year", "yr", "season"))
PERIODS = frozenset(("years", "months", "days", "weeks"))
TRAINED = frozenset(("a", "an", "the", "on", "set", "data"))
"""Words after "train" where a model is trained."""
GENERIC = frozenset(("type", "types", "status", "level", "levels", "category", "group", "class", "value", "values"))
"""Words that say what the column named before them is."""
LEAST = 2  # letters of what people do who are called by it
FEW_VALUES = 31  # a column with as few may say "f" for women, or "Sun" for Sunday
FUZZY_CUTOFF = 85  # rapidfuzz ratio, of 100
MOST_VALUES = 200_000  # values that are looked at in one frame


class Vocabulary:
    """The names and values of a frame, indexed by how they may be written."""

    def __init__(self, profile: FrameProfile, lexicon: Lexicon, known: frozenset[str] | None = None) -> None:
        """`known` are stems that mean something else than a part of a name; by default all that the lexicon has."""
        self.columns = [column for column in profile.columns if column.bindable]
        self.lexicon = lexicon
        self.known = lexicon.known if known is None else known
        self.name = profile.name
        self.frame = frozenset(map(stem, name_words(profile.name)))
        self.common = frozenset(word for word in lexicon.stopwords if len(word) <= 3)
        self.joined: defaultdict[str, list[ColumnProfile]] = defaultdict(list)
        self.stemmed: defaultdict[str, list[ColumnProfile]] = defaultdict(list)
        self.parts: defaultdict[str, list[ColumnProfile]] = defaultdict(list)
        self.glossed: defaultdict[str, list[ColumnProfile]] = defaultdict(list)
        self.gloss_parts: defaultdict[str, list[ColumnProfile]] = defaultdict(list)
        self.words: dict[Label, tuple[str, ...]] = {}
        self.values: defaultdict[str, list[tuple[ColumnProfile, Label]]] = defaultdict(list)
        for column in self.columns:
            self._add_column(column)
        self._add_values()

    def mentions(self, tokens: Sequence[Token]) -> list[Mention]:
        """Return the columns and values that `tokens` name, none overlapping another, in the goal's order."""
        found = [m for first in range(len(tokens)) for m in self._mentions_at(tokens, first)]
        found = [m for m in found if m.how in ("exact", "stem") or not _is_cut(m.place, tokens)]
        found = [m for m in found if not self._is_of_method(m, tokens) and not _is_amount_of(m, found, tokens)]
        found += self._time_mentions(tokens)
        chosen: list[Mention] = []
        for mention in sorted(found, key=lambda m: (-m.score, m.place.start)):
            if not any(set(mention.place) & set(other.place) for other in chosen):
                chosen.append(mention)
        in_order = in_series(sorted(chosen, key=lambda m: m.place.start), tokens, self.columns)
        by_place = by_neighbours(in_order, tokens, self.values, self.lexicon)
        by_place = [
            m for m in by_place if not _is_part_of_date(m, by_place, tokens) and not _is_generic(m, by_place, tokens)
        ]
        told_apart = [self._told_apart(m, tokens) for m in by_place]
        return sorted(self._with_sets(told_apart, tokens), key=lambda m: m.place.start)

    def _is_of_method(self, mention: Mention, tokens: Sequence[Token]) -> bool:
        """Return whether a word only says how something is done: "z-score" names no column Score, "DD/MM" no unit."""
        if len(mention.place) == 1 and tokens[mention.place.start].text in ("YYYY", "MM", "DD", "HH", "SS"):
            return True
        before = [t.text.casefold() for t in tokens[: mention.place.start] if t.text != "-"][-1:]
        if mention.how == "part" and before == ["all"] and tokens[mention.place.start].text in PERIODS:
            return True  # "over all years"
        words = [tokens[place].stem for place in mention.place if tokens[place].kind == "word"]
        after = [t.text.casefold() for t in tokens[mention.place.stop : mention.place.stop + 2]]
        if words == ["popul"] and after[:1] and after[0] in ("standard", "std", "variance"):
            return True
        if words == ["train"] and mention.how == "part" and after[:1] and after[0] in TRAINED:
            return True
        if words == ["min"] and (after == ["-", "max"] or after[:1] == ["max"]):
            return True
        return words == ["score"] and before in (["z"], ["f1"])

    def _told_apart(self, mention: Mention, tokens: Sequence[Token]) -> Mention:
        """Return a mention of the likeliest of the columns that its words could name."""
        if mention.is_value or not mention.others or mention.how == "exact":
            return mention
        columns = [mention.column, *(c for c in self.columns if c.name in mention.others)]
        if column := measured(columns, tokens, self.lexicon):
            return replace(mention, column=column, others=())
        first, *others = likeliest_first(columns, self.name)
        return replace(mention, column=first, others=tuple(column.name for column in others))

    def _with_sets(self, chosen: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
        """Return the mentions with those of each set, one for each column, in the place of what it covers."""
        sets = column_sets(tokens, self.columns, self.lexicon.stopwords | self.known)
        covered = {place for one in sets for place in one.place}
        kept = [mention for mention in chosen if not covered & set(mention.place)]
        return [*kept, *(Mention(one.place, column, "exact") for one in sets for column in one.columns)]

    def _add_column(self, column: ColumnProfile) -> None:
        words = name_words(column.name)
        bare = words[:-1] if len(words) > 1 and words[-1] in self.lexicon.units else words
        self.words[column.label] = bare
        self.joined["".join(words) or column.name.casefold()].append(column)
        for naming in column.also:
            spoken = "".join(name_words(naming.name))
            if naming.value is None:
                self.joined[spoken].append(column)
            else:
                self.values[spoken].append((column, naming.value))
        stems = tuple(map(stem, words))
        self.stemmed["".join(stems)].append(column)
        for noun in _activity(column, words, self.lexicon):
            self.stemmed[noun].append(column)
        explained = EXPLAINED.fullmatch(column.name)
        shorter = {bare, name_words(explained[1]) if explained else bare} - {words, ()}
        for own in (own for own in sorted(shorter) if "".join(own) not in self.joined):
            self.stemmed["".join(map(stem, own))].append(column)
        if len(words) > 1:
            for part in set(stems):
                self.parts[part].append(column)
        for gloss in glosses(column.name):
            stems = tuple(map(stem, gloss))
            self.glossed["".join(stems)].append(column)
            for part in set(stems) if len(stems) > 1 else ():
                self.gloss_parts[part].append(column)

    def _add_values(self) -> None:
        left = MOST_VALUES
        for column in self.columns:
            if column.kind in ("number", "datetime") or left <= 0:
                continue
            left -= len(column.values)
            for counted in column.values:
                if isinstance(counted.value, str):
                    self.values["".join(name_words(counted.value))].append((column, counted.value))
                    for gloss in glosses(counted.value) if len(column.values) <= FEW_VALUES else ():
                        if stem("".join(gloss)) not in self.known:  # "mean" asks for one, "mittel" may be a value
                            self.values["".join(gloss)].append((column, counted.value))

    def _mentions_at(self, tokens: Sequence[Token], first: int) -> Iterable[Mention]:
        """Yield what the tokens from `first` on may name."""
        if tokens[first].kind == "quoted":
            own = tokens[first : first + 1]
            yield from self._named(name_words(own[0].text), range(first, first + 1), tokens=own, quoted=True)
            return
        if tokens[first].kind in ("mark", "date"):
            return
        words: list[Token] = []
        for place in range(first, min(first + 2 * LONGEST, len(tokens))):
            token = tokens[place]
            if token.kind == "mark" and token.text in "-_/.&" and not _is_stop(place, tokens):
                continue
            if token.kind in ("mark", "quoted", "date") or len(words) == LONGEST:
                break
            words.append(token)
            yield from self._named([t.text.casefold() for t in words], range(first, place + 1), tokens=words)

    def _named(
        self, words: Sequence[str], place: range, *, tokens: Sequence[Token] = (), quoted: bool = False
    ) -> Iterable[Mention]:
        joined, stems = "".join(words), [stem(word) for word in words]
        if columns := self.joined.get(joined):
            yield self._mention(place, columns, "exact")
        elif columns := self.stemmed.get("".join(stems)):
            yield self._mention(place, columns, "stem")
        elif columns := self.glossed.get("".join(stems)):
            yield self._mention(place, columns, "synonym")
        yield from self._valued(joined, place, tokens, quoted)
        if quoted or all(s in self.lexicon.stopwords for s in stems):
            return
        near = self._synonymous(stems) or self._partly(stems) or self._abbreviated(words)
        if near := near or self._misspelt(joined, stems):
            yield self._mention(place, *near)

    def _mention(self, place: range, columns: Sequence[ColumnProfile], how: How) -> Mention:
        return Mention(place, columns[0], how, others=tuple(column.name for column in columns[1:]))

    def _time_mentions(self, tokens: Sequence[Token]) -> list[Mention]:
        """Return the column that has the dates where the goal speaks of time, as in "over time"."""
        dates = likeliest_first([c for c in self.columns if c.kind == "datetime"], self.name)
        column = next(iter(dates), None) or next((c for c in self.columns if is_year(c)), None)
        places = (find_phrase(words, tokens) for words in self.lexicon.time_phrases)
        return [Mention(place, column, "synonym", cue="time") for place in places if place and column]

    def _valued(self, joined: str, place: range, tokens: Sequence[Token], quoted: bool) -> Iterable[Mention]:
        """Yield the columns that hold a value of these words; a stopword counts only in the value's own case."""
        held = self.values.get(joined, ())
        if quoted:  # "<30" is no ">30"
            held = sorted(held, key=lambda found: found[1] != tokens[0].text)
        for column, value in held:
            common = not quoted and (len(joined) < 2 or not any(map(self.lexicon.matters, tokens)))
            if common and [token.text for token in tokens] != [value]:
                continue
            others = [other.name for other, _ in self.values[joined] if other is not column]
            yield Mention(place, column, "exact", value, is_value=True, others=tuple(others))
            return
        if not quoted and (near := self._near_value(joined, tokens)):
            yield Mention(place, near[1], near[0], near[2], is_value=True)

    def _near_value(self, joined: str, tokens: Sequence[Token]) -> tuple[How, ColumnProfile, Label] | None:
        """Return the value that a word is another word for, or a longer form of: women for female, Sunday for Sun."""
        if len(joined) < 3 or not any(map(self.lexicon.matters, tokens)):
            return None
        known, none = self.lexicon.value_synonyms, frozenset[str]()
        for synonym in sorted(known.get(joined, none) or known.get(joined.removesuffix("s"), none)):
            for column, value in self.values.get(synonym, ()):
                if len(column.values) <= FEW_VALUES:
                    return "synonym", column, value
        if len(tokens) != 1 or self._means_something([tokens[0].stem]):
            return None
        near = {
            (column.label, value): (column, value)
            for stop in range(max(3, len(joined) - 4), len(joined))
            for column, value in self.values.get(joined[:stop], ())
            if len(column.values) <= FEW_VALUES and (stop > 3 or self._is_short_for(joined, tokens[0]))
        }
        return ("abbreviation", *next(iter(near.values()))) if len(near) == 1 else None

    def _is_short_for(self, joined: str, token: Token) -> bool:
        """Return whether three letters stand for a word: a day, a month or its plural, and no pitcher is a PIT."""
        return len(joined) <= 5 or token.stem in self.lexicon.days or token.stem in self.lexicon.months

    def _means_something(self, stems: Sequence[str]) -> bool:
        """Return whether some of these words mean something else: no part or misspelling of a name is looked for."""
        return any(s in self.lexicon.stopwords or s in self.known or s in self.frame for s in stems)

    def _synonymous(self, stems: Sequence[str]) -> tuple[Sequence[ColumnProfile], How] | None:
        if len(stems) == 1 and self._means_something(stems):
            return None
        synonyms = sorted(self.lexicon.synonyms.get("".join(stems), ()))
        for synonym in synonyms:
            if columns := self.stemmed.get(synonym) or self.glossed.get(synonym):
                return columns, "synonym"
        parts = {c.label: c for synonym in synonyms for c in self.parts.get(synonym, ())}
        parts |= {c.label: c for c in self.gloss_parts.get("".join(stems), ())}
        own = {column.label for column in self.parts.get("".join(stems), ())}
        return (list(parts.values()), "synonym") if len(parts) == 1 and own <= parts.keys() else None

    def _partly(self, stems: Sequence[str]) -> tuple[Sequence[ColumnProfile], How] | None:
        """Return the columns that have all of these words in their name, if they are few."""
        if self._means_something(stems) or max(map(len, stems)) == 1:
            return None
        fitting = [{column.label: column for column in self.parts.get(s, ())} for s in stems]
        columns = [column for label, column in fitting[0].items() if all(label in others for others in fitting[1:])]
        return (columns, "part") if 1 <= len(columns) <= 3 else None

    def _abbreviated(self, words: Sequence[str]) -> tuple[Sequence[ColumnProfile], How] | None:
        """Return the column whose words begin these words, or are begun by them: pop and population, SibSp."""
        stems = [stem(word) for word in words]
        if len(words[0]) < 3 or len(self.columns) > 500 or (len(words) == 1 and self._means_something(stems)):
            return None
        if sum(s not in self.lexicon.stopwords for s in (stems[0], stems[-1])) < 2 or stems[-1] in self.frame:
            return None
        columns = [column for column in self.columns if self._abbreviates(column, words)]
        return (columns, "abbreviation") if len(columns) == 1 else None

    def _abbreviates(self, column: ColumnProfile, words: Sequence[str]) -> bool:
        name = self.words[column.label]
        plain = len(words) == 1 or not self._means_something([stem(word) for word in words])
        if (plain and _abbreviates(name, words)) or (len(words) == 2 and _are_initials(column, name, words)):
            return True
        return len(words) > 1 and is_short_for(name, words, self.common)

    def _misspelt(self, joined: str, stems: Sequence[str]) -> tuple[Sequence[ColumnProfile], How] | None:
        if len(joined) < 5 or all(self._means_something([s]) for s in stems):
            return None
        if {stems[0], stems[-1]} & self.lexicon.stopwords:
            return None  # no more of a name than the words between
        from rapidfuzz import fuzz, process

        best = process.extractOne(joined, self.joined.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF)
        if best is None or re.sub(r"\D", "", best[0]) != re.sub(r"\D", "", joined):
            return None  # a number is not misspelt
        return self.joined[best[0]], "fuzzy"


def _is_stop(place: int, tokens: Sequence[Token]) -> bool:
    """Return whether a dot ends a sentence: what follows does not touch it."""
    return tokens[place].text == "." and (place + 1 == len(tokens) or tokens[place + 1].start > tokens[place].end)


def _is_amount_of(mention: Mention, found: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Return whether "amount" only stands before the column that is meant: "the amount of RAM"."""
    if mention.how in ("exact", "stem") or [tokens[place].stem for place in mention.place] != ["amount"]:
        return False
    after = [t.text.casefold() for t in tokens[mention.place.stop : mention.place.stop + 2]]
    start = mention.place.stop + (2 if after[1:] in (["the"], ["its"], ["their"]) else 1)
    return after[:1] == ["of"] and any(m.place.start == start and m.how in ("exact", "stem") for m in found)


def _is_cut(place: range, tokens: Sequence[Token]) -> bool:
    """Return whether a place is only part of what is written as one word, as "trial" is of `trial_9`."""
    before = place.start and tokens[place.start - 1].end == tokens[place.start].start
    after = place.stop < len(tokens) and tokens[place.stop].start == tokens[place.stop - 1].end
    return bool(before and _joins(tokens[place.start - 1])) or bool(after and _joins(tokens[place.stop]))


def _joins(token: Token) -> bool:
    return token.text == "_" or token.kind in ("word", "number")


def _activity(column: ColumnProfile, words: Sequence[str], lexicon: Lexicon) -> set[str]:
    """Return the stems of what those do who a column of yes and no says are such: "smoking" for `Smoker`."""
    if len(words) != 1 or not words[0].endswith("er") or affirmative(column, lexicon) is None:
        return set()
    return {found for end in (1, 2) if len(found := stem(words[0][:-end])) > LEAST}


def _is_generic(mention: Mention, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Return whether a word only says what the column named right before it is: "insurance type" beside `Room Type`."""
    alone = len(mention.place) == 1 and tokens[mention.place.start].text.casefold() in GENERIC
    before = [m for m in mentions if m.place.stop == mention.place.start and not m.is_value]
    named = any(m.how in ("exact", "stem") and m.column.label != mention.column.label for m in before)
    return alone and named and mention.how not in ("exact", "stem") and not mention.is_value


def _is_part_of_date(mention: Mention, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Return whether a word is a part of the dates named after it: "the year of sale", though a column has it too."""
    stop = mention.place.stop
    period = tokens[stop - 1].text.casefold() in ("year", "month", "day") and len(mention.place) == 1
    if not period or mention.how != "part" or [t.text for t in tokens[stop : stop + 1]] != ["of"]:
        return False
    after = next((m.column for m in mentions if m.place.start in (stop + 1, stop + 2) and not m.is_value), None)
    return after is not None and (
        after.kind == "datetime" or (after.reads_as is not None and after.reads_as.what == "date")
    )


def affirmative(column: ColumnProfile, lexicon: Lexicon) -> Label:
    """Return the value of a column of two values that means yes, such as 1 of 0 and 1; None when it has none."""
    values = [counted.value for counted in column.values]
    said_yes = [value for value in values if str(value).casefold() in lexicon.affirmatives]
    return said_yes[0] if len(values) == 2 and len(said_yes) == 1 else None


def is_year(column: ColumnProfile) -> bool:
    """Return whether a column of numbers is called a year."""
    return column.kind == "number" and bool(YEAR_NAMES & set(name_words(column.name)))


def _are_initials(column: ColumnProfile, name: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether a name is the two capital letters that two words begin with, as RH is of relative humidity."""
    letters = "".join(name)
    return len(letters) == 2 and column.name.startswith(letters.upper()) and letters == words[0][:1] + words[1][:1]


def _abbreviates(name: Sequence[str], words: Sequence[str]) -> bool:
    return len(name) == len(words) and all(
        len(min(a, b, key=len)) >= 3 and (a.startswith(b) or b.startswith(a)) for a, b in zip(name, words, strict=True)
    )
