"""Which articles share text, and which tell of one event: pairs with a measure each."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tellings.grouping.circumstances import (
    Placing,
    place_undated,
    take_dates,
    weigh_house,
    weigh_in_time,
    weigh_time,
)
from tellings.grouping.column import Column
from tellings.grouping.pile import Pairs, Pile, Scores, count_shared, plain_terms
from tellings.grouping.words import Flags, Keys, Keys32, Lookup, Places, count_distinct
from tellings.settings import GroupingSettings

_ROWS = 2000  # articles compared with all others at a time
NOTHING = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def share_text(pile: Pile, settings: GroupingSettings) -> Pairs:
    """The pairs that share runs of words, with their containment: shared runs over those of the shorter."""
    likely = guess_text(pile, settings)
    return Pairs(likely.left, likely.right, measure_text(pile, likely.left, likely.right))


def measure_text(pile: Pile, left: Places, right: Places) -> Scores:
    """The containment of each pair, counted on all its runs."""
    sizes = pile.grams.sizes()
    shorter = np.maximum(np.minimum(sizes[left], sizes[right]), 1)
    return count_shared(pile.grams, left, right) / shorter


def guess_text(pile: Pile, settings: GroupingSettings) -> Pairs:
    """The pairs that may share text, with their containment in the runs that are indexed.

    Pairs are looked for in an inverted index of the runs whose key is small (one in `sampling`,
    once the pile is large). Articles with one run in common are paired with their nearest
    neighbours in the index and all with the longest among them, so a report printed a thousand
    times costs thousands of pairs, not half a million, and none is hidden.
    """
    keys, rows = _sampled(pile.grams, settings)
    sizes = pile.grams.sizes()
    rank = np.empty(len(sizes), np.int64)  # 0 for the longest text, so that it leads its postings
    rank[np.lexsort((np.arange(len(sizes)), -sizes))] = np.arange(len(sizes))
    ranked, counts = _count_meetings(keys, rank[rows], settings.neighbours)
    by_rank = np.argsort(rank)
    one, other = by_rank[ranked >> 32], by_rank[ranked & 0xFFFFFFFF]
    indexed = np.bincount(rows, minlength=len(sizes))
    shares = counts / np.minimum(indexed[one], indexed[other])
    likely = shares >= settings.least_meetings
    left, right = np.minimum(one, other)[likely], np.maximum(one, other)[likely]
    return _in_order(left, right, shares[likely])


def share_event(pile: Pile, settings: GroupingSettings, placing: Placing | None = None) -> Pairs:
    """The pairs with heavy words in common, with the cosine of their words, less for time and house.

    Undated rows are placed in time by what they are like in the pile, unless a `placing` is given.

    A word that stands in more than `crowd` articles of the pile brings no pair forward by itself,
    unless they are of the same two weeks: a year of one candidate's name is no story.
    """
    words, known = _matrix(pile, pile.terms.keys.astype(np.uint64), pile.weights)
    crowded = np.bincount(words.indices, minlength=known) > settings.crowd
    index = _uncrowd(pile, crowded[words.indices], settings) if crowded.any() else words
    met = []
    for start in range(0, len(pile.article_ids), _ROWS):
        found = index[start : start + _ROWS] @ index.T
        rows = start + np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
        kept = np.flatnonzero((found.data >= settings.least_similarity) & (found.indices > rows))
        met.append((rows[kept], found.indices[kept].astype(np.int64), found.data[kept].astype(np.float64)))
    left, right, cosines = (np.concatenate(parts) for parts in zip(*met, strict=True)) if met else NOTHING
    if crowded.any():
        cosines = _cosines(words, left, right)
    likeness = np.minimum(cosines, 1.0) * weigh_house(pile, left, right, settings)
    likely = _in_order(left, right, likeness)
    return weigh_in_time(pile, likely, placing or place_undated(pile.days, likely, settings), settings)


def compare_with_all(pile: Pile, rows: Places, settings: GroupingSettings) -> Scores:
    """The score of each of `rows` with each row of the pile for telling of one event: no pair is left out.

    It is the most that `share_event` may give the pair: an undated row is near to all.
    """
    every = np.arange(len(pile.days))
    near = weigh_time(take_dates(pile.days, 1.0), rows[:, None], every[None, :], settings)
    return liken_to_all(pile, rows, settings) * near


def liken_to_all(pile: Pile, rows: Places, settings: GroupingSettings) -> Scores:
    """The likeness of each of `rows` with each row of the pile, whenever they were published."""
    known = Lookup(np.unique(pile.terms.choose(rows).keys))
    columns = known.find(pile.terms.keys)
    shape = (len(pile.days), len(known.keys))  # the last column is of words that none of the rows has
    words = sparse.csr_matrix((pile.weights, columns, pile.terms.starts), shape=shape)
    cosines: Scores = np.minimum((words[rows] @ words.T).toarray().astype(np.float64), 1.0)
    return cosines * weigh_house(pile, rows[:, None], np.arange(len(pile.days))[None, :], settings)


def measure_event(pile: Pile, left: Places, right: Places, settings: GroupingSettings) -> Scores:
    """The score of each pair for telling of one event."""
    words, _ = _matrix(pile, pile.terms.keys.astype(np.uint64), pile.weights)
    likeness = np.minimum(_cosines(words, left, right), 1.0) * weigh_house(pile, left, right, settings)
    return likeness * weigh_time(take_dates(pile.days, settings.undated_weight), left, right, settings)


def _matrix(pile: Pile, keys: Keys, weights: NDArray[np.float32]) -> tuple[sparse.csr_matrix, int]:
    """Articles by words, and how many words there are; a weight of 0 is left out."""
    known, _ = count_distinct(keys)
    columns = np.searchsorted(known, keys)
    matrix = sparse.csr_matrix((weights, columns, pile.terms.starts), shape=(len(pile.days), len(known)))
    return matrix, len(known)


def _uncrowd(pile: Pile, crowded: Flags, settings: GroupingSettings) -> sparse.csr_matrix:
    """The matrix to look pairs up in: each crowded word becomes one word for each fortnight.

    Fortnights overlap by half, so that articles a week apart always meet. What is crowded even
    then, or undated, is left out.
    """
    days = np.repeat(pile.days, pile.terms.sizes())
    parts = []
    for half in (0, 7):
        fortnight = np.where(crowded, (days + half) // 14 + 1, 0).astype(np.uint64)
        keys = (fortnight << np.uint64(33)) | np.uint64(half // 7 << 32) * crowded | pile.terms.keys
        kept = np.where(crowded, days > 0, half == 0)
        _, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
        kept &= (counts[places] <= settings.crowd) & (pile.weights >= settings.least_weight)
        part, _ = _matrix(pile, keys, pile.weights * kept)
        part.eliminate_zeros()
        parts.append(part)
    return sparse.hstack(parts, format="csr")


def are_forms(pile: Pile, text: Pairs, settings: GroupingSettings) -> Flags:
    """For each pair of `text`, True where one form was filled in twice: more text is shared than details.

    Two days' weather, two obituaries, two market reports: runs of words or most of the plain words
    are the same, and the numbers or the names are not. A reprint or a rewording keeps its numbers
    and names in step with its text, whatever was cut. Of many names none is shared by two fillings
    only, even where no more than half of the plain words are.
    """
    plain, words = _kept(plain_terms(pile), text)
    strangers = (words >= settings.least_form_words) & (plain >= settings.least_strangers_share)
    plain[(words < settings.least_form_words) | (plain < settings.least_form_share)] = 0
    shared = np.maximum(np.where(text.scores >= settings.least_form_runs, text.scores, 0), plain)
    differ = np.zeros(len(shared), np.bool_)
    for details in (pile.numbers, pile.names):
        kept, fewer = _kept(details, text)
        differ |= (fewer >= settings.least_details) & (kept < settings.least_details_kept * shared)
    differ |= strangers & (fewer >= 2 * settings.least_details) & (kept == 0)
    return differ


def _kept(column: Column, pairs: Pairs) -> tuple[Scores, Places]:
    """The share of the smaller row that the other row of each pair has, and the smaller row's size."""
    sizes = column.sizes()
    fewer = np.minimum(sizes[pairs.left], sizes[pairs.right])
    return count_shared(column, pairs.left, pairs.right) / np.maximum(fewer, 1), fewer


