"""Find who did what to whom, where and when: triggers of the pack, names of the gazetteer, dates of the timexes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

import simplemma
from spacy.tokens import Doc

from timeline.errors import BadPack
from timeline.events import types
from timeline.gazetteer import Entry, country_name, lexicon
from timeline.languages import Pack
from timeline.model import Actor, Article, Mention, Status, Timex
from timeline.temporal.interval import Certainty, Granularity, Interval

LISTS = ("starters", "linking", "by", "persons", "pronouns", "report", "negation", "exempt", "modal",
         "cancelled", "future", "past", "history", "support", "infinitive")  # fmt: skip
TABLES = ("verbs", "motion", "nouns", "forms")
ENCOUNTERS = frozenset({"visit", "summit", "meeting"})
GLUED = re.compile(r"(?<=[a-zà-öø-ÿ]{3})(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]*$)")
ENDS = frozenset({".", "!", "?", "…"})
SIDES = 14  # tokens on either side of a trigger in which its parties stand
NEAR = 8  # tokens before or after a trigger in which auxiliaries and negations count
AGE = 3  # sentences after which what was spoken of is no longer meant
LENGTH = re.compile(r"P(\d+)D")
FOLLOWS = ("country", "city", "seat", "region")


@dataclass(frozen=True, slots=True)
class Words:
    """The event words of a pack, made ready."""

    lists: Mapping[str, frozenset[str]]
    verbs: Mapping[str, str]  # lemma -> type
    motion: Mapping[str, str]
    nouns: Mapping[str, list[tuple[tuple[str, ...], str]]]  # first lemma -> phrases, longest first
    forms: Mapping[str, str]
    endings: tuple[tuple[str, int], ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text, with its lemma in small letters."""

    start: int
    end: int
    text: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: tokens at…end-1 and the reading that was chosen."""

    at: int
    end: int
    entry: Entry


@dataclass(slots=True)
class Sentence:
    """Tokens of one sentence, the names in it and the timexes."""

    tokens: list[Token]
    names: list[Name] = field(default_factory=list)
    timexes: list[tuple[int, Timex]] = field(default_factory=list)  # token index, timex

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell an event: tokens at…end-1 of a sentence."""

    at: int
    end: int
    type: str
    kind: str  # verb, motion or noun


@lru_cache(maxsize=64)
def words_of(pack: Pack) -> Words | None:
    """The event words of a pack; None where it has none yet. Raises BadPack naming file and key."""
    data = pack.events
    if not data:
        return None
    where = pack.path.name
    for key in data:
        if key not in (*LISTS, *TABLES):
            raise BadPack(f"{where}: unknown key [events] {key!r}; there are {', '.join((*LISTS, *TABLES))}")
    for key in LISTS:
        if not isinstance(data.get(key), list):
            raise BadPack(f"{where}: [events] {key!r} must be a list of words")
    for key in TABLES:
        if not isinstance(data.get(key), dict):
            raise BadPack(f"{where}: [events.{key}] must be a table")
    for table in ("verbs", "motion", "nouns"):
        for name in data[table]:
            if name not in types():
                raise BadPack(f"{where}: [events.{table}] {name!r} is no event type; there are {', '.join(types())}")
    nouns: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, phrases in data["nouns"].items():
        for phrase in phrases:
            words = tuple(phrase.split())
            nouns.setdefault(words[0], []).append((words, name))
    for found in nouns.values():
        found.sort(key=lambda pair: -len(pair[0]))
    tense = pack.time.get("tense", {})
    endings = [(e, 1) for e in tense.get("future_endings", ())] + [(e, -1) for e in tense.get("past_endings", ())]
    return Words(
        {key: frozenset(data[key]) for key in LISTS},
        {lemma: name for name, lemmas in data["verbs"].items() for lemma in lemmas},
        {lemma: name for name, lemmas in data["motion"].items() for lemma in lemmas},
        nouns,
        data["forms"],
        tuple(endings),
        pack.code,
    )


