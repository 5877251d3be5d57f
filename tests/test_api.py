"""The addresses beside the page take the page's query string, and answer hostile ones politely."""

from datetime import date

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from timeline.dashboard import api
from timeline.model import Article
from timeline.store import ReadModel, Store

TEXTS = [
    "Russian President Vladimir Putin will visit North Korea on June 18-19, a spokesman said.",
    "Italian Prime Minister Giorgia Meloni met French President Emmanuel Macron in Paris on Friday.",
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('api') / 's.sqlite'}")
    store.add_all(Article(f"a{i}", t, published=date(2024, 6, 17), lang="en") for i, t in enumerate(TEXTS))
    model = ReadModel(store)
    return TestClient(Starlette(routes=api.routes(lambda: model), middleware=api.middleware()))


def test_events_follow_the_query_string_of_the_page(client: TestClient) -> None:
    everything = client.get("/api/events.json").json()
    assert everything["total"] >= 2
    korea = client.get("/api/events.json?country=KP&country=nonsense").json()
    assert {tuple(e["countries"]) for e in korea["events"]} == {("RU", "KP")}
    assert korea["dropped"] == ["country=nonsense"]


def test_long_answers_come_in_parts(client: TestClient) -> None:
    total = client.get("/api/events.json").json()["total"]
    seen, path = [], "/api/events.json?limit=1"
    while path:
        answer = client.get(path).json()
        seen += [e["id"] for e in answer["events"]]
        path = answer.get("next")
    assert len(seen) == len(set(seen)) == total


def test_the_calendar_leads_back_to_the_view(client: TestClient) -> None:
    answer = client.get("/calendar.ics?country=KP&type=visit")
    assert answer.headers["content-type"].startswith("text/calendar")
    (entry,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert "?country=KP&type=visit&event=" in str(entry["url"])


def test_tables_and_health(client: TestClient) -> None:
    assert client.get("/api/events.csv").text.startswith("\ufeffid,type")
    assert client.get("/api/events.parquet").content.startswith(b"PAR1")
    assert client.get("/api/timelinejs.json").json()["events"]
    assert client.get("/healthz").text.startswith("ok")


def test_only_an_embedded_page_may_be_framed_by_others(client: TestClient) -> None:
    assert client.get("/healthz").headers["content-security-policy"] == "frame-ancestors 'self'"
    assert "content-security-policy" not in client.get("/healthz?embed=true").headers
    assert "content-security-policy" in client.get("/healthz?q=embed=true").headers


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(["country", "q", "since", "from", "event", "limit", "offset", "type"]), st.text())
)
def test_no_query_string_is_an_error(client: TestClient, params: dict[str, str]) -> None:
    assert client.get("/api/events.json", params=params).status_code == 200


def test_the_standalone_page_fetches_nothing(client: TestClient) -> None:
    text = client.get("/api/timeline.html?country=KP").text
    assert "Vladimir Putin" in text
    assert "Giorgia Meloni" not in text
    head = text.split("<script", 1)[0] + text.rsplit("</script>", 2)[1]
    assert "http://" not in head.replace("http://testserver", "")
    assert "https://" not in head


def test_a_table_that_comes_in_portions_is_one_table(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get("/api/events.csv").text
    monkeypatch.setattr("timeline.store.readmodel.PART", 1)
    assert client.get("/api/events.csv").text == whole
    assert whole.count("id,type") == 1
    assert len(whole.splitlines()) == 1 + client.get("/api/events.json").json()["total"]
