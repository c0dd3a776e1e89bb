"""The guard by effects: programs written to defeat it run for real, against planted secrets, folders and listeners."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from aa_magics.trial.guard import check, landlock, seccomp
from aa_magics.trial.guard.walls import is_refusal
from tests.attacks import Program, programs
from tests.guarded import Listeners, Planted, SharedSecret, Template, filled, plant, told

ATTACKS = {program.name: program for program in programs()}
LINUX = sys.platform == "linux"
WALL = LINUX and landlock.landlock_version() > 0
needs_wall = pytest.mark.skipif(
    not WALL, reason="NO LANDLOCK HERE: the wall around trials is NOT tested on this system"
)
needs_linux = pytest.mark.skipif(not LINUX, reason="planted listeners and the warm process are Linux's")

GAPS_OF_THE_HOOK = set(
    """
    pandas_read_parquet pyarrow_csv pyarrow_parquet pyarrow_dataset pyarrow_memory_map pyarrow_file_system pyarrow_write
    pyarrow_file_system_deletes pyarrow_s3 polars_read_csv polars_scan_csv polars_scan_parquet polars_write polars_sink
    polars_cloud sqlite_attach sqlite_vacuum_into pandas_to_sql_attached numpy_ctypeslib fifo_read_by_another zmq
    system_call_of_32_bits subprocess_of_c cffi kill_the_parent_by_a_descriptor signal_the_parent_through_a_pipe
    slow_the_parent_down pin_the_parent exec_under_the_name_of_a_library pandas_to_parquet shared_memory
    """.split()  # noqa: SIM905
)
"""What passes where the audit hook stands alone, with no check in front and no wall behind."""


class Yard:
    """A place to run programs one after another: what is planted, the listeners, the warm process."""

    def __init__(self, folder: Path, master: Path) -> None:
        folder.mkdir()
        self.folder, self._master = folder, master
        self._listeners = Listeners(folder)
        self._template = Template(master / "notebooks")
        self._site = folder / "site-packages"
        self._site.mkdir()
        self._turns = count()

    def effects(self, program: Program, arm: str) -> set[str]:
        """Run a program, and return what it did that it should not."""
        site = self._site if arm == "nothing" else Path(np.__file__).parent.parent
        name = f"{next(self._turns)}-{program.name}"
        place, out = self.folder / name, self.folder / f"{name}.out"
        planted = Planted(place, self._master, self._listeners, site)
        harm = self._template.run([planted.source(program.source)], arm, place / "own", out)
        return planted.effects(out) | harm

    def source(self, program: Program) -> str:
        return filled(program.source, self.folder, self._site, self._listeners)

    def close(self) -> None:
        self._template.close()
        self._listeners.close()


@pytest.fixture(scope="module")
def yards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Yard]]:
    folder = tmp_path_factory.mktemp("guard")
    secret, master = SharedSecret(), plant(folder / "master")
    yards = [Yard(folder / str(number), master) for number in range(2)]
    yield yards
    for yard in yards:
        yard.close()
    secret.close()


def run_all(yards: list[Yard], chosen: list[Program], arm: str) -> dict[str, set[str]]:
    """Return the effects of each program, some yards working at the same time."""

    def work(number: int) -> dict[str, set[str]]:
        return {p.name: yards[number].effects(p, arm) for p in chosen[number :: len(yards)]}

    with ThreadPoolExecutor(len(yards)) as pool:
        return {name: effects for part in pool.map(work, range(len(yards))) for name, effects in part.items()}


@pytest.fixture(scope="module")
def behind_the_wall(yards: list[Yard]) -> dict[str, set[str]]:
    return run_all(yards, list(ATTACKS.values()), "wall")


def test_there_are_many_attacks() -> None:
    assert len(ATTACKS) >= 80
    assert len(programs()) == len(ATTACKS)


@needs_wall
@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_does_nothing_behind_the_wall_alone(attack: str, behind_the_wall: dict[str, set[str]]) -> None:
    assert behind_the_wall[attack] == set()


@needs_linux
def test_attack_that_the_check_lets_pass_does_nothing_with_the_hook_alone(yards: list[Yard]) -> None:
    passing = [program for program in ATTACKS.values() if check(yards[0].source(program), frozenset()) is None]
    assert {name: effects for name, effects in run_all(yards, passing, "hook").items() if effects} == {}


@needs_linux
def test_check_reads_most_attacks_in_their_source(yards: list[Yard]) -> None:
    refused = [check(yards[0].source(program), frozenset()) for program in ATTACKS.values()]
    assert sum(refusal is not None for refusal in refused) > 0.9 * len(ATTACKS)


@pytest.mark.slow
@needs_linux
def test_most_attacks_work_where_nothing_is_armed(yards: list[Yard]) -> None:
    effects = run_all(yards, list(ATTACKS.values()), "nothing")
    assert sum(map(bool, effects.values())) > 0.8 * len(ATTACKS)


@pytest.mark.slow
@needs_linux
def test_hook_alone_has_no_gaps_but_those_known(yards: list[Yard]) -> None:
    effects = run_all(yards, list(ATTACKS.values()), "hook")
    assert {name for name, seen in effects.items() if seen} <= GAPS_OF_THE_HOOK


@needs_wall
def test_arming_names_what_holds(yards: list[Yard]) -> None:
    yards[0].effects(Program("names", "x = 1"), "guard")
    (out,) = yards[0].folder.glob("*-names.out")
    (holds,) = [line["holds"] for line in told(out) if "holds" in line]
    assert holds[0] == f"landlock {landlock.landlock_version()}"
    assert holds[1:] == ["seccomp", "audit hook"]


@needs_wall
def test_arming_with_threads_is_refused(tmp_path: Path) -> None:
    if landlock.landlock_version() >= landlock.ALL_THREADS_SINCE:
        pytest.skip("this kernel binds all threads")
    code = (
        "import sys, threading, pathlib\n"
        "from aa_magics.trial.guard import GuardError, arm\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "try:\n    arm(pathlib.Path(sys.argv[1]))\n"
        "except GuardError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "2 threads" in done.stdout


@needs_wall
def test_home_and_working_folder_are_not_readable_although_libraries_lie_inside(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "lib" / "used").mkdir(parents=True)
    (home / "lib" / "used" / "__init__.py").write_text("here = 1\n")
    (home / "lib" / "unused.py").write_text("secret = 1\n")
    (home / "own").mkdir()
    code = (
        "import sys, pathlib\n"
        "sys.path.insert(0, '')\nsys.path.insert(1, sys.argv[1] + '/lib')\n"
        "import used\n"
        "from aa_magics.trial.guard import arm\n"
        "arm(pathlib.Path(sys.argv[1]) / 'own')\n"
        "for path in ('lib/used/__init__.py', 'lib/unused.py', 'secret.txt'):\n"
        "    try:\n        print(open(sys.argv[1] + '/' + path).read().strip())\n"
        "    except PermissionError:\n        print('refused')\n"
    )
    (home / "secret.txt").write_text("mine")
    environment = {"HOME": str(home), "PATH": os.defpath}
    command = [sys.executable, "-c", code, str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=home, env=environment)
    assert done.stdout.split("\n")[:3] == ["here = 1", "refused", "refused"]


def test_a_refusal_is_told_from_other_errors() -> None:
    caused = ValueError("no file")
    caused.__cause__ = PermissionError(13, "Permission denied")
    assert is_refusal(PermissionError(1, "Operation not permitted"))
    assert is_refusal(OSError(18, "Invalid cross-device link"))
    assert is_refusal(caused)
    assert not is_refusal(FileNotFoundError(2, "No such file"))
    assert not is_refusal(KeyError("price"))


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_filter_jumps_only_inside_itself(machine: str) -> None:
    code = seccomp.program(machine, 1234)
    assert len(code) < 4096
    ends = [place + 1 + max(true, false) for place, (kind, true, false, _) in enumerate(code) if kind != seccomp.RETURN]
    assert max(ends) < len(code)


@pytest.mark.parametrize(
    ("machine", "call", "arguments", "outcome"),
    [
        ("x86_64", 41, (2, 2, 0), seccomp.REFUSE),  # socket
        ("aarch64", 198, (2, 2, 0), seccomp.REFUSE),
        ("x86_64", 0, (0, 0, 0), seccomp.ALLOW),  # read
        ("aarch64", 63, (0, 0, 0), seccomp.ALLOW),
        ("x86_64", 56, (0x3D0F00, 0, 0), seccomp.ALLOW),  # clone for a thread
        ("aarch64", 220, (0x3D0F00, 0, 0), seccomp.ALLOW),
        ("x86_64", 56, (17, 0, 0), seccomp.REFUSE),  # clone for a process
        ("aarch64", 220, (17, 0, 0), seccomp.REFUSE),
        ("x86_64", 56, (0x10000 | 0x40000000, 0, 0), seccomp.REFUSE),  # clone into a network of its own
        ("x86_64", 435, (0, 0, 0), seccomp.UNKNOWN),  # clone3
        ("x86_64", 0x40000000, (0, 0, 0), seccomp.UNKNOWN),  # x32
        ("x86_64", 62, (1234, 9, 0), seccomp.ALLOW),  # kill itself
        ("x86_64", 62, (1, 9, 0), seccomp.REFUSE),
        ("aarch64", 129, (1, 9, 0), seccomp.REFUSE),
        ("x86_64", 302, (0, 7, 0), seccomp.ALLOW),  # getrlimit
        ("x86_64", 302, (0, 7, 1 << 40), seccomp.REFUSE),  # setrlimit
        ("x86_64", 302, (0, 7, 4096), seccomp.REFUSE),
        ("aarch64", 261, (0, 7, 4096), seccomp.REFUSE),
        ("x86_64", 72, (3, 1, 0), seccomp.ALLOW),  # fcntl F_GETFD
        ("x86_64", 72, (3, 8, 1), seccomp.REFUSE),  # fcntl F_SETOWN
        ("x86_64", 16, (0, 0x5412, 0), seccomp.REFUSE),  # ioctl TIOCSTI
        ("x86_64", 16, (0, 0x5401, 0), seccomp.ALLOW),  # ioctl TCGETS
        ("x86_64", 257, (3, 0, 0o2000000), seccomp.ALLOW),  # openat to read
        ("x86_64", 257, (3, 0, 0o1101), seccomp.ALLOW),  # openat to write anew
        ("x86_64", 257, (3, 0, 0o1000), seccomp.REFUSE),  # openat to read and truncate
        ("aarch64", 56, (3, 0, 0o1000), seccomp.REFUSE),
        ("x86_64", 2, (0, 0o1000, 0), seccomp.REFUSE),
        ("x86_64", 437, (0, 0, 0), seccomp.UNKNOWN),  # openat2
        ("x86_64", 157, (15, 0, 0), seccomp.ALLOW),  # prctl: name of a thread
        ("x86_64", 157, (1, 0, 0), seccomp.REFUSE),  # prctl: death signal
    ],
)
def test_filter_decides_as_told_on_both_processors(
    machine: str, call: int, arguments: tuple[int, int, int], outcome: int
) -> None:
    assert decide(machine, seccomp.ARCHITECTURES[machine], call, arguments) == outcome


def test_filter_refuses_calls_of_another_architecture() -> None:
    assert decide("x86_64", 0x40000003, 20, (0, 0, 0)) == seccomp.REFUSE  # i386


def decide(machine: str, architecture: int, call: int, arguments: tuple[int, int, int]) -> int:
    """Run the filter of `machine` as the kernel would, and return what it says."""
    words = {seccomp.NUMBER_AT: call, seccomp.ARCHITECTURE_AT: architecture}
    for place, argument in enumerate(arguments):
        words[seccomp.ARGUMENTS_AT + 8 * place] = argument & 0xFFFFFFFF
        words[seccomp.ARGUMENTS_AT + 8 * place + 4] = argument >> 32
    code, at, value = seccomp.program(machine, 1234), 0, 0
    while True:
        kind, true, false, operand = code[at]
        if kind == seccomp.RETURN:
            return operand
        if kind in (seccomp.LOAD, seccomp.AND):
            value = words[operand] if kind == seccomp.LOAD else value & operand
            at += 1
            continue
        holds = {seccomp.EQUAL: value == operand, seccomp.AT_LEAST: value >= operand, seccomp.ANY_BIT: value & operand}
        at += 1 + (true if holds[kind] else false)
