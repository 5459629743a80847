"""Attributions, figures, dates and names: found in one article, matched across tellings."""
