"""What of a closed question no part of its plan accounts for, and would change the answer: then it is not answered."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from aa_magics.model import Formula, Label, Param, Reading
from aa_magics.offline.clauses import Clause
from aa_magics.offline.closed.body import Body
from aa_magics.offline.closed.idle import lists_codes
from aa_magics.offline.closed.verdicts import compares
from aa_magics.offline.pieces import Place
from aa_magics.offline.preparing.outlying import read_outliers
from aa_magics.offline.preparing.segments import methods_in
from aa_magics.offline.text import Token, stem, tokenize
from aa_magics.recipes.formulas import columns_of

CODE = re.compile(r"^\w+[.(][\w.()=, ]*$")
SAMPLE = re.compile(r"^[$€£]?\s*[\d.,]+\s*[%$€£]?$")
SIZE = re.compile(r"with (?:at least|fewer than|less than|more than) \d+", re.IGNORECASE)
MOMENTS = ("skewness_of", "kurtosis_of")
REMOVED = frozenset(stem(word)[:4] for word in ("removed", "dropped", "excluded", "discarded"))
FILLED = frozenset(stem(word)[:4] for word in ("imputed", "imputation", "filled"))
MODELS = frozenset(
    map(
        stem,
        ("model", "regression", "classifier", "classification", "predict", "prediction", "cluster", "split", "machine"),
    )
)
SCALING = frozenset(stem(word)[:4] for word in ("scale", "normalize", "standardize"))
PERIODS = frozenset(("month", "months", "day", "days", "weekday", "weekdays", "hour", "hours", "quarter", "quarters"))
ENDS = re.compile(r"\b(?:numbers?|integers?|values?) (?:are )?(?:between |from )?\d+ (?:to|and|-|–) \d+\b")
"""What parts of dates are counted by: "months are numbers 1 to 12"."""
FORMAT = re.compile(r"^[YMDHSymdhs:/ %.-]+$|^\W*$")


class Unread:
    """Finds actions, numbers and names in quotes that ask for something that is not done.

    `noted` are tokens that are known to ask for nothing, `known` the names and values that slots and tests account for,
    `readings` those of the columns of text that are read as numbers wherever such are needed.
    """

    def __init__(
        self, body: Body, noted: Collection[Place], known: Collection[str], readings: Mapping[Label, Reading]
    ) -> None:
        self.body, self.readings = body, readings
        self.known = {name.casefold() for name in known}
        self.spent = set(noted) | set(body.sized) | {place for piece in body.pieces for place in piece.places}
        self.done = {number for number, _ in self.spent}
        self.begun = {body.sentences[n].tokens[place].stem[:4] for n, place in self.spent}
        self.drops = any(piece.recipe.startswith(("drop_", "trim_")) for piece in body.pieces)
        if self.drops:
            self.begun |= REMOVED
        if any(piece.recipe.startswith(("fill_", "interpolate")) for piece in body.pieces):
            self.begun |= FILLED
        if any(_scales(piece.params.get("formula")) for piece in body.pieces):
            self.begun |= SCALING

    def words(self) -> list[str]:
        """Return the words that ask for something that is not done."""
        clipped = any(piece.recipe == "clip_iqr_outliers" for piece in self.body.pieces)
        percentiles = clipped and any(t.stem == "percentil" for s in self.body.sentences for t in s.tokens)
        read = [word for number, sentence in enumerate(self.body.sentences) for word in self._in(number, sentence)]
        if percentiles:
            read.append("percentile")
        whole = (self._phrases, self._formulas, self._insides, self._omissions, self._sizes, self._bounds)
        return [*read, *(word for words in whole for word in words())]

    def _phrases(self) -> list[str]:
        """Return the phrases for what nothing does: "names that end with e"."""
        made = {number for piece in self.body.pieces for number, _ in piece.places}
        texts = enumerate(sentence.text.casefold() for sentence in self.body.sentences)
        said = ((n, phrase) for n, text in texts for phrase in sorted(self.body.words.undone) if phrase in text)
        return [phrase for number, phrase in said if number not in made or "deviation" in phrase or "over" in phrase]

    def _sizes(self) -> list[str]:
        """Return how large groups must be, where nothing keeps some by it: "categories with at least 100 apps"."""
        found = []
        for number, sentence in enumerate(self.body.sentences):
            groups = {column.label for column in self.body.groups}
            if number in self.done or any(
                sentence.tokens[p].kind == "number" for c in sentence.conditions for p in c.places
            ):
                continue
            for mention in sentence.mentions:
                after = " ".join(token.text for token in sentence.tokens[mention.place.stop :][:4])
                if mention.column.label in groups and (size := SIZE.match(after)):
                    found.append(size[0])
        return found

    def _bounds(self) -> list[str]:
        """Return what values are compared with where a piece is made and no step knows of it: "both are above 1"."""
        words = self.body.words.comparisons
        phrases = [f" {phrase}" for sign in ("<", "<=", ">", ">=") for phrase in words[sign]]
        params = repr([piece.params for piece in self.body.pieces])
        found = []
        for number in sorted({number for piece in self.body.pieces for number, _ in piece.places}):
            sentence = self.body.sentences[number]
            tested = {place for condition in sentence.conditions for place in condition.places}
            for place, token in enumerate(sentence.tokens):
                before = " ".join(t.text.casefold() for t in sentence.tokens[:place])
                known = place in tested or token.text in self.known or token.text in params
                if token.kind == "number" and not known and before.endswith(tuple(phrases)):
                    found.append(token.text)
        return [] if self.body.speaks_of("outliers", "roles") else found

    def _omissions(self) -> list[str]:
        """Return what is said not to count where nothing that is done leaves rows out: "drafts are ignored"."""
        left = [s for n, s in enumerate(self.body.sentences) if n not in self.done and not s.conditions]
        left = [s for s in left if not self.body.words.names("topics", "duplicates", s.tokens)]  # which they are
        if self.drops:  # "report the number of removed rows"
            left = [s for s in left if not self.body.words.names("statistics", "count_of", s.tokens)]
        return [word for sentence in left if (word := self.body.omission(sentence))]

    def _insides(self) -> list[str]:
        """Return "within" of sentences that make a column within groups, by a piece that knows of none."""
        found = []
        for piece in self.body.pieces:
            groups = set(map(repr, piece.params.values()))
            for number in {number for number, _ in piece.places}:
                sentence = self.body.sentences[number]
                for mention in sentence.mentions:
                    before = [t.text.casefold() for t in sentence.tokens[: mention.place.start]][-3:]
                    inside = [word for word in before if word in self.body.words.inside]
                    known = repr(mention.column.label) in groups or repr((mention.column.label,)) in groups
                    if inside and not known and not mention.is_value:
                        found += inside[:1]
        return list(dict.fromkeys(found))

    def _formulas(self) -> list[str]:
        """Return what computes something in sentences of which nothing was computed: "speed = distance / time"."""
        left = [s for number, s in enumerate(self.body.sentences) if number not in self.done]
        found = []
        for sentence in left:
            if self._is_restated(sentence):
                continue
            texts = [token.text.casefold() for token in sentence.tokens]
            named = sum(not mention.is_value for mention in sentence.mentions) > 1
            signs = ("minus", "divided", "divide") if named else ()
            equated = "=" in texts and named and not compares(sentence.text)
            found += [t for t in texts if t in signs or (equated and t in ("/", "*"))][:1]
        return found

    def _is_restated(self, sentence: Clause) -> bool:
        """Return whether a sentence only says once more, of a column that is computed, what it is computed from."""
        named = {mention.column.label for mention in sentence.mentions if not mention.is_value}
        computed = [p for p in self.body.pieces if isinstance(p.params.get("formula"), Formula)]
        sources = {c.label: {c.label, *columns_of(p.params["formula"])} for p in computed for c in p.columns}  # type: ignore[arg-type]
        return any(label in named and len(named) > 1 and named <= all_of for label, all_of in sources.items())

    def _in(self, number: int, sentence: Clause) -> Iterable[str]:
        used = {place for found in sentence.conditions for place in found.places}
        used |= {place for mention in sentence.mentions for place in mention.place}
        used |= {place for n, place in self.spent if n == number}
        judging, compared = self.body.is_technical(sentence), self._compares(number)
        done, reading = number in self.done, self._is_reading(number)
        for place, token in enumerate(sentence.tokens):
            if (
                place in used
                or (reading and (token.kind != "number" or self._is_sample(sentence, token)))
                or (token.kind != "word" and self._is_example(sentence, place))
            ):
                continue
            action = not done and self._is_action(sentence, place)
            name = token.kind == "quoted" and not compared and not self._is_known_name(token)
            apart = token.stem in self.body.words.apart and self._is_distance(sentence, place)
            counted = token.kind == "number" and not (done or judging or compared)
            if action or name or apart or (counted and not self._is_idle(sentence, place)):
                yield token.text

    def _compares(self, number: int) -> bool:
        """Return whether a sentence states a rule for a verdict, or goes on with one: "if it is below -0.5, ..."."""
        text = self.body.sentences[number].text
        return compares(text) or (number > 0 and self._compares(number - 1) and compares(text, "it"))

    def _is_action(self, sentence: Clause, place: int) -> bool:
        """Return whether a word asks for something that nothing does: it is not denied, and no piece has begun so."""
        token = sentence.tokens[place]
        if token.text.casefold() not in self.body.words.actions or token.stem[:4] in self.begun:
            return False
        if token.stem == stem("extract") and "from" not in [t.text.casefold() for t in sentence.tokens[place:]]:
            return False  # "extract the name of ..." only asks for it
        if token.stem == "train" and not self._is_of_model:
            return False  # hours spent in training
        if token.stem == stem("fill") and any(piece.recipe.startswith("fill_") for piece in self.body.pieces):
            return False
        if any(t.stem in self.body.words.signs for t in sentence.tokens) and self._has_numbers:
            return False  # text that reads as numbers is converted where numbers are needed
        dropped = token.text.casefold() in self.body.words.omitting
        if self._is_of_computed(sentence, token) or (dropped and self.body.leaves_out_rows(sentence)):
            return False
        before = [t.text.casefold() for t in sentence.tokens[:place]]
        return not any(word in self.body.words.denials for word in before)

    @cached_property
    def _is_of_model(self) -> bool:
        """Whether it speaks of a model, so that rows are trained on."""
        return any(token.stem in MODELS for sentence in self.body.sentences for token in sentence.tokens)

    def _is_of_computed(self, sentence: Clause, token: Token) -> bool:
        """Return whether a sentence only tells what a formula does: "convert x to hours", "drop the first row"."""
        formulas = [f for piece in self.body.pieces if isinstance(f := piece.params.get("formula"), Formula)]
        columns = {m.column.label for m in sentence.mentions if not m.is_value}
        read = {piece.params.get("column") for piece in self.body.pieces if piece.recipe.startswith("read_")}
        if token.stem == stem("convert") and columns:
            return columns <= read or any(
                columns & set(columns_of(formula)) for formula in formulas if _is_multiple(formula)
            )
        first = [t.text.casefold() for t in sentence.tokens].count("first")
        return (
            bool(first)
            and any(_looks_back(formula) for formula in formulas)
            and token.stem in (stem("drop"), stem("remove"))
        )

    def _is_reading(self, number: int) -> bool:
        """Return whether a sentence only says how text is read that is read anyway: "remove ' km', K is thousand"."""
        sentence = self.body.sentences[number]
        near = next((s.mentions for s in reversed(self.body.sentences[: number + 1]) if s.mentions), ())
        readings = [self.readings.get(m.column.label) for m in near if not m.is_value]
        marks = {
            unit.strip().casefold() for reading in readings if reading for unit in (*reading.units, reading.thousands)
        }
        quoted = {token.text.strip().casefold() for token in sentence.tokens if token.kind == "quoted"}
        quoted -= {m.column.name.strip().casefold() for m in near if not m.is_value}
        said = {token.text.casefold() for token in sentence.tokens} & self.body.words.reading
        plain = {text for text in quoted if FORMAT.match(text) or (text.split()[-1:] and text.split()[-1] in marks)}
        plain |= {text for text in quoted if SAMPLE.match(text)}
        if self._is_into_other(sentence):
            return False
        return bool(said) and bool(readings) and all(readings) and quoted <= plain | self.body.words.trade

    def _is_sample(self, sentence: Clause, token: Token) -> bool:
        """Return whether a number only shows how a text is read: "so '93.5%' is 93.5"."""
        return any(other.kind == "quoted" and token.text in other.text for other in sentence.tokens)

    def _is_into_other(self, sentence: Clause) -> bool:
        """Return whether something is converted to something else than plain numbers: "to hours"."""
        texts = [token.text.casefold() for token in sentence.tokens]
        into = [place for place, text in enumerate(texts) if text in ("to", "into")]
        return any(not set(texts[place + 1 : place + 3]) & self.body.words.plain for place in into)

    @cached_property
    def _has_numbers(self) -> bool:
        """Whether the question speaks of text that reads as numbers."""
        return any(s.column.reads_as is not None for s in self.body.spoken)

    @cached_property
    def _computed(self) -> set[str]:
        """The numbers that pieces compute with: "per 90 minutes" beside "goals * 90 / minutes"."""
        formulas = (repr(piece.params["formula"]) for piece in self.body.pieces if "formula" in piece.params)
        return {number for text in formulas for number in re.findall(r"(?<![\w.'])\d+(?![\w.'])", text)}

    def _is_distance(self, sentence: Clause, place: int) -> bool:
        """Return whether a word such as "deviations" says how far off values are: "above the mean", "from it"."""
        if self.body.speaks_of("outliers", "roles"):
            return False
        after = {t.text.casefold() for t in sentence.tokens[place + 1 : place + 3]}
        return bool(after & {"above", "below", "from", "away", "beyond"})

    def _is_example(self, sentence: Clause, place: int) -> bool:
        before = [t.text.casefold() for t in sentence.tokens[max(0, place - 4) : place]]
        return bool(set(before) & {"g", "example", "such", "like", "instance"})

    def _is_known_name(self, token: Token) -> bool:
        """Return whether a name in quotes is a column's, known to the form, a way to write dates, or of the trade."""
        text = token.text.casefold().strip()
        if text in self.known or any(text == column.name.strip().casefold() for column in self.body.profile.columns):
            return True
        text = text.strip("() ")
        if text in self.known or FORMAT.match(token.text) or CODE.match(text) or text in self.body.words.trade:
            return True
        return all(self._is_known_word(word) for word in tokenize(token.text) if self.body.lexicon.matters(word))

    def _is_known_word(self, token: Token) -> bool:
        """Return whether a word is one of a statistic's, or one that the question's columns are called by."""
        if self.body.words.names_any("statistics", [token]):
            return True
        return any(spoken.match(token.stem) >= 0.6 for spoken in self.body.spoken)

    def _is_idle(self, sentence: Clause, place: int) -> bool:
        """Return whether a number says nothing of what is computed: decimals, a numbering, what a test has already."""
        token = sentence.tokens[place]
        if any(lists_codes(self.body, sentence, mention.column.label) for mention in sentence.mentions):
            return True
        near = [t.stem for t in sentence.tokens[max(0, place - 3) : place + 3]]
        coded = token.number in self.body.gap_codes
        if (
            coded
            or token.text.casefold() in self.known
            or token.text in self._computed
            or set(near) & self.body.words.units
        ):
            return True
        before = sentence.tokens[place - 1] if place else None
        if before and before.kind == "word" and before.end == token.start:
            return True  # a part of a word, as in "chi2"
        if place > 1 and before and before.text == "_" and sentence.tokens[place - 2].end == before.start:
            return True  # a part of a name of code, as in "ks_2samp"
        if token.number == self.body.profile.rows and any(t.stem == "row" for t in sentence.tokens):
            return True  # "with all 51 rows"
        scale = {other.number for other in sentence.tokens if other.kind == "number"} >= {0, 1}
        if token.number in (0, 1) and scale and self.begun >= SCALING:
            return True  # the ends of the scale: "to the range [0, 1]"
        if token.number == 100 and self.body.words.names("roles", "percentage", sentence.tokens):
            return True
        if abs(token.number) <= 1 and self.body.words.names_any("roles", sentence.tokens):
            return True  # the ends of a coefficient or of a probability
        around = [t.text for t in sentence.tokens[max(0, place - 1) : place + 2]]
        if {"(", ")"} & set(around) and re.search(r"\(\s*\d+\s*(?:-|–|to)\s*\d+\s*\)", sentence.text):
            return True  # the ends that values have: "month (1-12)"
        if self._is_end_of_answer(sentence, place):
            return True
        told = self.body.speaks_of("outliers", "roles") and methods_in(sentence)
        if told and token.number == read_outliers(self.body.sentences).number:
            return True
        moments = any(self.body.words.names("statistics", name, sentence.tokens) for name in MOMENTS)
        if moments and self.body.words.names("topics", "normality", sentence.tokens):
            return True  # what a moment of the normal distribution is
        return place == 0 or all(t.kind != "word" for t in sentence.tokens)

    def _is_end_of_answer(self, sentence: Clause, place: int) -> bool:
        """Return whether a number is an end of what an answer may be: "give it as an integer between 1 and 12"."""
        texts = [token.text.casefold() for token in sentence.tokens]
        if PERIODS & set(texts) and ENDS.search(" ".join(texts)):
            return True
        start = next((p for p in range(max(1, place - 3), place) if texts[p] in ("between", "from")), None)
        return start is not None and texts[start - 1] in self.body.words.numeric


def _looks_back(formula: Formula) -> bool:
    """Return whether a formula looks at the row before, so that the first row has no value."""
    inner = (operand for operand in formula.operands if isinstance(operand, Formula))
    return formula.operation in ("shift", "change", "pct_change") or any(map(_looks_back, inner))


def _scales(param: Param | None) -> bool:
    """Return whether a formula puts values on another scale, by their range or by their mean and deviation."""
    operations = set(re.findall(r"operation='(\w+)'", repr(param))) if isinstance(param, Formula) else set()
    return operations >= {"min", "max"} or operations >= {"mean", "std"}


def _is_multiple(formula: Formula) -> bool:
    """Return whether a formula takes a column times a number, as units are converted."""
    numbers = [operand for operand in formula.operands if isinstance(operand, int | float)]
    return formula.operation in ("*", "/") and len(numbers) == 1
