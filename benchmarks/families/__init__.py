"""Families of tellings whose whole truth is known, played by a newsroom from real articles."""

from benchmarks.families.newsroom import Play, play_all, play_family
from benchmarks.families.sources import Event, Source, given_events, guessed_events, read_pile
from benchmarks.families.truth import Change, Family, Sentence, Truth

__all__ = [
    "Change",
    "Event",
    "Family",
    "Play",
    "Sentence",
    "Source",
    "Truth",
    "given_events",
    "guessed_events",
    "play_all",
    "play_family",
    "read_pile",
]
