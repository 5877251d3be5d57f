"""From the words of a pack to operators: a lexicon of categories, and rules over categories.

A rule of a pack, `"last unit" = "Shift(unit, -1)"`, has a pattern of categories and an operator expression over what
they matched. `x?` is optional; `~x` must stand there but is not part of the expression's span; a category used twice
binds `x` and `x2`. Categories are the tables of the pack (`month`, `weekday`, …), its word lists, `int`, `day` (1…31),
`year` (1000…2999) and, for what earlier rules made, `expr` and `<grain>_expr` (`year_expr`, `duration_expr`, …).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any

import dateparser

from timeline.errors import BadPack
from timeline.languages import Pack
from timeline.temporal.operators import OPERATORS, Date, Op

PIECE = re.compile(r"[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+|[^\W\d_]+|\d+|[^\w\s]|_")
INTEGER_TABLES = ("month", "weekday", "ordinal", "shift", "decade")
TABLES = (*INTEGER_TABLES, "number", "unit", "season", "tod", "ref", "part")
KEYS = {
    "date_order": str,
    "capitalised": list,
    "words": dict,
    "tense": dict,
    "rules": dict,
    **dict.fromkeys(TABLES, dict),
}
TENSE_KEYS = ("future", "past", "future_endings", "past_endings")
VAGUE = "X"  # a number that is not known: "some", "alcuni"


@lru_cache(maxsize=65536)
def pieces_of(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where the pieces of a token stand and what they are: words are cut where a capital follows a small letter.

    >>> pieces_of("settembreIl")
    ((0, 9, 'settembre'), (9, 11, 'Il'))
    """
    return tuple((m.start(), m.end(), m.group()) for m in PIECE.finditer(text))


def words_of(phrase: str) -> tuple[str, ...]:
    """A phrase as the pieces that it is matched by.

    >>> words_of("quest’anno")
    ('quest', "'", 'anno')
    """
    return tuple(word.lower().replace("’", "'") for _, _, word in pieces_of(phrase))


@dataclass(slots=True)
class Node:
    """A node of the trie of rules: the next categories, and the rule that ends here."""

    next: dict[str, Node] = field(default_factory=dict)
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its optional parts decided: categories, how many at either end are context, and what it makes."""

    categories: tuple[str, ...]
    before: int
    after: int
    make: Callable[[dict[str, Any]], Op | None]
    order: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """A pack's time words and rules, made ready."""

    lexicon: Mapping[str, list[tuple[tuple[str, ...], str, Any, bool]]]  # first piece -> phrases, longest first
    base: Node
    composed: Node
    tense: Mapping[str, int]
    endings: tuple[tuple[str, int], ...]
    pack: Pack


def _template(source: str, where: str) -> Callable[[dict[str, Any]], Op | None]:
    """Compile an operator expression such as `Of(month_expr, Shift("year", -1))`: calls, names and constants only."""
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        raise BadPack(f"{where}: {source!r} is no operator expression: {error.msg}") from error

    def build(node: ast.expr) -> Callable[[dict[str, Any]], Any]:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OPERATORS:
            operator = OPERATORS[node.func.id]
            args = [build(a) for a in node.args]
            named = {k.arg: build(k.value) for k in node.keywords if k.arg}
            return lambda slots: operator(*(a(slots) for a in args), **{k: v(slots) for k, v in named.items()})
        if isinstance(node, ast.Name):
            name = node.id
            return lambda slots: slots[name]
        if isinstance(node, ast.Constant | ast.UnaryOp):
            value = ast.literal_eval(node)
            return lambda slots: value
        raise BadPack(f"{where}: {source!r} may hold only {', '.join(OPERATORS)}, categories and constants")

    return build(tree)


def _expand(pattern: str) -> list[tuple[str, ...]]:
    choices = [((word[:-1],), ()) if word.endswith("?") else ((word,),) for word in pattern.split()]
    return [tuple(word for part in chosen for word in part) for chosen in product(*choices)]


