"""What closed questions leave open or say twice: read where it can be, refused by name where it cannot."""

import contextlib
import io
import re

import pandas as pd
import pytest

import aa_magics
from aa_magics.errors import GoalError

PATIENTS = pd.DataFrame(
    {
        "sex": [0, 1] * 20,
        "dose": [float(i % 9) for i in range(40)],
        "pulse": [60.0 + (i * 7) % 31 for i in range(40)],
        "ward": ["1", "2"] * 20,
        "job": ["nurse", "unknown", "cook", "clerk"] * 10,
        "school": ["unknown", "college", "college", "none", "none"] * 8,
    }
)


def answers(goal: str, frame: pd.DataFrame = PATIENTS) -> dict[str, str]:
    namespace: dict[str, object] = {"df": frame.copy()}
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        for cell in aa_magics.analyze(goal, {"df": frame.copy()}).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, "<cell>", "exec"), namespace)
    return dict(re.findall(r"@(\w+)\[(.*?)\]", shown.getvalue()))


def test_rows_are_told_apart_by_what_the_question_calls_them() -> None:
    goal = (
        "What is the mean pulse of male and of female patients? Male patients have sex equal to 1, female patients "
        "have sex equal to 0. @mean_male[mean] @mean_female[mean] where both are rounded to two decimals."
    )
    means = PATIENTS.groupby("sex")["pulse"].mean()
    assert answers(goal) == {"mean_male": f"{means[1]:.2f}", "mean_female": f"{means[0]:.2f}"}


def test_two_slots_with_one_answer_are_refused() -> None:
    goal = "What is the Pearson correlation of dose and pulse? @r_early[r] @r_late[r] rounded to two decimals."
    with pytest.raises(GoalError, match="differs from"):
        aa_magics.analyze(goal, {"df": PATIENTS})


def test_a_threshold_of_a_rule_is_no_value_to_keep_rows_by() -> None:
    goal = (
        "Compute the skewness of pulse with pandas. If the skewness is greater than 1, it is 'skewed', otherwise "
        "'not skewed'. @skewness[number] @shape[shape] where number has two decimals "
        "and shape is 'skewed' or 'not skewed'."
    )
    assert answers(goal)["skewness"] == f"{PATIENTS['pulse'].skew():.2f}"


def test_a_value_of_several_columns_is_that_of_the_column_named_beside_it() -> None:
    goal = "How many rows have an unknown school? @rows[count] where count is an integer."
    assert answers(goal) == {"rows": str((PATIENTS["school"] == "unknown").sum())}


def test_a_verdict_may_have_its_rule_in_the_form() -> None:
    goal = (
        "Is there an association between ward and sex? Perform a chi-square test at a significance level of 0.05. "
        '@association[answer] where "answer" is "yes" if the p-value is less than 0.05 and "no" otherwise.'
    )
    assert answers(goal) == {"association": "yes"}


def test_distances_in_standard_deviations_that_nothing_reads_are_refused() -> None:
    goal = "How many patients have a pulse more than two standard deviations above the mean? @count[integer]"
    with pytest.raises(GoalError, match="deviations"):
        aa_magics.analyze(goal, {"df": PATIENTS})


@pytest.mark.parametrize(
    ("asked", "unread"),
    [
        ("Standardise pulse within each ward and give its maximum. @max_pulse[max]", "within"),
        ("What is the mean pulse? Patients on leave are ignored. @mean_pulse[mean]", "ignored"),
        ("Give the mean pulse of nurses and cooks: job 'nurse' and job 'cook'. @pulse_nurse[a] @pulse_x[b]", "pulse_x"),
        ("What is the mean pulse? Dose must be converted to milligrams first. @mean_pulse[mean]", "converted"),
        ("What is the mean pulse? Give the silhouette as well. @mean_pulse[mean] @silhouette[s]", "silhouette"),
    ],
)
def test_what_no_step_does_is_refused_by_name(asked: str, unread: str) -> None:
    with pytest.raises(GoalError, match=unread):
        answers(asked)


def test_rows_that_stand_more_than_once_are_counted() -> None:
    goal = "How many duplicate rows are there? @duplicate_rows[count] where count is an integer."
    assert answers(goal) == {"duplicate_rows": str(PATIENTS.duplicated().sum())}


def test_a_column_that_is_computed_is_related_to_what_is_no_part_of_it() -> None:
    frame = PATIENTS.assign(weight=[50.0 + i % 13 for i in range(40)])
    goal = (
        'Create a column "relative dose" by dividing the dose by the weight. What is its correlation with the pulse? '
        "Calculate Pearson's r between the new column and 'pulse'. @r[r] rounded to three decimals."
    )
    assert answers(goal, frame) == {"r": f"{(frame.dose / frame.weight).corr(frame.pulse):.3f}"}


def test_a_statistic_of_rows_that_have_no_value_is_refused() -> None:
    asked = "How many pulses are missing, and what is the median of those? Pulse is missing."
    with pytest.raises(GoalError):
        answers(f"{asked} @missing[count] @median_pulse[median]")


def test_groups_are_kept_by_their_size() -> None:
    asked = "Which job has the highest mean pulse among the jobs with at least 12 patients?"
    frame = PATIENTS.assign(
        job=["cook"] * 20 + ["nurse"] * 15 + ["clerk"] * 5, pulse=[50.0] * 20 + [60] * 15 + [90] * 5
    )
    assert answers(f"{asked} Calculate the mean pulse for each job. @job[job]", frame) == {"job": "nurse"}
