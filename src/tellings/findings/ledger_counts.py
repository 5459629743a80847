"""What the ledger compares: a figure with its dimension, head noun, event, hedge and surroundings."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tellings.findings.figures_counted import singular
from tellings.findings.figures_measures import MEASURES, TIME_UNITS
from tellings.findings.figures_money import CURRENCIES
from tellings.findings.figures_numerals import SMALL, TENS
from tellings.findings.material import PassageFinder, StoryMaterial, origins_by_passage
from tellings.models import Article, Date, Figure, Passage

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]+")
_EMPTY = frozenset(
    "the and for with that this from have has had was were are been will would could should said says "
    "its his her their our your they them than then when what which who whom whose about after before "
    "over under into onto more most less least some many much other others also there here where while "
    "because during between among against not but nor yet can may might must does did doing being very "
    "just only even still such each every both all any few several one two three four five six seven "
    "eight nine ten people percent per cent million billion thousand hundred year years day days week "
    "weeks month months told according reported officials".split()
)
_EVENTS = (
    ("killed", r"kill|\bdead\b|\bdie[ds]?\b|\bdying\b|death|fatal|\blives\b|perish|slain|massacr|toll"),
    ("wounded", r"wound|injur|\bhurt\b"),
    ("missing", r"\bmissing\b"),
    ("arrested", r"arrest|detain"),
    ("displaced", r"displac|evacuat|homeless|\bfled\b|\bflee"),
    ("infected", r"infect|\bcases\b|tested positive"),
    ("rescued", r"rescu"),
    ("trapped", r"trapp"),
)
_EVENT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _EVENTS), re.IGNORECASE)
CUMULATIVE = frozenset(
    name for name, _ in _EVENTS if name not in ("missing", "trapped")
)  # counts that only grow as the news comes in
_CLAUSE_END = re.compile(r"[,;.:]| and | while | but |[—–]| with | of (?:which|whom|those|them) ")
_ALIKE = {
    "person": "people",
    "life": "people",
    "victim": "people",
    "fatality": "people",
    "death": "people",
    "dead": "people",
    "human": "people",
    "soldier": "troop",
    "serviceman": "troop",
    "kid": "child",
    "cop": "officer",
    "policeman": "officer",
}
_TAIL = re.compile(r"\b(?:of|in|near|from|at|on|across|along|around|outside|inside|within|for|to|with|by)\b")
_KNOWN = re.compile(r"\b(?:the|these|those|both|all)(?: other| same)? $", re.IGNORECASE)
_OF_A_POLL = re.compile(r"\bmargin of (?:\w+ )?error\b")  # which each poll has of its own
_REACH = 60  # characters on either side of a figure in which its event is named


@dataclass(frozen=True, slots=True)
class Count:
    """One figure as the ledger sees it.

    `kind` is the dimension (a unit, "count" or "share of one"); `way` the hedge's direction (about,
    more, less or ""); `days` the spans of days named in its passage, `words` the passage's words;
    `against` holds what a comparison compares with: "14 percent brighter than average"; `owner` is
    whose the counted things are: "Ohio" of "Ohio's 16 districts", "state" of "the state's five";
    `partial` is true for "another 40" and "20 of those", `moving` for what changes from day to day.
    """

    figure: Figure
    passage_id: str
    origin_id: str
    published: str
    kind: str
    head: str
    modifiers: frozenset[str]
    event: str
    way: str
    days: tuple[tuple[date, date], ...]
    words: frozenset[str]
    against: frozenset[str]
    owner: str
    partial: bool
    moving: bool

    @property
    def value(self) -> float:
        """The number as told: the one end of an open figure, the middle of a range; a part in percent."""
        ends = [end for end in (self.figure.low, self.figure.high) if end is not None]
        return sum(ends) / len(ends) * (100 if self.figure.unit == "share" else 1) if ends else 0.0

    @property
    def is_range(self) -> bool:
        """True for a range or a vague multiple ("dozens")."""
        return None not in (self.figure.low, self.figure.high) and self.figure.low != self.figure.high


def read_counts(material: StoryMaterial) -> tuple[Count, ...]:
    """The counts of a story in order of article and place; figures outside any passage are left out."""
    finder = PassageFinder(material.passages)
    articles = {article.article_id: article for article in material.articles}
    origins = origins_by_passage(material)
    days = _days_by_passage(material.dates, finder)
    found: list[Count] = []
    for figure, before, after in _in_order(material.figures):
        passage = finder.find(figure.article_id, figure.start)
        article = articles.get(figure.article_id)
        if passage is None or article is None or (figure.low is None and figure.high is None):
            continue
        if _OF_A_POLL.search(article.text, max(passage.start, figure.start - _REACH), figure.start):
            continue
        origin = origins.get(passage.passage_id) or figure.article_id
        room = (max(passage.start, before), min(passage.end, after))
        count = _count(figure, article, passage, (origin, tuple(days[passage.passage_id]), room))
        if not _only_refers(count, article.text):
            found.append(count)
    return tuple(found)


def _only_refers(count: Count, text: str) -> bool:
    """True for "the two leaders" and "one of the sides", which count nothing anew; not for dead or hurt."""
    figure = count.figure
    words = text[figure.start : figure.end].lower()
    if count.kind != "count" or count.event or figure.hedge or words[:1].isdigit():
        return False
    return (
        words.startswith("one of ")
        or _KNOWN.search(text, max(0, figure.start - 14), figure.start) is not None
    )


def _in_order(figures: Iterable[Figure]) -> Iterable[tuple[Figure, int, int]]:
    """Each figure with where the one before it ends and the one after it starts, in its article."""
    ordered = sorted(figures, key=lambda f: (f.article_id, f.start, f.end, f.figure_id))
    for index, figure in enumerate(ordered):
        last = ordered[index - 1] if index else None
        following = ordered[index + 1] if index + 1 < len(ordered) else None
        before = last.end if last and last.article_id == figure.article_id else 0
        same = following is not None and following.article_id == figure.article_id
        yield figure, before, following.start if following is not None and same else figure.end + 10_000


def _count(
    figure: Figure,
    article: Article,
    passage: Passage,
    around: tuple[str, tuple[tuple[date, date], ...], tuple[int, int]],
) -> Count:
    """The count of one figure in its passage."""
    origin, days, room = around
    kind, name = _dimension(figure)
    if kind == "count" and f"-{name.split(' ')[0]}" in article.text[figure.start : figure.end]:
        kind = "size"  # a "two-run homer" is no two runs
    words = [singular(word.lower()) for word in _WORD.findall(_TAIL.split(name)[0])]
    head = _ALIKE.get(words[-1], words[-1]) if words else ""
    event = _event(article.text, figure, room)
    return Count(
        figure,
        passage.passage_id,
        origin,
        article.published,
        kind,
        head,
        frozenset(words[:-1]) - _EMPTY,
        event,
        way_of(figure),
        days,
        content_words(article.text[passage.start : passage.end]),
        _against(article.text[figure.end : passage.end]),
        _owner(article.text[passage.start : figure.start]),
        _is_partial(article.text, figure),
        _is_moving(article.text, figure, "point" if head == "point" else kind),
    )


_MOVES = re.compile(
    r"\b(?:rose|risen|rise|fell|fallen|fall|drop|gain|lost|lose|climb|slid|slip|jump|surg|plung|tumbl|trad|clos|"
    r"sank|sunk|sink|shed|edg|retreat|advanc|rall|soar|dip|up|down|higher|lower|at)\w*\b[\w.$ ]*$"
)
_MOVED = re.compile(r" (?:higher|lower|up|down)\b")
_SOON = 10  # characters after a stretch of time in which "to go" is looked for
_TO_GO = re.compile(r"[ ,](?:to go|until|before|left|away|remaining|from (?:now|today)|ago|since)\b")
_PART_BEFORE = re.compile(r"\b(?:another|other|additional|further|including|extra) $", re.IGNORECASE)
_PART_AFTER = re.compile(
    r" (?:of (?:whom|which|those|them|these)|others?|more)\b|"
    rf" of (?:the |its |their |his |her |all )?(?:\d|(?:{'|'.join([*SMALL, *TENS])})\b)|"
    r"[^,;.]{0,30}\b(?:at the scene|on the spot)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"[^.;]{0,60}\band (?:another|the other)\b"
)  # "one man in a mask and another in a hood"
_STILL = re.compile(r"[^.;]{0,60}\b(?:remain(?:s|ed)?|still)\b")
_OWNER = re.compile(r"\b(\w+)(?:['’]s|s['’]) $")
_THAN = re.compile(r"\W{0,2}(?:\w+er|less|more \w+)\b[^.;]*?\bthan\b([^.;]*)")


def _is_moving(text: str, figure: Figure, kind: str) -> bool:
    """True for what is another from day to day: "shares fell 6 percent", "two days to go", "40 remain"."""
    if kind in TIME_UNITS:
        return _TO_GO.search(text, figure.start, figure.end + _SOON) is not None
    if kind == "count":
        return _STILL.match(text, figure.end) is not None
    before = _MOVES.search(text, max(0, figure.start - 30), figure.start)
    return bool(before or _MOVED.match(text, figure.end))


def _is_partial(text: str, figure: Figure) -> bool:
    """True where a figure counts a part of what was counted before it, or comes on top of it."""
    words = text[figure.start : figure.end]
    before = _PART_BEFORE.search(text, max(0, figure.start - 14), figure.start)
    inside = re.search(
        r"\b(?:of (?:whom|those|them|these)|others?|another|more)\b(?! than)", words, re.IGNORECASE
    )
    one = figure.low == 1 and (words.lower().startswith("one of") or _ANOTHER.match(text, figure.end))
    return bool(before or inside or one or _PART_AFTER.match(text, figure.end))


def _against(after: str) -> frozenset[str]:
    """The words that say what a comparison right after a figure compares with; none without one.

    >>> sorted(_against(" bigger, and 30 percent brighter, than the average moon."))
    ['average', 'moon']
    """
    found = _THAN.match(after)
    return content_words(found[1]) if found is not None else frozenset()


def _owner(before: str) -> str:
    """The last word of the owner named right before a figure, in small letters; "" without one.

    >>> _owner("a vote in each of Ohio’s "), _owner("results in the state's "), _owner("the other ")
    ('ohio', 'state', '')
    """
    found = _OWNER.search(before)
    return found[1].lower() if found is not None else ""


def _dimension(figure: Figure) -> tuple[str, str]:
    """The dimension of a figure and the words of what it counts."""
    base = figure.unit.split(" per ")[0]
    if base in CURRENCIES or base in MEASURES or figure.unit in ("year of age", "score", "count"):
        return figure.unit, figure.counted
    if figure.unit == "share":
        return "percentage", figure.counted
    return "count", base


def content_words(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, singular and lower-case."""
    return frozenset(
        singular(word) for word in map(str.lower, _WORD.findall(text)) if len(word) > 2 and word not in _EMPTY
    )


