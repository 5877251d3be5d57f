"""CONTRIBUTING.md's way to a seventh language, gone: one file, and time and events are read; no code is touched."""

from datetime import date
from pathlib import Path

import pytest

from timeline import languages
from timeline.errors import BadPack
from timeline.events import read as events
from timeline.model import Article
from timeline.temporal import read

DUTCH = languages.load_file(Path(__file__).parent / "fixtures" / "nl.toml")
PUBLISHED = date(2024, 6, 17)


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("Zij kwamen op 12 juni 2024.", "12 juni 2024", "2024-06-12"),
        ("Zij kwamen vorige september.", "vorige september", "2023-09"),
        ("Zij kwamen vorige week.", "vorige week", "2024-W24"),
        ("Zij kwamen drie dagen geleden.", "drie dagen geleden", "2024-06-14"),
        ("Zij hebben dinsdag vergaderd.", "dinsdag", "2024-06-11"),
        ("Zij zullen dinsdag vergaderen.", "dinsdag", "2024-06-18"),
        ("Het duurde twee weken.", "twee weken", "P2W"),
        ("Dat was in 2014.", "2014", "2014"),
    ],
)
def test_a_seventh_language_reads_time_from_one_file(text: str, expression: str, value: str) -> None:
    (timex,) = read.find(languages.tokenizer("nl")(text), PUBLISHED, DUTCH)
    assert (timex.text, timex.value) == (expression, value)
    assert expression in timex.how


@pytest.mark.parametrize(
    ("text", "kind", "status", "day"),
    [
        ("Emmanuel Macron ontmoette dinsdag Olaf Scholz in Berlin.", "meeting", "happened", date(2024, 6, 11)),
        ("Joe Biden bezocht gisteren Oman.", "visit", "happened", date(2024, 6, 16)),
    ],
)
def test_a_seventh_language_reads_events_from_one_file(text: str, kind: str, status: str, day: date) -> None:
    doc = languages.tokenizer("nl")(text)
    article = Article("a", text, published=PUBLISHED, lang="nl")
    (event,) = events.find(doc, article, read.find(doc, PUBLISHED, DUTCH), DUTCH)
    assert (event.type, event.status.value) == (kind, status)
    assert event.interval is not None
    assert event.interval.start == day


def test_a_mistake_in_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    path.write_text('name = "X"\n[time]\n[time.rules]\n"month" = "Date(mnth)"\n[events]\n', encoding="utf8")
    with pytest.raises(BadPack, match=r"xx\.toml.*mnth"):
        read.find(languages.tokenizer("nl")("mei"), PUBLISHED, languages.load_file(path))
