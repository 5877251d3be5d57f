"""Triggers: the words of a sentence that tell events, and which of them tell events of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from timeline.events import types
from timeline.events.around import HELD, SPATIAL, STAYS, Around
from timeline.events.clauses import STOPS
from timeline.events.text import Sentence
from timeline.events.vocabulary import Phrase, Words, matches
from timeline.gazetteer import summits
from timeline.values import value

ENCOUNTERS = frozenset({"visit", "summit", "meeting"})
CORE = ENCOUNTERS | {"veto"}
TOLD = CORE | {"call"}  # told clause by clause; the other types by all that their sentence names
# types whose content follows them: "demanded that they withdraw" is no withdrawal
GOVERNORS = frozenset({"request", "threat", "accusation", "rejection", "denial", "invitation", "agreement",
                       "concession", "support", "sanction", "mediation"})  # fmt: skip
BEHIND = 3  # tokens between "after" and the noun of what is over
CLOSE = 5  # tokens after a governor in which a noun is its content
MOST = 2  # events of a sentence beside encounters and vetoes
CARRIED = 12  # tokens before "will take him" in which the journey stands that does so
APPOSED = 12  # tokens of an apposition after a body
FAR = 8  # tokens from a verb to the end of a phrase with a gap where no place fills it
CROWD = 16  # events of a sentence at most: seven are the most that 8,000 sentences of news tell


@value
class Trigger:
    """Words that tell an event: tokens at…end-1 of a sentence, to `stop` with what stands in gaps."""

    at: int
    end: int
    stop: int
    type: str
    kind: str  # verb, motion, stay, host, ring, mutual or noun
    plover: str
    stage: bool = False  # a noun or verb that tells the next stop of a journey
    governed: str | None = None  # the type of the trigger whose content it is
    stands: bool = False  # whether it is a pronoun that stands for such a noun ("quella di Putin")
    another: bool = False  # whether it is one that stands for another edition: "the next will be held in Sydney"


class Triggers(Around):
    """Finds the triggers of one sentence."""

    def __init__(
        self, sentence: Sentence, words: Words, before: Trigger | None = None, gathering: Trigger | None = None
    ) -> None:
        super().__init__(sentence, words)
        self.before = before  # the last noun that a pronoun may stand for
        self.gathering = gathering  # the last summit or meeting
        self.said = {word for pair in self.pairs for word in pair}
        self.conferences: set[int] = set()  # where nouns stand that tell a summit if nothing else does

    def find(self) -> Iterator[Trigger]:
        """The triggers, left to right. What a verb says with a noun, a longer noun says better: "hold a phone call"."""
        found = list(self.each())
        if any(t.type in TOLD and t.at not in self.conferences for t in found):
            found = [t for t in found if t.at not in self.conferences]  # "met Putin at the Libya conference"
        for trigger in found:
            better = next(
                (n for n in found if n.kind == "noun" and n.at == trigger.stop - 1 and n.stop > trigger.stop), None
            )
            if better and trigger.kind == "verb" and better.type in TOLD and trigger.type in TOLD:
                yield replace(trigger, type=better.type, plover=better.plover, stop=better.stop)
            elif not any(t.kind == "verb" and t.type in TOLD and t.stop - 1 == trigger.at and t.stop < trigger.stop
                         for t in found):  # fmt: skip
                yield trigger

    def each(self) -> Iterator[Trigger]:
        """The triggers, left to right; of several that begin at a word, the one that says most."""
        phrases = self.words.phrases
        names = self.sentence.names
        sessions = {n.end - 1 for n in names if n.entry.kind == "body" and n.entry.name in summits()}
        called = {i for n in names if n.entry.name in summits() for i in range(n.at, n.end) if self.is_summit(i)}
        conferences, others = self.index.several(("conferences",)), self.index.several(("another", "first", "that_of"))
        i = 0
        while i < len(self.pairs):
            low, lemma = self.pairs[i]
            end = i + 1
            if self.before and i not in self.named and self.stands(i):
                yield replace(self.before, at=i, end=end, stop=end, stands=True)
                i = end
                continue
            if self.gathering and i in others and i not in self.named and (taken := self.edition(i)):
                end = i + taken
                yield replace(self.gathering, at=i, end=end, stop=end, kind="noun", stands=True, another=True)
                i = end
                continue
            if i in conferences and i not in self.named and self.conference(i):
                self.conferences.add(i)
                self.gathering = Trigger(i, end, end, "summit", "noun", types()["summit"].plover)
                yield self.gathering
                i = end
                continue
            if i in called or (i in sessions and self.session(i)):
                self.gathering = Trigger(i, end, end, "summit", "noun", types()["summit"].plover)
                yield self.gathering
                i = end
                continue
            if i not in self.named and (low in phrases or lemma in phrases) and not self.idiom(i):
                candidates = phrases.get(low, ())
                if lemma != low:
                    candidates = (*candidates, *phrases.get(lemma, ()))
                chosen = self.best(candidates, i)
                if chosen:
                    if chosen.kind == "noun" and chosen.type in TOLD and lemma in self.lists["elidable"]:
                        self.before = chosen
                    if chosen.type == "summit" or (chosen.type == "meeting" and chosen.kind == "noun"):
                        self.gathering = replace(chosen, stage=False, stands=False)
                    yield chosen
                    end = max(end, chosen.end)
            i = end

    def timed(self, i: int, stop: int) -> bool:
        """Whether the preposition that ends a phrase is that of a date: "the Munich Security Conference on Friday"."""
        return stop > i + 1 and stop in self.sentence.dated and self.pairs[stop - 1][0] in self.lists["about"]

    def edition(self, i: int) -> int:
        """How many tokens from one on stand for another of the summits told before: "the next will be held in Sydney",
        "das nächste folgt 2016 in Paris", "celui du G20 aura lieu à Cannes", "a de 2015 será em Ufá"; 0 where none."""
        lists, pairs = self.lists, self.pairs
        at = i + (self.index.begins("another").get(i) or self.index.begins("first").get(i, 0))
        if i and self.index.begins("latter").get(i - 1, 0) > at - i:
            return 0  # "quand ce dernier a été choisi", "ce dernier a été reçu": somebody
        if at > i and i and pairs[i - 1][0] in lists["determiners"]:
            within = i in self.sentence.dated and at in self.sentence.dated  # "na próxima semana"
            return at - i if self.held(at) and not within else 0
        if pairs[i][0] not in lists["that_of"] or i + 2 >= len(pairs) or pairs[i + 1][0] not in lists["genitive"]:
            return 0
        body = next((n.end for n in self.sentence.names if n.at == i + 2 and n.entry.kind == "body"), 0)
        return 1 if (body or i + 2 in self.sentence.dated) and self.held(body or i + 2) else 0

    def held(self, at: int) -> bool:
        """Whether a verb of taking place stands at a token, or after a date, commas and short words ("si", "se")."""
        lists, pairs = self.lists, self.pairs
        while at < len(pairs):
            low, lemma = pairs[at]
            if low in lists["auxiliaries"] or low in lists["convening"] or at in self.index.begins("occur"):
                return True
            if at not in self.sentence.dated and len(low) >= STAYS and low not in lists["determiners"]:
                return lemma in lists["occur"] or lemma in lists["convening"]
            at += 1
        return False

    def is_summit(self, i: int) -> bool:
        """Whether a word of a name says by itself that a summit is meant: "la Cumbre Iberoamericana"."""
        phrases = self.words.phrases
        return any(
            p.type == "summit" and p.kind == "noun" and len(p.words) == 1
            for key in set(self.pairs[i])
            for p in phrases.get(key, ())
        )

    def session(self, i: int) -> bool:
        """Whether a body whose sessions are summits stands for one that is to come, with a place: "ahead of the G20 in
        Hangzhou", "à quelques jours du G7 de Biarritz"."""
        name = next((n for n in self.sentence.names if n.end == i + 1 and n.entry.kind == "body"), None)
        if name is None or name.entry.name not in summits() or self.ends(name, i):
            return False
        owner = self.pairs[name.at - 1][0] if name.at else ""
        owned = owner in self.lists["genitive"]
        if not owned and (self.takes_place(i + 1) or self.opens(name.at)):
            return True  # not "the meeting of the ministers of the BRICS will be held"
        if self.specified(i + 1, owned):
            return True
        tokens, lists = self.sentence.tokens, self.lists
        first = name.at
        while first and (tokens[first - 1].low in lists["determiners"] or tokens[first - 1].low in lists["genitive"]):
            first -= 1
        starts = range(max(0, first - STAYS - 1), name.at)
        said = any(first <= j + self.words.has("prospect", tokens, j) <= name.at for j in starts
                   if self.words.has("prospect", tokens, j))  # fmt: skip
        where = any(i < n.at <= i + STAYS and n.entry.kind in SPATIAL for n in self.sentence.names)
        return said and (where or any(j in self.sentence.dated for j in range(i + 1, i + 1 + STAYS)))

    def specified(self, at: int, owned: bool) -> bool:
        """Whether the day or the place of its session follows a body: "al Consiglio europeo del 26 giugno", "le G8 de
        Deauville, les 26 et 27 mai", "the G20 in Seoul on Thursday"; of "the ministers of the G7 in Tokyo" the place
        tells nothing."""
        tokens, lists, dated = self.sentence.tokens, self.lists, self.sentence.dated
        if not dated:
            return False
        leads = lists["genitive"] | lists["place"]
        adjective = tokens[at].text.islower() and tokens[at].low.isalpha() if at + 1 < len(tokens) else False
        if adjective and tokens[at].low not in leads and not self.small_verb(at):
            at += 1  # "straordinario"
        if at < len(tokens) and tokens[at].low == ",":
            at += 1
            while at < len(tokens) and len(tokens[at].low) < STAYS:
                at += 1
            return at in self.index.lows("future") and any(k in dated for k in range(at, at + APPOSED))
        if at >= len(tokens) or not (tokens[at].low in lists["genitive"] or tokens[at].low in lists["place"]):
            return False
        of = tokens[at].low in lists["genitive"] and tokens[at].low not in lists["place"]
        if of and any(k in dated for k in (at + 1, at + 2)):
            return True
        spot = any(
            n.at in (at + 1, at + 2) and n.entry.kind in ("city", "country", "region") for n in self.sentence.names
        )
        return spot and (of or not owned)

    def opens(self, at: int) -> bool:
        """Whether a verb of taking place or beginning stands before a body, with nothing between but where and when:
        "si terrà a Bruxelles il Consiglio europeo", "Se celebra mañana en Cannes el G20"."""
        lists, dated = self.lists, self.sentence.dated
        if self.words.verb_final or not dated or not lists["participles"]:
            return False  # languages in which a subject may follow its verb
        spots = {k for n in self.sentence.names if n.entry.kind in SPATIAL for k in range(n.at, n.end)}
        occurs = self.index.begins("occur")
        for j in range(at - 1, max(-1, at - APPOSED), -1):
            low, lemma = self.pairs[j]
            verbs = (lists["occur"], lists["begins"], lists["convening"])
            if j in occurs or any(low in verb or lemma in verb for verb in verbs):
                return True
            if j not in dated and j not in spots and not any(low in lists[k] for k in ("determiners", "place")):
                return False
        return False

    def conference(self, i: int) -> bool:
        """Whether a noun tells a summit by the country right before it: "the Libya conference", "Libyen-Konferenz"."""
        if self.lists["conferences"].isdisjoint(self.pairs[i]):
            return False
        before = i - 1 if i and self.sentence.tokens[i - 1].text in ("-", "–") else i
        return any(n.end == before and n.entry.kind == "country" for n in self.sentence.names)

    def takes_place(self, at: int) -> bool:
        """Whether a verb of taking place follows a body, after an apposition or a relative, and a date: "Il Consiglio
        europeo, il primo in presenza, si terrà il 17 luglio", "the G20 that is held today"."""
        tokens, lists = self.sentence.tokens, self.lists
        if self.words.verb_final or not self.sentence.dated:
            return False
        if at < len(tokens) and tokens[at].text.islower() and tokens[at].low.isalpha() and not self.small_verb(at):
            at += 1  # "straordinario"
        if at < len(tokens) and tokens[at].low == ",":
            near = range(at + 1, min(at + APPOSED, len(tokens)))
            at = next((j for j in near if tokens[j].low == ","), at) + 1
        elif at < len(tokens) and tokens[at].low in lists["relative"]:
            at += 1
        occurs = self.index.begins("occur")
        for j in range(at, min(at + STAYS + 1, len(tokens))):
            if j in occurs:
                return any(k in self.sentence.dated for k in range(j, min(j + 2 * APPOSED, len(tokens))))
            if not self.small_verb(j):
                return False
        return False

    def small_verb(self, j: int) -> bool:
        """Whether a token is an auxiliary, or a pronoun or "will" of few letters before a verb."""
        low = self.pairs[j][0]
        small = low in self.lists["auxiliaries"] or low in self.lists["future"] or len(low) < STAYS
        return small or j in self.index.begins("occur")

    def stands(self, i: int) -> bool:
        """Whether a pronoun stands for a noun told before: "quella di Putin", "celle du président", "la del G-20",
        "quella prevista per giugno"."""
        lists, pairs = self.lists, self.pairs
        if pairs[i][0] not in lists["elided"] or i + 2 >= len(pairs) or i + 1 in self.named:
            return False
        follows, third = pairs[i + 1][0], pairs[i + 2][0]
        if follows in lists["genitive"]:
            near = range(i + 2, i + 2 + STAYS + 1)
            return any(n.at in near and n.entry.kind != "region" for n in self.sentence.names)
        if any(p.kind == "noun" and p.type in TOLD for p in self.words.phrases.get(follows, ())):
            return False  # "la llamada entre Trump y Putin"
        said = len(follows) > STAYS + 1 and follows.endswith(tuple(lists["participles"] or ("\0",)))
        return said and (i + 2 in self.sentence.dated or any(third in lists[k] for k in ("place", "prepositions")))

    def best(self, candidates: Sequence[Phrase], i: int) -> Trigger | None:
        """The phrase that fits at token i and says most."""
        rank: tuple[int, bool, bool, bool] | None = None
        chosen: Trigger | None = None
        low, lemma = self.pairs[i]
        lists = self.lists
        nouns = any(p.kind == "noun" and p.weight == 1 and p.words[0] and low in p.words[0] for p in candidates)
        for phrase in candidates:
            if rank and phrase.weight < rank[0]:
                continue
            if phrase.weight > 1 and self.said.isdisjoint(phrase.words[-1] or ()):
                continue  # seen at once, where most end otherwise
            match = matches(phrase, self.pairs, i, STOPS, self.places if phrase.type in TOLD else ())
            if match is None or (phrase.kind == "noun" and self.timed(i, match[1])):
                continue
            if match[1] - i > 2 and low in lists["auxiliaries"] and self.helps(i, match[1] - 1, lemma):
                continue
            kind = phrase.kind
            if match[1] - i > FAR and any(self.pairs[k][0] in lists["relative"] for k in range(i, match[1])):
                continue  # "estará en París, donde asistirá a la cumbre"
            if kind == "verb" and match[1] - i > 2 and self.behind(i, match[1] - 1):
                continue  # "tiene lugar dos días después de la llamada"
            if phrase.type == "meeting" and kind == "verb" and self.located(i, *match):
                continue  # "se encuentra en La Habana desde el lunes"
            if kind == "verb" and phrase.type == "summit" and self.amid(i, match[1] - 1) and any(
                p.type == "meeting" for p in candidates
            ):  # fmt: skip
                continue  # "se reúne con Castro durante la cumbre"
            before = self.pairs[i - 1][0] if i else ""
            plain = phrase.weight == 1 and low == lemma
            if plain and i and low in self.lists["unclear"] and not {before} & (lists["markers"] | lists["modal"]):
                continue  # "free trade", "the fund"
            surface = phrase.words[0] is not None and low in phrase.words[0]
            aim = before in lists["purpose"] and low == lemma and bool(lists["infinitives"])  # "per incontrare"
            known = before in lists["determiners"] and not aim
            if kind == "verb" and phrase.weight == 1 and known and not self.takes(i):
                kind = "noun"  # "the attack", "a demand"
            if kind == "noun" and phrase.weight == 1 and low in lists["presents"] and i - 1 in self.named:
                kind = "verb"  # "Hollande rencontre samedi Merkel"
            if kind != "noun" and phrase.weight == 1 and low == lemma and nouns and not self.marked(i):
                continue  # "a state visit"
            if (
                i
                and before == "-"
                and not self.words.cased
                and self.sentence.tokens[i - 1].end == self.sentence.tokens[i].start
            ):
                continue  # "nuclear-armed"
            article = before in self.lists["determiners"] and not any(
                before in self.lists[key] for key in ("genitive", "infinitive")
            )
            if kind == "motion" and plain and article:
                continue  # "the head of the government"
            if kind == "motion" and before in lists["determiners"] and self.participle(i):
                continue  # "il leader del partito"
            if kind == "motion" and low in lists["passive"] and low in lists["auxiliaries"] and self.suffers(i):
                continue  # "verrà ricevuto"
            if kind in ("ring", "mutual") and nouns and not self.marked(i):
                continue  # "talks with"
            if not self.allowed(phrase, match[1], i):
                continue
            if kind == "noun" and phrase.weight == 1 and self.doing(i):
                continue  # "when meeting with the king"
            new = (phrase.weight, surface, kind != "noun", kind == "ring")
            if rank is None or new > rank:
                stage = kind == "stage"
                rank, chosen = new, Trigger(i, *match, phrase.type, "noun" if stage else kind, phrase.plover, stage)
        return chosen

    def doing(self, i: int) -> bool:
        """Whether a word that may be a noun of doing is the verb of a clause without a subject, with whom right after
        it: "when meeting with the king", "after meeting Xi", not "before the meeting with Xi"."""
        if not i or not self.gerund(i) or i + 1 >= len(self.pairs):
            return False
        low, before = self.pairs[i + 1][0], self.pairs[i - 1][0]
        opened = any(before in self.lists[key] for key in ("when", "after", "offset", "coordinators", "by"))
        whom = low in self.lists["with"] or i + 1 in self.named
        return opened and whom

    def helps(self, i: int, last: int, lemma: str) -> bool:
        """Whether a word only helps the verb right after it, so that it governs no noun further on: "a exhorté à des
        négociations" is no "avoir … négociations"."""
        after = next((j for j in range(i + 1, last) if j not in self.sentence.dated
                      and self.pairs[j][0] not in self.lists["adverbs"]), None)  # fmt: skip
        if after is None or self.words.verb_final or self.pairs[after][1] == lemma:
            return False
        low, other = self.pairs[after]
        if not {low, other}.isdisjoint(self.lists["cancelled"]):
            return True  # "aveva annullato l'incontro"
        ends = tuple(self.lists["pasts"] or ("\0",))
        if low != other and low.endswith(ends) and after + 1 < last and (
            after + 1 in self.named or self.pairs[after + 1][0] in self.lists["determiners"]
        ):  # fmt: skip
            return True  # "had mistreated his son in telephone conversations", but "had detailed talks"
        known = (*self.words.phrases.get(low, ()), *self.words.phrases.get(other, ()))
        verb = any(p.kind in ("verb", "host", "motion", "ring") and p.words[0] and other in p.words[0] for p in known)
        return low in self.lists["passive"] or (verb and low != other)

    def behind(self, verb: int, noun: int) -> bool:
        """Whether a noun after a verb is only what something is before or after, and no object of the verb."""
        at, small = noun - 1, self.lists["determiners"] | self.lists["genitive"]
        while at > verb and self.pairs[at][0] in small - self.lists["after"]:
            at -= 1
        return at > verb and self.pairs[at][0] in self.lists["after"] | self.lists["offset"]

    def located(self, first: int, end: int, stop: int) -> bool:
        """Whether the verb of a phrase only says where somebody is: in such a form it meets somebody where "with"
        follows, before any other verb that does: "se encuentra en La Habana, conversó con Castro"."""
        lists, pairs = self.lists, self.pairs
        if not any(pairs[k][0] in lists["located"] for k in range(first, end)):
            return False
        between = (p for pair in pairs[end : stop - 1] for word in pair for p in self.words.phrases.get(word, ()))
        return pairs[stop - 1][0] not in lists["with"] or any(p.kind in ("verb", "ring", "host") for p in between)

    def amid(self, verb: int, noun: int) -> bool:
        """Whether a noun after a verb is only what something happens during or beside: "during the summit", "on the
        sidelines of the summit"."""
        if not self.index.begins("sidelines").keys().isdisjoint(range(verb + 1, noun)):
            return True
        at, small = noun - 1, self.lists["determiners"] | self.lists["genitive"]
        while at > verb and self.pairs[at][0] in small:
            at -= 1
        return at > verb and self.pairs[at][0] in self.lists["amid"]

    def suffers(self, i: int) -> bool:
        """Whether a participle follows what may be the auxiliary of a passive, with a small word between at most."""
        after = i + 1
        while after < len(self.pairs) and self.pairs[after][0] in self.lists["adverbs"]:
            after += 1
        low = self.pairs[after][0] if after < len(self.pairs) else ""
        return low.endswith(tuple(self.lists["participles"] or ("\0",))) and after not in self.named

    def participle(self, i: int) -> bool:
        """Whether a word has the ending of a participle, in languages where no verb ends the clause."""
        return not self.words.verb_final and self.pairs[i][0].endswith(tuple(self.lists["participles"] or ("\0",)))

    def takes(self, i: int) -> bool:
        """Whether what may be an article before a verb is its object: "lo incontrerà", not "l'incontro"."""
        before, low = self.pairs[i - 1][0] if i else "", self.pairs[i][0]
        pronoun = any(before in self.lists[key] for key in ("him", "them", "latter"))  # "este visitará"
        return pronoun and any(sign > 0 and low.endswith(ending) for ending, sign in self.words.endings)

    def idiom(self, i: int) -> bool:
        """Whether a word stands in a phrase that tells no event: "met with outrage", "goes to great lengths"."""
        tokens, several = self.sentence.tokens, self.words.several["idioms"]
        for first in (i - 1, i):
            if first not in self.idioms:
                continue
            for key in (tokens[first].low, tokens[first].lemma):
                for phrase in several.get(key, ()):
                    last = first + len(phrase)
                    if last <= i or last > len(tokens) or (last > first + 1 and tokens[last - 1].low != phrase[-1]):
                        continue
                    if tuple(t.low for t in tokens[first + 1 : last]) == phrase[1:]:
                        return True
        return False

    def marked(self, i: int) -> bool:
        """Whether a word that is a verb or a noun is a verb: after "to", "will", or a name that is its subject."""
        before = self.pairs[i - 1][0] if i else ""
        after = self.pairs[i + 1][0] if i + 1 < len(self.pairs) else ""
        if after in self.lists["auxiliaries"] and not self.words.verb_final and i - 1 in self.named:
            return False  # "the Berlin visit would have been"
        if before == "," and i - 2 in self.named:
            return True  # "the president, Xi Jinping, visits Paris"
        if i and any(self.pairs[i][0].endswith(e) for e in self.lists["present_endings"]):
            token = self.sentence.tokens[i - 1]  # "el presidente visita Angola", "o ministro dos Estrangeiros visita"
            capital = i > 1 and token.text[:1].isupper() and token.text[1:].islower()
            if before in self.lists["persons"] or capital:
                return True
        j = i - 1
        while j > 0 and (self.pairs[j][0] in self.lists["adverbs"] or self.pairs[j][0] in self.lists["also"]):
            j -= 1  # "will also visit"
        moved = j < i - 1 and not self.words.verb_final
        before = self.pairs[j][0] if moved and self.pairs[j][0] not in self.lists["infinitive"] else before
        return i - 1 in self.named or any(before in self.lists[key] for key in ("markers", "modal", "future"))

    def allowed(self, phrase: Phrase, stop: int, i: int) -> bool:
        """Whether what a phrase needs stands around it: a place for motion and stay, a guest for a host."""
        if phrase.kind == "motion":
            if not self.lists["carrying"].isdisjoint(self.pairs[i]):
                return self.carries(i)
            last = self.pairs[stop - 1][0]
            if stop - 1 > i and last in self.lists["infinitive"] and not self.destined(stop):
                return False  # "came to power", "went on to win"
            if not self.lists["back"].isdisjoint(self.pairs[stop - 1]) and self.comes_from(stop):
                return False  # "est revenu lundi de Moscou"
            if any(t.low in self.lists["there"] for t in self.sentence.tokens[max(0, i - HELD) : i]):
                return True  # "will travel there"
            if self.capital(stop):
                return True
            soil = any(t.low in self.lists["soil"] for t in self.sentence.tokens)  # "in the Ukrainian capital"
            return any(n.entry.kind in SPATIAL or (soil and n.entry.kind == "demonym") for n in self.sentence.names)
        if phrase.kind == "stage":
            return self.staged()
        if phrase.kind == "stay":
            if i and self.sentence.tokens[i].text[:1].isupper() and self.pairs[i - 1][0] in self.lists["genitive"]:
                return False  # "segretario di Stato"
            if self.lists["gerunds"] and self.goes_on_doing(stop):
                return False  # "is not staying in Kyiv"
            if self.words.verb_final and self.planned(stop):
                return False
            told = self.pairs[i][0] not in self.lists["auxiliaries"] and self.told_where(i)
            told = told or self.been_there(i, stop)
            return (
                self.stays(stop - 1) or told or self.where(i, stop) or self.told_there(i, stop) or self.fronted(i, stop)
            )
        if phrase.kind == "ring":
            if phrase.type == "call" and self.clitic(i) and self.ended(stop):
                return True  # "che lo ha chiamato sabato"
            if phrase.type == "veto":
                return self.permanent(i)
            if stop - i > 2 and not self.smooth(i + 1, stop - 1):
                return False
            return self.rung(stop) if phrase.type != "summit" else self.attended(stop)
        if phrase.kind == "mutual" and self.pairs[stop - 1][0] in self.lists["about"]:
            return stop in self.sentence.dated  # "spoke on Friday", not "talks on", "spoke on condition of anonymity"
        if phrase.kind != "host" or self.guest(stop) or self.object(i):
            return True
        return (self.suffered(i) or self.told_of(i)) and (self.received(stop) or self.taken_in(stop))

    def goes_on_doing(self, at: int) -> bool:
        """Whether a form of doing follows "is", with small words at most between: "is not staying"."""
        small = self.lists["negation"] | self.lists["adverbs"]
        while at < len(self.pairs) and self.pairs[at][0] in small:
            at += 1
        return at < len(self.pairs) and at not in self.named and self.gerund(at)

    def gerund(self, at: int) -> bool:
        """Whether a word is a form of doing by its ending."""
        low, lemma = self.pairs[at]
        return low != lemma and low.endswith(tuple(self.lists["gerunds"] or ("\0",)))

    def planned(self, at: int) -> bool:
        """Whether a clause ends with a word for planning, whose auxiliary "is" is: "Dort sind Treffen geplant"."""
        tokens = self.sentence.tokens
        end = next((j for j in range(at, len(tokens)) if not tokens[j].text[0].isalnum()), len(tokens))
        last = tokens[end - 1] if end > at else None
        return last is not None and last.low in self.lists["future"] and last.low not in self.lists["auxiliaries"]

    def capital(self, at: int) -> bool:
        """Whether a verb of motion goes to "the capital" or "the island", with a date between at most."""
        lists = self.lists
        for j in range(at, min(at + HELD, len(self.pairs))):
            low = self.pairs[j][0]
            if low in lists["soil"]:
                return any(self.pairs[k][0] in lists["place"] for k in range(max(at, j - 2), j))
            if j not in self.sentence.dated and low not in lists["place"] and low not in lists["determiners"]:
                return False
        return False

    def carries(self, i: int) -> bool:
        """Whether a verb tells where a journey takes somebody: "a tour that will take him to Spain", "un viaje que
        llevará a Sánchez a Senegal"."""
        lists, pairs = self.lists, self.pairs
        at = i - 1
        while at > 0 and (pairs[at][0] in lists["auxiliaries"] or len(pairs[at][0]) < STAYS):
            if pairs[at][0] in lists["relative"]:
                break
            at -= 1  # pronouns are short
        if at <= 0 or pairs[at][0] not in lists["relative"]:
            return False
        before = [word for j in range(max(0, at - CARRIED), at) for word in pairs[j]]
        journey = any(
            word in lists["tours"]
            or any(p.type == "visit" and p.kind == "noun" and p.weight == 1 for p in self.words.phrases.get(word, ()))
            for word in before
        )
        return journey and any(n.entry.kind in SPATIAL and n.at > i for n in self.sentence.names)

    def smooth(self, first: int, last: int) -> bool:
        """Whether nothing between a verb and its preposition tells of something else: "spoke after a meeting with"."""
        between = self.pairs[first:last]
        phrases = (p for pair in between for word in pair for p in self.words.phrases.get(word, ()))
        return not any(p.kind == "noun" and p.type in TOLD and p.weight == 1 for p in phrases)


