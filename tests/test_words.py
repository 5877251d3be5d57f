"""The page's words: every catalogue is whole, and dates are written as each language writes them."""

import ast
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from timeline import pipeline
from timeline.dashboard.errors import explained
from timeline.dashboard.titles import title
from timeline.dashboard.words import (
    CATALOGUES,
    CERTAINTY,
    LANES,
    LANGUAGES,
    STATUS,
    Words,
    best,
    speaking,
    tr,
    trn,
)
from timeline.errors import BadArticle
from timeline.events import types
from timeline.events.titles import title as make_title
from timeline.gazetteer import COUNTRIES, Entry, country_name
from timeline.ingest import LARGEST, from_bytes
from timeline.model import Article, Status
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.view import CERTAINTIES

LANE_LETTERS = 19
TRANSLATED = [code for code in LANGUAGES if code != "en"]
JUNE = Interval.between(date(2024, 6, 18), date(2024, 6, 19))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "18 – 19 June 2024"),
        ("it", "18 – 19 giugno 2024"),
        ("fr", "18 – 19 juin 2024"),
        ("es", "18 – 19 de junio de 2024"),
        ("de", "18. – 19. Juni 2024"),
        ("pt", "18 – 19 de junho de 2024"),
    ],
)
def test_days_are_written_as_the_language_does(code: str, words: str) -> None:
    assert Words(code).interval(JUNE) == words


@pytest.mark.parametrize(
    ("code", "first", "eleventh", "span"),
    [
        ("en", "1 May 2024", "11 May 2024", "1 – 3 May 2024"),
        ("it", "1º maggio 2024", "11 maggio 2024", "1º – 3 maggio 2024"),
        ("fr", "1er mai 2024", "11 mai 2024", "1er – 3 mai 2024"),
        ("es", "1 de mayo de 2024", "11 de mayo de 2024", "1 – 3 de mayo de 2024"),
        ("de", "1. Mai 2024", "11. Mai 2024", "1. – 3. Mai 2024"),
        ("pt", "1º de maio de 2024", "11 de maio de 2024", "1º – 3 de maio de 2024"),
    ],
)
def test_the_first_day_of_a_month_is_written_as_the_language_does(
    code: str, first: str, eleventh: str, span: str
) -> None:
    words = Words(code)
    assert words.day(date(2024, 5, 1)) == first
    assert words.day(date(2024, 5, 11)) == eleventh
    assert words.interval(Interval.between(date(2024, 5, 1), date(2024, 5, 3))) == span
    assert first.split()[0] in words.weekday(date(2024, 5, 1)).split()
    assert words.short_day(date(2024, 5, 1), year=False).startswith(first.split()[0])


def test_whole_years_are_told_as_years() -> None:
    words = Words("en")
    assert words.interval(Interval.between(date(1990, 1, 1), date(2010, 12, 31))) == "1990 – 2010"
    assert words.interval(Interval.between(date(2010, 1, 1), date(2010, 12, 31))) == "2010"


@given(
    st.sampled_from(list(LANGUAGES)),
    st.dates(date(1, 1, 2), date(9998, 1, 1)),
    st.integers(1, 4000),
    st.sampled_from(list(Granularity)),
)
def test_every_interval_has_words(code: str, day: date, days: int, grain: Granularity) -> None:
    last = date.fromordinal(min(day.toordinal() + days, date.max.toordinal() - 1))
    assert Words(code).interval(Interval.between(day, last, grain))


@given(st.text(max_size=40))
def test_the_browser_may_ask_for_anything(accepted: str) -> None:
    assert best(accepted) in LANGUAGES


KEYWORDS = {"tr": None, "later": None, "trn": (1, 2), "many": (1, 2), "plural": (1, 2)}  # as in the Makefile
Message = str | tuple[str, str]


def extracted() -> set[Message]:
    """The messages of the code, as `make messages` finds them."""
    found: set[Message] = set()
    for _, _, message, _, _ in extract_from_dir(str(CATALOGUES.parent), [("**.py", "python")], keywords=KEYWORDS):
        found.add(message if isinstance(message, str) else tuple(message))  # type: ignore[arg-type]
    return found


def named() -> set[Message]:
    """The messages of the code, as Python reads it: those within f-strings, which the extraction misses, are here."""
    found: set[Message] = set()
    for path in CATALOGUES.parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if name in ("tr", "later") and words:
                found.add(words[0])
            elif name in ("trn", "many", "plural") and len(words) > 1:
                found.add((words[0], words[1]))
    return found


def translations(code: str) -> dict[Message, Message]:
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale=code) if message.id}


