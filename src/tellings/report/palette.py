"""Each origin gets a number, a colour and a line pattern, the same on every page of its story."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tellings.models import Attestation, Origin

COLOURS = 7  # classes k1 to k7 of style.css, chosen to stay apart for colour-blind readers
PATTERNS = 5  # classes h1 to h5: solid, dashed, dotted, double, wavy; they survive black and white


@dataclass(frozen=True, slots=True)
class Mark:
    """How an origin looks: its number, the style classes of colour and pattern, and its name."""

    origin_id: str
    number: int
    look: str
    kind: str
    name: str


UNKNOWN = Mark("", 0, "k0 h1", "unknown", "not traced")


def mark_origins(origins: Iterable[Origin], attestations: Iterable[Attestation]) -> dict[str, Mark]:
    """The mark of each origin; number 1 stands behind most tellings, cited sources come last.

    >>> found = mark_origins([Origin("b", "s", "article", "Gazette")], [])
    >>> found["b"].number, found["b"].look
    (1, 'k1 h1')
    """
    tellings = Counter(origin for origin, _ in {(row.origin_id, row.article_id) for row in attestations})
    passages = Counter(row.origin_id for row in attestations)
    ranked = sorted(
        origins,
        key=lambda o: (o.kind == "cited source", -tellings[o.origin_id], -passages[o.origin_id], o.origin_id),
    )
    return {
        origin.origin_id: Mark(origin.origin_id, number, look(number), origin.kind, origin.name)
        for number, origin in enumerate(ranked, start=1)
    }


def look(number: int) -> str:
    """The style classes of the `number`th origin; 35 pass before a pair of them comes again.

    >>> look(1), look(8)
    ('k1 h1', 'k1 h3')
    """
    return f"k{(number - 1) % COLOURS + 1} h{(number - 1) % PATTERNS + 1}"
