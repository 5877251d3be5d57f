"""What a language pack may hold of events, checked and made ready: lists, and phrases that trigger events.

A trigger phrase is words by lemma or as written, "a|b" for either, "…" for a gap of some words ("impose … sanction"),
"↔" for a gap in a language of free order: what follows it may stand before the phrase as well ("verhängen ↔ Sanktion").
Its key is an event type, or "type:CLASS" where PLOVER has another class for these words than for the type.

Tables of phrases, by how their event is told:

verbs     "met", "cast … veto": the subject acts, names after it are whom and where
motion    "travel", "arrive": a visit, where a person is the subject and a foreign place follows
stay      "be", "être": the same for "is in Kyiv", "sera mardi à Damas": the place must stand right after it
ring      "call", "speak to": a call, where somebody's name and no more follows; a meeting where a place does
mutual    "speak for": a call of the two who are its subject; a meeting where a place follows
host      "receive": a meeting where somebody follows whom one can receive; the subject is the host
nouns     "visit", "talks": names beside them, then the subject of their clause
stage     "the last stop", "follow": the next place of the journey that the sentences before told of, where the clause
          names a place and nobody who might go there
forms     form = lemma, where the dictionary of lemmas is wrong or silent
accents     letter = the letters that it stands for before an apostrophe, where people write accents so ("sara'")
capitals    word with a capital that lacks its accent = the same in small letters ("A" = "à", "Etat" = "état")
agreeing    last letter of a noun = the last letters of participles that may go with it, where participles agree
inflections  ending = ending of the lemma ("ées" = "er"): the same by rule, where it gives a word of the pack
offices   roles of the gazetteer ("head_of_state", "head_of_government", "foreign_minister", "defence_minister") =
          the titles (of several words too) that mean them, so that "the Chinese president" is somebody
own         country = titles that mean its own office holder wherever nobody with them is named ("Bundeskanzler")
home        country = the same where an article has named nobody at all: whose minister an Italian "ministro" is

Lists that must be there, words in small letters, as written in the text (several words where a phrase is meant):

starters    words with a capital that begin a sentence even where the full stop before them is lost
linking     words before a noun that only refers ("the day before the meeting")
by          before the agent of a passive; passive: its auxiliaries
persons     titles and offices: what makes "the Chinese president" a person; also "delegation", "government"
pronouns    words that refer to people named before
report      verbs of saying, by lemma: who says is no party, and the date beside them is no event's
negation    "not", "never"; refuse: "decline", by lemma; exempt: "since": what was not done since was done then
modal       "could", "if"; threaten: "want", "propose", by lemma: what may be
cancelled   "cancelled", "called off"; future, past: words that tell the time of the event
history     "first", "third": a visit counted is no new one
support     words before or around a noun that make it news without a date ("on a … visit")
infinitive  words after which a verb tells nothing yet ("to meet")

Lists that may be there:

auxiliaries  forms of to be, to have, will: they show that a clause has a verb (else future, past, modal, passive)
coordinators "and", "but": they join clauses, or names
clause       words that open a clause ("while", "after"); relative: those that refer to the name before ("who")
place        prepositions of where and where to: a city or country after them is a place, otherwise it acts
origin       prepositions of where from: "from Poland" is no party
genitive     "of": a name after it belongs to the word before
prepositions all others: they stand between a name and what is before ("with", "during")
about        words before what is only spoken of ("talks on Libya", "the war in Ukraine"): no party, no place
soil         "capital", "territory": an adjective of a country with one of them is a place
singular     "he", "she": the person spoken of last; plural: "they", "the two leaders": the two spoken of last
there        "there": the place spoken of last
begins       verbs, by lemma, of beginning, going on and ending: "the visit has begun" is news without a date
chez         "at somebody's": whoever stands after it, right after the goal of a journey, is seen there ("da Putin")
idioms       phrases, the first word by lemma too, whose words tell no event ("meet with outrage", "go to war")
articles     prepositions of `place` that are articles too ("a"): before the name of a country they are articles
present_endings  endings of the present, where all other tenses have others: with a bare weekday, the next one
clitics      pronouns hung on a verb with a hyphen ("-se"): they are words of their own
when         openers of a clause that happens at the same time as the other ("when", "while")
first        "first": "the first visit since July 2000" tells the one of July 2000 too
amid         "during", "on the occasion of": in the course of the noun that follows (see `occasions`)
ending       "end", "last day": a length before them ends on the date; else it begins
often        "five times", "twice": what happened often is no single event
would        modals that tell the future in reported speech ("said that he would")
ahead        "ahead of", "in view of": what follows is no event of the date before
prospect     the same with the words up to the noun, before a summit: where that has a date, it is an event of its own
another      "the next", "the last": without a noun they stand for another of the summits told before, right before an
             auxiliary, a verb of `occur` or one of `convening`; before the word for a summit, it is another one too
dating_from  verbs, by lemma, that say from when something is: "the last veto dates from 1999", "remonte à 1999"
morrow, eve  "the day after", "on the eve of": before a noun, the day of it is counted from the main clause's
that_of      pronouns that do so before a genitive and a year or a body ("celui du G20", "a de 2015")
convening    verbs of taking place that stand right after them ("folgt")
purpose      "for": "a visit for talks" is one visit
until        "until", "only": with a date or a word of `after` next, "did not meet until Friday" tells when they met
after        "after": see `until`
these        "these", "both": "these meetings take place on Friday" dates those that were told before
with         "with": whoever a noun has with it, the subject of its clause takes part too
then         "later", "in the evening": what is told without a date follows on the date of the sentence before
also         "also": after the sentence before, what is told without a date is of its day
participles  endings of participles, where they agree: a date right after one is no other word's ("closed in 2015")
no_participles  where they do not: endings of forms unlike their lemma that are no participles ("ing", "s")
infinitives  endings of infinitives: in a relative clause, a form of such a lemma is its verb
pluperfect   "had": the same
postponed    verbs of putting off or forward, by lemma ("postpone", "bring forward")
moved        "until", "to": in a clause with a verb of `postponed`, a date after one of them is that of a new plan
dropped      "after all", "as planned", "no longer": a negation with one of them calls off what had been planned
originally   "originally", "at first": a date after one of them was given up
anew         "now", "instead": what was called off has the date after one of them
was_to       "was to", "devait": what was to come, seen from the past
hearsay      auxiliaries of what is told on hearsay, right before a participle ("aurait"), or with a gap before the word
             right after it ("soll … haben"): it happened, if the sources are right
would_endings  endings of verbs that tell the future in reported speech ("se rendrait")
at_risk      "in doubt", "auf der Kippe": what was planned may not take place
unfulfilled  "was to have", "hätte … sollen" (a gap): what did not come about
presents      forms of verbs that are in the present, where no ending tells: with a bare weekday, the next one
respectively  "respectively": of two places and two days each place has its own
bare_present  anything, where the present of many is the bare verb ("ministers meet")
present      forms of to be in the present, where the past is made with them too ("è")
adverbs      words between "is" and the place where somebody is ("now", "again")
adverb_endings  endings of adverbs made of adjectives ("ly")
leaders      "heads", "presidents": their meeting is a body's summit
afterwards   "at the end of", "after": when the noun that follows is over; what is called off before it is another
during_which  "during which": what such a relative clause tells has the date of its main clause
where        relatives of a place ("where"); they are among relative too
occur        words for taking place ("take place", "be held"): with a modal before or after a noun, it may be;
             with a negation after a noun, it was not
tours        "tour", "gira": a length with one of them that names no place is no stop's
returning    verbs, by lemma, of giving back a visit ("devolver la visita"): it goes where the visit came from
carrying     verbs, by lemma, of what a journey does to a guest: "a tour that will take him to Spain"
legs         stops of a journey ("leg", "étape"): the length of "the first leg of a five-day tour" is no stop's
talking      verbs, by lemma, that say no more than that two talked: on the telephone, where that was told before
leaving      verbs of departure and return, by lemma: whoever is said to have arrived stayed until then
quitting     the same, where such verbs may mean something else, so that no clause is told by them ("leave")
departing    verbs of setting out, by lemma: whom somebody "leaves for talks with" he meets another day
offset       "before", "after": a length before them reckons a day and is no length of a visit
half, except  "ne … que": a negation of the first with one of the second after it is none
two          "two", "both": "the two men" are those of the last encounter of two, not of four
he, she      pronouns that mean a man or a woman; those of "her visit" too, where they tell whose it is
feminine     titles that only women have ("ministra"); masculine: articles before the title of a man ("el")
three, four  the numbers: "the three" are the last three of three states
me           "I", "we", and forms of verbs that say so: who speaks of himself in what is quoted
me_endings   endings of such verbs ("viajaré"), where no other word has them
deputy       words before a title that make it another's: "vice", "former"
located      forms of verbs of meeting that only say where somebody is unless "with" follows ("se encuentra")
sidelines    "on the sidelines": beside the noun that follows, or what was told before
at           "at": where the noun that follows is held; who meets "at a summit" meets there
public       "students", "business people": who meets them meets no state
private      people and firms that act for no state ("company"): with an adjective of a country they are nobody
crowd        "hundreds": a subject that begins with one, and names no office, is no state's
people       "migrants": a subject that counts them is no state's, also where it follows its verb
chambers     "senate", "council": whose president acts for a state, as that of Stellantis does not
chiefs       "boss": titles beside those of offices that the heads of firms have
bordering    "border", "bordering": what only says beside which state a place of another lies
leisure      "holiday": who goes on one visits no state
elided       pronouns that stand for a noun told just before ("quella di Putin")
elidable     the nouns, by lemma, that they may stand for, of the same gender ("visita")
the_one      articles with which an adjective of a country is one person ("el iraní")
latter       "the latter", "ce dernier": whoever was named last; a single word only before a verb ("dieser reist")
lifted       verbs of giving up, by lemma, whose object a veto may be: that is none
remembered   words before a noun of what is only remembered or feared: "the anniversary of", "in case of"
back         "back", "home", and verbs of return by lemma: whoever travels back is no guest there
staying      verbs of staying, by lemma: with "until" and a day, how long a visit lasts
again        verbs, by lemma, that say with an infinitive that it is done once more: "volverán a reunirse"
entitled     phrases for the right to veto, whose "veto" without a date of its own was not cast
granted      phrases with a word of modal that are no condition ("anche se", "se ne")
turn         verbs of turns, by lemma, whose object is who does it: "toccherà a Scholz volare a Pechino"
together     before the preposition of those who travel with somebody: "insieme" al presidente
lasting      verbs of lasting, by lemma: with a length, how long what was told before it lasts
enclitics    endings of verbs with a pronoun hung on them that is their object ("riceverlo")
him, them    pronouns that are articles too ("le", "les"): objects where a verb follows at once
determiners, unclear, markers, several  tell verbs from nouns ("a call", "to call")
apart        words of sport, stage and trade: in an article that names nobody who acts for a state, no encounter is told
signing      words, by lemma, of a signature or a treaty: an agreement without any is worded as a commitment
decreed      what heads of state sign at home beside laws ("decree")
promising    words, by lemma, of what is only promised or offered
condemning, investigating  the same of an accusation that only condemns, or looks into something
withdrawing, releasing, resigning  the same of a withdrawal, of prisoners set free, of somebody who resigns
bidding      "must", "should", by lemma: their subject is who is asked
attempted    verbs, by lemma, whose infinitive was at least tried or decided ("try", "decide")
forces       those who act for a state, a people or a party without being named: "rebels", "police", "opposition"
former       words before a title of somebody who held it once ("former", "ex")
dative       prepositions before whom something is asked, given or promised ("a", "à")
agentive     genitives that may name who attacks: "l'attacco di Israele contro Gaza"; where "of" never does, none
aimed        verbs, by lemma, that tell an event only with another state after them ("warn", "recognise")
intransitive verbs, by lemma, of protest that have no object: "demonstrated in Paris", not "demonstrated his support"
unreflexive  verbs, by lemma, that mean something else with a reflexive beside them ("si è manifestata")
against      prepositions before whom a missile is fired at, or an act is meant against
themselves   reflexives ("se"): a verb with one beside it is no passive ("si sono ritirati")
between      "between": those after it act together ("an accord between Egypt and Israel")
attributive_endings  endings of participles before a noun: between an article and one a date is that noun's
conferences  nouns that tell a summit right after the country that it is about ("the Libya conference")
prefixes     "anti", "pro": what they and a hyphen stand before is nobody who acts: "an anti-Iraq blockade"
expletive    "there was": a "there" that is no place
met          relatives that are objects: "whom she met in Jerusalem" says with whom
carriers     what takes people somewhere: "the president's plane landed" tells of him, "his letter arrived" does not
asking       verbs, by lemma, of asking somebody to come: "summoned him to Cannes for talks" meets him there
kin          members of a family: with one as its subject, a clause tells of no state ("the boy's father")
pasts        endings of participles that a form of to have helps, where they do not agree ("ed")
gerunds      endings of nouns of doing, which are verbs after a word that opens a clause ("when meeting with")
assemblies   nouns of encounters that tell none alone: a country before one is what it is about ("the Libya conference")
heads        nouns that end compounds ("Besuch": "Staatsbesuch" is one too, and "G7-Gipfel" is read as two words)
relative_articles  articles that are relatives after a comma where a verb follows ("der")
objects      articles and pronouns that no subject has ("den", "ihm"), where cases tell
plural_nouns  endings of nouns in the plural ("s")
neuter       a pronoun that stands for a state ("it")
possessive   what makes a name, or a date, whose something is ("'s")
plural_endings  endings of verbs with which a pronoun of both lists, singular and plural ("sie"), means many
staff        "advisers": who meets his own meets nobody of another state
particles    parts of verbs that may stand at the end of the clause ("lehnte … ab" is read as "ablehnen")

`cased = true` says that the language writes nouns with capitals: the lemma of a noun then has one, that of a verb none,
and phrases are written so ("Treffen" the meeting, "treffen" to meet). `verb_final = true` says that verbs may stand at
the end of their clause, so that what they govern stands before them, and the subject after the auxiliary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from timeline.errors import BadPack
from timeline.events import types
from timeline.events.vocabulary import FREE, MARKS, Phrase, Words, pieces
from timeline.gazetteer import CODES, ROLES
from timeline.languages import Pack

REQUIRED = ("starters", "linking", "by", "persons", "pronouns", "report", "negation", "exempt", "modal",
            "cancelled", "future", "past", "history", "support", "infinitive")  # fmt: skip
OPTIONAL = (
    "passive",
    "relative",
    "clause",
    "determiners",
    "unclear",
    "markers",
    "leaders",
    "refuse",
    "threaten",
    "several",
    "auxiliaries",
    "coordinators",
    "place",
    "origin",
    "genitive",
    "about",
    "soil",
    "singular",
    "plural",
    "there",
    "ending",
    "when",
    "apart",
    "clitics",
    "present_endings",
    "presents",
    "respectively",
    "articles",
    "begins",
    "chez",
    "idioms",
    "heads",
    "objects",
    "plural_endings",
    "plural_nouns",
    "neuter",
    "possessive",
    "relative_articles",
    "particles",
    "first",
    "prepositions",
    "often",
    "adverbs",
    "adverb_endings",
    "with",
    "then",
    "pluperfect",
    "would",
    "purpose",
    "ahead",
    "prospect",
    "another",
    "dating_from",
    "that_of",
    "convening",
    "where",
    "occur",
    "leaving",
    "quitting",
    "departing",
    "legs",
    "carrying",
    "returning",
    "tours",
    "talking",
    "offset",
    "half",
    "except",
    "two",
    "enclitics",
    "him",
    "them",
    "present",
    "bare_present",
    "moved",
    "postponed",
    "until",
    "after",
    "these",
    "participles",
    "no_participles",
    "infinitives",
    "staff",
    "he",
    "she",
    "feminine",
    "masculine",
    "latter",
    "three",
    "four",
    "me",
    "me_endings",
    "the_one",
    "deputy",
    "sidelines",
    "amid",
    "located",
    "at",
    "public",
    "domestic",
    "private",
    "crowd",
    "people",
    "chambers",
    "chiefs",
    "bordering",
    "leisure",
    "statute",
    "elided",
    "elidable",
    "lifted",
    "remembered",
    "staying",
    "back",
    "lasting",
    "together",
    "turn",
    "again",
    "granted",
    "entitled",
    "also",
    "during_which",
    "afterwards",
    "morrow",
    "eve",
    "unfulfilled",
    "dropped",
    "originally",
    "anew",
    "was_to",
    "hearsay",
    "would_endings",
    "at_risk",
    "singly",
    "whom",
    "airport",
    "sites",
    "assemblies",
    "themselves",
    "forces",
    "attempted",
    "signing",
    "decreed",
    "promising",
    "condemning",
    "investigating",
    "withdrawing",
    "releasing",
    "resigning",
    "bidding",
    "former",
    "dative",
    "agentive",
    "aimed",
    "intransitive",
    "unreflexive",
    "against",
    "between",
    "attributive_endings",
    "conferences",
    "prefixes",
    "pasts",
    "kin",
    "met",
    "carriers",
    "asking",
    "expletive",
    "gerunds",
)
TABLES = ("verbs", "motion", "nouns", "forms")
MORE_TABLES = (
    "host",
    "stay",
    "stage",
    "ring",
    "mutual",
    "offices",
    "own",
    "home",
    "inflections",
    "accents",
    "agreeing",
    "capitals",
)
FLAGS = ("cased", "verb_final")
KINDS = (
    ("verbs", "verb"),
    ("motion", "motion"),
    ("stay", "stay"),
    ("host", "host"),
    ("ring", "ring"),
    ("mutual", "mutual"),
    ("nouns", "noun"),
    ("stage", "stage"),
)
PLOVER = frozenset(
    [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AID",
        "CONCEDE",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ]
)


def _phrase(text: str, key: str, kind: str, where: str) -> Phrase:
    name, _, plover = key.partition(":")
    if name not in types():
        raise BadPack(f"{where} {key!r}: {name!r} is no event type; there are {', '.join(types())}")
    if plover and plover not in PLOVER:
        raise BadPack(f"{where} {key!r}: {plover!r} is no PLOVER class; there are {', '.join(sorted(PLOVER))}")
    words = tuple(None if word in MARKS else frozenset(word.split("|")) for word in pieces(text))
    if not words or words[0] is None or words[-1] is None:
        raise BadPack(f"{where} {key!r}: {text!r} must begin and end with a word")
    if FREE in text and words.count(None) > 1:
        raise BadPack(f"{where} {key!r}: {text!r} may have no other gap beside {FREE!r}")
    return Phrase(words, name, plover or types()[name].plover, kind, FREE in text)


@lru_cache(maxsize=64)
def words_of(pack: Pack) -> Words | None:
    """The event words of a pack; None where it has none yet. Raises BadPack naming file, key and what was expected."""
    data, where = pack.events, pack.path.name
    if not data:
        return None
    _check(data, where)
    phrases, lists, cased = _phrases(data, where), _lists(data), data.get("cased", False)
    asked = {w for found in phrases.values() for p in found for words in p.words if words for w in words}
    tense = pack.time.get("tense", {})
    endings = [(e, 1) for e in tense.get("future_endings", ())] + [(e, -1) for e in tense.get("past_endings", ())]
    return Words(
        lists=lists,
        phrases=phrases,
        forms=data["forms"],
        endings=tuple(endings),
        tenses={w: sign for key, sign in (("past", -1), ("future", 1)) for w in tense.get(key, ()) if " " not in w},
        offices=_offices(data.get("offices", {}), where),
        own=_countries(data.get("own", {}), f"{where}: [events.own]"),
        home=_countries(data.get("home", {}), f"{where}: [events.home]"),
        several={key: _several(listed) for key, listed in lists.items()},
        lang=pack.code,
        cased=cased,
        verb_final=data.get("verb_final", False),
        inflections=tuple(sorted(data.get("inflections", {}).items(), key=lambda pair: -len(pair[0]))),
        known=frozenset(asked.union(*lists.values())),
        ordinals={word: int(n) for n, listed in pack.time.get("ordinal", {}).items() for word in listed},
        days=frozenset(pack.time.get("unit", {}).get("day", ())),
        months=frozenset(name for names in pack.time.get("month", {}).values() for name in names),
        tods=frozenset(name for names in pack.time.get("tod", {}).values() for name in names),
        ends=tuple(sorted(head.lower() for head in lists["heads"])),
        accents=data.get("accents", {}),
        would=tuple(lists["would_endings"]),
        agreeing=data.get("agreeing", {}),
        capitals=data.get("capitals", {}),
    )


def _check(data: Mapping[str, Any], where: str) -> None:
    """Whether all keys are known and of their kind; raises BadPack."""
    known = (*REQUIRED, *OPTIONAL, *TABLES, *MORE_TABLES, *FLAGS)
    for key in data:
        if key not in known:
            raise BadPack(f"{where}: unknown key [events] {key!r}; there are {', '.join(known)}")
    for key in (*REQUIRED, *OPTIONAL):
        value = data.get(key, [] if key in OPTIONAL else None)
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise BadPack(f"{where}: [events] {key!r} must be a list of words")
    for key in FLAGS:
        if not isinstance(data.get(key, False), bool):
            raise BadPack(f"{where}: [events] {key!r} must be true or false")
    for key in (*TABLES, *MORE_TABLES):
        if not isinstance(data.get(key, {} if key in MORE_TABLES else None), dict):
            raise BadPack(f"{where}: [events.{key}] must be a table")


def _phrases(data: Mapping[str, Any], where: str) -> dict[str, tuple[Phrase, ...]]:
    """The phrases of all tables by their first words, those that say most first; raises BadPack."""
    phrases: dict[str, list[Phrase]] = {}
    for table, kind in KINDS:
        for key, listed in data.get(table, {}).items():
            if not isinstance(listed, list):
                raise BadPack(f"{where}: [events.{table}] {key!r} must be a list of phrases")
            for text in listed:
                phrase = _phrase(text, key, kind, f"{where}: [events.{table}]")
                for first in phrase.words[0] or ():
                    phrases.setdefault(first, []).append(phrase)
    return {first: tuple(sorted(found, key=lambda phrase: -phrase.weight)) for first, found in phrases.items()}


def _lists(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The lists of words, empty where a pack has none."""
    lists = {key: frozenset(" ".join(pieces(w)) for w in data.get(key, ())) for key in (*REQUIRED, *OPTIONAL)}
    if not lists["auxiliaries"]:
        lists["auxiliaries"] = lists["future"] | lists["past"] | lists["modal"] | lists["passive"]
    if data.get("cased", False):  # words are compared in small letters, lemmas as the dictionary has them
        for key in lists.keys() - {"heads", "starters"}:
            lists[key] |= {word.lower() for word in lists[key]}
    return lists


