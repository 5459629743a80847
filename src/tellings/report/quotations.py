"""What was said, and what became of it: one card for each quotation that several tellings have."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.findings.utterances import find_tellings, read_words
from tellings.findings.utterances_words import Saying, read_sayings
from tellings.models import Alteration, Utterance
from tellings.report.account import Carrier
from tellings.report.differences import Run, mark_differences
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex
from tellings.report.words import count
from tellings.settings import UtteranceSettings

LONGEST = 600
_WHOLE = {"marks dropped", "marks added", "joined", "split"}  # what changed is no word


@dataclass(frozen=True, slots=True)
class Change:
    """One alteration, with all tellings that have it and those that they were made from."""

    kind: str
    before: str
    after: str
    material: bool
    sources: tuple[Carrier, ...]
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which the words are given, within marks or without them."""

    runs: tuple[Run, ...]
    marked: bool
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
    groups = find_tellings(index.material, UtteranceSettings())
    sayings = read_sayings(index.material)
    cards = []
    for utterance in index.material.utterances:
        altered = changes[utterance.utterance_id]
        told = groups.get(utterance.utterance_id) or _tellings(index, utterance, altered, sayings)
        if told:
            cards.append(_card(index, utterance, altered, told))
    return tuple(sorted(cards, key=lambda c: (not c.material, not c.changes, -len(c.carriers), c.anchor)))


def _tellings(
    index: StoryIndex, utterance: Utterance, changes: list[Alteration], sayings: Sequence[Saying]
) -> tuple[Saying, ...]:
    """What tells an utterance that was gathered by other settings: its alterations, and the same words."""
    ids = {row.before_id for row in changes} | {row.after_id for row in changes}
    words = _flat(utterance.reading)
    return tuple(
        s for s in sayings if s.attribution.attribution_id in ids or _flat(_words(index, s)) == words
    )


def _card(index: StoryIndex, utterance: Utterance, changes: list[Alteration], told: Sequence[Saying]) -> Card:
    words = clip(utterance.reading, LONGEST)
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


def _words(index: StoryIndex, saying: Saying) -> str:
    return clip(read_words(saying, index.articles[saying.attribution.article_id].text), LONGEST)


def _flat(words: str) -> str:
    return "".join(character for character in words.lower() if character.isalnum())


def _carrier(index: StoryIndex, saying: Saying) -> Carrier:
    key, start = saying.attribution.article_id, saying.words[0].start
    link = index.place_link(key, start)
    return Carrier(index.sigla.get(key, ""), index.label(key), index.mark_at(key, start), link)


def _changes(index: StoryIndex, changes: list[Alteration], told: Sequence[Saying]) -> tuple[Change, ...]:
    """Equal alterations as one, those that moved the meaning first; who has the same words has it too."""
    same: dict[str, list[Saying]] = defaultdict(list)
    held: dict[str, list[Saying]] = defaultdict(list)
    for saying in told:
        same[_flat(_words(index, saying))].append(saying)
        held[saying.attribution.attribution_id].append(saying)
    groups: dict[tuple[bool, str, str, str], tuple[list[Saying], list[Saying]]] = {}
    for change in changes:
        whole = change.kind in _WHOLE
        words = ("", "") if whole else (clip(change.before, 160), clip(change.after, 160))
        sources, carriers = groups.setdefault((not change.material, change.kind, *words), ([], []))
        sources += held[change.before_id]
        for after in held[change.after_id]:
            carriers += [after] if whole else same[_flat(_words(index, after))]
    return tuple(
        Change(kind, before, after, not minor, _once(index, sources), _once(index, carriers))
        for (minor, kind, before, after), (sources, carriers) in sorted(
            groups.items(), key=lambda item: item[0]
        )
        if carriers
    )


def _once(index: StoryIndex, told: Sequence[Saying]) -> tuple[Carrier, ...]:
    """Each telling once, in the order of sigla."""
    first: dict[str, Carrier] = {}
    for saying in sorted(told, key=lambda s: (index.rank(s.attribution.article_id), s.words[0].start)):
        first.setdefault(saying.attribution.article_id, _carrier(index, saying))
    return tuple(first.values())


def _wordings(index: StoryIndex, best: str, told: Sequence[Saying]) -> tuple[Wording, ...]:
    """Each way in which the words are given, the best reading first."""
    groups: dict[tuple[str, bool], list[Saying]] = defaultdict(list)
    for saying in told:
        groups[_words(index, saying), saying.marked].append(saying)
    ordered = sorted(
        groups.items(),
        key=lambda item: (item[0][0] != best, index.rank(item[1][0].attribution.article_id), item[0]),
    )
    return tuple(
        Wording(
            mark_differences(best, words) if words != best else (Run("", words),), marked, _once(index, said)
        )
        for (words, marked), said in ordered
    )
