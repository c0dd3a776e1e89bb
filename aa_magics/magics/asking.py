"""What a person is asked before a text leaves the machine, and before cells that a model wrote are run."""

from collections.abc import Callable

from IPython.core.interactiveshell import InteractiveShell

from aa_magics.magics.frontend import front_end
from aa_magics.magics.live import Live
from aa_magics.magics.output import Display
from aa_magics.magics.sent import calls_bundle
from aa_magics.model import Call

WAITING = "Waiting for your answer…"
LEAVES = (
    "This text is about to leave this machine, for {host} (engine {engine}, privacy level {level}). "
    "Later ones of this notebook then go there without a question; read them with %analyst sent"
)


def asker(shell: InteractiveShell, live: Live) -> Callable[[Call], bool] | None:
    """Return what shows a person a text and asks whether it may be sent; None where nobody can be asked."""

    def ask(call: Call) -> bool:
        with live.noting(WAITING):
            return shown_and_agreed(shell, call)

    return ask if front_end(shell).asks else None


def shown_and_agreed(shell: InteractiveShell, call: Call) -> bool:
    """Show the exact text of a call, and ask; the text is taken away again, so that no saved notebook holds it."""
    display, about = Display(shell), {"host": call.host, "engine": call.engine, "level": call.level}
    display.show(calls_bundle([call], LEAVES.format(**about), titles={}))
    agreed = False
    try:
        agreed = yes(f"Send this to {call.host}? [y/N] ")
    finally:
        told = f"{'Sent' if agreed else 'Not sent'} to {call.host} (engine {call.engine}, level {call.level})."
        display.show({"text/plain": told})
    return agreed


def yes(question: str) -> bool:
    """Ask a person; return whether the answer is yes. An interrupt ends what asked."""
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:  # Ctrl+D in a terminal
        return False
