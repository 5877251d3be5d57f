"""From the words of a pack to operators: a lexicon of categories, and rules over categories.

A rule of a pack, `"last unit" = "Shift(unit, -1)"`, has a pattern of categories and an operator expression over what
they matched. `x?` is optional; `~x` must stand there but is not part of the expression's span; a category used twice
binds `x` and `x2`. Categories are the tables of the pack (`month`, `weekday`, …), its word lists, `int`, `day` (1…31,
and what a pack's table of that name writes otherwise: "1er"), `year` (1000…2999), `year_alone` (1000…1899 with no noun
behind it), `hhmm` (a clock time of four figures), `short` (two figures that stand alone), `lone_day` (such figures that
may be a day, and are not the head of "12-06-2024"), `ordinal` (also "18th": a figure with one of the words of
`suffix`), `roman`, and for
what earlier rules made `expr` and `<grain>_expr` (`year_expr`, `duration_expr`, `weekday_expr`, `clock_expr`, …). A
rule that makes "None" keeps its words from other rules. `end` is the end of the text. Expressions begin with the word
of `article` before them, where the pack lists any: "del" in "antes del 5 de enero". `glued` pairs of tables make one
word ("weekday tod": "Montagabend").
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any

import dateparser

from timeline.errors import BadPack
from timeline.languages import Pack
from timeline.temporal.operators import OPERATORS
from timeline.temporal.operators.base import BEFORE_CHRIST, Nothing, Op
from timeline.temporal.operators.dates import Date

# a word (cut where a capital follows a small letter), a figure, a sign, or the gap between two paragraphs; the group is
# for splitting a text into the pieces and what stands between them
PIECE = re.compile(r"([A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿœ]+|[^\W\d_]+|\d+|[^\w\s]|_|\n\s*\n)")
INTEGER_TABLES = ("month", "weekday", "weekdays", "day", "ordinal", "shift", "decade", "hundreds")
TABLES = (*INTEGER_TABLES, "number", "unit", "units", "season", "tod", "ref", "part", "half", "holiday")
KEYS = {
    "date_order": str,
    "capitalised": list,
    "names": list,
    "beside_figure": list,
    "people": list,
    "dating": list,
    "possessive": list,
    "glued": list,
    "words": dict,
    "tense": dict,
    "rules": dict,
    **dict.fromkeys(TABLES, dict),
}
TENSE_KEYS = (
    "future", "timetabled", "past", "pluperfect",
    "future_endings", "past_endings", "carriers", "ahead", "perhaps_ahead", "either_way", "behind",
    "lasted",
    "determiners", "no_verbs", "neutral", "before_infinitive", "present", "durative",
    "habit", "aside", "nowadays", "intends", "intended", "due", "capital_nouns",
)  # fmt: skip
JOINERS = ("to", "and", "until", "stroke", "either")  # categories between two ends that are expressions of their own
FIGURES = frozenset(
    ("int", "day", "year", "likely_year", "year_alone", "hhmm", "short", "lone_day", "number", "ordinal", "roman")
)  # the categories of what is written in figures
FIGURE_PIECES = 4  # how many pieces a figure takes at most: "5 1/2"
BESIDE = 2  # pieces on either side of a word that are looked through for a figure
CAPITAL, FIGURE = 1, 2  # what a word may ask for to be one of time: a capital letter; a figure beside it
PLUPERFECT = -2  # the sign of a verb that looks back from what is being told: "had signed"
DUE = 2  # what a verb says of which nobody knows whether it came to be: "was to meet"
VAGUE = "X"  # a number that is not known: "some", "alcuni"
NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV"
ROMANS = {numeral.lower(): n for n, numeral in enumerate(NUMERALS.split(), 1)}
YEAR_LIKE = frozenset(("year", "likely_year", "year_alone", "hhmm"))  # the categories of four figures
YEAR_FIGURES = 4
FIGURE_RUN = re.compile(r"[0-9]+")
FIRST_OF_TWENTIETH = 30  # of the years of two figures
ANY = 1  # the bit of every piece, in the sets of categories that are kept as the bits of an integer
SECOND = 2  # the bit of what may be the second piece of a phrase or of a figure
EVERYTHING = -1
WORDS_REMEMBERED, LONGEST_REMEMBERED = 65536, 40  # words at most, of so many letters at most


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


class Known(dict[str, Any]):
    """What a function makes of words, remembered for the words of many texts."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, word: str) -> Any:
        if len(word) > LONGEST_REMEMBERED:
            return self.make(word)
        if len(self) >= WORDS_REMEMBERED:
            self.clear()
        value = self[word] = self.make(word)
        return value


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
    written: bool  # whether it is made from the text itself
    joiner: int | None  # which category joins the two ends of a range that the text names apart


