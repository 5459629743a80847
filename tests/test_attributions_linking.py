from tellings.findings.attributions_linking import Linked, link_pieces
from tellings.findings.tagger import Piece
from tellings.settings import AttributionSettings
from tests.attributing import windows


def link(text: str, *pieces: tuple[str, str]) -> list[tuple[str, list[str], list[str]]]:
    """The attributions that `pieces`, given as kind and words, make in `text`."""
    (window,) = windows(text)
    words = [word.text for word in window.words]
    placed = []
    at = 0
    for kind, said in pieces:
        wanted = said.split(" ")
        at = next(n for n in range(at, len(words)) if words[n : n + len(wanted)] == wanted)
        placed.append(Piece(kind, at, at + len(wanted) - 1))
        at += len(wanted)

    def spell(piece: Piece) -> str:
        return " ".join(words[piece.first : piece.last + 1])

    def tell(one: Linked) -> tuple[str, list[str], list[str]]:
        cue = spell(one.cue) if one.cue else ""
        return cue, [spell(piece) for piece in one.sources], [spell(piece) for piece in one.contents]

    return [tell(one) for one in link_pieces(window, placed, AttributionSettings())]


def test_each_cue_takes_the_source_and_the_content_nearest_in_the_parse() -> None:
    text = "Okello said the port is safe, but Reyes denied the claim."
    pieces = (
        ("source", "Okello"),
        ("cue", "said"),
        ("content", "the port is safe"),
        ("source", "Reyes"),
        ("cue", "denied"),
        ("content", "the claim"),
    )
    assert link(text, *pieces) == [
        ("said", ["Okello"], ["the port is safe"]),
        ("denied", ["Reyes"], ["the claim"]),
    ]


def test_two_verbs_share_their_subject() -> None:
    text = "Okello praised the crew and blamed the owners."
    pieces = (
        ("source", "Okello"),
        ("cue", "praised"),
        ("content", "the crew"),
        ("cue", "blamed"),
        ("content", "the owners"),
    )
    assert [(cue, sources) for cue, sources, _ in link(text, *pieces)] == [
        ("praised", ["Okello"]),
        ("blamed", ["Okello"]),
    ]


def test_a_quotation_goes_on_what_was_said_and_not_on_what_was_spoken_of() -> None:
    text = "“It burns,” Reyes said, speaking of the ship. “It burned all night.”"
    pieces = (
        ("content", "“ It burns , ”"),
        ("source", "Reyes"),
        ("cue", "said"),
        ("cue", "speaking of"),
        ("content", "the ship"),
        ("content", "“ It burned all night . ”"),
    )
    assert link(text, *pieces)[0] == ("said", ["Reyes"], ["“ It burns , ”", "“ It burned all night . ”"])


def test_contents_without_any_cue_come_alone() -> None:
    assert link("“It burns,” and more.", ("content", "“ It burns , ”")) == [("", [], ["“ It burns , ”"])]


def test_a_mark_at_the_end_of_the_words_does_not_say_who_spoke_them() -> None:
    words = 'that the men had come " with a plan to burn the harbour and kill the guards , "'
    text = f"Police chief Omar Lunde said {words}, Reuters reported.".replace(' " ', ' "').replace(
        ' , ",', ',"'
    )
    pieces = (
        ("source", "Police chief Omar Lunde"),
        ("cue", "said"),
        ("content", words),
        ("source", "Reuters"),
        ("cue", "reported"),
    )
    assert link(text, *pieces)[0] == ("said", ["Police chief Omar Lunde"], [words])


def test_pieces_that_share_a_word_with_a_hyphen_are_one() -> None:
    text = "President Moon Jae-in said it is so."
    pieces = (("source", "President Moon Jae"), ("source", "in"), ("cue", "said"), ("content", "it is so"))
    assert link(text, *pieces) == [("said", ["President Moon Jae - in"], ["it is so"])]
