"""Adding articles beside the page: in the background, with progress to look at, and a way to stop.

A few short articles are read in a thread. More are read by a process of their own, so that whoever uses the page
meanwhile does not wait for the interpreter's lock; where an article brings that process down, the others are still
read. The process is this module, `python -m timeline.jobs`: it takes articles as JSON lines from standard input, one
as soon as the one before is read, and says what it has read and written as JSON lines on standard output. When its
input ends, it writes what it has and ends, so that stopping, and the end of the server, lose nothing that was read.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from itertools import count, islice
from time import monotonic
from typing import IO, Any

from sqlalchemy.exc import SQLAlchemyError

from timeline import pipeline
from timeline.errors import BadArticle, TimelineError
from timeline.model import Article, Reading
from timeline.store import Added, Store
from timeline.store.schema import ROOT
from timeline.store.writing import BATCH

FEW = 5  # articles, and
SHORT = 60_000  # characters, up to which a thread reads them: sooner done than another process is started
CRASHES = 3  # times that the reading process may be brought down before the job is given up
TELLING = 3  # articles after which the time left can be told
READER = (sys.executable, "-m", "timeline.jobs")
UNWRITABLE = "The store could not be written. What was added before is kept; try again."
log = logging.getLogger(__name__)


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"  # for another job's turn to end, or for its files to be looked through
    RUNNING = "running"
    STOPPING = "stopping"  # it ends with the article that is being read
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class Job:
    """Articles on their way into the store. Its figures may be read from any thread while it runs."""

    _numbers = count(1)
    _turn = threading.Lock()  # of the jobs that have a process of their own: one at a time

    def __init__(self, store: Store, found: Callable[[], Iterable[Article | BadArticle]], who: str = "") -> None:
        self.store, self.who = store, who
        self.number = next(self._numbers)  # of this process
        self.errors: list[str] = []  # what could not be read or written, in words
        self.added: list[Added] = []  # of the articles that are in the store, in order
        self.total = 0
        self.state = State.WAITING
        self._found = found
        self._pending: list[int] = []  # events of each article that is read and not yet written
        self._lengths: list[int] = []
        self._began: float | None = None
        self._stop = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="adding articles", daemon=True)

    @property
    def done(self) -> int:
        """How many articles are read."""
        return len(self.added) + len(self._pending)

    @property
    def events(self) -> int:
        """How many events are found in them."""
        return sum(a.events for a in self.added) + sum(self._pending)

    @property
    def new(self) -> list[Added]:
        """Those of the articles in the store that were not there before."""
        return [a for a in self.added if a.new]

    @property
    def over(self) -> bool:
        """Whether the job has ended."""
        return self._over.is_set()

    @property
    def left(self) -> float | None:
        """The seconds that the rest will take if it is like what is done; None where it is too early to tell."""
        done, began = self.done, self._began
        if began is None or done < TELLING:
            return None
        read = sum(self._lengths[:done])
        return (monotonic() - began) * (sum(self._lengths) - read) / max(read, 1)

    def start(self) -> Job:
        """Begin; returns the job."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ask the job to end after the article that is being read; all that is read is kept."""
        self._stop.set()
        if not self.over:
            self.state = State.STOPPING

    def wait(self, seconds: float) -> bool:
        """Wait so long for the job to end; returns whether it has."""
        return self._over.wait(seconds)

    def _run(self) -> None:
        try:
            articles = self._looked_through()
            self._lengths = [len(a.text) for a in articles]
            self.total = len(articles)
            if len(articles) <= FEW and sum(self._lengths) <= SHORT:
                self._here(articles)
            elif self._my_turn():
                try:
                    self._aside(articles)
                finally:
                    self._turn.release()
            stopped = self._stop.is_set() and self.done < self.total
            self.state = State.STOPPED if stopped else State.DONE
        except (TimelineError, SQLAlchemyError) as error:
            self.errors.append(str(error) if isinstance(error, TimelineError) else UNWRITABLE)
            self.state = State.FAILED
        except Exception:
            log.exception("adding articles failed")
            self.errors.append("Adding articles ended with an error of the program; what was added before is kept.")
            self.state = State.FAILED
        finally:
            self._over.set()

    def _looked_through(self) -> list[Article]:
        articles = []
        for found in self._found():
            if isinstance(found, Article):
                articles.append(found)
            else:
                self.errors.append(str(found))
        return articles

    def _begin(self) -> None:
        self._began = self._began or monotonic()
        if self.state is State.WAITING:
            self.state = State.RUNNING

    def _my_turn(self) -> bool:
        while not self._stop.is_set():
            if self._turn.acquire(timeout=0.2):
                return True
        return False

    def _here(self, articles: Sequence[Article]) -> None:
        self._begin()
        for article in articles:
            if self._stop.is_set():
                return
            self.added.append(self.store.add(article, self.who))

    def _aside(self, articles: list[Article]) -> None:
        crashes = 0
        while articles and not self._stop.is_set():
            before = len(self.added)
            in_hand = self._fed(articles)
            articles = articles[len(self.added) - before :]
            self._pending.clear()
            if not articles or self._stop.is_set():
                return
            crashes += 1
            if in_hand is None or crashes > CRASHES:
                raise TimelineError("Reading the articles ended before its time; what was added before is kept.")
            self.errors.append(f"article {in_hand.id}: reading it brought the reader down; it is left out")
            at = articles.index(in_hand)
            self._lengths.pop(len(self.added) + at)
            articles = articles[:at] + articles[at + 1 :]
            self.total -= 1

    def _fed(self, articles: Sequence[Article]) -> Article | None:
        """Feed articles to a process; returns the one that it had in hand when it ended before its time."""
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        with subprocess.Popen(
            READER, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        ) as process:  # fmt: skip
            assert process.stdin
            assert process.stdout
            address = self.store.engine.url.render_as_string(hide_password=False)
            in_hand = None
            try:
                _say(process.stdin, store=address, who=self.who)
                for article in articles:
                    if self._stop.is_set():
                        break
                    in_hand = article
                    _say(process.stdin, **_fields(article))
                    if not self._heard(process.stdout, article):
                        return in_hand
                    in_hand = None
                process.stdin.close()
                self._heard(process.stdout, None)
            except BrokenPipeError:
                return in_hand
            finally:
                with suppress(OSError):
                    process.stdin.close()
        return None

    def _heard(self, lines: IO[bytes], article: Article | None) -> bool:
        """Take in what the process says until it has read an article (None: until it ends); False where it ended."""
        for line in lines:
            said = json.loads(line)
            if "ready" in said:
                self._begin()
            elif "error" in said:
                raise TimelineError(said["error"])
            elif "added" in said:
                del self._pending[: len(said["added"])]
                self.added += [Added(name, new, events, tuple(w)) for name, new, events, w in said["added"]]
            elif article and said["read"] == article.id:
                self._pending.append(said["events"])
                return True
        return article is None


