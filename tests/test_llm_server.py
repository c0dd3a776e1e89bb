"""The scripted server itself: what a client of the OpenAI protocol gets from it."""

import json
import socket
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.llm_server import Endless, Fields, Hang, ScriptedServer, Status, Text


def ask(server: ScriptedServer, timeout: float = 10, **body: Any) -> Any:
    content = json.dumps({"model": "fake", "messages": [{"role": "user", "content": "Hello"}], **body}).encode()
    sent = Request(f"{server.url}/chat/completions", content, {"Authorization": "Bearer a-key"})
    return urlopen(sent, timeout=timeout)


def test_answers_come_in_the_order_of_the_script_and_the_last_one_again(llm_server: ScriptedServer) -> None:
    llm_server.script = [Text("one"), Text("two")]
    answers = [json.load(ask(llm_server))["choices"][0]["message"]["content"] for _ in range(3)]
    assert answers == ["one", "two", "two"]
    assert [(chat.key, chat.text) for chat in llm_server.chats] == [("a-key", "Hello")] * 3


def test_a_stream_has_the_text_in_pieces_and_the_usage(llm_server: ScriptedServer) -> None:
    llm_server.script = [Text("a text that is longer than one piece", prompt_tokens=7)]
    lines = ask(llm_server, stream=True, stream_options={"include_usage": True}).read().decode().split("\n\n")
    *chunks, usage = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: {")]
    pieces = [chunk["choices"][0]["delta"].get("content", "") for chunk in chunks]
    assert "".join(pieces) == "a text that is longer than one piece"
    assert len(pieces) > 2
    assert usage["usage"]["prompt_tokens"] == 7
    assert "data: [DONE]" in lines


def test_fields_take_the_form_that_is_asked_for(llm_server: ScriptedServer) -> None:
    llm_server.script = [Fields(code="x")]
    plain, as_json = (
        json.load(ask(llm_server, **form))["choices"][0]["message"]["content"]
        for form in ({}, {"response_format": {"type": "json_object"}})
    )
    assert plain.startswith("[[ ## code ## ]]\nx")
    assert json.loads(as_json) == {"code": "x"}


def test_an_error_has_its_status_and_when_to_ask_again(llm_server: ScriptedServer) -> None:
    llm_server.script = [Status(429, retry_after=3)]
    with pytest.raises(HTTPError) as raised:
        ask(llm_server)
    assert (raised.value.code, raised.value.headers["Retry-After"]) == (429, "3")


@pytest.mark.parametrize("answer", [Hang(), Endless()])
def test_a_client_that_goes_is_noticed(llm_server: ScriptedServer, answer: Any) -> None:
    llm_server.script = [answer]
    with socket.create_connection(("127.0.0.1", int(llm_server.url.split(":")[2].split("/")[0]))) as client:
        client.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}")
        while not llm_server.busy:
            pass
    while llm_server.busy:
        pass
    assert llm_server.gone == 1


def test_an_endless_stream_goes_on(llm_server: ScriptedServer) -> None:
    llm_server.script = [Endless()]
    with ask(llm_server, stream=True) as answer:
        lines = [answer.readline() for _ in range(10)]
    assert all(line.startswith(b"data: ") for line in lines[::2])


def test_the_models_are_listed(llm_server: ScriptedServer) -> None:
    with urlopen(f"{llm_server.url}/models", timeout=10) as answer:
        assert [model["id"] for model in json.load(answer)["data"]] == ["fake"]