def _sampled(column: Column, settings: GroupingSettings) -> tuple[Keys32, Places]:
    """The keys of the index with their rows: all of a small pile, one in `sampling` of a large one."""
    if len(column.keys) <= settings.whole_index:
        return column.keys, column.rows()
    chosen = np.flatnonzero(column.keys < np.uint32((1 << 32) // settings.sampling))
    return column.keys[chosen], np.searchsorted(column.starts, chosen, "right") - 1


def _count_meetings(keys: Keys32, rows: Places, neighbours: int) -> tuple[Places, Places]:
    """Pairs of rows (packed in 64 bits, smaller first) that meet at a key, and at how many keys."""
    packed = np.sort((keys.astype(np.uint64) << np.uint64(32)) | rows.astype(np.uint64))
    keys, rows = (
        (packed >> np.uint64(32)).astype(np.uint32),
        (packed & np.uint64(0xFFFFFFFF)).astype(np.int64),
    )
    heads = (
        np.flatnonzero(np.diff(keys, prepend=keys[:1] + np.uint32(1))) if len(keys) else np.zeros(0, np.int64)
    )
    sizes = np.diff(heads, append=len(keys))
    place = np.arange(len(keys)) - np.repeat(heads, sizes)  # within the run of one key
    met, later = [], np.arange(len(keys))
    for step in range(1, neighbours + 1):
        later = later[place[later] >= step]
        met.append((rows[later - step] << 32) | rows[later])
    far = np.flatnonzero(place > neighbours)
    met.append((rows[far - place[far]] << 32) | rows[far])
    pairs, counts = count_distinct(np.concatenate(met).astype(np.uint64))
    return pairs.astype(np.int64), counts


def _cosines(words: sparse.csr_matrix, left: Places, right: Places) -> Scores:
    """The cosines of pairs of rows, in chunks."""
    parts = [np.zeros(0)]
    for start in range(0, len(left), 50_000):
        here = slice(start, start + 50_000)
        parts.append(np.asarray(words[left[here]].multiply(words[right[here]]).sum(axis=1)).ravel())
    return np.concatenate(parts).astype(np.float64)


def _in_order(left: Places, right: Places, scores: Scores) -> Pairs:
    order = np.lexsort((right, left))
    return Pairs(left[order], right[order], scores[order])
