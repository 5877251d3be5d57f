"""Whether an event took place: what the words around its trigger say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from timeline.events import denials, tenses
from timeline.events.occasions import in_course
from timeline.events.scene import Scene
from timeline.events.tenses import DENIED, LATE, NEAR, SHORT_WORD
from timeline.events.triggers import Trigger
from timeline.model import Status
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.values import value

COUNTED = 6  # tokens between "the first" and "to visit"
FAR = 99  # tokens, farther than any word that tells a tense
WISHES = ("threat", "request", "invitation")  # what these govern may be
TELLING = ("half", "negation", "refuse", "hearsay", "was_to", "would", "modal", "threaten", "future", "past")


@value
class Marks:
    """Tense (-1 past, 0 open, +1 future), negated, only possible, cancelled, "since" beside it."""

    tense: int = 0
    negated: bool = False
    modal: bool = False
    cancelled: bool = False
    exempt: bool = False
    may: bool = False  # an auxiliary says so, so that a bare weekday is the next one
    until: bool = False  # a negation that "until" turns into a date: "did not meet until Friday"
    present: bool = False  # a verb in the present: with a bare weekday, what is to come
    moved: int = 0  # the token at which its new date stands
    did: bool = False  # a verb that does something tells the past: not "is expected"
    before: bool = False  # called off before something else, so that its date is no coming one
    threatened: bool = False  # only threatened, whatever its date: "threatened on Friday to veto"
    foreseen: bool = False  # what was to come when something else was: "was to visit Kenya in May"


def aside(scene: Scene, number: int) -> bool:
    """Whether a clause is a participle between commas, told by the way: "Obama, landed last night, was received"."""
    clause = scene.clauses.clauses[number]
    return clause.kind == "relative" and clause.word == ","


class _Reading:
    """The marks of one trigger, as they are found: each step goes on from what the steps before it have found."""

    def __init__(self, scene: Scene, trigger: Trigger) -> None:
        self.amid = in_course(scene, trigger) if trigger.kind == "noun" else None
        if self.amid is not None or _told_by_the_way(scene, trigger):
            trigger = replace(trigger, governed=None)
        self.scene, self.trigger = scene, trigger
        self.words, self.tokens = scene.words, scene.sentence.tokens
        self.lists, self.of = scene.words.lists, scene.clauses.of
        self.whole = scene.words.verb_final  # auxiliaries and negations may stand anywhere in the clause
        self.verbal = trigger.kind != "noun"
        self.number = scene.clause(trigger)
        self.clause = scene.clauses.clauses[self.number]
        self.hanging = scene.hanging(trigger)
        self.scope = self._scope()  # the clauses whose words are about it
        self.leader = tenses.continued(scene, trigger, self.number)  # "will visit the school and meet the king"
        self.heard = self.verbal and self.clause.kind != "said" and tenses.hearsay(scene, trigger, self.number)
        self.tense, self.best, self.since = 0, FAR, 0  # and how far the word that tells it stands, and where
        self.negated = self.refused = self.modal = self.cancelled = self.may = False
        self.until = self.doubtful = self.thwarted = self.passed = False
        self.new = self.unheld = 0
        self.same: set[int] = set()  # the clauses that tell whether it takes place
        self.called_off: list[int] = []

    def _scope(self) -> set[int]:
        scope, clause = {self.number}, self.clause
        if clause.parent is None:
            return scope
        if clause.verb is None or tenses.shared(self.scene, self.trigger, self.number):
            scope.add(clause.parent)  # "for a two-day visit" says no more than its clause
        return scope

    def marks(self) -> Marks:
        """All that the words around the trigger say about it."""
        self.inflection()
        self.neighbours()
        self.plans()
        self.denials()
        self.calling_off()
        self.failing()
        self.possibility()
        self.government()
        return self.result()

    def inflection(self) -> None:
        """The tense that the form of the verb tells, alone or with the verb that it goes on from."""
        scene, trigger, lists, tokens = self.scene, self.trigger, self.lists, self.tokens
        perfect = self.verbal and tenses.perfect(scene, trigger, self.number)
        tense = 0 if not self.verbal else -1 if perfect else tenses.inflected(scene, trigger)
        if self.leader is not None and tense == 0:
            tense, self.doubtful = tenses.lent(scene, self.leader, trigger.at)
        if self.verbal and aside(scene, self.number) and trigger.at == self.clause.verb:
            tense = 1 if tokens[trigger.at].low in lists["future"] else -1  # "Merkel, landed on Sunday in Riyadh, met"
        if trigger.kind == "verb" and tokens[trigger.at].low in lists["auxiliaries"] and trigger.stop > trigger.end + 1:
            between = tokens[trigger.end : min(trigger.end + LATE, trigger.stop - 1)]
            if any(t.low in lists["future"] for t in between):
                tense = 1  # "ha in programma per domani un colloquio", "tinha previsto encontros"
        if self.heard:
            tense = -1
        if self.clause.kind == "said" and self.verbal and tenses.would(scene, trigger):
            tense = 1  # "said that he would go", in one word
        self.tense = tense

    def neighbours(self) -> None:
        """What auxiliaries, negations and other words near the trigger say, one after the other."""
        scene, trigger, tokens = self.scene, self.trigger, self.tokens
        named = {i for n in scene.sentence.names for i in range(n.at, n.end)}  # "Irão" is a country, and "will go"
        near = len(tokens) if self.whole else NEAR
        object_ = self._object()
        telling = scene.index.several(TELLING)
        for i in range(max(0, trigger.at - near), min(len(tokens), trigger.end + near)):
            if trigger.at <= i < trigger.end or i in named:
                continue
            if i not in telling and (self.verbal or len(tokens[i].low) <= SHORT_WORD):
                continue
            if self.of[i] not in self.scope:
                continue
            everywhere = self.whole and object_ and (self.verbal or scene.clauses.verbs[i])
            if (everywhere or 0 < trigger.at - i <= LATE) and self._denying(i, everywhere):
                continue
            self._timing(i)

    def _object(self) -> bool:
        """Whether a verb before a noun has it as its object: "refused a meeting", but not "refused to speak at the
        meeting"."""
        tokens, lists, scene = self.tokens, self.lists, self.scene
        return self.verbal or not any(
            tokens[i].low in lists["prepositions"]
            or (self.whole and tokens[i].low in lists["place"] and i + 1 not in scene.sentence.dated)
            for i in range(max(0, self.trigger.at - DENIED), self.trigger.at)
        )  # "In einem Telefonat"  # fmt: skip

    def _denying(self, i: int, everywhere: bool) -> bool:
        """Note what a word denies, refuses or only holds possible; whether that is all that it says. `everywhere` where
        such words may stand anywhere in the clause."""
        scene, trigger, lists, tokens = self.scene, self.trigger, self.lists, self.tokens
        low, lemma = tokens[i].low, tokens[i].lemma
        if low in lists["half"] and denials.only(scene, i, self.number):
            return True  # "ne se sont revus qu'à Bali"
        close = i < trigger.at and trigger.at - i <= (DENIED if self.verbal else DENIED - 1)
        if low in lists["negation"] and ((everywhere and low not in lists["prepositions"]) or close):
            self.negated = True  # "ohne" denies only what stands right after it
        if low in lists["refuse"] or lemma in lists["refuse"]:
            if any(t.low in lists["negation"] for t in tokens[max(0, i - DENIED) : i]):
                self.modal = self.may = True  # "did not rule out that Obama will travel"
            else:
                self.refused = True
        if low in lists["hearsay"] and self.heard:
            return True
        if low in lists["was_to"] and self.verbal and denials.days_in(scene, self.scope):
            self.tense, self.best = 1, 0  # "sollte am Montag reisen"
        elif low in lists["would"] and self.clause.kind == "said":
            self.tense, self.best = 1, 0
        elif low in lists["modal"] and tenses.granted(scene, i):
            return True
        elif low in lists["modal"] and scene.clauses.verbs[i]:
            self.modal = self.may = True
        elif low in lists["modal"] or low in lists["threaten"] or lemma in lists["threaten"]:
            self.modal = True
        return False

    def _timing(self, i: int) -> None:
        """Note the tense that a word of the scope tells, where it stands nearer than those before it."""
        trigger, lists, tokens, words = self.trigger, self.lists, self.tokens, self.words
        low, before = tokens[i].low, i < trigger.at
        gap = trigger.at - i if before else i - trigger.end + 3
        if before and low in lists["would"] and all(t.low in lists["auxiliaries"] for t in tokens[i + 1 : i + 3]):
            self.modal = True  # "which would have been the first visit to Africa for years"
        infinitive = low in lists["infinitive"]
        late = infinitive and not 0 < trigger.at - i <= LATE  # "flew to Dublin", "on his way to"
        counted = infinitive and before and self._counted(i)
        sign = 0 if counted else 1 if low in lists["future"] and not late else -1 if low in lists["past"] else 0
        if not self.verbal and words.several["future"].get(low) and words.has("future", tokens, i) > 1:
            sign, gap, self.may = 1, 0, True  # "la visita sigue en pie"
        if not sign and not self.verbal and len(low) > SHORT_WORD and tokens[i].text.islower():
            sign = next((s for ending, s in words.endings if low.endswith(ending)), 0)
        known = self.best < FAR and tokens[self.since].low in lists["present"]
        is_to = sign > 0 and known and 0 < i - self.since <= DENIED
        if is_to or (sign and gap < self.best and (self.tense == 0 or (sign > 0 and gap <= 2))):
            self.best, self.tense, self.since = gap, sign, i  # "is in programme" is no past

    def _counted(self, to: int) -> bool:
        """Whether an infinitive tells nothing that is to come: "the first minister to travel there"."""
        near = self.tokens[max(0, to - COUNTED) : to]
        return any(t.low in self.lists["first"] for t in near) or looked_back(self.scene, self.trigger, to)

    def plans(self) -> None:
        """The tense that words for plans and for what is over tell."""
        scene, trigger = self.scene, self.trigger
        if self.tense == 0 and tenses.before_ahead(scene, trigger):
            self.tense = 1
        self.passed = self.tense <= 0 and tenses.just_over(scene, trigger)
        if self.passed:
            self.tense = -1
        if self.whole and tenses.arranged(scene, trigger, self.number):
            self.tense, self.may = 1, True

    def denials(self) -> None:
        """Whether it is denied, all in all, and whether "until" makes a date of that."""
        scene, trigger, scope = self.scene, self.trigger, self.scope
        self.unheld = denials.occurred_not(scene, trigger, scope)
        unforeseen = denials.not_foreseen(scene, trigger)
        if unforeseen:
            self.tense, self.may = 1, True  # what is not planned would be to come
        negated = self.negated or (self.verbal and denials.nobody(scene, trigger, self.number))
        negated = negated or bool(self.unheld) or unforeseen or denials.unplanned(scene, trigger, scope)
        self.until = negated and bool(scene.limit(trigger))  # "did not meet until Friday"
        self.negated = self.refused or (negated and not self.until)

    def calling_off(self) -> None:
        """Whether it is called off or put off, or may be, and where its new date stands."""
        scene, trigger, of, lists = self.scene, self.trigger, self.of, self.lists
        same = self.scope | denials.going_on(scene, self.number, trigger)
        same |= denials.named_again(scene, trigger, self.tense > 0)
        hanging = {self.hanging} if self.hanging is not None else set()
        self.same = same = same | hanging  # "the visit that he was to make has been put off"
        self.called_off = called_off = [
            i for i in scene.index.begins("cancelled")
            if of[i] in self._reach() and not denials.of_another(scene, trigger, i, self.tense)
            and not trigger.at <= i < trigger.end
        ]  # fmt: skip
        on = any(denials.denied(scene, i) for i in called_off)
        could = bool(called_off) and any(
            i > max(called_off) and of[i] in same
            and any(t.low in lists["modal"] for t in self.tokens[max(0, i - LATE) : i])
            for i in scene.index.begins("occur")
        )  # "put off, could still take place"  # fmt: skip
        asked = bool(called_off) and trigger.governed in WISHES
        unsure = (any(denials.unsure(scene, i) for i in called_off) and not on) or asked or could
        self.cancelled = bool(called_off) and not unsure and not on
        if on:
            self.tense, self.may = 1, True  # "has not been cancelled"
        elif unsure:
            self.tense, self.may = max(self.tense, 1), True
        self.modal = self.modal or unsure or self.doubtful  # "could be cancelled"
        new = denials.moved(scene, same)
        if self.cancelled or new:  # "put off to July the visit that he was to make next week"
            new = denials.after_all(scene, trigger, max(called_off, default=trigger.at), same - hanging) or new
        if not new and not self.cancelled and not self.verbal:
            new, self.tense, self.cancelled = denials.given_up(scene, trigger, same, self.tense)
        elif new:
            self.cancelled, self.tense = False, 1
        self.new = new

    def _reach(self) -> set[int]:
        """The clauses that may say that it is called off."""
        clause, scene = self.clause, self.scene
        apart = clause.kind == "sub" and clause.word in self.lists["after"] | self.lists["offset"]
        reach = self.same - {clause.parent} if apart else self.same  # "called off after a talk with"
        if self.verbal and tenses.foreseen(scene, self.trigger, self.number):
            going = {k for k, c in enumerate(scene.clauses.clauses) if c.kind == "and" and c.parent == self.number}
            reach = reach | going  # "was to go on to Rome, but the stop was cancelled"
        return reach

    def failing(self) -> None:
        """Whether what was planned came to nothing, or somebody went back on it."""
        scene, trigger, number = self.scene, self.trigger, self.number
        if not self.new and self.verbal:
            self.thwarted = denials.unfulfilled(scene, trigger, number, self.tense)
        elif not self.new:
            self.thwarted = denials.journey_thwarted(scene, trigger, number)
        gone_back = self.negated and not self.new and (
            self.unheld > 1 or denials.gone_back_on(scene, trigger, self.scope, self.tense)
        )  # fmt: skip
        self.cancelled = self.cancelled or self.thwarted or gone_back

    def possibility(self) -> None:
        """Whether modals, conditions or a purpose make it no more than possible."""
        scene, trigger, scope, clause = self.scene, self.trigger, self.scope, self.clause
        if not self.verbal and not self.whole and tenses.may(scene, trigger):
            self.may = self.modal = True
        self.may = self.may or tenses.titled(scene, trigger)
        self.modal = self.modal or any(i < trigger.at and self.of[i] in scope for i in tenses.conditions(scene))
        if not self.modal and self.verbal and tenses.purposed(scene, trigger, self.number):
            self.modal = self.may = True
        phrases = self.words.several["modal"]
        self.modal = self.modal or any(
            i < trigger.at and self.of[i] in scope and taken > 1 and self.tokens[i].low in phrases
            for i, taken in scene.index.begins("modal").items()
        )
        conditional = clause.kind == "sub" and clause.word in self.lists["modal"]
        self.modal = self.modal or (conditional and not tenses.granted(scene, clause.first))

    def government(self) -> None:
        """What another trigger does that governs this one: it threatens, asks for, promises, denies it."""
        scene, trigger, tokens = self.scene, self.trigger, self.tokens
        if trigger.governed in WISHES and self._granted():
            self.tense, self.may, self.modal = 1, True, False
        elif trigger.governed in WISHES:
            self.modal = True
        promised = trigger.governed == "agreement" and trigger.at > 0 and self.verbal
        promised = promised and any(self.of[at] in self.scope for at, _ in scene.sentence.timexes)
        if promised and tokens[trigger.at - 1].low in self.lists["infinitive"] and self.tense <= 0:
            self.tense, self.may, self.modal = 1, True, False  # "accepted an invitation to visit Moscow in July"
        if trigger.governed in ("rejection", "denial") and trigger.type != "veto":  # "was rejected by a veto"
            kept = self._kept()
            self.negated, self.modal, self.may = not kept, self.modal or kept, self.may or kept

    def _granted(self) -> bool:
        """Whether a relative clause tells when what was asked for will be: "asked for a meeting of the Council, which
        will be held on Monday"."""
        scene, trigger = self.scene, self.trigger
        for k, clause in enumerate(scene.clauses.clauses):
            if self.verbal or clause.kind != "relative" or clause.parent != self.number or clause.first < trigger.end:
                continue
            own = scene.clauses.own(k)
            ahead = any(tenses.coming(self.words, self.tokens[i].low) for i in own)
            if ahead and scene.index.any("occur", own) and any(self.of[at] == k for at, _ in scene.sentence.timexes):
                return True
        return False

    def _kept(self) -> bool:
        """Whether the denial that governs a trigger is denied itself: "did not rule out meeting her"."""
        scene, trigger = self.scene, self.trigger
        ruling = next((t for t in scene.triggers[::-1] if t.type == trigger.governed and t.at < trigger.at), None)
        if ruling is None:
            return False
        return any(
            not ruling.at <= i < ruling.end  # "will not attend" is a phrase
            and self.tokens[i].low in self.lists["negation"] and self.of[i] == scene.clause(ruling)
            for i in range(max(0, ruling.at - DENIED), min(ruling.end + 1, len(self.tokens)))
        )  # fmt: skip

    def result(self) -> Marks:
        """The marks, with what the steps found together says of tense and possibility."""
        scene, trigger = self.scene, self.trigger
        present = self.tense == 0 and self._present()
        awaited = any(t.low in self.lists["future"] for t in self.tokens[trigger.at : trigger.end])
        did = self.tense < 0 and (self.passed or trigger.kind not in ("noun", "stay")) and not awaited
        foreseen = self._foreseen()
        if foreseen:
            self.tense = 1
        told = self.cancelled or self.new or self.verbal
        risk = "" if told else denials.at_risk(scene, self.same)
        if risk:
            self.tense, self.modal, self.may = 1, risk == "yes", True
        threatened = trigger.governed == "threat" and not self.called_off
        without = denials.without(scene, trigger)
        self.negated = self.negated or without
        if threatened or without:
            self.tense, self.may, present = (0 if threatened else -1), False, False
        if self.amid is not None and all(
            t.low not in self.lists["modal"] for t in self.tokens[self.amid : trigger.end + 2]
        ):
            self.negated = self.modal = self.may = False  # "threatened, at the end of a summit, to use force"
        return Marks(
            tense=self.tense,
            negated=self.negated,
            modal=self.modal,
            cancelled=self.cancelled,
            exempt=self._exempt(),
            may=self.may,
            until=self.until,
            present=present,
            moved=self.new,
            did=did,
            before=self.thwarted or self._over(),
            threatened=threatened,
            foreseen=foreseen,
        )

    def _present(self) -> bool:
        """Whether the verb is in the present, the trigger's or the one that a noun goes with."""
        scene, trigger = self.scene, self.trigger
        if self.verbal:
            said = [t.low for t in self.tokens[trigger.at : trigger.end]]
            shown = tenses.present(self.words, said) or tenses.being(scene, trigger)
        else:
            shown = tenses.headed(scene, self.number)
        return shown or tenses.plain_present(scene, trigger)

    def _foreseen(self) -> bool:
        """Whether it was to come when something else was: "was to visit Kenya in May"."""
        if self.new:
            return False
        own = self.verbal and not self.heard and tenses.foreseen(self.scene, self.trigger, self.number)
        return own or (self.leader is not None and tenses.foreseen(self.scene, self.trigger, self.leader))

    def _over(self) -> bool:
        """Whether it had been called off before something else happened: "had called off"."""
        if not self.cancelled:
            return False
        own = self.scene.clauses.own
        near = (own(self.of[i]) if self.whole else range(max(0, i - DENIED), i) for i in self.called_off)
        return any(self.tokens[k].low in self.lists["pluperfect"] for where in near for k in where)

    def _exempt(self) -> bool:
        """Whether "since" stands in the sentence's part that a trigger is told in."""
        root, of = self.scene.clauses.root, self.of
        return any(root(of[i]) == root(self.number) for i in self.scene.index.lows("exempt"))


