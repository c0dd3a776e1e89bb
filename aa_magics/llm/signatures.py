"""The DSPy signatures of planner and agents: what they are given, and their prompts, which stand nowhere else."""

from typing import Any

import dspy

from aa_magics.llm.planned import Planned
from aa_magics.model import Agent


class PlanGoal(dspy.Signature):
    """Plan how to answer the goal with pandas, in as few steps as it takes: one step where one is enough.
    A step names one agent and says in one sentence what to do, with column names exactly as they stand in frames.
    Where a recipe does a step, name it with its parameters: only those listed, columns by their exact names.
    Else leave recipe null: the agent writes the code.
    uses: frames and variables that the step reads. creates: new variables that a later step uses; else [].
    The last step shows what was asked. Put what you had to guess into assumptions."""

    goal: str = dspy.InputField()
    frames: str = dspy.InputField()
    agents: str = dspy.InputField()
    recipes: str = dspy.InputField()
    earlier_runs: str = dspy.InputField(desc="what this notebook has already")
    last_plan: str = dspy.InputField(desc="yours")
    wrong: str = dspy.InputField(desc="with your last answer: answer anew, in full")
    plan: Planned = dspy.OutputField()


class WriteStep(dspy.Signature):
    """Write the Python code of one step of an analysis, for a notebook cell.
    The variables listed exist already: use them, load nothing, open no file and no address.
    Never change a frame that you were given: assign to new names. Create exactly the variables asked for.
    End with an expression whose value answers the step; print no whole frame, no plt.show().
    Charts: Plotly Express, with titled axes. Import what you use. No magics."""

    goal: str = dspy.InputField(desc="of the whole analysis, of which you write one step")
    dataset: str = dspy.InputField()
    plan_instructions: str = dspy.InputField(desc="the step to write")
    variables: str = dspy.InputField()
    failed_code: str = dspy.InputField(desc="your code, to be mended: keep what is right")
    error: str = dspy.InputField(desc="what is wrong with it")
    code: str = dspy.OutputField()
    summary: str = dspy.OutputField()


class Preprocess(WriteStep):
    """You clean and reshape with pandas. Parse dates with pd.to_datetime, numbers with pd.to_numeric(errors="coerce").
    Say how many rows a filter or a dropped gap costs. Fill gaps only if asked."""


class Statistics(WriteStep):
    """You do statistics with pandas, scipy and statsmodels. Drop rows with gaps in the columns at hand.
    Choose the test by the data, give statistic, p-value, effect size and number of rows in a small table.
    Write model formulas with Q("column") for names that are no identifiers."""


class MachineLearning(WriteStep):
    """You use scikit-learn. Put imputing, encoding and scaling into a Pipeline with the estimator: nothing may leak.
    Split with random_state=0 before fitting, stratified for classes. Show the test scores beside a dummy's."""


class Charts(WriteStep):
    """You draw with plotly.express: one figure, ending in `fig`. Choose the chart by the columns' types.
    Aggregate before you draw bars or lines; sample to 5000 points before a scatter. Put units or aggregates on axes."""


class Features(WriteStep):
    """You derive columns with pandas: assign to a copy under a new name, and end with the new columns' first rows.
    Never derive a feature from the target or from later rows. Divide by zero to missing."""


class Polars(WriteStep):
    """You use Polars: pl.from_pandas(frame) first, lazy where it helps, expressions and no apply.
    Show a polars frame; convert to pandas only if a later step needs it."""


AGENTS: dict[str, type[WriteStep]] = {
    "preprocessing_agent": Preprocess,
    "statistical_analytics_agent": Statistics,
    "sk_learn_agent": MachineLearning,
    "data_viz_agent": Charts,
    "feature_engineering_agent": Features,
    "polars_agent": Polars,
}


def agent_signature(agent: Agent) -> Any:
    """Return the signature of an agent: a built-in one's own, else one made of what its package says of it."""
    shared = WriteStep.instructions
    if known := AGENTS.get(agent.name):
        return known.with_instructions(f"{known.instructions}\n{shared}")
    own = f"You are the agent {agent.title}. {agent.purpose}"
    if agent.signature == Agent.model_fields["signature"].default:
        return WriteStep.with_instructions(f"{own}\n{shared}")
    asked = dspy.Signature(agent.signature, f"{own}\n{shared}")
    for name in ("variables", "failed_code", "error"):
        if name not in asked.input_fields:
            asked = asked.append(name, dspy.InputField(desc=_desc(name)), str)
    return asked


def _desc(name: str) -> str:
    return str(WriteStep.input_fields[name].json_schema_extra["desc"])
