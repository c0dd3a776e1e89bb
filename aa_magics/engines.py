"""The engine of a run by its name, and what goes with it: a model has settings, a watch, and what tries its cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from aa_magics.config import AuditLog, Settings, load_policy
from aa_magics.errors import EngineError
from aa_magics.model import Call, Run
from aa_magics.steps import Engine, RepairingEngine, Trier
from aa_magics.watching import Ledger, Watching

if TYPE_CHECKING:
    from aa_magics.trial.client import Worker

OFFLINE = "offline"


@dataclass(frozen=True)
class Asking:
    """What a model is asked with: settings (none: the environment's), keys, what is known, and who is asked first."""

    settings: Settings | None = None
    get_key: Callable[[str], str | None] | None = None
    earlier: Sequence[Run] = ()
    trier: Trier | None = None
    confirm: Callable[[Call], bool] | None = None


@dataclass(frozen=True)
class Chosen:
    """An engine; for a model also settings, a watch over its calls, what tries its cells, and the rows it is told."""

    engine: Engine
    settings: Settings | None = None
    watching: Watching | None = None
    trier: Trier | None = None
    rows: Sequence[str] = ()

    @property
    def concurrency(self) -> int:
        return self.settings.concurrency if self.settings else Settings.model_fields["concurrency"].default

    @property
    def repairs(self) -> int:
        return self.settings.repairs if self.settings else Settings.model_fields["repairs"].default


def choose_engine(
    engine: str | Engine,
    asking: Asking,
    run_id: str,
    notebook: str | None,
    frames: Mapping[str, Any],
    ledger: object,
    changed: Callable[[], None],
) -> Chosen:
    """Return what `engine` names: "offline", a model as `provider/model`, or an engine that is given as it is.

    `ledger` keeps a model's calls if it can. Raises EngineError for a name that is not known, PolicyError for a model
    that is not allowed here.
    """
    if not isinstance(engine, str):
        load_policy().check_engine(engine.name)
        tried = isinstance(engine, RepairingEngine)
        return Chosen(engine, trier=(asking.trier or new_worker(asking.settings or Settings.load())) if tried else None)
    if is_model(engine):
        return _model(engine, asking, run_id, notebook, frames, ledger, changed)
    if engine == OFFLINE:
        from aa_magics.offline import OfflineEngine

        return Chosen(OfflineEngine())
    known = "Known engines: offline, and any model as provider/model, such as openai/gpt-4o-mini or ollama/llama3.2"
    raise EngineError(f"There is no engine named {engine!r}.", known)


def is_model(engine: object) -> bool:
    """Return whether an engine is named as a model: `provider/model`."""
    return isinstance(engine, str) and "/" in engine


def _model(
    name: str,
    asking: Asking,
    run_id: str,
    notebook: str | None,
    frames: Mapping[str, Any],
    ledger: object,
    changed: Callable[[], None],
) -> Chosen:
    if find_spec("dspy") is None:
        raise EngineError(f"{name} needs DSPy, which is not installed.", "Type: %pip install dspy-ai")
    from aa_magics.llm import ModelEngine
    from aa_magics.llm.telling import rules_of
    from aa_magics.privacy import sample_rows

    settings = asking.settings or Settings.load()
    policy = load_policy()
    policy.check_all(settings)
    policy.check_engine(name, settings.api_base)
    rules = rules_of(settings)
    watching = Watching(
        settings,
        run_id,
        notebook,
        ledger=ledger if isinstance(ledger, Ledger) else None,
        confirm=asking.confirm,
        audit=AuditLog.of(settings),
        columns=[str(label) for frame in frames.values() for label in frame.columns],
        changed=changed,
    )
    rows = {name: sample_rows(frame, rules) for name, frame in frames.items()} if rules.level == "samples" else {}
    engine = ModelEngine(name, settings, watching, asking.get_key, asking.earlier, rows)
    engine.warm()
    return Chosen(engine, settings, watching, asking.trier or new_worker(settings), tuple(rows.values()))


def new_worker(settings: Settings) -> "Worker":
    """Return what tries cells in a process apart, within the limits that are set; it is not started yet."""
    from aa_magics.trial.client import Worker
    from aa_magics.trial.limits import Limits

    return Worker(Limits(seconds=settings.trial_seconds, memory_mb=settings.trial_memory))
