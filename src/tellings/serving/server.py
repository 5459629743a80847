"""The app on a port of this machine."""

from pathlib import Path

import uvicorn

from tellings.archive import Archive
from tellings.serving.app import make_app

LOOPBACK = "127.0.0.1"


def serve(path: Path, host: str = LOOPBACK, port: int = 8765) -> None:
    """Serve the archive at `path` until interrupted; other machines are let in only by `host`."""
    app = make_app(path, work_out_again, names=[host])
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


def work_out_again(archive: Archive) -> None:
    """Group and work out whatever the archive's corrections have changed."""
    from tellings.engines.local import LocalEngine  # noqa: PLC0415 - models load only when needed
    from tellings.pipeline import Job, run  # noqa: PLC0415
    from tellings.settings import Settings  # noqa: PLC0415

    run(Job((), Settings()), archive, LocalEngine(), _quietly)


def _quietly(what: str, done: int, total: int) -> None:
    """No progress is shown."""
