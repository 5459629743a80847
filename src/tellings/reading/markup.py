"""HTML as a tree and as text, without running, loading or expanding anything in it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import etree, html

from tellings.reading.lists import words

_TAG = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|table|section|article|figure|blockquote|a|span|em"
    r"|strong)\b[^<>]{0,500}>",
    re.I,
)
_BLOCKS = frozenset(words("block_elements"))
_SILENT = frozenset(words("silent_elements"))
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]{0,2000}>")
_PARSERS_DEEPEST = 250  # libxml2 gives up at 256 elements and leaves out the rest


def is_markup(text: str) -> bool:
    """Whether a value that should be text is HTML: it begins with a tag and has more.

    >>> is_markup("<p>Talks failed.</p>"), is_markup("a < b and <b> is a tag")
    (True, False)
    """
    return text.lstrip()[:1] == "<" and _TAG.match(text.lstrip()) is not None and "</" in text


def parse_markup(text: str) -> Any:
    """The tree of an HTML text, or None when there is none in it."""
    parser = html.HTMLParser(
        no_network=True, remove_comments=False, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    try:
        tree = html.document_fromstring(_clean(text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return tree


def _clean(text: str) -> str:
    """`text` without the XML declaration and NULs, at which the parser would stop."""
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text.replace("\x00", ""), count=1)


def nesting(tree: Any) -> int:
    """How many elements deep a tree goes."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def text_of_fragment(markup: str) -> str:
    """The words of a piece of HTML, a line for each block.

    >>> text_of_fragment("<p>Talks <b>failed</b>.</p><p>They go on.</p>")
    'Talks failed.\\n\\nThey go on.'
    """
    tree = parse_markup(markup) if markup.strip() else None
    if tree is None:
        return ""
    if nesting(tree) >= _PARSERS_DEEPEST:
        return " ".join(unescape(_ANY_TAG.sub(" ", markup)).split())
    return text_of_tree(tree)


def text_of_tree(tree: Any) -> str:
    """The words of an element, a line for each block, white space folded as a browser does."""
    lines = ["".join(piece) for piece in _lines(tree)]
    folded = (" ".join(line.split()) for line in lines)
    return "\n\n".join(line for line in folded if line)


def _lines(tree: Any) -> Iterator[list[str]]:
    """The pieces of text between block borders, found without recursion."""
    line: list[str] = []
    silent = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        hidden = name in _SILENT
        if name in _BLOCKS and not silent:
            yield line
            line = []
        if event == "start":
            silent += hidden
            if node.text and not silent:
                line.append(node.text)
        else:
            silent -= hidden and event == "end"
            if node.tail and not silent and node is not tree:
                line.append(node.tail)
    yield line
