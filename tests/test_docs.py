"""The pages say what is there: links lead somewhere, every command and table is described."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from typer.main import get_command

import tellings
from tellings.cli import app
from tellings.models import TABLES

ROOT = Path(__file__).parents[1]
MODULES = sorted(module.name for module in pkgutil.walk_packages(tellings.__path__, "tellings."))
EXTRA = "tellings.engines.daft"  # can be imported with the extra `cluster` only
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_links_between_pages_lead_somewhere() -> None:
    """Each relative link and picture is a file of the repo."""
    broken = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_command_explains_itself() -> None:
    """The help of each command is a sentence, and so is that of each of its options."""
    command = get_command(app)
    for name, sub in command.commands.items():  # type: ignore[attr-defined]
        assert (sub.help or "").strip().endswith("."), name
        for parameter in sub.params:
            if parameter.name != "help":
                assert getattr(parameter, "help", ""), f"{name} {parameter.name}"


def test_every_command_is_on_its_page() -> None:
    """docs/commands.md names each command."""
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    missing = [name for name in get_command(app).commands if f"`tellings {name}" not in page]  # type: ignore[attr-defined]
    assert missing == []


def test_every_table_is_on_its_page() -> None:
    """docs/tables.md names each table of the design."""
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    assert [table for table in TABLES if table not in page] == []


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    """Each example gives what it says."""
    if name == EXTRA:
        pytest.importorskip("daft")
    assert doctest.testmod(importlib.import_module(name)).failed == 0
