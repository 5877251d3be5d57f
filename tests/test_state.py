"""Which of two wishes is meant: the address that a run comes with, or what was clicked meanwhile."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest

from timeline.dashboard import state
from timeline.view import View


class Params(dict[str, list[str]]):
    def get_all(self, key: str) -> list[str]:
        return self[key]


def come(
    monkeypatch: pytest.MonkeyPatch, query: str, written: str, before: list[str], back: bool = False, **widgets: Any
) -> View:
    """The view of a run that comes with this address, after we wrote another."""
    session = {"written": written, "before": before, **widgets}
    monkeypatch.setattr(state, "travelled", lambda: back)
    monkeypatch.setattr(state, "st", SimpleNamespace(query_params=Params(parse_qs(query)), session_state=session))
    return state.current()[0]


def test_a_click_before_the_browser_heard_of_the_last_one_does_not_undo_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = come(monkeypatch, "", written="country=KP", before=[""], country=["KP", "RU"])
    assert found == View(country=("KP",))


def test_so_does_not_one_two_clicks_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    found = come(monkeypatch, "", written="country=KP&country=RU", before=["", "country=KP"], country=["RU"])
    assert found == View(country=("KP", "RU"))


def test_who_goes_back_in_the_browser_gets_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert come(monkeypatch, "", written="country=KP", before=[""], back=True, country=["KP"]) == View()


def test_nobody_goes_back_who_has_not_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert come(monkeypatch, "", written="country=KP", before=[""], country=["KP"]) == View(country=("KP",))


def test_a_click_after_going_back_starts_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    session: dict[str, Any] = {"written": "country=KP", "before": [""]}
    monkeypatch.setattr(state, "st", SimpleNamespace(query_params=Params(), session_state=session))
    monkeypatch.setattr(state, "travelled", lambda: True)
    assert state.current()[0] == View()
    monkeypatch.setattr(state, "travelled", lambda: False)
    assert state.current()[0] == View()
    # What we wrote before may still come, from a browser that had not gone back yet.
    monkeypatch.setattr(state.st, "query_params", Params(country=["KP"]))
    assert state.current()[0] == View()


def test_an_address_that_we_never_wrote_is_the_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    found = come(monkeypatch, "country=US", written="country=KP", before=[""], country=["KP", "RU"])
    assert found == View(country=("US",))
