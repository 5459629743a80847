"""Countries, their peoples, capitals and seats of government, US states and cities, by name.

The data come from countryinfo and GeoNames (CC BY 4.0) by `scripts/build_gazetteer.py`.
"""

import gzip
import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from tellings.errors import ModelError

SHA256 = "6f1a2eb0bb9046cfea49fb5a1b2821cc2d3edeeec4fe388a57a5f91586bbfa2c"
KINDS = ("country", "demonym", "capital", "state", "city")  # the likeliest meaning in news first
SEATS = {
    "White House": "US",
    "Oval Office": "US",
    "Kremlin": "RU",
    "Downing Street": "GB",
    "10 Downing Street": "GB",
    "Elysee": "FR",
    "Elysee Palace": "FR",
    "Blue House": "KR",
    "Quai d'Orsay": "FR",
}


@dataclass(frozen=True, slots=True)
class Place:
    """What a form means: `key` is "UA" for a country, "UA/Kyiv" for a city, "US-TX" for a state."""

    key: str
    name: str
    kind: str

    @property
    def country(self) -> str:
        """The two letters of the country it is in."""
        return self.key[:2]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by the forms of their names, folded by `fold_place`."""

    places: Mapping[str, Place]
    countries: Mapping[str, Place]


def load_gazetteer() -> Gazetteer:
    """The gazetteer that is shipped with the package; raises ModelError when it was changed."""
    data = files("tellings.findings").joinpath("gazetteer.tsv.gz").read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise ModelError(f"gazetteer.tsv.gz has the hash {found}, expected {SHA256}. Install Tellings again.")
    return read_gazetteer(gzip.decompress(data).decode("utf-8"))


def read_gazetteer(text: str) -> Gazetteer:
    r"""A gazetteer from lines of form, kind, key and name, parted by tabs.

    >>> held = read_gazetteer("Kiev\tcapital\tUA/Kyiv\tKyiv\n")
    >>> find_place("Kiev", held)
    Place(key='UA/Kyiv', name='Kyiv', kind='capital')
    """
    rows = [line.split("\t") for line in text.splitlines()]
    rows.sort(key=lambda row: (KINDS.index(row[1]), row))
    places: dict[str, Place] = {}
    countries: dict[str, Place] = {}
    for form, kind, key, name in rows:
        place = Place(key, name, kind)
        places.setdefault(fold_place(form), place)
        if kind == "country":
            countries.setdefault(key, place)
    for seat, key in SEATS.items():
        if key in countries:
            places[seat] = Place(key, countries[key].name, "seat")
    return Gazetteer(places, countries)


def fold_place(form: str) -> str:
    """`form` without accents, dots, apostrophe-s and a leading article, capitals kept.

    >>> fold_place("the U.S.")
    'US'
    >>> fold_place("Brasília’s")
    'Brasilia'
    """
    plain = form
    if not form.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").removesuffix("'s").removesuffix("'").replace(".", "")
    words = plain.split()
    if len(words) > 1 and words[0] in ("the", "The", "THE"):
        words = words[1:]
    return " ".join(words)


def find_place(form: str, gazetteer: Gazetteer) -> Place | None:
    """The place that `form` names, or None; capitals, plurals and a lost apostrophe are understood."""
    folded = fold_place(form)
    place = gazetteer.places.get(folded)
    if place is None and len(folded) > 3 and folded.isupper():
        place = gazetteer.places.get(folded.title())
    if place is None and folded.endswith("s"):
        people = gazetteer.places.get(folded[:-1])
        place = people if people and people.kind in ("demonym", "country") else None
    return place
