"""The word lists of `lists.toml`, read once."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("lists.toml").read_text("utf-8"))


def words(name: str) -> tuple[str, ...]:
    """The words of the list `name`, in its order."""
    return tuple(_tables()[name])


def table(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of the table `name` by their keys, in its order."""
    return {key: tuple(found) for key, found in _tables()[name].items()}
