"""The engine that a user names."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tellings.engines.local import LocalEngine
from tellings.errors import BadSettings
from tellings.settings import EngineSettings


def choose_engine(name: str, settings: EngineSettings, stages: Path) -> AbstractContextManager[Any]:
    """The engine called `name`, an Engine once entered; a cluster keeps what is finished in `stages`.

    `name` is "local", "ray" for a cluster started on this machine, or "ray://HOST:PORT". Raises
    BadSettings for another name, MissingExtra where Daft and Ray are not installed.
    """
    if name == "local":
        return LocalEngine(settings)
    if name == "ray" or name.startswith("ray://"):
        from tellings.engines.daft import DaftEngine  # noqa: PLC0415 - only here is a cluster needed

        return DaftEngine(name, settings, stages)
    raise BadSettings(f"There is no engine {name!r}. Known: local, ray, ray://HOST:PORT.")
