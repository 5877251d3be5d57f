"""How fast the dashboard answers: `python bench/dashboard.py [--store URL] [--users 10] [--seconds 60]`.

First in this process: what one run of the page asks of the read model and draws, for views drawn by chance, each asked
for the first time. Times are of the wall clock, with the processor time beside it: on a machine that does other things,
too, the two differ. Then, with `--users`, the app is served, and so many users change filters and windows over
websockets, as the browser does, each with a pause of some seconds in between.

    python -m timeline demo --events 1000000 --store sqlite:///million.sqlite
    python bench/dashboard.py --store sqlite:///million.sqlite --users 10
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from timeline.dashboard.chart import LONGEST_TABLE, picture
from timeline.dashboard.figure import overview, timeline, written
from timeline.dashboard.state import settle
from timeline.dashboard.words import speaking
from timeline.store import ReadModel, Store
from timeline.view import View

WORDS = ("minister 1", "minister 22", "visit", "summit", "russia", "china – ", "ministro", "france – italy", "no such")


@dataclass(slots=True)
class Times:
    """How long something took, each time: on the clock and of the processor, in milliseconds; and bytes sent."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    size: list[int] = field(default_factory=list)

    def measure(self, act: Callable[[], int]) -> None:
        """Do something and note how long it took."""
        wall, cpu = time.perf_counter(), time.process_time()
        self.size.append(act())
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.cpu.append((time.process_time() - cpu) * 1000)

    def row(self, name: str) -> str:
        """A row of the table."""
        middle, worst = statistics.median(self.wall), max(self.wall)
        cpu, most = statistics.median(self.cpu), max(self.cpu)
        size = f"{max(self.size) / 1000:.0f}" if max(self.size) else "–"
        return f"| {name} | {len(self.wall)} | {middle:.0f} | {worst:.0f} | {cpu:.0f} | {most:.0f} | {size} |"


def run(view: View, model: ReadModel) -> int:
    """Everything that one run of the timeline page asks and draws; returns the bytes of figures, counts and table."""
    model.refresh()
    facets, _ = model.facets(view), model.summary(view)
    model.beside(view), model.undated(view)
    found = picture(view, model)
    sent = json.dumps([list(facets.of(name).items())[:10] for name in ("country", "type", "status")])
    if found.total:
        drawn, _, _ = timeline(found, view, False, 980)
        strip, _ = overview(found, model.density(replace(view, start=None, end=None)), view, False, 980)
        sent += drawn.to_json() + strip.to_json()
    rows = [(written(b.interval), b.title, b.type, b.countries, b.articles) for b in model.briefs(view, LONGEST_TABLE)]
    return len((sent + json.dumps(rows)).encode())


def update(view: View, model: ReadModel) -> int:
    """What a change of filters asks for the counts beside the filters alone."""
    model.facets(view)
    return 0


def draws(model: ReadModel, chance: random.Random) -> dict[str, tuple[Callable[[View, ReadModel], int], Any]]:
    """By name what is measured: how a view is answered, and how such a view is drawn by chance."""
    counts = model.facets(View())
    first, last = model.days(View())[0], model.days(View())[-1]

    def some(facet: str, most: int = 1) -> tuple[str, ...]:
        return tuple(sorted(chance.sample(list(counts.of(facet)), min(most, len(counts.of(facet))))))

    def any_filter() -> View:
        facet = chance.choice(["country", "pair", "type", "actor", "source", "language", "status", "certainty"])
        return View(**{facet: some(facet, chance.randint(1, 3))}, since=first + timedelta(chance.randrange(900)))

    def without() -> View:
        return View(without=tuple(sorted((f, some(f)[0]) for f in chance.sample(["country", "type", "source"], 2))))

    def words() -> View:
        return View(q=f"{chance.choice(WORDS)} {chance.randint(1, 9)}"[: chance.randint(4, 14)].strip())

    def window(base: View) -> View:
        start = first + timedelta(chance.randrange(max((last - first).days - 30, 1)))
        return replace(base, start=start, end=start + timedelta(chance.choice([7, 30, 90, 365, 1826])))

    lane = replace(View(), lane="country")
    return {
        "a filter (any facet, with a first day)": (run, any_filter),
        "two filters “not”": (run, without),
        "words": (run, words),
        "zoom or pan, no filter": (run, lambda: window(View())),
        "zoom or pan, filtered": (run, lambda: window(any_filter())),
        "a filter, lanes by country": (run, lambda: replace(any_filter(), lane="country")),
        "zoom or pan, lanes by country": (run, lambda: window(lane)),
        "counts beside the filters alone": (update, lambda: replace(any_filter(), q="")),
    }


