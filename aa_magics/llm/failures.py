"""Why a call of a model failed, in two lines without a key in them, and whether it is worth another try."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from aa_magics.codegen.assemble import one_line
from aa_magics.config.environment import secret_values
from aa_magics.errors import EngineError

KEY = re.compile(
    r"\b(?:(?:sk|pk|gsk|xai|hf|r8)[-_]|AIza|AKIA)[\w*.-]{6,}|\b(?:bearer|basic)\s+[\w*.~+/=-]+", re.IGNORECASE
)
LONGEST_WAIT = 60.0
KEY_LENGTH = 16
"""Characters from which on a secret is no ordinary word that an answer may hold."""


@dataclass(frozen=True)
class Kind:
    """A kind of failure: DSPy's name of it, how often a call is sent at most, and what to say and to type next."""

    error: str
    tries: int
    said: str
    hint: str


OTHER = "Try again later, or use another engine: --engine offline"
KINDS = (
    Kind(
        "ContextWindowExceededError", 1, "cannot take a prompt this long", "Name fewer frames and columns in the goal."
    ),
    Kind("LMAuthError", 1, "did not accept the key", "Set {variable} to a valid key before Jupyter starts."),
    Kind(
        "LMBillingError", 1, "says that the account has no credit left", "Look at the account, or use another engine."
    ),
    Kind("LMUnsupportedModelError", 1, "knows no such model", "Check the name; {listing}"),
    Kind("LMRateLimitError", 4, "takes no more requests for now", "Wait a minute, or lower AA_MAGICS_CONCURRENCY."),
    Kind(
        "LMTimeoutError", 2, "did not answer within {timeout:g} s", "Raise AA_MAGICS_TIMEOUT, or choose a faster model."
    ),
    Kind(
        "LMTransportError",
        3,
        "could not be reached",
        "Is it running, and the network up? AA_MAGICS_API_BASE sets another address than {base}",
    ),
    Kind("LMServerError", 3, "failed on its side", OTHER),
    Kind("LMInvalidRequestError", 1, "refused the request", "Check the engine's name and settings: %analyst doctor"),
    Kind("LMError", 1, "could not be used", "Check the engine's name and settings: %analyst doctor"),
)


@dataclass(frozen=True)
class Place:
    """Where a call goes, and what a hint may need to say about it."""

    engine: str
    host: str
    base: str
    variable: str
    timeout: float
    key: str | None = None

    def error(self, failure: BaseException, kind: Kind) -> EngineError:
        """Return a failure as a person reads it."""
        said = kind.said.format(timeout=self.timeout)
        detail = "" if kind.error == "LMTimeoutError" else self._detail(failure)
        hint = kind.hint.format(variable=self.variable, base=self.base, listing=self._listing)
        return EngineError(f"{self.engine} at {self.host} {said}{detail}.", hint)

    @property
    def _listing(self) -> str:
        return "for what is served here: ollama list" if self.engine.startswith("ollama") else "it is provider/model."

    def _detail(self, failure: BaseException) -> str:
        """Return what the provider said, in brackets, cut and without keys."""
        status = getattr(failure, "status", None)
        text = re.split(r"\s+To fix:", str(getattr(failure, "message", "") or ""))[0]
        text = re.sub(r"^(?:litellm\.)?(?:\w+(?:Error|Exception)(?: - |: ))+(?:\w+Exception - )?", "", text.strip())
        text = scrubbed(one_line(text), self.key)[:160].rstrip(". ")
        parts = [str(status)] if status and str(status) not in text else []
        told = ": ".join([*parts, *([text] if text else [])])
        return f" ({told})" if told else ""


def kind_of(failure: BaseException) -> Kind:
    """Return the kind of a failure by the names of its classes, which DSPy keeps stable."""
    names = {cls.__name__ for cls in type(failure).__mro__}
    if "Connection error" in str(failure) or "Server disconnected" in str(failure):
        names = {"LMTransportError"}  # LiteLLM reports a server that is not there as one that failed
    if isinstance(failure, TimeoutError):
        names = {"LMTimeoutError"}
    return next((kind for kind in KINDS if kind.error in names), KINDS[-1])


def wait_before(failure: BaseException, tries: int) -> float:
    """Return how many seconds to wait before the next try: as the provider asks, else 1, 2, 4."""
    asked = retry_after(failure)
    return asked if asked is not None else float(2 ** (tries - 1))


def retry_after(failure: BaseException | None) -> float | None:
    """Return the seconds of the header Retry-After, which may stand in any of the errors that led to this one."""
    while failure is not None:
        for headers in (getattr(getattr(failure, "response", None), "headers", None), _litellm_headers(failure)):
            value = headers.get("retry-after") if headers else None
            if value is not None and re.fullmatch(r"\d+(\.\d+)?", str(value)):
                return float(value)
        failure = failure.__cause__ or failure.__context__
    return None


def _litellm_headers(failure: BaseException):  # type: ignore[no-untyped-def]  # any mapping of headers
    return getattr(failure, "litellm_response_headers", None)


def scrubbed(text: str, *keys: str | None) -> str:
    """Return text without anything that is, or looks like, a key."""
    known: Collection[str] = [*(key for key in keys if key), *secret_values()]
    for key in known:
        text = text.replace(key, "[key]")
    return KEY.sub("[key]", text)


def keyless(text: str, key: str | None) -> str:
    """Return an answer, which is kept and becomes code, without the keys known here: a server may repeat one."""
    for known in filter(None, [key, *secret_values()]):
        if len(known) >= KEY_LENGTH:
            text = text.replace(known, "[key]")
    return text
