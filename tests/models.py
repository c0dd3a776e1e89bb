"""What the tests of models share: an engine of the scripted server, a watch that keeps all, frames of a known size."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame

from aa_magics.config.settings import Settings
from aa_magics.frames import profile_frames
from aa_magics.llm import ModelEngine
from aa_magics.model import Call, FrameProfile, Goal, Names
from tests.llm_server import ScriptedServer

KEY = "sk-planted-0123456789abcdef"


class Kept:
    """A watch that keeps every call; it stops them with `stops`, if that is given."""

    def __init__(self, stops: Exception | None = None) -> None:
        self.stops = stops
        self.planned: list[Call] = []
        self.calls: list[Call] = []
        self.waits: list[tuple[str | None, str]] = []

    async def before(self, call: Call) -> None:
        self.planned.append(call)
        if self.stops is not None:
            raise self.stops

    async def after(self, call: Call) -> None:
        self.calls.append(call)

    def waiting(self, step: str | None, text: str) -> None:
        self.waits.append((step, text))


def model_engine(server: ScriptedServer, watch: Kept | None = None, **options: Any) -> ModelEngine:
    """Return the engine of a server, with settings that do not depend on the environment."""
    settings = Settings(**{"api_base": server.url, "timeout": 10, **options.pop("settings", {})})
    return ModelEngine(options.pop("name", "openai/fake"), settings, watch, **options)


def sales() -> DataFrame:
    return DataFrame({"price": [1.5, 2.0, 4.0, 8.0] * 25, "region": ["north", "south"] * 50})


def profiles_of(**frames: DataFrame) -> Sequence[FrameProfile]:
    return profile_frames(frames)


def goal_about(text: str, *frames: str) -> Goal:
    return Goal(text=text, frames=frames, names=Names(taken=frozenset(frames)))


def titanic() -> DataFrame:
    """Return a frame of the size, the columns, the types and the gaps of the well-known one."""
    random = np.random.default_rng(0)
    rows = 891
    age = random.normal(30, 14, rows).clip(0.42, 80).round()
    age[random.choice(rows, 177, replace=False)] = np.nan
    cabin = np.where(random.random(rows) < 0.77, None, [f"{'ABCDEF'[n % 6]}{n % 147}" for n in range(rows)])
    return DataFrame(
        {
            "PassengerId": range(1, rows + 1),
            "Survived": random.choice([0, 1], rows, p=[0.62, 0.38]),
            "Pclass": random.choice([1, 2, 3], rows, p=[0.24, 0.21, 0.55]),
            "Name": [f"Passenger, Mr. Number {n}" for n in range(rows)],
            "Sex": random.choice(["male", "female"], rows, p=[0.65, 0.35]),
            "Age": age,
            "SibSp": random.choice([0, 1, 2, 3, 4, 5, 8], rows, p=[0.68, 0.23, 0.03, 0.02, 0.02, 0.01, 0.01]),
            "Parch": random.choice([0, 1, 2, 3, 4, 5, 6], rows, p=[0.76, 0.13, 0.09, 0.005, 0.005, 0.005, 0.005]),
            "Ticket": [f"PC {17599 + n * 7 % 681}" for n in range(rows)],
            "Fare": random.gamma(1.5, 20, rows).round(4),
            "Cabin": cabin,
            "Embarked": random.choice(["S", "C", "Q"], rows, p=[0.72, 0.19, 0.09]),
        }
    )


def wide(columns: int = 500) -> DataFrame:
    """Return a frame of many columns with names of some length."""
    random = np.random.default_rng(0)
    return pd.concat(
        [
            DataFrame(
                random.normal(size=(200, columns - 3)), columns=[f"sensor_{n}_reading" for n in range(columns - 3)]
            ),
            DataFrame(
                {"yield": range(200), "plant": ["a", "b"] * 100, "day": pd.date_range("2024-01-01", periods=200)}
            ),
        ],
        axis=1,
    )
