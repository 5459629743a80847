"""What the command prints of a story's findings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from tellings.archive import Archive, StoryView
from tellings.archive.assertions import Assertion
from tellings.collation.edits import find_edits
from tellings.errors import CannotWrite
from tellings.findings.disagreements_values import Disagreement
from tellings.findings.material import StoryMaterial
from tellings.findings.names_readings import Reading
from tellings.findings.timeline import Happening
from tellings.findings.utterances import find_tellings
from tellings.models import Alteration, Article, Passage, Utterance
from tellings.printing import show, show_columns, show_json
from tellings.report.words import count as say_count
from tellings.settings import UtteranceSettings


def show_comparison(view: StoryView, first: str, second: str, *, as_json: bool) -> None:
    """Two tellings passage by passage: [-only in the first-] {+only in the second+}."""
    one, other = view.article_id(first), view.article_id(second)
    pairs = list(_pair_passages(view.material, one, other))
    if as_json:
        show_json([{"first": asdict(a) if a else None, "second": asdict(b) if b else None} for a, b in pairs])
        return
    texts = {article.article_id: article.text for article in view.articles}
    show(
        "  = the same words   ~ changed: [-first-] {+second+}   < only in the first   > only in the second\n"
    )
    for a, b in pairs:
        before = texts[one][a.start : a.end] if a else ""
        after = texts[other][b.start : b.end] if b else ""
        if a and b:
            marked = mark_edits(before, after)
            show(f"{'=' if marked == ' '.join(after.split()) else '~'} {marked}")
        else:
            show(f"{'<' if a else '>'} {' '.join((before or after).split())}")


def mark_edits(before: str, after: str) -> str:
    """The second text with what differs from the first marked, on one line.

    >>> mark_edits("They may strike today.", "They will strike.")
    'They [-may-]{+will+} strike[- today-].'
    """
    parts, place = [], 0
    for edit in find_edits(before, after):
        parts.append(after[place : edit.after_start])
        cut = before[edit.before_start : edit.before_end]
        added = after[edit.after_start : edit.after_end]
        if edit.kind == "equal":
            parts.append(added)
        else:
            gap = " " if edit.kind == "cut" and edit.before_start else ""
            parts.append((f"[-{gap}{cut}-]" if cut else "") + (f"{{+{added}+}}" if added else ""))
        place = max(place, edit.after_end)
    return " ".join("".join([*parts, after[place:]]).split())


def _pair_passages(
    material: StoryMaterial, one: str, other: str
) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Passages that carry one statement, in the order of the first; then the rest of the second."""
    statement = {row.passage_id: row.statement_id for row in material.attestations}
    theirs: dict[str, list[Passage]] = defaultdict(list)
    ordered = sorted(
        (p for p in material.passages if p.kind not in ("furniture", "credit")), key=lambda p: p.start
    )
    for passage in ordered:
        if passage.article_id == other and passage.passage_id in statement:
            theirs[statement[passage.passage_id]].append(passage)
    used: set[str] = set()
    for passage in ordered:
        if passage.article_id == one:
            twins = theirs.get(statement.get(passage.passage_id, ""), [])
            twin = next((t for t in twins if t.passage_id not in used), None)
            used |= {twin.passage_id} if twin else set()
            yield passage, twin
    for passage in ordered:
        if passage.article_id == other and passage.passage_id not in used:
            yield None, passage


