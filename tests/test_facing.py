"""Words of one telling face the words of another."""

from hypothesis import given
from hypothesis import strategies as st

from tellings.findings.facing import face, faced_by, share_kept

TEXT = st.lists(
    st.sampled_from(["he", "said", "Kiev", "Kyiv", "can't", "cant", "no", "—", "\n", "Ö"]), max_size=12
).map(" ".join)


def test_changed_words_face_each_other() -> None:
    blocks = face("They met in Kiev today", "They met at last in Kyiv today")
    assert faced_by((12, 16), blocks) == (20, 24)


def test_apostrophes_and_case_do_not_count() -> None:
    assert all(block.same for block in face("I can't say", "i cant say"))


def test_characters_read_in_the_wrong_encoding_do_not_count() -> None:
    blocks = face("They don’t know the café", "They donâ€™t know the cafÃ©")
    assert [(b.same, b.second) for b in blocks] == [
        (True, (0, 4)),
        (True, (5, 12)),
        (True, (13, 17)),
        (True, (18, 21)),
        (True, (22, 27)),
    ]


def test_a_list_too_long_to_align_faces_nothing() -> None:
    assert face("word " * 401, "word") == ()


@given(TEXT, TEXT)
def test_spans_lie_in_their_texts_and_in_order(first: str, second: str) -> None:
    blocks = face(first, second)
    for spans, text in (([b.first for b in blocks], first), ([b.second for b in blocks], second)):
        assert all(0 <= s <= e <= len(text) for s, e in spans)
        assert spans == sorted(spans)


@given(TEXT)
def test_a_text_faces_itself_word_for_word(text: str) -> None:
    blocks = face(text, text)
    assert all(b.same and b.first == b.second for b in blocks)
    assert share_kept(blocks) == (1.0 if blocks else 0.0)
