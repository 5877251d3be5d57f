"""What leaves the program: read back by the programs it is for, and harmless in them."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import icalendar
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_merge import DAY, said

from timeline import forms
from timeline.export import to_csv, to_ics, to_json, to_parquet, to_timelinejs
from timeline.export.tables import harmless
from timeline.merge import merge
from timeline.model import Event, Status
from timeline.temporal.interval import Interval

EVIL = '=HYPERLINK("http://example.org","x") <img src=x onerror=alert(1)> $x$'
ARTICLE = replace(said().article, title=EVIL, url="https://example.org/a?b=1&c=2", source="Outlet")


@pytest.fixture
def events() -> list[Event]:
    found = merge([said("a"), said("b", "meeting", status=Status.PLANNED, day=date(2024, 7, 1), days=2)])
    undated = merge([said("c", "veto", day=None)])
    month = merge([said("d", "summit", ("IT",))])
    return [
        replace(found[0], title=EVIL, place="Pyöngyang\x07"),
        found[1],
        replace(month[0], interval=Interval.of(2024, 6)),
        *undated,
    ]


def test_a_calendar_is_read_back(events: list[Event]) -> None:
    data = to_ics(events, {"a": ARTICLE}, name="North Korea", link="https://example.org/?country=KP")
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors
    entries = calendar.walk("VEVENT")
    assert len(entries) == 3  # the undated one is left out
    first = entries[0]
    assert first.decoded("dtstart") == DAY
    assert first.decoded("dtend") == date(2024, 6, 19)
    assert str(first["summary"]) == EVIL
    assert str(first["url"]) == f"https://example.org/?country=KP&event={events[0].id}"
    assert str(first["location"]) == "Pyöngyang"
    assert str(entries[1]["status"]) == "TENTATIVE"
    assert str(entries[2]["summary"]).startswith("~ ")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data == to_ics(events, {"a": ARTICLE}, name="North Korea", link="https://example.org/?country=KP")


def test_cells_are_no_formulas(events: list[Event]) -> None:
    text = to_csv(events, {"a": ARTICLE})
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == len(events)
    assert rows[0]["title"] == "'" + EVIL
    assert rows[0]["start"] == "2024-06-18"
    assert rows[0]["countries"] == "RU; KP"
    assert rows[0]["articles"] == ARTICLE.url
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@given(st.text(max_size=20))
def test_no_text_is_a_formula(text: str) -> None:
    assert not harmless(text).lstrip().startswith(("=", "+", "-", "@"))
    assert harmless(text).removeprefix("'") == text or harmless(text) == text


def test_json_is_the_form_of_the_command_line(events: list[Event]) -> None:
    read = json.loads(to_json(events))
    assert [forms.event_to_json(forms.event_from_json(e)) for e in read] == read


def test_parquet_is_read_back(events: list[Event]) -> None:
    table = pq.read_table(io.BytesIO(to_parquet(events, {"a": ARTICLE})))
    assert table.column("start").to_pylist() == [DAY, date(2024, 7, 1), date(2024, 6, 1), None]
    assert table.column("countries").to_pylist()[0] == ["RU", "KP"]
    assert pq.read_table(io.BytesIO(to_parquet([]))).num_rows == 0


def test_timelinejs_has_what_it_needs_and_no_markup_of_strangers(events: list[Event]) -> None:
    data = json.loads(to_timelinejs(events, {"a": ARTICLE}))
    assert len(data["events"]) == 3
    for slide in data["events"]:
        assert {"year", "month", "day"} == set(slide["start_date"])
        assert slide["text"]["headline"]
        assert "<img" not in json.dumps(slide)
    assert data["events"][1]["end_date"] == {"year": "2024", "month": "7", "day": "2"}
    assert 'href="https://example.org/a?b=1&amp;c=2"' in data["events"][0]["text"]["text"]


def test_a_link_that_is_no_web_address_is_not_linked(events: list[Event]) -> None:
    article = replace(ARTICLE, url="javascript:alert(1)")
    assert "href" not in to_timelinejs(events, {"a": article})
