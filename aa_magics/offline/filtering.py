"""What the rows that pass a test are like, judged by the frame's profile alone."""

from collections.abc import Iterable, Sequence

from aa_magics.model import ColumnProfile, Comparison, FrameProfile, Label, Test, ValueCount


def filtered_profile(profile: FrameProfile, tests: Iterable[Test]) -> FrameProfile:
    """Return the profile of the rows that pass `tests`: as far as listed values tell, else as it was."""
    rows, columns = profile.rows, {column.label: column for column in profile.columns}
    for test in tests:
        column = columns[test.column]
        if (
            test.part is None
            and not test.alternatives
            and column.values
            and test.comparison in ("==", "in", "!=", "not in")
        ):
            kept = _kept_values(test, column)
            rows = min(rows, sum(counted.count for counted in kept))
            columns[test.column] = column.model_copy(update={"values": kept, "distinct": len(kept), "missing": 0})
    return profile.model_copy(update={"rows": rows, "columns": tuple(columns[c.label] for c in profile.columns)})


def impossible(test: Test, profile: FrameProfile) -> str | None:
    """Return why no row can pass a test, judged by the column's values or its ends; None when some may."""
    column = next(column for column in profile.columns if column.label == test.column)
    wanted = test.value if isinstance(test.value, tuple) else (test.value,)
    values = [counted.value for counted in column.values]
    if test.part is not None or test.alternatives:
        return None
    if test.comparison in ("==", "in") and values and not any(value in values for value in wanted):
        known = ", ".join(sorted(map(str, values))[:12])
        return f"{column.name} has no {', '.join(map(str, wanted))}, only {known}"
    if test.comparison in ("!=", "not in") and len(values) == column.distinct and set(values) <= set(wanted):
        return f"{column.name} has nothing but {', '.join(map(str, values))}"
    low, high = column.minimum, column.maximum
    numbers = [value for value in wanted if isinstance(value, int | float)]
    if not (isinstance(low, int | float) and isinstance(high, int | float) and numbers):
        return None
    asked = " to ".join(f"{number:g}" for number in numbers)
    return (
        f"{column.name} runs from {low:g} to {high:g}, not {asked}"
        if _is_outside(test.comparison, numbers, low, high)
        else None
    )


def _is_outside(comparison: Comparison, numbers: Sequence[float], low: float, high: float) -> bool:
    match comparison:
        case "==":
            return not low <= numbers[0] <= high
        case ">" | ">=":
            return numbers[0] > high or (numbers[0] == high and comparison == ">")
        case "<" | "<=":
            return numbers[0] < low or (numbers[0] == low and comparison == "<")
        case "between":
            return numbers[-1] < low or numbers[0] > high
        case _:
            return False


def covers_all(test: Test, profile: FrameProfile) -> bool:
    """Return whether a test lists every value that the column has: then it keeps no rows apart."""
    column = next(column for column in profile.columns if column.label == test.column)
    values = {counted.value for counted in column.values}
    if test.alternatives:
        return False
    return test.comparison == "in" and isinstance(test.value, tuple) and bool(values) and values <= set(test.value)


def _kept_values(test: Test, column: ColumnProfile) -> tuple[ValueCount, ...]:
    named: tuple[Label, ...] = test.value if isinstance(test.value, tuple) else (test.value,)
    wanted = test.comparison in ("==", "in")
    return tuple(counted for counted in column.values if (counted.value in named) == wanted)
