"""Events: the types there are, as data, and the reader that finds them in a text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from timeline.errors import BadPack
from timeline.model import TYPES

TABLE = "types.toml"
LANGS = ("en", "it", "fr", "es", "de", "pt")


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
    names: Mapping[str, str]  # what it is called, by language


@dataclass(frozen=True, slots=True)
class Wording:
    """How events of a type are worded whose type says more than was said of them."""

    name: str
    type: str
    title: str
    alone: str
    names: Mapping[str, str]


WORDING = {"type": str, "title": str, "alone": str, "names": dict}
ROW = {"plover": str, "mode": str, "cameo": str, "lane": str, "symbol": str, "title": str, "alone": str, "names": dict}
LANE = {"light": str, "dark": str}


@cache
def types() -> dict[str, EventType]:
    """All event types by name; raises BadPack naming the key where the table is wrong.

    >>> types()["veto"].plover
    'REJECT'
    """
    return load_types(Path(__file__).parent / TABLE)


@cache
def wordings() -> dict[str, Wording]:
    """Other wordings of the titles of some types, by name; raises BadPack where the table is wrong.

    >>> wordings()["commitment"].type
    'agreement'
    """
    return load_wordings(Path(__file__).parent / TABLE)


def load_wordings(path: Path) -> dict[str, Wording]:
    """The wordings of a file; raises BadPack naming the file, the key and what was expected."""
    where, known = path.name, load_types(path)
    data = tomllib.loads(path.read_text(encoding="utf8"))
    found = {}
    for name, row in data.get("wording", {}).items():
        _checked(row, WORDING, f"{where}: [wording] {name!r}")
        if row["type"] not in known:
            raise BadPack(f"{where}: [wording] {name!r}: 'type' must be a type of the model")
        if absent := [lang for lang in LANGS if not isinstance(row["names"].get(lang), str)]:
            raise BadPack(f"{where}: [wording] {name!r}: 'names' must have a name in {absent[0]}")
        found[name] = Wording(name, **row)
    return found


def load_types(path: Path) -> dict[str, EventType]:
    """The event types of a file; raises BadPack naming the file, the key and what was expected."""
    where = path.name
    try:
        data = tomllib.loads(path.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPack(f"{where} is not TOML in UTF-8, or names a key twice: {error}") from error
    for key in ("lane", "type"):
        if not isinstance(data.get(key), dict):
            raise BadPack(f"{where}: [{key}] must be a table")
    if unknown := sorted(set(data) - {"lane", "type", "wording"}):
        raise BadPack(f"{where}: unknown key {unknown[0]!r}; there are lane, type, wording")
    if missing := [name for name in TYPES if name not in data["type"]]:
        raise BadPack(f"{where}: [type] {missing[0]!r} is missing; every type of the model is expected")
    if unknown := sorted(set(data["type"]) - set(TYPES)):
        raise BadPack(f"{where}: [type] {unknown[0]!r} is no type of the model; there are {', '.join(TYPES)}")
    for name, lane in data["lane"].items():
        _checked(lane, LANE, f"{where}: [lane] {name!r}")
    found = {}
    for name in TYPES:
        row = _checked(data["type"][name], ROW, f"{where}: [type] {name!r}")
        if row["lane"] not in data["lane"]:
            raise BadPack(f"{where}: [type] {name!r}: 'lane' must be one of {', '.join(data['lane'])}")
        if absent := [lang for lang in LANGS if not isinstance(row["names"].get(lang), str)]:
            raise BadPack(
                f"{where}: [type] {name!r}: 'names' must have a name in {', '.join(LANGS)}; {absent[0]} is missing"
            )
        found[name] = EventType(name, **{**row, "mode": row["mode"] or None}, **data["lane"][row["lane"]])
    return found


def _checked(row: Any, keys: Mapping[str, type], where: str) -> dict[str, Any]:
    """A row with exactly the keys that are expected, each of its kind."""
    if not isinstance(row, dict):
        raise BadPack(f"{where} must be a table with {', '.join(keys)}")
    if unknown := sorted(set(row) - set(keys)):
        raise BadPack(f"{where}: unknown key {unknown[0]!r}; there are {', '.join(keys)}")
    for key, kind in keys.items():
        if not isinstance(row.get(key), kind):
            raise BadPack(f"{where}: {key!r} must be a {'table' if kind is dict else 'string'}; it is {row.get(key)!r}")
    return row
