"""Two frames of a goal told apart by key: what changed, what has no match, what they share, why a join grows."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

from aa_magics.codegen.render import fresh_name
from aa_magics.errors import GoalError
from aa_magics.model import FrameChoice, FrameProfile, Goal, Join, Label, Param, Plan, Step
from aa_magics.offline.joining import keyed_sides, looked_up
from aa_magics.offline.lexicon import Lexicon, lexicon, longest_phrase, phrase
from aa_magics.offline.steps import recipe_step
from aa_magics.offline.text import Token, name_words, stem, tokenize
from aa_magics.recipes import catalogue
from aa_magics.recipes.fit import misfit

AGENT = "preprocessing_agent"
ALIKE = 0.5
"""Share of its columns that a frame has in common with a later state of it, at the least."""
Pair = tuple[FrameProfile, FrameProfile]


def plan_pair(goal: Goal, text: str, profiles: Sequence[FrameProfile], lexicon: Lexicon) -> Plan | None:
    """Return the plan of a goal that asks how two frames go together, and for nothing else; None for any other."""
    if len(profiles) < 2 or AGENT not in goal.agents:
        return None
    asked = _Asked(goal, tokenize(text), profiles, lexicon)
    readers: tuple[Callable[[], Plan | None], ...] = (asked.growth, asked.unmatched, asked.overlap, asked.changes)
    return next((plan for read in readers if (plan := read())), None)


@dataclass(frozen=True)
class _Asked:
    """The goal's tokens beside the frames that they may name."""

    goal: Goal
    tokens: Sequence[Token]
    profiles: Sequence[FrameProfile]
    lexicon: Lexicon

    def growth(self) -> Plan | None:
        """Plan "why do i get more rows after the merge"."""
        joining, grown = self._said("joining"), self._said("grown")
        if not (joining and grown and self._is_all(joining | grown)):
            return None
        pair = self._pair(_joinable)
        join = self._join(*pair)
        turned = looked_up(pair[0], join.on) > looked_up(pair[1], join.other_on)
        return self._plan("join_growth", *(pair[::-1] if turned else pair))

    def unmatched(self) -> Plan | None:
        """Plan "customers without orders": the frame that lacks them is named after these words."""
        said = self._said("without")
        named = {place: p for p in self.profiles for place in self._places_of(p)}
        after = [named[place] for place in sorted(named) if said and place > max(said)]
        if not after or not self._is_all(said):
            return None
        before = [named[place] for place in sorted(named) if place < min(said)]
        first = next((p for p in [*before, *after[1:], *self.profiles] if p is not after[0]), None)
        return self._plan("rows_without_match", first, after[0]) if first else None

    def overlap(self) -> Plan | None:
        """Plan "how many customers are in both"."""
        said = self._said("overlap")
        return self._plan("shared_keys", *self._pair(_joinable)) if said and self._is_all(said) else None

    def changes(self) -> Plan | None:
        """Plan "what changed since last week": from the earlier frame to the later one."""
        said, by = self._said("changed"), self._said("by")
        old, new = _in_order(self._pair(_alike))
        others = {column.label for column in new.columns if column.bindable}
        labels = [column.label for column in old.columns if column.bindable and column.label in others]
        named = [label for label in labels if by and self._names(label, max(by) + 1)]
        if not said or _alike(old, new) < ALIKE or not self._is_all(said | by, named):
            return None
        joins = [join for join in _joins(old, new) if join.on == join.other_on and _tells_rows(join, old)]
        keys = tuple(named or [join.on for join in joins][:1])
        if not keys:
            raise GoalError(
                f"No column tells the rows of both {old.name} and {new.name} apart.",
                f"Name the columns that do: what changed from {old.name} to {new.name} by ... and ...",
            )
        why = f"rows are found again by {_listed(keys)}" + ("" if named else ", which stands once a row in both")
        assumed = (why, f"{old.name} is the earlier frame, {new.name} the later one")
        sides = [side for join in joins if join.on in keys for side in keyed_sides(old, new, join)]
        return self._steps("frame_changes", (old, new), {"on": keys}, sides, assumed)

    # --- words ----------------------------------------------------------------------------------------

    def _said(self, section: str) -> set[int]:
        """Return the places of the first of a section's phrases that the goal has."""
        for place in range(len(self.tokens)):
            if end := longest_phrase(_phrases(section), self.tokens, place):
                return set(range(place, end))
        return set()

    def _is_all(self, said: set[int], labels: Sequence[Label] = ()) -> bool:
        """Return whether the goal says nothing beside `said`, `labels`, names of frames, their keys, filling words."""
        keys = [*labels, *(join.on for p in self.profiles for join in p.joins if _tells_rows(join, p))]
        words = {stem(word) for label in keys for word in name_words(str(label))}
        known = words | _filler() | {s for p in self.profiles for s in _stems(p.name)}
        known |= {s for section in ("changed", "joining") for p in _phrases(section) for s in p}
        left = [t for place, t in enumerate(self.tokens) if place not in said and t.stem not in known]
        return not any(self.lexicon.matters(token) for token in left)

    def _places_of(self, profile: FrameProfile) -> list[int]:
        """Return where a word of a frame's name stands that no other frame's name has."""
        others = {s for p in self.profiles if p is not profile for s in _stems(p.name)}
        return [place for place, t in enumerate(self.tokens) if t.stem in _stems(profile.name) - others]

    def _names(self, label: Label, start: int = 0) -> bool:
        words = {token.stem for token in self.tokens[start:]}
        return {stem(word) for word in name_words(str(label))} <= words

    # --- frames ---------------------------------------------------------------------------------------

    def _pair(self, fits: Callable[[FrameProfile, FrameProfile], float]) -> Pair:
        """Return the two frames that the goal names, in its order, else those that fit each other best."""
        places = {p.name: min(self._places_of(p), default=len(self.tokens)) for p in self.profiles}
        order = sorted(self.profiles, key=lambda p: places[p.name])
        named = {name for name, place in places.items() if place < len(self.tokens)}
        return max(combinations(order, 2), key=lambda pair: (sum(p.name in named for p in pair), fits(*pair)))

    def _join(self, left: FrameProfile, right: FrameProfile) -> Join:
        found = _joins(left, right)
        if not found:
            raise GoalError(
                f"No column of {left.name} and {right.name} could be their key: none of a like name shares values.",
                "Give the columns that belong together the same name.",
            )
        return next((join for join in found if self._names(join.on)), found[0])

    # --- steps ----------------------------------------------------------------------------------------

    def _plan(self, recipe: str, left: FrameProfile, right: FrameProfile) -> Plan:
        """Return the plan of a recipe on two frames, whose keys are made of one type before."""
        join = self._join(left, right)
        params: dict[str, Param] = {"on": join.on, "other_on": join.other_on}
        how = f"{_listed((join.on,))} of {left.name} is {_listed((join.other_on,))} of {right.name}"
        return self._steps(recipe, (left, right), params, keyed_sides(left, right, join), (how,))

    def _steps(
        self,
        recipe: str,
        pair: Pair,
        params: Mapping[str, Param],
        sides: Sequence[tuple[int, Label]],
        assumptions: tuple[str, ...],
    ) -> Plan:
        """Return the plan of a recipe on two frames, after the steps that make keys text on `sides`."""
        _refuse_misfit(recipe, params, pair)
        steps: list[Step] = []
        names = [profile.name for profile in pair]
        taken = set(self.goal.names.taken) | set(self.goal.frames)
        for side, label in sides:
            made = fresh_name(f"{names[side]}_keyed", taken)
            taken.add(made)
            steps.append(recipe_step(steps, catalogue()["key_as_text"], {"on": label}, (names[side],), (made,)))
            names[side] = made
        makes = catalogue()[recipe].makes
        creates = (fresh_name(f"{pair[0].name}_{makes}", taken),) if makes else ()
        steps.append(recipe_step(steps, catalogue()[recipe], params, (names[0], names[1]), creates))
        return Plan(frames=tuple(map(_choice, pair)), steps=tuple(steps), assumptions=assumptions)


