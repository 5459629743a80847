"""The layout holds: imports point up, kernels are pure, files and functions stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "tellings"
FILES = sorted(PACKAGE.rglob("*.py"))
# An import may only name a layer that stands earlier in this list, or its own.
LAYERS = [
    "errors", "models", "settings", "language", "reading", "grouping", "collation", "lineage", "findings",
    "intake", "engines", "naming", "archive", "desk", "pipeline", "exporting", "report", "verbs", "serving",
    "printing", "showing", "cli", "__main__",
]  # fmt: skip
KERNELS = {"language", "grouping", "collation", "lineage", "findings", "naming"}
PLUMBING = {
    "sqlite3", "os", "subprocess", "socket", "random", "time", "secrets", "uuid", "shutil", "tempfile",
    "threading", "multiprocessing", "asyncio", "urllib", "http", "requests", "httpx", "pickle", "shelve",
    "tellings.archive", "tellings.engines", "tellings.desk", "tellings.pipeline",
}  # fmt: skip


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize(
    "path", [p for p in FILES if layer(p) in LAYERS], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_imports_point_up(path: Path) -> None:
    """A file imports its own layer and those above it, never one below."""
    here = LAYERS.index(layer(path))
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "tellings" and len(parts) > 1 and parts[1] in LAYERS:
            assert LAYERS.index(parts[1]) <= here, f"{path.name} imports {name}"


@pytest.mark.parametrize(
    "path", [p for p in FILES if layer(p) in KERNELS], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_kernels_do_not_reach_for_plumbing(path: Path) -> None:
    """No kernel imports files, clocks, databases, engines or randomness."""
    reached = {
        name for name in imports(path) for bad in PLUMBING if name == bad or name.startswith(f"{bad}.")
    }
    assert reached == set()


def test_every_module_has_a_layer() -> None:
    """A new folder or file at the top is put in its place in the list above."""
    assert {layer(path) for path in FILES} - {"__init__"} <= set(LAYERS)


def test_nothing_uses_the_salted_hash() -> None:
    """`hash()` differs from run to run, so no answer may rest on it; eval, exec and pickle are out too."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"hash", "eval", "exec"}, f"{path}:{node.lineno}"
        if layer(path) != "engines":  # whose processes send each other rows of their own making
            assert not {"pickle", "marshal", "shelve", "dill"} & set(imports(path)), path


def test_files_and_functions_stay_small() -> None:
    """At most 400 lines a file, 45 a function, six parameters."""
    too_long = []
    for path in FILES:
        text = path.read_text("utf-8")
        if text.count("\n") > 400:
            too_long.append(f"{path.relative_to(PACKAGE)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                count = len(node.args.args) + len(node.args.kwonlyargs)
                if size > 45 or (count > 6 and layer(path) != "cli"):
                    too_long.append(
                        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}: {size} lines, {count}"
                    )
    assert too_long == []


def test_the_repo_speaks_of_itself_alone() -> None:
    """No registry address in a lock file, no machine's path in a text."""
    lock = ROOT / "requirements.txt"
    assert not lock.exists() or "://" not in lock.read_text("utf-8")
