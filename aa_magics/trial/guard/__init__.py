"""What a cell that a model wrote may not do, and what holds it: a check of its source, walls around its process.

    check(source, protected)   reads the source: a message that a person, and a model, can act on
    arm(folder)                shuts the worker in: Landlock and seccomp on Linux, an audit hook everywhere
    is_refusal(error)          tells whether an error was the guard's

The check is for words, the wall is for safety: the check is one that a clever program passes, and nothing rests on it.
On Linux (5.13 on, best from 6.12 on) the wall holds even against native code: the kernel keeps it, and the process
itself cannot take it down.

| in a trial                                          | Linux            | macOS, Windows, older Linux |
|-----------------------------------------------------|------------------|-----------------------------|
| read files of the person, keys in the environment   | no               | not from Python; native readers can |
| write or delete outside the trial's folder          | no               | not from Python; native writers can |
| network: TCP, UDP, DNS, local sockets               | no               | not from Python; native code can    |
| start a program, signal or read another process     | no               | not from Python; native code can    |
| see whether a file exists, how large and how old    | yes              | yes                         |
| use memory and time up to the trial's limits        | yes              | yes                         |
| give a wrong answer                                 | yes              | yes                         |

What it is not: a judgement about the cell in the notebook. There it runs with all the rights of the person who runs it,
as every cell does. A cell that was refused nothing in a trial can still do harm there (it can tell where it is), so
read it first.
"""

from aa_magics.trial.guard.source import Refusal, check
from aa_magics.trial.guard.walls import GuardError, arm, is_refusal

__all__ = ["GuardError", "Refusal", "arm", "check", "is_refusal"]
