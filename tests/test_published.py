"""An article without a date is told which days its own text speaks for, each with its reasons; nothing is applied."""

from datetime import date

import pytest

from timeline import languages
from timeline.temporal.read import suggest_published

ADDED = date(2020, 1, 1)


def suggested(text: str, lang: str, before: date | None = ADDED) -> list[tuple[date, str]]:
    return suggest_published(languages.tokenizer(lang)(text), languages.load(lang), before)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Talks open on Tuesday, June 12. Both sides have prepared for months."),
        ("it", "I colloqui si aprono martedì 12 giugno. Le due parti sono pronte."),
        ("fr", "Les pourparlers s'ouvrent mardi 12 juin. Les deux camps sont prêts."),
        ("es", "Las conversaciones empiezan el martes 12 de junio. Todo está listo."),
        ("de", "Die Gespräche beginnen am Dienstag, 12. Juni. Beide Seiten sind bereit."),
        ("pt", "As conversas começam na terça-feira, 12 de junho. Tudo está pronto."),
    ],
)
def test_a_weekday_with_its_day_of_month_fixes_the_year(lang: str, text: str) -> None:
    (day, reason), *_ = suggested(text, lang)
    assert day == date(2018, 6, 12)  # a Tuesday; so was 12 June 2012
    assert "Tuesday" in reason


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The minister arrives today, June 12. In 2018 he had been elected twice."),
        ("it", "Il ministro arriva oggi, 12 giugno. Nel 2018 era stato eletto due volte."),
        ("fr", "Le ministre arrive aujourd'hui, 12 juin. En 2018 il avait été élu deux fois."),
        ("es", "El ministro llega hoy, 12 de junio. En 2018 había sido elegido dos veces."),
        ("de", "Der Minister kommt heute, 12. Juni. Im Jahr 2018 war er zweimal gewählt worden."),
        ("pt", "O ministro chega hoje, 12 de junho. Em 2018 tinha sido eleito duas vezes."),
    ],
)
def test_a_date_beside_today_is_the_day_and_its_year_is_one_that_the_text_names(lang: str, text: str) -> None:
    (day, reason), *_ = suggested(text, lang, before=None)
    assert day == date(2018, 6, 12)
    assert "The text says" in reason


def test_yesterday_tells_it_as_well() -> None:
    assert suggested("They met yesterday (11 June 2018).", "en")[0][0] == date(2018, 6, 12)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "MOSCOW, June 12 (Agency) – The ministers met again. They last met in 2018."),
        ("it", "MOSCA, 12 giugno – I ministri si sono visti di nuovo, dopo il vertice del 2018."),
        ("fr", "MOSCOU, 12 juin – Les ministres se sont revus, après le sommet de 2018."),
        ("es", "MOSCÚ, 12 de junio – Los ministros se vieron otra vez, tras la cumbre de 2018."),
        ("de", "MOSKAU, 12. Juni – Die Minister trafen sich wieder, nach dem Gipfel von 2018."),
        ("pt", "MOSCOU, 12 de junho – Os ministros viram-se outra vez, depois da cúpula de 2018."),
    ],
)
def test_a_dateline_tells_the_day(lang: str, text: str) -> None:
    (day, reason), *_ = suggested(text, lang)
    assert day == date(2018, 6, 12)
    assert "dateline" in reason


def test_the_latest_date_of_the_past_comes_before_older_ones() -> None:
    text = "The treaty of 3 May 2011 was renewed on 9 March 2018. The summit will begin on 4 July 2019."
    found = suggested(text, "en")
    assert [day for day, _ in found] == [date(2018, 3, 9), date(2011, 5, 3)]
    assert "latest date of the past" in found[0][1]


def test_reasons_add_up_and_what_lies_after_the_last_possible_day_is_left_out() -> None:
    text = "ROME, Tuesday, 12 June 2018 – They met today, 12 June 2018. It was signed on 5 March 2018."
    (day, reason), *_ = suggested(text, "en")
    assert day == date(2018, 6, 12)
    assert reason.count(".") >= 3
    assert suggested(text, "en", before=date(2017, 1, 1)) == []


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("en", "BRUSSELS, Dec. 24 - A trade deal was struck. It will apply from January 1, 2019.", date(2018, 12, 24)),
        ("it", "ROMA, 10 dicembre - Il decreto è legge. Entrerà in vigore il 1 marzo 2019.", date(2018, 12, 10)),
        ("fr", "PARIS, 30 novembre - Il est candidat. Le scrutin aura lieu le 10 avril 2019.", date(2018, 11, 30)),
        ("es", "QUITO, 10 de diciembre - Asumió. Viajará a Roma el 31 de enero de 2019.", date(2018, 12, 10)),
        ("de", "Berlin, 8. Dezember - Gewählt. Das Gesetz wird am 1. Januar 2019 in Kraft treten.", date(2018, 12, 8)),
        ("pt", "BRASÍLIA, 29 de outubro - Foi eleito. Tomará posse em 1º de janeiro de 2019.", date(2018, 10, 29)),
    ],
)
def test_what_will_happen_had_not_yet(lang: str, text: str, day: date) -> None:
    assert suggested(text, lang)[0][0] == day


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pt", "O Senado aprovou o texto nesta quarta-feira (31). Ele fora lido em 12 de maio de 2016."),
        ("es", "El Senado lo aprobó el miércoles (31). Se había leído el 12 de mayo de 2016."),
    ],
)
def test_a_weekday_with_the_day_alone_comes_after_the_latest_date_told(lang: str, text: str) -> None:
    (day, reason), *_ = suggested(text, lang)
    assert day == date(2016, 8, 31)
    assert "comes next after 2016-05-12" in reason


def test_today_has_one_date() -> None:
    text = "Il governo ha giurato oggi, sabato 22 ottobre. Si era votato il 25 settembre 2016."
    assert suggested(text, "it")[0][0] == date(2016, 10, 22)


def test_a_text_without_any_such_sign_suggests_nothing() -> None:
    assert suggested("They met on Tuesday, and talked for two days.", "en") == []
    assert suggested("", "en") == []
    assert suggested("They meet on June 12.", "en", before=None) == []
