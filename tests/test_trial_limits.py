"""What memory is left, by the files of cgroups, and the limits that the system keeps."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from aa_magics.trial.limits import LIBRARIES, Limits
from aa_magics.trial.memory import memory_left

MB = 1024 * 1024


def write(root: Path, files: dict[str, object]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n")
    return root


def test_without_groups_the_machine_counts(tmp_path: Path) -> None:
    assert memory_left(tmp_path) == pytest.approx(psutil.virtual_memory().available, rel=0.2)


def test_a_container_of_version_2_counts_without_its_cache_of_files(tmp_path: Path) -> None:
    files = {"memory.max": 100 * MB, "memory.current": 90 * MB, "memory.stat": f"anon 5\ninactive_file {20 * MB}"}
    write(tmp_path, {f"sys/fs/cgroup/{name}": text for name, text in files.items()})
    write(tmp_path, {"proc/self/cgroup": "0::/"})
    assert memory_left(tmp_path) == 30 * MB


def test_the_tightest_group_around_counts(tmp_path: Path) -> None:
    inner, outer = "sys/fs/cgroup/hub/ada", "sys/fs/cgroup/hub"
    write(tmp_path, {f"{inner}/memory.max": "max", f"{inner}/memory.current": 5 * MB})
    write(tmp_path, {f"{outer}/memory.max": 50 * MB, f"{outer}/memory.current": 10 * MB})
    write(tmp_path, {"proc/self/cgroup": "0::/hub/ada"})
    assert memory_left(tmp_path) == 40 * MB


def test_a_container_of_version_1_counts(tmp_path: Path) -> None:
    folder = "sys/fs/cgroup/memory"
    write(tmp_path, {f"{folder}/memory.limit_in_bytes": 64 * MB, f"{folder}/memory.usage_in_bytes": 60 * MB})
    write(tmp_path, {f"{folder}/memory.stat": f"total_inactive_file {MB}"})
    write(tmp_path, {"proc/self/cgroup": "7:cpu,memory:/docker/abc\n3:pids:/docker/abc"})
    assert memory_left(tmp_path) == 5 * MB


def test_the_number_that_means_no_limit_is_none(tmp_path: Path) -> None:
    folder = "sys/fs/cgroup/memory"
    write(tmp_path, {f"{folder}/memory.limit_in_bytes": 9223372036854771712, f"{folder}/memory.usage_in_bytes": MB})
    write(tmp_path, {"proc/self/cgroup": "7:memory:/"})
    assert memory_left(tmp_path) > 10 * MB


def test_half_of_what_is_left_is_taken_unless_told() -> None:
    assert Limits(memory_mb=100).resolved().memory_mb == 100
    assert Limits().resolved().memory_mb == pytest.approx(memory_left() / 2 / MB, rel=0.2)
    assert Limits(memory_mb=100).memory == 100 * MB + LIBRARIES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_system_is_told() -> None:
    source = """
import resource
from aa_magics.trial.limits import Limits, set_limits
set_limits(Limits(memory_mb=100, file_mb=3))
print([resource.getrlimit(kind) for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE)])
"""
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str([(0, 0), (3 * MB, 3 * MB)])