def show_quotes(view: StoryView, picked: Sequence[Utterance], *, as_json: bool) -> None:
    """Each utterance once, with its tellings' alterations under it."""
    material = view.material
    by_utterance: dict[str, list[Alteration]] = defaultdict(list)
    for row in material.alterations:
        by_utterance[row.utterance_id].append(row)
    sigla = _sigla_of_attributions(material)
    tellings = {
        key: sorted({sigla[said.attribution.attribution_id] for said in group}, key=lambda s: (len(s), s))
        for key, group in find_tellings(material, UtteranceSettings()).items()
    }
    if as_json:
        show_json(
            [
                {
                    **asdict(u),
                    "tellings": tellings.get(u.utterance_id, []),
                    "alterations": [asdict(a) for a in by_utterance[u.utterance_id]],
                }
                for u in picked
            ]
        )
        return
    for utterance in picked:
        count = f"{say_count(utterance.articles, 'telling')}, {say_count(utterance.origins, 'origin')}"
        count = "; ".join(filter(None, [count, ", ".join(tellings.get(utterance.utterance_id, ()))]))
        show(f"\n{utterance.speaker or 'Somebody unnamed'} ({count})")
        show(f"  “{' '.join(utterance.reading.split())}”")
        for row in by_utterance[utterance.utterance_id]:
            change = f"“{row.before}” → “{row.after}”" if row.before or row.after else ""
            moved = "  MEANING MOVED" if row.material else ""
            step = f"{sigla.get(row.before_id, '?')} → {sigla.get(row.after_id, '?')}"
            show(f"    {step}: {row.kind} {change}{moved}")
    if not picked:
        show("No such quotation.")


def _sigla_of_attributions(material: StoryMaterial) -> dict[str, str]:
    sigla = {telling.article_id: telling.siglum for telling in material.tellings}
    return {row.attribution_id: sigla[row.article_id] for row in material.attributions}


def show_disagreements(view: StoryView, found: Sequence[Disagreement], *, as_json: bool) -> None:
    """What the tellings have differently, most serious first."""
    if as_json:
        show_json([asdict(row) for row in found])
        return
    sigla = {telling.article_id: telling.siglum for telling in view.tellings}
    for row in found:
        where = "between origins" if row.between == "origins" else "entered in copying"
        show(f"\n{row.kind}, {where}: {' '.join(row.about.split())}")
        for value in row.values:
            who = sorted(
                {sigla.get(place.article_id, "?") for place in value.places}, key=lambda s: (len(s), s)
            )
            show(f"  {' '.join(value.reading.split())}  [{' '.join(who)}]")
        for step in row.steps:
            source = sigla.get(step.parent_id, "a lost copy")
            show(f"  came in between {source} and {sigla.get(step.child_id, 'a lost copy')}")
    if not found:
        show("The tellings disagree on nothing that could be found.")


def show_ledger(view: StoryView, *, as_json: bool) -> None:
    """The figures side by side, with a verdict on each entry; those that disagree first."""
    material = view.material
    if as_json:
        show_json(
            {"ledger": [asdict(r) for r in material.ledger], "figures": [asdict(r) for r in material.figures]}
        )
        return
    sigla = {telling.article_id: telling.siglum for telling in material.tellings}
    texts = {article.article_id: article.text for article in material.articles}
    figures = {row.figure_id: row for row in material.figures}
    held: dict[str, list[str]] = defaultdict(list)
    for row in material.ledger_figures:
        figure = figures[row.figure_id]
        said = " ".join(texts[figure.article_id][figure.start : figure.end].split())
        held[row.entry_id].append(f"{sigla[figure.article_id]}: {said}")
    order = ("conflict", "updated", "different scope", "hedge differs", "rounded", "agree")
    for entry in sorted(material.ledger, key=lambda e: (order.index(e.verdict), e.counted, e.entry_id)):
        show(f"\n{entry.counted or entry.unit} – {entry.verdict}")
        for line in sorted(held[entry.entry_id], key=lambda text: (len(text.split(":")[0]), text)):
            show(f"  {line}")
    if not material.ledger:
        show("No figure is told more than once.")


