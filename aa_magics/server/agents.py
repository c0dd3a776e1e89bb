"""Agents: the roster, with what is switched and how often each was used."""

from collections.abc import Collection, Mapping

from jupyter_server.auth.decorator import authorized
from pydantic import StrictBool
from tornado.web import authenticated

from aa_magics.agents import roster
from aa_magics.errors import AgentError, HistoryError, close_names
from aa_magics.history import History
from aa_magics.model import Agent, AgentEntry, Model
from aa_magics.server.handler import AnalystHandler


class AgentList(Model):
    items: tuple[AgentEntry, ...]


class Switch(Model):
    on: StrictBool


class AgentsHandler(AnalystHandler):
    @authenticated
    @authorized
    async def get(self) -> None:
        """List the agents; without a history, as the roster has them."""
        try:
            off, uses = await self.access.use(lambda history: (history.agents_off(), history.uses()))
        except HistoryError as error:
            self.log.info("aa_magics lists agents without their history: %s", error.message)
            off, uses = frozenset(agent.name for agent in roster().values() if not agent.on), {}
        self.reply(AgentList(items=tuple(_entry(agent, off, uses) for agent in roster().values())))


class AgentHandler(AnalystHandler):
    @authenticated
    @authorized
    async def patch(self, name: str) -> None:
        """Switch an agent on or off."""
        agent, switch = _agent(name), self.read_body(Switch)

        def set_agent(history: History) -> AgentEntry:
            history.set_agent(name, switch.on)
            return _entry(agent, history.agents_off(), history.uses())

        self.reply(await self.access.use(set_agent))


def _agent(name: str) -> Agent:
    if name not in roster():
        close = ", ".join(close_names(name, roster()) or roster())
        raise AgentError(f"There is no agent named {name!r}.", f"Known agents: {close}.")
    return roster()[name]


def _entry(agent: Agent, off: Collection[str], uses: Mapping[str, int]) -> AgentEntry:
    shown = {"name", "title", "purpose", "variant", "icon"}
    return AgentEntry(**agent.model_dump(include=shown), on=agent.name not in off, uses=uses.get(agent.name, 0))
