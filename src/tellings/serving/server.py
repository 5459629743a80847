"""The app on a port of this machine."""

import socket
from pathlib import Path
from threading import Thread

import uvicorn

from tellings.serving.app import make_app

LOOPBACK = "127.0.0.1"
_EVERYWHERE = {"0.0.0.0", "::", "[::]"}


def serve(path: Path, host: str = LOOPBACK, port: int = 8765) -> None:
    """Serve the archive at `path` until interrupted; only another `host` lets other machines in.

    The largest stories are laid out while the first pages are read. Raises what opening the archive raises.
    """
    app = make_app(path, names=own_names(host))
    Thread(target=app.state.stories.prepare, args=(path,), daemon=True).start()
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


def own_names(host: str) -> list[str]:
    """The names under which the app may be asked for: `host`, or all of this machine's for every address.

    >>> own_names("192.0.2.7"), own_names("2001:db8::7")
    (['192.0.2.7'], ['[2001:db8::7]'])
    """
    if host not in _EVERYWHERE:
        return [_as_in_address(host)]
    name = socket.gethostname()
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(name, None)}
    except OSError:
        found = set()
    return [name, socket.getfqdn(), *sorted(map(_as_in_address, found))]


def _as_in_address(host: str) -> str:
    """A host as an address writes it: an IPv6 one in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
