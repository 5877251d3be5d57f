"""Who acts for no state: firms, relatives, supporters, those who held an office once; and where a dateline ends."""

from __future__ import annotations

from timeline.events.clauses import STOPS
from timeline.events.parties import TITLE, Party
from timeline.events.scene import Scene
from timeline.events.vocabulary import Token, Words

DATELINE = 16  # tokens in which the dash after a dateline stands
DASHES = frozenset({"-", "–", "—", "_", ".-", ".–", ".—"})


def dateline(scene: Scene) -> int:
    """The token after a dateline at the head of a sentence: "HANOI, Vietnam (AP) —"; 0 where there is none."""
    tokens = scene.sentence.tokens
    if not tokens:
        return 0
    first = tokens[0].text
    capital = first.isupper() and len(first) > 2 and first.isalpha()
    for i in range(1, min(DATELINE, len(tokens))):
        text = tokens[i].text
        bracketed = any(t.text == "(" for t in tokens[:i]) and any(t.text == ")" for t in tokens[:i])
        if (text in DASHES or text.startswith("_")) and (capital or bracketed):
            joined = (
                tokens[i - 1].end == tokens[i].start and i + 1 < len(tokens) and tokens[i].end == tokens[i + 1].start
            )
            if not joined or text.startswith("_"):
                return i + 1
        if tokens[i].low != tokens[i].text and not tokens[i].text[:1].isupper():
            break
        if scene.clauses.verbs[i] and not tokens[i].text.isupper():
            break
    return 0


def private(words: Words, token: Token) -> bool:
    """Whether a word is one for people and firms that act for no state; in a language that writes compounds, the last
    part of one too ("Finanzinvestor")."""
    listed = words.lists["private"]
    if not listed.isdisjoint((token.low, token.lemma, token.text)):
        return True
    return words.cased and any(len(w) > TITLE and token.text.lower().endswith(w.lower()) for w in listed)


def nobody(scene: Scene, party: Party) -> bool:
    """Whether a name only says whose or from where somebody is who acts for no state: "a Dutch company", "Fidel
    Castro's supporters", "una sociedad de Chipre", "el ex ministro"."""
    if not scene.words.lists["private"] or party.role in ("place", "origin", "about"):
        return False
    if former(scene, party) or _hyphened(scene, party):
        return True
    behind = _private_behind(scene, party)
    return _private_ahead(scene, party) if behind is None else behind


def _hyphened(scene: Scene, party: Party) -> bool:
    """Whether a place is the first half of a word: "Mumbai-based"."""
    tokens, end = scene.sentence.tokens, party.end
    if end + 1 >= len(tokens) or tokens[end].low != "-" or party.entry.kind not in ("city", "region"):
        return False
    return tokens[end].start == tokens[end - 1].end and tokens[end + 1].text.islower()


def _private_behind(scene: Scene, party: Party) -> bool | None:
    """Whether a word for who acts for no state follows a name: "a Dutch company"; False where one for an office does,
    None where neither does."""
    words, lists, tokens = scene.words, scene.words.lists, scene.sentence.tokens
    owner = party.end < len(tokens) and tokens[party.end].low in lists["possessive"]
    adjectival = party.role == "attribute" or party.entry.kind in ("demonym", "country", "region", "city")
    if not (owner or adjectival):
        return None
    first = party.end + owner
    for i in range(first, min(first + TITLE, len(tokens))):
        low, lemma = tokens[i].low, tokens[i].lemma
        if scene.clauses.verbs[i] and low not in lists["private"] and low != lemma:
            return None  # "police clubbed"
        if private(words, tokens[i]):
            return True
        if scene.clauses.verbs[i] or low in STOPS or low == ",":
            return None
        if low in lists["prepositions"] or low in lists["coordinators"] or (low in lists["place"] and not owner):
            return None
        if (low in lists["persons"] or lemma in lists["persons"]) and not owner:
            return False
    return None


def _private_ahead(scene: Scene, party: Party) -> bool:
    """Whether a name belongs to a word before it for who acts for no state: "una sociedad de Chipre"."""
    words, lists, tokens = scene.words, scene.words.lists, scene.sentence.tokens
    genitive = False
    for i in range(party.at - 1, max(-1, party.at - 1 - TITLE), -1):
        low, lemma = tokens[i].low, tokens[i].lemma
        if low in lists["genitive"]:
            genitive = True
            continue
        if scene.clauses.verbs[i] or low in STOPS or low == "," or low in lists["prepositions"]:
            return False
        if any(p.at <= i < p.end for p in scene.parties) or low in lists["persons"] or lemma in lists["persons"]:
            return False
        if (genitive or (party.role == "attribute" and not words.cased)) and private(words, tokens[i]):
            return True
        if genitive and party.entry.kind == "city" and low not in lists["determiners"]:
            known = low in lists["forces"] or lemma in lists["forces"]
            return tokens[i].text[:1].isupper() and not known  # "el Tau Cerámica de Vitoria"
        if low in lists["determiners"] and not genitive and i < party.at - 1:
            return False
    return False


def former(scene: Scene, party: Party) -> bool:
    """Whether somebody held an office once: "former prime minister Paul Keating", "el ex ministro español"."""
    words, tokens = scene.words, scene.sentence.tokens
    if party.role not in ("person", "attribute"):
        return False
    for i in range(party.at - 1, max(-1, party.at - 2 - TITLE), -1):
        token = tokens[i]
        if words.has("former", tokens, i):
            return True
        if scene.clauses.verbs[i] or token.low in STOPS:
            return False
        if token.low == "," and i != party.at - 1:
            return False
    return False