@lru_cache(maxsize=200_000)
def lemma_of(word: str, lang: str) -> str:
    """The lemma of a word in small letters, from simplemma's dictionaries.

    >>> lemma_of("incontrò", "it")
    'incontrare'
    """
    return str(simplemma.lemmatize(word.lower(), lang=lang)).lower()


def _tokens(doc: Doc, words: Words) -> Iterator[Token | None]:
    """The words of a text; None where a paragraph ends."""
    for token in doc:
        text = token.text
        if text.isspace():
            if "\n" in text:
                yield None
            continue
        at = token.idx
        cut = GLUED.search(text)
        for part in (text[: cut.start()], text[cut.start() :]) if cut else (text,):
            low = part.lower()
            yield Token(at, at + len(part), part, words.forms.get(low) or lemma_of(part, words.lang))
            at += len(part)


def sentences(doc: Doc, timexes: Sequence[Timex], words: Words) -> list[Sentence]:
    """The sentences of a text: they end at full stops, blank lines, and before a starting word without one."""
    found: list[Sentence] = []
    current: list[Token] = []
    starters = words.lists["starters"]

    def close() -> None:
        if current:
            found.append(Sentence(list(current)))
            current.clear()

    for token in _tokens(doc, words):
        if token is None:
            close()
            continue
        if token.text in starters and len(current) > 2 and current[-1].text[-1:].isalpha():
            close()
        current.append(token)
        if token.text in ENDS:
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
    # A sentence that is nothing but a date belongs to the one after it: a lost full stop cut it off.
    for before, after in pairwise(found):
        if (
            len(before.timexes) == 1
            and before.timexes[0][1].end >= before.end
            and before.timexes[0][1].start <= before.start
        ):
            after.timexes.insert(0, (0, before.timexes[0][1]))
    return found


