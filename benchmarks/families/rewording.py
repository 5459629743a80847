"""A sentence said in other words, the way a rewording program or a round trip through a language does.

Each function takes a sentence and gives another (or the same where it doesn't apply). None is
clever: what they make reads like the copy that content farms sell.
"""

import random
import re
from collections.abc import Callable

from benchmarks.families import thesaurus
from benchmarks.families.parsing import Token, contiguous, parse, parse_all, subtree, words_of

SWAPS = [
    ("more than", "over"), ("although", "though"), ("because", "since"), ("about", "around"),
    ("while", "as"), ("in order to", "to"), ("according to", "as stated by"), ("a number of", "several"),
    ("last week", "the week before"), ("such as", "like"), ("however", "nevertheless"), ("also", "too"),
    ("at least", "no fewer than"), ("many", "a lot of"), ("before", "ahead of"), ("after", "following"),
    ("U.S.", "US"), ("United States", "U.S."), ("percent", "per cent"),
    ("told reporters", "said to journalists"),
    ("people", "persons"), ("in the past", "previously"), ("would", "will"), ("near", "close to"),
]  # fmt: skip
CONTRACTIONS = [
    ("can't", "can not"), ("don't", "do not"), ("isn't", "is not"), ("it's", "it is"), ("won't", "will not"),
    ("didn't", "did not"), ("we're", "we are"), ("I've", "I have"),
    ("wasn't", "was not"), ("they're", "they are"),
]  # fmt: skip
SAYING = {"said": ("stated", "noted", "added", "declared"), "says": ("states", "claims", "notes")}

Rewrite = Callable[[str, float, random.Random], str]


def capital(text: str) -> str:
    """`text` with its first letter large."""
    return text[:1].upper() + text[1:]


def small(tokens: tuple[Token, ...], text: str) -> str:
    """`text` with its first letter small, unless it begins with a name."""
    first = next((token for token in tokens if token.text.isalpha()), None)
    keep = first is None or first.pos == "PROPN" or first.text == "I" or first.text.isupper()
    return text if keep else text[:1].lower() + text[1:]


def put_synonyms(text: str, strength: float, rng: random.Random) -> str:
    """Content words replaced by near words, each with the chance `strength`."""
    out = []
    for token in parse(text):
        word = token.text
        pos = thesaurus.TAGS.get(token.tag)
        if (
            pos
            and word.isalpha()
            and word.islower()
            and token.dep not in ("aux", "auxpass")
            and rng.random() < strength
        ):
            word = _synonym(word, pos, token.tag, rng)
        out.append(word + token.space)
    return "".join(out).strip()


def _synonym(word: str, pos: str, tag: str, rng: random.Random) -> str:
    if word in SAYING:
        return rng.choice(SAYING[word])
    near = thesaurus.near(thesaurus.lemma_of(word, pos), pos)
    if not near:
        return word
    chosen = near[min(int(rng.expovariate(0.7)), len(near) - 1)]
    shapes = thesaurus.forms(chosen, tag)
    return shapes[0] if shapes else word


def swap_phrases(text: str, strength: float, rng: random.Random) -> str:
    """Small words and contractions said the other way."""
    for one, other in SWAPS + CONTRACTIONS:
        before, after = (one, other) if rng.random() < 0.8 else (other, one)
        if before in text and rng.random() < strength:
            text = re.sub(rf"(?<!\w){re.escape(before)}(?!\w)", after, text, count=1)
    return text


def make_passive(text: str, strength: float, rng: random.Random) -> str:
    """Active to passive for a plain subject, verb, object in the past or present."""
    tokens = parse(text)
    if not tokens or rng.random() >= strength:
        return text
    for at, verb in enumerate(tokens):
        if verb.tag not in ("VBD", "VBZ") or verb.pos != "VERB":
            continue
        below = {t.dep: i for i, t in enumerate(tokens) if t.head == at and i != at}
        if "nsubj" not in below or "dobj" not in below or {"aux", "neg", "ccomp"} & below.keys():
            continue
        doer, done = subtree(tokens, below["nsubj"]), subtree(tokens, below["dobj"])
        shape = thesaurus.forms(thesaurus.lemma_of(verb.text, "VERB"), "VBN")
        plain = contiguous(doer) and contiguous(done) and doer[-1] + 1 == at and done[0] == at + 1
        if not plain or not shape or tokens[below["nsubj"]].pos == "PRON" or len(doer) + len(done) > 24:
            continue
        many = tokens[below["dobj"]].tag in ("NNS", "NNPS")
        be = {("VBD", True): "were", ("VBD", False): "was", ("VBZ", True): "are", ("VBZ", False): "is"}[
            verb.tag, many
        ]
        head, tail = words_of(tokens, range(doer[0])), words_of(tokens, range(done[-1] + 1, len(tokens)))
        agent, patient = words_of(tokens, doer), words_of(tokens, done)
        agent = small(tokens, agent) if not head else agent
        middle = f"{capital(patient) if not head else patient} {be} {shape[0]} by {agent}"
        return re.sub(r" ([,.;:?!])", r"\1", " ".join(filter(None, [head, middle, tail])))
    return text


