"""Collect garbage rarely while much is made that stays."""

from __future__ import annotations

import gc
from threading import Lock
from types import TracebackType

RARELY = 1_000_000  # objects made and kept between two looks for circles among the new ones


class _Rarely:
    """Raises the threshold of the collector as long as anybody is inside, in any thread, and puts it back after that.

    Looking for circles again and again among objects of which none is in one takes a fifth of the time that a long text
    is read in. Where the collector is off, or looks even more rarely, it stays so.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._usual = gc.get_threshold()

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._usual = gc.get_threshold()
                if 0 < self._usual[0] < RARELY:
                    gc.set_threshold(RARELY, *self._usual[1:])
            self._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                gc.set_threshold(*self._usual)


rarely = _Rarely()
