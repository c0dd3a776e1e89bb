"""The extension of the Jupyter Server: its settings, its routes, and the end of what it opened."""

import asyncio

from jupyter_server.extension.application import ExtensionApp
from traitlets import Bool, Int, Unicode

from aa_magics.config import Settings, Traits
from aa_magics.server.access import HistoryAccess
from aa_magics.server.agents import AgentHandler, AgentsHandler
from aa_magics.server.runs import RunHandler, RunsHandler

ROUTES = (
    (r"aa-magics/api/agents", AgentsHandler),
    (r"aa-magics/api/agents/([^/]+)", AgentHandler),
    (r"aa-magics/api/runs", RunsHandler),
    (r"aa-magics/api/runs/([^/]+)", RunHandler),
)


class AnalystServer(ExtensionApp):
    """Auto-Analyst for the Jupyter Server. What is not set here comes from the environment (AA_MAGICS_...).

    A policy (aa_magics.toml in /etc/jupyter) goes before both.
    """

    name = "aa_magics"

    history = Bool(None, allow_none=True, config=True, help="Whether runs are kept.")
    history_url = Unicode(None, allow_none=True, config=True, help="The SQLAlchemy URL of the history's database.")
    retention_days = Int(None, allow_none=True, config=True, help="Runs older than this are deleted.")

    def initialize_settings(self) -> None:
        self.access = HistoryAccess(self._chosen)

    def initialize_handlers(self) -> None:
        self.handlers.extend((route, handler, {"access": self.access}) for route, handler in ROUTES)

    async def stop_extension(self) -> None:
        await asyncio.to_thread(self.access.close)

    def _chosen(self) -> Settings:
        kept = {name: getattr(self, name) for name in ("history", "history_url", "retention_days")}
        return Settings.load(Traits("AnalystServer", kept))
