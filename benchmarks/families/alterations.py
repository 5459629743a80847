"""One figure, date, name or quotation of a sentence told otherwise, with the exact words."""

import random
import re

from benchmarks.families import thesaurus

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FIGURE = re.compile(
    r"(?<![\w.,$£€-])\d{1,3}(?:,\d{3})+(?![\w,])|(?<![\w.,:-])\d{2,3}(?![\w:,.-]|(?:st|nd|rd|th)\b)"
)
DATE = re.compile(r"\b(?:" + "|".join(DAYS + MONTHS[:3] + MONTHS[5:]) + r")\b")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{4,12}(?= (?:said|told|was|is|has|and|added)\b)")
QUOTED = re.compile(r"(?<=[\"“])[^\"“”]{25,300}(?=[\"”])")

Found = tuple[int, str, str]


def change_figure(text: str, rng: random.Random) -> Found | None:
    """A number made larger or smaller, keeping its shape: place, before, after."""
    found = [
        m for m in FIGURE.finditer(text) if int(m[0].replace(",", "")) > 10 and not 1900 < _plain(m[0]) < 2100
    ]
    if not found:
        return None
    chosen = rng.choice(found)
    new = max(11, round(_plain(chosen[0]) * rng.choice([0.5, 0.8, 0.9, 1.1, 1.2, 1.5, 2])))
    after = f"{new:,}" if "," in chosen[0] else str(new)
    return (chosen.start(), chosen[0], after) if after != chosen[0] else None


def _plain(figure: str) -> int:
    return int(figure.replace(",", ""))


def change_date(text: str, rng: random.Random) -> Found | None:
    """A weekday or a month exchanged for another."""
    found = list(DATE.finditer(text))
    if not found:
        return None
    chosen = rng.choice(found)
    others = [word for word in (DAYS if chosen[0] in DAYS else MONTHS) if word != chosen[0]]
    return chosen.start(), chosen[0], rng.choice(others)


def change_name(text: str, rng: random.Random) -> Found | None:
    """A name garbled by a letter, as copying by ear or by hand does."""
    found = [m for m in NAME.finditer(text) if m[0] not in DAYS + MONTHS]
    if not found:
        return None
    chosen = rng.choice(found)
    name, at = chosen[0], rng.randrange(1, len(chosen[0]) - 1)
    after = rng.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        ]
    )
    return (chosen.start(), name, after) if after != name else None


def change_quotation(text: str, rng: random.Random) -> Found | None:
    """A word of a quotation exchanged or left out; `before` and `after` are the whole quotations."""
    found = list(QUOTED.finditer(text))
    if not found:
        return None
    chosen = rng.choice(found)
    words = list(re.finditer(r"\b[a-z]{4,}\b", chosen[0]))
    rng.shuffle(words)
    for word in words:
        near = [w for pos in ("VERB", "ADJ", "NOUN") for w in thesaurus.near(word[0], pos)]
        hedge = word[0] in ("might", "could", "perhaps", "probably", "very", "really", "almost", "just")
        if near or hedge:
            new = rng.choice(near) if near else ""
            after = re.sub(" {2,}", " ", chosen[0][: word.start()] + new + chosen[0][word.end() :]).strip()
            return chosen.start(), chosen[0], after
    return None


CHANGES = {"figure": change_figure, "date": change_date, "name": change_name, "quotation": change_quotation}
