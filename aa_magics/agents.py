"""The roster: which agents there are and what each is for. Adding one is an entry here and a recipe module.

Other packages add theirs through the entry point group `aa_magics.agents`, each naming an `Agent`.
"""

from collections.abc import Collection, Mapping
from functools import cache
from importlib.metadata import entry_points

from aa_magics.config import allows_package_agents
from aa_magics.errors import AgentError, close_names
from aa_magics.model import Agent

BUILT_IN = (
    Agent(
        name="preprocessing_agent",
        title="Preprocessing",
        purpose="Looks a frame over, cleans it, parses types and dates, filters, sorts and joins.",
        variant="both",
        icon="broom",
        recipes="aa_magics.recipes.preprocessing",
    ),
    Agent(
        name="statistical_analytics_agent",
        title="Statistics",
        purpose="Summarises, compares groups, measures correlation, tests hypotheses, fits OLS and trends.",
        variant="both",
        icon="sigma",
        recipes="aa_magics.recipes.statistical_analytics",
    ),
    Agent(
        name="sk_learn_agent",
        title="Machine learning",
        purpose="Classifies, predicts and clusters with scikit-learn: a proper split and metrics.",
        variant="both",
        icon="network",
        recipes="aa_magics.recipes.sk_learn",
    ),
    Agent(
        name="data_viz_agent",
        title="Charts",
        purpose="Draws interactive Plotly charts with axes that say what they show.",
        variant="both",
        icon="chart",
        recipes="aa_magics.recipes.data_viz",
    ),
    Agent(
        name="feature_engineering_agent",
        title="Features",
        purpose="Derives columns: ratios, date parts, encodings, bins, lags and rolling windows.",
        variant="both",
        icon="shapes",
        recipes="aa_magics.recipes.feature_engineering",
    ),
    Agent(
        name="polars_agent",
        title="Polars",
        purpose="Writes with Polars instead of pandas, for frames where speed matters.",
        variant="individual",
        icon="bear",
        recipes="aa_magics.recipes.polars",
        on=False,
    ),
)


def roster() -> Mapping[str, Agent]:
    """Return every agent by name: the built-in ones, then those of installed packages where they are allowed."""
    return _with_packages() if allows_package_agents() else _built_in()


@cache
def _built_in() -> Mapping[str, Agent]:
    return {agent.name: agent for agent in BUILT_IN}


@cache
def _with_packages() -> Mapping[str, Agent]:
    found = {**_built_in()}
    for entry in entry_points(group="aa_magics.agents"):
        agent = entry.load()
        found.setdefault(agent.name, agent)
    return found


def pick_agents(wanted: Collection[str], off: Collection[str] = ()) -> tuple[str, ...]:
    """Return the names of the agents that may work on a goal, in the roster's order.

    Those `wanted` by name may work even when they are off by default; with none wanted, all that are on.
    Raises AgentError for an unknown name, or when none is left.
    """
    known = roster()
    for name in wanted:
        if name not in known:
            close = ", ".join(close_names(name, known)) or ", ".join(known)
            raise AgentError(f"There is no agent named {name!r}.", f"Known agents: {close}.")
    chosen = tuple(name for name in known if (name in wanted if wanted else name not in off))
    if not chosen:
        raise AgentError("Every agent is off.", "Switch one on: %analyst agents on data_viz_agent")
    return chosen
