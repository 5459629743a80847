"""Bytes become other bytes: cut, spliced, repeated, sprinkled with what means something to a parser."""

import random

TOKENS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"\r\n", b"\t", b" ", b'"', b"'", b"<", b">", b"</",
    b"<!--", b"]]>", b"&lt;", b"<p>", b"</p>", b"<div>" * 50, b"{", b"}", b"[" * 200, b",", b";", b":",
    b"\\u0000", b"\\ud800", b"\\", b"(AP)", b" contributed", b"told NBC News", b"Photo by ",
    b"/Getty Images", b"2022-01-21 ", b"GENEVA (Reuters) - ", b"youBlinken", b"READ MORE:", b"Sign up",
    b"\xe2\x80\x9c", b"\xf0\x9f\x98\x80", b"\xcc\x81", b"\xe2\x80\xae", b"\x1f\x8b", b"PK\x03\x04",
    b"WARC/1.0\r\n", b"Content-Length: -1", b"charset=utf-7", b"charset=zip", b"=?x?q?=?=", b"--b",
    b"<!ENTITY x 'y'>", b"&x;", b"9" * 400, b"-1", b"1e999", b"NaN", b"\x85", b"\x0c", b"\xe2\x80\xa8",
    b"By ", b"Title: ", b"---\n", b"# ", b"https://", b"http://[::1", b"A" * 500, b"aB" * 100,
    b"\xed\xa0\x80",
]  # fmt: skip
# What means something to a finder.
WORDS = [
    word.encode()
    for word in (
        "“", "”", "‘", "’", "«", "»", '"', "''", "``", " said ", " told reporters, ", " according to ",
        "Mr. ", "Ms Lee", " he ", " she ", "U.S. ", "13 ", "1,234 ", "12.5%", "two dozen ", "half a million ",
        "0 ", "-7 ", "³", "½ ", "١٢٣ ", "1/2 ", "1e9 ", "$", "€5bn ", " million", " between 3 and 4 ",
        "more than ", "about ", "nearly ", "no ", " per cent", "Monday", "yesterday", "last week",
        "31 February 2023", "in 9999", "0000", "March 14, 2023", "14/03/2023", "at 25:61", "1990s",
        "two years ago", "the Federal Republic of ", "Associated Press", "New York", "İstanbul ",
        "ſ", "ß", "ﬁ", "é", "日本。", "。", "…", "—", "–", "-", ".", "?!", "…” ", "\n\n", "\u00ad", "\u200b",
        "\u2060", "â€™", "&quot;", "&#39;", "\ufffd", "́", "😀", "\U000e0001", "Ⅻ ", "m" * 300, "1" * 60,
        " a" * 40, "“”" * 20, "(" * 20, ". " * 30,
    )
]  # fmt: skip


def mutate(data: bytes, chance: random.Random, tokens: list[bytes] | None = None) -> bytes:
    """`data` with one to eight changes."""
    given = tokens or TOKENS
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        at = chance.randrange(len(made) + 1)
        until = min(len(made), at + chance.choice((1, 2, 8, 64, 512)))
        match chance.randrange(7):
            case 0:
                made[at:at] = chance.choice(given)
            case 1:
                made[at:until] = b""
            case 2:
                made[at:at] = made[at:until] * chance.randrange(1, 20)
            case 3:
                made[at:until] = chance.randbytes(until - at)
            case 4 if made:
                made[at % len(made)] ^= 1 << chance.randrange(8)
            case 5:
                del made[at:]
            case _:
                made[at:until] = chance.choice(given) * chance.randrange(1, 5)
    return bytes(made)


def mutate_text(text: str, chance: random.Random) -> str:
    """`text` with one to eight changes, as UTF-8 would be read; no half of a surrogate pair."""
    return mutate(text.encode(), chance, WORDS).decode("utf-8", "replace")
