"""The magics that a notebook sees: %%analyst makes a run, %analyst looks after runs and agents."""

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from IPython.core.completer import CompletionContext, SimpleMatcherResult, context_matcher
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class, no_var_expand
from traitlets import Any as AnyTrait
from traitlets import Bool, Enum, Float, Int, List, Unicode, observe
from traitlets.config import Config

if TYPE_CHECKING:  # what a run needs is loaded by the first one
    from aa_magics.config import Settings
    from aa_magics.magics.runs import Kernel


def _text(help: str) -> Any:  # noqa: A002  # traitlets' own name
    return Unicode(None, allow_none=True, help=help).tag(config=True)


def _switch(help: str) -> Any:  # noqa: A002
    return Bool(None, allow_none=True, help=help).tag(config=True)


def _count(help: str) -> Any:  # noqa: A002
    return Int(None, allow_none=True, help=help).tag(config=True)


def _amount(help: str) -> Any:  # noqa: A002
    return Float(None, allow_none=True, help=help).tag(config=True)


def _choice(*values: str, help: str) -> Any:  # noqa: A002
    return Enum(values, None, allow_none=True, help=help).tag(config=True)


@magics_class
class AnalystMagics(Magics):
    """Auto-Analyst for notebooks. What is not set here comes from the environment (AA_MAGICS_ENGINE, ...).

    Then from aa_magics.toml in Jupyter's configuration folder, and from the defaults. Those who run this machine may
    lock a setting; `%analyst doctor` tells where each comes from.
    """

    engine = AnyTrait(None, help="The engine of goals that name none: a name, or an Engine object.").tag(config=True)
    agents = List(Unicode(), help="The agents of goals that name none; empty: all that are on.").tag(config=True)
    get_key = AnyTrait(None, help="A function from a provider, such as 'openai', to its key.").tag(config=True)
    api_base = _text("The address of the model's API, without a key; None: its provider's own.")
    privacy = _choice("schema", "stats", "samples", help="What of a frame a model is told.")
    sample_rows = _count("Rows that the privacy level samples tells.")
    deny = List(Unicode(), None, allow_none=True, help="Columns of which only the type is told.").tag(config=True)
    redact = _switch("Whether addresses, phone, card and national numbers are masked in samples.")
    keep_sent = _choice("text", "hash", "nothing", help="What is kept of the texts that were sent.")
    confirm = _switch("Whether to show and ask before the first text leaves this machine.")
    run_budget = _amount("US dollars that a run may cost.")
    day_budget = _amount("US dollars that a day may cost.")
    concurrency = _count("Steps that are written at once.")
    repairs = _count("How often a failing cell goes back to its agent.")
    timeout = _amount("Seconds to wait for an answer of a model.")
    max_tokens = _count("Tokens of an answer.")
    temperature = _amount("The model's temperature; None: its own.")
    trial_seconds = _amount("Seconds for which a cell may run when it is tried.")
    trial_memory = _count("Megabytes that it may take; None: what is left.")
    run_cells = _choice("never", "ask", "allow", help="What --run does with cells that a model wrote.")
    run_recipes = _choice("never", "ask", "allow", help="What --run does with cells of recipes.")
    history = _switch("Whether runs are kept.")
    history_url = _text("The database that keeps them, as a URL.")
    retention_days = _count("For how many days; None: for ever.")
    week_start = _text("The day that weeks begin with, such as monday or sunday.")
    audit_log = _text("The file that notes every call of a model, without its content.")

    @no_var_expand
    @cell_magic("analyst")  # type: ignore[arg-type]  # IPython types it as if it could decorate nothing
    def answer(self, line: str, cell: str) -> None:
        """Turn a goal about a DataFrame into new cells: readable, editable, already checked. They are not run.

            %%analyst [FRAME ...] [-e ENGINE] [-a AGENTS] [--privacy LEVEL] [--take WORD=COLUMN]
                      [--plan | --run] [--no-insert] [--fresh]
            Which region grew fastest in 2024, and is the difference significant? Plot it.

        FRAME              the DataFrames, tables or Series it is about; none: the one that the goal, or what you did
                           last, points to
        -e, --engine       who plans and writes: offline (no key, no network), a model such as openai/gpt-4o-mini or
                           ollama/llama3, or a variable that is an engine
        -a, --agents       only these agents; or mention them in the goal: @data_viz_agent
        --privacy          what of the frames a model is told: schema, stats or samples
        --take WORD=COLUMN the column that a word of the goal stands for, "_" being a space: --take revenue=net_amount;
                           or the time: last_year=last_12_months, last_year=2024-04-01/2025-03-31; may stand twice
        --plan             show the plan only; go on with %analyst go, or edit it first with %analyst plan
        --run              run the cells too, and show their results; the first that fails stops it
        --no-insert        show plan and code here, insert nothing
        --fresh            ask the model again, also where the history has its answer

        What a model wrote has been tried in a process of its own before it comes, and the first text that leaves this
        machine is shown and confirmed. While a run goes on, the stop button ends it.

        The offline engine takes follow-ups on the goal before: what about the median, only 2024, now by region, as a
        bar chart, same for exports, without outliers. The plan shows the full goal that each is read as.

        The goal is taken as it is typed, braces and quotes too. Take the new cells back with %analyst undo, list
        agents and earlier runs with %analyst, set defaults with %config AnalystMagics.
        """
        from aa_magics.magics.runs import Defaults, answer

        engine = self.engine if self.engine is not None and not isinstance(self.engine, str) else None
        answer(self.kernel, Defaults(engine or self.settings().engine, self.agents), line, cell)

    @no_var_expand
    @line_magic("analyst")  # type: ignore[arg-type]
    def look_after(self, line: str) -> None:
        """Look after agents and runs.

        %analyst agents [on|off NAME]   list the agents, or switch one
        %analyst history [WORDS]        list the runs, newest first, or those with all these words
        %analyst show ID                show a run's plan and code; the beginning of its id is enough
        %analyst insert ID              insert a run's cells again
        %analyst plan [ID]              put a plan, made with --plan, into a cell where it can be edited
        %analyst go [ID] [--run]        write the cells of a plan; ID stands for the latest where it is not given
        %analyst sent [ID]              show the exact texts that a run sent to a model, and what they took
        %analyst note [NOTE]            keep what a column is, such as: orders.PLZ is id; none: list the notes
        %analyst note from FRAME        keep the labels and codes for missing of a code book
        %analyst note --remove NOTE     take a note out
        %analyst undo [ID]              take the cells of a run, or of the latest, out of the notebook
        %analyst doctor                 check the installation, and say which engines would work here
        %analyst doctor settings        show every setting, and where its value comes from

        Make a run with %%analyst; its help is %%analyst?
        """
        from aa_magics.magics.subcommands import look_after

        look_after(self.kernel, line)

    def settings(self, **options: object) -> "Settings":
        """Return the settings as they are now; `options` of a magic go before traits, those before the environment.

        Raises UsageError for a value that cannot be, PolicyError for one that is locked otherwise.
        """
        from aa_magics.config import Settings, Traits

        traits = {name: getattr(self, name) for name in Settings.model_fields if self.has_trait(name)}
        if not isinstance(self.engine, str):
            traits["engine"] = None
        return Settings.load(Traits("AnalystMagics", traits), **options)

    def update_config(self, config: Config) -> None:
        """Take over what %config sets. Raises PolicyError, and leaves all as it was, where it is locked otherwise."""
        from aa_magics.config import Settings, Traits
        from aa_magics.errors import UsageError

        plain = (str, int, float, list, tuple)  # neither an engine nor what is to be done to a list
        wanted = config.get("AnalystMagics", {}).items()
        given = {name: value for name, value in wanted if name in Settings.model_fields and isinstance(value, plain)}
        with suppress(UsageError):  # told when it is used, in a cell that fails: %config only logs what is raised
            Settings.check(Traits("AnalystMagics", given))
        super().update_config(config)

    @observe("engine")
    def _warm(self, change: dict[str, Any]) -> None:
        """Start what a model's first run needs as soon as one is chosen: it takes some seconds."""
        if isinstance(change["new"], str) and "/" in change["new"] and self.shell is not None:
            self.kernel.workers.warm(self.settings())

    @context_matcher(identifier="AnalystMagics.complete")
    def complete(self, context: CompletionContext) -> SimpleMatcherResult:
        """Complete what is typed after %%analyst and %analyst."""
        if "%analyst" not in context.full_text:
            return {"completions": []}
        from aa_magics.magics.completion import complete

        return complete(self.kernel, context)

    def close(self) -> None:
        """Close the history if it was opened; the next run opens it again."""
        if "kernel" in vars(self):
            self.kernel.history.close()
            self.kernel.workers.close()

    @cached_property
    def kernel(self) -> "Kernel":
        from aa_magics.magics.keeping import KernelHistory
        from aa_magics.magics.runs import Kernel

        assert self.shell is not None
        return Kernel(self.shell, KernelHistory(self.settings), self.settings, self._key)

    def _key(self, provider: str) -> str | None:
        """Return the key of a provider, where a person gave a function that knows it; it is asked for each call."""
        return None if self.get_key is None else self.get_key(provider)