def _fields(article: Article) -> dict[str, Any]:
    day = article.published and article.published.isoformat()
    return {
        "id": article.id, "text": article.text, "title": article.title, "published": day, "lang": article.lang,
        "url": article.url, "source": article.source,
    }  # fmt: skip


def _article(line: bytes) -> Article:
    data = json.loads(line)
    day = data.pop("published")
    return Article(**data, published=date.fromisoformat(day) if day else None)


def _say(out: IO[bytes], **fields: Any) -> None:
    out.write(json.dumps(fields).encode() + b"\n")
    out.flush()


def _read(article: Article) -> Reading:
    """What the article says; where reading it fails, the article is kept unread and the others go on."""
    try:
        return pipeline.read(article)
    except Exception:
        log.exception("article %s", article.id)
        words = f"article {article.id}: an error of the program kept it from being read; nothing was found in it"
        return Reading(article, (), (), (words,))


def serve(lines: IO[bytes], out: IO[bytes]) -> int:
    """Add the articles of the lines to the store that the first line names; returns the exit status."""
    task = json.loads(lines.readline())

    def read(article: Article) -> Reading:
        reading = _read(article)
        _say(out, read=article.id, events=len(reading.events))
        return reading

    def articles() -> Iterator[Article]:
        for line in iter(lines.readline, b""):
            yield _article(line)

    try:
        store = Store.open(task["store"], read)
        _say(out, ready=True)
        source = articles()
        while added := store.add_all(islice(source, BATCH), who=task["who"]):
            _say(out, added=[[a.article, a.new, a.events, a.warnings] for a in added])
    except (TimelineError, SQLAlchemyError) as error:
        _say(out, error=str(error) if isinstance(error, TimelineError) else UNWRITABLE)
        return 1
    return 0


class Jobs:
    """The jobs of a server process."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []

    def start(self, store: Store, found: Callable[[], Iterable[Article | BadArticle]], who: str = "") -> Job:
        """Begin to add articles; `found` gives them, and is called in the background."""
        job = Job(store, found, who)
        self._jobs = [*self.running(), job]
        return job.start()

    def running(self) -> list[Job]:
        """Those that have not ended, the oldest first."""
        return [job for job in self._jobs if not job.over]


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(5)  # the page comes first
    speech = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not be taken for speech
    sys.exit(serve(sys.stdin.buffer, speech))