def move_clause(text: str, strength: float, rng: random.Random) -> str:
    """An opening clause to the end, or a closing one to the front."""
    if rng.random() >= strength or text[:1] in "\"“'" or not text.endswith("."):
        return text
    tokens = parse(text)
    opening = re.match(
        r"^((?:In|On|At|After|Before|While|When|With|As|Since|Despite|Although)\b[^,\"“]{6,70}), (.+)\.$",
        text,
    )
    if opening:
        return f"{capital(opening[2])}, {small(tokens, opening[1])}."
    closing = re.match(
        r"^([^\"“]{20,}?),? ((?:while|when|after|before|because|although|as|since)\b"
        r"[^,\"“]{8,80})\.$",
        text,
    )
    if closing:
        return f"{capital(closing[2])}, {small(tokens, closing[1])}."
    return text


def move_speaker(text: str, strength: float, rng: random.Random) -> str:
    """The speaker of a quotation or a reported sentence put at the other end."""
    if rng.random() >= strength:
        return text
    after = re.match(r"^([\"“])([^\"”]+),([\"”]) ([^\"“]{3,60}?) (said|says|told [^\"“,.]{3,30})\.$", text)
    if after:
        return f"{capital(after[4])} {after[5]}: {after[1]}{after[2]}.{after[3]}"
    before = re.match(r"^([A-Z][^\"“,]{2,50}) said (?:that )?([^\"“]{20,})\.$", text)
    if before:
        return f"{capital(before[2])}, {before[1]} said."
    return text


def shift_tense(text: str, strength: float, rng: random.Random) -> str:
    """Main verbs from the simple past to the present or the past perfect, or back."""
    target = rng.choice(["VBZ", "had"])
    out = []
    for token in parse(text):
        word = token.text
        if token.pos == "VERB" and token.tag in ("VBD", "VBZ") and word.islower() and rng.random() < strength:
            lemma = thesaurus.lemma_of(word, "VERB")
            if token.tag == "VBZ":
                word = (thesaurus.forms(lemma, "VBD") or (word,))[0]
            elif target == "VBZ":
                word = (thesaurus.forms(lemma, "VBZ") or (word,))[0]
            else:
                word = "had " + (thesaurus.forms(lemma, "VBN") or (word,))[0]
        out.append(word + token.space)
    return "".join(out).strip()


def drop_words(text: str, strength: float, rng: random.Random) -> str:
    """Adverbs, some adjectives and articles left out."""
    out = []
    for token in parse(text):
        spare = token.dep == "advmod" and token.tag == "RB" and token.text not in ("not", "n't", "only", "no")
        spare = spare or (token.dep == "amod" and token.tag == "JJ" and rng.random() < 0.3)
        if not (spare and token.text.islower() and rng.random() < strength):
            out.append(token.text + token.space)
    return "".join(out).strip()


def shorten(text: str, strength: float, rng: random.Random) -> str:
    """A sentence without its side remarks: relative clauses, brackets, the part after a dash."""
    if rng.random() < strength:
        text = re.sub(r" \([^()]{3,80}\)", "", text)
        text = re.sub(r" [–—-]{1,2} [^–—\"“”-]{3,90} [–—-]{1,2} ", " ", text)
    if rng.random() < strength:
        text = re.sub(r", (?:who|which|where|whose) [^,\"“”]{3,90},", "", text, count=1)
    if rng.random() < strength:
        text = re.sub(
            r", (?:who|which|where|whose|saying|adding|including|as|but|while) [^,\"“”]{3,120}\.$", ".", text
        )
    return text


FIT: tuple[Rewrite, ...] = (make_passive, put_synonyms, swap_phrases, move_clause, move_speaker)
HELD_OUT: tuple[Rewrite, ...] = (*FIT, shift_tense, drop_words)


def reword_all(
    texts: list[str], strength: float, rng: random.Random, ways: tuple[Rewrite, ...] = FIT
) -> list[str]:
    """`texts` in other words; half of the time words inside quotation marks are left alone.

    The other half is as a translation would have it: all that is there is reworded.
    """
    spares_quotes = rng.random() < 0.5
    closed = {
        at for at, text in enumerate(texts) if spares_quotes and re.search(r"[\"“][^\"”]{15,}[\"”]", text)
    }
    out = list(texts)
    for way in ways:
        parse_all([text for text in out if len(text) < 1200])
        for at, text in enumerate(out):
            if len(text) < 1200 and (at not in closed or way in (move_speaker, move_clause)):
                out[at] = way(text, strength, rng)
    return out
