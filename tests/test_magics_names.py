"""What counts as the notebook's: frames, names, imports; and that accepted cells stay as they are."""

import pytest

from aa_magics.magics.cellnames import cell_names
from tests.fakes import Notebook

COUNT = "counts = df.value_counts(); counts"
MEANS = "import statistics; means = df.mean(numeric_only=True); means"


def accepted(notebook: Notebook, goal: str, line: str = "") -> list[str]:
    """Answer a goal and execute its cells, as a person does who accepts them."""
    cells = notebook.analyst(goal, line)
    for cell in cells:
        notebook.run(cell).raise_error()
    return cells


def restarted(notebook: Notebook) -> None:
    """Bring the notebook to where a restarted kernel is, the first cell executed."""
    first = notebook.shell.history_manager.input_hist_raw[1]
    notebook.shell.reset()
    notebook.magics.kernel.made.__init__()
    notebook.run(first).raise_error()


def chosen(notebook: Notebook, goal: str = "1") -> str:
    notebook.analyst(goal)
    return str(notebook.bundle["goal"]["frames"][0])


def test_name_a_person_bound_is_not_bound_anew(notebook: Notebook) -> None:
    notebook.run("counts = 3")
    assert "counts_2 = df.value_counts()" in notebook.analyst("counts = df.value_counts()")[0]


def test_import_that_the_notebook_has_is_not_repeated(notebook: Notebook) -> None:
    notebook.run("import statistics\nfrom collections import Counter")
    source = notebook.analyst("import statistics; from collections import Counter; Counter(df.region)")[0]
    assert source.splitlines()[1:] == ["Counter(df.region)"]


def test_import_under_a_name_that_means_something_else_is_kept_apart(notebook: Notebook) -> None:
    notebook.run("Counter = 3")
    assert "Counter as Counter_2" in notebook.analyst("from collections import Counter; Counter(df.region)")[0]


@pytest.mark.parametrize("executed", [False, True])
def test_same_goal_gives_the_same_cells_again(notebook: Notebook, executed: bool) -> None:
    first = accepted(notebook, MEANS) if executed else notebook.analyst(MEANS)
    assert notebook.analyst(MEANS) == first
    assert first[0].startswith("import statistics\n")


@pytest.mark.parametrize("executed", [False, True])
def test_second_goal_leaves_the_names_of_the_first_alone(notebook: Notebook, executed: bool) -> None:
    answer = accepted if executed else Notebook.analyst
    answer(notebook, MEANS)
    second = notebook.analyst(MEANS + "\nmeans.max()")
    assert "means_2 = df.mean(numeric_only=True)" in "\n".join(second)
    assert second[0].startswith("import statistics\n")


def test_restart_and_run_all_changes_nothing(notebook: Notebook) -> None:
    goals = [MEANS, MEANS + "\nmeans.max()", COUNT]
    before = [accepted(notebook, goal) for goal in goals]
    for _ in range(2):
        restarted(notebook)
        assert [accepted(notebook, goal) for goal in goals] == before


def test_run_all_without_a_restart_changes_nothing(notebook: Notebook) -> None:
    goals = [MEANS, MEANS + "\nmeans.max()"]
    before = [accepted(notebook, goal) for goal in goals]
    assert [accepted(notebook, goal) for goal in goals] == before


def test_accepting_later_is_the_same_as_accepting_at_once(notebook: Notebook) -> None:
    goals = [MEANS, MEANS + "\nmeans.max()"]
    at_once = [accepted(notebook, goal) for goal in goals]
    restarted(notebook)
    later = [notebook.analyst(goal) for goal in goals]
    assert later == at_once


def test_joined_cell_is_a_runs_as_well(notebook: Notebook) -> None:
    first = notebook.analyst(MEANS)
    notebook.run(str(notebook.next_input)).raise_error()
    assert notebook.analyst(MEANS) == first


def test_cells_that_run_executed_are_a_runs_as_well(notebook: Notebook) -> None:
    first = notebook.analyst(MEANS, "--run")
    assert notebook.analyst(MEANS) == first


