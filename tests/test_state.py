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


def come(monkeypatch: pytest.MonkeyPatch, query: str, written: str, before: list[str], **widgets: Any) -> View:
    """The view of a run that comes with this address, long after we wrote another."""
    session = {"written": written, "before": before, "written_at": float("-inf"), **widgets}
    monkeypatch.setattr(state, "st", SimpleNamespace(query_params=Params(parse_qs(query)), session_state=session))
    return state.current()[0]


def test_a_click_before_the_browser_heard_of_the_last_one_does_not_undo_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = come(monkeypatch, "", written="country=KP", before=[""], country=["KP", "RU"])
    assert found == View(country=("KP",))


def test_so_does_not_one_two_clicks_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    found = come(monkeypatch, "", written="country=KP&country=RU", before=["", "country=KP"], country=["RU"])
    assert found == View(country=("KP", "RU"))


def test_who_goes_back_in_the_browser_gets_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert come(monkeypatch, "", written="country=KP", before=[""], country=["KP"]) == View()


def test_an_address_that_we_never_wrote_is_the_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    found = come(monkeypatch, "country=US", written="country=KP", before=[""], country=["KP", "RU"])
    assert found == View(country=("US",))
