"""A real Jupyter Server in a thread of the test, spoken to over HTTP as a script or as a browser speaks to it."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.routing import Rule, RuleRouter
from tornado.web import RequestHandler
from traitlets.config import Config

TOKEN = "a-token"
BASE = "/a%40b/"
VERBS = ("get", "head", "post", "put", "patch", "delete")
SECONDS = 60


@dataclass
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Server:
    def __init__(self, app: ServerApp, root: Path) -> None:
        self.app, self.root = app, root

    def ask(self, path: str, verb: str = "GET", body: object = None, **params: str) -> tuple[int, Any]:
        """Ask the extension as somebody who has the token; return the status and the JSON of the answer."""
        content = None if body is None else json.dumps(body).encode()
        query = f"?{urlencode(params)}" if params else ""
        answer = self.knock(
            f"{BASE}aa-magics/api/{quote(path)}{query}", verb, {"Authorization": f"token {TOKEN}"}, content
        )
        return answer.status, answer.json if answer.body else None

    def knock(self, url: str, verb: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        """Ask with just these headers."""
        with closing(HTTPConnection("127.0.0.1", self.app.port, timeout=SECONDS)) as connection:
            connection.request(verb.upper(), url, body, dict(headers))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())

    def login(self) -> dict[str, str]:
        """Return the cookies and the XSRF token of a browser that has logged in."""
        cookies = self._cookies("login", {})  # the page with the form
        xsrf = cookies[0].removeprefix("_xsrf=")
        cookies += self._cookies(f"login?token={TOKEN}", {"Cookie": cookies[0]})
        return {"Cookie": "; ".join(cookies), "X-XSRFToken": xsrf}

    def _cookies(self, page: str, headers: Mapping[str, str]) -> list[str]:
        lines = self.knock(BASE + page, "get", headers).headers.get_all("Set-Cookie") or []
        return [line.split(";")[0] for line in lines]

    def routes(self, name: str) -> Mapping[str, list[str]]:
        """Return the verbs of every route of the extension that the server knows, with `name` in its place."""
        missing = RequestHandler._unimplemented_method
        found = {}
        for rule in _rules(self.app.web_app.default_router):
            if getattr(rule.target, "__module__", "").startswith("aa_magics"):
                path = rule.matcher.regex.pattern.rstrip("$").replace("([^/]+)", name).replace("\\", "")
                found[path] = [verb for verb in VERBS if getattr(rule.target, verb) is not missing]
        assert found, "no route was found"
        return found


def _rules(router: RuleRouter) -> Iterator[Rule]:
    for rule in router.rules:
        yield from _rules(rule.target) if isinstance(rule.target, RuleRouter) else [rule]


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running_server(folder: Path, config: Mapping[str, Any]) -> Iterator[Server]:
    """Yield a server that has this configuration and no other, and its files in a folder."""
    root = folder / "root"
    root.mkdir()
    extensions = {"jpserver_extensions": {"aa_magics": True}}
    settings = {
        "port": _free_port(),
        "open_browser": False,
        "allow_root": True,
        "base_url": BASE,
        "root_dir": str(root),
    }
    loaded = Config({"ServerApp": extensions | settings, "IdentityProvider": {"token": TOKEN}})
    loaded.merge(Config(config))
    started: list[Server] = []
    ready = threading.Event()

    def run() -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        app = ServerApp(config=loaded)
        app.init_signal = lambda: None  # only a main thread has signals
        app.initialize(argv=[])
        app.io_loop.add_callback(ready.set)
        started.append(Server(app, root))
        app.start()

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_NO_CONFIG", "1")
        for name in ("CONFIG", "DATA", "RUNTIME"):
            patch.setenv(f"JUPYTER_{name}_DIR", str(folder / name.lower()))
        thread = threading.Thread(target=run)
        thread.start()
        assert ready.wait(SECONDS), "the server did not start"
        app = started[0].app
        try:
            yield started[0]
        finally:
            app.io_loop.add_callback(app.stop)
            thread.join()
