"""The answer to "how many sources?" in plain sentences."""

from collections import defaultdict

from tellings.findings.material import StoryMaterial
from tellings.models import Derivation, Origin
from tellings.report.certainty import DOUBTFUL
from tellings.report.words import count, listing, place_cited


def answer_story(material: StoryMaterial) -> list[str]:
    """Sentences that say how many origins stand behind the story's tellings, and which."""
    story = material.story
    if not material.origins:
        return [f"{count(story.articles, 'telling')}; not worked out yet."]
    strong = [origin for origin in material.origins if origin.kind != "cited source"]
    lines = [f"{count(story.articles, 'telling')}, {count(story.origins, 'origin')}."]
    alone = [origin for origin in strong if _stands_alone(origin, material)]
    lines += [_origin_line(o, material) for o in _in_order(strong, material) if o not in alone]
    lines += _alone_lines(alone, material)
    cited = sorted({origin.name for origin in material.origins if origin.kind == "cited source"})
    for place in sorted({place_cited(name, material.articles) for name in cited}):
        names = [name for name in cited if place_cited(name, material.articles) == place]
        lines.append(f"Cited by name, {place}: {listing(names)}.")
    return lines


def _stands_alone(origin: Origin, material: StoryMaterial) -> bool:
    """Whether an origin is a telling that nothing derives from, that derives from nothing and had no help."""
    known = {telling.article_id for telling in material.tellings}
    tied = any(origin.origin_id in (row.child_id, row.parent_id) for row in material.derivations)
    return origin.origin_id in known and not tied and not _help(origin.origin_id, material)


def _alone_lines(alone: list[Origin], material: StoryMaterial) -> list[str]:
    """One sentence for all origins that stand alone."""
    sigla = {telling.article_id: telling.siglum for telling in material.tellings}
    names = sorted((sigla[origin.origin_id] for origin in alone), key=_by_siglum)
    if len(names) < 2:
        return [f"{name} is its own reporting." for name in names]
    return [f"{listing(names)} are each their own reporting."]


def descend(material: StoryMaterial) -> dict[str, list[Derivation]]:
    """The derivations from each parent, in order of the children's sigla."""
    sigla = {telling.article_id: telling.siglum for telling in material.tellings}
    held: dict[str, list[Derivation]] = defaultdict(list)
    for row in material.derivations:
        held[row.parent_id].append(row)
    for rows in held.values():
        rows.sort(key=lambda row: _by_siglum(sigla.get(row.child_id, row.child_id)))
    return held


def _in_order(origins: list[Origin], material: StoryMaterial) -> list[Origin]:
    """Those with most descendants first."""
    children = descend(material)
    return sorted(origins, key=lambda o: (-len(_below(o.origin_id, children)), o.kind, o.name, o.origin_id))


def _below(node: str, children: dict[str, list[Derivation]]) -> set[str]:
    """All that descends from a node."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        for row in children.get(waiting.pop(), ()):
            if row.child_id not in found:
                found.add(row.child_id)
                waiting.append(row.child_id)
    return found


def _origin_line(origin: Origin, material: StoryMaterial) -> str:
    """One sentence for an origin: what it is, who comes from it and how."""
    sigla = {telling.article_id: telling.siglum for telling in material.tellings}
    children = descend(material)
    below = sorted((sigla[key] for key in _below(origin.origin_id, children) if key in sigla), key=_by_siglum)
    if origin.kind == "lost copy":
        made = [sigla[row.child_id] for row in children.get(origin.origin_id, ()) if row.child_id in sigla]
        head = f"A lost copy{_credited(made, material)} stands behind {listing(below)}"
        return head + _steps(origin.origin_id, children, sigla)
    own = sigla.get(origin.origin_id, origin.name)
    if any(row.child_id == origin.origin_id for row in material.derivations):
        passed = f"; made from it: {listing(below)}" if below else ""
        return f"{own} adds reporting of its own to what it took{passed}."
    help_from = _help(origin.origin_id, material)
    if not below:
        return f"{own} is its own reporting{help_from}."
    return f"{own} is the original of {listing(below)}{help_from}" + _steps(origin.origin_id, children, sigla)


def _credited(below: list[str], material: StoryMaterial) -> str:
    """The agencies that the tellings credit, in brackets."""
    sigla = {telling.article_id: telling.siglum for telling in material.tellings}
    by_agency: dict[str, set[str]] = defaultdict(set)
    for credit in material.credits:
        if credit.kind == "agency" and sigla.get(credit.article_id) in below:
            by_agency[credit.name].add(sigla[credit.article_id])
    said = [
        f"credited to {name} by {listing(sorted(who, key=_by_siglum))}"
        for name, who in sorted(by_agency.items())
    ]
    return f" ({'; '.join(said)})" if said else ""


def _steps(root: str, children: dict[str, list[Derivation]], sigla: dict[str, str]) -> str:
    """How each descendant was made, level by level: ': A trimmed, B reordered; C from A, reworded.'"""
    direct: dict[str, list[str]] = defaultdict(list)
    for row in children.get(root, ()):
        direct[row.kind + _doubt(row, sigla)].append(sigla.get(row.child_id, "a further lost copy"))
    said = [f"{listing(who)} {kind}" for kind, who in direct.items()]
    waiting = [row.child_id for row in children.get(root, ())]
    seen = {root}
    while waiting:
        node = waiting.pop(0)
        if node in seen:
            continue
        seen.add(node)
        for row in children.get(node, ()):
            source = sigla.get(node, "a further lost copy")
            child = sigla.get(row.child_id, "a further lost copy")
            said.append(f"{child} from {source}, {row.kind}{_doubt(row, sigla)}")
            waiting.append(row.child_id)
    return f": {'; '.join(said)}." if said else "."


def _doubt(row: Derivation, sigla: dict[str, str]) -> str:
    """What is said of a step between two tellings of which it isn't sure which was made from which."""
    turned = row.parent_id in sigla and row.direction_confidence < DOUBTFUL
    return " (or the other way round)" if turned else ""


def _help(article_id: str, material: StoryMaterial) -> str:
    """Credited help: ', with help from the Associated Press'. Nobody helps by signing its own report."""
    own = next((a.outlet for a in material.articles if a.article_id == article_id), "")
    credited = {c.name for c in material.credits if c.article_id == article_id and c.kind == "agency"}
    names = sorted(name for name in credited if name and name.casefold() != own.casefold())
    return f", with help from {listing(names)}" if names else ""


def _by_siglum(siglum: str) -> tuple[int, str]:
    """A to Z before AA."""
    return len(siglum), siglum
