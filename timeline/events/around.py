"""What stands around a word: what a verb of going, staying, hosting or calling needs so that it tells an event."""

from __future__ import annotations

from timeline.events.clauses import QUOTES, STOPS
from timeline.events.text import Name, Sentence
from timeline.events.vocabulary import Words
from timeline.gazetteer import members, summits

HELD = 8  # tokens after a verb of hosting in which its guest stands
FAR = 16  # the same where the verb comes last
PERMANENT = "Permanent Five"  # the members of the UN Security Council whose no is a veto
STAYS = 3  # tokens between a preposition and the place where somebody is
OFFICE = 4  # words of the title of an office
TITLED = 6  # tokens between a verb of attending and the body
SPATIAL = frozenset({"country", "city", "seat", "region"})


class Around:
    """Answers what stands around the tokens of one sentence."""

    def __init__(self, sentence: Sentence, words: Words) -> None:
        self.sentence, self.words, self.lists = sentence, words, words.lists
        # where nouns have capitals, a word with one is no verb: "Treffen" does not match "treffen"; and what
        # is no word in a date, as in "Friday (14)", neither stops a phrase nor fills its gaps
        cased, dated = words.cased, sentence.dated
        self.pairs = [
            ("", "") if i in dated and not t.low.isalpha()
            else (t.text if cased and t.lemma[:1].isupper() else t.low, t.lemma)
            for i, t in enumerate(sentence.tokens)
        ]  # fmt: skip
        self.index = sentence.index(words)
        self.idioms = self.index.several(("idioms",))  # where phrases that tell no event may begin
        self.places = [i for n in sentence.names if n.entry.kind in SPATIAL for i in range(n.at, n.end)]
        self.named = {i for n in sentence.names for i in range(n.at, n.end) if not self.ends(n, i)}

    def ends(self, name: Name, i: int) -> bool:
        """Whether a token is the noun that ends a body's name: "EU-Gipfel" is a body and its summit."""
        if name.entry.kind != "body" or i != name.end - 1 or i == name.at:
            return False
        return any(p.kind == "noun" and p.type == "summit" for p in self.words.phrases.get(self.pairs[i][1], ()))

    def glued(self, i: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return i > 0 and self.sentence.tokens[i - 1].end == self.sentence.tokens[i].start

    def staged(self) -> bool:
        """Whether a sentence names places and nobody who might go there: "The last stop is Budapest"."""
        return any(n.entry.kind in SPATIAL for n in self.sentence.names)

    def been_there(self, i: int, stop: int) -> bool:
        """Whether "there" stands right before "was" and a person before it, with a date after: "Solana c'era stato in
        febbraio", not "c'è stato un incontro"."""
        at = next((j for j in range(max(0, i - 2), i) if self.pairs[j][0] in self.lists["there"]), None)
        if at is None or not any(n.end == at and n.entry.kind == "leader" for n in self.sentence.names):
            return False
        return any(j in self.sentence.dated for j in range(stop, min(stop + STAYS, len(self.pairs))))

    def destined(self, at: int) -> bool:
        """Whether a place, "there" or "the capital" follows the "to" of a journey with at most one word between."""
        near = range(at, min(at + STAYS, len(self.pairs)))
        soil = any(self.pairs[i][0] in self.lists["soil"] or self.pairs[i][0] in self.lists["there"] for i in near)
        return soil or any(
            (n.entry.kind in SPATIAL or self.soil(n)) and n.at in near and self.plain(at, n.at)
            for n in self.sentence.names
        )

    def comes_from(self, at: int) -> bool:
        """Whether "of" and a place follow a verb of return, with a date between at most: that is where from."""
        while at < len(self.pairs) and at in self.sentence.dated:
            at += 1
        if at + 1 >= len(self.pairs) or self.words.verb_final or self.pairs[at][0] not in self.lists["genitive"]:
            return False
        return self.site(at + 1) and self.pairs[at][0] not in self.lists["place"]

    def permanent(self, i: int) -> bool:
        """Whether a permanent member of the Security Council stands in front of a verb, or after the "by" of a passive:
        who else "blocks a resolution", the US Congress too, vetoes none."""
        return any(
            n.entry.country in members(PERMANENT) and n.entry.kind in ("country", "seat", "city")
            and (n.at < i or self.pairs[n.at - 1][0] in self.lists["by"])
            and not (n.at and n.at < i and self.pairs[n.at - 1][0] in self.lists["genitive"])
            for n in self.sentence.names
        )  # fmt: skip

    def stays(self, verb: int) -> bool:
        """Whether a place follows "is" with nothing but a date or an adverb in between."""
        dated = self.sentence.dated
        company = when = False
        several = self.index.begins("adverbs")
        apart = {j + k for j, taken in several.items() if taken > 1 for k in range(taken)}  # "a sua volta"
        for j in range(verb + 1, len(self.pairs)):
            low, lemma = self.pairs[j]
            if j in apart:
                continue
            if j + 1 in dated and any(low in self.lists[key] for key in ("place", "exempt", "offset", "purpose")):
                continue  # "war am Montag in Wien", "è da ieri a Parigi", "è atteso per domani a Washington"
            if low in self.lists["place"]:
                last = self.words.verb_final
                if self.further(j):
                    return True
                if low in self.lists["infinitive"] and not self.site(j + 1):
                    return False  # "is to leave for Jordan"
                soil = any(token.low in self.lists["soil"] for token in self.sentence.tokens[j + 1 : j + STAYS])
                return (soil and not last) or any(
                    (n.entry.kind in SPATIAL or self.soil(n))
                    and j < n.at <= j + STAYS
                    and self.plain(j + 1, n.at)
                    and not (last and self.goes_on(n.end, self.pairs[verb][1]))
                    for n in self.sentence.names
                )
            if j in dated:
                when = True
                continue
            if when and low in self.lists["there"] and self.words.verb_final:
                return True  # "war er im Oktober dort"
            if j - 1 in dated and j + 1 in dated and low in self.lists["coordinators"]:
                continue  # "on 10 and 11 March"
            company = company or (self.words.verb_final and low in self.lists["with"])
            if company and (low == "," or j in self.named or self.sentence.tokens[j].text[:1].isupper() or any(
                low in self.lists[key] for key in ("with", "determiners", "coordinators"))):  # fmt: skip
                continue  # "war am Samstag mit dem Präsidenten Macron und Tusk in Kiew"
            if self.words.verb_final and self.subject(j):
                continue  # "Am Mittwoch war der Minister in Belgrad"
            if low not in self.lists["adverbs"] and lemma not in self.lists["adverbs"]:
                return False
        return False

    def further(self, prep: int) -> bool:
        """Whether a name that nobody knows and a known place follow a preposition: "in Mafra, Portugal"."""
        tokens, lists = self.sentence.tokens, self.lists
        at = prep + 1
        while at < len(tokens) and at not in self.named and tokens[at].text[:1].isupper():
            at += 1
        if at == prep + 1 or at + 1 >= len(tokens) or tokens[at].low != ",":
            return False
        at += 1 + (tokens[at + 1].low in lists["place"])
        return any(n.at == at and n.entry.kind in SPATIAL for n in self.sentence.names)

    def site(self, i: int) -> bool:
        """Whether a name stands at a token, or right after an article there."""
        determiners = self.lists["determiners"]
        return i in self.named or (i + 1 in self.named and self.pairs[i][0] in determiners)

    def soil(self, name: Name) -> bool:
        """Whether an adjective of a country says whose capital or territory a place is: "the Ukrainian capital"."""
        beside = [low for low, _ in (*self.pairs[name.end : name.end + 1], *self.pairs[name.at - 1 : name.at])]
        return name.entry.kind == "demonym" and not self.lists["soil"].isdisjoint(beside)

    def subject(self, i: int) -> bool:
        """Whether a token may belong to a subject after its verb: a name of a person, a title, an article."""
        leader = any(n.at <= i < n.end and n.entry.kind in ("leader", "demonym") for n in self.sentence.names)
        low, lemma = self.pairs[i]
        persons = self.lists["persons"]
        leader = leader or low in self.lists["singular"]  # "war er am Montag in Wien"
        return leader or low in self.lists["determiners"] or not persons.isdisjoint((low, lemma, low.lower()))

    def told_where(self, verb: int) -> bool:
        """Whether a place stands before a verb that says where somebody is awaited: "a Mosca è atteso Hollande"."""
        near = [n for n in self.sentence.names if verb - STAYS <= n.end <= verb and n.entry.kind in SPATIAL]
        return any(n.at and self.pairs[n.at - 1][0] in self.lists["place"] for n in near)

    def told_there(self, verb: int, stop: int) -> bool:
        """Whether "there" and a date stand right beside "is": "is due there on Thursday", "vi sarà giovedì"."""
        there, at = self.lists["there"], stop
        helped = verb > 1 and self.pairs[verb - 1][0] in self.lists["auxiliaries"]  # "vi è atteso"
        before = verb > 0 and self.pairs[verb - 1 - helped][0] in there
        if before and self.words.verb_final and any(i in self.sentence.dated for i in range(max(0, verb - HELD), verb)):
            return True  # "war im April 2014 dort gewesen"
        if not before:
            at += at < len(self.pairs) and self.pairs[at][0] in there
        if not before and at == stop:
            return False
        while at < len(self.pairs) and at not in self.sentence.dated and self.pairs[at][0] in self.small():
            at += 1
        return at in self.sentence.dated

    def small(self) -> frozenset[str]:
        """Words that may stand between a verb and a date."""
        lists = self.lists
        small = lists["place"] | lists["determiners"] | lists["prepositions"] | lists["about"] | lists["adverbs"]
        return small - lists["until"]

    def fronted(self, verb: int, stop: int) -> bool:
        """Whether a place opens the clause of "was", with a person, a date and nothing else said of either: "In Libyen
        war er zuletzt im Oktober", "A Roma il presidente era già stato il 9 giugno"."""
        lists = self.lists
        first, last = verb, stop
        while first and self.pairs[first - 1][0] not in STOPS:
            first -= 1
        while last < len(self.pairs) and self.pairs[last][0] not in STOPS and self.pairs[last][0] != ".":
            last += 1
        spot = next((n for n in self.sentence.names if first < n.at <= first + 2 and n.end <= verb), None)
        if spot is None or spot.entry.kind not in ("country", "city") or self.pairs[first][0] not in lists["place"]:
            return False
        people = [n for n in self.sentence.names if first < n.at < last and n.entry.kind in ("leader", "demonym")]
        person, dated, unknown = bool(people), False, 0
        keys = ("adverbs", "determiners", "genitive", "past", "auxiliaries", "history", "prepositions", "place", "by")
        for i in (*range(spot.end, verb), *range(stop, last)):
            low, lemma = self.pairs[i]
            if i in self.sentence.dated:
                dated = True
            elif low in lists["singular"] or not lists["persons"].isdisjoint((low, lemma, low.lower())):
                person = True
            elif low in lists["negation"] or low in lists["coordinators"] or low in lists["relative"]:
                return False
            elif i not in self.named and low != "," and all(low.lower() not in lists[key] for key in keys):
                unknown += 1
        return dated and unknown < 2 and (person or not unknown)  # "En Trinidad estuvo en abril de 2009"

    def where(self, verb: int, stop: int) -> bool:
        """Whether "is" follows "where" and a date it: "in Athens, where Merkel was on 9 October"."""
        opened = any(low in self.lists["where"] for low, _ in self.pairs[max(0, verb - 1 - STAYS) : verb])
        near = range(stop, min(stop + 2, len(self.pairs)))
        return opened and any(i in self.sentence.dated for i in near)

    def goes_on(self, at: int, lemma: str) -> bool:
        """Whether a clause goes on after a place, so that "is" may be the auxiliary of the verb at its end."""
        dated = self.sentence.dated
        for i in range(at, len(self.pairs)):
            text = self.sentence.tokens[i].text
            if not text[0].isalnum():
                return False
            if self.pairs[i][1] == lemma:
                return False  # "war in Kiew gewesen"
            if i not in dated and i not in self.named and self.pairs[i][0] not in self.lists["place"]:
                return self.pairs[i][0] not in self.lists["coordinators"]
        return False

    def plain(self, at: int, end: int) -> bool:
        """Whether at most one word of no list stands between a preposition and its name ("in nearby Sochi")."""
        words = [self.sentence.tokens[k] for k in range(at, end) if k not in self.named]
        return sum(t.text.islower() and t.low not in self.lists["determiners"] for t in words) < 2

    def rung(self, at: int) -> bool:
        """Whether a person or "him" follows at once, and after it nothing but a date, a place or the end."""
        if self.pairs[at : at + 1] and self.pairs[at][0] in self.lists["whom"] and self.soon_dated(at + 1):
            return True  # "and called him on Tuesday", but "called her Russian counterpart on Tuesday"
        verb, at = at - 1, self.past_when_and_where(at)
        near = [n for n in self.sentence.names if at <= n.at <= at + TITLED]
        name = next((n for n in near if n.entry.kind == "leader" or self.holds(at, n) or self.office(n) > n.end), None)
        if name is None or any(not self.title(i) for i in range(at, name.at)):
            return False
        end = self.office(name)
        end = next((n.end for n in near if n.at == end and n.entry.kind == "leader"), end)  # "il presidente cinese Xi"
        if end < len(self.pairs) and self.sentence.tokens[end].text in QUOTES:
            return False  # "called Bush “a liar”"
        if self.pairs[verb][0] in self.lists["about"] and self.asked(end):
            return False
        if end >= len(self.pairs) or end in self.sentence.dated:
            return True
        after = self.sentence.tokens[end]
        lists = self.lists
        return not after.text[:1].isalpha() or any(
            after.low in lists[key]
            for key in ("place", "about", "coordinators", "infinitive", "prepositions", "clause", "adverbs")
        )

    def soon_dated(self, at: int) -> bool:
        """Whether a date follows at a token, with only small words before it: "on Tuesday", "again on Friday"."""
        small = self.lists["adverbs"] | self.lists["place"] | self.lists["about"]
        first = next((i for i in range(at, min(at + HELD, len(self.pairs))) if i in self.sentence.dated), None)
        return first is not None and all(self.pairs[i][0] in small for i in range(at, first))

    def asked(self, at: int) -> bool:
        """Whether an infinitive follows: "called on Trump on Tuesday to stay"."""
        near = range(at, min(at + HELD, len(self.pairs) - 1))
        to = (i for i in near if self.pairs[i][0] in self.lists["infinitive"] and not self.site(i + 1))
        return any(self.sentence.tokens[i + 1].text.islower() for i in to)

    def office(self, name: Name) -> int:
        """Where a name ends with the title after it and whoever bears it: "the Turkish president, Erdogan"."""
        tokens, end = self.sentence.tokens, name.end
        possessive = end < len(tokens) and self.glued(end) and tokens[end].low in self.lists["determiners"]
        if name.entry.kind == "country" and possessive:
            end += 1  # "Qatar's emir"
        elif name.entry.kind != "demonym":
            return end
        first = end
        for i in range(end, min(end + 2, len(tokens))):  # "foreign minister"
            if not self.lists["persons"].isdisjoint(self.pairs[i]):
                end = i + 1
        if end == first:
            return name.end
        comma = end < len(tokens) and tokens[end].low == ","
        bearer = next((n for n in self.sentence.names if n.at == end + comma and n.entry.kind == "leader"), None)
        return bearer.end if bearer else end

    def past_when_and_where(self, at: int) -> int:
        """The token after a date and a place, or `at` where neither stands there: "will see on Monday in Paris"."""
        while at < len(self.pairs):
            if at in self.sentence.dated:
                at += 1
                continue
            spot = self.pairs[at][0] in self.lists["place"] and next(
                (n for n in self.sentence.names if n.at == at + 1 and n.entry.kind in SPATIAL), None
            )
            if not spot:
                break
            at = spot.end
        return at

    def holds(self, at: int, name: Name) -> bool:
        """Whether a title before the name of a state makes it somebody: "the master of the Kremlin"."""
        if name.entry.kind not in ("country", "demonym", "seat", "city"):
            return False
        return any(self.sentence.tokens[i].low in self.lists["persons"] for i in range(at, name.at))

    def title(self, i: int) -> bool:
        """Whether a token may stand between a verb and the person: a title, an article, a preposition, a capital."""
        token = self.sentence.tokens[i]
        keys = ("determiners", "persons", "place", "with", "genitive", "also")
        known = any(token.low in self.lists[key] for key in keys)
        return known or i in self.named or i in self.sentence.dated or not token.text.islower() or self.in_office(i)

    def in_office(self, i: int) -> bool:
        """Whether a token belongs to the title of an office of several words: "primo ministro"."""
        lows, offices = [t.low for t in self.sentence.tokens[: i + OFFICE]], self.words.offices
        starts = range(max(0, i + 1 - OFFICE), i + 1)
        return any(
            " ".join(lows[k:last]) in offices for k in starts for last in range(max(i, k + 1) + 1, k + OFFICE + 1)
        )

    def attended(self, at: int) -> bool:
        """Whether a body follows whose sessions are summits."""
        return any(at <= n.at <= at + TITLED and n.entry.name in summits() for n in self.sentence.names)

    def clitic(self, i: int) -> bool:
        """Whether "him" stands right before a verb, or before its auxiliary: "lo ha chiamato"."""
        helped = i > 0 and self.pairs[i - 1][0] in self.lists["auxiliaries"]
        before = self.pairs[max(0, i - 1 - helped) : i - helped]
        return any(low in self.lists["him"] for low, _ in before)

    def ended(self, at: int) -> bool:
        """Whether what a verb says ends at a token: with a date, a mark or a small word."""
        if at >= len(self.pairs) or at in self.sentence.dated:
            return True
        keys = ("coordinators", "infinitive", "purpose")
        return not self.pairs[at][0].isalpha() or any(self.pairs[at][0] in self.lists[key] for key in keys)

    def object(self, i: int) -> bool:
        """Whether a pronoun right before a verb of hosting, or hung on it, is its object: "lo aveva ricevuto",
        "recebeu-o"."""
        hung = self.pairs[i + 1][0] if i + 1 < len(self.pairs) else ""
        if hung[:1] == "-" and (hung[1:] in self.lists["him"] or hung[1:] in self.lists["them"]):
            return True
        if self.lists["enclitics"] and self.pairs[i][0].endswith(tuple(self.lists["enclitics"])):
            return True  # "ad accoglierlo è stato il premier"
        near = self.pairs[max(0, i - 2) : i]
        if any(low in self.lists["pronouns"] for low, _ in near):
            return True
        bare = {low for low, _ in near[:-1] if low in self.lists["him"] or low in self.lists["them"]}
        return bool(near and (bare and near[-1][0] in self.lists["auxiliaries"])) or bool(
            near and (near[-1][0] in self.lists["him"] or near[-1][0] in self.lists["them"])
        )

    def suffered(self, i: int) -> bool:
        """Whether a verb stands in the passive, with a date or a small word between at most: "foi ontem recebido"."""
        j = i - 1
        while j > 0 and (j in self.sentence.dated or self.pairs[j][0] in self.lists["adverbs"]):
            if self.pairs[j][0] in self.lists["passive"]:
                break
            j -= 1
        return j >= 0 and self.pairs[j][0] in self.lists["passive"] and not self.words.verb_final

    def told_of(self, i: int) -> bool:
        """Whether a participle stands right after a leader and a comma: "Letta, ricevuto oggi alla Casa Bianca"."""
        ends = tuple(self.lists["participles"])
        if i < 2 or not ends or self.pairs[i - 1][0] != "," or not self.pairs[i][0].endswith(ends):
            return False
        return any(n.end == i - 1 and n.entry.kind == "leader" for n in self.sentence.names)

    def stretch(self, stop: int) -> range:
        """The tokens after a verb until its clause ends, as many as may tell where and by whom."""
        last = stop
        while last < min(stop + FAR, len(self.pairs)):
            if self.pairs[last][0] in STOPS or self.pairs[last][0] in self.lists["relative"]:
                break
            last += 1
        return range(stop, last)

    def received(self, stop: int) -> bool:
        """Whether a host follows the "by" of a passive, whatever stands between: "was received with military honours
        at the palace by the president"."""
        near = self.stretch(stop)
        by = next((j for j in near if self.pairs[j][0] in self.lists["by"]), None)
        if by is None:
            return False
        host = range(by + 1, by + 1 + HELD)
        leader = any(n.at in host and n.entry.kind == "leader" for n in self.sentence.names)
        return leader or any(not self.lists["persons"].isdisjoint(self.pairs[j]) for j in near if j in host)

    def taken_in(self, stop: int) -> bool:
        """Whether somebody is said to be received in a place, by nobody named: "era stato ricevuto a Washington",
        "was welcomed with full honours at the White House"."""
        near = self.stretch(stop)
        if any(self.pairs[j][0] in self.lists["by"] for j in near):
            return False
        spots = (n for n in self.sentence.names if n.at in near and n.entry.kind in SPATIAL)
        small = self.lists["determiners"] | self.lists["genitive"]

        def leads(j: int, at: int) -> bool:  # "at the" White House, "en el palacio de" la Zarzuela
            return (
                self.pairs[j][0] in self.lists["place"] and sum(p[0] not in small for p in self.pairs[j + 1 : at]) < 2
            )

        return any(leads(j, n.at) for n in spots for j in range(max(stop, n.at - TITLED), n.at))

    def guest(self, at: int) -> bool:
        """Whether somebody follows whom one can receive: a person, or people of a state."""
        persons = self.lists["persons"]
        first = max(0, at - FAR) if self.words.verb_final else at
        tokens = self.sentence.tokens
        last, free = at, HELD  # dates and the commas around them do not count
        while last < len(tokens) and free:
            free -= last not in self.sentence.dated and tokens[last].low != ","
            last += 1
        for name in self.sentence.names:
            if first <= name.at <= last and name.entry.kind == "leader":
                return True
        if any(self.words.has("plural", tokens, i) for i in range(at, last)):
            return True  # "is to host the pair"
        if at < len(tokens) and tokens[at].low in self.lists["whom"]:
            return True  # "where the king welcomed him on Saturday"
        return any(not {low, lemma}.isdisjoint(persons) for low, lemma in self.pairs[first:last])
