"""Who vetoed, and whom the resolution was about."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events.parties import Party
from timeline.events.roles import SIDES, Roles
from timeline.events.scene import Scene
from timeline.events.story import Cast
from timeline.events.text import Name, Sentence
from timeline.events.triggers import Trigger
from timeline.gazetteer import Entry, meets

COUNCIL = "UN Security Council"  # where vetoes are cast
SAID = 6  # tokens between a verb and the veto that is its object


class Vetoes(Roles):
    """Answers who takes part in a veto."""

    def veto(self, scene: Scene, trigger: Trigger) -> Cast | None:
        """Who vetoed, and whom the resolution was about. Who vetoes stands right before it; others abstained."""
        number, tokens = scene.clause(trigger), scene.sentence.tokens
        near = scene.clauses.own(number) if self.words.verb_final else range(max(0, trigger.at - SAID), trigger.at)
        bare = trigger.kind == "noun" or tokens[trigger.at].low == tokens[trigger.at].lemma
        if bare and any(
            not self.words.lists["lifted"].isdisjoint((tokens[i].low, tokens[i].lemma)) for i in near
        ):  # fmt: skip
            return None  # "lifted its veto on the accession"
        before = [p for p in scene.within(number) if p.acts and p.end <= trigger.at]
        before = [p for p in before if p.entry.country]  # "Russia, which at the Security Council vetoed"
        who = self.group(before) or scene.subject(number, trigger.at).parties
        who = [p for p in who if p.entry.country]
        if not who and scene.clauses.clauses[number].kind == "relative":
            who = [p for p in scene.antecedent(number).parties if p.entry.country]
        several = any(scene.plural(i) for i in scene.clauses.own(number) if i < trigger.at)
        if not who and trigger.kind != "noun" and several and (those := self.memory.several):
            self.memory.vetoing = list(those)  # "The two states voted against"
        if not who and trigger.kind != "noun" and self.memory.vetoing:
            return Cast(self.memory.vetoing, self.vetoed(scene, trigger, []), [], known=True)  # "it vetoed"
        if trigger.kind == "noun" and not who:
            left, right = scene.beside(trigger)
            who = [p for p in (*left, *right) if p.entry.country and p.role != "about"][:1]
        if trigger.kind == "noun":  # "for Rice the veto is shameful"
            who = [p for p in who if not self.opining(scene, p)]
        if not who:
            return None
        acting = [self.memory.identify(p, scene.sentence) for p in who]
        self.memory.vetoing = acting
        return Cast(acting, self.vetoed(scene, trigger, who), [], known=True)

    def entitled(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a noun only tells of the right to veto: "China, which has the right of veto, is against it"."""
        if trigger.type != "veto" or trigger.kind != "noun":
            return False
        said = scene.index.begins("entitled")
        return any(i + said.get(i, 0) > trigger.at for i in range(max(0, trigger.at - 2), trigger.at + 1))

    def opining(self, scene: Scene, party: Party) -> bool:
        """Whether a sentence begins with "for" and a name: who has an opinion on it."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        near = range(max(0, party.at - SAID), party.at)
        opens = next((i for i in near if all(not t.text[:1].isalpha() for t in tokens[:i])), party.at)
        return opens < party.at and tokens[opens].low in lists["purpose"]

    def vetoed(self, scene: Scene, trigger: Trigger, who: Sequence[Party]) -> list[Entry]:
        """Whom a resolution was about, or who put it forward: the names after the words of the veto."""
        reported = self.reported(scene.sentence)
        taken = {p.at for p in who}
        return [
            n.entry for n in scene.sentence.names
            if n.entry.country and trigger.end <= n.at <= trigger.end + 2 * SIDES and n.at not in reported
            and n.at not in taken and not (n.entry.kind == "city" and n.entry.name in meets(COUNCIL))
            and scene.clauses.clauses[scene.clauses.of[n.at]].kind in ("main", "relative", "sub")
            and scene.clauses.root(scene.clauses.of[n.at]) == scene.clauses.root(scene.clause(trigger))
            and not self.sponsor(scene, n) and not self.proposing(scene, n)
        ]  # fmt: skip

    @staticmethod
    def proposing(scene: Scene, name: Name) -> bool:
        """Whether a state is the subject of a relative clause: "a text that Morocco had put forward", "den Marokko"."""
        number = scene.clauses.of[name.at]
        clause = scene.clauses.clauses[number]
        cased = clause.word in scene.words.lists["objects"] and name.at == clause.first + 1
        acting = cased or any(p.at == name.at for p in scene.subject(number).parties)
        return clause.kind == "relative" and acting

    def sponsor(self, scene: Scene, name: Name) -> bool:
        """Whether a state only put a resolution forward: "the text drafted by France", "presentata da Francia"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        party = next((p for p in scene.parties if p.at == name.at), None)
        prep = party.prep if party else -1
        if prep < 1 or tokens[prep].low not in lists["by"]:
            return False
        return any(tokens[prep - 1].low.endswith(ending) for ending in lists["participles"])

    def reported(self, sentence: Sentence) -> range:
        """The tokens of ", an official said" at the end of a sentence: who says it is no party to it."""
        tokens, report = sentence.tokens, self.words.lists["report"]
        comma = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].low == ","), None)
        if comma is not None and any(t.lemma in report or t.low in report for t in tokens[comma:]):
            return range(comma, len(tokens))
        return range(0)
