"""The path of menu words that a page puts before its title ("Home > World > …", "HomeWorld…")."""

import re

from tellings.reading.lists import words

_GAP = r"[\s>»/|›·•\\-]*"
_SECTION = "|".join(
    re.escape(form)
    for name in sorted(words("sections"), key=lambda name: (-len(name), name))
    if name[0].isalpha()
    for form in (name.title(), name.upper())
)
_FROM_HOME = re.compile(rf"(?:Home|HOME){_GAP}(?:(?:{_SECTION})(?![a-z]){_GAP})+")
_PARTED = re.compile(rf"(?:(?:{_SECTION}|Home|HOME)\s*[>»›/|]\s*){{2,}}(?:(?:{_SECTION})(?![a-z]))?")
_ALONE = re.compile(rf"(?:{_SECTION}|Home|HOME)(?: (?:{_SECTION}))?")


def crumb_length(text: str) -> int:
    """How many characters of the start of `text` are a path of menu words.

    >>> [crumb_length(text) for text in ("Home > World > Talks", "HomeWorldTalks fail", "World war")]
    [15, 9, 0]
    """
    match = _FROM_HOME.match(text, 0, 200) or _PARTED.match(text, 0, 200)
    return match.end() if match else 0


def is_section(text: str) -> bool:
    """Whether `text` is the name of a section and nothing else."""
    return len(text) < 40 and _ALONE.fullmatch(text) is not None
