"""The local web app over an archive."""

from tellings.serving.app import make_app
from tellings.serving.server import serve

__all__ = ["make_app", "serve"]
