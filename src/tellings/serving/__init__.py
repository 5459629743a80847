"""The local web app over an archive."""
