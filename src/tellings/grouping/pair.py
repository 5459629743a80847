"""Which articles share text, and which tell of one event: pairs with a measure each."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tellings.grouping.pile import Column, Pile, Places, Scores, count_shared
from tellings.grouping.words import Flags, Keys32
from tellings.settings import GroupingSettings


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of a pile, `left` < `right`, each pair once and in order, with a score from 0 to 1."""

    left: Places
    right: Places
    scores: Scores


def share_text(pile: Pile, settings: GroupingSettings) -> Pairs:
    """The pairs that share runs of words, with their containment: shared runs over those of the shorter.

    Exact for each pair that is found. Pairs are looked for in an inverted index of the runs whose
    key is small (one in `sampling`, once the pile is large). Articles with one run in common are
    paired with their nearest neighbours in the index and all with the longest among them, so a
    report printed a thousand times costs a thousand pairs, not half a million, and none is hidden.
    """
    keys, rows = _sampled(pile.grams, settings)
    sizes = pile.grams.sizes()
    rank = np.empty(len(sizes), np.int64)  # 0 for the longest text, so that it leads its postings
    rank[np.lexsort((np.arange(len(sizes)), -sizes))] = np.arange(len(sizes))
    ranked, counts = _count_meetings(keys, rank[rows], settings.neighbours)
    by_rank = np.argsort(rank)
    one, other = by_rank[ranked >> 32], by_rank[ranked & 0xFFFFFFFF]
    sampled = np.bincount(rows, minlength=len(sizes))
    likely = counts >= settings.least_meetings * np.minimum(sampled[one], sampled[other])
    left, right = np.minimum(one, other)[likely], np.maximum(one, other)[likely]
    shorter = np.maximum(np.minimum(sizes[left], sizes[right]), 1)
    return _in_order(left, right, count_shared(pile.grams, left, right) / shorter)


def share_event(pile: Pile, settings: GroupingSettings) -> Pairs:
    """The pairs with heavy words in common, with the cosine of their words, less for dates far apart.

    A word that stands in more than `crowd` articles of the pile brings no pair forward by itself.
    """
    size = len(pile.article_ids)
    terms = pile.terms
    names, columns = np.unique(terms.keys, return_inverse=True)
    words = sparse.csr_matrix((pile.weights, columns, terms.starts), shape=(size, len(names)))
    crowded = np.bincount(columns, minlength=len(names)) > settings.crowd
    leading = words @ sparse.diags((~crowded).astype(np.float32)) if crowded.any() else words
    found = sparse.triu(leading @ leading.T, 1).tocoo()
    kept = found.data >= settings.least_similarity
    left, right = found.row[kept].astype(np.int64), found.col[kept].astype(np.int64)
    cosines = found.data[kept].astype(np.float64)
    if crowded.any():
        cosines = _cosines(words, left, right)
    return _in_order(left, right, np.minimum(cosines, 1.0) * _nearness(pile.days, left, right, settings))


def _nearness(days: Places, left: Places, right: Places, settings: GroupingSettings) -> Scores:
    """The weight of each pair for its time apart: 1 while a story may run, less later or undated."""
    apart = np.abs(days[left] - days[right])
    late = np.clip((apart - settings.near_days) / (settings.far_days - settings.near_days), 0, 1)
    weights: Scores = 1 - (1 - settings.far_weight) * late
    return np.where((days[left] > 0) & (days[right] > 0), weights, settings.undated_weight)


def are_forms(pile: Pile, text: Pairs, settings: GroupingSettings) -> Flags:
    """For each pair of `text`, True where one form was filled in twice: more text is shared than details.

    Two days' weather, two obituaries, two market reports: runs of words or most of the plain words
    are the same, and the numbers or the names are not. A reprint or a rewording keeps its numbers
    and names in step with its text, whatever was cut.
    """
    plain, words = _kept(pile.plain, text)
    plain[(words < settings.least_form_words) | (plain < settings.least_form_share)] = 0
    shared = np.maximum(np.where(text.scores >= settings.least_form_runs, text.scores, 0), plain)
    differ = np.zeros(len(shared), np.bool_)
    for details in (pile.numbers, pile.names):
        kept, fewer = _kept(details, text)
        differ |= (fewer >= settings.least_details) & (kept < settings.least_details_kept * shared)
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
    chosen = column.keys < np.uint32((1 << 32) // settings.sampling)
    return column.keys[chosen], column.rows()[chosen]


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
    met = []
    for step in range(1, neighbours + 1):
        later = np.flatnonzero(place >= step)
        met.append((rows[later - step] << 32) | rows[later])
    far = np.flatnonzero(place > neighbours)
    met.append((rows[far - place[far]] << 32) | rows[far])
    return np.unique(np.concatenate(met), return_counts=True)


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
