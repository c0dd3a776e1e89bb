"""The wall around system calls: a filter that the kernel runs before each of them, for all threads and for good.

It closes what Landlock leaves open: every socket (UDP, DNS and local ones included), new processes, signals to others,
other processes' memory, metadata of files (owner, mode, times), links, shared memory, mounts, kernel interfaces. A
refused call fails with EPERM, an unknown one (newer than this table, or whose flags a filter cannot see) with
ENOSYS, for which the C library has another way.

The program is classic BPF (linux/filter.h): eight bytes an instruction, run on `struct seccomp_data`.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator, Sequence

NEW, OLD = "aarch64", "x86_64"

# name: number on x86_64, number on aarch64 (None: the processor has no such call)
REFUSED: dict[str, tuple[int | None, int | None]] = {
    # sockets
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendto": (44, 206), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    "recvfrom": (45, 207), "recvmsg": (47, 212), "recvmmsg": (299, 243),
    # new processes and programs
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281), "memfd_create": (319, 279),
    "memfd_secret": (447, 447), "uselib": (134, None), "personality": (135, 92), "setsid": (112, 157),
    "setpgid": (109, 154),
    # other processes
    "rt_sigqueueinfo": (129, 138), "tkill": (200, 130), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "process_madvise": (440, 440), "process_mrelease": (448, 448), "kcmp": (312, 272),
    "setpriority": (141, 140), "ioprio_set": (251, 30), "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119), "sched_setparam": (142, 118), "sched_setattr": (314, 274),
    "migrate_pages": (256, 238), "move_pages": (279, 239), "setrlimit": (160, 164),
    # shared memory and message queues
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semctl": (66, 191), "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188),
    "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    # what Landlock does not govern of files
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None),
    "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54), "utime": (132, None), "utimes": (235, None),
    "futimesat": (261, None), "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "getxattr": (191, 8), "lgetxattr": (192, 9), "fgetxattr": (193, 10), "listxattr": (194, 11),
    "llistxattr": (195, 12), "flistxattr": (196, 13), "truncate": (76, 45),
    "link": (86, None), "linkat": (265, 37), "symlink": (88, None), "symlinkat": (266, 36), "mknod": (133, None),
    "mknodat": (259, 33), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262), "inotify_init": (253, None), "inotify_init1": (294, 26),
    # mounts and name spaces
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97),
    "setns": (308, 268), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    # the kernel itself
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224),
    "swapoff": (168, 225), "acct": (163, 89), "quotactl": (179, 60), "quotactl_fd": (443, 443), "syslog": (103, 116),
    "sethostname": (170, 161), "setdomainname": (171, 162), "settimeofday": (164, 170), "clock_settime": (227, 112),
    "clock_adjtime": (305, 266), "adjtimex": (159, 171), "iopl": (172, None), "ioperm": (173, None),
    "modify_ldt": (154, None), "lookup_dcookie": (212, 18), "vhangup": (153, 58),
}  # fmt: skip
CLONE = (56, 220)
UNSEEN = {"clone3": (435, 435), "openat2": (437, 437)}
"""Calls whose flags stand in memory, where a filter cannot see them; the C library does without."""
OPENS: tuple[tuple[tuple[int, int | None], int], ...] = (((2, None), 1), ((257, 56), 2))
"""`open` and `openat`, and which argument their flags are."""
TO_A_PROCESS = {"kill": (62, 129), "tgkill": (234, 131), "rt_tgsigqueueinfo": (297, 240)}
PRLIMIT, PRCTL, FCNTL, IOCTL, SECCOMP = (302, 261), (157, 167), (72, 25), (16, 29), (317, 277)
LAST_KNOWN = 456

ARCHITECTURES = {OLD: 0xC000003E, NEW: 0xC00000B7}
THREAD, NAMESPACES = 0x00010000, 0x7E020080
"""Of clone's flags: it starts a thread; it makes name spaces."""
PRCTL_REFUSED = (1, 4, 35, 0x59616D61)  # death signal, dumpable, memory map, who may trace
FCNTL_REFUSED = (8, 10, 15)  # who gets a file's signals, and which
IOCTL_ALLOWED = (
    0x5401,
    0x5413,
    0x541B,
    0x5421,
    0x5450,
    0x5451,
    0x802C542A,
)  # terminal? its size, bytes ready, (non)blocking, close

ACCESS, TRUNCATE = 3, 0o1000
"""Of the flags of a file that is opened: how, and to empty it."""
NO_NEW_PRIVILEGES = 38
FILTER_ALL_THREADS = 1
ALLOW, REFUSE, UNKNOWN = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
LOAD, EQUAL, AT_LEAST, ANY_BIT, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16

Instruction = tuple[int, int, int, int]
"""Code, how many to skip if it holds, how many if it does not, operand."""


