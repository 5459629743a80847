"""Money: currency signs, codes and names, each in full ("australian dollar")."""

import re

from tellings.findings.figures_measures import read_table

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
SIGNS = {
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
    "$A": "australian dollar",
    "$US": "dollar",
    "$C": "canadian dollar",
    "$NZ": "new zealand dollar",
    "$HK": "hong kong dollar",
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
_CODES = """
ARS:argentine peso BGN:bulgarian lev BRL:brazilian real BTC:bitcoin CLP:chilean peso COP:colombian peso
CZK:czech koruna DKK:danish krone EGP:egyptian pound GEL:georgian lari GHS:ghanaian cedi HKD:hong kong dollar
HRK:croatian kuna HUF:hungarian forint IDR:indonesian rupiah ILS:shekel IRR:iranian rial ISK:icelandic krona
KES:kenyan shilling KRW:south korean won KZT:kazakhstani tenge LKR:sri lankan rupee MAD:moroccan dirham
MXN:mexican peso MYR:malaysian ringgit NGN:nigerian naira NOK:norwegian krone NZD:new zealand dollar
PEN:peruvian sol PHP:philippine peso PKR:pakistani rupee PLN:polish zloty QAR:qatari riyal RON:romanian leu
RUB:russian rouble SAR:saudi riyal SEK:swedish krona SGD:singapore dollar THB:thai baht TRY:turkish lira
TWD:taiwan dollar TZS:tanzanian shilling UAH:ukrainian hryvnia UGX:ugandan shilling VND:vietnamese dong
ZAR:south african rand
"""
CODES = dict(re.findall(r"([A-Z]{3}):([a-z ]+?)(?=\s+[A-Z]{3}:|\s*$)", " ".join(_CODES.split())))
SIGNS |= CODES
CURRENCY_WORDS = read_table(_CURRENCIES)
CURRENCIES = frozenset([*CURRENCY_WORDS.values(), *SIGNS.values()])