class Reader:
    """Reads one article; remembers who was spoken of."""

    def __init__(self, article: Article, words: Words) -> None:
        self.article, self.words = article, words
        self.names = lexicon(words.lang)
        self.known: dict[str, Entry] = {}  # the last word of a full name -> who it was
        self.focus: list[Entry] = []  # people and countries of the sentences before, latest last
        self.mentions: list[Mention] = []

    def read_names(self, sentence: Sentence) -> None:
        """Find the names of a sentence and choose among their readings."""
        texts = [t.text for t in sentence.tokens]
        i = 0
        while i < len(texts):
            match = self.names.match(texts, i)
            if match is None:
                i += 1
                continue
            size, entries = match
            chosen = self.choose(entries, texts[i : i + size])
            if chosen:
                sentence.names.append(Name(i, i + size, chosen))
            i += size

    def choose(self, entries: Sequence[Entry], texts: Sequence[str]) -> Entry | None:
        """Of the readings of a name, the one that the article and its day speak for."""
        leaders = [e for e in entries if e.kind == "leader"]
        if len(leaders) < len(entries):
            return next(e for e in entries if e.kind != "leader")
        day = self.article.published
        in_office = [
            e for e in leaders if day and (e.start is None or e.start <= day) and (e.end is None or day <= e.end)
        ]
        for text in texts:
            if len(texts) == 1 and text in self.known:
                return self.known[text]
        if len(texts) == 1 and day and not in_office:
            return None  # a surname alone is believed only of somebody in office
        best = in_office or leaders
        if len(texts) == 1 and len({e.name for e in best}) > 1:
            heads = [e for e in best if e.role == "head_of_state"] or best
            if len({e.country for e in heads}) > 1:
                return None
            best = heads
        chosen = best[-1]
        if len(texts) > 1:
            for text in (texts[0], texts[-1]):
                self.known[text] = chosen
        return chosen

    def triggers(self, sentence: Sentence) -> Iterator[Trigger]:
        """The triggers of a sentence, left to right."""
        tokens, words = sentence.tokens, self.words
        named = {i for n in sentence.names for i in range(n.at, n.end)}
        i = 0
        while i < len(tokens):
            lemma, low = tokens[i].lemma, tokens[i].text.lower()
            end = 0
            if i not in named:
                for phrase, name in (*words.nouns.get(lemma, ()), *words.nouns.get(low, ())):
                    stop = i + len(phrase)
                    if all(
                        p in (t.lemma, t.text.lower()) for p, t in zip(phrase, tokens[i:stop], strict=False)
                    ) and stop <= len(tokens):
                        yield Trigger(i, stop, name, "noun" if lemma not in words.verbs else "verb")
                        end = stop
                        break
                if not end and lemma in words.verbs:
                    yield Trigger(i, i + 1, words.verbs[lemma], "verb")
                elif not end and lemma in words.motion and self.destination(sentence, i + 1):
                    yield Trigger(i, i + 1, words.motion[lemma], "motion")
            i = max(end, i + 1)

    def destination(self, sentence: Sentence, at: int) -> Name | None:
        """The place that follows a trigger, where one does."""
        for name in sentence.names:
            if at <= name.at <= at + SIDES and name.entry.kind in FOLLOWS:
                return name
        return None

    def marks(self, sentence: Sentence, trigger: Trigger) -> tuple[int, bool, bool, bool]:
        """Tense (-1, 0, +1), negated, modal, cancelled: what the words around a trigger say."""
        lists, tokens = self.words.lists, sentence.tokens
        own = tokens[trigger.at].text.lower()
        tense = next((sign for ending, sign in self.words.endings if len(own) > 4 and own.endswith(ending)), 0)
        if trigger.kind == "noun":
            tense = 0
        best = 99
        negated = modal = cancelled = False
        window = range(max(0, trigger.at - NEAR), min(len(tokens), trigger.end + NEAR))
        for i in window:
            if trigger.at <= i < trigger.end:
                continue
            low = tokens[i].text.lower()
            gap = trigger.at - i if i < trigger.at else i - trigger.end + 3
            if low in lists["negation"] and 0 < trigger.at - i <= 3:
                negated = True
            if low in lists["modal"] and (0 < trigger.at - i <= 4):
                modal = True
            if low in lists["cancelled"]:
                cancelled = True
            sign = 1 if low in lists["future"] else -1 if low in lists["past"] else 0
            if not sign and trigger.kind == "noun" and len(low) > 4:
                sign = next((s for ending, s in self.words.endings if low.endswith(ending)), 0)
            if sign and gap < best and (tense == 0 or (sign > 0 and gap <= 2)):
                best, found = gap, sign
                if tense == 0 or found > 0:
                    tense = found if trigger.kind != "noun" or gap <= NEAR else tense
        return tense, negated, modal, cancelled

    def timex(self, sentence: Sentence, trigger: Trigger, before: Sentence | None) -> Timex | None:
        """The date that governs a trigger: the nearest of its sentence that no verb of saying stands closer to."""
        best: tuple[int, Timex] | None = None
        reports = [i for i, t in enumerate(sentence.tokens) if t.lemma in self.words.lists["report"]]
        for at, timex in sentence.timexes:
            if timex.interval is None or timex.type in ("DURATION", "SET"):
                continue
            gap = abs(at - trigger.at) + sum(
                4 for t in sentence.tokens[min(at, trigger.at) : max(at, trigger.at)] if t.text in (",", ";", ":", "(")
            )
            if any(abs(at - r) <= 3 and abs(at - r) < abs(at - trigger.at) for r in reports if r != trigger.at):
                gap += 40
            if best is None or gap < best[0]:
                best = gap, timex
        return best[1] if best else None

    def length(self, sentence: Sentence) -> int:
        """The days of a length that the sentence gives ("two-day"), else 1."""
        for _, timex in sentence.timexes:
            if timex.type == "DURATION" and (match := LENGTH.fullmatch(timex.value)):
                return int(match.group(1))
        return 1

    def parties(self, sentence: Sentence, trigger: Trigger) -> tuple[list[Name], list[Name]]:
        """Who and what stands before and after a trigger."""
        before = [n for n in sentence.names if n.end <= trigger.at and trigger.at - n.end <= SIDES]
        reach = SIDES * 2 if trigger.type == "meeting" else SIDES  # those who meet are often listed
        after = [n for n in sentence.names if n.at >= trigger.end and n.at - trigger.end <= reach]
        if trigger.type == "veto":  # who vetoes stands right before it: others abstained
            before = before[-1:]
        return before, after

    def mention(self, sentence: Sentence, trigger: Trigger, before: Sentence | None, number: int) -> Mention | None:
        """The mention that a trigger tells, or None where too little is said for one."""
        left, right = self.parties(sentence, trigger)
        own = [n.entry for n in (*left, *right)]
        entries = list(own)
        countries = list(dict.fromkeys(e.country for e in entries if e.country))
        bodies = [e for e in entries if e.kind == "body"]
        place = self.destination(sentence, trigger.end)
        if trigger.type in ENCOUNTERS and not (bodies and trigger.type == "summit"):
            self.complete(trigger, place, entries, countries)
        timex = self.timex(sentence, trigger, before)
        if not countries and not bodies and timex is None:
            return None
        tense, negated, modal, cancelled = self.marks(sentence, trigger)
        interval, how = self.when(timex, trigger, tense, modal, negated)
        if trigger.type in ENCOUNTERS:
            if timex is None and tense > 0 and trigger.kind != "noun" and own:
                interval, how = self.beside(countries)
            if not self.told(sentence, trigger, timex, modal, bool(own)) or interval is None:
                return None
        if interval and trigger.type in ("visit", "summit"):
            interval = self.extend(interval, self.length(sentence))
        status = self.status(tense, negated, modal, cancelled, interval, sentence)
        return self.build(sentence, trigger, entries, countries, place, timex, interval, how, status, number)

    def complete(self, trigger: Trigger, place: Name | None, entries: list[Entry], countries: list[str]) -> None:
        """Fill in a party that the sentence leaves to the sentences before: "the two leaders", "the visit"."""
        people = [e for e in reversed(self.focus) if e.kind == "leader"]
        places = [e for e in reversed(self.focus) if e.kind in FOLLOWS] if trigger.type == "visit" and not place else []
        for entry in (*people, *places):
            if len(countries) >= 2:
                return
            if entry.country and entry.country not in countries:
                at = 0 if entry.kind == "leader" and trigger.type == "visit" else len(countries)
                countries.insert(at, entry.country)
                entries.insert(at, entry)

    def told(self, sentence: Sentence, trigger: Trigger, timex: Timex | None, modal: bool, own: bool) -> bool:
        """Whether the sentence tells an encounter, rather than naming one that is known or might be."""
        published = self.article.published
        ahead = bool(
            timex and timex.interval and published and timex.interval.last and timex.interval.last >= published
        )
        if modal and not ahead:
            return False
        tokens = sentence.tokens
        just_before = tokens[trigger.at - 1].text.lower() if trigger.at else ""
        if (
            trigger.kind == "noun"
            and just_before in self.words.lists["linking"]
            and any(0 <= tokens[trigger.at].start - t.end <= 1 for _, t in sentence.timexes)
        ):
            return False  # "the day before the meeting" dates something else
        if timex is None and trigger.kind != "noun":
            return own and just_before not in self.words.lists["infinitive"]
        if timex is None:
            pair = " ".join(t.text.lower() for t in tokens[max(0, trigger.at - 2) : trigger.at])
            two = " ".join(t.text.lower() for t in tokens[max(0, trigger.at - 1) : trigger.end])
            return own and not self.words.lists["support"].isdisjoint({pair, two})
        return True

    def beside(self, countries: Sequence[str]) -> tuple[Interval | None, str]:
        """The days of the planned event that was told just before and shares a party: the programme of a visit."""
        for mention in reversed(self.mentions[-3:]):
            if mention.status is Status.PLANNED and mention.interval and set(countries) & set(mention.countries):
                return mention.interval, f"no date in the sentence: told together with “{mention.title}”. {mention.how}"
        return None, "no date in the text"

    def when(
        self, timex: Timex | None, trigger: Trigger, tense: int, modal: bool, negated: bool
    ) -> tuple[Interval | None, str]:
        """The days of an event and why: its timex, else the publication day for what is told as news."""
        if timex and timex.interval:
            interval = timex.interval
            if interval.start and interval.end is None:  # "since July 2000": the visit was then
                end = Interval.of(interval.start.year).end if interval.granularity is Granularity.YEAR else None
                if interval.granularity is Granularity.MONTH:
                    end = Interval.of(interval.start.year, interval.start.month).end
                interval = replace(interval, end=end or interval.start + timedelta(days=1))
            return interval, timex.how
        published = self.article.published
        if published and tense <= 0 and not modal and not negated:
            how = f"no date in the sentence: the publication day, {published}, stands in"
            return Interval.day(published, Certainty.ASSUMED), how
        return None, "no date in the text"

    @staticmethod
    def extend(interval: Interval, days: int) -> Interval:
        """A day made as long as the text says."""
        if days > 1 and interval.days == 1 and interval.start:
            return replace(interval, end=interval.start + timedelta(days=days), granularity=Granularity.INTERVAL)
        return interval

    def status(
        self, tense: int, negated: bool, modal: bool, cancelled: bool, interval: Interval | None, sentence: Sentence
    ) -> Status:
        """Whether it took place, by the words around the trigger and by the publication day."""
        published = self.article.published
        if cancelled:
            return Status.CANCELLED
        ahead = bool(interval and published and interval.start and interval.start > published)
        over = bool(interval and published and interval.end and interval.end <= published)
        if negated:
            # "has not visited since July 2000" tells the visit of July 2000
            return (
                Status.HAPPENED
                if any(t.text.lower() in self.words.lists["exempt"] for t in sentence.tokens) and over
                else Status.DENIED
            )
        if modal and not over:
            return Status.HYPOTHETICAL
        if ahead or (tense > 0 and not over):
            return Status.PLANNED
        return Status.HAPPENED

    def build(
        self,
        sentence: Sentence,
        trigger: Trigger,
        entries: Sequence[Entry],
        countries: Sequence[str],
        place: Name | None,
        timex: Timex | None,
        interval: Interval | None,
        how: str,
        status: Status,
        number: int,
    ) -> Mention:
        """Put a mention together."""
        kind = types()[trigger.type]
        first, last = sentence.tokens[trigger.at], sentence.tokens[trigger.end - 1]
        start, end = sentence.start, sentence.end
        if timex:
            start, end = min(start, timex.start), max(end, timex.end)
        actors: dict[str, Actor] = {}
        for entry in entries:
            if entry.kind in ("leader", "body", "country", "demonym", "seat"):
                name = entry.name if entry.kind in ("leader", "body") else country_name(entry.country or "")
                if entry.kind in ("leader", "body") or all(a.country != entry.country for a in actors.values()):
                    actors.setdefault(name, Actor(name, entry.country, "recipient" if actors else "actor"))
        confidence = 0.35 + 0.2 * (len(countries) > 1) + 0.3 * (timex is not None) + 0.1 * (trigger.kind != "noun")
        return Mention(
            id=f"m{number}",
            type=trigger.type,
            plover=kind.plover,
            mode=kind.mode,
            trigger=self.article.text[first.start : last.end],
            trigger_start=first.start,
            trigger_end=last.end,
            sentence_start=start,
            sentence_end=end,
            title=_title(trigger.type, entries, countries, place),
            actors=tuple(actors.values()),
            countries=tuple(countries),
            place=place.entry.name if place else None,
            place_country=place.entry.country if place else None,
            date_text=timex.text if timex else None,
            date_start=timex.start if timex else None,
            date_end=timex.end if timex else None,
            interval=interval,
            status=status,
            confidence=min(confidence, 0.95),
            how=how,
        )

    def remember(self, sentence: Sentence) -> None:
        """Keep in mind who was spoken of, for the sentences to come."""
        self.focus.extend(n.entry for n in sentence.names if n.entry.country)
        del self.focus[:-12]


