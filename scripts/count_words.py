"""Count in how many articles each word stands and how often it is a name; writes the shipped table.

    python scripts/count_words.py src/tellings/grouping/frequencies.tsv.gz FILE.jsonl.gz ...

Each file is gzipped JSON Lines with a `text`. Words in fewer than two articles are left out:
they can't be told from slips. The corpora that grouping is scored on are not to be counted.
"""

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

WORD = re.compile(r"\w+")
INSIDE = re.compile(r"(?<=[a-z] )\w+")  # after a lower-case word: no sentence opens here


def stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def count(paths: list[str]) -> str:
    articles, seen, names, plain = 0, Counter(), Counter(), Counter()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                articles += 1
                seen.update({stem(word) for word in WORD.findall(text.lower())})
                for word in INSIDE.findall(text):
                    (names if word[0].isupper() else plain)[stem(word.lower())] += 1
    rows = [f"articles\t{articles}"]
    for word in sorted(word for word, number in seen.items() if number >= 2):
        share = (names[word] + 0.5) / (names[word] + plain[word] + 1)
        rows.append(f"{word}\t{seen[word]}\t{round(100 * share)}")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(gzip.compress(count(sys.argv[2:]).encode("utf-8"), 9, mtime=0))
