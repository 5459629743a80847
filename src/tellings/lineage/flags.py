"""What a reader should be pointed at: circular reporting, copying without credit, credit without copying."""

from collections.abc import Mapping, Sequence

from tellings.lineage.clues import Edge, flag_clue
from tellings.lineage.sourcing import agencies, names_outlet, outlet_words, said_of_sources
from tellings.lineage.story import Collated
from tellings.models import Article, Clue, Credit, Span


def flag_edge(edge: Edge, story: Collated, said: Mapping[str, str], *, sure: bool) -> list[Clue]:
    """The flags of one derivation from an article; `said` is what each article says of its sources."""
    child, parent = edge.child.text.article, edge.parent.text.article
    found = []
    if names_outlet(said[parent.article_id], parent, child):
        note = f"{parent.outlet} names {child.outlet} as a source and is what {child.outlet} was made from"
        found.append(flag_clue(edge, "circular reporting", (0, 0), note))
    credited = names_outlet(said[child.article_id], child, parent)
    strangers = parent.outlet != "" and child.outlet != "" and outlet_words(parent) != outlet_words(child)
    shared_agency = agencies(_credits(story, child)) & agencies(_credits(story, parent))
    if sure and strangers and not credited and not shared_agency:
        found.append(
            flag_clue(edge, "uncredited copy", (0, 0), f"{child.outlet} doesn't name {parent.outlet}")
        )
    return found


def flag_credits(
    story: Collated, articles: Sequence[Article], derived: Mapping[str, set[str]], said: Mapping[str, str]
) -> list[Clue]:
    """A clue for each article that credits another one's outlet without having copy from it."""
    found = []
    for child in articles:
        for parent in articles:
            if child.article_id == parent.article_id or parent.article_id in derived.get(
                child.article_id, set()
            ):
                continue
            if names_outlet(said[child.article_id], child, parent):
                place = _place(child, parent, _credits(story, child))
                outlet = child.outlet or "This telling"
                note = f"{outlet} names {parent.outlet}, but no copy of its text was found"
                ids = (story.story_id, child.article_id, parent.article_id)
                found.append(Clue(*ids, "credit without copy", 0.0, *place, 0, 0, note))
    return found


def _credits(story: Collated, article: Article) -> list[Credit]:
    return [credit for credit in story.credits if credit.article_id == article.article_id]


def _place(child: Article, parent: Article, credits: Sequence[Credit]) -> Span:
    """Where the child names the parent's outlet."""
    wanted = " ".join(outlet_words(parent))
    for credit in credits:
        if wanted in credit.name.casefold() and credit.end:
            return credit.start, credit.end
    at = child.text.casefold().find(wanted)
    return (at, at + len(wanted)) if at >= 0 else (0, 0)


def what_is_said(story: Collated) -> dict[str, str]:
    """What each article says of its sources, by article id."""
    return {
        article.article_id: said_of_sources(article, _credits(story, article)) for article in story.articles
    }
