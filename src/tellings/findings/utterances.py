"""One thing that somebody said, in all its tellings: attributions become utterances."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tellings.findings.alterations import find_alterations
from tellings.findings.material import StoryMaterial
from tellings.findings.utterances_joining import join_alike, place_of
from tellings.findings.utterances_readings import Gathered, Lines, share
from tellings.findings.utterances_words import PAUSE, Saying, narrow, read_sayings
from tellings.models import Alteration, Attestation, Attribution, Utterance, content_id
from tellings.settings import UtteranceSettings

_ENDED = re.compile(r"[.!?…]\W*$")


class Matched(NamedTuple):
    """A story's utterances with what was altered, and its attributions with the speakers made sure."""

    utterances: tuple[Utterance, ...]
    alterations: tuple[Alteration, ...]
    attributions: tuple[Attribution, ...]


def match_utterances(material: StoryMaterial, settings: UtteranceSettings) -> Matched:
    """The story's utterances, what was altered in each on the way, and who "he" is by all tellings.

    An utterance has a telling in direct speech, with its marks or without them.
    """
    utterances, alterations = [], []
    texts = {article.article_id: article.text for article in material.articles}
    groups = gather(read_sayings(material), settings)
    cast = read_cast(material.attributions)
    lines = Lines(material, groups)
    carried: dict[str, list[Attestation]] = defaultdict(list)
    for row in material.attestations:
        carried[row.article_id].append(row)
    speakers: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        gathered = Gathered.of(group, lines.choose_witness(group), name_speaker(group, cast))
        key = identify(group)
        articles = {saying.attribution.article_id for saying in group}
        utterances.append(
            Utterance(
                utterance_id=key,
                story_id=material.story.story_id,
                speaker=gathered.speaker,
                reading=read_words(gathered.witness, texts[gathered.witness.attribution.article_id]),
                articles=len(articles),
                origins=len({_origin(saying, lines, carried) for saying in group}),
            )
        )
        alterations += find_alterations(key, gathered, lines, material, settings)
        for saying in group if gathered.speaker and len(articles) > 1 else ():
            if not saying.named:
                speakers[saying.attribution.attribution_id].add(gathered.speaker)
    return Matched(tuple(utterances), tuple(alterations), _make_sure(material.attributions, speakers))


def _make_sure(
    attributions: Iterable[Attribution], speakers: Mapping[str, set[str]]
) -> tuple[Attribution, ...]:
    """The attributions; one that names nobody has the speaker of its utterance, if that is one.

    Who "he" is shows only in the sentences around it, and a copy may have put them in another order.
    """
    return tuple(
        replace(row, speaker=min(speakers[row.attribution_id]))
        if len(speakers.get(row.attribution_id, ())) == 1
        else row
        for row in attributions
    )


def find_tellings(material: StoryMaterial, settings: UtteranceSettings) -> dict[str, tuple[Saying, ...]]:
    """The sayings that tell each utterance, by its id: what the tables leave to be worked out."""
    return {identify(group): group for group in gather(read_sayings(material), settings)}


def identify(group: Sequence[Saying]) -> str:
    """The id of the utterance that the sayings tell."""
    return content_id("utterance", *sorted(place_of(saying) for saying in group))


def gather(sayings: Sequence[Saying], settings: UtteranceSettings) -> list[tuple[Saying, ...]]:
    """The sayings gathered by what was said, in a fixed order; narration around them is cut away."""
    found = []
    for group in join_alike(sayings, settings):
        anchors = [s for s in group if s.marked] or [s for s in group if s.bare]
        if anchors:
            distinct = list({anchor.norms: anchor for anchor in reversed(anchors)}.values())
            clear = anchors[0].marked
            found.append(
                tuple(
                    saying if saying.marked or (saying.bare and not clear) else narrow(saying, distinct)
                    for saying in group
                    if saying.direct or _tells_any(saying, distinct, settings)
                )
            )
    return found


