"""The origins of a story as rows, with names: outlets, agencies behind lost copies, cited sources."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tellings.lineage.descent import Descent
from tellings.lineage.measuring import Measured
from tellings.lineage.sourcing import AGENCY_KINDS
from tellings.lineage.statements import Stand, cited_id
from tellings.lineage.story import Collated
from tellings.models import Origin


def name_origins(
    story: Collated,
    measured: Measured,
    descent: Descent,
    ids: Sequence[str],
    stands: Mapping[str, Stand],
) -> tuple[Origin, ...]:
    """Every origin that a passage goes back to or a derivation names, in the order of kinds and ids."""
    present = len(story.articles)
    used = {stand.origin_id for stand in stands.values()}
    rows = []
    for at, article_id in enumerate(ids[:present]):
        if at not in descent.bonds or article_id in used:
            article = measured.tellings[at].text.article
            rows.append(Origin(article_id, story.story_id, "article", article.outlet or article.headline))
    for copy in descent.copies:
        members = [
            ids[child] for child, bonds in descent.bonds.items() if any(b.parent == copy for b in bonds)
        ]
        rows.append(Origin(ids[copy], story.story_id, "lost copy", _agency(story, members)))
    for name in sorted({credit.name for credit in story.credits if credit.kind == "cited source"}):
        if cited_id(story.story_id, name) in used:
            rows.append(Origin(cited_id(story.story_id, name), story.story_id, "cited source", name))
    unique = {row.origin_id: row for row in rows}
    return tuple(unique[key] for key in sorted(unique, key=lambda key: (unique[key].kind, key)))


def _agency(story: Collated, members: Sequence[str]) -> str:
    """The agency that most of the members credit, or the reporters that two of them do, or ""."""
    credits = [
        credit
        for credit in sorted(story.credits, key=lambda c: (c.article_id, c.start, c.name))
        if credit.article_id in members
    ]
    agencies = Counter(credit.name for credit in credits if credit.kind == AGENCY_KINDS[0])
    if agencies:
        return min(agencies, key=lambda name: (-agencies[name], name))
    people = Counter(
        person
        for article_id in sorted(set(members))
        for person in dict.fromkeys(
            name
            for credit in credits
            if credit.article_id == article_id and credit.kind == AGENCY_KINDS[1]
            for name in credit.name.split(", ")
        )
    )
    return ", ".join(person for person, count in people.items() if count > 1)