def read(scene: Scene, trigger: Trigger) -> Marks:
    """What the words around a trigger say about it: its tense, whether it is denied, called off or only possible."""
    return _Reading(scene, trigger).marks()


def looked_back(scene: Scene, trigger: Trigger, to: int) -> bool:
    """Whether an infinitive only tells what had been decided where a noun says, not what is to come of the noun: "had
    decided to send them at a meeting"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if trigger.kind != "noun" or not lists["pasts"]:
        return False
    had = any(tokens[k].low in lists["pluperfect"] for k in scene.clauses.own(scene.clause(trigger)) if k < to)
    between = (t.low for t in tokens[to + 2 : trigger.at])
    return had and any(low in lists["place"] or low in lists["prepositions"] for low in between)


def _told_by_the_way(scene: Scene, trigger: Trigger) -> bool:
    """Whether what seems to govern a trigger stands in a relative clause before it: "Ban, who had been refused
    permission to come in 2009, held talks"; or the trigger in one that tells more of somebody: "denied having advised
    Morales, who met Putin in July"."""
    rulers = (t for t in reversed(scene.triggers) if t.type == trigger.governed and t.at < trigger.at)
    ruler = next(rulers, None) if trigger.governed else None
    if ruler is None:
        return False
    clauses, own, number = scene.clauses.clauses, scene.clause(ruler), scene.clause(trigger)
    clause = clauses[number]
    apart = clause.kind == "relative" and number != own and scene.sentence.tokens[clause.first - 1].low == ","
    if apart and any(p.role == "person" for p in scene.antecedent(number).parties):
        return True
    parents: list[int | None] = [number]
    while parents[-1] is not None:
        parents.append(clauses[parents[-1]].parent)
    return clauses[own].kind == "relative" and own not in parents