def _event(text: str, figure: Figure, room: tuple[int, int]) -> str:
    """What befell the people a figure counts: by the words after it in its clause, else those before it."""
    after = text[figure.start : min(room[1], figure.end + _REACH)]
    counted = figure.end - figure.start
    cut = _CLAUSE_END.search(after, counted)
    behind = _EVENT.search(after[: cut.start() if cut else len(after)])
    if behind is not None and behind.lastgroup:
        return behind.lastgroup
    ahead = list(_EVENT.finditer(text[max(room[0], figure.start - _REACH) : figure.start]))
    return (ahead[-1].lastgroup or "") if ahead else ""


def way_of(figure: Figure) -> str:
    """Which way a figure's hedge points: more, less, about or ""."""
    if figure.high is None:
        return "more"
    if figure.low is None:
        return "less"
    return "about" if figure.hedge else ""


def _days_by_passage(dates: Iterable[Date], finder: PassageFinder) -> dict[str, list[tuple[date, date]]]:
    """The spans of days, a year at the most, named in each passage."""
    held: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in sorted(dates, key=lambda d: (d.article_id, d.start, d.date_id)):
        passage = finder.find(row.article_id, row.start)
        if passage is None or row.type not in ("DATE", "TIME") or row.value.endswith("_REF"):
            continue
        try:
            first, last = date.fromisoformat(row.earliest[:10]), date.fromisoformat(row.latest[:10])
        except ValueError:
            continue
        if (last - first).days <= 366:
            held[passage.passage_id].append((first, last))
    return held
