"""Events: the types there are, as data, and the reader that finds them in a text."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from timeline.errors import BadPack
from timeline.model import TYPES

TABLE = "types.toml"


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event and how it is shown. `light` and `dark` are the lane's colours in either theme."""

    type: str
    plover: str
    mode: str | None
    cameo: str
    lane: str
    symbol: str
    title: str
    alone: str
    light: str
    dark: str


@cache
def types() -> dict[str, EventType]:
    """All event types by name; raises BadPack naming the key where the table is wrong.

    >>> types()["veto"].plover
    'REJECT'
    """
    data = tomllib.loads((Path(__file__).parent / TABLE).read_text(encoding="utf8"))
    if unknown := set(data["type"]) ^ set(TYPES):
        raise BadPack(f"{TABLE}: [type] must hold exactly the types of the model; check {sorted(unknown)}")
    found = {}
    for name in TYPES:
        row = data["type"][name]
        if row.get("lane") not in data["lane"]:
            raise BadPack(f"{TABLE}: type {name!r}: lane must be one of {', '.join(data['lane'])}")
        try:
            found[name] = EventType(name, **{**row, "mode": row["mode"] or None}, **data["lane"][row["lane"]])
        except (TypeError, KeyError) as error:
            raise BadPack(f"{TABLE}: type {name!r}: {error}") from error
    return found