def alone(url: str, times: int, seed: int) -> None:
    """Measure one process."""
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores; load {os.getloadavg()[0]:.1f} before.\n"
    )
    loading = Times()
    store = Store.open(url)
    models: list[ReadModel] = []

    def load() -> int:
        models.append(ReadModel(store))
        settle()
        return 0

    loading.measure(load)
    model = models[0]
    print("| what | times | median ms | worst ms | processor: median ms | worst ms | at most kB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print(loading.row(f"reading the store of {model.summary(View()).events:,} events"))
    opened = Times()
    opened.measure(lambda: run(View(), model))
    print(opened.row("the first view after that"))
    chance = random.Random(seed)
    seen: set[View] = set()
    for name, (ask, drawn) in draws(model, chance).items():
        measured = Times()
        while len(measured.wall) < times:
            view = drawn()
            if view not in seen or len(seen) > 100 * times:  # each for the first time
                seen.add(view)
                measured.measure(lambda ask=ask, view=view: ask(view, model))
        print(measured.row(name))
    days = model.days(View())
    for words, number in (("as of a day, the first", 1), ("as of other days", 4)):
        measured = Times()
        for _ in range(number):
            view = View(asof=chance.choice(days[len(days) // 10 :]))
            measured.measure(lambda view=view: run(view, model))
        print(measured.row(words))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"\nMemory of the process at most {memory:.2f} GB; load {os.getloadavg()[0]:.1f} after.")


# ----- several users


class User:
    """One browser's side of the websocket: asks for runs of the page, and waits until each is finished."""

    def __init__(self, socket: Any) -> None:
        self.socket, self.stage, self.errors = socket, "", 0
        self.most = 0  # bytes of one answer

    async def ask(self, query: str) -> float:
        """Open an address of the page; returns the seconds until its run is finished."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        message = BackMsg()
        message.rerun_script.query_string = query
        if self.stage:  # what the chart's place tells of its width
            width = message.rerun_script.widget_states.widgets.add()
            width.id, width.json_value = self.stage, json.dumps({"width": 980})
        began, size = time.perf_counter(), 0
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            data = await self.socket.recv()
            size += len(data)
            answer.ParseFromString(data)
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                element = answer.delta.new_element
                self.errors += element.WhichOneof("type") == "exception"
                if element.WhichOneof("type") == "bidi_component" and "stage" in element.bidi_component.component_name:
                    self.stage = element.bidi_component.id
            if kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self.most = max(self.most, size)
                return time.perf_counter() - began


async def together(address: str, views: Callable[[], View], users: int, seconds: float) -> tuple[list[float], int]:
    """Let users change the page for some time; how long each answer took, in seconds, and how many failed."""
    from websockets.asyncio.client import connect

    taken: list[float] = []
    until = time.perf_counter() + seconds

    async def one(number: int) -> int:
        pause = random.Random(number)
        url = address.replace("http", "ws") + "/_stcore/stream"
        async with connect(url, subprotocols=["streamlit"], origin=address, max_size=None) as socket:  # type: ignore[arg-type, list-item]
            user = User(socket)
            await user.ask("")
            await user.ask("")  # now with the width, so that the chart is drawn
            while time.perf_counter() < until:
                await asyncio.sleep(pause.uniform(1, 5))
                taken.append(await user.ask(views().to_query()))
            return user.errors

    errors = await asyncio.gather(*(one(number) for number in range(users)))
    return taken, sum(errors)


def crowd(path: Path, users: int, seconds: float, seed: int) -> None:
    """Serve the app and measure several users at once."""
    from tools.serving import serving

    chance = random.Random(seed + 1)
    kinds: list[Callable[[], View]] = []
    model = ReadModel(Store.open(f"sqlite:///{path}"))
    kinds += [drawn for ask, drawn in draws(model, chance).values() if ask is run]
    del model
    with serving(path) as (address, process):
        taken, errors = asyncio.run(together(address, lambda: chance.choice(kinds)(), users, seconds))
        memory = next(iter(_memory(process)), 0.0)
    if not taken:
        raise SystemExit(f"no change was answered within {seconds:.0f} s ({errors} errors): give it more --seconds")
    worst = sorted(taken)
    print(
        f"\n{users} users, each changing the view every 1 to 5 s plus the answer, for {seconds:.0f} s: {len(taken)} "
        f"changes, median {statistics.median(taken):.2f} s, 95 % under {worst[int(len(worst) * 0.95)]:.2f} s, worst "
        f"{worst[-1]:.2f} s, {errors} errors; memory {memory:.2f} GB; load {os.getloadavg()[0]:.1f}."
    )


def _memory(process: int) -> Iterable[float]:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            yield int(line.split()[1]) / 1e6


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--store", default=os.environ.get("TIMELINE_DATABASE_URL"), help="address of an SQLite store")
    options.add_argument("--times", type=int, default=50, help="how often each is asked (default: 50)")
    options.add_argument("--users", type=int, default=0, help="how many users at once (default: none)")
    options.add_argument("--seconds", type=float, default=60, help="how long they go on (default: 60)")
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    if not args.store:
        options.error("name a store with --store or TIMELINE_DATABASE_URL")
    if args.times:
        with speaking("en"):
            alone(args.store, args.times, args.seed)
    if args.users:
        crowd(Path(args.store.removeprefix("sqlite:///")), args.users, args.seconds, args.seed)


if __name__ == "__main__":
    main()
