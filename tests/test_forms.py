"""What is printed can be read back."""

from datetime import date

from timeline import forms
from timeline.model import Actor, Article, Mention, Reading, Status
from timeline.temporal.interval import Certainty, Granularity, Interval

MENTION = Mention(
    id="m0",
    type="visit",
    plover="CONSULT",
    mode="visit",
    trigger="visit",
    trigger_start=10,
    trigger_end=15,
    sentence_start=0,
    sentence_end=40,
    title="Vladimir Putin visits North Korea",
    actors=(Actor("Vladimir Putin", "RU"),),
    countries=("RU", "KP"),
    place="Pyongyang",
    place_country="KP",
    date_text="Tuesday",
    date_start=20,
    date_end=27,
    interval=Interval.between(date(2024, 6, 18), date(2024, 6, 19), Granularity.INTERVAL, Certainty.RESOLVED),
    status=Status.PLANNED,
    confidence=0.9,
    how="because",
)
ARTICLE = Article("a1", "text", published=date(2024, 6, 17), lang="en")


def test_a_mention_survives_the_way_to_json_and_back() -> None:
    assert forms.mention_from_json(forms.mention_to_json(MENTION)) == MENTION


def test_last_days_are_inclusive_in_json() -> None:
    data = forms.mention_to_json(MENTION)
    assert (data["start"], data["end"], data["certainty"]) == ("2024-06-18", "2024-06-19", "resolved")


def test_merge_reads_what_extract_prints() -> None:
    line = forms.reading_to_json(Reading(ARTICLE, (), (MENTION,)))
    (said,) = forms.said_from_json(line)
    assert said.mention == MENTION
    assert (said.article.id, said.article.published) == ("a1", date(2024, 6, 17))