def test_edited_cell_is_a_persons(notebook: Notebook) -> None:
    notebook.analyst("counts = df.value_counts()")
    notebook.run(f"{notebook.next_input}.head(1)").raise_error()
    assert "counts_2 = " in notebook.analyst("counts = df.value_counts()")[0]


def test_run_of_an_earlier_kernel_that_is_inserted_counts_as_one_of_this(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AA_MAGICS_HISTORY", "1")
    first = notebook.analyst(MEANS)
    run_id = notebook.metadata["run"]
    restarted(notebook)
    for _ in range(2):
        notebook.run(f"%analyst insert {run_id}").raise_error()
    assert "means_2 = " in notebook.analyst(f"{MEANS}; 0")[0]
    for source in first:
        notebook.run(source).raise_error()
    assert notebook.analyst(MEANS) == first


def test_undone_run_frees_its_names(notebook: Notebook) -> None:
    notebook.analyst("counts = df.value_counts()")
    notebook.run("%analyst undo").raise_error()
    assert notebook.analyst("counts = df.value_counts('region')")[0].endswith("\ncounts = df.value_counts('region')")


def test_changed_goal_in_the_same_cell_frees_the_names_of_the_one_before(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = {"metadata": {"cellId": "cell-1"}}
    monkeypatch.setattr(type(notebook.shell), "get_parent", lambda shell: request, raising=False)
    accepted(notebook, "counts = df.value_counts()")
    assert notebook.analyst("counts = df.value_counts('region')")[0].endswith("\ncounts = df.value_counts('region')")
    request["metadata"]["cellId"] = "cell-2"
    assert "counts_2 = " in notebook.analyst("counts = df.value_counts('price')")[0]


def test_frame_assigned_last_is_active(notebook: Notebook) -> None:
    notebook.run("other = df.copy()")
    assert chosen(notebook) == "other"


@pytest.mark.parametrize("shown", ["df", "df.head()", "display(df)", "df['n'] = 1", "%%time\ndf"])
def test_frame_shown_or_changed_last_is_active(notebook: Notebook, shown: str) -> None:
    notebook.run("other = df.copy()")
    notebook.run(shown).raise_error()
    assert chosen(notebook) == "df"


def test_frame_whose_column_is_in_the_goal_is_active(notebook: Notebook) -> None:
    notebook.run("other = df.rename(columns={'price': 'weight'})")
    assert chosen(notebook, "1  # price") == "df"
    assert notebook.bundle["plan"]["frames"][0]["why"] == "its column price is in the goal"


def test_named_frame_says_so(notebook: Notebook) -> None:
    notebook.run("other = df.copy()")
    notebook.analyst("1", "df")
    assert notebook.bundle["plan"]["frames"][0]["why"] == "you named it"


def test_hidden_frames_and_what_runs_made_are_not_chosen(notebook: Notebook) -> None:
    notebook.run("_hidden = df.copy()\ndf.head()")
    accepted(notebook, "top = df.head(2)")
    assert chosen(notebook) == "df"
    assert notebook.analyst("1", "top")


def test_goal_asked_again_is_about_the_same_frame(notebook: Notebook) -> None:
    notebook.run("other = df.copy()")
    assert chosen(notebook) == "other"
    notebook.run("df")
    assert chosen(notebook) == "other"
    assert chosen(notebook, "2") == "df"


@pytest.mark.parametrize(
    ("source", "bound"),
    [
        ("a = b = 1; (c, *d), e = f", "abcde"),
        ("for i in x:\n    with y as j:\n        k += 1", "ijk"),
        ("def f():\n    inner = 1\nclass G:\n    inner = 1", "fG"),
        ("[q for q in x]; lambda z: (w := z); {**{k: v for k, v in x}}", ""),
        ("import a.b, c as d\nfrom e import f as g, h", "adgh"),
        ("match x:\n    case [p, *r] | {'k': s}:\n        pass", "prs"),
        ("print((n := 10))", "n"),
        ("x['a'] = 1; y.z = 2; del w", ""),
        ("not python", ""),
    ],
)
def test_names_that_a_cell_binds(source: str, bound: str) -> None:
    assert cell_names(source).bound == set(bound)