def _refuse_misfit(recipe: str, params: Mapping[str, Param], pair: Pair) -> None:
    """Raise GoalError where the key of one of the frames is none that the recipe can use."""
    entry, frames = catalogue()[recipe], dict(zip(("df", "other"), (p.name for p in pair), strict=True))
    for profile, key in zip(pair, (params["on"], params.get("other_on", params["on"])), strict=True):
        if reason := misfit(entry, {**params, **frames, "on": key}, profile):
            raise GoalError(
                f"{pair[0].name} and {pair[1].name} cannot be compared: {reason}.", "Mend it, then ask again."
            )


def _joins(left: FrameProfile, right: FrameProfile) -> Sequence[Join]:
    return [join for join in left.joins if join.other == right.name and not join.also]


def _joinable(left: FrameProfile, right: FrameProfile) -> float:
    return bool(_joins(left, right))


def _alike(one: FrameProfile, other: FrameProfile) -> float:
    """Return which share of their columns two frames have in common."""
    labels, others = ({column.label for column in profile.columns} for profile in (one, other))
    return len(labels & others) / max(1, min(len(labels), len(others)))


def _tells_rows(join: Join, profile: FrameProfile) -> bool:
    """Return whether a key is one of the rows of both: a number that happens to differ in each row is none."""
    kind = next(column.kind for column in profile.columns if column.label == join.on)
    return join.unique == "both" and kind != "number"


def _in_order(pair: Pair) -> Pair:
    """Return a pair with the earlier frame first: as names say, or years and months in them, else as it is."""
    return (pair[1], pair[0]) if _age(pair[0].name) > _age(pair[1].name) else pair


def _age(name: str) -> tuple[int, Sequence[int]]:
    """Return what puts frames in the order of time: words such as old and new, then numbers and months."""
    words = _stems(name)
    told = bool(words & _listed_stems("later")) - bool(words & _listed_stems("earlier"))
    short = [word for word in words if len(word) >= len("jan")]
    months = [number for month, number in lexicon().months.items() if any(map(month.startswith, short))]
    return told, [*map(int, re.findall(r"\d+", name)), *months]


def _choice(profile: FrameProfile) -> FrameChoice:
    return FrameChoice(name=profile.name, rows=profile.rows, columns=len(profile.columns), why="one of two compared")


def _listed(labels: Sequence[Label]) -> str:
    return " and ".join(map(str, labels))


def _stems(name: str) -> set[str]:
    return {stem(word) for word in name_words(name)}


@cache
def _raw() -> Mapping[str, Any]:
    return tomllib.loads((files("aa_magics.offline") / "lexicon" / "pairs_en.toml").read_text(encoding="utf-8"))


@cache
def _phrases(section: str) -> Sequence[tuple[str, ...]]:
    return [phrase(words) for words in _raw()[section]]


@cache
def _listed_stems(section: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _raw()[section])


@cache
def _filler() -> frozenset[str]:
    return frozenset(stem(word) for word in _raw()["filler"].split())
