"""The people and agencies that a text thanks for help ("Ann Lee and Associated Press contributed.")."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from tellings.reading.agencies import name_agency
from tellings.reading.lists import words
from tellings.reading.record import Line

Named: TypeAlias = tuple[int, int, str, str]  # start, end, kind, name

_LONGEST = 900  # characters; lists of reporters on the longest stories have about six hundred
_VERB = re.compile(
    r"contribut(?:ed|es)(?P<rest>(?: (?:to|in) (?:this|the) [\w' -]{3,40}?| to reporting| (?:additional "
    r")?(?:reporting|research)"
    r"(?: (?:to|for) (?:this|the) [\w' -]{3,40}?)?| to it)?(?: from [A-Z][\w ,.]{2,"
    r"60}?)?)[.\"”)*_]*(?=\s+[A-Z—–(•*©]|\s*$)"
)
_LISTED = re.compile(
    r"(?P<lead>(?:Contributing(?: reporters?)?|Contributors?|(?:With )?(?:[Aa]dditional |[Ww]riting and )?"
    r"[Rr]eporting(?: and writing)? by|Additional (?:work|research|contributions?) by|Compiled by|"
    r"With (?:additional )?(?:reporting|contributions?) (?:by|from)|With (?:files|inputs?|reports?|agency "
    r"inputs?) from|Inputs? from|"
    r"With material from|Based on reports? (?:by|from)|Reports? from|Written by .{3,60} "
    r"with)\s*:?\s+)(?P<names>[A-Z(].{2,600})"
)
_WIRES = re.compile(
    r"(?:[^.\n]{0,60}\b(?:based|compiled|written|prepared)\b[^.\n]{0,20}\b(?:on|from|with|using)|^[-•—(* "
    r"]*[Ww]ith|^[-•—(* ]*[Ff]rom)"
    r"[^.\n]{0,20}?\b(?P<name>(?:news )?(?:wire|agency|news) (?:service )?(?:reports?|services?|inputs?"
    r"|wires)|wires|agencies)\b[^.\n]{0,30}\.?|[^.\n]{0,120}\bsyndicated feed\b[^.\n]{0,30}\.?\)?"
)
_OF_WIRES = ("wire", "agenc", "news ", "syndicated feed")  # without which the above never matches
_ROLES = re.compile(
    r"\b(?:(?:staff|news|political|video|senior|national|foreign|business|associate|White|House|chief"
    r"|sports|medical|science|"
    r"legal|economics|investigative|survey|special|congressional|diplomatic|Survey|Medical|News|Political"
    r"|Science|Sports|Video"
    r"|Congressional|Diplomatic|Specialist|correspondents?|Business|Senior|Staff) )*"
    r"(?:writers?|reporters?|correspondents?|producers?|journalists?|editors?|photographers?|researchers?"
    r"|interns?|Writers?|Reporters?"
    r"|Correspondents?|Producers?|Editors?|Specialist|Bureau|bureau|staff|teams?|colleagues?)\b",
)
_JOINS = frozenset(words("credit_words"))
_ABBREVIATION = re.compile(
    r"(?:[A-Z]|[A-Z]\.[A-Z]|[JS]r|St|Dr|Mr|Mrs|Ms|Fla|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Ga|Ill|Ind|Kan|Ky|La"
    r"|Mass"
    r"|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\."
)
_SEPARATOR = re.compile(r"[,;]|(?<!\S)(?:and|&)(?!\S)")
_ROUND = ",;:.()•*—–-_'’\"“”"
_POSSESSIVE = re.compile(r"^.{2,30}?(?:['’]s|s['’])\s+(?=[A-Z])")
_PLACE_AFTER = re.compile(r"(?<!\s)\s+(?:in|from|at|reported from|reporting from)\s+[A-Z].*$")
_LANDS = frozenset(words("land_words"))
_SENTENCE_END = re.compile(r"(?<![A-Z])[.;](?=\s|$)|\)$")


def find_contributions(said: frozenset[str], lines: list[Line]) -> Iterator[Named]:
    """(start, end, kind, name) of each credit for help, agencies apart from people.

    `said` are the phrases that stand in the text.

    >>> from tellings.reading.record import lines_of
    >>> text = "Ann Lee, Bo Ek and AP contributed."
    >>> [(text[a:b], kind) for a, b, kind, name in find_contributions({"contribut"}, lines_of(text))]
    [('AP contributed', 'agency'), ('Ann Lee, Bo Ek and AP contributed.', 'contributor')]
    """
    if "contribut" in said:
        for line in lines:
            if "contribut" in line.text:
                yield from _contributed(line)
    for line in lines[-14:] + lines[:3]:
        yield from _listed(line)


def _contributed(line: Line) -> Iterator[Named]:
    """The credits of each sentence of `line` that says who contributed."""
    for match in _VERB.finditer(line.text):
        begin = _names_begin(line.text, match.start())
        names = line.text[begin : match.start()].strip()
        if begin < 0 or not names:
            continue
        end = match.end()
        people, agencies = _split_names(names)
        for agency, offset in agencies:
            alone = not people and len(agencies) == 1
            start = begin + (0 if alone else offset)
            verb = end if alone else match.start() + len("contributed")
            yield line.start + start, line.start + verb, "agency", agency
        if people:
            yield line.start + begin, line.start + end, "contributor", ", ".join(people)


def _names_begin(text: str, verb: int) -> int:
    """Where the run of names before the verb at `verb` begins, or -1 if other words stand in the sentence."""
    begin = end = verb
    low = max(0, verb - _LONGEST)
    while end > low:
        start = text.rfind(" ", low, end) + 1 or low
        word = text[start:end].strip()
        bare = word.strip(_ROUND)
        if word and begin != verb and word[-1] in '.!?"”)' and not _ABBREVIATION.fullmatch(bare + word[-1:]):
            return begin
        if bare and not (bare[0].isupper() or bare in _JOINS or bare[0] == "@"):
            return begin if word[-1] == ":" else -1
        begin = start if word else begin
        end = start - 1
    return begin if begin == 0 else -1


def _listed(line: Line) -> Iterator[Named]:
    """The credits of a line such as "Contributing: …", "Reporting by …" or "With files from …"."""
    if len(line.text) > _LONGEST:
        return
    text = line.text.lstrip('([—–-•*_ "')
    shift = line.start + len(line.text) - len(text)
    match = _LISTED.match(text)
    if match:
        stop = _SENTENCE_END.search(match["names"])
        names = match["names"][: stop.start()] if stop else match["names"]
        people, agencies = _split_names(names)
        base = shift + match.start("names")
        alone = not people and len(agencies) == 1
        for agency, offset in agencies:
            start = shift if alone else base + offset
            yield start, line.end if alone else base + _agency_end(names, offset), "agency", agency
        if people:
            yield line.start, line.end, "contributor", ", ".join(people)
        return
    told = len(line.text) < 200 and any(word in line.text for word in _OF_WIRES)
    wires = _WIRES.match(line.text) if told else None
    if wires:
        yield line.start, line.end, "agency", name_agency(wires["name"] or "") or "wire services"


def _agency_end(names: str, offset: int) -> int:
    stop = re.compile(r",|;| and |$").search(names, offset)
    return stop.start() if stop else len(names)


def _split_names(names: str) -> tuple[list[str], list[tuple[str, int]]]:
    """The people in a list of names, and the agencies with their offsets in it."""
    people: list[str] = []
    agencies: list[tuple[str, int]] = []
    placed = False
    for start, name in _parts(names):
        agency, rest = _leading_agency(name)
        if agency:
            agencies.append((agency, start))
        named = _PLACE_AFTER.sub("", rest)
        said = named.split()
        place = placed and (len(said) < 2 or said[0] in _LANDS)
        placed = named != rest or place
        person = "" if place else _person(named)
        if person:
            people.append(person)
    return people, agencies


def _parts(names: str) -> Iterator[tuple[int, str]]:
    """(offset, words) of what stands between commas and "and"s."""
    start = 0
    for match in _SEPARATOR.finditer(names + ","):
        part = names[start : match.start()]
        name = part.strip(' .()*•—–-_"')
        if name:
            yield start + part.index(name), name
        start = match.end()


def _leading_agency(name: str) -> tuple[str, str]:
    """The agency that a name begins with, and what follows it ("AP writer Ann Lee")."""
    said = name.split()
    for count in range(min(len(said), 4), 0, -1):
        agency = name_agency(" ".join(said[:count]).removesuffix("'s").removesuffix("’s"))
        if agency:
            return agency, " ".join(said[count:])
    return "", name


def _person(name: str) -> str:
    """The person's name in `name`, without outlet and role, or "" if there is none."""
    name = _POSSESSIVE.sub("", name)
    name = _ROLES.sub("", name)
    said = [
        w
        for w in name.split()
        if w not in ("the", "The", "also", "of", "with", "has", "have", "both", "from")
    ]
    if not 2 <= len(said) <= 5 or not all(w[0].isupper() or w in _JOINS or w[0] == "@" for w in said):
        return ""
    return " ".join(said)
