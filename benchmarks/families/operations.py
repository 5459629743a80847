"""What a newsroom does to copy: each operation takes a draft and gives the next."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.families import rewording
from benchmarks.families.alterations import CHANGES
from benchmarks.families.drafts import BODY, CREDIT, FURNITURE, HEADLINE, Draft, Line
from benchmarks.families.rewording import Rewrite

FURNITURE_LINES = (
    "MORE STORIES FOR YOU", "Sign up for our morning newsletter", "Share this article", "Advertisement",
    "Read more: five things to know today", "Follow us for the latest updates", "Related articles",
    "This story has been updated.", "Our comments are moderated; please keep it civil.", "Back to top",
    "Subscribe now for unlimited access", "Home > World > Politics", "Listen to this story",
    "The views of our readers do not reflect those of this newspaper.", "Copyright. All rights reserved.",
)  # fmt: skip
MOJIBAKE = (
    ("’", "â€™"),
    ("“", "â€œ"),
    ("”", "â€"),
    ("é", "Ã©"),
    ("–", "â€“"),
    ("—", "â€”"),
    ("'", "â€™"),
    ('"', "â€œ"),
)


@dataclass(frozen=True, slots=True)
class Means:
    """What an operation may use: chance, how strongly to reword, and lines of other reports."""

    rng: random.Random
    strength: float
    ways: tuple[Rewrite, ...]
    spare: list[Line]
    credited: str = ""


Operation = Callable[[Draft, Means], Draft]


def reprint(draft: Draft, means: Means) -> Draft:
    """Word for word; now and then in the other kind of quotation marks."""
    if means.rng.random() < 0.3:
        marks = str.maketrans("“”‘’—", "\"\"''-")
        draft = draft.with_body([replace(line, text=line.text.translate(marks)) for line in draft.body()])
    return draft


def cut_end(draft: Draft, means: Means) -> Draft:
    """Cut from the end, as a page is made up."""
    body = draft.body()
    keep = max(4, round(len(body) * means.rng.uniform(0.35, 0.9)))
    return draft.with_body(body[:keep])


def trim(draft: Draft, means: Means) -> Draft:
    """Sentences left out here and there."""
    rate = means.rng.uniform(0.1, 0.45)
    body = [line for at, line in enumerate(draft.body()) if at == 0 or means.rng.random() > rate]
    return draft.with_body(body) if len(body) >= 4 else draft


def shuffle(draft: Draft, means: Means) -> Draft:
    """Paragraphs in another order; the opening one mostly stays."""
    groups: list[list[Line]] = []
    for line in draft.body():
        if line.opens or not groups:
            groups.append([])
        groups[-1].append(line)
    if len(groups) < 4:
        groups = [[line] for line in draft.body()]
    first = 0 if means.rng.random() < 0.3 else 1
    rest = groups[first:]
    if means.rng.random() < 0.5:
        means.rng.shuffle(rest)
    else:
        for _ in range(max(1, len(rest) // 4)):
            rest.insert(means.rng.randrange(len(rest)), rest.pop(means.rng.randrange(len(rest))))
    return draft.with_body([line for group in [*groups[:first], *rest] for line in group])


def scatter(draft: Draft, means: Means) -> Draft:
    """Single sentences in another order."""
    body = draft.body()
    for _ in range(max(2, len(body) // 3)):
        body.insert(means.rng.randrange(len(body)), body.pop(means.rng.randrange(len(body))))
    return draft.with_body(body)


def condense(draft: Draft, means: Means) -> Draft:
    """Sentences shortened, a few left out."""
    short = [
        replace(line, text=rewording.shorten(line.text, 0.8, means.rng))
        for at, line in enumerate(draft.body())
        if at == 0 or means.rng.random() > 0.15
    ]
    return draft.with_body(short) if len(short) >= 4 else draft


def update(draft: Draft, means: Means) -> Draft:
    """A new lead over the old body, which loses its own lead and often its end."""
    if not means.spare:
        return cut_end(draft, means)
    body = draft.body()
    lead = [replace(line, opens=True) for line in _take(means, means.rng.randint(1, 4))]
    old = body[means.rng.randint(0, 2) :]
    return draft.with_body(lead + old[: max(4, round(len(old) * means.rng.uniform(0.6, 1)))])


def expand(draft: Draft, means: Means) -> Draft:
    """Own reporting put between the lines."""
    body = draft.body()
    for line in _take(means, means.rng.randint(2, 6)):
        body.insert(means.rng.randint(1, len(body)), line)
    return draft.with_body(body)


def _take(means: Means, count: int) -> list[Line]:
    start = means.rng.randrange(max(1, len(means.spare) - count + 1))
    taken = means.spare[start : start + count]
    del means.spare[start : start + count]
    return taken


def retouch(draft: Draft, means: Means) -> Draft:
    """A desk's light hand: a phrase here, a word there."""
    body = [
        replace(
            line, text=rewording.swap_phrases(rewording.drop_words(line.text, 0.2, means.rng), 0.3, means.rng)
        )
        if means.rng.random() < 0.5
        else line
        for line in draft.body()
    ]
    return draft.with_body(body)


