"""The wording of time expressions: one pattern a kind, longest match first.

Extents follow the TimeML guidelines (Saurí et al., 2006): the whole noun phrase, with "early" and
"the end of" and "more than", without the preposition.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed", "weds"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        ),
        start=1,
    )
    for name in names
}
HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "veterans day": (11, 11),
    "independence day": (7, 4),
    "fourth of july": (7, 4),
    "boxing day": (12, 26),
    "st. patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "bastille day": (7, 14),
}

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|(?:Mon|Tues|Tue|Weds|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\b\.?(?=,? (?:[A-Z]|\d)))"
)
_YEAR = r"(?:1[3-9]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NTH = r"(?:st|nd|rd|th)"
_SMALL = (
    r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|"
    r"three|four|five|six|seven|eight|nine))?|(?:a|one) hundred)"
)
_COUNT = rf"(?:\d{{1,4}}(?:,\d{{3}})?(?:\.\d{{1,2}})?|{_SMALL})(?:(?: ?½| and a half))?"
_VAGUE = (
    r"(?i:a few|the few|several|a couple(?: of)?|the couple(?: of)?|many|some|numerous|dozens of|hundreds of|"
    r"thousands of|tens of thousands of|a number of|few|couple(?: of)?|multiple|countless|"
    r"millions of|half a dozen)"
)
_UNIT = (
    r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|centur(?:y|"
    r"ie)|millenni(?:um|a))"
)
_APPROX = (
    r"(?:(?i:about|around|approximately|roughly|almost|nearly|some|at least|at most|more than|"
    r"less than|over|under|"
    r"fewer than|up to|no more than|no less than|just over|just under|as much as|as little as|"
    r"only|just|well over|"
    r"the better part of|another|an additional|a full|a further|an entire|a whole|close to) )?"
)
_DAYPART = (
    r"(?:early |late |mid-?)?(?:morning|afternoon|evening|night|noon|midday|lunchtime|dawn|dusk|nightfall)"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Fall|Winter)"
_PART = (
    r"(?:(?:(?:[Tt]he )?(?:very )?(?:beginning|start|end|close|middle|rest|remainder|height|"
    r"turn|first (?:half|part|few "
    r"(?:days|weeks|months))|second half|latter (?:half|part)|later part|early (?:part|days|"
    r"months|weeks)|closing days) of "
    r"|(?:[Tt]he )?(?:very )?(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater|[Mm]id)(?: in)?(?: |-))?)"
)
_CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d){1,2} ?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?|hours\b)?|"
    r"(?:[01]?\d) ?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?|o['’]clock)"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:GMT|UTC|EST|EDT|local time))|(?:noon|midnight)\b)"
    r"(?: ?\(?(?:GMT|UTC|EST|EDT|PST|PDT|CET|CEST|BST|MSK|ET|PT|CT|IST|AEST|local time|Eastern(?: (?"
    r":Standard |Daylight )?[Tt]ime)?|Pacific time)"
    r"(?: ?[+-] ?\d{1,2})?\b\)?)?"
)
_NEAR = (
    r"(?:last|next|this|past|previous|coming|current|following|upcoming|same|that|the last|the next|"
    r"the past|the previous|the coming|the current|the following|the same|the upcoming|the|later that|"
    r"earlier that|later the same)"
)

RULES: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?<![\d-]){_YEAR}-[01]\d-[0-3]\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])"),
    ("slash", rf"(?<![\d/])[01]?\d/[0-3]?\d/(?:{_YEAR}|\d\d)(?![\d/])"),
    (
        "monthday",
        rf"{_PART}(?:(?P<wd>{_WEEKDAY}),? (?:the )?)?\b(?P<month>{_MONTH}) (?P<day>{_DAY}){_NTH}?"
        rf"(?![\d:%.]\d|"
        rf"\d|[,.]\d\d\d)"
        rf"(?:,? (?P<year>{_YEAR})\b)?(?:,? (?:at |around |about )?(?P<clock>{_CLOCK}))?",
    ),
    (
        "daymonth",
        rf"(?:(?P<wd>{_WEEKDAY}),? (?:the )?)?(?<![\d.,])\b(?:the )?(?P<day>{_DAY}){_NTH}?(?: day)?(?"
        rf": of)?[ -](?P<month>{_MONTH})(?:,?[ -](?:of )?(?P<year>{_YEAR})\b)?",
    ),
    ("monthyear", rf"(?P<part>{_PART})\b(?P<month>{_MONTH})(?:,| of| in)? (?P<year>{_YEAR}|'\d\d)\b"),
    (
        "month",
        rf"(?P<part>{_PART})(?:\b(?P<near>(?i:last|next|this|this past|past|this coming|coming|"
        rf"the same|each|every)) )?\b(?P<month>{_MONTH})(?:,? (?:of )?(?P<of>last|next|this|"
        rf"that|the same|the following|the previous) year)?(?:(?![\w'’]|-[a-z])|(?<!May)(?=['’]s\b))",
    ),
    (
        "weekday",
        rf"(?:\b(?P<near>(?i:last|next|this|this past|past|this coming|coming|the following|the previous|"
        rf"the same|every|each)) )?(?P<dayofpart>(?:early |late )?)\b(?P<wd>{_WEEKDAY}(?P<plural>s)?)(?"
        rf":,? (?P<part>{_DAYPART})\b)?(?! (?:Night|Times|Morning|Herald|Mail|Telegraph|Post|"
        rf"Service|Football))",
    ),
    (
        "clockday",
        rf"\b(?:(?:just|shortly) (?:before|after) |around |about )?"
        rf"(?P<clock>{_CLOCK}),? (?:on |early |late )?(?P<wd>{_WEEKDAY}|today|yesterday|tomorrow)(?"
        rf"! (?:Night|Times))",
    ),
    (
        "clock",
        rf"(?<![\d:.,$£€-])\b(?:shortly (?:before|after) |just (?:before|after) |"
        rf"around |about )?(?P<clock>{_CLOCK})"
        rf"(?! ?(?:to|of) \d)(?![\d%]|-)",
    ),
    (
        "day",
        rf"\b(?:(?P<part>early |late |earlier |later )?(?P<name>[Tt]oday|[Yy]esterday|[Tt]omorrow|"
        rf"[Tt]onight|[Ll]ast night|[Tt]he day before yesterday|[Tt]he day after tomorrow)"
        rf"(?: (?P<daypart>{_DAYPART}))?)\b(?!['’]s (?:Show|News|Programme))",
    ),
    (
        "thispart",
        rf"\b(?P<when>[Tt]his|[Tt]hat|[Tt]he same|[Tt]he following|[Tt]he next|[Tt]he previous|"
        rf"[Ee]arlier this|[Ll]ater this|[Ll]ater that|[Ee]arlier that) (?P<daypart>{_DAYPART})\b",
    ),
    (
        "near",
        rf"(?P<part>{_PART})\b(?P<near>(?i:{_NEAR})) (?P<fiscal>(?"
        rf":fiscal|financial|calendar|school|academic) )?(?P<unit>second half|first half|week|"
        rf"weekend|month|quarter|year|decade|century|day|hour|minute|fortnight|night|{_SEASON})\b(?! "
        rf"(?:old|ago|of the|long))(?![\w-])",
    ),
    (
        "weekof",
        rf"(?:[Tt]he )?(?P<which>first|second|third|fourth|last|final) (?P<unit>week|weekend|"
        rf"day|month|quarter|half|decade) (?:of|in) "
        rf"(?P<rest>(?:the )?(?:(?P<month>{_MONTH})(?: (?P<year>{_YEAR})"
        rf")?|(?P<bare>{_YEAR})|(?P<rel>(?:last|this|next|the) (?:year|month|century))))\b",
    ),
    (
        "ago",
        rf"\b{_APPROX}(?P<count>{_COUNT}|{_VAGUE}|[Aa]n?|[Hh]alf an?|the)?(?:(?<=\w) )?\b(?P<unit>{_UNIT})"
        rf"s? (?P<way>ago|earlier|later|before(?=[,.;]|$)|afterwards?|from now|hence|previously|"
        rf"after(?=[,.;]|$)|from today|prior(?! to))\b",
    ),
    (
        "quarter",
        rf"(?:[Tt]he )?(?:[Ff]iscal |[Ff]inancial )?\b(?P<which>first|second|third|fourth|1st|"
        rf"2nd|3rd|4th|final|First|Second|Third|Fourth|Q[1-4])(?:[- ](?:fiscal )?quarter\b)?(?:,? (?:of "
        rf"|in )?(?:the )?(?:fiscal |calendar )?(?P<year>{_YEAR}|(?P<of>last|this|next|previous|"
        rf"same|that) year|year)\b)?",
    ),
    (
        "half",
        rf"(?:[Tt]he )?\b(?P<which>first|second|latter|First|Second) half(?: of (?:the )?(?P<year>{_YEAR}|"
        rf"(?P<of>last|this|next|previous) year|year)\b)",
    ),
    (
        "season",
        rf"(?P<part>{_PART})(?:\b(?P<near>(?i:last|next|this|this past|this coming|the|that|in|"
        rf"by|since|until|every|each|of)) )?\b(?P<season>{_SEASON})\b(?:,? (?:of )?(?P<year>{_YEAR})\b)"
        rf"?",
    ),
    (
        "decade",
        rf"(?P<part>{_PART})(?:[Tt]he )?(?P<dpart>(?:early|late|mid)[- ]?)?"
        rf"(?<![\d'’])(?:(?P<long>(?:1[3-9]\d|"
        rf"20\d)0)['’]?s\b|(?:['’‘]|(?<=the )|(?<=and )|(?<=early )|(?<=late )|(?<=mid-))(?P<short>[2-9]0)"
        rf"s\b|(?P<word>(?:Twen|Thir|For|Fif|Six|Seven|Eigh|Nine|twen|thir|for|fif|six|seven|"
        rf"eigh|nine)ties)\b)",
    ),
    (
        "century",
        rf"(?P<part>{_PART})(?:[Tt]he )?\b(?P<nth>\d{{1,2}}{_NTH}|[Ff]ifteenth|[Ss]ixteenth|"
        rf"[Ss]eventeenth|[Ee]ighteenth|[Nn]ineteenth|[Tt]wentieth|[Tt]wenty-first)[- ][Cc]entur(?:y|"
        rf"ies)\b",
    ),
    (
        "holiday",
        r"(?P<near>[Ll]ast |[Tt]his |[Nn]ext )?\b(?P<name>Christmas(?: (?:Eve|Day))?|New Year['’]s (?"
        r":Eve|Day)|Valentine['’]s Day|Halloween|Thanksgiving(?: Day)?|Labor Day|Memorial Day|"
        r"Veterans Day|Independence Day|Fourth of July|Boxing Day|St\. Patrick['’]s Day|Bastille Day|"
        r"April Fools['’] Day|Martin Luther King(?: Jr\.?)? Day|Columbus Day|Presidents['’]? Day|"
        r"Mother['’]s Day|Father['’]s Day)\b(?:,? (?P<year>20\d\d|19\d\d)\b)?",
    ),
    ("fiscal", rf"(?P<part>{_PART})\b(?:[Ff]iscal|FY) ?(?:year )?['’]?(?P<year>{_YEAR}|\d\d)\b"),
    ("years", rf"(?<![\w$£€.,-])(?P<year>{_YEAR})(?P<gap>[-–/])(?P<second>\d\d)(?![\d-])"),
    (
        "year",
        rf"(?P<part>{_PART})(?:[Tt]he year )?(?:(?<=[Mm]id-)|(?<=[Ll]ate-)|(?<=arly-)|(?<![\w$£€.,#+:/-])"
        rf")(?P<year>{_YEAR})(?![\d%$€£]|[,.]\d|[A-Za-z]|/|-\d|['’]s\d)",
    ),
    (
        "set",
        rf"\b(?:(?P<how>[Ee]very|[Ee]ach|[Pp]er|[Oo]nce an?|[Tt]wice an?|[Tt]imes an?)"
        rf"(?: other)? (?P<several>{_COUNT} "
        rf")?(?P<unit>{_UNIT}|{_DAYPART})s?|(?P<adverb>[Dd]aily|[Ww]eekly|[Bb]iweekly|[Mm]onthly|"
        rf"[Qq]uarterly|[Aa]nnual(?:ly)?|[Yy]early|[Hh]ourly|[Nn]ightly|[Bb]iannual(?:ly)?|"
        rf"[Ff]ortnightly|[Ww]eekdays|[Ww]eekends|[Ww]eeknights))\b(?! (?:Mail|News|Beast|Show|"
        rf"Telegraph|Caller|Mirror|Express|Star|Record|Standard|Kos|Post|Times))",
    ),
    (
        "span",
        rf"\b(?P<near>[Tt]he (?:last|next|past|first|previous|coming|following|final|ensuing|"
        rf"remaining)|[Tt]hese|[Tt]hose|[Ll]ast|[Nn]ext|[Pp]ast|[Ff]irst) (?P<count>{_COUNT}|"
        rf"{_VAGUE})?(?:(?<=\w) )?(?:(?:trading|working|business|consecutive|full|straight|"
        rf"academic|financial|fiscal|calendar) )?"
        rf"(?P<unit>{_UNIT})s?\b(?! ago)(?: of (?:the )?(?P<ofyear>{_YEAR}|"
        rf"(?:last|this|next) year|the year|year))?",
    ),
    (
        "hyphen",
        rf"\b(?P<count>\d{{1,4}}(?:\.\d)?|{_SMALL}|half|multi|several)[- ](?P<unit>second|minute|"
        rf"hour|day|night|week|month|year|decade|century)(?:-long)?(?![\w]|-olds?\b| olds?\b)",
    ),
    (
        "duration",
        rf"(?:\b{_APPROX})(?P<count>{_COUNT}|{_VAGUE}|[Aa]n?|[Hh]alf an?|one and a half|an? (?:full|"
        rf"entire|whole|extra|additional|calendar)|(?:a|one|the)? ?half(?: an?| a)?)(?: (?:straight|"
        rf"consecutive|more|long|full|whole|extra|additional|further|other|or so|last|successive|"
        rf"short|working|business|calendar))?[ -](?P<unit>{_UNIT})(?P<plural>s?)\b(?P<half> and a half|"
        rf" or so)?(?! ago)(?![\w]|-old| old\b| of age\b)",
    ),
    (
        "bare",
        r"\b(?:[Oo]ver the |[Tt]he )?(?P<unit>seconds|minutes|hours|days|weeks|months|years|"
        r"decades|centuries|generations)(?:-long| long)?\b(?! old)",
    ),
    ("long", r"\b(?P<unit>day|week|month|year|decade|century|hour)s?-?long\b"),
    (
        "ref",
        r"\b(?P<ref>(?:[Uu]ntil |[Rr]ight |[Bb]y |[Ee]ven |[Jj]ust )?[Nn]ow(?! that\b|-)|[Cc]urrently|"
        r"[Nn]owadays|[Pp]resently|[Cc]urrent|[Pp]resent-day|[Aa]t present|[Aa]t the moment|"
        r"[Tt]hese days"
        r"|(?:[Mm]ore |[Vv]ery )?(?<![Mm]ost )[Rr]ecent(?:ly)?(?: (?:years|months|weeks|days|"
        r"decades|times|past|history))?|[Ll]ately|[Tt]he past(?=[.,;)]| and| but|$)|[Tt]he (?:recent|"
        r"distant) past"
        r"|[Tt]he (?:near |foreseeable |immediate |not-too-distant |not too distant |distant )?future|"
        r"[Nn]ear future|[Ii]mmediate future"
        r"|[Oo]vernight|[Tt]he coming (?:days|weeks|months|years)|[Cc]oming (?:days|weeks|"
        r"months|years)|[Ee]arlier(?=[,.;]|$)|[Ss]oon(?!-|er| as)|[Aa]t the time|[Aa]t that time|"
        r"[Tt]he same time|[Ll]ong ago|[Mm]edieval times|[Aa]ncient times)\b",
    ),
)
COMPILED = tuple((name, re.compile(pattern)) for name, pattern in RULES)
_MONTH_CUES = "jan feb mar apr may jun jul aug sep oct nov dec"
_UNIT_CUES = (
    "second minute hour day night week fortnight month quarter year decade centur millenni generation half"
)
_PART_CUES = "morning afternoon evening night noon midday lunchtime dawn dusk"
_SEASON_CUES = "spring summer autumn fall winter"
_DIGIT_CUES = "0 1 2 3 4 5 6 7 8 9"
CUES = {  # a rule is tried where the lower-case text holds one of these: most sentences hold few
    "iso": _DIGIT_CUES,
    "slash": "/",
    "monthday": _MONTH_CUES,
    "daymonth": _MONTH_CUES,
    "monthyear": _MONTH_CUES,
    "month": _MONTH_CUES,
    "weekday": "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun",
    "clockday": _DIGIT_CUES + " noon midnight",
    "clock": _DIGIT_CUES + " noon midnight",
    "day": "today yesterday tomorrow tonight last_night",
    "thispart": _PART_CUES,
    "near": f"{_UNIT_CUES} {_SEASON_CUES}",
    "weekof": _UNIT_CUES,
    "ago": _UNIT_CUES,
    "quarter": "quarter q1 q2 q3 q4",
    "half": "half",
    "season": _SEASON_CUES,
    "decade": "0s 0's 0’s ties",
    "century": "centur",
    "holiday": "christmas new_year valentine halloween thanksgiving day fourth_of_july",
    "fiscal": "fiscal fy",
    "years": _DIGIT_CUES,
    "year": _DIGIT_CUES,
    "set": f"{_UNIT_CUES} {_PART_CUES} daily annual",
    "span": _UNIT_CUES,
    "hyphen": _UNIT_CUES,
    "duration": _UNIT_CUES,
    "bare": _UNIT_CUES,
    "long": "long",
    "ref": "now current present moment these_days recent lately past future overnight coming earlier soon "
    "time ago",
}
_CUES_BY_RULE = {name: tuple(cue.replace("_", " ") for cue in words.split()) for name, words in CUES.items()}


@dataclass(frozen=True, slots=True)
class Wording:
    """One time expression: its span in the text, the rule that found it and the rule's groups."""

    start: int
    end: int
    rule: str
    groups: dict[str, str]


