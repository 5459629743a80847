"""Typed rows that become a data frame where one is wanted."""

import dataclasses
from typing import Any, TypeVar

from tellings.errors import MissingExtra

R = TypeVar("R")


class Rows(tuple[R, ...]):
    """A tuple of rows of one table, with `to_polars()` and `to_pandas()` where those are installed."""

    __slots__ = ()

    def to_polars(self) -> Any:
        """A polars DataFrame with the table's columns; raises MissingExtra without polars."""
        try:
            import polars  # noqa: PLC0415 - optional
        except ImportError as error:
            raise MissingExtra("polars is not installed. Run: pip install polars") from error
        return polars.DataFrame(self._columns())

    def to_pandas(self) -> Any:
        """A pandas DataFrame with the table's columns; raises MissingExtra without pandas."""
        try:
            import pandas  # noqa: PLC0415 - optional
        except ImportError as error:
            raise MissingExtra("pandas is not installed. Run: pip install pandas") from error
        return pandas.DataFrame(self._columns())

    def _columns(self) -> dict[str, list[Any]]:
        """The values by column, tuples as lists."""
        if not self:
            return {}
        names = [field.name for field in dataclasses.fields(self[0])]  # type: ignore[arg-type]
        return {name: [_plain(getattr(row, name)) for row in self] for name in names}


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
