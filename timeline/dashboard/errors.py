"""What is said when something cannot be done, in the page's language.

Errors and warnings are made below the page, in English and with everything in them that one must know. Each is one of
the messages below with its fields filled in; here the fields are read back, and the message is said again. What is none
of them is shown as it came.
"""

from __future__ import annotations

import re
from functools import cache

from timeline.dashboard.words import later, spoken, tr

MESSAGES = (
    # adding
    later("there is no text: paste the article's text, or choose a file that holds it"),
    later("{where}: {size} MB is more than the {most} MB that one file may have; split it"),
    later("{where}: only {kinds} files can be read; save it as one of these"),
    later("{where}: the file is empty; nothing was added"),
    later("{where}: this is no text but binary data; save the article as plain text"),
    later("{where}: not JSON ({error}); it is left out, the other lines are read"),
    later("{where}: not JSON ({error}); a .json file holds one article object or a list of them"),
    later("{where}: the list holds no article; nothing was added"),
    later("{where}: an article must be an object such as {example}; it is left out"),
    later('{where}: an article without text; give it as "text". It is left out'),
    later("{where}: the publication date {day} is no date (write 2024-06-17); the article is kept without one"),
    later("article {name}: there is no pack for language {lang} (packs: {packs})"),
    later("article {name}: {said} is no language code that is known; read as {lang}"),
    later("article {name}: seems to be in {lang}, no pack (packs: {packs})"),
    later("article {name}: no publication date, so relative dates stay open"),
    later("article {name}: nothing was read"),
    later("article {name}: reading it brought the reader down; it is left out"),
    later("The store could not be written. What was added before is kept; try again."),
    later("Adding articles ended with an error of the program; what was added before is kept."),
    # changing
    later("this store is open for reading only ({setting} is set); nothing was changed"),
    later("there is no article {name}; it may have been replaced, so reload the page"),
    later("there is no event {name} any more; reload the page"),
    later("an edit without a field changes nothing"),
    later("to split, choose some of the event's mentions, not none and not all"),
    later("there is no change {number} to undo; somebody may have undone it already"),
    later("{name} is no name of a view: use 1 to 40 small letters, figures and hyphens"),
    later("a title has 1 to {most} characters"),
    later("the first day, {first}, lies after the last, {last}"),
)
PLACES = (later("{where}, line {n}"), later("{where}, article {n}"))


@cache
def _patterns(messages: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The messages as patterns that read their fields back."""

    def pattern(message: str) -> re.Pattern[str]:
        pieces = re.split(r"\{(\w+)\}", message)
        return re.compile(
            "".join(f"(?P<{piece}>.+?)" if i % 2 else re.escape(piece) for i, piece in enumerate(pieces)), re.DOTALL
        )

    return tuple((message, pattern(message)) for message in messages)


def explained(text: object) -> str:
    """An error or a warning in the language that is spoken.

    >>> explained("lines.jsonl, line 3: the file is empty; nothing was added")
    'lines.jsonl, line 3: the file is empty; nothing was added'
    """
    return _said(str(text), MESSAGES)


def _said(text: str, messages: tuple[str, ...]) -> str:
    if spoken().code == "en":
        return text
    for message, pattern in _patterns(messages):
        if found := pattern.fullmatch(text):
            fields = found.groupdict()
            if "where" in fields and messages is MESSAGES:
                fields["where"] = _said(fields["where"], PLACES)
            return tr(message, **fields) if fields else tr(message)
    return text
