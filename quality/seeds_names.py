"""The five seed articles: names under all their spellings, garbled ones traced, no false disagreement."""

from pathlib import Path

from quality.families_names import work_out
from tellings.findings.disagreements import Disagreement, find_disagreements
from tellings.findings.gazetteer import Gazetteer, load_gazetteer
from tellings.findings.material import StoryMaterial
from tellings.findings.names_readings import Reading, read_names
from tellings.findings.timeline import draw_timeline
from tellings.reading import Reading as Article
from tellings.reading import read_source
from tellings.settings import Settings

TITLE = "The five seed articles: names, the time that was made exact, disagreements, timeline"
ASKED = {"names joined": 1.0, "garbled names found": 1.0, "garbled names traced": 1.0, "time made exact": 1.0}
JOINED = (
    ("Kyiv", "Kiev"), ("Sergey Lavrov", "Sergei Lavrov", "Lavrov"), ("Antony Blinken", "Blinken"),
    ("United States", "US", "U.S.", "American", "Washington"), ("Russia", "Russian", "Moscow", "Kremlin"),
    ("Sauli Niinistö", "Sauli Niinister"), ("Ministry of Truth", "Minister of Truth"),
    ("Suzan Fraser", "Suzanne Fraser"),
)  # fmt: skip
GARBLED = {"Sauli Niinister": "002", "Minister of Truth": "002", "Suzanne Fraser": "002"}  # reading, file
SHIFT = ("earlier this week", "Wednesday")


def score(data: Path) -> dict[str, float]:
    """The parts of what is true of the seeds that are found, and how much is found besides."""
    folder = data.parent / "seeds"
    if not folder.exists():
        raise FileNotFoundError(f"{folder} isn't here")
    settings, gazetteer = Settings(), load_gazetteer()
    sources = sorted(str(path) for path in folder.glob("*.txt"))
    readings = [r for s in sources for r in read_source(s, settings.reading) if isinstance(r, Article)]
    material = work_out(tuple(readings), settings)
    found = find_disagreements(material, gazetteer, settings.names)
    happenings = draw_timeline(material, settings.timeline)
    return _names(material, gazetteer, settings) | {
        "time made exact": float(any(_is_shift(d) for d in found)),
        "_disagreements that are false": float(sum(not _is_true(d) for d in found)),
        "_happenings": float(len(happenings)),
        "timeline in order": float(list(happenings) == sorted(happenings, key=lambda h: h.earliest)),
    }


def _names(material: StoryMaterial, gazetteer: Gazetteer, settings: Settings) -> dict[str, float]:
    forms = [{e.name, *e.aliases} for e in material.entities]
    joined = sum(any(set(group) <= held for held in forms) for group in JOINED)
    readings = {r.text: r for r in read_names(material, gazetteer, settings.names) if r.kind == "garbled"}
    sources = {a.article_id: Path(a.source).name for a in material.articles}
    traced = sum(_came_in(readings.get(text), file, sources) for text, file in GARBLED.items())
    return {
        "names joined": joined / len(JOINED),
        "garbled names found": len(GARBLED.keys() & readings.keys()) / len(GARBLED),
        "garbled names traced": traced / len(GARBLED),
        "_names held garbled that are not": float(len(readings.keys() - GARBLED.keys())),
    }


def _came_in(reading: Reading | None, file: str, sources: dict[str, str]) -> bool:
    """Whether the reading came in by one step, into this file."""
    if reading is None:
        return False
    return [sources.get(step.child_id, "")[:3] for step in reading.steps] == [file]


def _is_shift(found: Disagreement) -> bool:
    return found.kind == "date" and {value.reading for value in found.values} == set(SHIFT)


def _is_true(found: Disagreement) -> bool:
    """The shift and the garbled names are all that the five tellings have differently in these kinds."""
    return _is_shift(found) or any(value.reading in GARBLED for value in found.values)
