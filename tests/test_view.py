"""View → URL → View, and bad values dropped by name."""

from datetime import date
from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from timeline.model import TYPES, Status
from timeline.view import View

days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
codes = st.sets(st.from_regex("[A-Z]{2}", fullmatch=True), max_size=4).map(lambda s: tuple(sorted(s)))


def ordered(pair: tuple[date | None, date | None]) -> bool:
    return not (pair[0] and pair[1] and pair[0] > pair[1])


@given(
    codes,
    st.booleans(),
    st.sets(st.sampled_from(TYPES)).map(lambda s: tuple(sorted(s))),
    st.sets(st.sampled_from([s.value for s in Status])).map(lambda s: tuple(sorted(s))),
    st.text(max_size=200).map(str.strip).filter(lambda q: q.isprintable()),
    st.tuples(days, days).filter(ordered),
    st.tuples(days, days).filter(ordered),
    st.sampled_from(["type", "country"]),
    st.sampled_from(["compressed", "true"]),
    st.none() | st.from_regex("[A-Za-z0-9_-]{1,40}", fullmatch=True),
)
def test_a_link_opens_the_same_view(country, everyone, kind, status, q, dates, window, lane, scale, event) -> None:  # type: ignore[no-untyped-def]
    view = View(country, everyone, kind, status, q, *dates, *window, lane, scale, event)
    assert View.from_params(parse_qs(view.to_query())) == (view, ())


@given(
    st.dictionaries(
        st.sampled_from(["country", "type", "q", "since", "to", "from", "lane", "event"]), st.lists(st.text())
    )
)
def test_any_parameters_give_a_view(params: dict[str, list[str]]) -> None:
    view, _ = View.from_params(params)
    assert View.from_params(parse_qs(view.to_query())) == (view, ())


def test_bad_values_are_named() -> None:
    view, dropped = View.from_params(
        {"type": ["visit", "party"], "since": ["soon"], "from": ["2024-02-01"], "to": ["2024-01-01"]}
    )
    assert view == View(type=("visit",))
    assert set(dropped) == {"type=party", "since=soon", "from=2024-02-01", "to=2024-01-01"}
