"""The magics that a notebook sees: %%analyst makes a run, %analyst looks after runs and agents."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from IPython.core.completer import CompletionContext, SimpleMatcherResult, context_matcher
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class, no_var_expand
from traitlets import Any as AnyTrait
from traitlets import Bool, Int, List, Unicode

if TYPE_CHECKING:  # what a run needs is loaded by the first one
    from aa_magics.config import Settings
    from aa_magics.magics.runs import Kernel


@magics_class
class AnalystMagics(Magics):
    """Auto-Analyst for notebooks. What is not set here comes from the environment (AA_MAGICS_ENGINE, ...)."""

    engine = AnyTrait(None, help="The engine of goals that name none: a name, or an Engine object.").tag(config=True)
    agents = List(Unicode(), help="The agents of goals that name none; empty: all that are on.").tag(config=True)
    history = Bool(None, allow_none=True, help="Whether runs are kept.").tag(config=True)
    history_url = Unicode(None, allow_none=True, help="The database that keeps them, as a URL.").tag(config=True)
    retention_days = Int(None, allow_none=True, help="For how many days; None: for ever.").tag(config=True)

    @no_var_expand
    @cell_magic("analyst")  # type: ignore[arg-type]  # IPython types it as if it could decorate nothing
    def answer(self, line: str, cell: str) -> None:
        """Turn a goal about a DataFrame into new cells: readable, editable, already checked. They are not run.

            %%analyst [FRAME ...] [-e ENGINE] [-a AGENT,AGENT] [--plan | --run] [--no-insert] [--fresh]
            Which region grew fastest in 2024, and is the difference significant? Plot it.

        FRAME              the DataFrames it is about; none: the one that the goal, or what you did last, points to
        -e, --engine       who plans and writes: offline (no key, no network), a model such as openai/gpt-4o-mini or
                           ollama/llama3, or a variable that is an engine
        -a, --agents       only these agents; or mention them in the goal: @data_viz_agent
        --plan             show the plan only; go on with %analyst go, or edit it first with %analyst plan
        --run              run the cells too, and show their results; the first that fails stops it
        --no-insert        show plan and code here, insert nothing
        --fresh            ask the model again, also where the history has its answer

        What a model wrote has been tried in a process of its own before it comes, and the first text that leaves this
        machine is shown and confirmed. While a run goes on, the stop button ends it.

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
        %analyst undo [ID]              take the cells of a run, or of the latest, out of the notebook
        %analyst doctor                 check the installation

        Make a run with %%analyst; its help is %%analyst?
        """
        from aa_magics.magics.subcommands import look_after

        look_after(self.kernel, line)

    def settings(self) -> "Settings":
        """Return the traits that are set, and the environment's settings for the others. Raises UsageError."""
        from aa_magics.config import Settings

        engine = self.engine if isinstance(self.engine, str) else None
        kept: dict[str, Any] = {name: getattr(self, name) for name in ("history", "history_url", "retention_days")}
        return Settings.load(engine=engine, **kept)

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

    @cached_property
    def kernel(self) -> "Kernel":
        from aa_magics.magics.keeping import KernelHistory
        from aa_magics.magics.runs import Kernel

        assert self.shell is not None
        return Kernel(self.shell, KernelHistory(self.settings))