def find_wordings(text: str) -> Iterator[Wording]:
    """The time expressions of `text` as worded, in order, none overlapping; the longer one wins.

    >>> text = "It began in early June, two years ago."
    >>> [text[w.start : w.end] for w in find_wordings(text)]
    ['early June', 'two years ago']
    """
    lowered = text.lower()
    held: dict[tuple[str, ...], bool] = {}
    found: list[tuple[int, int, int, str, dict[str, str]]] = []
    for order, (name, pattern) in enumerate(COMPILED):
        cues = _CUES_BY_RULE[name]
        if cues not in held:
            held[cues] = any(map(lowered.__contains__, cues))
        if not held[cues]:
            continue
        for match in pattern.finditer(text):
            groups = {key: value for key, value in match.groupdict().items() if value}
            start, end = _trim(text, match.start(), match.end())
            found.append((start, end, order, name, groups))
    kept: list[Wording] = []
    taken: list[tuple[int, int]] = []
    for start, end, _, name, groups in sorted(found, key=lambda f: (f[0] - f[1], f[0], f[2])):
        at = bisect(taken, (start, end))
        clear = (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or taken[at][0] >= end)
        if clear:
            taken.insert(at, (start, end))
            kept.append(Wording(start, end, name, groups))
    yield from sorted(kept, key=lambda w: w.start)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without outer spaces and without a bracket that it doesn't open."""
    while end > start and (text[end - 1] in " -," or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    while start < end and text[start] == " ":
        start += 1
    return start, end
