"""The page's words: every catalogue is whole, and dates are written as each language writes them."""

from datetime import date

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from timeline.dashboard.words import CATALOGUES, LANGUAGES, Words, best
from timeline.temporal.interval import Granularity, Interval

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


@pytest.mark.parametrize("path", sorted(CATALOGUES.glob("*.po")), ids=lambda p: p.stem)
def test_a_translation_keeps_the_fields_of_its_message(path: object) -> None:
    import re

    with open(str(path), "rb") as file:
        for message in read_po(file):
            sources = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            if not message.id:
                continue
            fields = {field for source in sources for field in re.findall(r"{(\w+)}", source)}
            for string in strings:
                assert string, f"{message.id!r} has no translation"
                assert set(re.findall(r"{(\w+)}", string)) <= fields, message.id
