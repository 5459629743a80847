"""The names in one article: people, organisations and places, each with its exact characters."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tellings.findings.gazetteer import Gazetteer, Place, find_place
from tellings.findings.names_forms import COMPANY, fold, take_apart, without_possessive
from tellings.findings.names_metonyms import stands_for_government
from tellings.findings.names_spans import Mention, find_spans, form_of
from tellings.language.parses import Parse, Parses, Token
from tellings.models import Article, Name, Passage, content_id
from tellings.settings import NameSettings

Found = list[tuple[Passage, Parse, list[Mention]]]


def find_names(
    article: Article,
    passages: Sequence[Passage],
    parses: Parses,
    gazetteer: Gazetteer,
    settings: NameSettings,
) -> tuple[Name, ...]:
    """The names in `article`, in order, with `entity_id` "" until `link_names` has seen the story.

    A capital that stands for its government ("Washington warned") is an organisation. Names that the
    pipeline saw in one sentence and missed in another are found in both; furniture is left out.
    """
    found: Found = [
        (passage, parses[passage.passage_id], find_spans(parses[passage.passage_id], gazetteer))
        for passage in sorted(passages, key=lambda p: (p.start, p.end))
        if passage.kind != "furniture" and passage.passage_id in parses
    ]
    kinds = agree_on_kinds(found, gazetteer)
    rows = []
    for passage, parse, spans in found:
        every = sorted(spans + _missed(parse.tokens, spans, kinds), key=lambda m: m.first)
        for span in every[: settings.max_names_in_passage]:
            kind = kinds.get(kind_key(form_of(span, parse.tokens)), span.kind)
            kind = _use(replace(span, kind=kind), parse.tokens, gazetteer)
            rows.append(_row(article, passage, parse.tokens, replace(span, kind=kind)))
    return tuple(rows)


def agree_on_kinds(found: Found, gazetteer: Gazetteer) -> dict[str, str]:
    """The kind of each form in an article, by `kind_key`: one form, one kind.

    The last word of an organisation's name is its, and so is the name before "Inc"; a given name or
    surname told in full somewhere is a person's; a country is a place; else the majority holds, ties
    going to person, organisation, place in this order.
    """
    votes: dict[str, Counter[str]] = {}
    people: set[str] = set()
    bodies: set[str] = set()
    for _, parse, spans in found:
        for span in spans:
            form = form_of(span, parse.tokens)
            votes.setdefault(kind_key(form), Counter())[span.kind] += 1
            if span.kind == "person" and span.last > span.first:
                parts = take_apart(form)
                people |= {parts.given, parts.surname}
            elif span.kind == "organisation" and span.last > span.first:
                words = fold(form).split()
                bodies.add(" ".join(words[:-1]) if words[-1] in COMPANY else words[-1])
    kinds = {
        form: min(counted, key=lambda k: (-counted[k], _ORDER.index(k))) for form, counted in votes.items()
    }
    places = {form: find_place(form.title(), gazetteer) for form in votes}
    countries = {place.country for place in places.values() if place is not None and place.kind in NATIONAL}
    for form, place in places.items():
        if form in bodies and (place is None or place.kind == "demonym"):
            kinds[form] = "organisation"
        elif form in people and (place is None or not _is_meant(place, countries)):
            kinds[form] = "person"
    return kinds


def _is_meant(place: Place, countries: set[str]) -> bool:
    """Whether a word that is also somebody's name means the place: a country, or a capital of one told of."""
    return place.kind in NATIONAL or (place.kind == "capital" and place.country in countries)


NATIONAL = ("country", "demonym")
_ORDER = ("person", "organisation", "place")


def kind_key(form: str) -> str:
    """What two forms share that are of one kind: all but case, where neither is an acronym.

    >>> kind_key("Un"), kind_key("U.N.")
    ('un', 'UN')
    """
    short = form.replace(".", "")
    return short if short.isupper() and len(short) <= 5 else fold(form)


def _missed(tokens: tuple[Token, ...], spans: Iterable[Mention], kinds: dict[str, str]) -> list[Mention]:
    """The places in a passage where a name of the article stands and was not tagged.

    Only proper nouns, and only whole runs of them, so that no part of a longer name is taken.
    """
    taken = {i for span in spans for i in range(span.first, span.last + 1)}
    out: list[Mention] = []
    first = 0
    while first < len(tokens):
        last = first
        if not _proper(first, tokens, taken):
            first += 1
            continue
        while last + 1 < len(tokens) and _proper(last + 1, tokens, taken):
            last += 1
        span = Mention(first, last, "")
        kind = kinds.get(kind_key(form_of(span, tokens)), "")
        if kind:
            out.append(replace(span, kind=kind))
        first = last + 1
    return out


def _proper(at: int, tokens: tuple[Token, ...], taken: set[int]) -> bool:
    return at not in taken and tokens[at].pos == "PROPN" and tokens[at].text[:1].isupper()


def _use(span: Mention, tokens: tuple[Token, ...], gazetteer: Gazetteer) -> str:
    """The kind of the span where it stands: a capital that acts is an organisation."""
    if span.kind != "place":
        return span.kind
    place = find_place(form_of(span, tokens), gazetteer)
    if place is None or place.kind != "capital" or not stands_for_government(span, tokens):
        return span.kind
    return "organisation"


def _row(article: Article, passage: Passage, tokens: tuple[Token, ...], span: Mention) -> Name:
    start = passage.start + tokens[span.first].start
    end = passage.start + tokens[span.last].end
    text = article.text[start:end]
    end = start + len(without_possessive(text))
    return Name(
        content_id("name", article.article_id, str(start), str(end)),
        article.article_id,
        start,
        end,
        span.kind,
        "",
    )