def show_timeline(view: StoryView, happenings: Sequence[Happening], *, as_json: bool) -> None:
    """One line for each dated happening, earliest first."""
    if as_json:
        show_json([asdict(row) for row in happenings])
        return
    sigla = {telling.article_id: telling.siglum for telling in view.tellings}
    rows = []
    for row in happenings:
        when = row.earliest if row.earliest == row.latest else f"{row.earliest} – {row.latest}"
        who = sorted((sigla.get(key, "?") for key in row.articles), key=lambda s: (len(s), s))
        rows.append((when, "planned" if row.planned else "", f"[{' '.join(who)}]", row.reading))
    show_columns(rows)
    if not rows:
        show("No statement of this story carries a date.")


def show_names(view: StoryView, spellings: Sequence[Reading], *, as_json: bool) -> None:
    """Each person, organisation and place with all its spellings, those most often named first.

    A garbled spelling is told as such, with the step of the family tree by which it came in.
    """
    material = view.material
    garbled = {(row.entity_id, row.text): row for row in spellings if row.kind == "garbled"}
    if as_json:
        told = [asdict(row) for _, row in sorted(garbled.items())]
        show_json(
            [
                {**asdict(row), "garbled": [one for one in told if one["entity_id"] == row.entity_id]}
                for row in material.entities
            ]
        )
        return
    sigla = {telling.article_id: telling.siglum for telling in view.tellings}
    uses: dict[str, int] = defaultdict(int)
    for name in material.names:
        uses[name.entity_id] += 1
    rows = []
    for entity in sorted(material.entities, key=lambda e: (-uses[e.entity_id], e.name, e.entity_id)):
        others = " · ".join(
            f"{alias} ({_tell_garbled(garbled[entity.entity_id, alias], sigla)})"
            if (entity.entity_id, alias) in garbled
            else alias
            for alias in entity.aliases
            if alias != entity.name
        )
        rows.append((str(uses[entity.entity_id]), entity.kind, entity.name, others))
    show_columns(rows)


def _tell_garbled(reading: Reading, sigla: Mapping[str, str]) -> str:
    """What a spelling garbles and where it came in: "garbled, A → C", or the tellings that have it."""
    steps = [f"{sigla.get(step.parent_id, '*')} → {sigla.get(step.child_id, '?')}" for step in reading.steps]
    where = steps or sorted({sigla.get(place.article_id, "?") for place in reading.places})
    return f"garbled, {', '.join(where)}"


def show_lost(texts: Sequence[tuple[str, str]], to: Path | None) -> None:
    """The rebuilt text of each lost copy under its name, printed or written to a file."""
    whole = "\n\n".join(f"{name}\n\n{text}" for name, text in texts)
    if not texts:
        show("No lost copy stands behind this story.")
    elif to is None:
        show(whole)
    else:
        try:
            to.write_text(whole + "\n", "utf-8")
        except OSError as error:
            raise CannotWrite(f"{to} can't be written: {error.strerror}. Choose another.") from error
        show_written([to])


def show_written(paths: Sequence[Path]) -> None:
    """The paths of what was written."""
    for path in paths:
        show(f"Written: {path}")


def show_articles(archive: Archive, articles: Sequence[Article], *, as_json: bool) -> None:
    """A line for each article, with the story that it tells."""
    if as_json:
        show_json([{**asdict(row), "text": row.text[:300]} for row in articles])
        return
    home = archive.story_ids()
    rows = [
        (home.get(row.article_id, ""), row.published[:10], row.outlet, row.headline or row.text[:80])
        for row in articles
    ]
    show_columns(rows)
    if not rows:
        show("No article holds all these words.")


def show_assertions(rows: Sequence[Assertion], *, as_json: bool = False) -> None:
    """A line for each correction."""
    if as_json:
        show_json([asdict(row) for row in rows])
        return
    show_columns([(a.assertion_id, a.kind, a.subject_id, a.object_id or "-", a.made, a.author) for a in rows])
    if not rows:
        show("Nobody has corrected anything.")


def show_faults(faults: Sequence[str]) -> bool:
    """The faults, or that there are none; True for none."""
    for line in faults:
        show(f"! {line}")
    if not faults:
        show("The archive is whole: pages, foreign keys, texts and spans.")
    return not faults