def _rules(table: Mapping[str, str], where: str, code: str) -> tuple[Node, Node]:
    base, composed = Node(), Node()
    for order, (pattern, source) in enumerate(table.items()):
        make = _template(source, f"{where}: [time.rules] {pattern!r}") if source != "Written" else _written(code)
        for words in _expand(pattern):
            bare = tuple(word.lstrip("~") for word in words)
            before = next((i for i, word in enumerate(words) if not word.startswith("~")), 0)
            after = next((i for i, word in enumerate(reversed(words)) if not word.startswith("~")), 0)
            node = composed if any(word.endswith("expr") for word in bare) else base
            for word in bare:
                node = node.next.setdefault(word, Node())
            if node.rule is None:
                node.rule = Rule(bare, before, after, make, order)
    return base, composed


@lru_cache(maxsize=16384)
def dateparser_date(text: str, code: str, order: str, base: date | None, prefer: str) -> date | None:
    """What dateparser reads a whole expression as: a day, or None. It never falls back on the clock."""
    from datetime import datetime

    settings: dict[str, Any] = {
        "DATE_ORDER": order,
        "PREFER_DATES_FROM": prefer,
        "REQUIRE_PARTS": [] if base else ["day", "month", "year"],
        "STRICT_PARSING": base is None,
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    if base:
        settings["RELATIVE_BASE"] = datetime(base.year, base.month, base.day)
    try:
        found = dateparser.parse(text, languages=[code], settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None
    return found.date() if found else None


def _written(code: str) -> Callable[[dict[str, Any]], Op | None]:
    """The maker for dates in figures ("18/06/24", "2024-06-18"): dateparser knows their forms."""

    def make(slots: dict[str, Any]) -> Op | None:
        found = dateparser_date(slots["text"], code, slots["order"], None, "past")
        return Date(found.year, found.month, found.day) if found else None

    return make


def _check(pack: Pack) -> None:
    where = pack.path.name
    for key, value in pack.time.items():
        if key not in KEYS:
            raise BadPack(f"{where}: unknown key [time] {key!r}; there are {', '.join(KEYS)}")
        if not isinstance(value, KEYS[key]):
            raise BadPack(f"{where}: [time] {key!r} must be a {KEYS[key].__name__}")
    for key in pack.time.get("tense", {}):
        if key not in TENSE_KEYS:
            raise BadPack(f"{where}: unknown key [time.tense] {key!r}; there are {', '.join(TENSE_KEYS)}")


def _value(table: str, key: str, where: str) -> Any:
    if table in INTEGER_TABLES or table == "number":
        if table == "number" and key == VAGUE:
            return None
        try:
            return float(key) if table == "number" else int(key)
        except ValueError:
            raise BadPack(f"{where}: [time.{table}] {key!r}: the key must be a number") from None
    return key


@lru_cache(maxsize=64)
def grammar(pack: Pack) -> Grammar:
    """The grammar of a pack; raises BadPack naming file, key and what was expected."""
    _check(pack)
    where = pack.path.name
    capitalised = {words_of(phrase) for phrase in pack.time.get("capitalised", ())}
    lexicon: dict[str, list[tuple[tuple[str, ...], str, Any, bool]]] = {}

    def put(phrase: str, category: str, value: Any) -> None:
        words = words_of(phrase)
        if not words:
            raise BadPack(f"{where}: [time] {category}: an empty phrase")
        lexicon.setdefault(words[0], []).append((words, category, value, words in capitalised))

    for table in TABLES:
        for key, phrases in pack.time.get(table, {}).items():
            value = _value(table, key, where)
            for phrase in phrases:
                put(phrase, table, value)
    for category, phrases in pack.time.get("words", {}).items():
        for phrase in phrases:
            put(phrase, category, phrase)
    for entries in lexicon.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    base, composed = _rules(pack.time.get("rules", {}), where, pack.code)
    tense = pack.time.get("tense", {})
    signs = {word: sign for key, sign in (("past", -1), ("future", 1)) for word in tense.get(key, ())}
    endings = tuple(
        (word, sign) for key, sign in (("future_endings", 1), ("past_endings", -1)) for word in tense.get(key, ())
    )
    return Grammar(lexicon, base, composed, signs, endings, pack)
