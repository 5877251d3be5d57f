"""View → URL → View, and bad values dropped by name."""

from datetime import date
from urllib.parse import parse_qs

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.model import TYPES, Status
from timeline.view import CERTAINTIES, FACETS, LANES, LANGS, LOOKS, PAGES, REVIEWS, SCALES, View

days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
names = st.text(max_size=60).map(str.strip).filter(lambda name: name.isprintable() and name != "")
ids = st.from_regex("[A-Za-z0-9_-]{1,40}", fullmatch=True)
values = {
    "country": st.from_regex("[A-Z]{2}", fullmatch=True),
    "pair": st.from_regex("[A-Z]{2}-[A-Z]{2}", fullmatch=True),
    "type": st.sampled_from(TYPES),
    "actor": names,
    "source": names,
    "language": st.from_regex("[a-z]{2,3}", fullmatch=True),
    "status": st.sampled_from([s.value for s in Status]),
    "certainty": st.sampled_from(CERTAINTIES),
    "review": st.sampled_from(REVIEWS),
}
excluded = st.one_of([st.tuples(st.just(name), of) for name, of in values.items()])


def some(of: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(of, max_size=3).map(lambda found: tuple(sorted(found)))


def ordered(pair: tuple[date | None, date | None]) -> bool:
    return not (pair[0] and pair[1] and pair[0] > pair[1])


windows = st.tuples(days, days).filter(ordered)


@st.composite
def views(draw: st.DrawFn) -> View:
    since, until = draw(windows)
    start, end = draw(windows)
    return View(
        **{name: draw(some(of)) for name, of in values.items()},
        all=draw(st.booleans()),
        without=draw(st.sets(excluded, max_size=3).map(lambda found: tuple(sorted(found)))),
        q=draw(st.text(max_size=200).map(str.strip).filter(lambda q: q.isprintable())),
        since=since,
        until=until,
        asof=draw(days),
        revision=draw(st.none() | st.integers(0, 10**12)),
        look=draw(st.sampled_from(LOOKS)),
        start=start,
        end=end,
        lane=draw(st.sampled_from(LANES)),
        scale=draw(st.sampled_from(SCALES)),
        fold=draw(some(names)),
        page=draw(st.sampled_from(PAGES)),
        event=draw(st.none() | ids),
        article=draw(st.none() | names),
        missed=draw(st.booleans()),
        lang=draw(st.none() | st.sampled_from(LANGS)),
    )


busy = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a view has two dozen parts to draw


@busy
@given(views())
def test_a_link_opens_the_same_view(view: View) -> None:
    assert View.from_params(parse_qs(view.to_query())) == (view, ())


@busy
@given(views())
def test_the_filters_of_a_view_are_what_is_no_window_look_or_page(view: View) -> None:
    plain = View(
        start=view.start, end=view.end, lane=view.lane, page=view.page, event=view.event, fold=view.fold, lang=view.lang
    )
    assert plain.filters == View()
    assert view.filters.filters == view.filters
    assert all(view.filters.facet(name) == view.facet(name) for name in FACETS)


@busy
@given(
    st.dictionaries(
        st.sampled_from(
            ["country", "type", "actor", "not", "q", "since", "to", "from", "lane", "fold", "asof", "lang"]
        ),
        st.lists(st.text()),
    )
)
def test_any_parameters_give_a_view(params: dict[str, list[str]]) -> None:
    view, _ = View.from_params(params)
    assert View.from_params(parse_qs(view.to_query())) == (view, ())


def test_bad_values_are_named() -> None:
    view, dropped = View.from_params(
        {
            "type": ["visit", "party"], "since": ["soon"], "from": ["2024-02-01"], "to": ["2024-01-01"],
            "not": ["type:party", "nonsense", "type:visit"],
        }
    )  # fmt: skip
    assert view == View(type=("visit",), without=(("type", "visit"),))
    assert set(dropped) == {
        "type=party", "since=soon", "from=2024-02-01", "to=2024-01-01", "not=type:party", "not=nonsense",
    }  # fmt: skip
