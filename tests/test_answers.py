"""An answer is given again only where nothing that it depends on has changed, and where its cells still fit."""

from typing import Any

import pandas as pd
import pytest

from aa_magics.answers import answer_key, fits
from aa_magics.config import Settings
from aa_magics.frames import profile_frames
from aa_magics.model import Cell, FrameProfile, Goal, Names, Run
from tests.runs import a_run

SALES = pd.DataFrame({"price": [1.0, 2.0, None], "region": ["north", "south", "north"]})


def profiles(frame: pd.DataFrame = SALES) -> tuple[FrameProfile, ...]:
    return tuple(profile_frames({"sales": frame}))


def key(
    text: str = "mean of price", frames: tuple[str, ...] = ("sales",), names: Names | None = None, **but: Any
) -> str:
    settings = Settings.model_validate({name: but.pop(name) for name in list(but) if name in Settings.model_fields})
    goal = Goal(text=text, frames=frames, names=names or Names())
    given = {"profiles": profiles(), "agents": ("data_viz_agent", "sk_learn_agent"), **but}
    return answer_key(
        goal, given["profiles"], given.get("asked", "openai/gpt-test"), settings, given["agents"], given.get("also", ())
    )


def test_the_same_goal_on_the_same_profile_has_the_same_key() -> None:
    assert key() == key(profiles=profiles(SALES.copy()), agents=("sk_learn_agent", "data_viz_agent"))
    assert len(key()) == 64


@pytest.mark.parametrize(
    "but",
    [
        {"text": "sum of price"},
        {"frames": ("sales", "costs")},
        {"profiles": profiles(SALES.assign(price=0.0))},
        {"profiles": profiles(SALES.rename(columns={"price": "cost"}))},
        {"asked": "openai/other"},
        {"agents": ("data_viz_agent",)},
        {"also": ("an earlier goal",)},
        {"api_base": "http://localhost:8080"},
        {"privacy": "schema"},
        {"privacy": "samples"},
        {"sample_rows": 7},
        {"deny": ("*price*",)},
        {"redact": False},
        {"max_tokens": 100},
        {"temperature": 0.5},
        {"repairs": 0},
    ],
)
def test_whatever_an_answer_depends_on_changes_its_key(but: dict[str, Any]) -> None:
    assert key(**but) != key()


@pytest.mark.parametrize(
    "but",
    [
        {"confirm": False},
        {"run_budget": 1.0},
        {"keep_sent": "nothing"},
        {"concurrency": 1},
        {"names": Names(taken=frozenset({"x"}))},
    ],
)
def test_what_an_answer_does_not_depend_on_leaves_its_key(but: dict[str, Any]) -> None:
    assert key(**but) == key()


def written(*sources: str) -> Run:
    return a_run(
        cells=[
            Cell(cell_type="markdown", source="**is** no python"),
            *(Cell(cell_type="code", source=s) for s in sources),
        ]
    )


def goal(*taken: str, **imports: str) -> Goal:
    names = Names(taken=frozenset({"sales", *taken, *imports}), imports=imports)
    return Goal(text="mean of price", frames=("sales",), names=names)


@pytest.mark.parametrize(
    ("sources", "now"),
    [
        (("means = sales.groupby('region').mean()", "means"), goal()),
        (("import pandas as pd\npd.Timestamp('2024')",), goal(pd="pandas")),
        (("pd.Timestamp('2024')",), goal(pd="pandas")),
        (("import scipy.stats\nscipy.stats.zscore(sales)",), goal()),
        (("import scipy.stats\nscipy.stats.zscore(sales)",), goal(scipy="scipy")),
        (("from scipy import stats\nstats.zscore(sales)",), goal(stats="scipy.stats")),
        (("def double(x):\n    y = 2 * x\n    return y\ndouble(sales)",), goal("x", "y")),
        (("display([x for x in sorted(sales)])",), goal()),
        (("sales = sales.dropna()",), goal()),
        (("sales[sales.price > limit]",), goal("limit")),
        (("try:\n    int('x')\nexcept ValueError as error:\n    print(error)",), goal()),
    ],
)
def test_cells_fit_where_they_bind_nothing_that_is_taken_and_find_what_they_use(
    sources: tuple[str, ...], now: Goal
) -> None:
    assert fits(written(*sources), now)


@pytest.mark.parametrize(
    ("sources", "now"),
    [
        (("means = sales.mean()",), goal("means")),
        (("ok = 1", "for row in sales:\n    pass"), goal("row")),
        (("def double(x):\n    return x",), goal("double")),
        (("import pandas as pd",), goal("pd")),
        (("import pandas as pd",), goal(pd="polars")),
        (("pd.Timestamp('2024')",), goal()),
        (("sales[sales.price > limit]",), goal()),
    ],
)
def test_cells_that_would_overwrite_a_variable_or_miss_one_do_not_fit(sources: tuple[str, ...], now: Goal) -> None:
    assert not fits(written(*sources), now)
