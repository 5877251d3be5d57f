"""Journeys that are said to take somebody somewhere: "a tour that will take him to Spain"."""

from __future__ import annotations

from timeline.events.parties import SPATIAL
from timeline.events.scene import Scene
from timeline.events.triggers import Trigger


def carrying(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb tells where a journey takes somebody: "a tour that will take him to Spain"."""
    token = scene.sentence.tokens[trigger.at]
    return trigger.kind == "motion" and not scene.words.lists["carrying"].isdisjoint((token.low, token.lemma))


def set_out(scene: Scene, trigger: Trigger) -> bool:
    """Whether somebody is said to have set out on a journey that takes him somewhere, so that it has begun: "left for a
    tour that will take him to Spain"."""
    clause = scene.clauses.clauses[scene.clause(trigger)]
    tokens, past = scene.sentence.tokens, scene.words.lists["past"]
    return carrying(scene, trigger) and clause.parent is not None and any(
        t.type == "visit" and t.kind == "motion" and scene.clause(t) == clause.parent
        and any(tokens[i].low in past for i in range(max(0, t.at - 2), t.at)) for t in scene.triggers
    )  # fmt: skip


def stopped(scene: Scene, trigger: Trigger) -> bool:
    """Whether the clause before "that will take him" has a stop of its own, which then has the date: "flies to
    Libreville on Monday, first stop of a tour that will take him to Angola and Congo"."""
    parent = scene.clauses.clauses[scene.clause(trigger)].parent
    return parent is not None and any(
        p.role == "place" and p.entry.kind in SPATIAL and p.end <= trigger.at for p in scene.within(parent)
    )


def taken_on(scene: Scene, trigger: Trigger) -> bool:
    """Whether a relative clause tells the stops of a journey that its own clause does not tell before: "the trip, which
    will take her to Rabat, ends with her return to Washington"."""
    number = scene.clause(trigger)
    if trigger.type != "visit" or carrying(scene, trigger):
        return False
    spots = [p.at for p in scene.within(number) if p.role == "place" and p.entry.kind in SPATIAL]
    return any(
        carrying(scene, t) and t.at > trigger.at and scene.clauses.clauses[scene.clause(t)].parent == number
        and not any(trigger.end <= at < t.at for at in spots) for t in scene.triggers
    )  # fmt: skip
