"""Why a statement has as many origins as it has, in words a reporter understands."""

from collections.abc import Iterable, Mapping, Sequence

from tellings.models import Attestation, Derivation, Origin


def explain_origins(
    attestations: Sequence[Attestation],
    derivations: Iterable[Derivation],
    origins: Iterable[Origin],
    sigla: Mapping[str, str],
    outlets: Mapping[str, str],
) -> str:
    """A sentence for each origin of several tellings, one for all that tell it for themselves, and one
    for each outlet that counts more than once among them. `sigla` and `outlets` are by article id.

    >>> rows = [Attestation("s", "p", "x", "o", "same"), Attestation("s", "q", "y", "o", "reworded")]
    >>> tree = [Derivation("t", "y", "x", "reworded", 0.9, 0.97, 0.9)]
    >>> explain_origins(rows, tree, [Origin("o", "t", "article", "Gazette")], {"x": "A", "y": "B"}, {})
    'A and B are one: B has it from A (97 %).'
    >>> own = [Attestation("s", key, key, key, "independent") for key in "xy"]
    >>> explain_origins(own, [], [], {"x": "A", "y": "B"}, {"x": "Gazette", "y": "Gazette"})
    'A and B are separate: no copying found between them. But A and B are both Gazette: perhaps one origin.'
    """
    named = {origin.origin_id: origin for origin in origins}
    surest: dict[str, Derivation] = {}
    for edge in sorted(derivations, key=lambda edge: edge.confidence):
        surest[edge.child_id] = edge
    groups: dict[str, list[str]] = {}
    for row in attestations:
        if row.article_id not in groups.setdefault(row.origin_id, []):
            groups[row.origin_id].append(row.article_id)
    ordered = sorted(groups, key=lambda key: (-len(groups[key]), min(sigla[a] for a in groups[key])))
    said = [
        _explain(groups[key], named.get(key), surest, sigla, alone=len(groups) == 1)
        for key in ordered
        if len(groups) == 1 or not _is_lone(groups[key], named.get(key), surest)
    ]
    lone = [groups[key][0] for key in ordered if _is_lone(groups[key], named.get(key), surest)]
    if len(groups) > 1 and lone:
        said.append(_separate(sorted(sigla[article] for article in lone), alone=len(lone) == len(groups)))
    return " ".join([*said, *_newsrooms(groups.values(), sigla, outlets)])


def _is_lone(articles: Sequence[str], origin: Origin | None, surest: Mapping[str, Derivation]) -> bool:
    """Whether a telling that was made from no other has it, and no other from it."""
    cited = origin is not None and origin.kind == "cited source"
    return len(articles) == 1 and articles[0] not in surest and not cited


def _separate(names: Sequence[str], *, alone: bool) -> str:
    if len(names) == 1:
        return f"{names[0]} is separate: no copying found between it and the others."
    others = "" if alone else " and the others"
    return f"{list_words(names)} are separate: no copying found between them{others}."


def _newsrooms(
    groups: Iterable[Sequence[str]], sigla: Mapping[str, str], outlets: Mapping[str, str]
) -> list[str]:
    """What to say of an outlet that stands behind several origins: two articles of one are no two sources."""
    held: dict[str, set[int]] = {}
    tellings: dict[str, set[str]] = {}
    for number, articles in enumerate(groups):
        for article in articles:
            if outlets.get(article):
                held.setdefault(outlets[article], set()).add(number)
                tellings.setdefault(outlets[article], set()).add(sigla[article])
    return [
        f"But {list_words(sorted(tellings[outlet]))} are {'both' if len(tellings[outlet]) == 2 else 'all'} "
        f"{outlet}: perhaps one origin."
        for outlet in sorted(held)
        if len(held[outlet]) > 1
    ]


def _explain(
    articles: Sequence[str],
    origin: Origin | None,
    surest: Mapping[str, Derivation],
    sigla: Mapping[str, str],
    *,
    alone: bool,
) -> str:
    """One origin's sentence."""
    names = sorted(sigla[article] for article in articles)
    if origin is not None and origin.kind == "cited source":
        return f"{list_words(names)} {'has' if len(names) == 1 else 'have'} it from {origin.name}."
    if len(names) == 1:
        return (
            f"{names[0]} alone has it."
            if alone
            else f"{names[0]} is separate: this passage is not in the text it was made from."
        )
    edges = [surest[article] for article in articles if article in surest]
    chance = min((edge.confidence for edge in edges), default=0.0)
    if origin is not None and origin.kind == "lost copy":
        return f"{list_words(names)} are one: they share a lost copy ({_percent(chance)})."
    first = next((sigla[a] for a in articles if origin is not None and a == origin.origin_id), "")
    children = [name for name in names if name != first and first]
    if not first:
        roots = sorted(sigla[a] for a in articles if a not in surest)
        first = roots[0] if roots else names[0]
        children = [name for name in names if name != first]
    verb = "has" if len(children) == 1 else "have"
    return f"{list_words(names)} are one: {list_words(children)} {verb} it from {first} ({_percent(chance)})."


def list_words(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> list_words(["A", "B", "D"])
    'A, B and D'
    """
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _percent(chance: float) -> str:
    return f"{min(round(100 * chance), 99)} %"
