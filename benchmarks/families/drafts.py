"""A text being worked on in the newsroom: lines that know which line of the parent they came from."""

from dataclasses import dataclass, field, replace

from benchmarks.families.parsing import split_sentences
from benchmarks.families.sources import Source

HEADLINE, BODY, FURNITURE, CREDIT = "headline", "body", "furniture", "credit"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence; `origin` is where its chain began, `parent` and `at` the line it was made from."""

    text: str
    kind: str = BODY
    opens: bool = False  # begins a paragraph
    origin: str = ""
    parent: str = ""
    at: int = -1


@dataclass(frozen=True, slots=True)
class Draft:
    """A telling before it is set: its lines, and what was done to its parent."""

    name: str
    outlet: str
    lines: tuple[Line, ...]
    parents: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    strength: float = 0.0
    depth: int = 0
    published: str = ""
    changes: tuple[tuple[str, int, str, str, int], ...] = field(
        default=()
    )  # kind, line, before, after, offset

    def body(self) -> list[Line]:
        """The lines that are the article."""
        return [line for line in self.lines if line.kind == BODY]

    def with_body(self, body: list[Line]) -> "Draft":
        """The draft with `body` in place of its body; the rest stays where it is."""
        head = [line for line in self.lines if line.kind == HEADLINE]
        tail = [line for line in self.lines if line.kind in (FURNITURE, CREDIT)]
        return replace(self, lines=tuple(head + body + tail))


def first_draft(source: Source, name: str) -> Draft:
    """An outlet's own report as a draft, its title as headline."""
    lines = [Line(source.title.strip(), HEADLINE, True, name)] if source.title.strip() else []
    for paragraph in source.text.split("\n"):
        for number, sentence in enumerate(split_sentences(" ".join(paragraph.split()))):
            lines.append(Line(sentence, BODY, number == 0, name))
    return Draft(name, source.outlet, tuple(lines), published=source.published)


def copy_of(parent: Draft, name: str, outlet: str) -> Draft:
    """A child that is still its parent word for word, its lines bound to the parent's."""
    lines = tuple(
        replace(line, parent=parent.name, at=at)
        for at, line in enumerate(parent.lines)
        if line.kind in (HEADLINE, BODY)
    )
    return Draft(name, outlet, lines, (parent.name,), (), parent.strength, parent.depth + 1)
