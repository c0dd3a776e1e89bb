"""How rows are split for a model, as a goal says it: the share that is held back, the seed."""

import re
from collections.abc import Sequence

from aa_magics.offline.clauses import Clause
from aa_magics.offline.models.words import places, says

SHARE = re.compile(r"test[\s_-]?size\D{0,25}?(0?\.\d+|\d+(?:\.\d+)?\s*(?:%|percent))", re.IGNORECASE)
RATIO = re.compile(r"(?<![\d.])(\d{1,2})\s*%?\s*(?:[:/–-]|to)\s*(\d{1,2})(?![\d.])\s*%?", re.IGNORECASE)
PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s*(?:%|percent\b|per cent\b)", re.IGNORECASE)
FRACTION = re.compile(r"(?<![\d.])(0?\.\d+)(?!\d)")
SEED = re.compile(r"(?:random[\s_-]*(?:state|seed)|\bseed)\D{0,40}?(\d+)", re.IGNORECASE)


def read_seed(clauses: Sequence[Clause]) -> int | None:
    """Return the seed that a goal states, None where it states none."""
    return next((int(found[1]) for clause in clauses if (found := SEED.search(clause.text))), None)


def read_test_share(clauses: Sequence[Clause]) -> float | None:
    """Return the share of rows that a goal holds back for the test, None where it states none."""
    shares = (_share(clause) for clause in clauses if says("split", clause) or _is_split(clause.text))
    return next((round(share, 4) for share in shares if share is not None and 0 < share < 1), None)


def _is_split(text: str) -> bool:
    """Return whether two numbers that make a hundred stand there, as in "70/30": they need no word."""
    return any(int(first) + int(second) == 100 for first, second in RATIO.findall(text))


def is_share_unclear(clauses: Sequence[Clause]) -> bool:
    """Return whether a goal states shares of rows that are not understood."""
    texts = (clause.text for clause in clauses if says("split", clause))
    return read_test_share(clauses) is None and any(PERCENT.search(text) or RATIO.search(text) for text in texts)


def _share(clause: Clause) -> float | None:
    text = clause.text
    if found := SHARE.search(text):
        return _fraction(found[1])
    for first, second in ((float(a), float(b)) for a, b in RATIO.findall(text)):
        if first + second in (10, 100):
            return min(first, second) / (first + second)
    stated = [(float(found[1]) / 100, found) for found in PERCENT.finditer(text)]
    stated = stated or [(float(found[1]), found) for found in FRACTION.finditer(text)]
    shares = [share for share, _ in stated]
    if any(abs(a + b - 1) < 1e-9 for place, a in enumerate(shares) for b in shares[place + 1 :]):
        return min(shares)
    return _of_test(clause, *stated[0]) if len(stated) == 1 else None


def _of_test(clause: Clause, share: float, place: re.Match[str]) -> float | None:
    """Return the share of the test, where one is given for the test or for the training."""
    starts = _starts(clause)
    near = {
        name: min((_distance(starts[said.start], place) for said in places("words", name, clause)), default=None)
        for name in ("train", "test")
    }
    if near["train"] is None and near["test"] is None:
        return None
    trains = near["test"] is None or (near["train"] is not None and near["train"] < near["test"])
    return 1 - share if trains else share


def _starts(clause: Clause) -> list[int]:
    """Return where each token of a clause begins in its text."""
    starts, at = [], 0
    for token, following in zip(clause.tokens, [*clause.tokens[1:], None], strict=True):
        starts.append(at)
        at += len(token.text) + (following is not None and following.start > token.end)
    return starts


def _distance(at: int, place: re.Match[str]) -> int:
    """Return how far a word is from a number; "80 % for training" is nearer than the same before it."""
    return at - place.end() if at >= place.end() else 2 * (place.start() - at)


def _fraction(text: str) -> float:
    return float(re.sub(r"[^\d.]", "", text)) / (100 if re.search(r"%|percent", text, re.IGNORECASE) else 1)
