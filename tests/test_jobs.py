"""Adding articles in the background: what is read, reported and kept when it is stopped or brought down."""

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from timeline import ingest, jobs
from timeline.errors import BadArticle
from timeline.jobs import FEW, Job, Jobs, State
from timeline.model import Article
from timeline.store import Store

PATIENCE = 120  # seconds: another process must import everything on a busy machine
COUNTRIES = ("Malta", "Grecia", "Albania", "Tunisia", "Slovenia", "Croazia", "Austria", "Egitto", "Ungheria", "Serbia")


def visits(count: int) -> list[Article]:
    texts = (f"Sergio Mattarella ha visitato {COUNTRIES[n % 10]} il {n // 10 + 1} maggio 2024." for n in range(count))
    return [ingest.from_text(text, published=date(2024, 6, 17), source="Agenzia") for text in texts]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}")


def test_a_few_articles_are_added_and_what_cannot_be_read_is_told(store: Store) -> None:
    found = [visits(1)[0], BadArticle("one.txt: this is no text"), visits(2)[1], visits(1)[0]]
    job = Job(store, lambda: found).start()
    assert job.wait(PATIENCE)
    assert job.state is State.DONE
    assert job.errors == ["one.txt: this is no text"]
    assert (job.total, job.done, job.events, len(job.new)) == (3, 3, 3, 2)
    assert {c for e in store.events() for c in e.countries} == {"IT", "MT", "GR"}


def test_more_are_read_by_a_process_of_their_own_and_one_that_kills_it_is_left_out(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = tmp_path / "reader.py"
    reader.write_text(
        "import os, sys\n"
        "from timeline import jobs, pipeline\n"
        "read = pipeline.read\n"
        "def fatal(article):\n"
        "    if 'Tunisia' in article.text: os._exit(9)\n"
        "    if 'Albania' in article.text: raise RuntimeError('no')\n"
        "    return read(article)\n"
        "pipeline.read = fatal\n"
        "sys.exit(jobs.serve(sys.stdin.buffer, sys.stdout.buffer))\n"
    )
    monkeypatch.setattr(jobs, "READER", (sys.executable, str(reader)))
    articles = visits(10)
    running = Jobs()
    job = running.start(store, lambda: articles)
    assert running.running() == [job]
    assert job.wait(PATIENCE)
    assert running.running() == []
    assert job.state is State.DONE, job.errors
    assert (job.total, job.done, job.events) == (9, 9, 8)
    assert [a.article for a in job.added] == [a.id for a in articles if "Tunisia" not in a.text]
    assert len(job.errors) == 1
    assert articles[3].id in job.errors[0]
    assert any("error of the program" in w for a in job.added for w in a.warnings)
    assert len(store.events()) == 8


def test_stopping_keeps_what_is_read(store: Store) -> None:
    articles = visits(200)
    job = Job(store, lambda: articles).start()
    until = time.monotonic() + PATIENCE
    while job.left is None and time.monotonic() < until:
        time.sleep(0.05)
    assert job.state is State.RUNNING
    assert job.left is not None
    assert job.left > 0
    job.stop()
    assert job.wait(PATIENCE)
    assert job.state is State.STOPPED
    assert FEW - 3 < job.done < 200
    assert {a.id for a in store.articles()} == {a.article for a in job.added} == {a.id for a in articles[: job.done]}


def test_a_store_for_reading_only_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{tmp_path / 'store.sqlite'}"
    Store.open(address)
    monkeypatch.setenv("TIMELINE_READ_ONLY", "1")
    job = Job(Store.open(address), lambda: visits(1)).start()
    assert job.wait(PATIENCE)
    assert job.state is State.FAILED
    assert "reading only" in job.errors[0]


def test_an_error_while_looking_through_ends_the_job_alone(store: Store) -> None:
    def broken() -> Iterator[Article]:
        raise RuntimeError("no")
        yield

    job = Job(store, broken).start()
    assert job.wait(PATIENCE)
    assert job.state is State.FAILED
    assert "error of the program" in job.errors[0]
