"""Files of any kind become articles or problems."""

from tellings.reading.record import Reading, Record
from tellings.reading.sources import list_sources, read_source

__all__ = ["Reading", "Record", "list_sources", "read_source"]
