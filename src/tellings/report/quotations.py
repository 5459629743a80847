"""What was said, and what became of it: one card for each quotation that several tellings have."""

from collections import defaultdict
from dataclasses import dataclass

from tellings.models import Alteration, Attribution, Utterance
from tellings.report.account import Carrier
from tellings.report.differences import Run, mark_differences
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex
from tellings.report.words import count

ByWords = dict[str, list[Attribution]]  # attributions by their letters and digits alone
LONGEST = 600
_MARKS = " \n\t\"'“”‘’«»,"
_WHOLE = {"marks dropped", "marks added", "joined", "split"}  # what changed is no word


@dataclass(frozen=True, slots=True)
class Change:
    """One alteration, with all tellings that have it."""

    kind: str
    before: str
    after: str
    material: bool
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which the words are given."""

    runs: tuple[Run, ...]
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An utterance in all its tellings."""

    anchor: str
    speaker: str
    words: str
    counted: str
    carriers: tuple[Carrier, ...]
    changes: tuple[Change, ...]
    wordings: tuple[Wording, ...]
    material: bool

    @property
    def shared(self) -> bool:
        """Whether several tellings have it, or one that changed it."""
        return len(self.carriers) > 1 or bool(self.changes)


def lay_out_quotations(index: StoryIndex) -> tuple[Card, ...]:
    """Cards of all utterances: those whose meaning moved first, then the altered, then the rest."""
    changes: dict[str, list[Alteration]] = defaultdict(list)
    for row in index.material.alterations:
        changes[row.utterance_id].append(row)
    by_words: ByWords = defaultdict(list)
    for told in index.material.attributions:
        by_words[_flat(words_of(index, told))].append(told)
    cards = [_card(index, row, changes[row.utterance_id], by_words) for row in index.material.utterances]
    kept = [card for card in cards if card.carriers]
    return tuple(sorted(kept, key=lambda c: (not c.material, not c.changes, -len(c.carriers), c.anchor)))


def _card(index: StoryIndex, utterance: Utterance, changes: list[Alteration], by_words: ByWords) -> Card:
    told = _tellings(index, utterance, changes, by_words)
    changed = {row.after_id for row in changes if row.kind not in _WHOLE}
    words = _usual_words(index, utterance, [row for row in told if row.attribution_id not in changed] or told)
    return Card(
        anchor=f"q-{utterance.utterance_id[:8]}",
        speaker=utterance.speaker,
        words=words,
        counted=f"{count(utterance.articles, 'telling')}, {count(utterance.origins, 'origin')}",
        carriers=_once(index, told),
        changes=_changes(index, changes, told),
        wordings=_wordings(index, words, told),
        material=any(row.material for row in changes),
    )


def _tellings(
    index: StoryIndex, utterance: Utterance, changes: list[Alteration], by_words: ByWords
) -> list[Attribution]:
    """The attributions that tell an utterance: those its alterations join, and all of the same words."""
    ids = {row.before_id for row in changes} | {row.after_id for row in changes}
    joined = [index.attributions[key] for key in ids if key in index.attributions]
    same = {_flat(utterance.reading), *(_flat(words_of(index, row)) for row in joined)}
    found = {row.attribution_id: row for row in joined}
    found |= {row.attribution_id: row for words in same - {""} for row in by_words.get(words, ())}
    return sorted(found.values(), key=lambda r: (index.rank(r.article_id), r.content, r.attribution_id))


def words_of(index: StoryIndex, row: Attribution) -> str:
    """The content of an attribution without its quotation marks, the pieces joined by a space."""
    pieces = (index.text(row.article_id, start, end) for start, end in row.content)
    return " ".join(piece.strip(_MARKS) for piece in pieces)


def _flat(words: str) -> str:
    return "".join(character for character in words.lower() if character.isalnum())


def _carrier(index: StoryIndex, row: Attribution) -> Carrier:
    start = row.content[0][0] if row.content else 0
    link = index.place_link(row.article_id, start)
    siglum, label = index.sigla.get(row.article_id, ""), index.label(row.article_id)
    return Carrier(siglum, label, index.mark_at(row.article_id, start), link)


def _changes(index: StoryIndex, changes: list[Alteration], told: list[Attribution]) -> tuple[Change, ...]:
    """Equal alterations as one, those that moved the meaning first; who has the same words has it too."""
    same: dict[str, list[Attribution]] = defaultdict(list)
    for row in told:
        same[_flat(words_of(index, row))].append(row)
    groups: dict[tuple[bool, str, str, str], list[Attribution]] = defaultdict(list)
    for change in changes:
        after = index.attributions.get(change.after_id)
        if after:
            whole = change.kind in _WHOLE
            words = ("", "") if whole else (clip(change.before, 160), clip(change.after, 160))
            key = (not change.material, change.kind, *words)
            groups[key] += [after] if whole else same[_flat(words_of(index, after))] or [after]
    return tuple(
        Change(kind, before, after, not minor, _once(index, rows))
        for (minor, kind, before, after), rows in sorted(groups.items(), key=lambda item: item[0])
    )


def _once(index: StoryIndex, rows: list[Attribution]) -> tuple[Carrier, ...]:
    """Each telling once, in the order of sigla."""
    first: dict[str, Carrier] = {}
    for row in sorted(rows, key=lambda row: (index.rank(row.article_id), row.content)):
        first.setdefault(row.article_id, _carrier(index, row))
    return tuple(first.values())


def _usual_words(index: StoryIndex, utterance: Utterance, told: list[Attribution]) -> str:
    """The wording that most of these tellings have; the utterance's own where none is told."""
    tellers: dict[str, set[str]] = defaultdict(set)
    for row in told:
        tellers[clip(words_of(index, row), LONGEST)].add(row.article_id)
    return max(tellers, key=lambda words: len(tellers[words]), default=clip(utterance.reading, LONGEST))


def _wordings(index: StoryIndex, usual: str, told: list[Attribution]) -> tuple[Wording, ...]:
    """Each way in which the words are given, the usual one first."""
    groups: dict[str, list[Attribution]] = defaultdict(list)
    for row in told:
        groups[clip(words_of(index, row), LONGEST)].append(row)
    ordered = sorted(
        groups.items(), key=lambda item: (item[0] != usual, index.rank(item[1][0].article_id), item[0])
    )
    return tuple(
        Wording(
            mark_differences(usual, words) if words != usual else (Run("", words),),
            _once(index, rows),
        )
        for words, rows in ordered
    )
