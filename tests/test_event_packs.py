"""Wrong, missing and duplicate keys in the files of event types and event words: errors that say where and what."""

from pathlib import Path

import pytest

from timeline import events, languages
from timeline.errors import BadPack
from timeline.events.words import words_of

TYPES = (Path(events.__file__).parent / events.TABLE).read_text(encoding="utf8")
ENGLISH = (languages.HERE / "en.toml").read_text(encoding="utf8")


def loaded(path: Path) -> object:
    return events.load_types(path) if path.name == events.TABLE else words_of(languages.load_file(path))


def told(path: Path, text: str) -> str:
    """What is said about a file with this text."""
    path.write_text(text, encoding="utf8")
    with pytest.raises(BadPack) as raised:
        loaded(path)
    return str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('visit = { plover = "CONSULT", ', "visit = { ", "[type] 'visit': 'plover' must be a string; it is None"),
        (
            'visit = { plover = "CONSULT", ',
            "visit = { plover = 1, ",
            "[type] 'visit': 'plover' must be a string; it is 1",
        ),
        ("veto = { plover", "vetto = { plover", "[type] 'veto' is missing; every type of the model is expected"),
        ('lane = "Visits", symbol = "circle"', 'lane = "Trips", symbol = "circle"', "'lane' must be one of Visits"),
        ('symbol = "circle",', 'symbol = "circle", colour = "red",', "unknown key 'colour'; there are plover, mode"),
        ('names = { en = "visit", ', "names = { ", "'names' must have a name in en, it, fr, es, de, pt; en is missing"),
        ("[lane]\n", "[lane]\n[lane]\n", "names a key twice"),
        ("[type]\n", "[kind]\n", "[type] must be a table"),
        ("[lane]\n", "[lane]\nTests = 5\n", "[lane] 'Tests' must be a table with light, dark"),
    ],
)
def test_errors_of_types_name_file_key_and_what_was_expected(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in TYPES
    message = told(tmp_path / events.TABLE, TYPES.replace(old, new, 1))
    assert message.startswith(events.TABLE)
    assert said in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n[events]\n", "\n[events]\ngenitives = []\n", "unknown key [events] 'genitives'; there are starters"),
        ("\nrelative = [", "\nrelative = 3\nplural_ = [", "unknown key [events] 'plural_'"),
        ("\n[events.host]\n", '\n[events.host]\nrally = ["x"]\n', "[events.host] 'rally': 'rally' is no event type"),
        ("\n[events.host]\n", '\n[events.host]\n"visit:SEE" = ["x"]\n', "'SEE' is no PLOVER class"),
        ("\n[events.host]\n", '\n[events.host]\nvisit = "x"\n', "[events.host] 'visit' must be a list of phrases"),
        ("\n[events.host]\n", '\n[events.host]\nvisit = ["… x"]\n', "must begin and end with a word"),
        ("\n[events.offices]\n", "\n[events.offices]\nmayor = []\n", "[events.offices] 'mayor' is no role"),
        ("\n[events.offices]\n", "\n[events.offices]\npope = 1\n", "[events.offices] 'pope' must be a list of titles"),
        ("\n[events.host]\n", "\n[events.host]\n[events.host]\n", "is not TOML in UTF-8"),
    ],
)
def test_errors_of_packs_name_file_key_and_what_was_expected(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in ENGLISH
    message = told(tmp_path / "en.toml", ENGLISH.replace(old, new, 1))
    assert message.startswith("en.toml")
    assert said in message


def test_a_list_must_be_a_list(tmp_path: Path) -> None:
    text = ENGLISH.replace("\ninfinitive = [", "\nsingular_ = [", 1)
    assert "[events]" in told(tmp_path / "en.toml", text)


def test_every_type_has_a_name_in_every_language() -> None:
    assert all(set(kind.names) == set(events.LANGS) for kind in events.types().values())
    assert events.types()["ceasefire"].names["it"] == "cessate il fuoco"