def _title(name: str, entries: Sequence[Entry], countries: Sequence[str], place: Name | None) -> str:
    kind = types()[name]
    who = next((e.name for e in entries if e.kind in ("leader", "body")), None)
    who_country = next((e.country for e in entries if e.name == who), None)
    if who is None and countries:
        who, who_country = country_name(countries[0]), countries[0]
    others = [c for c in countries if c != who_country]
    if name == "visit" and place and place.entry.country != who_country:
        others = [place.entry.country] if place.entry.country else others
    whom = country_name(others[0]) if others else None
    if name in ("meeting", "call"):
        people = [e.name for e in entries if e.kind == "leader" and e.name != who]
        whom = people[0] if people else whom
    if who is None:
        return f"{name.replace('_', ' ').capitalize()}{' in ' + place.entry.name if place else ''}"
    return (kind.title if whom else kind.alone).format(who=who, whom=whom)


def _same(a: Mention, b: Mention) -> bool:
    """Whether two mentions of one article tell one event."""
    one_sentence = a.sentence_start == b.sentence_start and a.interval == b.interval
    if a.type != b.type and not ({a.type, b.type} <= ENCOUNTERS - {"visit"} and one_sentence):
        return False
    mine, theirs = set(a.countries), set(b.countries)
    if mine and theirs and not (mine <= theirs or theirs <= mine or (one_sentence and len(mine & theirs) > 1)):
        return False
    if a.interval is None or b.interval is None or a.date_text is None or b.date_text is None:
        return True
    return a.interval.start == b.interval.start or (a.type == "veto" and a.interval.overlaps(b.interval))