def _tells_any(saying: Saying, anchors: Sequence[Saying], settings: UtteranceSettings) -> bool:
    """Whether reported words have something of what an anchor quotes, and not only of what stands by it."""
    parts = (max(share(saying.norms, a.norms), share(a.norms, saying.norms)) for a in anchors)
    return max(parts) >= settings.least_shared


def read_words(saying: Saying, text: str) -> str:
    """What was said, as its telling prints it, marks left out; gaps between pieces become spaces.

    A piece that ended its sentence where “she said.” follows has the full stop that the comma took.
    """
    runs: list[list[int]] = []
    stops: list[str] = []
    last = None
    for word in saying.words:
        gap = text[last : word.start] if last is not None else ""
        if runs and last is not None and len(gap) <= PAUSE and not any(c.isalnum() for c in gap):
            runs[-1][1] = word.end
        else:
            runs.append([word.start, word.end])
            stops.append("." if gap[:1] == "," and _ENDED.search(gap) else "")
        last = word.end
    pieces = [" ".join(text[start : _with_stop(text, end)].split()) for start, end in runs]
    return " ".join(piece + stop for piece, stop in zip(pieces, [*stops[1:], ""], strict=True))


def _with_stop(text: str, end: int) -> int:
    """The end of a run with the full stop, exclamation or question mark that follows it."""
    return end + 1 if text[end : end + 1] in (".", "!", "?", "…") else end


def read_cast(attributions: Iterable[Attribution]) -> dict[str, frozenset[str]]:
    """The speakers that each article names in full."""
    cast: dict[str, set[str]] = defaultdict(set)
    for attribution in attributions:
        if " " in attribution.speaker:
            cast[attribution.article_id].add(attribution.speaker)
    return {article_id: frozenset(names) for article_id, names in cast.items()}


def name_speaker(group: Sequence[Saying], cast: Mapping[str, frozenset[str]]) -> str:
    """The full name that most of the tellings give, titles left to those that have them; "" if none does.

    Tellings that name the speaker decide before those that say "he". A telling that has but a surname
    here gives the one name that it has for it elsewhere.
    """
    votes: Counter[str] = Counter()
    named: Counter[str] = Counter()
    full = {s.attribution.speaker for s in group if " " in s.attribution.speaker}
    for saying in group:
        for name in saying.attribution.speaker.split()[-1:]:
            whole = {one for one in full if one.split()[0] == name == saying.attribution.speaker}
            surname = (min(whole) if len(whole) == 1 else name).split()[-1].casefold()
            votes[surname] += 1
            named[surname] += saying.named
    if not votes:
        return ""
    most = min(votes, key=lambda name: (-named[name], -votes[name], name))
    tellings = {(_in_full(s.attribution, cast), s.attribution.article_id) for s in group}
    given = Counter(name for name, _ in tellings if name.casefold().endswith(most))
    forms = {form: sum(n for other, n in given.items() if f" {other}".endswith(f" {form}")) for form in given}
    return min(forms, key=lambda form: (len(form.split()) < 2, -forms[form], -len(form), form))


def _in_full(attribution: Attribution, cast: Mapping[str, frozenset[str]]) -> str:
    """The speaker as named here, or by the one full name that the article has for this surname."""
    name = attribution.speaker
    whole = [full for full in cast.get(attribution.article_id, ()) if full.endswith(f" {name}")]
    return whole[0] if name and len(whole) == 1 else name


def _origin(saying: Saying, lines: Lines, carried: Mapping[str, Sequence[Attestation]]) -> str:
    """The origin behind a saying: its passage's, or else that of most of its article's passages.

    `carried` are the attestations of each article.
    """
    key = saying.attribution.article_id
    inside = [row.origin_id for row in carried.get(key, ()) if row.statement_id in saying.statements]
    return min(inside, default=lines.origins.get(key, key))
