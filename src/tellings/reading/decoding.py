"""Bytes become text without losing anything that can be kept."""

import codecs
import contextlib
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536  # bytes; what charset-normalizer is shown, since it takes seconds on megabytes
_MAX_STRAY = 100_000  # bytes; each costs a call, and a text with more is in another encoding
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL = 0.05  # share of bytes; texts have none, compressed files and programs 0.1 and more
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOST = "\ufffd"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """A byte that isn't UTF-8 as Windows-1252 reads it: the commonest cause is a pasted quotation mark."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("tellings-windows", _as_windows)


def decode(data: bytes, charset: str = "") -> tuple[str, int]:
    r"""The text of `data`, and how many of its characters are lost (U+FFFD that the bytes didn't hold).

    A byte order mark decides; then `charset`, which a page or a mail declares, if all fits it; then
    UTF-8; then UTF-8 with stray bytes read as Windows-1252, if nearly all of it is UTF-8; then what
    charset-normalizer tells; then Windows-1252.

    >>> decode(b"caf\xc3\xa9"), decode(b"he said \x93no\x94 \xe2\x80\x94 twice")
    (('café', 0), ('he said “no” — twice', 0))
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            return text, text.count(_LOST)
    for encoding in (_real(charset), "utf-8"):
        with contextlib.suppress(UnicodeError):
            return data.decode(encoding), 0
    before = data.count(b"\xef\xbf\xbd")
    if _mostly_utf8(data) and len(data) - len(data.decode("utf-8", "ignore").encode()) < _MAX_STRAY:
        text = data.decode("utf-8", "tellings-windows")
        return text, max(0, text.count(_LOST) - before)
    text = data.decode(_told_encoding(data), "replace")
    return text, text.count(_LOST)


def _real(charset: str) -> str:
    """The encoding that a page which declares `charset` is in: browsers read Latin-1 as Windows-1252."""
    try:
        name = codecs.lookup(charset).name if charset else "utf-8"
    except (LookupError, ValueError):
        return "utf-8"
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if codecs.lookup(name)._is_text_encoding else "utf-8"


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes over 127 that form UTF-8 sequences are as many as the stray ones, or more."""
    sample = data[:_SAMPLE]
    high = sum(byte > 127 for byte in sample)
    stray = sample.decode("utf-8", "replace").count(_LOST) - sample.count(b"\xef\xbf\xbd")
    sequences = high - stray
    return sequences >= stray


def _told_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, seldom needed

    best = from_bytes(data[:_SAMPLE], steps=5, chunk_size=512).best()
    name = best.encoding if best is not None else "cp1252"
    try:
        codecs.lookup(name)
        data.decode(name)
    except (LookupError, UnicodeError):
        return "cp1252"
    return name


def is_binary(data: bytes) -> bool:
    r"""Whether `data` can't be text: too many control bytes, unless they are those of UTF-16 or UTF-32.

    >>> is_binary(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), is_binary("text".encode("utf-16"))
    (True, False)
    """
    sample = data[:_SAMPLE]
    if not sample or any(sample.startswith(mark) for mark, _ in _MARKS):
        return False
    return len(_CONTROL.findall(sample)) > _MAX_CONTROL * len(sample)


def without_surrogates(text: str) -> tuple[str, int]:
    r"""`text` with lone surrogates, which no file can hold, replaced by U+FFFD, and their count.

    >>> without_surrogates("a\ud800b")
    ('a�b', 1)
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.subn(_LOST, text)
    return text, 0
