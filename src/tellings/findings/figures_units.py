"""Units of measure and money: the name of the unit that stands at a place in a text.

The list is this project's own. Unit names are singular, lower-case and British ("metre"), money
is named in full ("australian dollar"), and rates read "dollar per barrel".
"""

import re
from dataclasses import dataclass

_WORDS = """
percentage: percent, per cent, pct, percents, percentage
percentage point: percentage points, percentage point, percent points, per cent points, pct points
basis point: basis points, basis point, bps
metre: metre, metres, meter, meters
kilometre: kilometre, kilometres, kilometer, kilometers
centimetre: centimetre, centimetres, centimeter, centimeters
millimetre: millimetre, millimetres, millimeter, millimeters
nanometre: nanometre, nanometres, nanometer, nanometers
mile: mile, miles
nautical mile: nautical mile, nautical miles
yard: yard, yards
foot: foot, feet
inch: inch, inches
light year: light year, light years, light-year, light-years
square metre: square metre, square metres, square meter, square meters, sq metres, sq m
square kilometre: square kilometre, square kilometres, square kilometer, square kilometers, sq km
square mile: square mile, square miles, sq miles
square foot: square foot, square feet, sq ft, sq feet
square yard: square yard, square yards
cubic metre: cubic metre, cubic metres, cubic meter, cubic meters
cubic foot: cubic foot, cubic feet
cubic centimetre: cubic centimetres, cubic centimeters, cubic inches of displacement
acre: acre, acres
hectare: hectare, hectares
gram: gram, grams, gramme, grammes
kilogram: kilogram, kilograms, kilogramme, kilogrammes, kilo, kilos
milligram: milligram, milligrams
microgram: microgram, micrograms
tonne: tonne, tonnes, metric ton, metric tons
ton: ton, tons
kiloton: kiloton, kilotons
megaton: megaton, megatons
ounce: ounce, ounces
pound-mass: lbs, pounds of weight
litre: litre, litres, liter, liters
millilitre: millilitre, millilitres, milliliter, milliliters
gallon: gallon, gallons
pint: pint, pints
barrel: barrel, barrels
second: second, seconds, secs, sec
minute: minute, minutes, mins
hour: hour, hours, hrs
day: day, days
week: week, weeks
month: month, months
year: year, years, yrs
decade: decades
century: centuries
millisecond: millisecond, milliseconds
degree: degree, degrees
celsius: degrees celsius, degree celsius, celsius, degrees centigrade, degrees c
fahrenheit: degrees fahrenheit, degree fahrenheit, fahrenheit, degrees f
kelvin: kelvin, kelvins
watt: watt, watts
kilowatt: kilowatt, kilowatts
megawatt: megawatt, megawatts
gigawatt: gigawatt, gigawatts
terawatt: terawatt, terawatts
kilowatt hour: kilowatt hour, kilowatt hours, kilowatt-hour, kilowatt-hours
megawatt hour: megawatt hour, megawatt hours, megawatt-hour, megawatt-hours
gigawatt hour: gigawatt hour, gigawatt hours, gigawatt-hour, gigawatt-hours
terawatt hour: terawatt hour, terawatt hours, terawatt-hour, terawatt-hours
joule: joule, joules
calorie: calorie, calories
kilocalorie: kilocalorie, kilocalories
horsepower: horsepower, horse power
brake horsepower: brake horsepower
pound-foot: pound-feet, pound-foot, pound feet, pounds-feet
newton metre: newton metre, newton metres, newton meter, newton meters, newton-metres, newton-meters
newton: newtons
volt: volt, volts
ampere: ampere, amperes, amps
hertz: hertz
kilohertz: kilohertz
megahertz: megahertz
gigahertz: gigahertz
pascal: pascals
kilopascal: kilopascals
megapascal: megapascals
gigapascal: gigapascal, gigapascals
decibel: decibel, decibels
knot: knots
bit: bits
byte: bytes
kilobyte: kilobyte, kilobytes
megabyte: megabyte, megabytes
gigabyte: gigabyte, gigabytes, gigs
terabyte: terabyte, terabytes
petabyte: petabyte, petabytes
megabit: megabit, megabits
gigabit: gigabit, gigabits
megapixel: megapixel, megapixels
pixel: pixel, pixels
mile per hour: miles per hour, miles an hour, mile per hour, mile an hour
kilometre per hour: kilometres per hour, kilometers per hour, kilometres an hour, kilometers an hour
mile per gallon: miles per gallon, mile per gallon
revolutions per minute: revolutions per minute
count: times
frame per second: frames per second
"""
_SYMBOLS = """
percentage: %, pc, ％
basis point: bp
metre: m
kilometre: km, kms
centimetre: cm
millimetre: mm
nanometre: nm
micrometre: µm, μm
mile: mi
yard: yd, yds
foot: ft, ′
inch: in, ″, "
square metre: m2, m²
square kilometre: km2, km²
square foot: sqft
cubic metre: m3, m³
cubic centimetre: cc, cm3, cm³
hectare: ha
gram: g
kilogram: kg, kgs, Kg
milligram: mg
microgram: µg, μg, mcg
tonne: t
ounce: oz
pound-mass: lb
stone: st
litre: L, l
millilitre: ml, mL
second: s
minute: min
hour: h, hr
millisecond: ms
celsius: °C, ºC, C, ° C
fahrenheit: °F, ºF, F, ° F
degree: °, º
watt: W
kilowatt: kW, kw, KW
megawatt: MW
gigawatt: GW
terawatt: TW
watt hour: Wh
kilowatt hour: kWh, KWh, kwh
megawatt hour: MWh
gigawatt hour: GWh
terawatt hour: TWh
milliampere hour: mAh
kilojoule: kJ
kilocalorie: kcal
horsepower: hp, HP, PS, Hp
brake horsepower: bhp, BHP
pound-foot: lb-ft, lb ft, lbft, ft-lb, ft lb, lb.-ft
newton metre: Nm, N m
volt: V
ampere: A
hertz: Hz, hz
kilohertz: kHz, KHz
megahertz: MHz
gigahertz: GHz, Ghz
kilopascal: kPa
megapascal: MPa
gigapascal: GPa
hectopascal: hPa
millibar: mb
decibel: dB, db
kilobyte: KB, kB
megabyte: MB
gigabyte: GB, Gb
terabyte: TB
megabit per second: Mbps, mbps, Mb/s
gigabit per second: Gbps
kilobit per second: kbps, Kbps
megapixel: MP
mile per hour: mph, MPH
kilometre per hour: km/h, kph, kmh, kmph
metre per second: m/s
mile per gallon: mpg
revolutions per minute: rpm, RPM
frame per second: fps
generation wireless: G
"""
_CURRENCIES = """
dollar: dollars, dollar, bucks
australian dollar: australian dollars, australian dollar, aussie dollars
canadian dollar: canadian dollars, canadian dollar
hong kong dollar: hong kong dollars, hong kong dollar
new zealand dollar: new zealand dollars, new zealand dollar
singapore dollar: singapore dollars, singapore dollar
taiwan dollar: taiwan dollars, taiwan dollar, new taiwan dollars
united states dollar: us dollars, us dollar, u.s. dollars, american dollars
pound sterling: pounds sterling, pound sterling, sterling, quid, british pounds
pound: pounds, pound
euro: euros, euro
japanese yen: yen, japanese yen
chinese yuan: yuan, renminbi, chinese yuan, rmb
indian rupee: rupees, rupee, indian rupees
pakistani rupee: pakistani rupees
russian rouble: roubles, rubles, rouble, ruble, russian rubles
swiss franc: swiss francs, swiss franc
franc: francs
danish krone: danish crowns, danish kroner, danish krone
swedish krona: swedish crowns, swedish kronor, swedish krona
norwegian krone: norwegian crowns, norwegian kroner, norwegian krone
crown: crowns
kroner: kroner, krone
kronor: kronor
south korean won: won, south korean won, korean won
south african rand: rand, south african rand
shekel: shekels, shekel
turkish lira: lira, liras, turkish lira, turkish liras
mexican peso: mexican pesos
philippine peso: philippine pesos
peso: pesos, peso
brazilian real: reais, reals, brazilian reais
malaysian ringgit: ringgit
thai baht: baht
polish zloty: zloty, zlotys
hungarian forint: forints, forint
ukrainian hryvnia: hryvnia, hryvnias
saudi riyal: riyals, riyal
uae dirham: dirhams, dirham
kenyan shilling: kenyan shillings
shilling: shillings
dinar: dinars
nigerian naira: naira
bangladeshi taka: taka
indonesian rupiah: rupiah
vietnamese dong: dong
iranian rial: rials
bitcoin: bitcoins, bitcoin, btc
cent: cents, cent
penny: pence, pennies
"""
_SIGNS = {
    "$": "dollar",
    "US$": "dollar",
    "U.S.$": "dollar",
    "USD": "dollar",
    "£": "pound sterling",
    "GBP": "pound sterling",
    "GB£": "pound sterling",
    "PS": "pound sterling",  # how a text forced into ASCII writes the pound sign
    "€": "euro",
    "EUR": "euro",
    "¥": "japanese yen",
    "JPY": "japanese yen",
    "Y=": "japanese yen",  # the yen sign in ASCII
    "CN¥": "chinese yuan",
    "RMB": "chinese yuan",
    "CNY": "chinese yuan",
    "₹": "indian rupee",
    "Rs": "indian rupee",
    "Rs.": "indian rupee",
    "INR": "indian rupee",
    "₽": "russian rouble",
    "₩": "south korean won",
    "₪": "shekel",
    "NIS": "shekel",
    "₺": "turkish lira",
    "₴": "ukrainian hryvnia",
    "₦": "nigerian naira",
    "₱": "philippine peso",
    "฿": "thai baht",
    "A$": "australian dollar",
    "AU$": "australian dollar",
    "AUD": "australian dollar",
    "C$": "canadian dollar",
    "CA$": "canadian dollar",
    "CAD": "canadian dollar",
    "CDN$": "canadian dollar",
    "HK$": "hong kong dollar",
    "HKD": "hong kong dollar",
    "NZ$": "new zealand dollar",
    "NZD": "new zealand dollar",
    "S$": "singapore dollar",
    "SGD": "singapore dollar",
    "NT$": "taiwan dollar",
    "R$": "brazilian real",
    "RM": "malaysian ringgit",
    "CHF": "swiss franc",
    "AED": "uae dirham",
    "SEK": "swedish krona",
    "NOK": "norwegian krone",
    "DKK": "danish krone",
    "ZAR": "south african rand",
}
_TRAILING_SIGNS = {  # what may follow "$76": "$76 US a barrel", "$10 million Canadian"
    "us": "dollar",
    "u.s.": "dollar",
    "cdn": "canadian dollar",
    "canadian": "canadian dollar",
    "australian": "australian dollar",
    "au": "australian dollar",
}
TIME_UNITS = frozenset("second minute hour day week month year decade century millisecond".split())
_RATE_NOUNS = frozenset(  # what an amount may be "a" or "per" of without being a measure
    "share person head employee worker household unit vehicle student game night capita ticket "
    "user customer patient child family seat bottle ounce bushel semester quarter season "
    "pack item copy passenger vote page mmbtu ton tonne pop plate gramme".split()
)


