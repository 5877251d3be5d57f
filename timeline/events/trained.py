"""Trained spaCy pipelines that the user has installed: where people's names begin and end.

Nothing here is needed to read an article. `TIMELINE_SPACY=on` asks for the best installed package of a language,
`TIMELINE_SPACY=NAME` (or several, "en_core_web_md,fr_core_news_sm") for just these. Without it no package is loaded, so
that what is read depends on nothing but the article, and at the speed that it has without one: a trained pipeline alone
reads some thousand words a second. Only what names people is run, no tagger and no parser.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from functools import lru_cache
from typing import Any

from timeline.errors import BadSetting

SETTING = "TIMELINE_SPACY"
OFF = ("", "off", "0", "no")
ON = ("on", "1", "yes")
SIZES = ("lg", "md", "sm")
LABELS = frozenset({"PERSON", "PER"})
NEEDED = frozenset({"tok2vec", "transformer", "ner", "entity_ruler"})
PIECE = 50_000  # characters that are read at once: the memory of a pipeline grows with them

Spans = tuple[tuple[int, int], ...]


def packages(lang: str, setting: str) -> tuple[str, ...]:
    """The names of the packages that may be used for a language, the best first.

    >>> packages("fr", "on")
    ('fr_core_news_lg', 'fr_core_news_md', 'fr_core_news_sm')
    >>> packages("fr", "en_core_web_md,fr_core_news_sm"), packages("fr", "off")
    (('fr_core_news_sm',), ())
    """
    value = setting.strip()
    if value.lower() in OFF:
        return ()
    if value.lower() in ON:
        genre = "web" if lang == "en" else "news"
        return tuple(f"{lang}_core_{genre}_{size}" for size in SIZES)
    return tuple(name for part in value.split(",") if (name := part.strip()).partition("_")[0] == lang)


@lru_cache(maxsize=16)
def _pipeline(lang: str, setting: str) -> Any:
    """The pipeline for a language, None where none is asked for or installed."""
    named = setting.strip().lower() not in (*ON, *OFF)
    for name in packages(lang, setting):
        if not name.isidentifier() or importlib.util.find_spec(name) is None:
            if named:
                raise BadSetting(f"{SETTING} names {name!r}, which is not installed")
            continue
        try:
            pipeline = importlib.import_module(name).load()
            pipeline.select_pipes(enable=[pipe for pipe in pipeline.pipe_names if pipe in NEEDED])
        except Exception as error:  # a package of any other version of spaCy fails in its own way
            raise BadSetting(f"{SETTING}={setting}: package {name!r} cannot be loaded: {error}") from error
        return pipeline
    return None


def people(text: str, lang: str) -> Spans | None:
    """Where people are named in a text, as characters [start, end); None where no trained pipeline is used.

    Raises BadSetting where TIMELINE_SPACY names a package that is not there or cannot be loaded.
    """
    pipeline = _pipeline(lang, os.environ.get(SETTING, ""))
    if pipeline is None:
        return None
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > PIECE:
            end = max(text.rfind("\n", start, start + PIECE), text.rfind(" ", start, start + PIECE)) + 1
            end = end if end > start else start + PIECE
        doc = pipeline(text[start:end])
        found += [(start + e.start_char, start + e.end_char) for e in doc.ents if e.label_ in LABELS]
        start = end
    return tuple(found)
