"""Which words of one telling stand where the words of another do: alignment word by word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from rapidfuzz.distance import Levenshtein

from tellings.findings.names_forms import fold
from tellings.language.damage import FILLER, mend
from tellings.models import Passage, Span

_DIGITS = re.compile(r"\d+")
LEAD = 3  # words: fewer open too many sentences
LONGEST = 400  # words: longer passages are lists, and aligning them costs their square
_LETTER = rf"[\w{FILLER}]"
_WORD = re.compile(rf"{_LETTER}+(?:['’‘-]{_LETTER}+)*")


@dataclass(frozen=True, slots=True)
class Block:
    """Words of a first text facing words of a second; spans are characters, empty where one has none."""

    first: Span
    second: Span
    same: bool


@lru_cache(maxsize=512)  # a statement's passages have few wordings, and are faced many times
def face(first: str, second: str) -> tuple[Block, ...]:
    """The words of `first` and `second` in blocks that are the same or changed, in order.

    Case, accents, apostrophes and damaged characters don't count. () when a text has over `LONGEST` words.

    >>> [(b.first, b.second, b.same) for b in face("He is here", "He was here")]
    [((0, 2), (0, 2), True), ((3, 5), (3, 6), False), ((6, 10), (7, 11), True)]
    """
    first, second = mend(first), mend(second)
    left, right = _words(first), _words(second)
    if max(len(left), len(right)) > LONGEST:
        return ()
    if first == second:  # reprints are most of what is compared
        return tuple(Block(span, span, True) for span in left)
    numbers: dict[str, int] = {}
    a = [numbers.setdefault(_key(first[s:e]), len(numbers)) for s, e in left]
    b = [numbers.setdefault(_key(second[s:e]), len(numbers)) for s, e in right]
    blocks: list[Block] = []
    for step in Levenshtein.opcodes(a, b):
        block = Block(
            _span(left, step.src_start, step.src_end),
            _span(right, step.dest_start, step.dest_end),
            step.tag == "equal",
        )
        if blocks and not block.same and not blocks[-1].same:
            blocks[-1] = Block(
                _joined(blocks[-1].first, block.first), _joined(blocks[-1].second, block.second), False
            )
        elif block.same:
            blocks.extend(
                Block(left[i], right[k], True)
                for i, k in zip(
                    range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True
                )
            )
        else:
            blocks.append(block)
    return tuple(blocks)


def faced_by(span: Span, blocks: Sequence[Block]) -> Span | None:
    """The characters of the second text that face `span` of the first, or None where none do."""
    held = [
        b.second
        for b in blocks
        if b.first[0] < span[1] and span[0] < b.first[1] and b.second[0] < b.second[1]
    ]
    return (held[0][0], held[-1][1]) if held else None


def find_leads(passages: Iterable[Passage], texts: Mapping[str, str]) -> dict[str, int]:
    """By passage, the characters it opens with as two others of its article do: "Photo 3 of 9: Paris –".

    What several sentences of one text have in common tells nothing of which says what. Passages that
    open like no other are left out. Numbers aren't looked at; `texts` are by article.
    """
    opened: dict[str, dict[tuple[str, ...], list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        words = tuple(_DIGITS.sub("#", _text(passage, texts)).split())
        opened[passage.article_id][words].append(passage)
    leads: dict[str, int] = {}
    for held in opened.values():
        for words, count in _shared_openings(list(held)).items():
            for passage in held[words] if count >= LEAD else ():
                found = re.match(rf"\s*(?:\S+\s*){{{count}}}", _text(passage, texts))
                leads[passage.passage_id] = found.end() if found is not None else 0
    return leads


def _shared_openings(wordings: list[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """How many words each wording opens with as two others do."""
    ordered, shared = sorted(wordings), dict.fromkeys(wordings, 0)
    for first, middle, last in zip(ordered, ordered[1:], ordered[2:], strict=False):
        same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
        count = sum(1 for _ in same)
        for words in (first, middle, last):
            shared[words] = max(shared[words], count)
    return shared


def _text(passage: Passage, texts: Mapping[str, str]) -> str:
    return texts[passage.article_id][passage.start : passage.end]


def past_leads(blocks: Sequence[Block], first: int, second: int) -> tuple[Block, ...]:
    """The blocks without the unchanged words of leads that end at `first` and `second`."""
    return tuple(b for b in blocks if not (b.same and b.first[1] <= first and b.second[1] <= second))


def share_kept(blocks: Sequence[Block]) -> float:
    """The part of the longer text's letters that stand unchanged in the other."""
    changed = [b for b in blocks if not b.same]
    lost = sum(b.first[1] - b.first[0] for b in changed), sum(b.second[1] - b.second[0] for b in changed)
    kept = sum(b.first[1] - b.first[0] for b in blocks if b.same)
    return kept / (kept + max(lost)) if kept else 0.0


def _words(text: str) -> list[Span]:
    return [m.span() for m in _WORD.finditer(text)]


def _key(word: str) -> str:
    return fold(word).replace("'", "").replace("‘", "")


def _span(words: Sequence[Span], start: int, end: int) -> Span:
    """The characters of words `start` to `end`; an empty span after the word before when there are none."""
    if start < end:
        return words[start][0], words[end - 1][1]
    at = words[start - 1][1] if start else 0
    return at, at


def _joined(a: Span, b: Span) -> Span:
    """One span over both; an empty one gives way."""
    if a[0] == a[1]:
        return b
    return a if b[0] == b[1] else (a[0], b[1])