def _read(table: str) -> dict[str, str]:
    """Surface -> unit of a table with one "unit: surface, surface" a line."""
    pairs: dict[str, str] = {}
    for line in table.strip().splitlines():
        name, surfaces = line.split(":", 1)
        pairs |= {surface.strip(): name for surface in surfaces.split(",")}
    return pairs


WORDS = _read(_WORDS)
SYMBOLS = _read(_SYMBOLS)
CURRENCY_WORDS = _read(_CURRENCIES)
CURRENCIES = frozenset([*CURRENCY_WORDS.values(), *_SIGNS.values()])
MEASURES = frozenset([*WORDS.values(), *SYMBOLS.values()])


def _any_of(surfaces: list[str]) -> str:
    return "|".join(re.escape(s).replace(r"\ ", "[ -]") for s in sorted(surfaces, key=len, reverse=True))


_WORD_AFTER = re.compile(rf"[ -]?(?P<unit>{_any_of([*WORDS, *CURRENCY_WORDS])})(?![A-Za-z])", re.IGNORECASE)
_SYMBOL_AFTER = re.compile(rf"(?P<gap>[ -]?)(?P<unit>{_any_of(list(SYMBOLS))})(?![A-Za-z0-9/])")
_SIGN_BEFORE = re.compile(rf"(?<![A-Za-z\d-])(?P<sign>(?:US|HK|NZ|AU|A|C|NT|S) \$|{_any_of(list(_SIGNS))}) ?$")
_TRAILING = re.compile(r" (?P<sign>US|U\.S\.|Cdn|Canadian|Australian|AU)(?![A-Za-z])")
_OLD = re.compile(r"[ -]*(?:years?[ -]old|years? of age|-?year-?olds|yo\b)", re.IGNORECASE)
_RATE = re.compile(
    r"(?: ?/ ?|,? per[ -]| an? | each )(?P<noun>square (?:foot|metre|meter|mile)|million btu|[A-Za-z]+)(?! (?:ago|earlier|later|before|after)\b)",
    re.IGNORECASE,
)
_EXTENT = re.compile(r" (?:wide|long|tall|high|deep|away|thick)\b")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's name and the characters that name it."""

    name: str
    start: int
    end: int


