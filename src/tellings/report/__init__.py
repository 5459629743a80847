"""One self-contained HTML file for a story."""
