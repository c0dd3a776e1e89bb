"""Compares demands with what tried cells use and show."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aa_magics.demands.charts import ANY, DRAWN_BY
from aa_magics.demands.kinds import Demand
from aa_magics.model import Trial

_EVERY_COLUMN = frozenset(
    (
        *("describe", "corr", "cov", "select_dtypes", "scatter_matrix", "pairplot", "columns", "numeric_only", "info"),
        *(
            "dtypes",
            "melt",
            "to_numpy",
            "values",
            "get_dummies",
            "iloc",
            "itertuples",
            "iterrows",
            "make_column_selector",
        ),
    )
)
"""What uses columns that it does not name."""

_ROUNDS = frozenset(("round", "around", "round_", "quantize", "decimals", "precision", "float_format", "format"))
_BY_YEAR = frozenset(("year", "to_period", "resample", "grouper"))
_FIVE = frozenset(("head", "tail"))
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class _Used:
    """What cells use: names (lowered), strings and numbers of their source; and the text that they showed."""

    names: frozenset[str]
    strings: tuple[str, ...]
    numbers: frozenset[float]
    shown: str

    @property
    def text(self) -> str:
        return "\n".join((*self.strings, self.shown))


def unmet(found: Sequence[Demand], sources: Sequence[str], trials: Sequence[Trial]) -> tuple[str, ...]:
    """Return, in one short sentence each, the demands that no tried cell uses or shows.

    A sentence has the goal's own words in it, never a value of a frame. Sources that are no Python say nothing, so then
    nothing is said to be missing.
    """
    try:
        used = _used(sources, trials)
    except (SyntaxError, ValueError):
        return ()
    return tuple(dict.fromkeys(_sentence(demand) for demand in found if not _is_met(demand, used)))


def _used(sources: Sequence[str], trials: Sequence[Trial]) -> _Used:
    names: set[str] = set()
    strings: list[str] = []
    numbers: set[float] = set()
    for node in (node for source in sources for node in ast.walk(ast.parse(source))):
        names.update(name.lower() for name in _names(node))
        match node:
            case ast.Constant(value=str() as text):
                strings.append(text)
            case ast.Constant(value=int() | float() as number):
                numbers.add(float(number))
            case ast.Call(func=ast.Attribute(attr=name), args=[]) if name in _FIVE:
                numbers.add(5.0)
    made = (f"{variable.name} {variable.type}" for trial in trials for variable in trial.variables)
    told = (part for trial in trials for part in (trial.shown or "", trial.printed))
    return _Used(frozenset(names), tuple(strings), frozenset(numbers), "\n".join((*made, *told)))


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str() as name) | ast.alias(name=name):
            yield name


def _is_met(demand: Demand, used: _Used) -> bool:
    match demand.kind:
        case "column":
            return _uses_column(str(demand.label), used)
        case "number":
            return _uses_number(demand, used)
        case "filter":
            return _uses_value(demand, used)
        case "chart":
            return _draws(str(demand.value), used)
        case "rounding":
            return _rounds(demand.value, used)


def _uses_column(label: str, used: _Used) -> bool:
    if used.names & _EVERY_COLUMN:
        return True
    plain = _plain(label)
    if plain in map(_plain, used.names) or plain in map(_plain, used.strings):
        return True
    return _stands_in(label, used.text)


def _uses_value(demand: Demand, used: _Used) -> bool:
    """Return whether cells use a value, or the column that holds it: then the value is one of those shown."""
    if isinstance(demand.value, int):
        shown = "year" in str(demand.label).lower() and _uses_column(str(demand.label), used)
        return shown or demand.value in used.numbers or str(demand.value) in used.text or bool(used.names & _BY_YEAR)
    if _stands_in(str(demand.value), used.text) or _plain(str(demand.value)) in used.names:
        return True
    return isinstance(demand.label, str) and _uses_column(demand.label, used)


def _uses_number(demand: Demand, used: _Used) -> bool:
    value = demand.value
    if not isinstance(value, int | float):
        return True
    wanted = {value}
    if "%" in demand.words or "percent" in demand.words or "confidence" in demand.words:
        wanted |= {
            value / 100,
            1 - value / 100,
            1 - value,
            100 - value,
            value * 100,
            (100 - value) / 2,
            (100 + value) / 2,
        }
    if any(word in demand.words for word in ("bin", "bucket")):
        wanted |= {value + 1}
    said = {float(text) for text in _DIGITS.findall(used.text)}
    return any(abs(have - want) < 1e-9 for want in wanted for have in used.numbers | said)


def _draws(kind: str, used: _Used) -> bool:
    drawn = used.names | {text.lower() for text in used.strings}
    return bool(drawn & DRAWN_BY.get(kind, ANY)) or (kind == "any" and _stands_in("figure", used.shown))


def _rounds(decimals: object, used: _Used) -> bool:
    text = used.text
    if f".{decimals}f" in text or f".{decimals}%" in text:
        return True
    if decimals == 0:
        return bool(used.names & (_ROUNDS | {"int", "astype", "floor", "ceil", "rint"}))
    return bool(used.names & _ROUNDS) and decimals in used.numbers


def _stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _sentence(demand: Demand) -> str:
    match demand.kind:
        case "column":
            return f"The goal names the column {demand.words}; no cell uses it."
        case "number":
            return f'The goal says "{demand.words}"; no cell uses that number.'
        case "filter":
            return f'The goal is about "{demand.words}"; no cell selects or shows it.'
        case "chart":
            return f'The goal asks for "{demand.words}"; no cell draws one.'
        case "rounding":
            return f'The goal says "{demand.words}"; no cell rounds so.'