def processor() -> str | None:
    """Return the processor whose system calls are known here, None on others and in a 32-bit Python."""
    machine = {"amd64": OLD, "arm64": NEW}.get(platform.machine().lower(), platform.machine().lower())
    return machine if machine in ARCHITECTURES and ctypes.sizeof(ctypes.c_void_p) == 8 else None


def forbid_new_privileges() -> None:
    """Give up setuid programs and the like for good, which the kernel asks for before either wall."""
    _call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def install(machine: str) -> None:
    """Have the kernel refuse the calls of `REFUSED` to all threads of this process. Raises OSError where it does "
    "not."""
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in program(machine, os.getpid()))
    kept = ctypes.create_string_buffer(code, len(code))
    head = ctypes.create_string_buffer(struct.pack("@HxxxxxxP", len(code) // 8, ctypes.addressof(kept)))
    place = tuple(ARCHITECTURES).index(machine)
    _call("syscall", SECCOMP[place], 1, FILTER_ALL_THREADS, ctypes.addressof(head))


def program(machine: str, pid: int) -> Sequence[Instruction]:
    """Return the filter for `machine`; signals may go to `pid` only."""
    place = tuple(ARCHITECTURES).index(machine)
    return tuple(_program(ARCHITECTURES[machine], place, pid))


def _program(architecture: int, place: int, pid: int) -> Iterator[Instruction]:
    yield (LOAD, 0, 0, ARCHITECTURE_AT)
    yield (EQUAL, 1, 0, architecture)  # 32-bit calls come with another one
    yield (RETURN, 0, 0, REFUSE)
    yield (LOAD, 0, 0, NUMBER_AT)
    yield from _when(AT_LEAST, LAST_KNOWN + 1, UNKNOWN)  # those of x32 lie above as well
    for numbers in UNSEEN.values():
        yield from _when(EQUAL, numbers[place], UNKNOWN)
    for refused in REFUSED.values():
        if (number := refused[place]) is not None:
            yield from _when(EQUAL, number, REFUSE)
    yield from _for_call(CLONE[place], 0, [(ANY_BIT, NAMESPACES, REFUSE), (ANY_BIT, THREAD, ALLOW)], REFUSE)
    for both in TO_A_PROCESS.values():
        yield from _for_call(both[place], 0, [(EQUAL, pid, ALLOW)], REFUSE)
    yield from _for_call(PRCTL[place], 0, [(EQUAL, option, REFUSE) for option in PRCTL_REFUSED], ALLOW)
    yield from _for_call(FCNTL[place], 1, [(EQUAL, command, REFUSE) for command in FCNTL_REFUSED], ALLOW)
    yield from _for_call(IOCTL[place], 1, [(EQUAL, request, ALLOW) for request in IOCTL_ALLOWED], REFUSE)
    for opens, flags in OPENS:
        if (number := opens[place]) is not None:
            yield from _no_truncation_by_reading(number, flags)
    yield from _reading_limits_only(PRLIMIT[place])
    yield (RETURN, 0, 0, ALLOW)


def _when(code: int, operand: int, outcome: int) -> Iterator[Instruction]:
    yield (code, 0, 1, operand)
    yield (RETURN, 0, 0, outcome)


def _for_call(
    number: int, argument: int, tests: Sequence[tuple[int, int, int]], otherwise: int
) -> Iterator[Instruction]:
    """Yield what decides call `number` by the low half of one of its arguments, an int in the kernel's eyes."""
    body = [(LOAD, 0, 0, ARGUMENTS_AT + 8 * argument)]
    for test in tests:
        body.extend(_when(*test))
    body.append((RETURN, 0, 0, otherwise))
    yield (EQUAL, 0, len(body), number)
    yield from body


def _no_truncation_by_reading(number: int, argument: int) -> Iterator[Instruction]:
    """Yield what refuses to open for reading and truncate: before its version 3 Landlock asks no right for that."""
    yield (EQUAL, 0, 5, number)
    yield (LOAD, 0, 0, ARGUMENTS_AT + 8 * argument)
    yield (AND, 0, 0, ACCESS | TRUNCATE)
    yield (EQUAL, 0, 1, TRUNCATE)
    yield (RETURN, 0, 0, REFUSE)
    yield (RETURN, 0, 0, ALLOW)


def _reading_limits_only(number: int) -> Iterator[Instruction]:
    """Yield what lets `prlimit64` tell limits: its pointer to new ones, both halves, is null."""
    new = ARGUMENTS_AT + 8 * 2
    yield (EQUAL, 0, 6, number)
    yield (LOAD, 0, 0, new)
    yield (EQUAL, 0, 3, 0)
    yield (LOAD, 0, 0, new + 4)
    yield (EQUAL, 0, 1, 0)
    yield (RETURN, 0, 0, ALLOW)
    yield (RETURN, 0, 0, REFUSE)


def _call(function: str, *arguments: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    result = library[function](*(ctypes.c_long(argument) for argument in arguments))
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(
            number, f"seccomp ({function}): {os.strerror(number) if result < 0 else 'a thread could not be bound'}"
        )
