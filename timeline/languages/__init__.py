"""Language packs: what the program knows of a language, as data. A pack is one TOML file, `<code>.toml`.

A pack has a `name`, a table `[time]` (read by `timeline.temporal`) and a table `[events]` (read by
`timeline.events`). Code outside this folder names no language.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from timeline.errors import BadPack

HERE = Path(__file__).parent
LONGEST_RUN = 100  # characters without a space
RUNS_REMEMBERED = 200_000
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
    """spaCy's tokenizer, which reads each run of characters between spaces once and remembers its tokens.

    spaCy remembers no run where a language has many exceptions (French), and on a long run without a space ("((((…",
    long addresses) it takes time that grows with its square: such a run is cut before it is read. No word is that long.
    """

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        spaced = [re.escape(rule) for rule in tokenizer.rules if " " in rule.strip()]  # "EE. UU." is one token
        self._run = re.compile("|".join([*(rf"\S*{rule}\S*" for rule in spaced), r"\S+", r"\s+"]))
        self._known: dict[str, tuple[tuple[str, ...], tuple[bool, ...]]] = {}

    def __call__(self, text: str) -> Doc:
        """The tokens of a text; together they are the text."""
        runs, after = self._runs(text)
        known = self._tokens(runs)
        words: list[str] = []
        spaces: list[bool] = []
        for run, space in zip(runs, after, strict=True):
            tokens, within = known[run]
            words += tokens
            spaces += within
            if space:
                spaces[-1] = True
        return Doc(self.tokenizer.vocab, words=words, spaces=spaces)

    def _runs(self, text: str) -> tuple[list[str], list[bool]]:
        """The runs of a text, of characters that are no spaces and of spaces, and whether a single space follows each.

        That space is part of no run, as with spaCy.
        """
        runs: list[str] = []
        after: list[bool] = []
        for run in self._run.findall(text):
            if run[0].isspace():
                if run[0] == " " and runs:
                    after[-1] = True
                    run = run[1:]
                if run:
                    runs.append(run)
                    after.append(False)
            elif len(run) < LONGEST_RUN * 2:
                runs.append(run)
                after.append(False)
            else:
                cut = [run[i : i + LONGEST_RUN] for i in range(0, len(run), LONGEST_RUN)]
                runs += cut
                after += [False] * len(cut)
        return runs, after

    def _tokens(self, runs: Sequence[str]) -> Mapping[str, tuple[tuple[str, ...], tuple[bool, ...]]]:
        """The tokens of runs and the spaces within them; those not met before are read in one go, a line each."""
        known = self._known
        fresh = [run for run in dict.fromkeys(runs) if run not in known]
        if not fresh:
            return known
        if len(known) > RUNS_REMEMBERED:
            known = self._known = {}
            fresh = list(dict.fromkeys(runs))
        for run in fresh:
            if run[0].isspace():
                known[run] = (run,), (False,)
        words: list[str] = []
        spaces: list[bool] = []
        for token in self.tokenizer("\n".join([run for run in fresh if not run[0].isspace()]) + "\n"):
            if token.text == "\n":
                known["".join(w + " " * s for w, s in zip(words, spaces, strict=True))] = tuple(words), tuple(spaces)
                words, spaces = [], []
            else:
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return known


@cache
def tokenizer(code: str) -> Language:
    """spaCy's tokenizer for a language, without any trained component."""
    import spacy

    # spaCy's bound is for its parser, which needs much memory; a tokenizer alone reads a text of any length.
    nlp = spacy.blank(code)
    nlp.max_length = sys.maxsize
    nlp.tokenizer = Careful(nlp.tokenizer)
    return nlp
