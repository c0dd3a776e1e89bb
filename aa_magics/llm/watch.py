"""What the engine tells of its calls: a budget, a consent and a policy stand here, and so does what shows them."""

from typing import Protocol

from aa_magics.model import Call


class Watch(Protocol):
    """Told of every call of a model, one for each time that a text is sent."""

    async def before(self, call: Call) -> None:
        """Called when a call is about to be sent; what it raises stops the call, and nothing is sent.

        `call.usage` is the most that it can take: input tokens counted, output tokens at their limit.
        """
        ...

    async def after(self, call: Call) -> None:
        """Called when a call has come back, or has failed (`call.failure`); `call.usage` is the provider's own."""
        ...

    def waiting(self, step: str | None, text: str) -> None:
        """Called when a call must wait before it is sent again, with what a person is to read."""
        ...


class Silent:
    """A watch that lets every call pass."""

    async def before(self, call: Call) -> None:
        pass

    async def after(self, call: Call) -> None:
        pass

    def waiting(self, step: str | None, text: str) -> None:
        pass
