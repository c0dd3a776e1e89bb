"""Calls of a model: each told to the watch before it is sent, priced when it is back, sent again where that helps."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from aa_magics.config.providers import KEYLESS, key_names, key_set_in, provider_of
from aa_magics.config.settings import Settings
from aa_magics.errors import AnalystError, EngineError
from aa_magics.llm.failures import LONGEST_WAIT, Place, keyless, kind_of, retry_after, scrubbed, wait_before
from aa_magics.llm.hosts import base_of, host_of, is_local
from aa_magics.llm.library import count_tokens, load, ours, price
from aa_magics.llm.watch import Watch
from aa_magics.model import Call, Usage

REASONING_TOKENS = 12_000
TOKENS_ELSEWHERE = 1.25
"""How many tokens a text may be to another model, for each that GPT-4 counts."""


@dataclass(frozen=True)
class Message:
    role: str
    content: str


@dataclass(frozen=True)
class Answer:
    """What a model said; `cut` is whether it was cut off at the limit of tokens."""

    text: str
    cut: bool = False


def text_sent(messages: Sequence[Message]) -> str:
    """Return the exact text of a call, each message under its role."""
    return "\n\n".join(f"[{message.role}]\n{message.content}" for message in messages)


class Model:
    """A `provider/model` with the settings of one engine, none of which is shared with another.

    `get_key` gives the key of a provider; without one, LiteLLM reads the provider's environment variable.
    """

    def __init__(
        self, name: str, settings: Settings, watch: Watch, get_key: Callable[[str], str | None] | None = None
    ) -> None:
        self.name, self.settings, self.watch = name, settings, watch
        self.host = host_of(name, settings)
        self._get_key = get_key or (lambda provider: None)

    async def ask(self, messages: Sequence[Message], step: str | None, agent: str) -> Answer:
        """Return the answer to messages. Raises EngineError, and whatever the watch stops a call with."""
        await asyncio.to_thread(load)
        key, tries = self._key(), 0
        with ours():
            while True:
                tries += 1
                try:
                    return await self._call(messages, step, agent, key)
                except AnalystError:
                    raise
                except Exception as error:
                    failure = error
                await self._wait(failure, tries, step, key)  # out here, so that no error has one with a key behind it

    async def _wait(self, failure: Exception, tries: int, step: str | None, key: str | None) -> None:
        """Wait until a call that failed is worth another try. Raises EngineError when none is."""
        kind, seconds = kind_of(failure), wait_before(failure, tries)
        if tries >= kind.tries or (retry_after(failure) or 0) > LONGEST_WAIT:
            raise self._place(key).error(failure, kind)
        reason = "rate limit" if kind.error == "LMRateLimitError" else kind.said.format(timeout=self.settings.timeout)
        self.watch.waiting(step, f"{self.host}: {reason}; sent again in {seconds:g} s")
        await asyncio.sleep(seconds + random.uniform(0, seconds / 4))

    async def _call(self, messages: Sequence[Message], step: str | None, agent: str, key: str | None) -> Answer:
        call = self._planned(messages, step, agent)
        await self.watch.before(call)
        started = time.perf_counter()
        ended: dict[str, Any] = {}
        try:
            async with asyncio.timeout(self.settings.timeout):
                response = await self._send(messages, key)
            text = keyless(response.message.text or "", key)
            ended = {"usage": self._usage(response.usage), "answer": text}
            return Answer(text, cut=response.finish_reason == "length")
        except asyncio.CancelledError:
            ended = {"usage": self._unknown_usage, "failure": "cancelled"}
            raise
        except Exception as failure:
            answered = getattr(failure, "status", None) not in (None, 408)  # an error of HTTP is not paid for
            usage = Usage(calls=1) if answered else self._unknown_usage
            ended = {"usage": usage, "failure": self._place(key).error(failure, kind_of(failure)).message}
            raise
        finally:
            await self.watch.after(call.model_copy(update={"seconds": time.perf_counter() - started, **ended}))

    async def _send(self, messages: Sequence[Message], key: str | None) -> Any:
        import dspy
        from dspy.lm15 import Config, Request
        from dspy.lm15 import Message as Said

        system = "\n\n".join(message.content for message in messages if message.role == "system")
        said = [message for message in messages if message.role != "system"]
        turns = tuple((Said.user if message.role == "user" else Said.assistant)(message.content) for message in said)
        # LiteLLM's own names: max_tokens is what every server knows, no-log keeps the person's LiteLLM callbacks out
        config = Config(
            temperature=self.settings.temperature, extensions={"max_tokens": self._max_tokens, "no-log": True}
        )
        lm = self._lm(key)
        with dspy.context(lm=lm, disable_history=True, callbacks=[], track_usage=False, send_stream=None):
            return await lm.acall(Request(model=self.name, messages=turns, system=system or None, config=config))

    def _lm(self, key: str | None) -> Any:
        import dspy

        base = base_of(self.name, self.settings)
        options = {"api_key": key, "api_base": base, "timeout": self.settings.timeout}
        given = {name: value for name, value in options.items() if value is not None}
        return dspy.LM(self.name, engine="litellm", cache=False, num_retries=0, **given)

    def _key(self) -> str | None:
        """Return the key to send, None where LiteLLM finds it. Raises EngineError when there is none."""
        if key := self._get_key(provider_of(self.name)):
            return key
        provider, names = provider_of(self.name), key_names(provider_of(self.name))
        if key_set_in(provider) or provider in KEYLESS or not names[0].endswith("_API_KEY"):
            return None
        if base_of(self.name, self.settings) is not None:
            return "none"  # servers of one's own ask for no key, but OpenAI's client does
        said = f"{self.name} needs a key, and {names[0]} is not set."
        raise EngineError(said, f"Set {names[0]} before Jupyter starts, or use another engine: --engine offline")

    @property
    def _max_tokens(self) -> int:
        """The most tokens of an answer; what a reasoning model thinks counts, and comes on top."""
        thinks = load().supports_reasoning(model=self.name)
        return self.settings.max_tokens + (REASONING_TOKENS if thinks else 0)

    def _planned(self, messages: Sequence[Message], step: str | None, agent: str) -> Call:
        """Return a call as it is about to be sent, with the most that it can take."""
        text = text_sent(messages)
        tokens = int(count_tokens(text) * TOKENS_ELSEWHERE) + 10 * len(messages)
        most = self._max_tokens
        usage = Usage(calls=1, input_tokens=tokens, output_tokens=most, cost=self._price(tokens, most))
        return Call(
            step=step,
            agent=agent,
            engine=self.name,
            host=self.host,
            level=self.settings.privacy,
            started=datetime.now(UTC),
            usage=usage,
            sha256=sha256(text.encode()).hexdigest(),
            sent=text,
        )

    def _usage(self, told: Any) -> Usage:
        """Return the provider's own numbers; a provider that tells none leaves the cost unknown."""
        read, written = told.cache_read_tokens or 0, told.cache_write_tokens or 0
        tokens, output = told.input_tokens or 0, told.output_tokens or 0
        if not tokens and not output:
            return self._unknown_usage
        cost = self._price(tokens, output, read, written)
        return Usage(calls=1, input_tokens=tokens, output_tokens=output, cost=cost)

    @property
    def _unknown_usage(self) -> Usage:
        return Usage(calls=1, cost=0.0 if is_local(self.host) else None)

    def _price(self, tokens: int, output: int, read: int = 0, written: int = 0) -> float | None:
        return 0.0 if is_local(self.host) else price(self.name, tokens, output, read, written)

    def _place(self, key: str | None) -> Place:
        base = base_of(self.name, self.settings) or self.host
        variable = key_names(provider_of(self.name))[0]
        return Place(self.name, self.host, scrubbed(base, key), variable, self.settings.timeout, key)
