import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tellings.language.marks import Quoted, find_quoted


def quoted(text):
    return [text[found.start : found.end] for found in find_quoted(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Now.” \"What?\" «Oui», „Ja“, ``no'' and ''so''", ["Now.", "What?", "Oui", "Ja", "no", "so"]),
        ("She said 'he told me \"no way\" and left'.", ['he told me "no way" and left', "no way"]),
        ("The allies' plan was 'The allies' plan is good.' In the '90s.", ["The allies' plan is good."]),
        ("â€œI canâ€™t,â€\x9d he said.", ["I canâ€™t,"]),
        ('He is 6\'2" tall. "Yes," he said.', ["Yes,"]),
        ('"No."He left."But why?"', ["No.", "But why?"]),
    ],
)
def test_marks_of_every_kind_are_told_from_apostrophes(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('I cant say," he said. "We will see.', ["I cant say,", "We will see."]),
        ("He said “We won. We did.\n\nThen he left. And more. “Fine.”", ["We won.", "Fine."]),
        ("that a “minor incident “could hurt.", ["minor incident "]),
        ('"I can, he said. "We go, he said. Nothing.', ["I can, he said.", "We go, he said."]),
    ],
)
def test_a_missing_or_misdrawn_mark_costs_a_sentence_at_most(text, expected):
    assert quoted(text) == expected


def test_a_quotation_reopened_in_each_paragraph_is_closed_once():
    text = "“One.\n\n“Two,” he said."
    assert find_quoted(text) == (
        Quoted(start=1, end=5, depth=1, opened=True, closed=False, continued=False),
        Quoted(start=8, end=12, depth=1, opened=True, closed=True, continued=True),
    )


def test_depth_counts_the_quotations_around():
    assert [(found.start, found.depth) for found in find_quoted("“a ‘b’ c” “d”")] == [(1, 1), (4, 2), (11, 1)]


@given(st.text(alphabet="aS. ,\n\"“”'’‘s"))
@example('"\n”')
def test_spans_hold_and_nest(text):
    found = find_quoted(text)
    assert all(0 <= one.start < one.end <= len(text) and one.depth <= 3 for one in found)
    for one in found:
        assert all(
            other.start >= one.end or other.end <= one.end for other in found if other.start >= one.start
        )
