"""What the words of a clause say of its subject where they are no party: pronouns, titles, other people and things."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from timeline.events.layout import Layout
from timeline.events.parties import Party

TITLED = 4  # tokens between a title and its name, an article and its noun
LONG_TITLE = 5  # words of a title that only the publisher's own has
PARTICIPLE = 5  # letters of a participle at the head of a sentence
CHIEFS = frozenset({"head_of_state", "head_of_government"})  # offices whose titles heads of anything have
PAIR = 2  # words of a plain name


@dataclass(slots=True)
class SubjectWords(Layout):
    """A sentence whose words are asked whether they are, or show, a subject."""

    def relatives(self, before: Sequence[int]) -> bool:
        """Whether a family is the subject: "she and other family members", "the boy's father"."""
        return self.index.any("kin", before)

    def headed(self, number: int) -> bool:
        """Whether a main clause begins with an article and a noun right before its verb, where nobody is left out:
        "Der Auswärtige Ausschuss kommt am Dienstag zusammen"."""
        clause, tokens, lists = self.clauses.clauses[number], self.sentence.tokens, self.words.lists
        first, verb = clause.first, clause.verb
        if not self.words.verb_final or clause.kind != "main" or verb is None or verb - first < PAIR:
            return False
        if verb - first == PAIR and all(self.unknown(i) for i in (first, first + 1)):
            return True  # "Heidi Reichinnek war zu Gast"
        if verb - first > TITLED:
            return False
        own = range(first, verb)
        article = tokens[first].low in lists["determiners"] and tokens[first].low not in lists["place"]
        plain = all(not self.taken(i) and i not in self.sentence.dated and tokens[i].low.isalpha() for i in own)
        small = lists["place"] | lists["prepositions"] | lists["objects"]
        return article and plain and all(tokens[i].low not in small for i in own)

    def unknown(self, i: int) -> bool:
        """Whether a token may be part of a name that nobody knows."""
        token, words = self.sentence.tokens[i], self.words
        plain = token.text.istitle() and token.low.isalpha() and not self.taken(i) and i not in self.sentence.dated
        return plain and words.known.isdisjoint((token.low, token.text, token.lemma))

    def absolute(self, number: int, verb: int) -> int:
        """The comma that ends a participle and its noun at the head of a sentence: "Finished the stop in Kyiv, the
        minister will go to Moscow"; 0 where none stands there."""
        tokens, ends = self.sentence.tokens, tuple(self.words.lists["participles"] or ("\0",))
        first = self.clauses.clauses[number].first
        if first or self.words.verb_final or not tokens[0].low.endswith(ends) or len(tokens[0].low) < PARTICIPLE:
            return 0
        noun = len(tokens) > 1 and tokens[1].low in self.words.lists["determiners"]
        comma = next((i for i in range(1, min(verb, len(tokens))) if tokens[i].low == ","), 0)
        return comma if noun and self.clauses.clauses[number].verb != 0 else 0

    def listed_title(self, before: Sequence[int], first: Party) -> int:
        """Where the title of the publisher's own stands that is listed before others: "il presidente del Consiglio, il
        presidente francese e il cancelliere tedesco"; -1 where none does."""
        tokens, lists = self.sentence.tokens, self.words.lists
        own = [i for i in before if i < first.at]
        for i in own:
            for last in range(min(i + LONG_TITLE, first.at - 1), i + 1, -1):
                if " ".join(t.low for t in tokens[i:last]) not in self.words.own:
                    continue
                joined = tokens[last].low == "," or tokens[last].low in lists["coordinators"]
                bearer = first.at == last + 1 and first.entry.kind == "leader"
                if joined and not bearer and not any(self.clauses.verbs[k] for k in range(last, first.at)):
                    return i
        return -1

    def goes_on(self, number: int) -> bool:
        """Whether a clause begins with "and" and its verb at once, so that its subject is that of the one before."""
        clause = self.clauses.clauses[number]
        first = self.sentence.tokens[clause.first]
        joined = clause.kind == "and" and first.low in self.words.lists["coordinators"]
        return joined and clause.verb == clause.first + 1

    def several(self, number: int, i: int) -> bool:
        """Whether a pronoun that may mean one or many ("sie") means many, by the ending of its verb."""
        verb = self.clauses.clauses[number].verb
        if verb is None or self.sentence.tokens[i].low not in self.words.lists["plural"]:
            return False
        return any(self.sentence.tokens[verb].low.endswith(e) for e in self.words.lists["plural_endings"])

    def named_by(self, i: int) -> bool:
        """Whether a title belongs to a name beside it: "Präsident Xi", "der chinesische Präsident"."""
        tokens, lists = self.sentence.tokens, self.words.lists
        for p in self.parties:
            between = range(p.end, i) if p.end <= i else range(i + 1, p.at)
            if len(between) <= TITLED and all(
                tokens[k].text[:1].isupper() or tokens[k].low in lists["genitive"] or tokens[k].low in lists["persons"]
                or self.taken(k) for k in between
            ):  # fmt: skip
                return True
        return False

    def cased_object(self, at: int) -> bool:
        """Whether the words right before token `at` begin with an article that no subject has."""
        tokens, lists = self.sentence.tokens, self.words.lists
        for i in range(at - 1, max(-1, at - 1 - TITLED), -1):
            if tokens[i].low in lists["objects"]:
                return True
            if self.clauses.verbs[i] or tokens[i].low in lists["determiners"] or not tokens[i].text[0].isalpha():
                return False
        return False

    def plural(self, i: int) -> bool:
        """Whether "they" or "the presidents" begins at a token, not "the presidents of Egypt and Jordan"."""
        taken = self.index.begins("plural").get(i)
        if not taken:
            return False
        tokens, lists, after = self.sentence.tokens, self.words.lists, i + taken
        follows = tokens[after].low if after < len(tokens) else ""
        own = follows in lists["pronouns"] and follows in lists["determiners"]  # "met both his colleague and the king"
        if (
            taken == 1
            and tokens[i].low in lists["two"]
            and follows in lists["offset"] | lists["after"] | lists["place"]
        ):
            return False  # "both before and after", "both in Rome and in Paris"
        if after < len(tokens) and not lists["domestic"].isdisjoint((follows, tokens[after].lemma, tokens[after].text)):
            return False  # "both parties"
        return not own and follows not in lists["genitive"]

    def singular(self, i: int) -> bool:
        """Whether a token is "he", not that of "he and Lula"."""
        tokens, lists = self.sentence.tokens, self.words.lists
        if tokens[i].low not in lists["singular"]:
            return False
        joined = i + 1 < len(tokens) and tokens[i + 1].low in lists["coordinators"]
        of = i > 0 and tokens[i - 1].low in lists["genitive"] and not self.words.cased  # "prima di lui"
        return not joined and not of

    def latter(self, i: int) -> int:
        """How many tokens "the latter" takes from a token on; 0 where none begins there.

        A single word means it only right before a verb: "dieser reist", not "dieser Minister".
        """
        tokens = self.sentence.tokens
        length = self.index.begins("latter").get(i, 0)
        if not length or tokens[i].low not in self.latters():
            return 0
        verb = i + 1 < len(tokens) and self.clauses.verbs[i + 1]
        return length if length > 1 or verb else 0

    def latters(self) -> Collection[str]:
        """The words that "the latter" may begin with."""
        return self.words.lists["latter"] | self.words.several["latter"].keys()

    def in_course(self, first: int) -> bool:
        """Whether "during which" opens the relative clause at a token, so that its subject is that of the clause
        before: "una visita en el curso de la cual será recibido"."""
        return any(i + taken > first >= i for i, taken in self.index.begins("during_which").items())

    def agent(self, party: Party) -> bool:
        """Whether a party is the agent of a passive: "accompanied by the minister"."""
        return party.prep >= 0 and self.sentence.tokens[party.prep].low in self.words.lists["by"]

    def subject_of_own(self, number: int) -> bool:
        """Whether a clause names its own subject."""
        clause = self.clauses.clauses[number]
        verb = clause.verb if clause.verb is not None else len(self.sentence.tokens)
        return any(p.acts and p.end <= verb for p in self.within(number)) or any(
            self.explicit(i) for i in self.clauses.own(number)[1:] if i < verb
        )

    def explicit(self, i: int) -> bool:
        """Whether a token before a verb shows a subject that is no party: "the bank", "Wood"."""
        token = self.sentence.tokens[i]
        if i in self.sentence.dated or (i == 0 and token.low in self.words.lists["place"]):
            return False
        low = token.low
        if any(p.at <= i < p.end for p in self.parties):
            return False
        if i in self.index.begins("plural") and low in self.words.lists["two"] and not self.plural(i):
            return True  # "beide Tarifparteien"
        clitic = low in self.words.lists["him"] or low in self.words.lists["them"]
        if clitic and i + 1 < len(self.clauses.verbs) and self.clauses.verbs[i + 1]:
            return False  # "Lo recibió en Madrid"
        capital = i > 0 and token.text[:1].isupper() and not self.words.cased
        spatial = i > 0 and self.sentence.tokens[i - 1].low in self.words.lists["place"]
        lists = self.words.lists
        prepositions = any(low in lists[key] for key in ("genitive", "place", "prepositions"))
        nominative = (
            self.words.cased and i == self.clauses.clauses[self.clauses.of[i]].first and low in lists["genitive"]
        )
        nominative = nominative and not any(low in lists[key] for key in ("place", "prepositions"))  # "Der Mann"
        article = low in lists["determiners"] and (nominative or not prepositions)
        return (capital or article) and not spatial and low.rstrip("'’").isalpha()

    def somebodys(self, i: int) -> bool:
        """Whether a title only says whose somebody else is: "la moglie dell'ambasciatore", not "la visita del re"."""
        tokens, lists = self.sentence.tokens, self.words.lists
        of = i - 1 if tokens[i - 1].low in lists["genitive"] else i - 2  # "de l'ambassadeur"
        if of < 2 or self.words.cased or tokens[of].low not in lists["genitive"]:
            return False
        if of < i - 1 and tokens[i - 1].low not in lists["determiners"]:
            return False
        head, article = tokens[of - 1], tokens[of - 2].low
        noun = any(t.at <= of - 1 < t.end for t in self.triggers) or head.low in lists["persons"]
        return head.text.islower() and head.text.isalpha() and article in lists["determiners"] and not noun

    def agencys(self, i: int) -> bool:
        """Whether a title is that of an agency or a firm, no name here: "the FBI chief", "il capo dell'FBI"."""
        tokens, lists = self.sentence.tokens, self.words.lists
        if tokens[i].text.isupper():
            return False  # a headline in capitals
        near = [i - 1] if i else []
        if i + 2 < len(tokens) and tokens[i + 1].low in lists["genitive"]:
            near.append(i + 2)
        if self.firms(i) or self.worded(i) or self.strangers(i):
            return True
        return any(
            tokens[k].text.isalpha() and tokens[k].text.isupper() and len(tokens[k].text) > 1
            and not self.taken(k) and tokens[k].low not in lists["persons"] for k in near
        )  # fmt: skip

    def strangers(self, i: int) -> bool:
        """Whether a title is that of somebody named right after it whom nobody knows: "Mitarbeiter Edward Snowden"."""
        tokens = self.sentence.tokens
        near = range(i + 1, i + 3)
        if not self.words.cased or i + 2 >= len(tokens) or any(self.taken(k) or k in self.sentence.dated for k in near):
            return False
        return all(tokens[k].text.istitle() and tokens[k].low not in self.words.lists["persons"] for k in near)

    def peopled(self, number: int, verb: int) -> bool:
        """Whether people who act for no state stand right before a verb, without an article: "Cerca de 700 mil turistas
        argentinos visitaram o Brasil"."""
        lists, tokens = self.words.lists, self.sentence.tokens
        at = verb - 1
        while at > 0 and self.auxiliary(at):
            at -= 1
        if at > 0 and self.taken(at):
            at -= 1
        if self.words.verb_final or at < 0 or self.clauses.of[at] != number:
            return False
        plain = lists["private"] | lists["crowd"]
        return not plain.isdisjoint((tokens[at].low, tokens[at].lemma)) or self.words.has("public", tokens, at) == 1

    def firms(self, i: int) -> bool:
        """Whether the head of something that is no state, office or chamber is meant: "el presidente de la Repsol", "le
        patron de Stellantis"; where nouns have capitals a name cannot be told from a noun."""
        tokens, words = self.sentence.tokens, self.words
        owner = i > 1 and tokens[i - 1].low in words.lists["possessive"] and not self.taken(i - 2)
        if owner and tokens[i - 2].text.istitle() and i - 2 not in self.sentence.dated:
            return True  # "Tata's chairman"
        chief = words.offices.get(tokens[i].low, frozenset()) & CHIEFS
        if words.cased or not (chief or tokens[i].low in words.lists["chiefs"]):
            return False
        at = i + 1
        if at >= len(tokens) or tokens[at].low not in words.lists["genitive"]:
            return False
        small = words.lists["genitive"] | words.lists["determiners"]
        while at < len(tokens) and tokens[at].low in small:
            at += 1
        if at >= len(tokens) or self.taken(at) or at in self.sentence.dated or not tokens[at].text[:1].isupper():
            return False
        title = " ".join(t.low for t in tokens[i : at + 1])
        known = title in words.offices or title in words.own or title in words.home
        return not known and tokens[at].low not in words.lists["chambers"]

    def worded(self, i: int) -> bool:
        """Whether a title is but a word in the name of something: "Confederación General del Trabajo"."""
        tokens, lists = self.sentence.tokens, self.words.lists
        if self.words.cased or i < 2 or i + 1 >= len(tokens) or not tokens[i].text.istitle():
            return False
        before, after = tokens[i - 1], tokens[i + 1]
        named = before.text.istitle() and not self.taken(i - 1) and before.low not in lists["persons"]
        return named and before.low not in lists["deputy"] and after.low in lists["genitive"]

    def cliticized(self, i: int) -> bool:
        """Whether a token is an object right before its verb, not an article: "che lo ha accolto"."""
        lists, low = self.words.lists, self.sentence.tokens[i].low
        return (low in lists["him"] or low in lists["them"]) and self.clauses.verbs[i + 1 : i + 2] == [True]
