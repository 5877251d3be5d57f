"""Events that are only where or when another one was: "met on the sidelines of the G20", "signed during the visit".

Four lists of a pack tell how the noun after their words stands to what the sentence tells: `sidelines` (beside it),
`amid` (in the course of it), `at` (where it is held) and `afterwards` (when it is over).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from timeline.events.clauses import STOPS
from timeline.events.scene import Scene
from timeline.events.triggers import Trigger
from timeline.model import Mention

BEFORE = 14  # tokens between such words and the noun
NEAR = 4  # the same where the noun is no more than the occasion of what is told
HELD = ("sidelines", "amid", "at")
COURSE = ("sidelines", "amid", "afterwards")
PAIR = 2  # states that meet


def leading(scene: Scene, trigger: Trigger, lists: Collection[str], reach: int = BEFORE) -> int | None:
    """The token at which the words of some lists begin that lead to a noun, with no verb between: "on" of "on the
    sidelines of the Summit of the Americas"; None where none do, or it is still ahead."""
    tokens, words, begins = scene.sentence.tokens, scene.words.lists, scene.index.begins
    said = {k: i for name in lists for i, n in [*begins(name).items()][::-1] for k in range(i, i + n)}
    for i in range(trigger.at - 1, max(-1, trigger.at - 1 - reach), -1) if said else ():
        if i in said:
            return said[i]
        low = tokens[i].low
        if scene.clauses.verbs[i] or low in STOPS or low in words["purpose"] or low in words["coordinators"]:
            return None
        if i in begins("prospect") or i in begins("ahead"):
            return None  # "in Luxemburg ahead of the European Council"
    return None


def occasion(scene: Scene, trigger: Trigger) -> bool:
    """Whether a noun says only where or when something else is: "met during the Summit of the Americas", "beim
    G20-Gipfel"; not "the two met for a summit"."""
    return leading(scene, trigger, HELD) is not None


def in_course(scene: Scene, trigger: Trigger) -> int | None:
    """Where the words begin that tell, right before a noun, that something happened in the course of it or after it:
    "à l'issue d'un sommet"; None where there are none."""
    return leading(scene, trigger, COURSE, NEAR)


def on_the_sidelines(scene: Scene, trigger: Trigger) -> bool:
    """Whether the clause of a trigger says that it happens beside something else."""
    return scene.index.any("sidelines", scene.clauses.own(scene.clause(trigger)))


def on_the_fringe(scene: Scene, trigger: Trigger) -> bool:
    """The same of the whole sentence, up to the main clause that its clause hangs on."""
    root = scene.clauses.root(scene.clause(trigger))
    return any(scene.clauses.root(scene.clauses.of[i]) == root for i in scene.index.begins("sidelines"))


def beside_of(scene: Scene, trigger: Trigger) -> set[str]:
    """The bodies, by name, during or beside whose session something only happens: "met Hu on the sidelines of the
    G20 summit", "al margen de la Asamblea General"."""
    starts = [i for key in ("sidelines", "amid") for i in scene.index.begins(key) if not trigger.at <= i < trigger.end]
    return {
        p.entry.name for p in scene.parties if p.entry.kind == "body" and any(
            i < p.at <= i + BEFORE and not i < trigger.at < p.at
            and not any(scene.clauses.verbs[i : p.at])
            and all(t.low != "," for t in scene.sentence.tokens[i : p.at])
            for i in starts
        )
    }  # fmt: skip


def told_to_meet(mentions: Sequence[Mention], sentence: int) -> bool:
    """Whether it was told, in the sentence that begins at a character, that two states meet."""
    return any(
        m.type == "meeting" and m.sentence_start == sentence and len({a.country for a in m.actors} - {None}) >= PAIR
        for m in mentions
    )