def _weight(mention: Mention) -> tuple[bool, int, int]:
    rank = mention.interval.granularity.rank if mention.interval else 99
    return mention.date_text is not None, -rank, len(mention.countries)


def once(mentions: Sequence[Mention]) -> list[Mention]:
    """Each event of an article once, in its best telling."""
    kept: list[Mention] = []
    for mention in mentions:
        for k, other in enumerate(kept):
            if _same(mention, other):
                best, rest = (mention, other) if _weight(mention) > _weight(other) else (other, mention)
                kind = "summit" if rest.type == "summit" else best.type
                both = tuple(dict.fromkeys((*best.countries, *rest.countries)))
                kept[k] = replace(best, countries=both, type=kind)
                break
        else:
            kept.append(mention)
    kept.sort(key=lambda m: (m.trigger_start, m.type))
    return [replace(m, id=f"m{i}") for i, m in enumerate(kept)]


def find(doc: Doc, article: Article, timexes: Sequence[Timex], pack: Pack) -> list[Mention]:
    """The events that an article tells, each once, in text order; [] where the pack has no event words yet."""
    words = words_of(pack)
    if words is None:
        return []
    reader = Reader(article, words)
    before: Sentence | None = None
    for sentence in sentences(doc, timexes, words):
        reader.read_names(sentence)
        for trigger in reader.triggers(sentence):
            mention = reader.mention(sentence, trigger, before, len(reader.mentions))
            if mention:
                reader.mentions.append(mention)
        reader.remember(sentence)
        before = sentence
    return once(reader.mentions)
