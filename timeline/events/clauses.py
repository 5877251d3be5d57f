"""Clauses: which words of a sentence belong together, and which clause hangs on which.

There is no parser here: a clause begins at a word that opens one (a relative, a conjunction), at a stop, or at a comma
or "and" between two verbs. Verbs are told by the pack: auxiliaries, verbs of saying, endings, and the triggers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from timeline.events.text import Sentence
from timeline.events.vocabulary import Token, Words

STOPS = frozenset({".-", ".–", ".—", ";", ":", "—", "–", "(", ")", "[", "]", "|", "…"})
OPENING, CLOSING = frozenset("(["), frozenset(")]")
QUOTES = frozenset({*'"“”«»„‘’`', "''"})
SHORT_WORD = 5  # letters from which an ending tells a verb
SHORT_PARTICIPLE = 4  # letters from which it tells a participle after a comma
SAYING = 6  # tokens between a verb of saying and what is said
PRONOUN = 2  # letters of a pronoun between a relative and its verb
APPOSED = 10  # tokens of an apposition, "minister of foreign affairs and trade"
LISTENERS = 4  # tokens after "told" that say who was told
PROSPECT = 9  # tokens between "ahead of" and the summit
BEFORE = 3  # tokens between a relative clause and what it tells of


@dataclass(slots=True)
class Clause:
    """One clause: the first of its tokens, how it began, and the clause that it hangs on (None for a main clause)."""

    first: int
    kind: str  # main, relative, sub (after a conjunction), and (a coordinate), said (reported), aside (in brackets)
    parent: int | None = None
    word: str = ""  # the word that opened it
    comma: bool = False  # a relative clause between commas ends with the next one
    verb: int | None = None  # its first verb
    timed: bool = False
    prospect: bool = False  # what something else comes before: "ahead of the summit in Vilnius"


@dataclass(slots=True)
class Clauses:
    """The clauses of a sentence, and for each token the number of its clause."""

    clauses: list[Clause]
    of: list[int]
    verbs: list[bool]
    _own: dict[int, list[int]] = field(default_factory=dict)  # what `own` has answered, as long as `of` stays the same

    def own(self, number: int) -> list[int]:
        """The tokens of a clause, without those of clauses inside it."""
        if not self._own:
            for i, k in enumerate(self.of):
                self._own.setdefault(k, []).append(i)
        return self._own.get(number, [])

    def merge(self, number: int, parent: int) -> None:
        """Make a clause part of another one, and hang on that what hung on it."""
        self.of = [parent if k == number else k for k in self.of]
        self._own.clear()
        for other in self.clauses:
            if other.parent == number:
                other.parent = parent

    def root(self, number: int) -> int:
        """The main clause that a clause hangs on in the end."""
        parent = self.clauses[number].parent
        while parent is not None:
            number, parent = parent, self.clauses[parent].parent
        return number


def is_verb(tokens: Sequence[Token], i: int, words: Words) -> bool:
    """Whether a token looks like a finite verb or an auxiliary, by what the pack says."""
    token, lists = tokens[i], words.lists
    if token.low in lists["auxiliaries"]:
        return True
    if token.lemma in lists["leaving"] and token.text.islower() and token.low != token.lemma:
        return not (i and tokens[i - 1].low in lists["determiners"])
    if token.low in lists["report"] and i and tokens[i - 1].low in lists["determiners"]:
        return False  # "no segundo dia"
    if token.low in lists["report"] or token.lemma in lists["report"]:
        return token.low not in lists["unclear"]  # "state" is rarely a verb
    if len(token.low) < SHORT_WORD or not token.text.islower():
        return False
    before = tokens[i - 1].low if i else ""
    if before in lists["him"] or before in lists["them"]:
        return any(sign > 0 and token.low.endswith(ending) for ending, sign in words.endings)  # "le mènera"
    after = tokens[i + 1].low if i + 1 < len(tokens) else "."
    if words.verb_final and token.low in lists["presents"] and not after[0].isalnum():
        return True  # "die ihn nach Seoul führt"
    participle = not lists["participles"] or token.low.endswith(tuple(lists["participles"]))
    if (before == "," and participle) or before in lists["determiners"]:
        return False  # "seated at the head of a table", "the armed"
    return any(token.low.endswith(ending) for ending, _ in words.endings)


class _Splitter:
    """Walks over a sentence once and opens and closes clauses."""

    def __init__(
        self, sentence: Sentence, triggers: Collection[int], words: Words, summits: Collection[int] = ()
    ) -> None:
        self.tokens, self.lists, self.words = sentence.tokens, words.lists, words
        self.summits = summits
        self.index = sentence.index(words)
        self.opening = self.index.several(("relative", "relative_articles", "clause", "coordinators"))
        self.telling = self.index.several(("report",))
        named = {i for name in sentence.names for i in range(name.at, name.end)}
        verbal = set(triggers)
        self.named = named
        self.people = {n.end - 1 for n in sentence.names if n.entry.kind in ("leader", "demonym")}
        self.dated = sentence.dated
        dated, infinitive = sentence.dated, self.lists["infinitive"]
        self.verbs = [
            (i in verbal or (i not in named and i not in dated and is_verb(self.tokens, i, words)))
            and not (i and self.tokens[i - 1].low in infinitive)
            for i in range(len(self.tokens))
        ]
        for i in range(1, len(self.tokens)):
            self.verbs[i] = self.verbs[i] or self.told_of(i)
        self.clauses = [Clause(0, "main")]
        self.now = 0
        self.of: list[int] = []
        self.closing = False  # whether a bracket closes
        lists = self.lists
        self.verb_final = words.verb_final
        self.prepositions = lists["prepositions"] | lists["place"]
        self.openers = lists["clause"] - lists["relative"] - lists["coordinators"]

    def told_of(self, i: int) -> bool:
        """Whether a word is the verb right after a relative, whatever its tense: "a visit that ends on Sunday"."""
        token = self.tokens[i]
        if token.low == token.lemma or not token.text.islower() or i in self.named or i in self.dated:
            return False
        if not self.lists["infinitives"]:
            return self.third(i)
        if not any(token.lemma.endswith(ending) for ending in self.lists["infinitives"]):
            return False
        before = i - 1 if len(self.tokens[i - 1].low) > PRONOUN else i - 2  # "qui s'achève", "que se encerra"
        return any(j > 0 and self.tokens[j].low in self.lists["relative"] for j in (i - 1, before))

    def third(self, i: int) -> bool:
        """Whether a word right after a relative, or after it and an adverb, has the ending of the present, and what a
        verb has with it follows: "a trip that also includes Uzbekistan", not "that leaders signed"."""
        token, last = self.tokens[i], len(self.tokens) - 1
        adverb = i > 1 and self.tokens[i - 1].low in self.lists["adverbs"]
        opened = self.tokens[i - 1 - adverb].low in self.lists["relative"]
        ending = any(token.low.endswith(e) for e in self.lists["present_endings"])
        if not (opened and ending) or i == last or not self.lists["persons"].isdisjoint((token.low, token.lemma)):
            return False
        after = self.tokens[i + 1].low
        return (
            i + 1 in self.named
            or i + 1 in self.dated
            or any(after in self.lists[k] for k in ("determiners", "place", "whom"))
        )

    def run(self) -> Clauses:
        opening, verbs, dated, tokens = self.opening, self.verbs, self.dated, self.tokens
        for i in range(len(tokens)):
            after = i and (verbs[i - 1] or i - 1 in dated)
            if (
                after
                or i in opening
                or self.summits
                or not tokens[i].low[0].isalnum()
                or self.clauses[self.now].prospect
            ):
                self.step(i)  # for most words a step would do nothing
            self.of.append(self.now)
            if self.closing:
                self.now, self.closing = self.clauses[self.now].parent or 0, False
            elif self.verbs[i] and self.clauses[self.now].verb is None:
                self.clauses[self.now].verb = i
        return Clauses(self.clauses, self.of, self.verbs)

    def open(self, i: int, kind: str, parent: int | None, comma: bool = False) -> None:
        self.clauses.append(Clause(i, kind, parent, self.tokens[i].low, comma))
        self.now = len(self.clauses) - 1

    def step(self, i: int) -> None:
        """Open or close a clause at token i, where it does."""
        token = self.tokens[i]
        low = token.low
        if i in self.dated and (not low.isalpha() or (low in self.openers and i - 1 in self.dated)):
            return  # "Friday (14)" is one date, "mehr als fünfstündig" one length
        if low in self.openers and i and (self.phrase(i) or self.limits(i)):
            return
        ahead = self.clauses[self.now]
        if ahead.prospect and ahead.parent is not None and (
            self.verbs[i] or (self.verb_final and low in self.lists["with"])
        ):  # fmt: skip
            self.now = ahead.parent  # "hat vor dem Gipfel am Freitag mit Monti gesprochen"
        if self.summits and self.prospect(i):
            self.open(i, "sub", self.now if i else 0)
            self.clauses[self.now].prospect = True
            return
        if i not in self.opening and low[0].isalnum() and not (i and (self.verbs[i - 1] or i - 1 in self.dated)):
            return  # most words
        if low in OPENING:
            self.open(i, "aside", self.now)
        elif low in CLOSING and self.clauses[self.now].kind == "aside":
            self.closing = True
        elif low in STOPS or (low == "-" and self.spaced(i)):
            if low != "…" and i + 1 < len(self.tokens):
                self.open(i, "main", None)
        elif i and (low in self.lists["relative"] or self.article(i)):
            said = self.said(i)
            # an opener right before ("prima che", "después de que") keeps the clause that it opened
            first = self.clauses[self.now].first
            opened = i == first + 1 or (i == first + 2 and self.tokens[i - 1].low in self.lists["genitive"])
            if not (opened and self.clauses[self.now].kind == "sub"):
                comma = any(t.low == "," for t in self.tokens[max(0, i - 2) : i])
                self.open(i, "said" if said else "relative", self.now, comma)
        elif low in self.openers and not self.counts(i) and not self.adverbial(i) and not self.preposition(i):
            self.open(i, "sub", self.now if i else 0)
        elif low == "," or low in self.lists["coordinators"]:
            self.joint(i, low == ",")
        elif self.reports(i) and self.verb_in(i) and self.clauses[self.now].kind != "said":
            self.open(i, "said", self.now)  # "the Kremlin said Putin would go"

    def prospect(self, i: int) -> bool:
        """Whether what a sentence tells is said to come before a summit: "ahead of the NATO summit in Vilnius"."""
        taken = self.index.begins("prospect").get(i, 0)
        first = i + taken
        for j in range(first, min(first + PROSPECT, len(self.tokens)) if taken else first):
            if j in self.summits:
                return True
            if self.verbs[j] or self.tokens[j].low == "," or self.tokens[j].low in STOPS:
                return False
        return False

    def counts(self, i: int) -> bool:
        """Whether a word that opens a clause ("prima di", "als") only counts here: "la prima visita", "als erster"."""
        after = self.tokens[i + 1].low if i + 1 < len(self.tokens) else ""
        if self.tokens[i].low not in self.lists["first"]:
            return self.verb_final and after in self.lists["first"]
        counted = i > 0 and self.tokens[i - 1].low in self.lists["determiners"]
        return counted or not (after in self.lists["genitive"] or after in self.lists["relative"])

    def preposition(self, i: int) -> bool:
        """Whether what may open a clause stands inside one, without a comma, where commas part clauses: "hat heute als
        Vorsitzender ein Gespräch geführt", "hat während seines Besuchs Putin getroffen"."""
        if not self.verb_final or self.tokens[i].low not in self.lists["prepositions"] or not i:
            return False
        before = self.tokens[i - 1]
        verb = self.clauses[self.now].verb
        after = i + 1 < len(self.tokens) and not self.verbs[i + 1]  # but "kürzer als erwartet"
        joined = before.low in self.lists["coordinators"]
        return before.text[-1].isalnum() and verb is not None and after and not joined

    def adverbial(self, i: int) -> bool:
        """Whether "after" or "before" stands alone, with a finite verb right after it: "y horas después fue recibido",
        "e depois foi a Portugal"; only languages that tell infinitives apart have it so."""
        if not self.lists["infinitives"] or self.verb_final or i + 1 >= len(self.tokens) or not self.verbs[i + 1]:
            return False
        verb = self.tokens[i + 1]
        return self.tokens[i].low in self.lists["after"] | self.lists["offset"] and (
            verb.low != verb.lemma and not verb.low.endswith(tuple(self.lists["participles"] or ("\0",)))
        )

    def phrase(self, i: int) -> bool:
        """Whether an opener is only part of what a negation goes with: "will not travel as planned", "doch nicht"."""
        return any(self.words.has("dropped", self.tokens, j) > max(1, i - j) for j in (i, i - 1) if j >= 0)

    def limits(self, i: int) -> bool:
        """Whether a date follows an "until" right after a verb: "put off until October a visit to Rome"."""
        return self.tokens[i].low in self.lists["until"] and i + 1 in self.dated and self.verbs[i - 1]

    def article(self, i: int) -> bool:
        """Whether an article that may be a relative is one: after a comma, with a verb to come ("Xi, der nach Rom
        reist"), but not "Xi, der Präsident"."""
        if self.tokens[i].low not in self.lists["relative_articles"]:
            return False
        before = self.tokens[i - 1].low
        if before != "," and (i < 2 or self.tokens[i - 2].low != "," or before not in self.prepositions):
            return False
        return not (before == "," and self.date_apart(i - 1)) and (self.verb_in(i + 1) or self.carries(i))

    def carries(self, i: int) -> bool:
        """Whether a pronoun follows what may be an article, so that it is none, with the verb at the end of its clause:
        "eine Reise, die ihn am Dienstag nach Peking und am Freitag nach Seoul führt"."""
        after = self.tokens[i + 1].low if i + 1 < len(self.tokens) else ""
        if after not in self.lists["he"] | self.lists["she"]:
            return False
        last = len(self.tokens)
        end = next((j for j in range(i + 1, last) if self.tokens[j].low in STOPS | {",", "."}), last)
        return any(self.verbs[i + 1 : end])

    def date_apart(self, comma: int) -> bool:
        """Whether nothing but a date stands between a comma and the one before: ", am 15. Juli, die Kanzlerin"."""
        i = comma - 1
        while i > 0 and (i in self.dated or self.tokens[i].low in self.prepositions):
            i -= 1
        return i < comma - 1 and self.tokens[i].low == ","

    def said(self, i: int) -> bool:
        """Whether what begins at token i is what somebody says: a verb of saying came in its clause, no name since."""
        if i - 1 in self.named:
            return False
        report, persons = self.lists["report"], self.lists["persons"]
        titled = False
        for j in range(i - 1, max(-1, i - 1 - SAYING), -1):
            titled = titled or not persons.isdisjoint((self.tokens[j].low, self.tokens[j].lemma))
            if self.of[j] == self.now and self.verbs[j]:
                if titled and self.tokens[i - 1].low == "," and not self.verb_final:
                    return False  # "said the minister, who will fly"
                return not report.isdisjoint((self.tokens[j].low, self.tokens[j].lemma))
        return False

    def reports(self, i: int) -> bool:
        """Whether a verb of saying stands right before token i, which is none itself, or with the day on which it was
        said between: "said on Tuesday he would go"."""
        if not self.telling:
            return False
        at = i - 1
        if at > 0 and not self.in_date(i):
            while at > 0 and self.in_date(at):
                at -= 1
            told = next((k for k in range(at, max(-1, at - LISTENERS), -1) if self.verbs[k]), at)
            at = told if at < i - 1 else at  # "told U.N. inspectors on Monday it would"
        if at < 0 or self.verbs[i] or not self.verbs[at]:
            return False
        told = next((k for k in range(i, min(i + LISTENERS, len(self.tokens))) if self.in_date(k) or self.verbs[k]), i)
        if self.in_date(told) and self.said_on(told):
            return False  # "told reporters on Monday" tells nothing of reporters
        return not self.lists["report"].isdisjoint((self.tokens[at].low, self.tokens[at].lemma))

    def in_date(self, i: int) -> bool:
        """Whether a token belongs to a date, or is the preposition right before one."""
        if i in self.dated:
            return True
        return i + 1 in self.dated and any(self.tokens[i].low in self.lists[key] for key in ("about", "place"))

    def said_on(self, i: int) -> bool:
        """Whether the date that begins at token i stands before the subject of what is said: it is that of the
        saying."""
        after = next((k for k in range(i, len(self.tokens)) if not self.in_date(k)), len(self.tokens))
        if after == len(self.tokens) or after in self.opening or self.verbs[after]:
            return False
        subject = after in self.named or any(
            self.tokens[after].low in self.lists[key] for key in ("pronouns", "determiners", "neuter")
        )
        return subject and self.verb_in(after)

    def joint(self, i: int, comma: bool) -> None:
        """At a comma or an "and": close what is between commas, or begin a coordinate clause where verbs meet."""
        clause = self.clauses[self.now]
        if clause.prospect and clause.parent is not None and self.verb_in(i + 1):
            self.now = clause.parent  # "met ahead of the summit in Vilnius and discussed"
            clause = self.clauses[self.now]
        another = clause.verb is not None and self.verbs[i + 1 : i + 2] == [True] and not self.verb_final
        if comma and self.date_apart(i) and not another:
            return
        root = self.clauses[0] if clause.parent is None else self.clauses[self.root()]
        if comma and clause.kind == "relative" and clause.comma and clause.verb is not None:
            if self.listed(i) or self.between(i):
                return
            self.now = clause.parent or 0
            clause = self.clauses[self.now]
            if clause.verb is None or not self.verb_in(i + 1):
                return
        verbless = clause.kind == "sub" and clause.verb is None and clause.word in self.lists["prepositions"]
        if comma and verbless and root.verb is None and any(self.verbs[i:]):
            self.now = self.root()  # "Three months after the tariffs, Lula and the president, Trump, sat down"
            return
        if comma and self.told_aside(i):
            self.open(i, "relative", self.now, comma=True)
            self.verbs[i + 1] = True
            return
        has_verb = self.verb_in(i + 1)
        if comma and verbless and has_verb and clause.parent is not None and self.of[i - 1] == self.now:
            self.open(i, "and", self.root())  # "landed on Monday and, before reaching the town, visited the king"
            return
        if comma and has_verb and self.enumerated(i):
            return  # "hatte er mit Merkel, Hollande und Poroschenko verhandelt"
        if has_verb and self.verb_final and (self.bracketed(i) or (not comma and self.between_names(i))):
            return  # "waren Merkel und Trump in Hamburg zusammengetroffen"
        if comma and clause.kind == "relative" and clause.verb is None and any(
            self.tokens[j].low == "," and self.apposed(j) == i for j in range(clause.first + 1, i)
        ):  # fmt: skip
            return  # "the visit that the minister, Sergei Lavrov, was to make"
        if comma and has_verb and root.verb is None and clause.parent is not None:
            self.now = self.root()  # "After touring the ruins, the four sat down"
            return
        if has_verb and comma and clause.verb is not None and self.quoted(i):
            self.open(i, "main", None)
            return
        if has_verb and clause.verb is not None:
            parent = self.now
            if clause.kind == "relative" and clause.parent is not None and self.resumes(i, clause.verb):
                parent = clause.parent
            apart = comma or (self.tokens[i - 1].low == "," and clause.kind == "sub")
            if apart and clause.kind in ("sub", "relative") and not self.verbs[i + 1]:
                parent = self.root()
            self.open(i, "and", parent)

    def resumes(self, i: int, verb: int) -> bool:
        """Whether the bare verb after "and" goes on with the infinitives before a relative clause in the past: "was to
        visit those who survived and meet with the king"."""
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else self.tokens[i]
        bare = after.low == after.lemma and self.verbs[i + 1 : i + 2] == [True] and not self.lists["infinitives"]
        past = self.tokens[verb].low != self.tokens[verb].lemma
        return bare and past and not self.verb_final

    def quoted(self, i: int) -> bool:
        """Whether a comma ends what is quoted and who says so follows: "A good day," Brende said after meeting her."""
        marks = {t.low for t in (*self.tokens[max(0, i - 1) : i], *self.tokens[i + 1 : i + 2])}
        if marks.isdisjoint(QUOTES):
            return False
        verb = next((j for j in range(i + 1, len(self.tokens)) if self.verbs[j]), None)
        if verb is None:
            return False
        near = self.tokens[verb : verb + 2]  # "a déclaré"
        report = self.lists["report"]
        return any(not report.isdisjoint((t.low, t.lemma)) for t in near)

    def told_aside(self, i: int) -> bool:
        """Whether nothing but a participle and what goes with it stands between a comma and the next one, before the
        verb of its clause: "Trump, landed last night in Rome, met the Pope"."""
        first = i + 1
        if self.verb_final or not i or first >= len(self.tokens) or self.clauses[self.now].verb is not None:
            return False
        before, after, lists = self.tokens[i - 1], self.tokens[first], self.lists
        known = i - 1 in self.people or not lists["persons"].isdisjoint((before.low, before.lemma))
        ending = after.low.endswith(tuple(lists["participles"] or ("\0",))) and len(after.low) >= SHORT_PARTICIPLE
        helps = after.low in lists["auxiliaries"] or not lists["persons"].isdisjoint((after.low, after.lemma))
        if not known or not ending or helps or first in self.dated or not after.text.islower():
            return False
        end = next((j for j in range(first + 1, len(self.tokens)) if self.tokens[j].low == "," or self.verbs[j]), 0)
        return end > 0 and self.tokens[end].low == "," and self.verb_in(end + 1)

    def names_on_both_sides(self, i: int) -> bool:
        """Whether a coordinator joins two names: "France and Saudi Arabia"."""
        near = range(i + 1, min(i + BEFORE, len(self.tokens)))
        return i - 1 in self.named and any(
            j in self.named and all(self.tokens[k].low in self.lists["determiners"] for k in range(i + 1, j))
            for j in near
        )

    def between(self, i: int) -> bool:
        """Whether a comma opens or closes nothing but a date and the clause goes on after it, with no verb of another:
        "where Russia cast, on 25 February, its veto"."""
        small = self.lists["determiners"] | self.lists["place"]
        for step in (1, -1):
            j = i + step
            while 0 < j < len(self.tokens) - 1 and (j in self.dated or self.tokens[j].low in small):
                j += step
            first, last = sorted((i, j))
            if self.tokens[j].low == "," and any(k in self.dated for k in range(first, last)):
                return not self.verb_in(last + 1)
        return False

    def listed(self, i: int) -> bool:
        """Whether a comma parts a title from its name, or names: "his colleague, Lavrov, and Wang"."""
        before, after = self.tokens[i - 1], i + 1
        if after in self.named:
            return i - 1 in self.named or not self.lists["persons"].isdisjoint((before.low, before.lemma))
        joined = after < len(self.tokens) and self.tokens[after].low in self.lists["coordinators"]
        if not joined or i - 1 not in self.named:
            return False
        small, name = self.lists["genitive"], after + 1
        while name < min(after + BEFORE, len(self.tokens)) and self.tokens[name].low in small:
            name += 1  # "with the ministers of Turkey, Davutoğlu, and of Iran, Mottaki"
        return name in self.named and not self.verb_in(name)

    def apposed(self, i: int) -> int:
        """The comma that closes the apposition which the comma at token i opens, 0 where it opens none: the name of
        "the minister, Jean Dupont, met", the title of "Jean Dupont, minister of trade, met"."""
        first = i + 1
        if not i or first >= len(self.tokens):
            return 0
        after, persons = self.tokens[first], self.lists["persons"]
        named = first in self.named and self.titled(i)
        named = named or (first in self.named and i - 1 in self.named and after.text[:1].isupper())
        titled = i - 1 in self.named and not persons.isdisjoint((after.low, after.lemma))
        if not (named or titled):
            return 0
        for j in range(first, min(first + APPOSED, len(self.tokens))):
            low = self.tokens[j].low
            if low == ",":
                return j
            if self.verbs[j] or low in STOPS or (named and not titled and j not in self.named):
                return 0
        return 0

    def titled(self, i: int) -> bool:
        """Whether the words before token i are a title, "the French minister of foreign affairs"."""
        for j in range(i - 1, max(-1, i - 1 - APPOSED), -1):
            if not self.lists["persons"].isdisjoint((self.tokens[j].low, self.tokens[j].lemma)):
                return True
            if self.verbs[j] or self.tokens[j].low == "," or self.tokens[j].low in STOPS:
                return False
        return False

    def enumerated(self, i: int) -> bool:
        """Whether a comma stands in a list of names that goes on to "and" another, with the verb after it."""
        if not self.verb_final or i - 1 not in self.named or i + 1 not in self.named:
            return False
        j = i + 1
        while j < len(self.tokens) and (j in self.named or self.tokens[j].low == ","):
            j += 1
        joined = j < len(self.tokens) and self.tokens[j].low in self.lists["coordinators"]
        return joined and self.names_on_both_sides(j) and self.between_names(j)

    def between_names(self, i: int) -> bool:
        """Whether a coordinator stands between two names whose verb comes last."""
        kinds = (self.named, self.dated)  # and likewise two dates
        if not any(i - 1 in kind and any(j in kind for j in range(i + 1, i + 1 + BEFORE)) for kind in kinds):
            return False
        verb = next((j for j in range(i + 1, len(self.tokens)) if self.verbs[j]), None)
        if verb is None or verb + 1 >= len(self.tokens):
            return verb is not None
        after = self.tokens[verb + 1]
        return not after.text[0].isalnum() or self.verbs[verb + 1] or after.low in self.lists["coordinators"]

    def bracketed(self, i: int) -> bool:
        """Whether a coordinator stands between an auxiliary and the verb that ends its clause: "wird mit Präsident Kern
        und Vertretern der Opposition zusammentreffen", "hatte beide Länder sowie Polen besucht"."""
        start = self.clauses[self.now].verb
        if start is None or self.tokens[start].low not in self.lists["auxiliaries"]:
            return False
        if any(self.verbs[j] for j in range(start + 1, i) if self.of[j] == self.now):
            return False
        verb = next((j for j in range(i + 1, len(self.tokens)) if self.verbs[j]), None)
        if verb is None or self.tokens[verb].low in self.lists["auxiliaries"]:
            return False
        return verb + 1 >= len(self.tokens) or not self.tokens[verb + 1].text[0].isalnum()

    def root(self) -> int:
        number = self.now
        while (parent := self.clauses[number].parent) is not None:
            number = parent
        return number

    def verb_in(self, i: int) -> bool:
        """Whether a verb comes before the next place where a clause may end; an apposition of a name ends none."""
        closing = 0
        for j in range(i, len(self.tokens)):
            low = self.tokens[j].low
            if self.verbs[j]:
                return True
            if low in self.lists["coordinators"] and self.names_on_both_sides(j):
                continue
            if low == "," and (j == closing or (closing := self.apposed(j))):
                continue
            if low == "," or low in STOPS or low in self.lists["coordinators"] or low in self.lists["relative"]:
                return False
            if low in self.openers and not self.adverbial(j):
                return False
        return False

    def spaced(self, i: int) -> bool:
        if not 0 < i < len(self.tokens) - 1:
            return False
        return self.tokens[i - 1].end < self.tokens[i].start and self.tokens[i].end < self.tokens[i + 1].start


def split(
    sentence: Sentence, triggers: Collection[int], verbs: Collection[int], words: Words, summits: Collection[int] = ()
) -> Clauses:
    """The clauses of a sentence. `triggers` are where events are told, `verbs` those of them that are verbs, `summits`
    the nouns for summits.

    A stretch that a conjunction opened without a verb or a trigger in it ("after midnight") is no clause of its own.
    """
    found = _Splitter(sentence, verbs, words, summits).run()
    told = {found.of[i] for i in triggers}
    for number, clause in enumerate(found.clauses):
        listing = clause.kind in ("sub", "relative") and clause.verb is None  # "after midnight", "among which"
        if listing and clause.kind == "relative":
            own = [sentence.tokens[i] for i in found.own(number)]
            infinitives = tuple(words.lists["infinitives"])
            listing = not any(t.text.islower() and t.lemma != t.low and t.lemma.endswith(infinitives) for t in own)
        if listing and clause.parent is not None and (number not in told or clause.kind == "relative"):
            found.merge(number, clause.parent)
    return found
