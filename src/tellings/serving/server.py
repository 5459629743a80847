"""The app on a port of this machine."""

from pathlib import Path

import uvicorn

from tellings.serving.app import make_app

LOOPBACK = "127.0.0.1"


def serve(path: Path, host: str = LOOPBACK, port: int = 8765) -> None:
    """Serve the archive at `path` until interrupted; only another `host` lets other machines in.

    Raises what opening the archive raises.
    """
    app = make_app(path, names=[host])
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)
