"""A goal that makes a column in passing, said in two sentences: "mean tip by quartile of size" cuts quartiles first."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from aa_magics.model import FrameProfile

MOST = 500  # columns whose names are looked for


def respoken(text: str, profiles: Sequence[FrameProfile]) -> str:
    """Return a goal with the column that it makes in passing made first; most goals stay as they are."""
    parts, rules = _rules()
    if not any(re.search(rule["said"].split("(?P<", 1)[0], text, re.IGNORECASE) for rule in rules):
        return text
    names = [column.name for profile in profiles for column in profile.columns if column.bindable]
    if not names or len(names) > MOST:
        return text
    column = _named(names)
    for rule in rules:
        said = rule["said"].replace("{column}", column).replace("{parts}", parts)
        if found := re.search(rf"(?<!\w){said}", text, re.IGNORECASE):
            given = {key: _as_it_is(value, names) for key, value in found.groupdict().items()}
            name = re.sub(r"\W+", "_", rule["name"].format(**given))
            rest = text[: found.start()] + rule["instead"].format(name=name, **given) + text[found.end() :]
            return f"{rule['made'].format(name=name, **given)} {rest}"
    return text


def _named(names: Iterable[str]) -> str:
    """Return the pattern of a column's name, in quotes or not, where "_" may be a space."""
    longest_first = sorted(set(names), key=len, reverse=True)
    either = "|".join(r"[ _]".join(map(re.escape, re.split(r"[ _]", name))) for name in longest_first)
    return rf"""["`']?(?:{either})["`']?(?!\w)"""


def _as_it_is(said: str, names: Sequence[str]) -> str:
    """Return the name of the column that was said, else the words."""
    bare = said.strip("\"`'")
    plain = {name.casefold().replace("_", " "): name for name in reversed(names)}
    return plain.get(bare.casefold().replace("_", " "), said)


@cache
def _rules() -> tuple[str, Sequence[Mapping[str, str]]]:
    path = files("aa_magics.offline") / "lexicon" / "respoken_en.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return raw["parts"], raw["rules"]