@dataclass(frozen=True, slots=True)
class Entry:
    """What a pack says of a word: alone (category, value, 1 piece), alone if granted what it asks for, in phrases."""

    words: tuple[tuple[str, Any, int], ...]
    asking: tuple[tuple[str, Any, int], ...]  # category, value, what it asks for
    phrases: Mapping[str, list[tuple[tuple[str, ...], str, Any, int]]]  # by their second piece, longest first


@dataclass(frozen=True, slots=True)
class Root:
    """A set of rules, and where they may begin.

    A rule begins at a piece only where the next one can go on with it; that is asked of the bits of their categories
    before any rule is tried, for most words that a rule may begin with begin none ("the", "in").
    """

    node: Node
    composed: bool  # whether the rules are made of what was found
    outer: bool  # whether they set it between words
    words: frozenset[str]  # with which words a rule may begin
    figures: bool  # whether one may begin with a figure
    figure_rules: frozenset[str]  # which figures alone make a rule
    after_figure: frozenset[str]  # what may follow a figure that begins one
    before: int  # how many pieces may stand before the first expression of a rule
    enter: int  # the bits of what a rule may begin with
    follow: Mapping[str, int]  # by the word that a rule may begin with: the bits of what may come next
    follow_figure: int  # the same behind a figure
    follow_year: int  # and behind one of four figures
    follow_item: Mapping[str, int]  # the same behind an expression, by its category


@dataclass(frozen=True, slots=True)
class Grammar:
    """A pack's time words and rules, made ready."""

    lexicon: Mapping[str, Entry]  # by first piece
    bits: Mapping[str, int]  # by category
    lower: Mapping[str, str]  # by piece: what it is matched by
    mask: Mapping[str, int]  # by piece so made: the bits of what may begin with it
    base: Root
    composed: Root  # rules over what was found
    outer: Root  # those that set it between words ("from … to …", "since …"): when it has grown to its full length
    glued: Mapping[str, int]  # words to be cut in two, and where: "montagabend"
    amounts: frozenset[str]  # what makes the figure before it an amount and no year: "billion", "%"
    after_year: frozenset[str]  # what may follow a year that no word announces: "and", "when"
    articles: frozenset[str]  # what an expression begins with although its rule leaves it out: "del"
    names: frozenset[str]  # words of time that have capitals; empty where a capital tells nothing
    suffixes: frozenset[str]  # what makes a figure an ordinal: "th", "°", "."
    tense: Mapping[str, list[tuple[tuple[str, ...], int]]]  # first piece -> what tells a tense, longest first
    endings: tuple[tuple[str, int], ...]
    any_ending: tuple[str, ...]
    dull: set[str]  # words met that tell no tense, unless an apostrophe follows them
    carriers: frozenset[str]  # what may stand between a verb of the future and its participle: "(will) have been"
    ahead: Mapping[str, list[tuple[str, ...]]]  # what before an expression says that it lies ahead, by its last piece
    lasted: frozenset[str]  # before "until" they say that it is over: "went on (until Friday)"
    look: int  # pieces from one on that tell its categories
    perhaps_ahead: Mapping[str, list[tuple[str, ...]]]  # the same, where no verb tells otherwise
    either_way: Mapping[str, list[tuple[str, ...]]]  # what leads up to a month either way, even of a past: "through"
    behind: Mapping[str, list[tuple[str, ...]]]  # what before a date says that it is past: "since"
    leading: frozenset[str]  # the last pieces of these four
    people: Mapping[str, list[tuple[str, ...]]]  # names that end in a word of time, by their last piece: "Theresa May"
    dating: frozenset[str]  # words after which such a word is one of time all the same: "in"
    possessive: Collection[tuple[str, ...]]  # and what it is no name before: "'s"
    points_number: bool  # whether a point makes an ordinal of a figure, "am 9. Mai", so that it ends no sentence
    present: frozenset[str]  # verbs of the present that, beside "today", tell of now: "is (today) a museum"
    nowadays: frozenset[str]  # verbs that say of today how things are in these times: "lives", "know"
    aside: frozenset[str]  # between a thing and a time that only says which one is meant: "the treaty of 1871"
    durative: frozenset[str]  # verbs of the present that make a length of "há trinta anos": "vive (em Lisboa)"
    habit: frozenset[str]  # beside them a date is one of every year: "(usually) in June"
    determiners: frozenset[str]  # what makes of a participle behind it an adjective or a noun: "the (accused)"
    before_infinitive: frozenset[str]  # behind it a word that looks like a past is none: "to (cut)"
    intends: frozenset[str]  # verbs of the past, what is meant by which lies ahead: "decided"
    intended: frozenset[str]  # what may begin that, right behind them: "to"
    intended_endings: tuple[str, ...]  # or how the word right behind them ends
    capital_nouns: bool  # whether nouns are written with a capital letter
    no_verbs: frozenset[str]  # what ends like a verb and is none: "hundred"
    pack: Pack


