"""Bad input: a clear message each, and nothing lost."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import ingest, pipeline
from timeline.errors import BadArticle
from timeline.model import Article


def read(name: str, data: bytes) -> tuple[list[Article], list[str]]:
    found = list(ingest.from_bytes(name, data))
    return [f for f in found if isinstance(f, Article)], [str(f) for f in found if isinstance(f, BadArticle)]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xfe\x00", "binary"),
        ("report.pdf", b"%PDF-1.7", ".jsonl, .json, .txt"),
        ("list.json", b"[1]", "must be an object"),
        ("broken.json", b'{"text": ', "not JSON"),
        ("none.jsonl", b'{"id": "x"}', "without text"),
        ("control.jsonl", b'{"id": "x", "text": "\\u0000"}', "without text"),
        ("nobody.json", b"[]", "no article"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, data: bytes, message: str) -> None:
    articles, messages = read(name, data)
    assert not articles
    assert len(messages) == 1
    assert name in messages[0]
    assert message in messages[0]


def test_a_file_of_30_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "archive.txt"
    path.write_bytes(b"x" * 30 * 2**20)
    (found,) = ingest.articles(path)
    assert isinstance(found, BadArticle)
    assert "split it" in str(found)


def test_a_bad_third_line_costs_only_itself() -> None:
    lines = [json.dumps({"id": str(i), "text": "Text."}) for i in range(5)]
    lines[2] = '{"id": "2", "text"'
    articles, messages = read("five.jsonl", "\n".join(lines).encode())
    assert [a.id for a in articles] == ["0", "1", "3", "4"]
    assert len(messages) == 1
    assert "line 3" in messages[0]


def test_a_publication_date_that_is_none_keeps_the_article_undated() -> None:
    articles, messages = read("soon.json", b'{"id": "x", "text": "Text.", "published": "soon"}')
    assert [a.published for a in articles] == [None]
    assert "'soon'" in messages[0]


def test_latin_1_is_read() -> None:
    articles, messages = read(
        "old.txt", "Il presidente è a Città del Messico, così si è saputo giovedì.".encode("latin-1")
    )
    assert "Città" in articles[0].text
    assert not messages


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl"])
def test_a_byte_order_mark_is_no_hindrance(name: str, encoding: str) -> None:
    text = "Città" if name.endswith("txt") else '{"text": "Città"}'
    articles, messages = read(name, text.encode(encoding))
    assert [a.text for a in articles] == ["Città"]
    assert not messages


def test_half_characters_and_empty_ids_are_mended() -> None:
    data = (
        rb'{"id": "\ud800", "doc_id": "d", "text": "Te\ud800xt.\r\n", "title": "\ud83d", "dct": "2024-06-17T08:00:00Z"}'
    )
    articles, _ = read("a.json", data)
    assert articles == [Article("d", "Text.\n", published=date(2024, 6, 17))]
    articles, _ = read("a.json", rb'{"id": "\ud800", "text": "Text."}')
    assert articles[0].id == ingest.from_text("Text.").id
    assert ingest.from_text("Text.", title="\ud800").title == ""


def test_a_line_of_a_million_characters_is_read() -> None:
    articles, _ = read("long.txt", b"word " * 200_000)
    assert len(pipeline.read(articles[0]).article.text) == 1_000_000


def test_an_unknown_language_is_said_and_detected() -> None:
    article = ingest.from_text("The president met the minister on Tuesday in Rome.", lang="xx")
    reading = pipeline.read(article)
    assert reading.article.lang == "en"
    assert any("'xx'" in warning for warning in reading.warnings)


def test_a_language_without_a_pack_is_kept_unread() -> None:
    text = (
        "Prezydent spotkał się we wtorek z ministrem spraw zagranicznych w Warszawie, poinformował rzecznik rządu. " * 2
    )
    reading = pipeline.read(ingest.from_text(text, published=date(2024, 6, 17)))
    assert not reading.events
    assert any("no pack" in warning for warning in reading.warnings)


@given(st.text())
def test_any_text_with_words_is_an_article(text: str) -> None:
    if ingest.clean(text).strip():
        assert ingest.from_text(text).text.strip()
    else:
        with pytest.raises(BadArticle, match="no text"):
            ingest.from_text(text)