def _several(listed: frozenset[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of many words in a list, by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for text in listed:
        words = tuple(pieces(text))
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(phrases, key=lambda p: (-len(p), p))) for first, phrases in found.items()}


def _titles(key: str, titles: object, where: str) -> list[str]:
    """The titles of a role or a country, with their words apart; raises BadPack where they are no list of words."""
    if not isinstance(titles, list) or not all(isinstance(title, str) for title in titles):
        raise BadPack(f"{where} {key!r} must be a list of titles")
    return [" ".join(pieces(title)) for title in titles]


def _offices(data: Mapping[str, Sequence[str]], where: str) -> dict[str, frozenset[str]]:
    """The roles that each title means; raises BadPack."""
    found: dict[str, set[str]] = {}
    for role, titles in data.items():
        if role not in ROLES:
            raise BadPack(f"{where}: [events.offices] {role!r} is no role; there are {', '.join(ROLES)}")
        for title in _titles(role, titles, f"{where}: [events.offices]"):
            found.setdefault(title, set()).add(role)
    return {title: frozenset(roles) for title, roles in found.items()}


def _countries(data: Mapping[str, Sequence[str]], where: str) -> dict[str, tuple[str, ...]]:
    """The countries whose own office each title means; raises BadPack."""
    found: dict[str, list[str]] = {}
    for country, titles in data.items():
        if country not in CODES:
            raise BadPack(f"{where} {country!r} is no country; expected an ISO 3166-1 alpha-2 code")
        for title in _titles(country, titles, where):
            found.setdefault(title, []).append(country)
    return {title: tuple(countries) for title, countries in found.items()}