def _template(source: str, where: str, known: frozenset[str]) -> Callable[[dict[str, Any]], Op | None]:
    """Compile an operator expression such as `Of(month_expr, Shift("year", -1))`: calls, names and constants only.

    An optional category that did not match is None. `known` are the names that the pattern binds.
    """
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        raise BadPack(f"{where}: {source!r} is no operator expression: {error.msg}") from error

    def build(node: ast.expr) -> Callable[[dict[str, Any]], Any]:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OPERATORS:
            operator = OPERATORS[node.func.id]
            args = [build(a) for a in node.args]
            named = {k.arg: build(k.value) for k in node.keywords if k.arg}
            inner = [n for n, a in enumerate(node.args) if isinstance(a, ast.Call)]

            def call(slots: dict[str, Any]) -> Any:
                values = [a(slots) for a in args]
                for n in inner:
                    if values[n] is None:
                        return None  # what an operator is made of does not fit, so neither does the whole
                return operator(*values, **{k: v(slots) for k, v in named.items()})

            return call
        if isinstance(node, ast.Name):
            name = node.id
            if name not in known:
                raise BadPack(f"{where}: {source!r} names {name!r}, which the pattern does not bind")
            return lambda slots: slots.get(name)
        if isinstance(node, ast.Constant | ast.UnaryOp):
            value = ast.literal_eval(node)
            return lambda slots: value
        raise BadPack(f"{where}: {source!r} may hold only {', '.join(OPERATORS)}, categories and constants")

    return build(tree)


def _expand(pattern: str) -> list[tuple[str, ...]]:
    choices = [((word[:-1],), ()) if word.endswith("?") else ((word,),) for word in pattern.split()]
    return [tuple(word for part in chosen for word in part) for chosen in product(*choices)]


def _rules(table: Mapping[str, str], where: str, code: str) -> tuple[Node, Node, Node]:
    base, composed, outer = Node(), Node(), Node()
    for order, (pattern, source) in enumerate(table.items()):
        named = [word.strip("~?") for word in pattern.split()]
        known = frozenset(name + (str(n) if n > 1 else "") for name in named for n in range(1, named.count(name) + 1))
        if source == "Written":
            make = _written(code)
        elif source == "None":
            make = _nothing
        else:
            make = _template(source, f"{where}: [time.rules] {pattern!r}", known)
        for words in _expand(pattern):
            bare = tuple(word.lstrip("~") for word in words)
            before = next((i for i, word in enumerate(words) if not word.startswith("~")), 0)
            after = next((i for i, word in enumerate(reversed(words)) if not word.startswith("~")), 0)
            node = base
            if any(word.endswith("expr") for word in bare):
                node = outer if words[0].startswith("~") and "expr" in bare else composed
            for word in bare:
                node = node.next.setdefault(word, Node())
            if node.rule is None:
                joiner = next((i for i, word in enumerate(bare) if word in JOINERS), None)
                node.rule = Rule(bare, before, after, make, order, source == "Written", joiner)
    return base, composed, outer


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


