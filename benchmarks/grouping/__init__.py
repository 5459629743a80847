"""How fast and how well articles are grouped, beside the programs that people would pick today."""
