"""Find who did what to whom, where and when: triggers of the pack, names of the gazetteer, dates of the timexes.

Encounters, calls and vetoes are read clause by clause (`encounters`): who is the subject, whom and where come after,
and what a clause leaves out comes from the clause or the sentences before. The other types (`others`) take all that
their sentence names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc

from timeline.events.encounters import Encounters
from timeline.events.once import once
from timeline.events.others import Others
from timeline.events.scene import Scene
from timeline.events.text import Sentence, sentences
from timeline.events.trained import people
from timeline.events.triggers import TOLD, Trigger, choose
from timeline.events.words import words_of
from timeline.gazetteer import members
from timeline.languages import Pack
from timeline.model import Article, Mention, Timex

TOPICS = 0.2  # share of the names of an article from which a country is what the article is about
LISTED = 3  # members of a body that are listed where it is told who they are


class Reader(Encounters, Others):
    """Reads one article, sentence by sentence; remembers who was spoken of."""

    def read(self, found: Sequence[Sentence]) -> None:
        """Read all sentences of the article."""
        self.names.read(found)
        counts: Counter[str] = Counter()
        for sentence in found:
            counts.update(n.entry.country for n in sentence.names if n.entry.country)
            self.memory.counts.update(n.entry.name for n in sentence.names if n.entry.kind == "leader")
            around = self.paragraphs.setdefault(sentence.paragraph, set())
            around.update(n.entry.country for n in sentence.names if n.entry.country and n.entry.kind != "other")
            leaders = (n.entry.country for n in sentence.names if n.entry.kind == "leader")
            self.states_led.update(country for country in leaders if country)
            self.political = self.political or any(n.entry.kind in ("leader", "body") for n in sentence.names)
            self.apart = self.apart or bool(sentence.index(self.words).lows("apart"))
            self.list_members(sentence)
            news = (n.entry for n in sentence.names if n.entry.kind in ("country", "demonym", "leader"))
            self.first = self.first or [e.country for e in news if e.country][:1]
        total = sum(counts.values())
        self.memory.states = counts
        self.topics = [c for c, n in counts.most_common(4) if n >= max(2, TOPICS * total)]
        paragraph = -1
        noun: Trigger | None = None  # the last that "quella di Putin" may stand for, of this sentence or the one before
        gathering: Trigger | None = None  # and the last summit or meeting, of which "the next" is another
        aged = past = False
        for sentence in found:
            scene = Scene.of(sentence, self.words, noun, gathering)
            noun, aged = self.elidable(scene) or (None if aged else noun), not self.elidable(scene)
            gathering, past = self.convened(scene) or (None if past else gathering), not self.convened(scene)
            if self.memory.two and not self.memory.just and scene.index.lows("two"):
                self.memory.pair = self.memory.two
            if sentence.paragraph != paragraph:
                paragraph, line = sentence.paragraph, self.written(scene)
                self.opened = sentence.start
                if sentence is found[0]:
                    self.dateline = line
                else:  # "Ankara: …" in a round-up
                    self.memory.place = line or self.memory.place
            last: Trigger | None = None  # the last that told something
            for trigger in choose(scene.triggers, sentence, self.words):
                if last and trigger.kind == "noun" and last.at < trigger.at < last.stop and last.type == trigger.type:
                    continue  # the "visit" of "pay a visit"
                if trigger.type in TOLD:
                    told = self.encounter(scene, trigger)
                    self.mentions.extend(told)
                    self.arrive(told)
                    last = trigger if told else last
                else:
                    mention = self.other(scene, trigger)
                    if mention:
                        self.mentions.append(mention)
            if last is None:
                self.call_off(scene)
                self.date_plan(scene)
            self.remember(scene)
            self.leave(scene)
            self.lasts(scene)
            self.date_paragraph(sentence)

    def list_members(self, sentence: Sentence) -> None:
        """Note which members of a body a sentence lists, where they are most of them: "the G7 is a group of seven
        countries, the United Kingdom, …"."""
        states = dict.fromkeys(n.entry.country for n in sentence.names if n.entry.kind == "country" and n.entry.country)
        for name in sentence.names if len(states) >= LISTED else ():
            all_of = members(name.entry.name) if name.entry.kind == "body" else ()
            listed = [c for c in states if c in all_of]
            if len(listed) >= max(LISTED, len(all_of) / 2):
                self.listed.setdefault(name.entry.name, listed)

    def elidable(self, scene: Scene) -> Trigger | None:
        """The last noun of a sentence that a pronoun may stand for."""
        found = (t for t in reversed(scene.triggers) if t.kind == "noun" and t.type in TOLD)
        return next((t for t in found if scene.sentence.tokens[t.at].lemma in self.words.lists["elidable"]), None)

    @staticmethod
    def convened(scene: Scene) -> Trigger | None:
        """The last summit or meeting of a sentence of which the next may be told."""
        found = (t for t in reversed(scene.triggers) if t.type in ("summit", "meeting"))
        return next((t for t in found if t.type == "summit" or t.kind == "noun"), None)


def find(doc: Doc, article: Article, timexes: Sequence[Timex], pack: Pack) -> list[Mention]:
    """The events that an article tells, each once, in text order; [] where the pack has no event words yet."""
    words = words_of(pack)
    if words is None:
        return []
    reader = Reader(article, words, people(article.text, pack.code))
    reader.read(sentences(doc, timexes, words, article.published))
    return reader.stayed(once(reader.mentions, reader.bare, frozenset(reader.occasions)))