def in_figures(text: str, order: str) -> date | None:
    """The day that three figures tell in the order of a language ("DMY", "MDY"), or year first; else None.

    Of years of two figures, those from 30 on belong to the twentieth century.

    >>> in_figures("18/06/24", "DMY"), in_figures("2024-06-18", "MDY"), in_figures("18 June 24", "DMY")
    (datetime.date(2024, 6, 18), datetime.date(2024, 6, 18), None)
    """
    figures = FIGURE_RUN.findall(text)
    if len(figures) != 3 or not text.isascii():
        return None
    if len(figures[0]) == YEAR_FIGURES:
        year, month, day = figures
    else:
        day, month, year = figures if order == "DMY" else (figures[1], figures[0], figures[2])
    if len(year) not in (2, YEAR_FIGURES) or len(month) > 2 or len(day) > 2:
        return None
    century = 0 if len(year) == YEAR_FIGURES else 1900 if int(year) >= FIRST_OF_TWENTIETH else 2000
    try:
        return date(century + int(year), int(month), int(day))
    except ValueError:
        return None


def _written(code: str) -> Callable[[dict[str, Any]], Op | None]:
    """The maker for dates in figures ("18/06/24"); dateparser reads those in another order, and "17-Jun-24"."""

    def make(slots: dict[str, Any]) -> Op | None:
        text, order = slots["text"], slots["order"]
        found = in_figures(text, order) or dateparser_date(text, code, order, None, "past")
        return Date(found.year, found.month, found.day) if found and found.year < BEFORE_CHRIST else None

    return make


def _nothing(slots: dict[str, Any]) -> Op | None:
    """The maker for what only looks like a time ("the 1990 World Cup"): it keeps its words from other rules."""
    return Nothing()


Lexicon = dict[str, list[tuple[tuple[str, ...], str, Any, int]]]  # phrase, category, value, asks, by first piece


def _entry(phrases: list[tuple[tuple[str, ...], str, Any, int]]) -> Entry:
    longer: dict[str, list[tuple[tuple[str, ...], str, Any, int]]] = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase[0])):
        if len(phrase[0]) > 1:
            longer.setdefault(phrase[0][1], []).append(phrase)
    alone = [phrase for phrase in phrases if len(phrase[0]) == 1]
    return Entry(
        words=tuple((category, value, 1) for _, category, value, asks in alone if not asks),
        asking=tuple((category, value, asks) for _, category, value, asks in alone if asks),
        phrases=longer,
    )


def _bits(nodes: Iterable[Node]) -> dict[str, int]:
    """A bit for each category that the rules name."""
    bits: dict[str, int] = {}
    stack = list(nodes)
    while stack:
        inner = stack.pop()
        for category, after in inner.next.items():
            bits.setdefault(category, 4 << len(bits))
            stack.append(after)
    return bits


def union(bits: Mapping[str, int], categories: Iterable[str]) -> int:
    """The bits of some categories as one set."""
    found = 0
    for category in categories:
        found |= bits.get(category, 0)
    return found


def _masks(lexicon: Lexicon, bits: Mapping[str, int], suffixes: Iterable[str]) -> dict[str, int]:
    """For each piece that a pack knows, the bits of what may begin with it; for others it is ANY."""
    masks = {word: ANY | union(bits, (phrase[1] for phrase in phrases)) for word, phrases in lexicon.items()}
    for word in ROMANS:
        masks[word] = masks.get(word, ANY) | bits.get("roman", 0)
    for word in lexicon:
        if word[0].isdigit():
            masks[word] |= union(bits, FIGURES) | SECOND
    seconds = {phrase[0][1] for phrases in lexicon.values() for phrase in phrases if len(phrase[0]) > 1}
    for word in (*seconds, *suffixes, ".", ",", "/"):
        masks[word] = masks.get(word, ANY) | SECOND
    return masks


