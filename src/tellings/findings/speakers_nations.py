"""Nations as roles: "the American" is whoever the article calls "U.S. Secretary of State"."""

from tellings.findings.names_forms import fold

NATIONAL = ("-GPE", "-NORP")
_OTHERWISE = {  # what the country and its people are called, where the words begin differently
    "us": "amer", "usa": "amer", "states": "amer", "uk": "brit", "kingdom": "brit", "france": "fren",
    "netherlands": "dutc", "denmark": "dani", "dane": "dani", "spain": "span", "wales": "wels",
}  # fmt: skip
_PEOPLES = ("ish", "ch", "ese")  # the French are many


def nation(word: str) -> str:
    """What the words for a country and for one of its people have in common.

    >>> nation("Russia"), nation("Russian"), nation("U.S."), nation("American")
    ('russ', 'russ', 'amer', 'amer')
    """
    folded = fold(word)
    return _OTHERWISE.get(folded, folded[:4])


def is_one(word: str) -> bool:
    """Whether a word for a people can mean one of them ("the American"), and not only all ("the French").

    >>> is_one("American"), is_one("Americans"), is_one("French")
    (True, False, False)
    """
    folded = fold(word)
    return not folded.endswith(("s", *_PEOPLES))
