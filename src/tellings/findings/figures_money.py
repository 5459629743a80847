"""Money: currency signs, codes and names, each in full ("australian dollar")."""

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
CURRENCY_WORDS = read_table(_CURRENCIES)
CURRENCIES = frozenset([*CURRENCY_WORDS.values(), *SIGNS.values()])