def _following(node: Node, phrases: Iterable[tuple[tuple[str, ...], str, Any, int]], bits: Mapping[str, int]) -> int:
    """The bits of what may come behind the first piece of phrases that begin a rule."""
    found = 0
    for words, category, _, _ in phrases:
        after = node.next.get(category)
        if after is None:
            continue
        if len(words) > 1:
            found |= SECOND
        elif after.rule:
            return EVERYTHING
        else:
            found |= union(bits, after.next)
    return found


def _root(node: Node, lexicon: Lexicon, level: int, bits: Mapping[str, int]) -> Root:
    """A set of rules with the words that may begin one, and how far before its first expression that may be."""
    composed = level > 0
    words = frozenset(word for word, phrases in lexicon.items() if any(p[1] in node.next for p in phrases))
    lengths: dict[str, int] = {}
    for phrases in lexicon.values():
        for phrase, category, _, _ in phrases:
            lengths[category] = max(lengths.get(category, FIGURE_PIECES), len(phrase))
    before, stack = 0, [(node, 0)]
    while composed and stack:
        inner, far = stack.pop()
        if any(category.endswith("expr") for category in inner.next):
            before = max(before, far)
        stack += [
            (after, far + lengths.get(category, FIGURE_PIECES))
            for category, after in inner.next.items()
            if not category.endswith("expr")
        ]
    begun = {category: after for category, after in node.next.items() if category in FIGURES}
    alone = {category for category, after in begun.items() if after.rule}
    behind = SECOND | union(bits, (category for after in begun.values() for category in after.next))
    roman = node.next.get("roman")
    follow = {word: _following(node, phrases, bits) for word, phrases in lexicon.items()}
    if roman is not None:
        for word in ROMANS:
            follow[word] = follow.get(word, 0) | (EVERYTHING if roman.rule else union(bits, roman.next))
    return Root(
        node=node,
        composed=composed,
        outer=level > 1,
        words=words,
        figures=bool(begun),
        figure_rules=frozenset(category for category, after in begun.items() if after.rule),
        after_figure=frozenset(category for after in begun.values() for category in after.next),
        before=before,
        enter=union(bits, node.next),
        follow=follow,
        follow_figure=0 if not begun else EVERYTHING if alone - YEAR_LIKE else behind,
        follow_year=0 if not begun else EVERYTHING if alone else behind,
        follow_item={c: EVERYTHING if n.rule else union(bits, n.next) for c, n in node.next.items()},
    )


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


def _phrases(pack: Pack, category: str) -> list[str]:
    """The one-word phrases of a table or word list, in small letters."""
    table = pack.time.get(category, {})
    phrases = [p for words in table.values() for p in words] if isinstance(table, dict) else []
    phrases += pack.time.get("words", {}).get(category, ())
    return [phrase.lower() for phrase in phrases if phrase.isalpha()]


