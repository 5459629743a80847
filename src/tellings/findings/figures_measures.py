"""Units of measure: the words and symbols that name them.

The list is this project's own. Unit names are singular, lower-case and British ("metre"), as in
CQE's corpus, so that scores can be compared.
"""

_WORDS = """
percentage: percent, per cent, pct, percents, percentage
percentage point: percentage points, percentage point, percent points, per cent points, pct points
basis point: basis points, basis point, bps
metre: metre, metres, meter, meters
kilometre: kilometre, kilometres, kilometer, kilometers
mile: mile, miles
nautical mile: nautical mile, nautical miles
yard: yard, yards
foot: foot, feet
inch: inch, inches
light year: light year, light years, light-year, light-years
square metre: square metre, square metres, square meter, square meters, sq metres, sq m, sqm
parts-per-million: parts per million, ppm
parts-per-billion: parts per billion, ppb
square kilometre: square kilometre, square kilometres, square kilometer, square kilometers, sq km
square mile: square mile, square miles, sq miles
square foot: square foot, square feet, sq ft, sq feet
square yard: square yard, square yards
cubic metre: cubic metre, cubic metres, cubic meter, cubic meters
cubic foot: cubic foot, cubic feet
cubic centimetre: cubic centimetres, cubic centimeters, cubic inches of displacement
cubic yard: cubic yard, cubic yards
acre: acre, acres
hectare: hectare, hectares
gram: gram, grams, gramme, grammes
kilogram: kilogrammes, kilo, kilos
tonne: tonne, tonnes, metric ton, metric tons
ton: ton, tons
kiloton: kiloton, kilotons
megaton: megaton, megatons
ounce: ounce, ounces, fluid ounce, fluid ounces
pound-mass: lbs, pounds of weight
litre: litre, litres, liter, liters
gallon: gallon, gallons
pint: pint, pints
quart: quart, quarts
stone: stone
furlong: furlong, furlongs
fathom: fathom, fathoms
parsec: parsec, parsecs
carat: carat, carats
astronomical unit: astronomical units
barrel: barrel, barrels
second: second, seconds, secs, sec
minute: minute, minutes, mins
hour: hour, hours, hrs
day: day, days
week: week, weeks
month: month, months
year: year, years, yrs
croatian kuna: kuna
decade: decades
century: centuries
degree: degree, degrees
celsius: degrees celsius, degree celsius, celsius, degrees centigrade, degrees c
fahrenheit: degrees fahrenheit, degree fahrenheit, fahrenheit, degrees f
calorie: calorie, calories
horsepower: horsepower, horse power
brake horsepower: brake horsepower
pound-foot: pound-feet, pound-foot, pound feet, pounds-feet
newton metre: newton metre, newton metres, newton meter, newton meters, newton-metres, newton-meters
ampere: amps
decibel: decibel, decibels
knot: knots
bit: bits
byte: bytes
gigabyte: gigs
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
croatian kuna: kn
percentage: %, pc, ％
basis point: bp
mile: mi
yard: yd, yds
foot: ft, ′
inch: in, ″
square metre: m2, m²
square kilometre: km2, km²
square centimetre: cm2, cm²
square foot: sqft, ft2, ft²
cubic metre: m3, m³
cubic centimetre: cc, cm3, cm³
cubic foot: cu ft, ft3
hectare: ha
tonne: t
ounce: oz
pound-mass: lb, lbs
minute: min
hour: h, hr
day: d
year: yr
celsius: °C, ºC, C, ° C
fahrenheit: °F, ºF, F, ° F
degree: °, º
horsepower: hp, HP, PS, Hp
brake horsepower: bhp, BHP
pound-foot: lb-ft, lb ft, lbft, ft-lb, ft lb, lb.-ft
newton metre: Nm, N m
decibel: dB, db
megabit per second: Mbps, mbps, Mb/s
gigabit per second: Gbps, gbps
kilobit per second: kbps, Kbps
megapixel: MP
mile per hour: mph, MPH, Mph
kilometre per hour: km/h, kph, kmh, kmph, km/hr
metre per second: m/s
mile per gallon: mpg, MPG
revolutions per minute: rpm, RPM
frame per second: fps
pound per square inch: psi
generation wireless: G
kilowatt: kw, KW
kilowatt hour: KWh, kwh
kilohertz: KHz
hertz: hz, HZ
gigahertz: Ghz
kilogram: kgs, Kg
kilometre: kms
microgram: mcg
penny: p
euro: €
pound sterling: £
dollar: $, USD
euro: EUR
pound sterling: GBP
japanese yen: JPY, ¥
indian rupee: INR
chinese yuan: CNY, RMB
swiss franc: CHF
russian rouble: RUB
canadian dollar: CAD
australian dollar: AUD
uae dirham: AED
"""
_PREFIXES = dict(
    pair.split(":")
    for pair in (
        "k:kilo M:mega G:giga T:tera P:peta c:centi m:milli µ:micro μ:micro n:nano h:hecto d:deci"
    ).split()
)
_BASES = {  # symbol:name:prefixes that news and science use with it
    symbol: (name.replace("_", " "), prefixes)
    for symbol, name, prefixes in (
        entry.split(":")
        for entry in """
        m:metre:kcmµμnd g:gram:kmµμn L:litre:mcdµμh l:litre:mcdµμh W:watt:kMGTPmµμ
        Wh:watt_hour:kMGT V:volt:kMmµμ A:ampere:kmµμn Ah:ampere-hour:km Hz:hertz:kMGT
        Pa:pascal:kMGh J:joule:kMGTm N:newton:kMm B:byte:kKMGTP b:bit:kMGT s:second:mµμn
        F:farad:mµμn T:tesla:mµμ Sv:sievert:mµμ Gy:gray:mµμ Bq:becquerel:kMGTP mol:mole:mµμn
        cal:calorie:k eV:electronvolt:kMGT lm:lumen:k bar:bar:m K:kelvin:mkµμ Ω:ohm:kMGm
        H:henry:mµμn C:coulomb:mµμn lx:lux:k cd:candela:m gal:gallon: ly:light_year: pt:pint:
        qt:quart:
        """.split()
    )
}


