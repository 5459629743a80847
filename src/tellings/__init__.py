"""Tellings: how many independent sources stand behind several news articles.

>>> import tellings
>>> archive = tellings.read("articles/", archive="tellings.db")  # doctest: +SKIP
"""

import os
from typing import TYPE_CHECKING, Any

# The builds of ONNX Runtime call home, and only this, said before they are loaded, keeps them from it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__version__ = "0.1.0"
__all__ = ["Archive", "Ask", "Settings", "StoryView", "TellingsError", "finish", "merge", "read", "split"]

if TYPE_CHECKING:
    from tellings.archive import Archive, StoryView
    from tellings.errors import TellingsError
    from tellings.settings import Settings
    from tellings.verbs import Ask, finish, merge, read, split

_HOMES = {
    "Archive": "tellings.archive",
    "StoryView": "tellings.archive",
    "TellingsError": "tellings.errors",
    "Settings": "tellings.settings",
    "Ask": "tellings.verbs",
    "finish": "tellings.verbs",
    "merge": "tellings.verbs",
    "read": "tellings.verbs",
    "split": "tellings.verbs",
}


def __getattr__(name: str) -> Any:
    """A public name, imported when first used, so that the command starts fast."""
    from importlib import import_module  # noqa: PLC0415

    if name not in _HOMES:
        raise AttributeError(f"module 'tellings' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
