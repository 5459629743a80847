"""Which nouns mean a person ("the physician"), which a body that speaks ("the ministry")."""

BODIES = frozenset(
    "group company firm agency department ministry organization organisation statement report party "
    "committee court bank union association administration office campaign network paper newspaper "
    "council commission institute university bureau panel board study survey poll document memo letter "
    "brief note website".split()
)
_PEOPLE = frozenset(
    "actress aide analyst archbishop artist athlete attorney baroness billionaire bishop boss boy captain "
    "cardinal caretaker celebrity chair champion chief clerk coach colleague comic congressman consul "
    "cook correspondent couple cop critic deputy detective diplomat director duchess duke economist envoy "
    "executive expert fan father fisherman friend general girl governor guard guest guy head hero host "
    "husband imam incumbent judge justice king lady lawmaker lord man marine mate mayor member midwife "
    "millionaire minister monk mother mp musician nominee novice nun nurse official parent partner patient "
    "pilot player poet politician pope premier priest prince princess principal prosecutor queen rabbi "
    "recruit relative rival rookie saint scholar secretary singer sheriff sister son spokesman "
    "spokesperson spokeswoman star suspect teen teenager thief trooper veteran victim vet widow widower "
    "wife witness woman youngster youth republican democrat native".split()
)
_THINGS = frozenset(
    "letter paper newspaper newsletter poster order folder computer number newcomer tower power river "
    "server order center centre chapter border matter monitor indicator corner counter cover dinner disaster "
    "error factor filter floor harbor harbour hour humor labor layer motor mirror offer paper quarter "
    "register remainder rumor sector shelter summer tractor twitter water weather whisper winter reactor "
    "list twist district forecast museum stadium medium".split()
)
_ENDINGS = ("er", "or", "ist", "ian", "eer", "ee", "ent", "ant", "man", "woman")
_THINGS_END = ("ment", "tent", "cent", "event", "rant", "plant", "ttee", "tree")


def is_person(noun: str) -> bool:
    """Whether the noun, in lower case, is a word for a person, by a list and by how it ends.

    >>> [is_person(noun) for noun in ("physician", "senator", "zoo", "statement", "newspaper")]
    [True, True, False, False, False]
    """
    if noun in _PEOPLE:
        return True
    return noun.endswith(_ENDINGS) and not noun.endswith(_THINGS_END) and noun not in _THINGS | BODIES