def add_furniture(draft: Draft, means: Means) -> Draft:
    """Menus and boxes between the paragraphs."""
    lines = list(draft.lines)
    for text in means.rng.sample(FURNITURE_LINES, means.rng.randint(1, 4)):
        lines.insert(means.rng.randint(1, len(lines)), Line(text, FURNITURE, True))
    return replace(draft, lines=tuple(lines))


def drop_marks(draft: Draft, means: Means) -> Draft:
    """Quotation marks and apostrophes lost, in most places or all."""
    rate = means.rng.choice([0.6, 0.9, 1.0])
    gone = str.maketrans("", "", "\"'“”‘’")
    body = [
        replace(line, text=line.text.translate(gone) if means.rng.random() < rate else line.text)
        for line in draft.body()
    ]
    return draft.with_body(body)


def garble(draft: Draft, means: Means) -> Draft:
    """UTF-8 read as Windows-1252."""
    body = []
    for line in draft.body():
        text = line.text
        for good, bad in MOJIBAKE[: means.rng.choice([6, 8])]:
            text = text.replace(good, bad)
        body.append(replace(line, text=text))
    return draft.with_body(body)


def reword(draft: Draft, means: Means) -> Draft:
    """Sentence by sentence in other words; heavy hands also join and split sentences."""
    texts = rewording.reword_all([line.text for line in draft.body()], means.strength, means.rng, means.ways)
    body = [replace(line, text=text) for line, text in zip(draft.body(), texts, strict=True)]
    if means.strength > 0.4:
        body = _join_some(body, means)
    draft = replace(draft, strength=1 - (1 - draft.strength) * (1 - means.strength))
    return draft.with_body(body)


def _join_some(body: list[Line], means: Means) -> list[Line]:
    """Short neighbours made one sentence."""
    out: list[Line] = []
    for line in body:
        last = out[-1] if out else None
        plain = last and last.text.endswith(".") and line.text[:1].isalpha() and not line.opens
        if last and plain and len(last.text) + len(line.text) < 220 and means.rng.random() < 0.25:
            link = means.rng.choice([" and ", ", while ", "; "])
            out[-1] = replace(last, text=last.text[:-1] + link + line.text[:1].lower() + line.text[1:])
        else:
            out.append(line)
    return out


def retitle(draft: Draft, means: Means) -> Draft:
    """A headline of one's own, or none."""
    lines = [line for line in draft.lines if line.kind != HEADLINE]
    old = next((line for line in draft.lines if line.kind == HEADLINE), None)
    if old and means.rng.random() < 0.6:
        lines.insert(0, replace(old, text=rewording.reword_all([old.text], 0.7, means.rng)[0]))
    return replace(draft, lines=tuple(lines))


def give_credit(draft: Draft, means: Means) -> Draft:
    """The parent's outlet named, above or below."""
    line = Line(f"This article first appeared in {means.credited}.", CREDIT, True)
    lines = list(draft.lines)
    lines.insert(means.rng.choice([1, len(lines)]), line)
    return replace(draft, lines=tuple(lines))


def alter(draft: Draft, means: Means) -> Draft:
    """One to three facts told otherwise; kept as changes with their places."""
    lines, changes = list(draft.lines), list(draft.changes)
    wanted = means.rng.choices(sorted(CHANGES), k=means.rng.randint(1, 3))
    for kind in wanted:
        order = [at for at, line in enumerate(lines) if line.kind == BODY]
        means.rng.shuffle(order)
        for at in order:
            found = CHANGES[kind](lines[at].text, means.rng)
            if found and all(at != change[1] for change in changes):
                place, before, after = found
                text = lines[at].text
                lines[at] = replace(lines[at], text=text[:place] + after + text[place + len(before) :])
                changes.append((kind, at, before, after, place))
                break
    return replace(draft, lines=tuple(lines), changes=tuple(changes))


FIT: dict[str, tuple[Operation, float]] = {
    "reprint": (reprint, 1), "cut_end": (cut_end, 2), "trim": (trim, 1), "shuffle": (shuffle, 1.2),
    "update": (update, 1), "expand": (expand, 0.8), "retouch": (retouch, 1), "drop_marks": (drop_marks, 0.6),
    "reword": (reword, 4),
}  # fmt: skip
HELD_OUT: dict[str, tuple[Operation, float]] = FIT | {
    "scatter": (scatter, 1), "condense": (condense, 1.5), "garble": (garble, 0.6),
}  # fmt: skip


def merge(first: Draft, second: Draft, means: Means) -> Draft:
    """A child of two: blocks of the second put between the lines of the first."""
    body = first.body()[: max(4, round(len(first.body()) * means.rng.uniform(0.5, 1)))]
    other = second.body()
    taken = other[: max(3, round(len(other) * means.rng.uniform(0.3, 0.8)))]
    if means.rng.random() < 0.5:
        merged = body + taken
    else:
        merged = list(body)
        at = means.rng.randint(1, len(merged))
        for start in range(0, len(taken), 3):
            merged[at:at] = taken[start : start + 3]
            at = means.rng.randint(min(at + 3, len(merged)), len(merged))
    child = first.with_body(merged)
    return replace(child, parents=(*first.parents, *second.parents), operations=(*first.operations, "merge"))
