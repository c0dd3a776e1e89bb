"""What models answer, however they wrap it, is read; what holds no plan or no code says so."""

import pytest

from aa_magics.llm.planned import Planned
from aa_magics.llm.reading import UnreadableError, read_code, read_json

CODE = 'df.groupby("region")["price"].sum()'
STEP = '{"agent": "data_viz_agent", "task": "Draw it", "uses": ["df"]}'
PROSE = "I would be glad to help you! First, let us think about what a region is."

CODE_ANSWERS = {
    "python fence": f"```python\n{CODE}\n```\nsummary: The sums.",
    "words around": f"Here you are:\n\n```python\n{CODE}\n```\n\nSummary: The sums.",
    "py fence": f"```py\n{CODE}\n```\n**Summary:** The sums.",
    "bare fence": f"```\n{CODE}\n```\nsummary: The sums.",
    "tilde fence": f"~~~python\n{CODE}\n~~~\nsummary: The sums.",
    "fence of another language": f"```javascript\n{CODE}\n```\nsummary: The sums.",
    "indented fence": f"  ```python\n{CODE}\n  ```\nsummary: The sums.",
    "no fence": f"{CODE}\nsummary: The sums.",
    "DSPy's markers": f"[[ ## code ## ]]\n{CODE}\n\n[[ ## summary ## ]]\nThe sums.\n\n[[ ## completed ## ]]",
    "markers around a fence": f"[[ ## code ## ]]\n```python\n{CODE}\n```\n\n[[ ## summary ## ]]\nThe sums.",
    "JSON": '{"Code": "df.groupby(\\"region\\")[\\"price\\"].sum()", "Summary": "The sums."}',
    "JSON in a fence": '```json\n{"code": "df.groupby(\\"region\\")[\\"price\\"].sum()", "summary": "The sums."}\n```',
    "JSON with a comma too many": '{"code": "df.groupby(\\"region\\")[\\"price\\"].sum()", "summary": "The sums.",}',
}

PLAN_ANSWERS = {
    "JSON": f'{{"steps": [{STEP}]}}',
    "fenced": f'Sure!\n```json\n{{"steps": [{STEP}]}}\n```\nTell me if you need more.',
    "words around": f'The plan is {{"steps": [{STEP}]}} and that is all.',
    "commas too many": f'{{"steps": [{STEP},],}}',
    "single quotes": f'{{"steps": [{STEP}]}}'.replace('"', "'"),
    "a list": f"[{STEP}]",
    "a single step": STEP,
    "inside of plan": f'{{"plan": {{"steps": [{STEP}]}}}}',
    "other case": f'{{"Steps": [{STEP}]}}'.replace('"agent"', '"Agent"').replace('"task"', '"TASK"'),
    "DSPy's markers": f'[[ ## plan ## ]]\n{{"steps": [{STEP}]}}\n\n[[ ## completed ## ]]',
    "texts for lists": f'{{"steps": [{STEP}]}}'.replace('["df"]', '"df"'),
}


@pytest.mark.parametrize("answer", CODE_ANSWERS.values(), ids=CODE_ANSWERS)
def test_code_is_read_however_it_is_wrapped(answer: str) -> None:
    assert read_code(answer) == (CODE, "The sums.")


@pytest.mark.parametrize("answer", PLAN_ANSWERS.values(), ids=PLAN_ANSWERS)
def test_a_plan_is_read_however_it_is_wrapped(answer: str) -> None:
    (step,) = Planned.model_validate(read_json(answer)).steps
    assert (step.agent, step.task, step.uses, step.recipe) == ("data_viz_agent", "Draw it", ["df"], None)


def test_a_missing_summary_is_no_fault() -> None:
    assert read_code(f"```python\n{CODE}\n```") == (CODE, "")


def test_several_blocks_of_code_are_one() -> None:
    code, _ = read_code("First:\n```python\na = 1\n```\nthen:\n```python\na + 1\n```")
    assert code == "a = 1\n\na + 1"


def test_blocks_that_are_no_python_are_left_out() -> None:
    code, _ = read_code("```bash\npip install x\n```\n```python\n1 + 1\n```\n```text\n2\n```")
    assert code == "1 + 1"


def test_code_with_a_syntax_error_is_handed_on_to_be_repaired() -> None:
    assert read_code("```python\ndf[\n```")[0] == "df["


@pytest.mark.parametrize("answer", [PROSE, "", "```python\n```", "Yes.", "None"])
def test_an_answer_without_code_says_so(answer: str) -> None:
    with pytest.raises(UnreadableError, match="no Python code"):
        read_code(answer)


@pytest.mark.parametrize("code", ["%matplotlib inline\ndf", "!pip install x\ndf", "%%time\ndf", "df?"])
def test_magics_and_shell_commands_are_refused(code: str) -> None:
    with pytest.raises(UnreadableError, match="Magics"):
        read_code(f"```python\n{code}\n```")


@pytest.mark.parametrize("answer", [PROSE, "", "{}", "[]"])
def test_an_answer_without_an_object_says_so(answer: str) -> None:
    with pytest.raises(UnreadableError, match="no JSON"):
        read_json(answer)


@pytest.mark.parametrize("recipe", ["null", "None", "", None])
def test_no_recipe_is_written_in_many_ways(recipe: str | None) -> None:
    assert Planned.model_validate({"steps": [{"task": "x", "recipe": recipe}]}).steps[0].recipe is None


def test_a_recipe_written_like_a_call_is_its_name() -> None:
    assert Planned.model_validate({"steps": [{"recipe": "group_means(value, by)"}]}).steps[0].recipe == "group_means"
