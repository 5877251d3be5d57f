"""The one place that orders the steps: language → timexes → events. A pure function of the article."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from timeline import languages
from timeline.events import read as events
from timeline.garbage import rarely
from timeline.model import Article, Reading
from timeline.temporal import read as temporal

DETECTED_ON = 3000  # characters: enough to tell a language, and it keeps detection linear and cheap
SURE = 0.9  # probability from which a language without a pack is believed
SHORT = 80  # characters below which only languages with a pack are considered


@cache
def _identifier(codes: tuple[str, ...]) -> LanguageIdentifier:
    if not codes:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier = copy(_identifier(()))  # the model, half a second's reading, is shared
    identifier.set_languages(list(codes))
    return identifier


def detect(text: str) -> str:
    """The language of a text, as an ISO 639-1 code: one of the packs', unless it is surely another.

    >>> detect("Il presidente si recherà in visita a Pechino la prossima settimana.")
    'it'
    """
    head = text[:DETECTED_ON]
    if len(head) >= SHORT:
        code, probability = _identifier(()).classify(head)
        if probability >= SURE:
            return str(code)
    return str(_identifier(languages.codes()).classify(head)[0])


def language(article: Article) -> tuple[str, str | None]:
    """The language to read an article in, and a warning where that is not the one it says it is in."""
    said = (article.lang or "").lower().replace("_", "-").partition("-")[0]
    known = languages.codes()
    if said in known:
        return said, None
    if said in _identifier(()).labels:
        return said, f"article {article.id}: there is no pack for language {said!r} (packs: {', '.join(known)})"
    found = detect(f"{article.title}\n{article.text}")
    if said:
        return found, f"article {article.id}: {article.lang!r} is no language code that is known; read as {found!r}"
    if found not in known:
        return found, f"article {article.id}: seems to be in {found!r}, no pack (packs: {', '.join(known)})"
    return found, None


def read(article: Article) -> Reading:
    """What the article says: its timexes and events, in text order, and what the user should know.

    An article in a language without a pack is kept, with nothing read from it and a warning.
    """
    lang, warning = language(article)
    warnings = [warning] if warning else []
    article = replace(article, lang=lang)
    if article.published is None:
        warnings.append(f"article {article.id}: no publication date, so relative dates stay open")
    if lang not in languages.codes():
        return Reading(article, (), (), (*warnings, f"article {article.id}: nothing was read"))
    pack = languages.load(lang)
    with rarely:
        doc = languages.tokenizer(lang)(article.text)
        timexes = temporal.find(article.text, article.published, pack)
        mentions = events.find(doc, article, timexes, pack)
    return Reading(article, tuple(timexes), tuple(mentions), tuple(warnings))
