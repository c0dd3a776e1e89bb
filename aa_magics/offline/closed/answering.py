"""The last lines of a closed question's code: what is printed, exactly in the form that the goal states."""

import keyword
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aa_magics.offline.closed.forms import Slot
from aa_magics.offline.closed.verdicts import Comparison, Rule

SIGNS = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}


@dataclass(frozen=True)
class Value:
    """An expression and how it is written: with `decimals`, or as it is; `many` is a list or a series of values."""

    code: str
    decimals: int | None = None
    many: bool = False
    mapping: bool = False


def printed(slot: Slot, value: Value) -> list[str]:
    """Return the lines that print a slot's value."""
    if slot.is_mapping or value.mapping:
        return _mapped(slot, value)
    if value.many:
        return _listed(slot, value)
    code = value.code.replace('"', "'")
    inner = code if value.decimals is None else f"{code}:.{value.decimals}f"
    return _print(slot, "{" + inner + "}")


def _print(slot: Slot, inner: str) -> list[str]:
    text = f'"{inner}"' if slot.quoted and ":." not in inner else inner
    quote = "'" if text != inner else '"'
    code = text if quote == '"' else text.replace("'", '"')
    return [f"print(f{quote}@{slot.name}[{code}]{quote})"]


def _listed(slot: Slot, value: Value) -> list[str]:
    name = variable(slot.name)
    each = "str(value)" if value.decimals is None else f"str(round(value, {value.decimals}))"
    return [f'{name} = "{slot.separator}".join({each} for value in {value.code})', *_print(slot, "{" + name + "}")]


def _mapped(slot: Slot, value: Value) -> list[str]:
    """Return the lines for a dictionary: its keys as the form spells them, or stripped of blanks."""
    name = variable(slot.name).lower()
    spelt = re.match(r"\{?\s*['\"]?(\D*?)\d+['\"]?\s*:", slot.placeholder)
    key = f'f"{spelt[1]}{{key}}"' if spelt else "str(key).strip()"
    series = value.code if value.decimals is None else f"{value.code}.round({value.decimals})"
    line = f"{name} = {{{key}: value for key, value in {series}.to_dict().items()}}"
    return [line, *_print(slot, "{" + name + "}")]


def decided(name: str, rules: Sequence[Rule], numbers: Mapping[str, str]) -> list[str]:
    """Return the lines that bind `name` to the choice whose rule holds; `numbers` are the expressions by quantity."""
    lines: list[str] = []
    for number, rule in enumerate(rules):
        head = "else" if not rule.any_of else f"{'elif' if number else 'if'} {_condition(rule, numbers)}"
        lines += [f"{head}:", f"    {name} = {_text(rule.choice)}"]
    return lines


def chosen(name: str, condition: str, choices: Sequence[str]) -> list[str]:
    """Return the lines that bind `name` to the first choice where a condition holds, else to the second."""
    return [f"if {condition}:", f"    {name} = {_text(choices[0])}", "else:", f"    {name} = {_text(choices[1])}"]


def _condition(rule: Rule, numbers: Mapping[str, str]) -> str:
    several = len(rule.any_of) > 1
    parts = [" and ".join(_compared(c, numbers) for c in all_of) for all_of in rule.any_of]
    return " or ".join(f"({part})" if several and " and " in part else part for part in parts)


def _compared(comparison: Comparison, numbers: Mapping[str, str]) -> str:
    code = numbers[comparison.quantity]
    code = f"abs({code})" if comparison.absolute else code
    if comparison.sign in SIGNS:
        return f"{code} {comparison.sign} {comparison.number:g}"
    low, high = f"{comparison.number:g}", f"{comparison.upper or 0:g}"
    inside = f"{low} <= {code} <= {high}"
    return inside if comparison.sign == "between" else f"not {inside}"


def _text(choice: str) -> str:
    return '"' + choice.replace("\\", "\\\\").replace('"', '\\"') + '"'


def variable(name: str) -> str:
    """Return the name of a slot as a variable's."""
    word = re.sub(r"\W", "_", name)
    return f"{word}_" if keyword.iskeyword(word) or word[:1].isdigit() else word