def read_table(table: str) -> dict[str, str]:
    """Surface -> unit of a table with one "unit: surface, surface" a line."""
    pairs: dict[str, str] = {}
    for line in table.strip().splitlines():
        name, surfaces = line.split(":", 1)
        pairs |= {surface.strip(): name for surface in surfaces.split(",")}
    return pairs


def _si_symbols() -> dict[str, str]:
    """Symbol -> unit for each base with each of its prefixes ("kW": "kilowatt")."""
    pairs = {symbol: name for symbol, (name, _) in _BASES.items()}
    for symbol, (name, prefixes) in _BASES.items():
        pairs |= {p + symbol: ("kilo" if p == "K" else _PREFIXES[p]) + name for p in prefixes}
    return pairs


_NO_PLAIN_FORM = frozenset(["light year", "gray", "bar", "mole", "metre", "second", "pint"])


def _si_words() -> dict[str, str]:
    """Word -> unit for each base written out, singular and plural, in both spellings."""
    pairs: dict[str, str] = {}
    for name, prefixes in sorted(set(_BASES.values())):
        names = [] if name in _NO_PLAIN_FORM else [name]
        names += [_PREFIXES.get(p, "kilo") + name for p in prefixes]
        for unit in names:
            plain = unit.replace("metre", "meter").replace("litre", "liter")
            for surface in {unit, plain, unit.replace(" ", "-")}:
                pairs[surface] = unit
                pairs[surface if surface.endswith(("hertz", "lux")) else surface + "s"] = unit
    return pairs


WORDS = _si_words() | read_table(_WORDS)
SYMBOLS = _si_symbols() | read_table(_SYMBOLS)
MEASURES = frozenset([*WORDS.values(), *SYMBOLS.values()])
TIME_UNITS = frozenset("second minute hour day week month year decade century millisecond".split())
