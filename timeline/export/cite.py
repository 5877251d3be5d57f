"""How to cite a view: as a sentence, and as BibTeX."""

from __future__ import annotations

import re
from datetime import date

SPECIAL = re.compile(r"([&%$#_{}])")


def _heading(events: int, articles: int) -> str:
    return f"Timeline of {events} event{'s' * (events != 1)} from {articles} article{'s' * (articles != 1)}"


def to_citation(link: str, events: int, articles: int, revision: int, day: date) -> str:
    """A sentence that cites a view: what it shows, which revision of the store, where, and the day it was seen.

    >>> to_citation("https://example.org/?country=KP", 9, 4, 12, date(2024, 6, 20))
    'Datelines. Timeline of 9 events from 4 articles (revision 12). https://example.org/?country=KP (seen 2024-06-20).'
    """
    return f"Datelines. {_heading(events, articles)} (revision {revision}). {link} (seen {day})."


def to_bibtex(link: str, events: int, articles: int, revision: int, day: date) -> str:
    r"""The same as a BibTeX entry of type @misc.

    >>> print(to_bibtex("https://example.org/?q=a_b", 1, 1, 3, date(2024, 6, 20)))
    @misc{datelines-3-20240620,
      title = {Timeline of 1 event from 1 article},
      author = {{Datelines}},
      year = {2024},
      note = {Revision 3, seen 2024-06-20},
      howpublished = {\url{https://example.org/?q=a\_b}}
    }
    """
    address = SPECIAL.sub(r"\\\1", link)
    return "\n".join(
        (
            f"@misc{{datelines-{revision}-{day:%Y%m%d},",
            f"  title = {{{_heading(events, articles)}}},",
            "  author = {{Datelines}},",
            f"  year = {{{day.year}}},",
            f"  note = {{Revision {revision}, seen {day}}},",
            f"  howpublished = {{\\url{{{address}}}}}",
            "}",
        )
    )
