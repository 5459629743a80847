"""Every regular expression of the package, how it is used, and texts that a careless one chokes on."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from re import _parser
from types import ModuleType

import tellings

_VERBS = frozenset({"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
_SEEN = 200  # of the patterns that a large collection holds
_PLAIN = (
    "a", "A", "Aa", "Aa ", "a ", " ", "\n", "\n ", "1", "1,", "1 ", "1.", ".", ". ", "a.", "A.", "-", '"',
    "“", "’", "'", "(", "/", "A/", "a, ", "A, ", "and ", "The ", "\t ", "–", " – ", "&", "&#", "http://a",
    "@", "é", "a-", "A-1", "$1 ", "\u2060", "<", "<!-- ",
)  # fmt: skip


class Used:
    """A pattern with the place that holds it and the verbs that it is used with."""

    def __init__(self, pattern: re.Pattern, place: str) -> None:
        self.pattern, self.place, self.verbs = pattern, place, set()

    def __repr__(self) -> str:
        return self.place

    def read(self, text: str | bytes) -> None:
        """Use it as the package does, on all of `text`."""
        if self.verbs & {"fullmatch"}:
            self.pattern.fullmatch(text)
        if self.verbs & {"match"}:
            self.pattern.match(text)
        if not self.verbs or self.verbs - {"match", "fullmatch"}:
            for _ in self.pattern.finditer(text):
                pass


def find_patterns() -> list[Used]:
    """Each pattern once, whether it has a name, stands in a collection or is written where it is used."""
    found: dict[tuple[object, int], Used] = {}
    for module in _modules():
        for name, value in list(vars(module).items()):
            for pattern in _patterns_in(value) if not name.startswith("__") else ():
                found.setdefault((pattern.pattern, pattern.flags), Used(pattern, f"{module.__name__}.{name}"))
        for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text("utf-8"))):
            if not isinstance(node, ast.Attribute) or node.attr not in _VERBS | {"compile"}:
                continue
            owner = vars(module).get(node.value.id) if isinstance(node.value, ast.Name) else None
            if isinstance(owner, re.Pattern):
                found[owner.pattern, owner.flags].verbs.add(node.attr)
        for place, verb, pattern in _written(module):
            used = found.setdefault((pattern.pattern, pattern.flags), Used(pattern, place))
            used.verbs |= {verb} - {"compile"}
    return list(found.values())


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(tellings.__path__, "tellings."):
        if info.name not in ("tellings.__main__", "tellings.engines.daft"):
            yield importlib.import_module(info.name)


def _patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict) and depth < 3:
        yield from _patterns_in([*value.values()][:_SEEN], depth + 1)
    elif isinstance(value, list | tuple) and depth < 4:
        for held in value[:_SEEN]:
            yield from _patterns_in(held, depth + 1)


def _written(module: ModuleType) -> Iterator[tuple[str, str, re.Pattern]]:
    """The patterns given to `re` as constants within functions."""
    for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if not isinstance(node.func.value, ast.Name) or node.func.value.id != "re":
            continue
        if node.func.attr in _VERBS and isinstance(node.args[0], ast.Constant):
            pattern = re.compile(node.args[0].value)
            yield f"{module.__name__}, line {node.lineno}", node.func.attr, pattern


def hard_texts(pattern: re.Pattern, length: int) -> Iterator[str]:
    """Repetitions of all that a pattern repeats or can begin with, which then breaks off."""
    tree = _parser.parse(
        pattern.pattern, pattern.flags & ~(0 if isinstance(pattern.pattern, bytes) else re.U)
    )
    whole = _sample(tree)
    units = dict.fromkeys([*_PLAIN, *list(dict.fromkeys(_pieces(tree)))[:25], whole, whole[:-1]])
    for unit in units:
        if unit:
            text = unit * (length // len(unit))
            yield text + "\x01"
            yield whole[: len(whole) // 2] + text + "\x01"


def _sample(tree: object) -> str:
    """A text that the pattern, or a part of it, takes."""
    return "".join(_sample_of(str(verb), given) for verb, given in tree)


def _sample_of(verb: str, given: object) -> str:
    match verb:
        case "LITERAL":
            return chr(given)
        case "NOT_LITERAL":
            return "y" if chr(given) == "x" else "x"
        case "ANY":
            return "a"
        case "IN":
            return _member(given)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _sample(given[2]) * max(given[0], min(given[1], 1))
        case "SUBPATTERN":
            return _sample(given[3])
        case "ATOMIC_GROUP":
            return _sample(given)
        case "BRANCH":
            return _sample(given[1][0])
    return ""


def _member(given: object) -> str:
    """A character of a set; of one told by what it isn't, a common one that isn't that."""
    code = [(str(verb), value) for verb, value in given]
    if code[0][0] == "NEGATE":
        listed = {chr(value) for verb, value in code if verb == "LITERAL"}
        return next(c for c in "aZ1 .,-\n\u2603" if c not in listed)
    verb, value = code[0]
    if verb == "LITERAL":
        return chr(value)
    if verb == "RANGE":
        return chr(value[0])
    return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_NOT_WORD": " "}.get(str(value), "a")


def _pieces(tree: object) -> Iterator[str]:
    """Samples of the parts of a pattern that can come more than once, and of all branches."""
    for verb, given in tree:
        match str(verb):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                yield _sample(given[2])
                yield from _pieces(given[2])
            case "SUBPATTERN":
                yield from _pieces(given[3])
            case "ATOMIC_GROUP":
                yield from _pieces(given)
            case "ASSERT" | "ASSERT_NOT":
                yield from _pieces(given[1])
            case "BRANCH":
                for branch in given[1]:
                    yield _sample(branch)
                    yield from _pieces(branch)
