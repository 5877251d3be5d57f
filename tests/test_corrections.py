"""The controls for correcting an event do what they say, show what went wrong, and are not there in read-only mode."""

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from timeline.__main__ import main
from timeline.model import Article
from timeline.store import Store

TEXTS = (
    "Russian President Vladimir Putin visited North Korea on June 18.",
    "Vladimir Putin visited North Korea on June 18.",
)


def page() -> None:
    import os

    from timeline.dashboard import corrections
    from timeline.store import ReadModel, Store

    model = ReadModel(Store.open(os.environ["STORE"]))
    (event, *_) = sorted(model.store.events(), key=lambda e: e.id)
    corrections.panel(event, model, model.store.said(event.id), ["FR"])


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    url = f"sqlite:///{tmp_path / 's.sqlite'}"
    monkeypatch.setenv("STORE", url)
    store = Store.open(url)
    store.add_all(Article(f"a{i}", t, published=date(2024, 6, 20), lang="en") for i, t in enumerate(TEXTS))
    assert len(store.events()) == 1
    return store


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [b for b in app.button if b.label == label]
    return button.click().run()


def test_reject_and_undo(store: Store) -> None:
    app = AppTest.from_function(page, default_timeout=60).run()
    app.text_input(key="reviewer").input("Ann").run()
    app = press(app, "Reject")
    assert not app.exception
    assert (store.events()[0].review, store.events()[0].reviewer) == ("rejected", "Ann")
    assert any("rejected by Ann" in t.value for t in app.text)
    app = press(app, "Undo")
    assert store.events()[0].review == ""


def test_editing_and_a_wrong_edit(store: Store) -> None:
    app = AppTest.from_function(page, default_timeout=60).run()
    (first,) = [d for d in app.date_input if d.label == "First day"]
    (last,) = [d for d in app.date_input if d.label == "Last day"]
    first.set_value(date(2024, 6, 19))
    last.set_value(date(2024, 6, 20))
    app = press(app, "Save")
    assert not app.exception
    interval = store.events()[0].interval
    assert interval is not None
    assert (interval.start, interval.last) == (date(2024, 6, 19), date(2024, 6, 20))
    (last,) = [d for d in app.date_input if d.label == "Last day"]
    last.set_value(date(2024, 6, 1))
    (first,) = [d for d in app.date_input if d.label == "First day"]
    first.set_value(date(2024, 6, 5))
    app = press(app, "Save")
    assert "lies after" in app.error[0].value
    assert press(app, "Save").error[0].value


def test_setting_apart(store: Store) -> None:
    app = AppTest.from_function(page, default_timeout=60).run()
    (apart,) = [m for m in app.multiselect if m.label == "Not this event"]
    app = apart.set_value([apart.options[0]]).run()
    app = press(app, "Set these apart")
    assert not app.exception
    assert len(store.events()) == 2


def test_read_only_shows_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_READ_ONLY", "1")
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    assert not app.button


def test_what_people_said_is_printed_with_what_was_undone(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    (event,) = store.events()
    store.undo(store.review("reject", [event.id], who="Ann"))
    (event,) = store.events()
    store.review("edit", [event.id], {"start": "2024-06-19"}, who="Bob")
    store.set_published("a0", date(2024, 6, 21), "Cid")
    url = store.engine.url.render_as_string(hide_password=False)
    assert main(["changes", "--store", url]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(c["kind"], c["who"], c["undone"] is None) for c in found] == [
        ("reject", "Ann", False), ("edit", "Bob", True), ("published", "Cid", True),
    ]  # fmt: skip
    assert found[1]["fields"] == {"start": "2024-06-19"}
    assert {m["article"] for m in found[1]["mentions"]} == {"a0", "a1"}
    assert found[2]["fields"] == {"published": "2024-06-21"}
    assert [c["number"] for c in found] == sorted(c["number"] for c in found)
