"""The harbour example as rows, put together from its truth and simple rules, without the pipeline.

Faces are tested on it, so that they need neither models nor time. Sentences are told apart by a
regex and matched by shared words; lineage, quotations and figures come from truth.json.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

from tellings.findings.material import StoryMaterial
from tellings.models import (
    Alteration,
    Article,
    Attestation,
    Attribution,
    Clue,
    Credit,
    Date,
    Derivation,
    Entity,
    Figure,
    LedgerEntry,
    LedgerFigure,
    Name,
    Origin,
    Passage,
    Statement,
    Utterance,
    content_id,
)
from tellings.naming import draft_story

HARBOUR = Path(__file__).parents[1] / "src" / "tellings" / "examples" / "harbour"
STORY = "harbourstrike000"
WIRE = "lostcopy00000000"
RADIO = "radioskagen00000"
EARLIER = {"kelsund-courier.txt": "2025-03-12"}  # here a day before the others, so that one is first
_SENTENCE = re.compile(r"\S(?:.(?!(?<=[.?!”\"])\s+[“\"A-Z]))*.?", re.DOTALL)


def truth() -> dict:
    return json.loads((HARBOUR / "truth.json").read_text("utf-8"))


def records() -> Iterator[tuple[str, dict]]:
    """Each article's source with its text and fields."""
    for path in sorted((HARBOUR / "articles").glob("*.txt")):
        yield path.name, {"text": path.read_text("utf-8")}
    for path in sorted((HARBOUR / "articles").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            found = json.loads(line)
            text = found.get("text") or found["body"]
            yield f"{path.name}#{found.get('id') or found['guid']}", {**found, "text": text}


def articles() -> dict[str, Article]:
    """The story's articles by source."""
    facts, made = truth()["articles"], {}
    for source, found in records():
        if source not in facts:
            continue
        fact = facts[source]
        made[source] = Article(
            article_id=content_id("article", source),
            source=source,
            url=found.get("url")
            or found.get("link")
            or next(iter(re.findall(r"https?://\S+", found["text"])), ""),
            outlet=fact.get("outlet") or source.split(".")[0].replace("-", " ").title(),
            headline=fact.get("headline", ""),
            byline=fact.get("byline", ""),
            dateline=fact.get("dateline", ""),
            published=EARLIER.get(source, fact.get("published", "")),
            published_from="header" if fact.get("published") else "",
            language="en",
            text=found["text"],
        )
    return made


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences; a line break always ends one."""
    offset = 0
    for line in text.splitlines(keepends=True):
        for match in _SENTENCE.finditer(line):
            if match.group().strip():
                yield offset + match.start(), offset + match.start() + len(match.group().rstrip())
        offset += len(line)


def passages(article: Article, furniture: list[str], credits: list[str]) -> list[Passage]:
    """Passages with their kinds; glued furniture is cut out of the sentence round it."""
    cuts = [(article.text.find(words), article.text.find(words) + len(words)) for words in furniture]
    made = []
    for start, end in sentences(article.text):
        pieces, at = [], start
        for cut_start, cut_end in sorted(cuts):
            if start <= cut_start < end:
                pieces += [(at, cut_start, ""), (cut_start, min(cut_end, end), "furniture")]
                at = min(cut_end, end)
        pieces.append((at, end, ""))
        for low, high, kind in pieces:
            words = article.text[low:high].strip()
            if not words:
                continue
            first = low + len(article.text[low:high]) - len(article.text[low:high].lstrip())
            last = first + len(words)
            inside = any(a <= first and last <= b for a, b in cuts)
            found = kind or ("furniture" if inside else _kind(words, article, credits))
            made.append(
                Passage(content_id(article.article_id, str(first)), article.article_id, first, last, found)
            )
    return made


def _kind(words: str, article: Article, credits: list[str]) -> str:
    if any(words in credit or (credit in words and len(credit) > 20) for credit in credits):
        return "credit"
    if words == article.headline or (article.headline and words.startswith(article.headline)):
        return "headline"
    if re.fullmatch(r"\d{8}|https?://\S+|By .{0,60}|Published .*|.* \| .*|Corwin P\. Mallory", words):
        return "furniture"
    return "quotation" if re.search(r"[\"“”]", words) else "narration"


@cache
def build() -> StoryMaterial:
    """All rows of the story."""
    facts, by_source = truth(), articles()
    source_of = {article.article_id: source for source, article in by_source.items()}
    story, tellings = draft_story(STORY, list(by_source.values()))
    held: list[Passage] = []
    credits: list[Credit] = []
    for source, article in by_source.items():
        fact = facts["articles"][source]
        for credit in fact.get("credits", []):
            at = article.text.find(credit["text"])
            credits.append(
                Credit(
                    article.article_id, at, at + len(credit["text"]), credit["kind"], credit.get("name", "")
                )
            )
        held += passages(article, fact.get("furniture", []), [c["text"] for c in fact.get("credits", [])])
    text = {p.passage_id: by_source[source_of[p.article_id]].text[p.start : p.end] for p in held}
    groups = _groups(held, text, source_of)
    statements, attestations = _state(groups, held, text, source_of)
    origins = (
        Origin(WIRE, STORY, "lost copy", "Northern Press Agency"),
        Origin(RADIO, STORY, "cited source", "Radio Skagen"),
        *(
            Origin(article.article_id, STORY, "article", article.outlet)
            for source, article in by_source.items()
            if any(o.get("article") == source and o["kind"] == "article" for o in facts["lineage"]["origins"])
        ),
    )
    derivations = _derive(by_source)
    clues = _clue(derivations, held, attestations, text)
    attributions, utterances, alterations = _quote(by_source)
    figures, ledger, ledger_figures = _count(by_source, attestations, held)
    names, entities = _name(by_source)
    return StoryMaterial(
        story=type(story)(
            STORY,
            story.headline,
            story.first_published,
            story.last_published,
            len(tellings),
            len(origins) - 1,
        ),
        articles=tuple(by_source.values()),
        tellings=tellings,
        credits=tuple(credits),
        passages=tuple(held),
        statements=tuple(statements),
        attestations=tuple(attestations),
        derivations=tuple(derivations),
        clues=tuple(clues),
        origins=origins,
        attributions=tuple(attributions),
        utterances=tuple(utterances),
        alterations=tuple(alterations),
        figures=tuple(figures),
        ledger=tuple(ledger),
        ledger_figures=tuple(ledger_figures),
        dates=tuple(_date(by_source)),
        names=tuple(names),
        entities=tuple(entities),
    )


def _groups(held: list[Passage], text: dict[str, str], source_of: dict[str, str]) -> list[list[Passage]]:
    """Passages that say the same: each joins the group whose first passage shares most words with it."""
    groups: list[list[Passage]] = []
    order = {"torr-post.txt": 0, "aldersby-gazette.txt": 1}
    told = [p for p in held if p.kind in ("narration", "quotation")]
    for passage in sorted(told, key=lambda p: (order.get(source_of[p.article_id], 2), p.article_id, p.start)):
        scored = [
            (fuzz.token_set_ratio(text[passage.passage_id], text[g[0].passage_id]), -n)
            for n, g in enumerate(groups)
        ]
        best, index = max(scored, default=(0, 0))
        same = best >= 66 and all(p.article_id != passage.article_id for p in groups[-index])
        groups[-index].append(passage) if same else groups.append([passage])
    return groups


def _origin(passage: Passage, group: list[Passage], text: dict[str, str], source_of: dict[str, str]) -> str:
    source = source_of[passage.article_id]
    wired = set(truth()["lineage"]["families"][0]) - {"aldersby-gazette.txt", "inland-reader.txt"}
    if "Radio Skagen" in text[passage.passage_id] or "had told everybody" in text[passage.passage_id]:
        return RADIO
    if source in wired or (
        source in truth()["lineage"]["families"][0] and any(source_of[p.article_id] in wired for p in group)
    ):
        return WIRE
    owner = (
        articles()["aldersby-gazette.txt"].article_id if source == "inland-reader.txt" else passage.article_id
    )
    return owner


def _state(groups, held, text, source_of) -> tuple[list[Statement], list[Attestation]]:
    statements, attestations = [], []
    for group in groups:
        key = content_id("statement", *(p.passage_id for p in group))
        found = {p.passage_id: _origin(p, group, text, source_of) for p in group}
        count = len(set(found.values()))
        high = count + (1 if count > 1 else 0)
        reading = text[group[0].passage_id]
        statements.append(Statement(key, STORY, reading, len(group), 1, count, high))
        for passage in group:
            score = fuzz.ratio(reading, text[passage.passage_id])
            relation = "same" if score > 95 else "edited" if score > 80 else "reworded"
            attestations.append(
                Attestation(key, passage.passage_id, passage.article_id, found[passage.passage_id], relation)
            )
    return statements, attestations


def _derive(by_source: dict[str, Article]) -> list[Derivation]:
    facts, made = truth()["lineage"], []
    shares = {"aldersby-gazette.txt": 0.48, "feed.jsonl#tide-0313-07": 0.97, "inland-reader.txt": 0.98}
    for source, parents in sorted(facts["parents"].items()):
        for parent in parents:
            key = WIRE if parent == "wire" else by_source[parent].article_id
            kind = facts["kinds"][source][0]
            sure = 0.81 if kind == "condensed" else 0.97
            made.append(
                Derivation(
                    STORY,
                    by_source[source].article_id,
                    key,
                    kind,
                    shares.get(source, 0.99),
                    sure,
                    sure - 0.08,
                )
            )
    return made


def _clue(derivations, held, attestations, text) -> list[Clue]:
    by_statement = defaultdict(list)
    place = {p.passage_id: p for p in held}
    for row in attestations:
        by_statement[row.statement_id].append(row)
    made = []
    for derivation in derivations:
        for rows in by_statement.values():
            mine = [r for r in rows if r.article_id == derivation.child_id]
            other = [r for r in rows if r.article_id == derivation.parent_id] or [
                r
                for r in rows
                if r.article_id != derivation.child_id and r.origin_id == WIRE == derivation.parent_id
            ]
            if not mine or not other or len(text[mine[0].passage_id]) < 60:
                continue
            a, b = place[mine[0].passage_id], place[other[0].passage_id]
            kind = {"same": "shared run", "edited": "shared run", "reworded": "same order"}[mine[0].relation]
            lost = derivation.parent_id == WIRE
            note = (
                f"{len(text[a.passage_id].split())} words in a row"
                if kind == "shared run"
                else "names and numbers in the same order"
            )
            parent = (0, 0) if lost else (b.start, b.end)
            made.append(
                Clue(
                    STORY,
                    derivation.child_id,
                    derivation.parent_id,
                    kind,
                    1.4 + len(text[a.passage_id]) / 200,
                    a.start,
                    a.end,
                    *parent,
                    note,
                )
            )
        made.append(
            Clue(
                STORY,
                derivation.child_id,
                derivation.parent_id,
                "published later",
                0.2,
                0,
                0,
                0,
                0,
                "published a day later",
            )
        )
    return made


def _quote(by_source: dict[str, Article]):
    attributions, utterances, alterations = [], [], []
    for fact in truth()["utterances"]:
        key = content_id("utterance", fact["speaker"])
        made = {}
        for source, words in fact["tellings"].items():
            article = by_source[source]
            start = article.text.find(words)
            marked = article.text[start - 1 : start] in '"“'
            made[source] = Attribution(
                content_id("attribution", article.article_id, str(start)),
                article.article_id,
                "direct" if marked else "indirect",
                ((start, start + len(words)),),
                (),
                (),
                fact["speaker"],
            )
        first = made["torr-post.txt"]
        reading = fact["tellings"]["torr-post.txt"]
        origins = 2 if "kelsund-courier.txt" in made else 1
        utterances.append(Utterance(key, STORY, fact["speaker"], reading, len(made), origins))
        attributions += made.values()
        for change in fact["alterations"]:
            after = made[change["telling"]]
            before, new = change.get("before", ""), change.get("after", "")
            if change["kind"] == "hedge dropped":
                before, new = "I think we may be", "We are"
            a = first.content[0][0] + max(reading.find(before), 0)
            b = after.content[0][0] + max(fact["tellings"][change["telling"]].find(new), 0)
            alterations.append(
                Alteration(
                    key,
                    first.attribution_id,
                    after.attribution_id,
                    change["kind"],
                    before,
                    new,
                    a,
                    a + len(before),
                    b,
                    b + len(new),
                    change.get("material", False),
                )
            )
    return attributions, utterances, alterations


_NUMBER = {"three": 3, "eleven": 11, "23": 23, "26": 26, "11": 11, "17": 17, "13": 13}


def _count(by_source, attestations, held):
    origin_of = {a.passage_id: a.origin_id for a in attestations}
    figures, ledger, links = [], [], []
    for fact in truth()["figures"]:
        entry = content_id("entry", fact["counted"])
        unit = "crowns" if "crowns" in fact["counted"] else ""
        ledger.append(LedgerEntry(entry, STORY, fact["counted"], unit, fact["verdict"]))
        for source, words in fact["tellings"].items():
            article = by_source[source]
            start = article.text.find(words)
            low, high = _bounds(words)
            figure = Figure(
                content_id("figure", entry, article.article_id),
                article.article_id,
                start,
                start + len(words),
                low,
                high,
                unit,
                fact["counted"],
                "at least" if "least" in words else "estimated" if "estimated" in words else "",
            )
            inside = [p for p in held if p.article_id == article.article_id and p.start <= start < p.end]
            figures.append(figure)
            links.append(LedgerFigure(entry, figure.figure_id, origin_of.get(inside[0].passage_id, "")))
    return figures, ledger, links


def _bounds(words: str) -> tuple[float, float | None]:
    if "million" in words:
        return (3e6, 5e6) if "between" in words else (4.2e6, 4.2e6)
    found = [value for name, value in _NUMBER.items() if re.search(rf"\b{name}\b", words, re.IGNORECASE)]
    return float(found[0]), None if "least" in words or "less" in words else float(found[0])


def _date(by_source) -> Iterator[Date]:
    known = {
        "last Friday": "2025-03-07",
        "6 March": "2025-03-06",
        "on Wednesday": "2025-03-12",
        "on Thursday": "2025-03-13",
        "in October": "2024-10",
    }
    for article in by_source.values():
        for words, value in known.items():
            at = article.text.find(words)
            if at >= 0:
                end = value + "-31" if len(value) == 7 else value
                start = value + "-01" if len(value) == 7 else value
                yield Date(
                    content_id("date", article.article_id, words),
                    article.article_id,
                    at,
                    at + len(words),
                    "DATE",
                    value,
                    start,
                    end,
                )


def _name(by_source):
    known = {
        "Ilse Brandvold": "PERSON",
        "Marta Ellingsund": "PERSON",
        "Piers Vandermeer": "PERSON",
        "Kelsund": "PLACE",
        "Tomas Rekk": "PERSON",
        "Jonas Vik": "PERSON",
    }
    names, entities = [], []
    for name, kind in known.items():
        entity = content_id("entity", name)
        last = name.split()[-1]
        entities.append(Entity(entity, STORY, name, kind, (last,) if last != name else ()))
        for article in by_source.values():
            for match in re.finditer(rf"\b{last}\b", article.text):
                names.append(
                    Name(
                        content_id(entity, article.article_id, str(match.start())),
                        article.article_id,
                        match.start(),
                        match.end(),
                        kind,
                        entity,
                    )
                )
    return names, entities
