"""Calls of a model: told before and after, counted and priced, sent again where that helps, cancelled at once."""

import asyncio
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from aa_magics.config.settings import Settings
from aa_magics.errors import BudgetError, EngineError
from aa_magics.llm import host_of, is_local
from aa_magics.llm.failures import scrubbed
from aa_magics.llm.library import count_tokens, price
from aa_magics.llm.lm import Answer, Message, Model
from aa_magics.model import Usage
from tests.llm_server import Empty, Hang, NoUsage, Request, ResetHalfway, ScriptedServer, Status, Text, Truncated
from tests.models import KEY, Kept

HELLO = [Message("system", "Be brief."), Message("user", "Hello {x}")]


def model_of(server: ScriptedServer, watch: Kept, name: str = "openai/fake", **settings: object) -> Model:
    chosen = Settings.model_validate({"api_base": server.url, "timeout": 10, **settings})
    return Model(name, chosen, watch, lambda provider: KEY)


def elsewhere(server: ScriptedServer) -> str:
    """Return the address of a server by a name that is not known to be this machine."""
    return server.url.replace("127.0.0.1", "0.0.0.0")


async def ask(model: Model) -> Answer:
    return await model.ask(HELLO, "2", "data_viz_agent")


async def error_of(model: Model) -> EngineError:
    """Return the error of a call that must fail, in two lines that show no key."""
    with pytest.raises(EngineError) as raised:
        await ask(model)
    assert len(str(raised.value).splitlines()) == 2
    assert KEY not in str(raised.value)
    return raised.value


async def test_a_call_is_told_before_and_after(llm_server: ScriptedServer) -> None:
    llm_server.script, watch = [Text("Hi.", prompt_tokens=11, completion_tokens=3)], Kept()
    assert await ask(model_of(llm_server, watch)) == Answer("Hi.")
    (planned,), (call,) = watch.planned, watch.calls
    sent = "[system]\nBe brief.\n\n[user]\nHello {x}"
    assert (call.step, call.agent, call.engine, call.level) == ("2", "data_viz_agent", "openai/fake", "stats")
    assert call.host == llm_server.url.split("/")[2]
    assert call.sent == planned.sent == sent
    assert call.sha256 == sha256(sent.encode()).hexdigest()
    assert (call.answer, call.failure) == ("Hi.", None)
    assert call.usage == Usage(calls=1, input_tokens=11, output_tokens=3, cost=0.0)
    assert planned.usage.output_tokens == 4000
    assert planned.usage.input_tokens >= count_tokens(sent)


async def test_exactly_the_messages_are_sent(llm_server: ScriptedServer) -> None:
    llm_server.script = [Text("Hi.")]
    await ask(model_of(llm_server, Kept(), max_tokens=77, temperature=0.5))
    (request,) = llm_server.requests
    assert request.body["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Hello {x}"},
    ]
    assert (request.body["max_tokens"], request.body["temperature"]) == (77, 0.5)
    assert request.key == KEY


async def test_what_the_watch_raises_stops_the_call(llm_server: ScriptedServer) -> None:
    with pytest.raises(BudgetError, match="spent"):
        await ask(model_of(llm_server, Kept(BudgetError("All is spent.", "Raise it."))))
    assert llm_server.requests == []


async def test_a_provider_that_tells_no_usage_leaves_the_cost_unknown(llm_server: ScriptedServer) -> None:
    llm_server.script, watch = [NoUsage("Hi.")], Kept()
    await ask(model_of(llm_server, watch, "openai/gpt-4o-mini", api_base=elsewhere(llm_server)))
    assert watch.calls[0].usage == Usage(calls=1, cost=None)


async def test_a_call_elsewhere_costs_what_the_list_says(llm_server: ScriptedServer) -> None:
    llm_server.script, watch = [Text("Hi.", prompt_tokens=1000, completion_tokens=100)], Kept()
    await ask(model_of(llm_server, watch, "openai/gpt-4o-mini", api_base=elsewhere(llm_server)))
    assert watch.calls[0].usage.cost == pytest.approx(1000 * 0.15e-6 + 100 * 0.6e-6)
    assert (watch.planned[0].usage.cost or 0) > 4000 * 0.6e-6


async def test_a_model_that_is_not_on_the_list_costs_nobody_knows_what(llm_server: ScriptedServer) -> None:
    llm_server.script, watch = [Text("Hi.")], Kept()
    await ask(model_of(llm_server, watch, api_base=elsewhere(llm_server)))
    assert (watch.planned[0].usage.cost, watch.calls[0].usage.cost) == (None, None)


def test_what_comes_from_the_providers_cache_costs_less() -> None:
    fresh, read = price("openai/gpt-4o-mini", 1000, 0), price("openai/gpt-4o-mini", 1000, 0, read=1000)
    assert read is not None
    assert fresh is not None
    assert read < fresh