def fields(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_has_its_translation(code: str) -> None:
    assert extracted() == named()
    found = translations(code)
    assert set(found) == named(), "run `make messages` and translate what is new"
    for message, words in found.items():
        assert all(words) if isinstance(words, tuple) else words, f"{message!r} is not translated"
        assert isinstance(words, tuple) == isinstance(message, tuple)


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_keeps_the_fields_and_the_markup_of_its_message(code: str) -> None:
    for message, words in translations(code).items():
        pairs = [(message, words)] if isinstance(message, str) else [*zip(message, words, strict=True)]
        for source, said in pairs:
            assert isinstance(source, str)
            assert isinstance(said, str)
            # "and one more" needs no figure.
            missing = {"n"} if isinstance(message, tuple) and source == message[0] else set()
            assert fields(said) <= fields(source) <= fields(said) | missing, (source, said)
            for mark in ("**", "<b>", "</b>", "·", "→", "◀", "▶", "✕", "\n"):
                assert source.count(mark) == said.count(mark), (source, said)


def test_what_is_named_outside_of_the_code_has_words() -> None:
    assert {kind.lane for kind in types().values()} == set(LANES)
    assert set(STATUS) >= {status.value for status in Status}
    assert set(CERTAINTY) == {certainty.label for certainty in Certainty} == set(CERTAINTIES)
    for code in LANGUAGES:
        words = Words(code)
        assert all(words.kind(name) for name in types())
        assert all(words.country(country) != country for country in COUNTRIES)
        assert all(len(words(lane)) <= LANE_LETTERS for lane in LANES), "the margin of the chart holds no more"


@pytest.mark.parametrize("code", TRANSLATED)
def test_plurals_follow_the_language(code: str) -> None:
    with speaking(code):
        one, two, zero = (trn("{n} event", "{n} events", count) for count in (1, 2, 0))
    assert one.startswith("1 ")
    assert two.startswith("2 ")
    assert one[2:] != two[2:]
    assert zero[2:] == (one if code == "fr" else two)[2:]  # "0 événement", "0 eventi"


def test_a_block_speaks_its_language_and_no_other() -> None:
    assert tr("Copy link") == "Copy link"
    with speaking("de"):
        assert tr("Copy link") == "Link kopieren"
        with speaking("it"):
            assert tr("Copy link") == "Copia il link"
        assert tr("Copy link") == "Link kopieren"
    assert tr("Copy link") == "Copy link"


def test_threads_do_not_hear_one_another() -> None:
    def said(code: str) -> list[str]:
        with speaking(code):
            return [tr("Copy link") for _ in range(200)]

    codes = list(LANGUAGES) * 4
    with ThreadPoolExecutor(8) as pool:
        for code, words in zip(codes, pool.map(said, codes), strict=True):
            assert set(words) == {Words(code)("Copy link")}


@pytest.mark.parametrize(
    ("kind", "english", "code", "words"),
    [
        ("visit", "Vladimir Putin visits North Korea", "it", "Visita: Vladimir Putin → Corea del Nord"),
        ("visit", "Vladimir Putin and Xi Jinping visit Italy", "es", "Visita: Vladimir Putin y Xi Jinping → Italia"),
        ("visit", "Visit to China", "de", "Besuch: China"),
        ("summit", "G7 summit in Italy", "fr", "Sommet : G7 (Italie)"),
        ("summit", "Ukraine – Russia summit", "pt", "Cúpula: Ucrânia – Rússia"),
        ("meeting", "Russia meets China, Iran and 3 others", "de", "Treffen: Russland – China, Iran und 3 weitere"),
        ("meeting", "Bosnia & Herzegovina: meeting in Geneva", "it", "Incontro: Bosnia ed Erzegovina (Geneva)"),
        ("veto", "Russia vetoes resolution on North Korea", "fr", "Veto : Russie – Corée du Nord"),
        ("veto", "Russia and China veto resolution", "it", "Veto: Russia e Cina"),
        ("sanction", "United Nations sanctions North Korea", "de", "Sanktionen: Vereinte Nationen → Nordkorea"),
        ("arms_transfer", "North Korea sends arms to Russia", "it", "Fornitura di armi: Corea del Nord → Russia"),
        ("agreement", "Emmanuel Macron and China sign agreement", "de", "Abkommen: Emmanuel Macron – China"),
        ("attack", "Attack", "pt", "Ataque"),
        ("other", "What somebody has written", "it", "What somebody has written"),
        ("visit", "A day to remember in Pyongyang", "it", "A day to remember in Pyongyang"),
        ("visit", "Vladimir Putin visits North Korea", "en", "Vladimir Putin visits North Korea"),
    ],
)  # fmt: skip
def test_titles_are_said_in_the_language(kind: str, english: str, code: str, words: str) -> None:
    assert title(kind, english, code) == words


@given(
    st.sampled_from(sorted(types())),
    st.lists(st.sampled_from([*COUNTRIES]), min_size=2, max_size=6, unique=True),
    st.sampled_from(TRANSLATED),
)
def test_no_country_of_a_title_is_lost(kind: str, named: list[str], code: str) -> None:
    who, whom = named[::2], named[1::2]
    entries = [[Entry("country", country_name(c), c) for c in side] for side in (who, whom)]
    made = make_title(kind, *entries, None)
    said = title(kind, made, code)
    shown = [c for c in (*who, *whom) if country_name(c) in made]
    assert shown
    assert all(country_name(c, code) in said for c in shown), (made, said)


@pytest.mark.parametrize("code", TRANSLATED)
def test_errors_of_adding_are_said_in_the_language(code: str) -> None:
    """Every file that cannot be read: the message is known to the catalogues, so that it does not stay English."""
    bad = {
        "empty.txt": b" ", "a.pdf": b"%PDF", "binary.txt": bytes(range(256)) * 40, "big.txt": b"a" * (LARGEST + 1),
        "list.json": b"[]", "broken.json": b"{", "no.json": b'[1, {"title": "x"}, {"text": "x", "published": "soon"}]',
        "lines.jsonl": b"{broken\n[]",
    }  # fmt: skip
    errors = [str(f) for name, data in bad.items() for f in from_bytes(name, data) if isinstance(f, BadArticle)]
    assert len(errors) >= 10
    for article in (
        Article("a", "Hello", lang="xx"),
        Article("b", "Hej", lang="da"),
        Article("c", "Hi there", lang="en"),
    ):
        errors += pipeline.read(article).warnings
    with speaking(code):
        for error in errors:
            assert explained(error) != error, error
            assert explained(error).split(":")[0].strip() != "", error
        assert explained("something else") == "something else"
