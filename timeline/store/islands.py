"""Which mentions hang together: the islands of merging, of all that a store holds, as numbers.

As of a day, what was published until then is merged. An island whose articles are all of that time is merged as it is
now, and one of which none is does not exist; so only those are merged anew that have articles of both times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timeline.model import Article
from timeline.store.columns import Array, strings

Portions = Iterable[Sequence[tuple[str, ...]]]


class Islands:
    """The mentions of a store, each with its island, event and publication day.

    `members` are rows of article, mention and event, `blocks` of block, article and mention, both in portions.
    """

    def __init__(self, members: Portions, blocks: Portions, articles: Mapping[str, Article]) -> None:
        article, self._mention, event = _columns(members)
        block, *standing = _columns(blocks)
        self._event, self.events = strings(event)
        self._article, self._articles = strings(article)
        known = pc.index_in(_keys(*standing), value_set=_keys(article, self._mention))
        there = known.is_valid().to_numpy(zero_copy_only=False)
        mentions = known.fill_null(0).to_numpy(zero_copy_only=False)
        self._island = joined(mentions[there], strings(block)[0][there], len(article))
        published = [(a := articles.get(name)) and a.published for name in self._articles.to_pylist()]
        self._day = np.array([day.toordinal() if day else 0 for day in published], np.int32)

    def as_of(self, day: date) -> tuple[Array, list[tuple[str, str]]]:
        """What of now was not so on a day, and what has to be merged to know what was.

        The numbers of the events (in `events`) whose islands have anything that was published later or on no day, and
        of those islands the mentions that were published until then, as article and mention.
        """
        when = self._day[self._article]
        early = (when > 0) & (when <= day.toordinal())
        late = np.zeros(len(early), bool)  # by island
        late[self._island[~early]] = True
        touched = late[self._island]
        again = pa.array(np.flatnonzero(touched & early))
        articles = self._articles.take(pa.array(self._article).take(again)).to_pylist()
        return np.unique(self._event[touched]), list(zip(articles, self._mention.take(again).to_pylist(), strict=True))


def _columns(portions: Portions) -> list[pa.Array]:
    """Rows of three texts as three columns."""
    parts = [[pa.array(column, pa.large_string()) for column in zip(*part, strict=True)] for part in portions]
    none = pa.array([], pa.large_string())
    return [pa.concat_arrays([none, *(part[k] for part in parts)]) for k in range(3)]


def _keys(articles: pa.Array, mentions: pa.Array) -> pa.Array:
    """Mentions as one text each."""
    return pc.binary_join_element_wise(articles, mentions, pa.scalar("\0", pa.large_string()))


def joined(nodes: Array, groups: Array, count: int) -> Array:
    """For each of so many nodes the smallest that it is joined to over shared groups; pairs of a node and a group.

    Connected components by hooking the roots of each group onto the smallest, and flattening (Shiloach and Vishkin
    1982).

    >>> joined(np.array([0, 2, 2, 3, 1]), np.array([0, 0, 1, 1, 2]), 5).tolist()
    [0, 1, 0, 0, 4]
    """
    root = np.arange(count)
    if not len(nodes):
        return root
    order = np.argsort(groups, kind="stable")
    nodes, groups = nodes[order], groups[order]
    begins = np.flatnonzero(np.diff(groups, prepend=-1))
    lengths = np.diff(np.append(begins, len(groups)))
    while True:
        mine = root[nodes]
        least = np.repeat(np.minimum.reduceat(mine, begins), lengths)
        higher = least < mine
        if not higher.any():
            return root
        np.minimum.at(root, mine[higher], least[higher])
        while not np.array_equal(flat := root[root], root):
            root = flat
