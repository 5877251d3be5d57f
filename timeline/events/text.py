"""Tokens, sentences and clauses, as the event reader sees them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc

from timeline.events.index import Index
from timeline.events.vocabulary import Cut, Token, Words, remember
from timeline.gazetteer import Entry, lexicon
from timeline.model import Timex
from timeline.values import value

GLUED = re.compile(r"(?<=[a-zà-öø-ÿ]{3})(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]*$)")
LONGEST = 160  # tokens of a sentence: what is longer is no sentence, and reading costs its length squared
APOSTROPHES = frozenset("'’`")
CLOSED = re.compile(r"(\w+)(\)?)(\.[-–—]+)")  # "(EFE).-", "Luanda.-" end a dateline
YEARLY = re.compile(r"((?:19|20)\d\d)(\.)")  # a year at the end of a sentence, not an ordinal
ENDS = frozenset({".", "!", "?", "…"})
ROMAN = re.compile(r"[IVX]{1,5}")
PARTED = 40  # tokens between a verb and its particle


@value
class Name:
    """A name in a sentence: tokens at…end-1 and the reading that was chosen."""

    at: int
    end: int
    entry: Entry


@dataclass(slots=True)
class Sentence:
    """Tokens of one sentence, the names in it and the timexes."""

    tokens: list[Token]
    text: str = ""
    names: list[Name] = field(default_factory=list)
    timexes: list[tuple[int, Timex]] = field(default_factory=list)  # token index, timex
    paragraph: int = 0
    heading: Timex | None = None  # the day that its paragraph begins with
    _dated: frozenset[int] | None = None
    _index: Index | None = None

    @property
    def dated(self) -> frozenset[int]:
        """The tokens that belong to timexes."""
        if self._dated is None:
            covered: set[int] = set()
            for at, timex in self.timexes:
                i = at
                while i < len(self.tokens) and self.tokens[i].start < timex.end:
                    covered.add(i)
                    i += 1
            self._dated = frozenset(covered)
        return self._dated

    def index(self, words: Words) -> Index:
        """Where the words of a pack's lists stand in it."""
        if self._index is None:
            self._index = Index(self.tokens, words)
        return self._index

    @property
    def start(self) -> int:
        """Where it starts in the article's text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the article's text."""
        return self.tokens[-1].end

    @property
    def closing(self) -> int:
        """Where its last word ends, without the full stop or colon after it."""
        return next((t.end for t in reversed(self.tokens) if t.text[-1:].isalnum()), self.end)


def tokens_of(doc: Doc, words: Words) -> Iterator[Token | None]:
    """The words of a text; None where a paragraph ends."""
    for token in doc:
        text, at = token.text, token.idx
        cuts = words.cuts.get(text)
        if cuts is None:
            cuts = _cut(text, words)
        for offset, part, low, lemma in cuts:
            yield Token(at + offset, at + offset + len(part), part, low, lemma)
        if not cuts and "\n" in text:
            yield None


def _cut(text: str, words: Words) -> tuple[Cut, ...]:
    """What a token is made of, remembered for the next that is written so: () for a space."""
    found: list[Cut] = []
    offset = 0
    for part in () if text.isspace() else parts_of(text, words):
        noun = part[:1].upper() + part[1:] if offset else part  # "China|reise"
        low = words.capitals.get(part) or part.lower().replace("’", "'")
        if low.count("-") > 1 and (whole := without_pronoun(low, words)):
            low = noun = whole
        found.append((offset, part, low, words.lemma(words.capitals.get(noun, noun))))
        offset += len(part)
    remember(words.cuts, text, tuple(found))
    return tuple(found)


def parts_of(text: str, words: Words) -> tuple[str, ...]:
    """The words that a token is made of: of two that run together, and of a compound with a name or a hyphen.

    "endedOn" is two words, and so is "reuniu-se"; with the head "Gipfel", "G7-Gipfel" is three and "Chinagipfel" two.
    """
    closed = CLOSED.fullmatch(text)
    if closed:
        return tuple(part for part in closed.groups() if part)
    if yearly := YEARLY.fullmatch(text):
        return yearly.groups()
    cut = GLUED.search(text)
    if cut:
        return text[: cut.start()], text[cut.start() :]
    pronoun = text.rfind("-")
    if pronoun > 1 and text[pronoun:].lower() in words.lists["clitics"]:
        return text[:pronoun], text[pronoun:]
    if not words.ends or not text[:1].isupper():
        return (text,)
    before, hyphen, last = text.rpartition("-")
    if hyphen:
        told = before and last[:1].isupper() and words.lemma(last) in words.known
        return (before, hyphen, last) if told else (text,)
    head = words.head(text)
    if head:
        at = text.lower().rfind(head.lower())
        if at > 2 and any(e.kind in ("country", "city") for e in named(text[:at], words.lang)):
            return text[:at], text[at:]
    return (text,)


def without_pronoun(low: str, words: Words) -> str:
    """A verb without the pronoun inside it ("reunir-se-á": "reunirá"), or "" where there is none."""
    stem, pronoun, ending = low.rsplit("-", 2)
    return stem + ending if f"-{pronoun}" in words.lists["clitics"] else ""


