"""DSPy and LiteLLM as they are used here: loaded once, with no download, no telemetry, no disk cache, and silent."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from threading import Lock
from typing import Any

from aa_magics.config.environment import variables_set

_OURS: ContextVar[bool] = ContextVar("a call of aa_magics", default=False)
LOGGERS = ("dspy.clients.lm", "LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "httpx", "openai._base_client")


class _Silence(logging.Filter):
    """Drops what is logged during our calls; what a person does with these libraries is logged as ever."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not _OURS.get()


_LOADING = Lock()


@contextmanager
def ours() -> Iterator[None]:
    """Keep the libraries silent about what is done in the block."""
    token = _OURS.set(True)
    try:
        yield
    finally:
        _OURS.reset(token)


def load() -> Any:
    """Return LiteLLM, loaded with DSPy; it takes some seconds, so call it in a thread.

    Its price list is the one that it carries, and no `.env` file is read: keys come from the environment alone.
    """
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Any:
    with variables_set(LITELLM_LOCAL_MODEL_COST_MAP="true", LITELLM_MODE="PRODUCTION"):
        import dspy  # noqa: F401  what a call needs besides, loaded here too
        import litellm

        litellm.suppress_debug_info = True
        litellm.telemetry = False
        count_tokens("")
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_Silence())
    return litellm


def count_tokens(text: str) -> int:
    """Return how many tokens a text is to GPT-4, whose vocabulary LiteLLM carries; other models come near."""
    import litellm

    return len(litellm.encode(model="gpt-4", text=text))


def price(name: str, input_tokens: int, output_tokens: int, read: int = 0, written: int = 0) -> float | None:
    """Return what a call costs in US dollars by LiteLLM's list; None where the model is not on it.

    `read` and `written` are those of the input tokens that came from, and went into, the provider's cache.
    """
    try:
        paid = load().cost_per_token(
            model=name,
            prompt_tokens=input_tokens,
            completion_tokens=output_tokens,
            cache_read_input_tokens=read,
            cache_creation_input_tokens=written,
        )
    except Exception:  # not on the list: which error says so differs from provider to provider
        return None
    return float(sum(paid))
