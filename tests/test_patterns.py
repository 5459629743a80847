"""No regular expression takes the square of a text's length, unless it only ever sees short ones."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.patterns import Used, find_patterns, hard_texts

PATTERNS = find_patterns()
LENGTH = 100_000
# Patterns that are given no more characters than this, whatever a text holds.
SHORT = {
    "tellings.findings.figures_setaside._LETTERS_BEFORE": 12,
    "tellings.language.sentences._LAST_WORD": 24,
    "tellings.reading.credits._TAIL": 60,
    "tellings.reading.furniture._STAMP": 60,
    "tellings.reading.citations._BACK": 60,
    "tellings.reading.times._AGO": 100,
    "tellings.reading.headers._PARTS": 120,
    "tellings.reading.bylines._PARTS": 140,
    "tellings.reading.pictures._SLASHED": 160,
    "tellings.reading.headers._SITE": 1000,
}


class TookTooLong(BaseException):
    pass


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raises after so much processor time."""

    def stop(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 250
    assert {used.place for used in PATTERNS} >= set(SHORT)


@pytest.mark.parametrize("used", PATTERNS, ids=str)
def test_a_hard_text_takes_no_time(used: Used) -> None:
    """All hard texts at a fifth of the length, and the three that took longest at all of it."""
    most = SHORT.get(used.place, LENGTH)
    spent = [read(used, text, 0.5) for text in hard_texts(used.pattern, min(LENGTH // 5, most))]
    hardest = sorted(range(len(spent)), key=lambda place: -spent[place])[:3]
    for place, text in enumerate(hard_texts(used.pattern, most)):
        if place in hardest:
            read(used, text, 2.5)


def read(used: Used, text: str, seconds: float) -> float:
    """The processor time that it took; fails over `seconds`, where a square would take more."""
    given = text.encode("utf-8", "replace") if isinstance(used.pattern.pattern, bytes) else text
    begun = time.process_time()
    try:
        with limit(seconds):
            used.read(given)
    except TookTooLong:
        pytest.fail(f"{used.pattern.pattern[:200]!r} on {len(text):,} characters of {text[:40]!r}…")
    return time.process_time() - begun
