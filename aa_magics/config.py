"""Settings: what a person, an admin or a hub chose. The only reader of the environment."""

import os
import re
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError

from aa_magics.errors import UsageError, close_names
from aa_magics.model import Model

PREFIX = "AA_MAGICS_"


class Settings(Model):
    """The engine of goals that name none; whether runs are kept, where, and for how many days (None: for ever)."""

    engine: str = Field("offline", min_length=1, description="a name, such as offline")
    history: bool = Field(True, description="1 or 0")
    history_url: str | None = Field(
        None, pattern=r"^[\w+.-]+://", repr=False, description="a database URL, such as sqlite:////data/history.db"
    )  # not shown: it may hold a password
    retention_days: int | None = Field(None, ge=1, le=36500, description="a number of days from 1 to 36500")

    @classmethod
    def load(cls, **overrides: object) -> Self:
        """Return the settings of the environment (AA_MAGICS_ENGINE, ...), then of `overrides` that are not None.

        An empty variable counts as not set. Raises UsageError for a value that a setting cannot have.
        """
        chosen = {name: value for name, value in overrides.items() if value is not None}
        found = {name: os.environ.get(variable(name)) for name in cls.model_fields}
        try:
            return cls.model_validate({name: value for name, value in found.items() if value} | chosen)
        except ValidationError as error:
            raise _bad_value(error, chosen) from error

    @property
    def database(self) -> str | Path:
        """The history's database, as `open_history` takes it: the URL, else a file in the Jupyter data directory."""
        if self.history_url is not None:
            return self.history_url
        from jupyter_core.paths import jupyter_data_dir

        return Path(jupyter_data_dir(), "aa_magics", "history.db")


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


def _bad_value(error: ValidationError, overrides: dict[str, object]) -> UsageError:
    wrong = error.errors()[0]
    name = str(wrong["loc"][0])
    field = Settings.model_fields.get(name)
    if field is None:
        known = ", ".join(close_names(name, Settings.model_fields) or Settings.model_fields)
        return UsageError(f"There is no setting named {name!r}.", f"Known settings: {known}.")
    shown = name if name in overrides else variable(name)
    value = re.sub(r":.*@", ":***@", repr(wrong["input"]))
    return UsageError(f"{shown} cannot be {value}.", f"Set {shown} to {field.description}.")
