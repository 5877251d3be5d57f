"""The addresses beside the page: events for programs, a calendar to subscribe to, a sign of life.

Each takes the same query string as the page, so that a link of the page becomes a feed by changing its path.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlencode

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from timeline import forms
from timeline.dashboard import adding
from timeline.dashboard.standalone import page
from timeline.dashboard.words import best, speaking
from timeline.export import stream_csv, stream_ics, stream_parquet, stream_timelinejs
from timeline.store import ReadModel
from timeline.view import View

MOST = 10_000  # events of one answer; `offset` brings the next
Model = Callable[[], ReadModel]


def _view(request: Request) -> tuple[View, tuple[str, ...]]:
    params = {key: request.query_params.getlist(key) for key in request.query_params}
    return View.from_params(params)


def _number(request: Request, name: str, default: int) -> int:
    value = request.query_params.get(name, "")
    return min(int(value), 10**9) if value.isascii() and value.isdecimal() and len(value) < 12 else default


def routes(model: Model) -> list[Route]:
    """The routes over a read model; `model` is called for each request, in a thread, and may take its time."""

    def asked(request: Request) -> tuple[ReadModel, View]:
        fresh = model()
        fresh.refresh()
        return fresh, _view(request)[0]

    def events(request: Request) -> Response:
        fresh = model()
        fresh.refresh()
        view, dropped = _view(request)
        total = fresh.summary(view).events
        offset, limit = _number(request, "offset", 0), min(_number(request, "limit", MOST), MOST)
        answer = {
            "revision": fresh.revision,
            "total": total,
            "offset": offset,
            "dropped": list(dropped),
            "events": [forms.event_to_json(e) for part in fresh.stream(view, offset, limit) for e in part],
        }
        if offset + limit < total and limit:
            rest = [(k, v) for k, v in request.query_params.multi_items() if k not in ("offset", "limit")]
            answer["next"] = f"{request.url.path}?{urlencode([*rest, ('offset', offset + limit), ('limit', limit)])}"
        return JSONResponse(answer)

    def table(request: Request) -> Response:
        fresh, view = asked(request)
        return _streamed(stream_csv(fresh.stream(view), fresh.articles), "text/csv; charset=utf-8", "datelines.csv")

    def parquet(request: Request) -> Response:
        fresh, view = asked(request)
        parts = stream_parquet(fresh.stream(view), fresh.articles)
        return _streamed(parts, "application/vnd.apache.parquet", "datelines.parquet")

    def timelinejs(request: Request) -> Response:
        fresh, view = asked(request)
        return _streamed(stream_timelinejs(fresh.stream(view), fresh.articles), "application/json")

    def calendar(request: Request) -> Response:
        fresh, view = asked(request)
        link = str(request.base_url) + (f"?{view.to_query()}" if view.to_query() else "")
        name = "Datelines" + (f": {', '.join(view.country)}" if view.country else "")
        return _streamed(stream_ics(fresh.stream(view), fresh.articles, name, link), "text/calendar; charset=utf-8")

    def standalone(request: Request) -> Response:
        fresh, view = asked(request)
        link = str(request.base_url) + (f"?{view.to_query()}" if view.to_query() else "")
        with speaking(view.lang or best(request.headers.get("accept-language"))):
            return _file(page(view, fresh, link), "text/html; charset=utf-8", "datelines.html")

    def health(request: Request) -> Response:
        return PlainTextResponse(f"ok, revision {model().store.revision}\n")

    def changes(request: Request) -> Response:
        lines = "".join(json.dumps(change, ensure_ascii=False) + "\n" for change in model().store.history())
        return _file(lines, "application/jsonl; charset=utf-8", "datelines-changes.jsonl")

    def working(request: Request) -> Response:
        with speaking(_view(request)[0].lang or best(request.headers.get("accept-language"))):
            jobs = [
                {"number": job.number, "state": job.state.value, "share": share, "words": words}
                for job in adding.jobs().running()
                for share, words in [adding.progress(job)]
            ]
        return JSONResponse({"jobs": jobs}, headers={"Cache-Control": "no-store"})

    paths = {
        "/api/events.json": events,
        "/api/events.csv": table,
        "/api/events.parquet": parquet,
        "/api/timelinejs.json": timelinejs,
        "/api/timeline.html": standalone,
        "/api/changes.jsonl": changes,
        "/api/jobs.json": working,
        "/calendar.ics": calendar,
        "/healthz": health,
    }
    return [Route(path, answer, methods=["GET"]) for path, answer in paths.items()]


def _file(data: str | bytes, kind: str, name: str) -> Response:
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _streamed(parts: Iterable[str] | Iterable[bytes], kind: str, name: str = "") -> Response:
    """An answer that is sent while it is made, to be kept as a file where it has a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}
    return StreamingResponse(parts, media_type=kind, headers=headers)


class Headers:
    """Headers on every answer: no guessing of types, and framing by other sites only of what is meant to be framed.

    A page with `embed=true` in its address shows nothing that can be changed, so any site may frame it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        extra = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
        if b"embed=true" not in scope.get("query_string", b"").split(b"&"):
            extra.append((b"content-security-policy", b"frame-ancestors 'self'"))

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *extra]
            await send(message)

        await self.app(scope, receive, with_headers)


def middleware() -> Sequence[Middleware]:
    """What stands before the page and the routes."""
    return [Middleware(Headers)]
