"""What goes wrong on a thread that nobody waits for must not die with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self


class Bugs:
    """``with Bugs(tell):`` hands over whatever is raised inside, and ends the block there."""

    def __init__(self, tell: Callable[[BaseException], None]) -> None:
        self._tell = tell

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _: type[BaseException] | None,
        problem: BaseException | None,
        __: TracebackType | None,
    ) -> bool:
        if problem is not None:
            self._tell(problem)
        return True
