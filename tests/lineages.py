"""An invented story in several tellings, collated for lineage; texts are made up for these tests."""

from functools import cache

from tellings.collation.align import collate
from tellings.collation.passages import find_passages
from tellings.language.vectors import Vectors, load_vectors
from tellings.lineage import Collated, Lineage, Ruling
from tellings.lineage.forest import Models, load_models
from tellings.lineage.trace import trace
from tellings.lineage.usage import Usage, load_usage
from tellings.models import Article
from tellings.reading import Reading
from tellings.settings import Settings

WIRE = """\
Dockers at the port of Skagen walked out on Tuesday after talks over night shifts broke down, leaving
eleven freighters waiting in the roads and a ferry with 214 passengers unable to land.

"We have asked for this meeting since March," said Inger Holm, who leads the dockers' union. "Nobody
came to the table, and our people can't wait for another winter."

The harbour company said it had offered a rise of 4.5 percent and two more rest days a month. Its
director, Paul Vestergaard, called the strike "a needless blow to the whole coast."

Fishermen feared for their catch. Ice stores in the old hall will last until Thursday, according to the
fishing co-operative, and lorries that usually leave before dawn stood empty along the quay.

The last strike at the port, in 2009, went on for nineteen days and cost the town an estimated 30 million
kroner. The mayor, Lise Dam, urged both sides to meet again before the weekend.
"""
CUT = WIRE.split("\n\nFishermen", maxsplit=1)[0] + "\n"
REWORDED = """\
Longshoremen at the harbour of Skagen strode out on Tuesday after speeches over night turns cracked down,
abandoning eleven freighters biding in the streets and a ferry with 214 travellers incapable to land.

"We have demanded for this reunion since March," said Inger Holm, who directs the longshoremen's league.
"Nobody arrived to the board, and our persons can't expect for a different winter."

The harbour firm said it had proffered a raise of 4.5 percent and two more repose days a month. Its
principal, Paul Vestergaard, named the strike "a pointless gust to the entire shore."

Fishers dreaded for their capture. Ice shops in the elderly hall will endure until Thursday, as stated by
the fishing collective, and trucks that commonly depart before daybreak stood vacant along the pier.

The final strike at the harbour, in 2009, moved on for nineteen days and priced the city an estimated 30
million kroner. The mayor, Lise Dam, pressed both flanks to encounter again before the weekend.
"""
APART = """\
A strike has shut the harbour at Skagen, where several hundred people gathered by the gates on Tuesday
evening with torches and a brass band.

Among them was Jens Krogh, a crane driver for twenty years, who said he had not seen his children awake
since Sunday because of the new rota.

"Nobody came to the table, and our people can't wait for another winter," the union's leader, Inger Holm,
told the crowd to loud cheers.

Hotels along the beach reported cancelled bookings. A wedding party from Gothenburg is stuck on the ferry
and has asked the pastor to come aboard.
"""
TEXTS = {"wire": WIRE, "cut": CUT, "reworded": REWORDED, "apart": APART}


@cache
def means() -> tuple[Models, Usage, Vectors]:
    return load_models(), load_usage(), load_vectors()


def article(name: str, text: str) -> Article:
    return Article(name, name, "", f"The {name.title()} Gazette", "", "", "", "", "", "en", text)


def collated(texts: dict[str, str], rulings: tuple[Ruling, ...] = ()) -> Collated:
    """The texts as one collated story, the keys as article ids."""
    settings = Settings()
    readings = [Reading(article(name, text), (), ()) for name, text in texts.items()]
    passages = tuple(
        passage for reading in readings for passage in find_passages(reading, settings.collation)
    )
    articles = tuple(reading.article for reading in readings)
    collation = collate(articles, passages, means()[2], settings.collation)
    return Collated("harbour", articles, passages, (), collation, rulings)


def traced(texts: dict[str, str], rulings: tuple[Ruling, ...] = ()) -> Lineage:
    """The lineage of the texts."""
    models, usage, _ = means()
    return trace(collated(texts, rulings), models, usage, Settings().lineage)
