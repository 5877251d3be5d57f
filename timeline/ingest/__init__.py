"""Files, uploads and pasted text → articles. What cannot be read is said clearly, and the rest is read.

Readers yield `Article`s and, in between, `BadArticle`s: errors as values, so that one bad line costs nothing else.
A flaw that costs only a field (a publication date of "soon") yields the article without it, and the error beside it.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import charset_normalizer

from timeline.errors import BadArticle
from timeline.model import Article

LARGEST = 25 * 1024 * 1024  # bytes of one file: more is no article file but an archive to be split
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
SHORT_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
KINDS = (".jsonl", ".json", ".txt")
Found = Article | BadArticle


def from_text(
    text: str, title: str = "", published: date | None = None, source: str = "", url: str = "", lang: str | None = None
) -> Article:
    """The article of a text; its id is made from what it says, so that adding it twice is seen.

    Raises BadArticle where there is no text.

    >>> from_text("Hello").id == from_text("Hello").id
    True
    """
    text, title, source, url = clean(text), clean(title), clean(source), clean(url)
    if not text.strip():
        raise BadArticle("there is no text: paste the article's text, or choose a file that holds it")
    digest = blake2b(f"{title}\0{published}\0{text}".encode(), digest_size=8).hexdigest()
    return Article(f"a{digest}", text, title.strip(), published, lang, url.strip(), source.strip())


def clean(text: str) -> str:
    """The text with line ends as \\n, and without the characters that no text has."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))


def articles(path: Path, published: date | None = None, lang: str | None = None) -> Iterator[Found]:
    """The articles of a file; `published` and `lang` fill in what an article does not say.

    Raises FileNotFoundError where there is no such file.
    """
    if path.stat().st_size > LARGEST:
        yield too_large(path.name, path.stat().st_size)
        return
    for found in from_bytes(path.name, path.read_bytes()):
        if isinstance(found, Article):
            found = replace(found, published=found.published or published, lang=found.lang or lang)
        yield found


def too_large(name: str, size: int) -> BadArticle:
    """The error for a file that is larger than is read at once."""
    return BadArticle(
        f"{name}: {size / 2**20:.0f} MB is more than the {LARGEST // 2**20} MB that one file may have; split it"
    )


def from_bytes(name: str, data: bytes) -> Iterator[Found]:
    """The articles of a file's content; the name's ending tells its form."""
    kind = Path(name).suffix.lower()
    if len(data) > LARGEST:
        yield too_large(name, len(data))
        return
    if kind not in KINDS:
        yield BadArticle(f"{name}: only {', '.join(KINDS)} files can be read; save it as one of these")
        return
    if not data.strip():
        yield BadArticle(f"{name}: the file is empty; nothing was added")
        return
    try:
        text = decode(name, data)
    except BadArticle as error:
        yield error
        return
    if kind == ".txt":
        try:
            yield from_text(text)
        except BadArticle as error:
            yield BadArticle(f"{name}: {error}")
    elif kind == ".jsonl":
        yield from _lines(name, text)
    else:
        yield from _whole(name, text)


def decode(name: str, data: bytes) -> str:
    """Text from bytes: UTF-8, else what charset-normalizer takes it for. Raises BadArticle for what is no text."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # what Windows calls "Unicode"
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(data[:200_000], cp_isolation=["cp1252", "latin_1", "utf_16"]).best()
        if best is None or b"\0" in data[:1000]:
            raise BadArticle(f"{name}: this is no text but binary data; save the article as plain text") from None
        text = data.decode(best.encoding, errors="replace")
    if "\0" in text[:10_000]:
        raise BadArticle(f"{name}: this is no text but binary data; save the article as plain text")
    return text


def _lines(name: str, text: str) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield from _parsed(f"{name}, line {number}", line)


def _whole(name: str, text: str) -> Iterator[Found]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield BadArticle(f"{name}: not JSON ({error}); a .json file holds one article object or a list of them")
        return
    if data == []:
        yield BadArticle(f"{name}: the list holds no article; nothing was added")
        return
    for number, item in enumerate(data if isinstance(data, list) else [data], 1):
        yield from _article(f"{name}, article {number}", item)


def _parsed(where: str, line: str) -> Iterator[Found]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield BadArticle(f"{where}: not JSON ({error}); it is left out, the other lines are read")
        return
    yield from _article(where, data)


def _article(where: str, data: Any) -> Iterator[Found]:
    if not isinstance(data, dict):
        yield BadArticle(f'{where}: an article must be an object such as {{"id": "1", "text": "…"}}; it is left out')
        return
    text = data.get("text")
    if not isinstance(text, str) or not clean(text).strip():
        yield BadArticle(f'{where}: an article without text; give it as "text". It is left out')
        return
    published = data.get("published", data.get("dct"))
    day: date | None = None
    if published not in (None, ""):
        day = _day(published)
        if day is None:
            yield BadArticle(
                f"{where}: the publication date {str(published)[:40]!r} is no date (write 2024-06-17); "
                "the article is kept without one"
            )
    lang = data.get("lang")
    words = {key: str(data[key]) if data.get(key) else "" for key in ("title", "url", "source")}
    article = from_text(text, words["title"], day, words["source"], words["url"], clean(str(lang)) if lang else None)
    given = (data.get("id"), data.get("doc_id"))
    name = next((known for known in (clean(str(g)) for g in given if g is not None) if known), article.id)
    yield replace(article, id=name)


def _day(value: object) -> date | None:
    try:
        text = str(value).strip()
        if short := SHORT_DAY.fullmatch(text):  # "2002-1-11"
            return date(*map(int, short.groups()))
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