def _by_last_piece(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(words_of(phrase)[-1], []).append(words_of(phrase))
    return found


@lru_cache(maxsize=64)
def grammar(pack: Pack) -> Grammar:
    """The grammar of a pack; raises BadPack naming file, key and what was expected."""
    _check(pack)
    where = pack.path.name
    asks = {words_of(phrase): CAPITAL for phrase in pack.time.get("capitalised", ())}
    asks |= {words_of(phrase): FIGURE for phrase in pack.time.get("beside_figure", ())}
    lexicon: Lexicon = {}

    def put(phrase: str, category: str, value: Any) -> None:
        words = words_of(phrase)
        if not words:
            raise BadPack(f"{where}: [time] {category}: an empty phrase")
        lexicon.setdefault(words[0], []).append((words, category, value, asks.get(words, 0)))

    for table in TABLES:
        for key, phrases in pack.time.get(table, {}).items():
            value = _value(table, key, where)
            for phrase in phrases:
                put(phrase, table, value)
    for category, phrases in pack.time.get("words", {}).items():
        for phrase in phrases:
            put(phrase, category, phrase)
    glued: dict[str, int] = {}
    for pair in pack.time.get("glued", ()):
        parts = [_phrases(pack, category) for category in pair.split()]
        if len(parts) != 2 or not all(parts):
            raise BadPack(f"{where}: [time] glued: {pair!r} must name two tables or word lists that the pack has")
        glued |= {first + second: len(first) for first in parts[0] for second in parts[1]}
    entries = {word: _entry(phrases) for word, phrases in lexicon.items()}
    nodes = _rules(pack.time.get("rules", {}), where, pack.code)
    bits = _bits(nodes)
    base, composed, outer = (_root(node, lexicon, n, bits) for n, node in enumerate(nodes))
    tense = pack.time.get("tense", {})
    signs: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    kinds = {"neutral": 0, "pluperfect": PLUPERFECT, "due": DUE, "past": -1, "future": 1, "timetabled": 1}
    for key, sign in kinds.items():
        for phrase in tense.get(key, ()):
            # an apostrophe at the end stands for an accent ("fara'") and makes one word with it
            words = (phrase,) if phrase.endswith("'") else words_of(phrase)
            signs.setdefault(words[0], []).append((words, sign))
    for marks in signs.values():
        marks.sort(key=lambda mark: -len(mark[0]))
    endings = tuple(
        (word, sign) for key, sign in (("future_endings", 1), ("past_endings", -1)) for word in tense.get(key, ())
    )
    before_dates = ("ahead", "perhaps_ahead", "either_way", "behind")
    ahead, perhaps, either, behind = (_by_last_piece(tense.get(key, ())) for key in before_dates)
    lists = pack.time.get("words", {})
    amounts, articles, suffixes, after_year = (
        frozenset(w for p in lists.get(key, ()) for w in words_of(p))
        for key in ("amount", "article", "suffix", "after_year")
    )
    named = {*pack.time.get("names", ())}
    names = frozenset(
        w for phrases in lexicon.values() for words, table, *_ in phrases if table in named for w in words
    )
    masks, figure = _masks(lexicon, bits, suffixes), ANY | SECOND | union(bits, FIGURES)
    return Grammar(
        lexicon=entries,
        bits=bits,
        lower=Known(lambda piece: piece.lower() if piece != "’" else "'"),
        mask=Known(lambda piece: masks.get(piece, ANY) | (figure if piece[0].isdigit() else 0)),
        base=base,
        composed=composed,
        outer=outer,
        glued=glued,
        amounts=amounts,
        after_year=after_year,
        articles=articles,
        suffixes=suffixes,
        names=names,
        tense=signs,
        endings=endings,
        any_ending=tuple(ending for ending, _ in endings),
        dull=set(),
        carriers=frozenset(tense.get("carriers", ())),
        ahead=ahead,
        look=max(FIGURE_PIECES, BESIDE + max((len(p[0]) for phrases in lexicon.values() for p in phrases), default=1)),
        perhaps_ahead=perhaps,
        either_way=either,
        behind=behind,
        leading=frozenset().union(ahead, perhaps, either, behind),
        lasted=frozenset(tense.get("lasted", ())),
        people=_by_last_piece(pack.time.get("people", ())),
        dating=frozenset(pack.time.get("dating", ())),
        possessive=tuple(words_of(phrase) for phrase in pack.time.get("possessive", ())),
        points_number=any("day dot month" in pattern for pattern in pack.time.get("rules", {})),
        present=frozenset(tense.get("present", ())),
        nowadays=frozenset(tense.get("nowadays", ())),
        aside=frozenset(tense.get("aside", ())),
        durative=frozenset(tense.get("durative", ())),
        habit=frozenset(tense.get("habit", ())),
        determiners=frozenset(tense.get("determiners", ())),
        before_infinitive=frozenset(tense.get("before_infinitive", ())),
        intends=frozenset(tense.get("intends", ())),
        intended=frozenset(word for word in tense.get("intended", ()) if not word.startswith("-")),
        intended_endings=tuple(word[1:] for word in tense.get("intended", ()) if word.startswith("-")),
        capital_nouns=bool(tense.get("capital_nouns", False)),
        no_verbs=frozenset(tense.get("no_verbs", ())),
        pack=pack,
    )
