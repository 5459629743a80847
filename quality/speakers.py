"""Speakers of 150 direct quotations of allsides_sample, read and named by hand.

`speakers.json` holds the article's id, where the quotation stands, and its speaker: the fullest name
that the article gives, or the words for one who is not named; "|" parts equally good answers. One
quotation an article, drawn at random; questions, titles and scare quotes were passed over. Labels
were given before any speaker was resolved; every second one is held back from development.
"""

import json
import re
from pathlib import Path

from quality.attributions_scoring import Parsed, read_parsed
from tellings.findings.attributions import find_attributions
from tellings.findings.tagger import Tagger
from tellings.settings import AttributionSettings

TITLE = "Speakers of direct quotations (150 of allsides_sample, labelled by hand): full name right."
ASKED = {"full name right": 0.9}
LABELS = Path(__file__).with_suffix(".json")
_SMALL = re.compile(
    r"\b(?:the|a|an|mr|mrs|ms|dr|sen|rep|gov|gen|col|prof|judge|president|senator|cardinal|archbishop)\b\.?"
)


def score(data: Path) -> dict[str, float]:
    """The share of speakers that are right, of all, of the development half and of the half held back."""
    labels = {row[0]: (n, *row[1:]) for n, row in enumerate(json.loads(LABELS.read_text("utf-8")))}
    tagger = Tagger()
    right: dict[int, list[bool]] = {0: [], 1: []}
    for parsed in read_parsed(data / "allsides_sample.jsonl.gz", lambda record: record["id"] in labels):
        n, start, end, name = labels[parsed.article.article_id]
        right[n % 2].append(is_right(name, find_speaker(parsed, (start + end) // 2, tagger)))
    every = right[0] + right[1]
    return {
        "full name right": sum(every) / len(every),
        "_development half": sum(right[0]) / len(right[0]),
        "_half held back": sum(right[1]) / len(right[1]),
    }


def find_speaker(parsed: Parsed, place: int, tagger: Tagger) -> str:
    """The speaker of the innermost attribution whose content covers the character `place`, else ""."""
    found = find_attributions(parsed.article, parsed.passages, parsed.parses, tagger, AttributionSettings())
    covering = [
        (end - start, one.speaker) for one in found for start, end in one.content if start <= place < end
    ]
    return min(covering)[1] if covering else ""


def is_right(gold: str, told: str) -> bool:
    """Whether `told` is one of the answers in `gold`: case, titles and middle names don't count.

    A description may be longer than the gold one ("a senior White House official" for "White House
    official"), a name may not.
    """
    mine = _words(told)
    for answer in gold.split("|"):
        true = _words(answer)
        same_ends = len(true) > 1 and len(mine) > 1 and (mine[0], mine[-1]) == (true[0], true[-1])
        unnamed = answer == answer.lower() or answer.endswith("official")
        if mine and (mine == true or same_ends or (unnamed and set(true) <= set(mine))):
            return True
    return False


def _words(name: str) -> list[str]:
    plain = _SMALL.sub(" ", name.lower().replace("’", "'"))
    return re.findall(r"[\w'-]+(?:\.\w)*", plain)
