"""At the level `schema` no value of a frame is in anything that a model is sent, repairs and later steps included."""

import json
from collections.abc import Iterator

import pandas as pd
import pytest

from aa_magics import analyze
from aa_magics.config import Settings
from aa_magics.model import Run
from tests.llm_server import Request, ScriptedServer, Text, code_text, is_plan, plan_text

WORDS = ["quokkaword", "wombatword", "numbatword"]
NUMBER = 48_151_623.42
MOMENT = pd.Timestamp("1987-10-26 13:37:11")
SECRETS = (*WORDS, "48151623", "4815162", "1987", "13:37", "secretattr", "bilbylabel")

STEPS = [
    {"agent": "preprocessing_agent", "task": "Spread the texts.", "uses": ["df"], "creates": ["wide"]},
    {"agent": "statistical_analytics_agent", "task": "Add it up.", "uses": ["wide"], "creates": []},
]
WIDE = 'wide = df.reset_index(drop=True).pivot_table(columns="text", values="number", index="flag")'
FAILING = {
    "a text that is no number": 'wide = int(df["text"].iloc[0])',
    "a key that is a value": 'wide = df.groupby("text")["number"].sum()[df["category"].iloc[1] + "?"]',
    "an error with the value of a cell": 'raise ValueError(f"bad cell {df.text.iloc[0]} {df.number.iloc[0]}")',
    "a date that cannot be read": 'wide = pd.to_datetime(df["text"], format="%Y")\nimport pandas as pd',
    "a warning": 'import warnings\nwarnings.warn(str(df.attrs) + str(df.moment.iloc[0]))\nwide = df["nothing"]',
}


def frame() -> pd.DataFrame:
    """Return 60 rows whose every value, in columns of every kind, is a secret."""
    made = pd.DataFrame(
        {
            "text": WORDS * 20,
            "number": [NUMBER + n for n in range(60)],
            "whole": [int(NUMBER)] * 60,
            "category": pd.Categorical(WORDS * 20),
            "moment": [MOMENT] * 60,
            "zoned": [MOMENT.tz_localize("UTC")] * 60,
            "span": [MOMENT - pd.Timestamp("1970-01-01")] * 60,
            "nested": [WORDS] * 60,
            "bytes": [WORDS[0].encode()] * 60,
            "flag": [True, False] * 30,
        }
    )
    made.index = pd.MultiIndex.from_product([WORDS, range(20)], names=["who", "n"])
    made.attrs["note"] = "secretattr"
    return made


@pytest.fixture(params=FAILING)
def failing(request: pytest.FixtureRequest) -> str:
    return FAILING[request.param]


@pytest.fixture
def server(failing: str) -> Iterator[ScriptedServer]:
    def answer(request: Request) -> Text:
        if is_plan(request):
            return Text(plan_text(*STEPS))
        if "Add it up" in request.text.rpartition("plan_instructions")[2]:
            return Text(code_text("wide.sum()"))
        return Text(code_text(WIDE if "failed_code" in request.text else failing))

    with ScriptedServer(answer) as started:
        yield started


def ask(server: ScriptedServer, level: str) -> Run:
    settings = Settings.load(api_base=server.url, privacy=level)
    return analyze("add the numbers up by text", {"df": frame()}, engine="openai/fake", settings=settings)


def test_no_value_is_sent_at_the_level_schema(server: ScriptedServer) -> None:
    run = ask(server, "schema")
    assert [report.state for report in run.reports] == ["done", "done"]
    assert run.reports[0].repairs == 1
    sent = json.dumps([request.body for request in server.requests], ensure_ascii=False)
    assert "failed_code" in sent
    assert [secret for secret in SECRETS if secret in sent] == []


def test_the_search_would_find_a_value_that_is_sent(server: ScriptedServer) -> None:
    ask(server, "samples")
    sent = json.dumps([request.body for request in server.requests], ensure_ascii=False)
    assert WORDS[0] in sent
