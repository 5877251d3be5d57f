"""Language packs: what the program knows of a language, as data. A pack is one TOML file, `<code>.toml`.

A pack has a `name`, a table `[time]` (read by `timeline.temporal`) and a table `[events]` (read by
`timeline.events`). Code outside this folder names no language.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from timeline.errors import BadPack

HERE = Path(__file__).parent
LONGEST_RUN = 100  # characters without a space
LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN * 2},}}")
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


class Careful:
    """spaCy's tokenizer, for texts of anybody: a run without a space is cut before it is read.

    On such runs ("((((…", long addresses) spaCy takes time that grows with their square. No word is that long.
    """

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self.tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """The tokens of a text; together they are the text."""
        if LONG_RUN.search(text) is None:
            return self.tokenizer(text)
        cuts = [0]
        for run in LONG_RUN.finditer(text):
            cuts += [*range(run.start(), run.end(), LONGEST_RUN), run.end()]
        cuts.append(len(text))
        pieces = [text[a:b] for a, b in pairwise(dict.fromkeys(cuts)) if b > a]
        return Doc.from_docs([self.tokenizer(piece) for piece in pieces], ensure_whitespace=False)


@cache
def tokenizer(code: str) -> Language:
    """spaCy's tokenizer for a language, without any trained component."""
    import spacy

    # spaCy's bound is for its parser, which needs much memory; a tokenizer alone reads a text of any length.
    nlp = spacy.blank(code)
    nlp.max_length = sys.maxsize
    nlp.tokenizer = Careful(nlp.tokenizer)
    return nlp
