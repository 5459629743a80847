"""TEI exports hold to the schema of TEI P5, where a copy of it is at hand.

The TEI Consortium publishes it as `tei_all.rng`; the variable TEI_SCHEMA names the file.
"""

import dataclasses
import os
from pathlib import Path

import pytest
from lxml import etree

from tellings.archive import Archive
from tellings.exporting import Selection, export, select_archive, select_story
from tellings.exporting.selecting import rows_of
from tellings.findings.material import StoryMaterial
from tests.hostile import build_hostile

SCHEMA = os.environ.get("TEI_SCHEMA", "")


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    if not SCHEMA:
        pytest.skip("TEI_SCHEMA names no copy of TEI's tei_all.rng")
    return etree.RelaxNG(etree.parse(SCHEMA))


def faults(schema: etree.RelaxNG, path: Path) -> list[str]:
    schema.validate(etree.parse(path))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def selection_of(*materials: StoryMaterial) -> Selection:
    return Selection(
        lambda table: [row for material in materials for row in rows_of(material)[table]],
        lambda: iter(materials),
    )


@pytest.mark.parametrize("pile", ["example_archive", "seeds_archive"])
def test_an_archive_and_its_story_are_valid(
    pile: str, schema: etree.RelaxNG, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with Archive(request.getfixturevalue(pile)) as archive:
        (whole,) = export(select_archive(archive), "tei", tmp_path / "whole.xml")
        (story,) = export(select_story(archive.story()), "tei", tmp_path / "story.xml")
    assert faults(schema, whole) == faults(schema, story) == []


def test_a_hostile_story_and_no_story_are_valid(schema: etree.RelaxNG, tmp_path: Path) -> None:
    hostile = build_hostile()
    bare = dataclasses.replace(hostile, articles=(), tellings=(), passages=(), attestations=(), statements=())
    for number, materials in enumerate([(hostile,), (hostile, bare), (bare,), ()]):
        (path,) = export(selection_of(*materials), "tei", tmp_path / f"{number}.xml")
        assert faults(schema, path) == []


def test_what_is_no_tei_is_not_valid(schema: etree.RelaxNG, tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p/></body></text></TEI>')
    assert faults(schema, path)
