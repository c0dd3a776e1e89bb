"""What the doctor says of one thing that it looked at."""

from typing import Literal

from aa_magics.model import Model


class Check(Model):
    """One thing that was looked at, on one side; `fix` is the line to type where it is not well, `lines` more on it."""

    side: Literal["kernel", "server"]
    name: str
    ok: bool
    detail: str
    fix: str = ""
    lines: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = f"{'ok     ' if self.ok else 'PROBLEM'} {self.side} {self.name}: {self.detail}"
        more = (f"        {line}" for line in (*self.lines, *([f"type: {self.fix}"] if self.fix else [])))
        return "\n".join([head, *more])