def choose(found: Sequence[Trigger], sentence: Sentence, words: Words) -> list[Trigger]:
    """Of the triggers of a sentence, those that tell events of their own."""
    kept: list[Trigger] = []
    governor: Trigger | None = None
    clause = words.lists["clause"]
    others = [t for t in found if t.type not in CORE]
    verbs = [t for t in others if t.kind != "noun" and t.type != "statement"]
    used = 0
    for trigger in found:
        if len(kept) >= CROWD:
            break
        between = sentence.tokens[governor.end : trigger.at] if governor else []
        told = trigger.type in TOLD and any(
            t.low == ":" for t in between
        )  # "has invited a guest: Putin comes on 29 May"
        if governor and (told or any(t.low in clause for t in between)):
            governor = None
        close = governor is not None and (trigger.kind != "noun" or trigger.at - governor.end < CLOSE)
        own = governor.type if governor and close else None
        near = sentence.tokens[max(0, trigger.at - BEHIND) : trigger.at]
        if trigger.kind == "noun" and any(t.low in words.lists["after"] for t in near):
            own = None  # "rejected criticism after the visit of Hollande"
        if trigger.type in TOLD:
            kept.append(replace(trigger, governed=own) if own else trigger)
        elif own and trigger.kind != "noun":
            continue  # "demanded that they withdraw" is no withdrawal
        elif trigger.kind == "verb" and any(t.end == trigger.at and t.kind == "verb" for t in found):
            continue  # "evacuated wounded people"
        elif trigger.type == "statement":
            if not verbs and len(others) == 1:
                kept.append(trigger)
        elif trigger.kind == "noun" and verbs:
            continue  # the verb tells it: "condemned the attack"
        elif used < MOST and all(t.type != trigger.type for t in kept):
            kept.append(trigger)
            used += 1
        if trigger.type in GOVERNORS and trigger.kind != "noun":
            governor = trigger
    return kept
