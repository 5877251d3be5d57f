"""What kind of encounter a trigger tells, and whether it is one between states at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.events import types
from timeline.events.attaching import attach, intended
from timeline.events.dates import dated
from timeline.events.marks import aside
from timeline.events.occasions import on_the_sidelines
from timeline.events.private import Private
from timeline.events.referring import PAIR, PASSIVE
from timeline.events.roles import SIDES
from timeline.events.scene import Scene
from timeline.events.settling import Found
from timeline.events.story import ORDINAL, Cast
from timeline.events.triggers import Trigger
from timeline.gazetteer import Entry, summits

LONG_AHEAD = 9  # tokens between "ahead of" and a noun with its possessor
CROWDED = 4  # tokens from the start of a sentence in which a crowd is its subject, and after it in which an office is


class Manner(Private):
    """Answers whether those who take part meet, call or only speak, and on behalf of their states."""

    def diplomatic(self, trigger: Trigger, cast: Cast) -> bool:
        """Whether states have a part in it, not teams or museums: where an article names nobody who acts for a state,
        two states must be named together ("talks between Iran and Iraq"), or the one that vetoes."""
        if self.political or cast.official:
            return True
        if self.apart:
            return False
        states = len(set(cast.countries()))
        if trigger.type in ("veto", "summit"):
            return states > 0
        return trigger.kind == "noun" and states > 1

    def phoned(self, scene: Scene, trigger: Trigger, cast: Cast) -> bool:
        """Whether those of whom it is only said that they talked did so by telephone, as in what was told before:
        "called the king on Monday. He also talked with the emir"."""
        verb = scene.sentence.tokens[trigger.at]
        talk = not self.words.lists["talking"].isdisjoint((verb.low, verb.lemma))
        if trigger.type != "meeting" or trigger.kind == "noun" or not talk or cast.spots:
            return False
        states = {e.country for e in cast.who if e.country}
        told = [m for m in self.mentions if m.type in types() and m.plover == "CONSULT" and states & set(m.countries)]
        return bool(told) and told[-1].type == "call"

    def kind(self, scene: Scene, trigger: Trigger, cast: Cast) -> Trigger:
        """A meeting of a body's leaders is its summit; a visit to a person is a meeting."""
        if cast.person:
            return replace(trigger, type="meeting", plover=types()["meeting"].plover)
        bodies = [e for e in cast.who if e.kind == "body"]
        states = {e.country for e in (*cast.who, *cast.whom) if e.kind == "leader" and e.country}
        if len(states) >= PAIR and on_the_sidelines(scene, trigger):
            return trigger  # "met Hu on the sidelines of the G20 summit"
        if len(states) == PAIR and trigger.kind != "noun":
            return trigger  # "the two met in Panama, during the Summit of the Americas"
        if trigger.type != "meeting" or not bodies or trigger.kind == "host":
            return trigger
        near = scene.sentence.tokens[max(0, trigger.at - SIDES) : trigger.at]
        leaders = self.words.lists["leaders"]
        if any(e.name in summits() for e in bodies) or any(t.low in leaders for t in near):
            return replace(trigger, type="summit")
        return trigger

    def welcome(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether somebody is welcomed on arrival: that is the visit, not a meeting of its own."""
        own = scene.clauses.own(scene.clause(trigger))
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.type == "meeting" and trigger.kind in ("verb", "host") and attach(scene, trigger) is None:
            suffered = any(t.low in lists["passive"] for t in tokens[max(0, trigger.at - PASSIVE) : trigger.at])
            if suffered and scene.index.any("airport", own):
                return True  # "was met at the airport by the prime minister"
        arrived = any(
            t.kind == "motion" and t.at < trigger.at and not aside(scene, scene.clause(t)) for t in scene.triggers
        )
        if trigger.kind == "host" and arrived and scene.index.any("airport", own):
            return True
        return trigger.kind == "host" and arrived and self.passive(scene, trigger) and attach(scene, trigger) is None

    def remote(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a meeting is held by telephone or video, so that it is the call: "a talk per Videoschalte"."""
        number, tokens = scene.clause(trigger), scene.sentence.tokens
        return trigger.type == "meeting" and any(
            t.type == "call" and t.kind == "noun" and scene.clause(t) == number
            and t.at and tokens[t.at - 1].low in self.words.lists["by"] for t in scene.triggers
        )  # fmt: skip

    def purpose(self, scene: Scene, trigger: Trigger, cast: Cast) -> bool:
        """Whether a noun only tells what something else is for: "a visit for talks", "ahead of the summit"."""
        if trigger.kind != "noun":
            return False
        if scene.clauses.clauses[scene.clause(trigger)].prospect:
            return not dated(scene, scene.clause(trigger))  # "ahead of the summit on July 11" tells that too
        first = max(0, trigger.at - ORDINAL - 1)
        between = range(max(0, trigger.at - LONG_AHEAD), trigger.at)
        verb = max((i for i in between if scene.clauses.verbs[i] or scene.sentence.tokens[i].low == ","), default=-1)
        possessive = self.words.lists["possessive"]
        owned = any(t.low in possessive for t in scene.sentence.tokens[max(verb, 0) : trigger.at])
        reach = range(max(between.start, verb + 1) if owned else first, trigger.at)
        if scene.index.any("ahead", reach):
            return self.arranged(scene, trigger) is None
        tokens, number = scene.sentence.tokens, scene.clause(trigger)
        if self.at_its_end(scene, trigger):
            return True
        before = tokens[max(0, trigger.at - ORDINAL) : trigger.at]
        for at in range(trigger.at - len(before), trigger.at) if trigger.type == "summit" else ():
            if tokens[at].low in self.words.lists["purpose"] and not any(e.kind == "body" for e in cast.whom):
                mine = [p.at for p in scene.within(number) if p.acts and p.at < at]
                return any(  # "met Putin for a summit on Syria"; but "the two met for a summit" is the summit
                    t.type == "meeting" and t.kind != "noun" and scene.clause(t) == number
                    and any(t.at < whom for whom in mine)
                    for t in scene.triggers
                )  # fmt: skip
        if trigger.type != "meeting":
            return False
        visits = [t for t in scene.triggers if t.type == "visit" and t.at < trigger.at and scene.clause(t) == number]
        starts = {tokens[t.at].start for t in visits}
        there = {m.place_country for m in self.mentions[-PAIR:] if m.trigger_start in starts}
        if cast.named and not {e.country for e in cast.whom if e.country} <= there:
            return False  # "flew to Rome for talks with her French colleague"
        away = self.words.lists["departing"]
        left = any(not away.isdisjoint((tokens[t.at].low, tokens[t.at].lemma)) for t in visits)
        named = any(p.entry.kind == "leader" and p.acts and p.at >= trigger.end for p in scene.within(number))
        if named and not left:  # the day of a departure is not that of the talks
            return False  # "will go to Jerusalem for talks with the prime minister, Benjamin Netanyahu"
        return bool(visits) and any(t.low in self.words.lists["purpose"] for t in before)

    def at_its_end(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether it is only said that something else follows a summit: "Al término de la Cumbre, el Presidente
        visitará Japón del 16 al 18 de noviembre"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.type != "summit" or self.words.verb_final:
            return False
        ends = scene.index.begins("ending")
        near = range(max(1, trigger.at - ORDINAL), trigger.at)
        if not any(i in ends and tokens[i - 1].low in lists["place"] for i in near):
            return False
        comma = next((i for i in range(trigger.end, len(tokens)) if tokens[i].low == ","), len(tokens))
        if any(i in scene.sentence.dated for i in range(trigger.end, comma)):
            return False
        return any(t.type in ("visit", "meeting") and t.kind != "noun" and t.at > comma for t in scene.triggers)

    @staticmethod
    def arranged(scene: Scene, trigger: Trigger) -> Found | None:
        """The date for which a noun is said right after it to be planned: "to prepare Obama's visit, set for 19 March";
        None where none is."""
        plan = intended(scene, trigger)
        at = next((at for at, t in scene.sentence.timexes if plan and t is plan.timex), -1)
        near = any(
            t.low in scene.words.lists["future"] for t in scene.sentence.tokens[max(trigger.end, at - PAIR) : at]
        )
        return plan if near else None

    def face_to_face(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether those who talk do so at a meeting named after them: "talked to Putin for four hours at a meeting"."""
        tokens, number = scene.sentence.tokens, scene.clause(trigger)
        nouns = [t for t in scene.triggers if t.kind == "noun" and scene.clause(t) == number and t.at >= trigger.stop]
        if any(t.type == "call" for t in nouns):
            return False
        if on_the_sidelines(scene, trigger):
            return True  # "on the sidelines, he had held a long conversation with Lavrov"
        return any(
            t.type in ("meeting", "summit")
            and any(low.low in self.words.lists["place"] for low in tokens[t.at - 2 : t.at])
            for t in nouns
        )

    def at_whose(self, scene: Scene, trigger: Trigger, cast: Cast) -> list[Entry]:
        """Whom somebody sees where he goes: "flies to Sochi to Putin's", "volerà a Sochi da Putin"; [] where nobody."""
        if trigger.type != "visit" or trigger.kind not in ("motion", "stay") or not cast.who:
            return []
        tokens, lists, number = scene.sentence.tokens, self.words.lists, scene.clause(trigger)
        named = {i for p in scene.parties if p.role == "place" for i in range(p.at, p.end)}
        home = {e.country for e in cast.who}
        for p in scene.parties:
            beside = p.prep - 1 in named or p.prep - 1 in scene.sentence.dated or p.prep == trigger.end
            if p.prep < trigger.end or not beside or p.role != "person" or tokens[p.prep].low not in lists["chez"]:
                continue
            if scene.clauses.of[p.at] == number and p.entry.country and p.entry.country not in home:
                return [self.memory.identify(p, scene.sentence)]
        return []

    def own_staff(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether somebody only meets his own people: "a meeting with his advisers"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        number = scene.clause(trigger)
        if trigger.type not in ("meeting", "call") or any(p.acts and p.at > trigger.at for p in scene.within(number)):
            return False
        subject = scene.subject(number, trigger.at)
        if trigger.kind == "host" or subject.refers == "both" or len(self.states(subject.parties)) > 1:
            return False  # "the two met with their teams", "received him with all his cabinet"
        after = [i for i in scene.clauses.own(number) if i >= trigger.end]
        return any(
            tokens[i].low in lists["staff"] and any(t.low in lists["pronouns"] for t in tokens[max(0, i - ORDINAL) : i])
            for i in after
        )

    def public(self, scene: Scene, trigger: Trigger, cast: Cast) -> bool:
        """Whether somebody only meets people who act for no state: "spoke with students", "a talk with investors"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.type != "meeting" or self.passive(scene, trigger):
            return False
        number = scene.clause(trigger)
        met = [p for p in scene.within(number) if p.acts and p.entry.country and p.at >= trigger.end]
        own = all(p.end < len(tokens) and self.words.has("public", tokens, p.end) for p in met)  # "U.S. soldiers"
        if cast.named and trigger.kind != "noun" and not (own and met and not self.words.verb_final):
            return False
        parties = [p for p in scene.within(number) if p.acts and p.role != "state"]
        if trigger.kind == "noun" and any(p.prep >= 0 and tokens[p.prep].low in lists["with"] for p in parties):
            return False
        for i in scene.clauses.own(number):
            if not (i >= trigger.end or self.words.verb_final) or not self.words.has("public", tokens, i):
                continue
            first = next((k for k in range(i - 1, -1, -1) if tokens[k].low in lists["with"]), -1)
            if trigger.kind != "noun" and trigger.stop == trigger.end:
                first = max(first, trigger.at)
            small = lists["determiners"] - lists["genitive"]
            before = next((k for k in range(i - 1, -1, -1) if tokens[k].low not in small), -1)
            if first == trigger.at and before > first and tokens[before].low in lists["genitive"]:
                continue  # "met in Brussels over the crisis of the refugees"
            if first >= 0 and i - first <= SIDES and all(not first < p.at < i or p.end == i for p in parties):
                return True
        return False

    def leisure(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether somebody only goes on holiday, or comes home from it: "revient d'une semaine de vacances au
        Portugal"."""
        own = scene.clauses.own(scene.clause(trigger))
        tokens, rest = scene.sentence.tokens, self.words.lists["leisure"]
        return trigger.type == "visit" and any(not rest.isdisjoint((tokens[i].low, tokens[i].text)) for i in own)

    def multitude(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a crowd comes together: "hundreds of former fighters gathered", not "thousands of officials met"; or
        it is only waited for: "until Annan visits Baghdad"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        number = scene.clause(trigger)
        clause = scene.clauses.clauses[number]
        waited = clause.kind == "sub" and clause.word in lists["until"] - lists["relative"]
        if waited and trigger.kind != "noun" and not dated(scene, number):
            return True
        first = scene.clauses.clauses[scene.clauses.root(number)].first
        if trigger.type not in ("meeting", "visit") or trigger.kind not in ("verb", "motion") or self.words.verb_final:
            return False
        for i in range(first, min(first + CROWDED, trigger.at)):
            if tokens[i].low in lists["crowd"]:
                after = range(i + 1, min(i + 2 + CROWDED, trigger.at))
                return all(lists["persons"].isdisjoint((tokens[k].low, tokens[k].lemma)) for k in after) and not any(
                    p.acts and p.end == trigger.at for p in scene.parties
                )
        return trigger.kind == "motion" and self.many_follow(scene, trigger, first)

    def many_follow(self, scene: Scene, trigger: Trigger, first: int) -> bool:
        """Whether those who move are many, told after their verb: "sono sbarcate a Lampedusa circa 25 mila persone",
        not "è arrivato a Roma con 20 migranti"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        for at in scene.index.lows("people"):
            if not trigger.end < at <= trigger.end + 2 * CROWDED:
                continue
            counted = any(t.low in lists["crowd"] or t.low[0].isdigit() for t in tokens[trigger.end : at])
            alone = not any(p.acts and first <= p.at < at for p in scene.parties)
            return counted and alone and all(t.low not in lists["with"] for t in tokens[trigger.end : at])
        return False

    def at_home(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether the clause of a meeting or a call names people or bodies of one state's own politics, and nobody who
        acts for another state: "met the party leaders", "il vertice di maggioranza"."""
        if trigger.type not in ("meeting", "summit", "call"):
            return False
        number, tokens = scene.clause(trigger), scene.sentence.tokens
        own = scene.within(number)
        acting = [*scene.subject(number, trigger.at).parties, *(p for p in own if p.acts)]
        home = {p.entry.country for p in acting}
        there = {p.entry.country for p in own if p.role == "place"}
        if None in home or len(home | there) > 1:
            return False
        here = self.memory.place.country if self.memory.place else None
        own_body = trigger.kind == "noun" and not there and self.meeting_of(scene, trigger)
        if here and home and here not in home and not own_body:
            return False  # "arrived in Washington on Monday. He met senators"
        near = range(1, ORDINAL + 1)  # "the leaders of the two smaller parties" are no two leaders
        if any(scene.plural(i) and not any(self.words.has("domestic", tokens, i + k) for k in near
                                           if i + k < len(tokens)) for i in scene.clauses.own(number)):  # fmt: skip
            return False
        named = (i for i in scene.clauses.own(number) if self.words.has("domestic", tokens, i))
        pronouns = self.words.lists["pronouns"]  # "received him together with most of his cabinet"
        return any(all(t.low not in pronouns for t in tokens[max(0, i - ORDINAL) : i]) for i in named)

    def meeting_of(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether the body of one state that holds a meeting is told right after it: "a meeting of the cabinet"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        at = trigger.end
        if at >= len(tokens) or tokens[at].low not in lists["genitive"]:
            return False
        near = range(at + 1, min(at + 2 + ORDINAL, len(tokens)))
        return any(self.words.has("domestic", tokens, i) for i in near)

    def internal(
        self, scene: Scene, trigger: Trigger, cast: Cast, countries: Sequence[str], found: Found | None
    ) -> bool:
        """Whether people of one state only meet or call one another, in an article whose leaders are all of that state:
        no other state stands in the sentence, and no body of several states takes part; two of one state that a noun
        names are kept ("talks between Sarraj and Haftar"). Where leaders of other states are named, one of them may
        be whom a title or a pronoun means."""
        if trigger.type not in ("meeting", "call") or len(set(countries)) != 1:
            return False
        if any(e.country is None for e in (*cast.who, *cast.whom)):
            return False
        if self.halved(scene, trigger, cast, found):
            return True
        if any(n.entry.country not in countries for n in scene.sentence.names if n.entry.kind != "other"):
            return False
        if trigger.type == "call" and all(any(e.kind == "leader" for e in side) for side in (cast.who, cast.whom)):
            return True  # "the minister telephoned Lira"
        if self.states_led != {*countries}:
            subject = scene.subject(scene.clause(trigger), trigger.at)
            explicit = trigger.kind != "noun" and subject.parties and not cast.whom and not subject.refers
            told = self.paragraphs.get(scene.sentence.paragraph, set())
            if not explicit or told != {*countries} or not self.strangers(scene, trigger):
                return False
        rivals = {e.name for e in (*cast.who, *cast.whom) if e.kind in ("leader", "body")}
        return trigger.kind != "noun" or len(rivals) < PAIR

    def halved(self, scene: Scene, trigger: Trigger, cast: Cast, found: Found | None) -> bool:
        """Whether of a meeting only one side is known, and nothing more is: no day, nobody who speaks for the state
        ("on Wednesday it meets Bayern Munich"), or "the two" who are not told ("both will meet in Wiesbaden")."""
        people = any(e.kind == "leader" for e in (*cast.who, *cast.whom))
        both = scene.subject(scene.clause(trigger), trigger.at).refers == "both"
        alone = found is None and (
            trigger.type == "call" or self.strangers(scene, trigger)
        )  # but "their first meeting with President Obama"
        return alone or (trigger.kind != "noun" and (both or not (people or cast.official)))

    def strangers(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a noun without a title or a pronoun follows a verb: those met are nobody's leaders."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        own = [i for i in scene.clauses.own(scene.clause(trigger)) if self.words.verb_final or i >= trigger.end]
        kept = (*lists["persons"], *lists["whom"], *lists["him"], *lists["them"])
        return not any(tokens[i].low in kept or tokens[i].lemma in kept for i in own)

    def statute(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether it is a law that is vetoed, not a resolution: "vetoed the bill", "vetó la ley"."""
        number, tokens = scene.clause(trigger), scene.sentence.tokens
        if any(n.entry.kind == "body" and n.entry.country is None for n in scene.sentence.names):
            return False
        own = [i for i in scene.clauses.own(number) if self.words.verb_final or i >= trigger.at]
        return any(self.words.has("statute", tokens, i) for i in own)

    def there_already(self, scene: Scene, trigger: Trigger, cast: Cast) -> bool:
        """Whether somebody goes on within the state where he has met: "met Lula in Brasília before he flew to Rio"."""
        clause = scene.clauses.clauses[scene.clause(trigger)]
        if trigger.type != "visit" or clause.kind != "sub" or clause.word not in self.words.lists["offset"]:
            return False
        goals = {spot.entry.country for spot in cast.spots}
        met = [m for m in self.mentions if m.sentence_start == scene.sentence.start and m.type == "meeting"]
        return any(goals == {m.place_country} and {e.country for e in cast.who} <= {*m.countries} for m in met)
