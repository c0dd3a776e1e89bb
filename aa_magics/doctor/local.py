"""Which servers of models answer on this machine, asked at their usual ports for the models that they have."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

SECONDS = 0.5
MOST_BYTES = 1_000_000
MOST_NAMES = 3


@dataclass(frozen=True)
class Server:
    """A program that serves models, its port, and LiteLLM's prefix for it."""

    name: str
    port: int
    provider: str

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


SERVERS = (
    Server("Ollama", 11434, "ollama"),
    Server("vLLM", 8000, "hosted_vllm"),
    Server("llama.cpp", 8080, "openai"),
    Server("LM Studio", 1234, "lm_studio"),
)


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Stay on this machine, wherever a server points to."""


def local_lines() -> tuple[str, ...]:
    """Return what to type for each server that answers, and which do not."""
    with ThreadPoolExecutor(len(SERVERS)) as pool:
        found = dict(zip(SERVERS, pool.map(models_at, [server.address for server in SERVERS]), strict=True))
    silent = [f"{server.name} ({server.port})" for server, models in found.items() if models is None]
    here = [_told(server, models) for server, models in found.items() if models is not None]
    return (*here, *([f"no answer on this machine: {', '.join(silent)}"] if silent else []))


def models_at(address: str) -> tuple[str, ...] | None:
    """Return the models that a server at an address has, empty where it wants a key; None where no such one answers."""
    opener = build_opener(ProxyHandler({}), _NoRedirects)
    try:
        with opener.open(f"{address}/v1/models", timeout=SECONDS) as answer:
            listed = json.loads(answer.read(MOST_BYTES))["data"]
        return tuple(_names(listed))
    except HTTPError as error:
        return () if error.code == 401 else None
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return None


def _names(listed: Any) -> Iterator[str]:
    for model in listed:
        name = str(model["id"])
        if name.isprintable() and len(name) < 200:
            yield name


def _told(server: Server, models: tuple[str, ...]) -> str:
    if not models:
        return f"{server.name} answers at {server.address}, without a model that it would name"
    more = f" and {len(models) - MOST_NAMES} more" if len(models) > MOST_NAMES else ""
    names = ", ".join(f"{server.provider}/{model}" for model in models[:MOST_NAMES])
    address = "" if server.provider == "ollama" else f" with api_base {server.address}/v1"
    return f"{server.name} answers: {names}{more}{address}"
