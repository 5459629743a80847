"""`python -m quality [NAME ...] [--lower-floors]`: score the named corpora, or all."""

import sys

from quality import board

if __name__ == "__main__":
    flags = {word for word in sys.argv[1:] if word.startswith("--")}
    wanted = [word for word in sys.argv[1:] if not word.startswith("--")]
    sys.exit(1 if board.run(wanted or board.corpora(), lower_floors="--lower-floors" in flags) else 0)
