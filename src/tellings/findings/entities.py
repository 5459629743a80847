"""One entity per story for all the names that mean it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from tellings.findings.gazetteer import Gazetteer
from tellings.findings.material import StoryMaterial
from tellings.findings.names_forms import COMPANY, fold
from tellings.findings.names_links import (
    Joined,
    Mentioned,
    fold_region,
    is_known,
    pair_acronyms,
    pair_contained,
    pair_persons,
    pair_places,
    pair_shortened,
    pair_surnames,
    place_of,
    read_mention,
)
from tellings.findings.names_slips import find_slips, pair_slips, read_words, unseen_slips
from tellings.findings.names_witnesses import find_unseen, mentions_by_passage, pair_passages, pair_readings
from tellings.models import Entity, Name, content_id
from tellings.settings import NameSettings


def link_names(
    material: StoryMaterial,
    gazetteer: Gazetteer,
    settings: NameSettings,
    is_usual: Callable[[str], bool],
) -> tuple[tuple[Name, ...], tuple[Entity, ...]]:
    """The story's names, each with the entity it means, and these entities.

    Names are joined by spelling (transliterations, titles, initials, acronyms, adjectives of
    countries), by place (readings that stand where another telling has the name), surnames with
    the one person who bears them, and slips with the name they are a letter from. Names that only
    other tellings show are added; `is_usual` tells the words of everyday news from the rest.
    """
    articles = {a.article_id: a for a in material.articles}
    pairs = pair_passages(material)
    seen = [
        read_mention(row, articles[row.article_id].text[row.start : row.end], gazetteer)
        for row in material.names
    ]
    unseen = find_unseen(pairs, mentions_by_passage(seen, material), articles, settings)
    seen += [
        read_mention(row, articles[row.article_id].text[row.start : row.end], gazetteer) for row in unseen
    ]
    words, small = read_words(material)
    slips = find_slips(words, small, {w for m in seen for w in fold(m.form).split()}, is_usual)
    seen += [
        read_mention(row, articles[row.article_id].text[row.start : row.end], gazetteer)
        for row in unseen_slips(words, slips, seen)
    ]
    mentions = _agree_on_kinds(seen, gazetteer)
    joined = _join(mentions, material, gazetteer, settings)
    joined.join(list(pair_slips(mentions, slips, joined)))
    groups: dict[str, list[Mentioned]] = defaultdict(list)
    for m in mentions:
        groups[joined.find(m.key)].append(m)
    entities = {
        key: _entity(material.story.story_id, group, gazetteer) for key, group in sorted(groups.items())
    }
    rows = [replace(m.row, entity_id=entities[joined.find(m.key)].entity_id) for m in mentions]
    rows.sort(key=lambda row: (row.article_id, row.start, row.end))
    return tuple(rows), tuple(sorted(entities.values(), key=lambda e: e.entity_id))


def _join(
    mentions: Sequence[Mentioned], material: StoryMaterial, gazetteer: Gazetteer, settings: NameSettings
) -> Joined:
    """The groups of keys, made step by step: each step sees what the one before has joined."""
    joined = Joined()
    joined.join(pair_persons({m.key for m in mentions}))
    joined.join(pair_contained({m.key for m in mentions}))
    joined.join(pair_places(mentions))
    joined.join(pair_acronyms(mentions))
    joined.join(pair_shortened(mentions, gazetteer))
    pairs, held = pair_passages(material), mentions_by_passage(mentions, material)
    full = {key: [m for m in group if not m.key.startswith("bare:")] for key, group in held.items()}
    joined.join(list(pair_readings(pairs, full, joined, settings)))
    headlines = {a.article_id: fold(a.headline) for a in material.articles}
    joined.join(list(pair_surnames(mentions, joined, headlines)))
    joined.join(list(pair_readings(pairs, held, joined, settings)))
    return joined


def _agree_on_kinds(mentions: Sequence[Mentioned], gazetteer: Gazetteer) -> list[Mentioned]:
    """The mentions with one kind for one form in the whole story, as most articles have it.

    Places of the gazetteer keep theirs: a capital may be a city here and a government there. A word
    that is the surname of somebody the article names in full is a person, however it was tagged, and so
    is a longer name that ends in somebody's full name; what stands before "Inc" somewhere is a company.
    """
    surnames = {(m.row.article_id, m.key.rpartition("|")[2]) for m in mentions if m.key.startswith("person:")}
    people = {tuple(fold(m.form).split()) for m in mentions if m.key.startswith("person:")}
    companies = {fold(head) for m in mentions if (head := _before_company(m.form))}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for article_id, form, kind in sorted({(m.row.article_id, m.form, m.row.kind) for m in mentions}):
        named = (article_id, fold(form)) in surnames or tuple(fold(form).split()[1:]) in people
        votes[form]["organisation" if fold(form) in companies else "person" if named else kind] += 1
    order = ("person", "organisation", "place")
    out = []
    for m in mentions:
        counted = votes[m.form]
        kind = min(counted, key=lambda k: (-counted[k], order.index(k)))
        keep = is_known(m.key) or kind == m.row.kind
        out.append(m if keep else read_mention(replace(m.row, kind=kind), m.form, gazetteer))
    return out


def _before_company(form: str) -> str:
    """The name before the "Inc" or "Ltd" that ends a company's name; "" where none does."""
    head, _, last = form.rpartition(" ")
    return head.rstrip(",") if fold(last) in COMPANY else ""


def _entity(story_id: str, group: Sequence[Mentioned], gazetteer: Gazetteer) -> Entity:
    """The entity that a group of names means, called by its usual full name."""
    kinds = Counter(m.row.kind for m in group)
    keys = sorted({m.key for m in group})
    known = next((key for key in keys if is_known(key)), "")
    kind = "place" if known else min(kinds, key=lambda k: (-kinds[k], k))
    place = place_of(known, gazetteer, {m.form for m in group}) if known else None
    written = [m for m in group if place is not None and fold(m.form) == fold(place.name)]
    name = place.name if place is not None and not written else _usual(written or group, kind)
    entity_id = content_id("entity", story_id, min(m.row.name_id for m in group))
    forms = Counter(m.form for m in group)
    aliases = sorted((f for f in forms if f != name), key=lambda f: (-forms[f], f))
    return Entity(entity_id, story_id, name, kind, tuple(aliases))


def _usual(group: Sequence[Mentioned], kind: str) -> str:
    """The form in most articles; of a person, one with given name and surname if any has it.

    Between equals the one with its accents: copying loses them and never adds any.
    """
    articles: dict[str, set[str]] = defaultdict(set)
    for m in group:
        articles[m.form].add(m.row.article_id)
    full = [f for f in articles if " " in f] if kind == "person" else []
    nouns = [f for f in articles if fold_region(f) == fold(f)] if kind == "place" else []
    return min(
        full or nouns or articles, key=lambda f: (f.isupper(), -len(articles[f]), f.isascii(), -len(f), f)
    )