def unit_before(text: str, start: int) -> Unit | None:
    """The currency sign that stands directly before `start`, or None."""
    found = _SIGN_BEFORE.search(text, max(0, start - 6), start)
    if not found:
        return None
    sign = found["sign"].replace(" ", "")
    if sign in ("PS", "RM", "Rs") and found.end("sign") != start:
        return None
    return Unit(_SIGNS[sign], found.start("sign"), start)


def unit_after(text: str, end: int) -> Unit | None:
    """The unit that stands directly after a number ending at `end`, with its rate, or None.

    >>> unit_after("22 miles an hour", 2)
    Unit(name='mile per hour', start=2, end=16)
    """
    if (old := _OLD.match(text, end)) is not None:
        return Unit("year of age", end, old.end())
    found = _WORD_AFTER.match(text, end)
    if found is not None:
        surface = re.sub(r"[ -]+", " ", found["unit"].lower())
        name = WORDS.get(surface) or WORDS.get(found["unit"].lower()) or CURRENCY_WORDS.get(surface, "")
        return with_rate(text, Unit(name, end, found.end())) if name else None
    symbol = _SYMBOL_AFTER.match(text, end)
    if symbol is None or not _is_symbol(text, symbol):
        return None
    return with_rate(text, Unit(SYMBOLS[symbol["unit"]], end, symbol.end()))


