"""Messages on a pipe: bytes after their length."""

import os
import struct
from collections.abc import Iterator

_LENGTH = struct.Struct(">Q")
_AT_ONCE = 1 << 20


class WireError(Exception):
    """The other side ended in the middle of a message, or announces a longer one than is taken."""


def send(descriptor: int, message: bytes) -> None:
    """Write a message. Raises OSError where nobody reads any more."""
    for part in (_LENGTH.pack(len(message)), message):
        view = memoryview(part)
        while view:
            view = view[os.write(descriptor, view[:_AT_ONCE]) :]


def receive(descriptor: int, at_most: int) -> bytes | None:
    """Return the next message of at most so many bytes, None at the end. Raises WireError, OSError."""
    head = b"".join(_read(descriptor, _LENGTH.size))
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise WireError("The pipe ended within the length of a message.")
    (length,) = _LENGTH.unpack(head)
    if length > at_most:
        raise WireError(f"A message of {length} bytes is longer than {at_most}.")
    message = b"".join(_read(descriptor, length))
    if len(message) < length:
        raise WireError("The pipe ended within a message.")
    return message


def _read(descriptor: int, size: int) -> Iterator[bytes]:
    while size and (part := os.read(descriptor, min(size, _AT_ONCE))):
        size -= len(part)
        yield part
