"""Runs: listed and searched, read, deleted."""

from posixpath import basename

from jupyter_server.auth.decorator import authorized
from jupyter_server.services.sessions.sessionmanager import ModelName
from pydantic import Field
from tornado.web import authenticated

from aa_magics.history import History
from aa_magics.model import Model, Page
from aa_magics.server.handler import AnalystHandler


class RunsQuery(Model):
    """Which runs; `notebook` is a path as the Jupyter Server's contents name it."""

    words: str = Field("", max_length=1000)
    notebook: str | None = Field(None, max_length=4096)
    cursor: str | None = Field(None, max_length=200)
    limit: int = Field(20, ge=1, le=100)


class RunsHandler(AnalystHandler):
    @authenticated
    @authorized
    async def get(self) -> None:
        """List a page of runs, newest first."""
        query = self.read_query(RunsQuery)

        def page(history: History) -> Page:
            notebook = query.notebook and self._kernel_path(query.notebook)
            return history.runs(words=query.words, notebook=notebook, cursor=query.cursor, limit=query.limit)

        self.reply(await self.access.use(page))

    def _kernel_path(self, notebook: str) -> str:
        """Return the path by which a kernel knows its notebook: what the session manager has told it."""
        env = self.session_manager.get_kernel_env(notebook, ModelName(basename(notebook)))
        return str(env["JPY_SESSION_NAME"])


class RunHandler(AnalystHandler):
    @authenticated
    @authorized
    async def get(self, run_id: str) -> None:
        """Show a run with its plan and its cells."""
        self.reply(await self.access.use(lambda history: history.get(run_id)))

    @authenticated
    @authorized
    async def delete(self, run_id: str) -> None:
        """Delete a run."""
        await self.access.use(lambda history: history.delete(run_id))
        self.set_status(204)
        self.finish()