def _is_symbol(text: str, found: re.Match[str]) -> bool:
    """False where a one-letter symbol apart from its number, or "in", is more likely a word."""
    unit = found["unit"]
    if unit == '"':
        return False
    if unit in ("in", "A", "G", "C", "F", "h", "s", "t", "st", "V", "T", "W", "MP", "mb", "a"):
        return found["gap"] == "" and not (unit in ("in", "s", "st", "t"))
    if len(unit) == 1 and unit.isalpha():
        return found["gap"] == "" or text[found.end() : found.end() + 1] in ("", ",", ".", ")", ";")
    return True


def with_sign_after(text: str, unit: Unit, end: int) -> Unit:
    """`unit`, a currency sign's, made precise by what follows the number ("$76 US", "$5 million Canadian")."""
    if (trailing := _TRAILING.match(text, end)) is not None:
        return Unit(_TRAILING_SIGNS[trailing["sign"].lower()], unit.start, trailing.end())
    if (word := re.compile(r" (dollars|sterling)\b", re.IGNORECASE).match(text, end)) is not None:
        name = "pound sterling" if word.group(1).lower() == "sterling" else unit.name
        return Unit(name, unit.start, word.end())
    return Unit(unit.name, unit.start, end)


def with_rate(text: str, unit: Unit) -> Unit:
    """`unit` with the "per …" or "a …" that follows it; money and measures only."""
    if unit.name == "percentage":
        return unit
    rate = _RATE.match(text, unit.end)
    if rate is None:
        return unit
    noun = rate["noun"].lower()
    per = rate.group().lower().lstrip(", ").startswith(("per", "/"))
    name = WORDS.get(noun) or (SYMBOLS.get(rate["noun"]) if "/" in rate.group() else None)
    if name is None:
        singular = noun.removesuffix("s")
        name = singular if singular in _RATE_NOUNS or (per and noun.isalpha()) else None
    if name is None or (unit.name in TIME_UNITS and not per):
        return unit
    return Unit(f"{unit.name} per {name}", unit.start, rate.end())


def extent_after(text: str, end: int) -> int:
    """Where "wide", "long" or "deep" after a measure ends, or `end`."""
    found = _EXTENT.match(text, end)
    return found.end() if found else end
