"""What merging makes of the samples is what a careful reader would list (specs/sample_events.toml, written by hand)."""

import random
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from timeline import ingest, pipeline
from timeline.dashboard.why import said_in
from timeline.dashboard.words import LANGUAGES
from timeline.gazetteer import country_name
from timeline.merge import merge
from timeline.model import Article, Event, Said

HERE = Path(__file__).parent
SPEC = tomllib.loads((HERE / "specs" / "sample_events.toml").read_text(encoding="utf8"))
CORE = {"visit", "summit", "meeting", "call", "veto"}


@cache
def said() -> tuple[Said, ...]:
    found = [a for p in sorted((HERE.parent / "sample_data").glob("*.json")) for a in ingest.articles(p)]
    read = [pipeline.read(a) for a in found if isinstance(a, Article)]
    return tuple(Said(r.article, m) for r in read for m in r.events)


@cache
def events() -> tuple[Event, ...]:
    return tuple(merge(said()))


def days(event: Event) -> list[str]:
    return [str(event.interval.start), str(event.interval.last)] if event.interval else []


def fits(event: Event, want: dict[str, Any]) -> bool:
    kin = event.type == want["type"] or {event.type, want["type"]} == {"summit", "meeting"}
    return kin and set(want["countries"]) <= set(event.countries)


def matches(event: Event, want: dict[str, Any]) -> bool:
    told = {article for article, _ in event.mentions}
    return (
        fits(event, want)
        and days(event) in (want["days"], want.get("or_days"))
        and event.status == want["status"]
        and set(want["articles"]) <= told
        and ("history" not in want or [s.status for s in event.history] == want["history"])
    )


@pytest.mark.parametrize("want", SPEC["event"], ids=lambda w: f"{w['type']} {'-'.join(w['countries'])} {w['days'][0]}")
def test_a_listed_event_comes_out(want: dict[str, Any]) -> None:
    near = [
        (
            e.type,
            e.countries,
            days(e),
            e.status.value,
            sorted({a for a, _ in e.mentions}),
            [s.status for s in e.history],
        )
        for e in events()
        if fits(e, want)
    ]
    assert any(matches(e, want) for e in events()), near


@pytest.mark.parametrize("want", SPEC.get("gap", []), ids=lambda w: f"{w['type']} {'-'.join(w['countries'])}")
def test_a_known_gap_is_still_one(want: dict[str, Any]) -> None:
    assert not any(matches(e, want) for e in events()), "it comes right now: move it up to [[event]]"


@pytest.mark.parametrize("want", SPEC.get("error", []), ids=lambda w: f"{w['type']} {'-'.join(w['countries'])}")
def test_a_known_error_is_still_one(want: dict[str, Any]) -> None:
    assert any(fits(e, want) for e in events()), "it is gone: strike it out"


def test_nothing_else_comes_out() -> None:
    listed = [want for name in ("event", "gap", "optional", "error") for want in SPEC.get(name, [])]
    other = [e for e in events() if e.type in CORE and not any(fits(e, want) for want in listed)]
    assert not other, [(e.type, e.countries, days(e), e.title, e.mentions) for e in other]


def test_any_order_of_adding_gives_the_same() -> None:
    for seed in range(3):
        shuffled = list(said())
        random.Random(seed).shuffle(shuffled)
        assert merge(shuffled) == list(events())


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_event_is_explained_in_the_language_of_the_page(code: str) -> None:
    for text in {s.mention.how for s in said()} | {e.how for e in events()} | {e.why for e in events() if e.why}:
        assert said_in(text, code) is not None, text
    names = [country_name(c, code) for c in ("KP", "RU")]
    told = [e.why for e in events() if {"KP", "RU"} <= set(e.countries) and e.why]
    assert told
    assert all(name in str(said_in(why, code)) for why in told for name in names)
    assert not any(re.search(r"\b[A-Z]{2}\b", why) for why in told)