async def test_a_reasoning_model_may_think_on_top_of_its_answer(llm_server: ScriptedServer) -> None:
    llm_server.script = [Text("Hi.")]
    await ask(model_of(llm_server, Kept(), "openai/o3-mini"))
    assert llm_server.requests[0].body["max_completion_tokens"] == 16_000


async def test_a_cut_answer_says_so(llm_server: ScriptedServer) -> None:
    llm_server.script = [Truncated("Hi")]
    assert await ask(model_of(llm_server, Kept())) == Answer("Hi", cut=True)


async def test_an_empty_answer_is_one(llm_server: ScriptedServer) -> None:
    llm_server.script = [Empty()]
    assert await ask(model_of(llm_server, Kept())) == Answer("")


async def test_a_wrong_key_is_said_at_once_and_never_shown(llm_server: ScriptedServer) -> None:
    llm_server.script, watch = [Status(401)], Kept()
    error = await error_of(model_of(llm_server, watch))
    assert "did not accept the key" in error.message
    assert "OPENAI_API_KEY" in error.hint
    assert len(llm_server.requests) == 1
    assert KEY not in str(watch.calls)
    assert watch.calls[0].failure == error.message


async def test_a_key_that_is_not_set_is_said_before_anything_is_sent(
    llm_server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GROQ_API_KEY", raising=False)
    error = await error_of(Model("groq/fake", Settings(), Kept()))
    assert error.message == "groq/fake needs a key, and GROQ_API_KEY is not set."


async def test_a_server_of_ones_own_needs_no_key(llm_server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    llm_server.script = [Text("Hi.")]
    await ask(Model("openai/fake", Settings(api_base=llm_server.url), Kept()))
    assert llm_server.requests[0].key == "none"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status(404), "knows no such model"),
        (Status(400, message="This model's maximum context length is 4096 tokens."), "cannot take a prompt this long"),
        (Status(400, message="The name is too odd."), "refused the request (400: The name is too odd)"),
    ],
)
async def test_what_does_not_help_is_not_sent_again(llm_server: ScriptedServer, status: Status, said: str) -> None:
    llm_server.script = [status]
    assert said in (await error_of(model_of(llm_server, Kept()))).message
    assert len(llm_server.requests) == 1


async def test_a_rate_limit_is_waited_out_and_said(llm_server: ScriptedServer) -> None:
    llm_server.script, watch = [Status(429, retry_after=0.01), Status(429, retry_after=0.02), Text("Hi.")], Kept()
    assert (await ask(model_of(llm_server, watch))).text == "Hi."
    host = llm_server.url.split("/")[2]
    assert watch.waits == [("2", f"{host}: rate limit; sent again in {s} s") for s in ("0.01", "0.02")]
    assert [call.usage.calls for call in watch.calls] == [1, 1, 1]
    assert [call.failure is None for call in watch.calls] == [False, False, True]


async def test_a_rate_limit_that_stays_ends_after_four_tries(llm_server: ScriptedServer) -> None:
    llm_server.script = [Status(429, retry_after=0.01)]
    assert "takes no more requests" in (await error_of(model_of(llm_server, Kept()))).message
    assert len(llm_server.requests) == 4


async def test_a_rate_limit_of_an_hour_is_not_waited_for(llm_server: ScriptedServer) -> None:
    llm_server.script = [Status(429, retry_after=3600)]
    await error_of(model_of(llm_server, Kept()))
    assert len(llm_server.requests) == 1


@pytest.mark.parametrize("fault", [Status(500, retry_after=0.01), Status(503, retry_after=0.01)])
async def test_a_server_that_fails_is_asked_three_times(llm_server: ScriptedServer, fault: Status) -> None:
    llm_server.script = [fault]
    assert "failed on its side" in (await error_of(model_of(llm_server, Kept()))).message
    assert len(llm_server.requests) == 3


async def test_a_connection_that_is_reset_is_opened_again(llm_server: ScriptedServer) -> None:
    llm_server.script = [ResetHalfway(), Text("Hi.")]
    assert (await ask(model_of(llm_server, Kept()))).text == "Hi."


async def test_a_server_that_is_not_there_is_named() -> None:
    model = Model("openai/fake", Settings(api_base="http://127.0.0.1:9/v1", timeout=5), Kept(), lambda provider: KEY)
    model_waits = model.watch
    error = await error_of(model)
    assert "openai/fake at 127.0.0.1:9 could not be reached" in error.message
    assert "http://127.0.0.1:9/v1" in error.hint
    assert len(model_waits.waits) == 2  # type: ignore[attr-defined]


