"""Values that are made quickly: for what a text needs thousands of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A dataclass with slots and a hash that nothing is assigned to once it is made; mypy sees to that.

    A frozen dataclass has the interpreter see to it as well, and so takes five times as long to make: it fills every
    field through `object.__setattr__`.

    >>> @value
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1) == Point(1, 0), len({Point(1), Point(1)})
    (Point(x=1, y=0), True, 1)
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
