"""Run the scorers, print the table, hold the floors, write docs/accuracy.md."""

import importlib
import json
import os
import pkgutil
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path

import quality

HERE = Path(__file__).parent
ROOT = HERE.parent
DATA = Path(os.environ.get("TELLINGS_DATA", ROOT.parent / "shared" / "data"))
FLOORS = HERE / "floors.toml"
SCORES = HERE / "scores.json"


def corpora() -> list[str]:
    """The names of all scorers, sorted."""
    names = [module.name for module in pkgutil.iter_modules(quality.__path__)]
    return sorted(name for name in names if hasattr(importlib.import_module(f"quality.{name}"), "score"))


def run(names: Iterable[str], *, lower_floors: bool = False) -> int:
    """Score `names`, print, write the scores and the page; the number of floors broken."""
    floors = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    scores = json.loads(SCORES.read_text("utf-8")) if SCORES.exists() else {}
    broken = 0
    for name in names:
        module = importlib.import_module(f"quality.{name}")
        start = time.perf_counter()
        try:
            found = module.score(DATA)
        except FileNotFoundError as error:
            print(f"{name}: skipped, {error}")
            continue
        print(f"{name} ({time.perf_counter() - start:.0f} s): {module.TITLE}")
        scores[name] = {measure: round(value, 4) for measure, value in sorted(found.items())}
        for measure, value in sorted(found.items()):
            broken += _print_measure(measure, value, module.ASKED, floors.get(name, {}))
        _raise_floors(floors.setdefault(name, {}), found, lower=lower_floors)
    SCORES.write_text(json.dumps(scores, indent=1, sort_keys=True) + "\n", "utf-8")
    if lower_floors or not broken:
        FLOORS.write_text(_toml(floors), "utf-8")
    (ROOT / "docs" / "accuracy.md").write_text(page(scores, floors), "utf-8")
    return broken


def _print_measure(measure: str, value: float, asked: dict[str, float], floors: dict[str, float]) -> int:
    floor = floors.get(measure)
    low = floor is not None and value < floor
    wish = f"  asked {asked[measure]:g}" if measure in asked else ""
    print(f"  {measure:<44} {value:8.4f}{wish}" + (f"  BELOW THE FLOOR {floor:g}" if low else ""))
    return int(low)


def _raise_floors(floors: dict[str, float], found: dict[str, float], *, lower: bool) -> None:
    """Pin each measure whose name doesn't start with "_" a hair below what was found."""
    for measure, value in found.items():
        if measure.startswith("_"):
            continue
        pinned = round(value - 0.005, 3)
        floors[measure] = pinned if lower else max(pinned, floors.get(measure, pinned))


def _toml(floors: dict[str, dict[str, float]]) -> str:
    """The floors as TOML, sorted, quoted keys."""
    lines = ["# Pinned by `make quality`. Floors only rise; `--lower-floors` is the named way down."]
    for name, measures in sorted(floors.items()):
        lines += ["", f"[{name}]"] + [f'"{measure}" = {value}' for measure, value in sorted(measures.items())]
    return "\n".join(lines) + "\n"


def page(scores: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> str:
    """docs/accuracy.md: every score that a command printed, then the notes of what was read by hand."""
    out = ["# How good the answers are", "", "Written by `make quality`; not by hand.", ""]
    for name in sorted(scores):
        module = importlib.import_module(f"quality.{name}")
        out += [
            f"## {name}",
            "",
            module.TITLE,
            "",
            "| measure | score | asked | floor |",
            "|---|---|---|---|",
        ]
        for measure, value in scores[name].items():
            wish = module.ASKED.get(measure)
            floor = floors.get(name, {}).get(measure)
            cells = [measure.lstrip("_"), f"{value:.3f}", f"{wish:g}" if wish is not None else ""]
            out.append("| " + " | ".join([*cells, f"{floor:g}" if floor is not None else ""]) + " |")
        note = HERE / "notes" / f"{name}.md"
        out += ["", note.read_text("utf-8").strip(), ""] if note.exists() else [""]
    return "\n".join(out)
