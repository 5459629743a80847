"""Everything that Tellings raises on purpose.

TellingsError
├── ArchiveError            the archive file can't be used
│   ├── NotAnArchive        the file is no SQLite archive of Tellings
│   ├── NewerArchive        a newer Tellings wrote it
│   ├── ReadOnlyArchive     the file or its folder can't be written
│   └── CannotStore         the disk is full, or another program holds the file
├── NothingFound            a story, an article or a path that isn't there
├── BadSettings             tellings.toml holds an unknown name or a wrong type
├── CannotWrite             a report or an export can't be written where it was asked for
├── ModelError              a shipped model is missing or isn't the one expected
└── MissingExtra            an optional package is needed for what was asked

Bad *articles* are never exceptions: they become `Problem` rows.
Each message says what was found, what was expected, and what to do next.
"""


class TellingsError(Exception):
    """The parent of all of them; catching it catches nothing else."""


class ArchiveError(TellingsError):
    """The archive file can't be used."""


class NotAnArchive(ArchiveError):
    """The file is no SQLite archive of Tellings."""


class NewerArchive(ArchiveError):
    """A newer Tellings wrote the archive."""


class ReadOnlyArchive(ArchiveError):
    """The archive or its folder can't be written."""


class CannotStore(ArchiveError):
    """The disk is full or refuses, or another program holds the archive."""


class NothingFound(TellingsError):
    """A story, an article or a path that isn't there."""


class BadSettings(TellingsError):
    """tellings.toml holds an unknown name or a value of the wrong type."""


class ModelError(TellingsError):
    """A shipped model is missing or its hash isn't the expected one."""


class MissingExtra(TellingsError):
    """An optional package is needed for what was asked."""


class CannotWrite(TellingsError):
    """A report or an export can't be written where it was asked for."""