def status(marks: Marks, interval: Interval | None, published: date | None) -> Status:
    """Whether it took place, by the words around the trigger and by the publication day."""
    if marks.cancelled:
        return Status.CANCELLED
    ahead = bool(interval and published and interval.start and interval.start > published)
    until = interval is not None and interval.start is None and interval.last is not None
    ahead = ahead or bool(until and interval and published and interval.last and interval.last > published)
    shown = marks.present and not marks.negated and interval and interval.certainty is not Certainty.ASSUMED
    if shown and interval and published and interval.start and interval.last and interval.last > published:
        begun = interval.start <= published and interval.granularity is Granularity.INTERVAL
        ahead = not begun  # "travels to Egypt this week", but "ends a three-day visit tomorrow"
    over = bool(interval and published and interval.end and interval.end <= published)
    if marks.negated:
        # "has not visited since July 2000" tells the visit of July 2000
        return Status.HAPPENED if marks.exempt and over else Status.DENIED
    if marks.threatened or (marks.modal and not over):
        return Status.HYPOTHETICAL
    begun = bool(interval and published and interval.start and interval.start < published)
    under_way = begun and interval is not None and interval.granularity is Granularity.INTERVAL
    if ahead or (marks.tense > 0 and (not (over or under_way) or marks.foreseen)):
        return Status.PLANNED  # but "ends a three-day visit today" has begun
    return Status.HAPPENED
