"""Language packs: what the program knows of a language, as data. A pack is one TOML file, `<code>.toml`.

A pack has a `name`, a table `[time]` (read by `timeline.temporal`) and a table `[events]` (read by
`timeline.events`). Code outside this folder names no language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language

from timeline.errors import BadPack

HERE = Path(__file__).parent
KEYS = {"name": str, "time": dict, "events": dict}


@dataclass(frozen=True)
class Pack:
    """One language: its code (ISO 639-1), its own name for itself, and its words for time and events."""

    code: str
    name: str
    time: Mapping[str, Any]
    events: Mapping[str, Any]
    path: Path

    def __hash__(self) -> int:
        return hash((self.code, self.path))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pack) and (self.code, self.path) == (other.code, other.path)


@cache
def codes(folder: Path = HERE) -> tuple[str, ...]:
    """The languages that there is a pack for, as ISO 639-1 codes in alphabetical order."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@cache
def load(code: str, folder: Path = HERE) -> Pack:
    """The pack of a language.

    Raises BadPack where there is none, or where the file is no pack.
    """
    path = folder / f"{code}.toml"
    if code not in codes(folder):
        raise BadPack(f"there is no language pack {code!r}; there are {', '.join(codes(folder))}. Add {path.name}.")
    return load_file(path)


def load_file(path: Path) -> Pack:
    """The pack that a file holds; raises BadPack naming the file, the key and what was expected."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPack(f"{path.name} is not TOML in UTF-8: {error}") from error
    for key, kind in KEYS.items():
        if not isinstance(data.get(key), kind):
            raise BadPack(f"{path.name}: the key {key!r} must be a {'table' if kind is dict else 'string'}")
    if unknown := sorted(set(data) - set(KEYS)):
        raise BadPack(f"{path.name}: unknown key {unknown[0]!r}; a pack has {', '.join(KEYS)}")
    return Pack(path.stem, data["name"], data["time"], data["events"], path)


@cache
def tokenizer(code: str) -> Language:
    """spaCy's tokenizer for a language, without any trained component."""
    import spacy

    return spacy.blank(code)