@lru_cache(maxsize=20_000)
def named(word: str, lang: str) -> tuple[Entry, ...]:
    """What a word is the name of."""
    match = lexicon(lang).match((word,), 0)
    return match[1] if match else ()


def accented(token: Token, apostrophe: Token, text: str, words: Words) -> Token | None:
    """A word whose accent is written as an apostrophe after it ("sara' ricevuto": "sarà"), None where it is none."""
    after = text[apostrophe.end : apostrophe.end + 1]
    if token.end != apostrophe.start or after.isalnum():
        return None
    for letter in words.accents.get(token.low[-1], ""):
        low = token.low[:-1] + letter
        if low in words.known or words.lemma(low) != low:
            written = text[token.start : apostrophe.end]
            return Token(token.start, apostrophe.end, written, low, words.lemma(low))
    return None


def place_of(article: Token, noun: Token, words: Words) -> bool:
    """Whether an article with a capital belongs to a name: "gagnera Le Caire", "a quitté La Havane"."""
    match = lexicon(words.lang).match((article.text, noun.text), 0)
    return match is not None and match[0] > 1


def rejoin(tokens: list[Token], words: Words) -> None:
    """Give verbs whose particle stands at the end of the clause the lemma of both: "lehnte … ab" is "ablehnen"."""
    particles = words.lists["particles"]
    lists = words.lists
    for i, token in enumerate(tokens):
        if token.low not in particles or not i:
            continue
        after = tokens[i + 1].low if i + 1 < len(tokens) else "."
        if after.isalnum() and not any(after in lists[key] for key in ("coordinators", "clause", "relative")):
            continue  # "ab dem 3. Juli"
        for j in range(i - 1, max(-1, i - 1 - PARTED), -1):
            if tokens[j].low == ";":
                break
            lemma = token.low + tokens[j].lemma
            if lemma in words.known and tokens[j].text.islower():
                tokens[j] = replace(tokens[j], low=token.low + tokens[j].low, lemma=lemma)
                break


def opens_after(text: str) -> bool:
    """Whether a starting word after a token begins a sentence: after a lost full stop, or that of a Roman numeral."""
    return text[-1:].isalpha() or (text[-1:] == "." and bool(ROMAN.fullmatch(text[:-1])))


def sentences(doc: Doc, timexes: Sequence[Timex], words: Words, published: date | None) -> list[Sentence]:
    """The sentences of a text: they end at full stops, blank lines, and before a starting word without one."""
    found: list[Sentence] = []
    current: list[Token] = []
    starters = words.lists["starters"]
    text = doc.text
    paragraph = 0

    def close() -> None:
        if current:
            rejoin(current, words)
            found.append(Sentence(list(current), text[current[0].start : current[-1].end], paragraph=paragraph))
            current.clear()

    found_tokens = list(tokens_of(doc, words))
    numeral = False  # whether a full stop stands after a Roman numeral, so that it may be an ordinal: "Karl III. kam"
    for at, token in enumerate(found_tokens):
        if numeral and (token is None or not token.text.islower()):
            close()
        numeral = False
        if token is None:
            close()
            paragraph += 1
            continue
        if current and token.text in APOSTROPHES and (whole := accented(current[-1], token, text, words)):
            current[-1] = whole
            continue
        if token.text in starters and len(current) > 2 and opens_after(current[-1].text):
            following = found_tokens[at + 1] if at + 1 < len(found_tokens) else None
            if following is None or not place_of(token, following, words):
                close()
        current.append(token)
        numeral = token.text == "." and len(current) > 1 and bool(ROMAN.fullmatch(current[-2].text))
        if (token.text in ENDS and not numeral) or len(current) >= LONGEST:
            close()
    close()
    starts = [s.start for s in found]
    for timex in timexes:
        k = bisect_left(starts, timex.start + 1) - 1
        if k < 0:
            continue
        sentence = found[k]
        at = bisect_left([t.start for t in sentence.tokens], timex.start + 1) - 1
        sentence.timexes.append((max(at, 0), timex))
    # A sentence that is nothing but a date belongs to the one after it: a lost full stop cut it off. But the day of
    # publication on a line of its own is the article's date, not the event's.
    for before, after in pairwise(found):
        if len(before.timexes) != 1:
            continue
        timex = before.timexes[0][1]
        if timex.end >= before.closing and timex.start <= before.start:
            if timex.interval and timex.interval.days == 1 and timex.interval.start == published:
                continue
            after.timexes.insert(0, (0, timex))
            after.heading = timex
            if not any(s.paragraph == before.paragraph for s in found[: found.index(before)][-1:]):
                _head(found[found.index(after) + 1 :], before.paragraph, timex)
    return found


def _head(following: Sequence[Sentence], paragraph: int, heading: Timex) -> None:
    """Date the sentences of a paragraph that begins with nothing but a day, where they tell no other day."""
    for sentence in following:
        if sentence.paragraph != paragraph:
            break
        others = [(at, t) for at, t in sentence.timexes if t.interval and t.interval != heading.interval]
        if not others and heading.type == "DATE":
            sentence.timexes = [(0, heading), *((at, t) for at, t in sentence.timexes if not t.interval)]
            sentence.heading = heading