async def test_a_time_out_is_tried_once_more(llm_server: ScriptedServer) -> None:
    llm_server.script, watch = [Hang()], Kept()
    error = await error_of(model_of(llm_server, watch, timeout=1))
    assert "did not answer within 1 s" in error.message
    assert len(llm_server.requests) == 2
    assert watch.calls[0].usage.cost == 0.0


async def test_cancelling_closes_the_connection_and_is_on_record(llm_server: ScriptedServer) -> None:
    llm_server.script, watch = [Hang()], Kept()
    task = asyncio.ensure_future(ask(model_of(llm_server, watch)))
    assert await comes_true(lambda: llm_server.busy == 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await comes_true(lambda: llm_server.busy == 0)
    assert llm_server.gone == 1
    assert [call.failure for call in watch.calls] == ["cancelled"]


def test_two_engines_in_two_threads_share_nothing() -> None:
    def script(request: Request) -> Text:
        return Text(f"{request.body['model']} {request.key} {request.body['temperature']}", delay=0.05)

    with ScriptedServer(script) as one, ScriptedServer(script) as two:
        answers: dict[str, list[str]] = {}

        def work(server: ScriptedServer, name: str, warmth: float) -> None:
            settings = Settings(api_base=server.url, temperature=warmth)
            model = Model(f"openai/{name}", settings, Kept(), lambda provider: f"sk-of-{name}")

            async def several() -> list[str]:
                return [answer.text for answer in await asyncio.gather(*(ask(model) for _ in range(5)))]

            answers[name] = asyncio.run(several())

        threads = [threading.Thread(target=work, args=args) for args in ((one, "a", 0.1), (two, "b", 0.9))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == {"a": ["a sk-of-a 0.1"] * 5, "b": ["b sk-of-b 0.9"] * 5}
        assert {request.key for request in one.requests} == {"sk-of-a"}


async def test_nothing_is_kept_printed_or_written(
    llm_server: ScriptedServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    import dspy
    import litellm
    from dspy.clients.base_lm import GLOBAL_HISTORY

    heard: list[object] = []
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(litellm, "success_callback", [lambda *told: heard.append(told)])
    kept, before = len(GLOBAL_HISTORY), dspy.settings.lm
    llm_server.script = [Status(500, retry_after=0.01), Truncated("Hi."), Text("Hi.")]
    for _ in range(2):
        await ask(model_of(llm_server, Kept()))
    assert len(llm_server.requests) == 3  # nothing came from a cache
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")
    assert KEY not in caplog.text
    assert heard == []
    assert (len(GLOBAL_HISTORY), dspy.settings.lm) == (kept, before)


@pytest.mark.parametrize(
    ("name", "base", "host"),
    [
        ("openai/gpt-4o", None, "api.openai.com"),
        ("anthropic/claude-3", None, "api.anthropic.com"),
        ("ollama/llama3", None, "localhost:11434"),
        ("openai/x", "http://gateway.corp:8080/v1", "gateway.corp:8080"),
        ("strange/x", None, "the service of strange"),
    ],
)
def test_the_host_is_told(name: str, base: str | None, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in (
        "OPENAI_BASE_URL",
        "OPENAI_API_BASE",
        "OLLAMA_API_BASE",
        "ANTHROPIC_BASE_URL",
        "ANTHROPIC_API_BASE",
    ):
        monkeypatch.delenv(variable, raising=False)
    assert host_of(name, Settings(api_base=base)) == host


def test_a_provider_that_the_environment_sends_elsewhere_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "https://proxy.corp/v1")
    assert host_of("openai/gpt-4o", Settings()) == "proxy.corp"


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:11434", "127.0.0.1:80", "127.8.8.8", "[::1]:80", "unix socket"]
)
def test_this_machine_is_local(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize(
    "host", ["api.openai.com", "10.0.0.1", "localhost.evil.com", "127.0.0.1.evil.com", "0.0.0.0:80"]
)
def test_other_machines_are_not_local(host: str) -> None:
    assert not is_local(host)


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: sk-abcdefghijklmnop.",
        "Authorization: Bearer abc.def-ghi",
        "key gsk_abcdefghijkl",
        f"it was {KEY}",
        "it was hunter2-hunter2",
    ],
)
def test_keys_are_taken_out_of_messages(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "hunter2-hunter2")
    shown = scrubbed(text, KEY)
    assert "[key]" in shown
    assert not any(secret in shown for secret in ("abcdef", "abc.def", "planted", "hunter2"))


@pytest.mark.parametrize("text", ["The skeleton of pkgconfig is too long.", "Basics of scikit-learn"])
def test_words_that_are_no_keys_stay(text: str) -> None:
    assert scrubbed(text) == text


async def comes_true(holds: Callable[[], bool]) -> bool:
    """Return whether something holds within five seconds."""
    for _ in range(500):
        if holds():
            return True
        await asyncio.sleep(0.01)
    return holds()
