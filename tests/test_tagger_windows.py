from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tellings.findings.tagger_windows import WIDEST, Window, cut_windows, read_words, shape
from tellings.language.parses import Parse, Token
from tellings.models import Passage


def token(n: int, text: str, head: int, dep: str = "dep") -> Token:
    return Token(8 * n, 8 * n + len(text), text, text.lower(), "X", "XX", dep, head, "", False)


def sentence(*words: tuple[str, int, str]) -> Parse:
    return Parse(tuple(token(n, text, head, dep) for n, (text, head, dep) in enumerate(words)))


SAID = sentence(
    ("Lee", 1, "nsubj"), ("said", 1, "ROOT"), ("that", 4, "mark"), ("rain", 4, "nsubj"), ("fell", 1, "ccomp")
)


def test_a_word_knows_the_parent_of_the_largest_phrase_that_starts_and_ends_there() -> None:
    words = read_words(SAID, 100)
    assert [(w.text, w.left, w.left_dep, w.right, w.right_dep) for w in words] == [
        ("Lee", 1, "ROOT", 1, "nsubj"),
        ("said", 1, "ROOT", 1, "ROOT"),
        ("that", 1, "ccomp", 4, "mark"),
        ("rain", 4, "nsubj", 4, "nsubj"),
        ("fell", 1, "ccomp", 1, "ROOT"),
    ]
    assert words[2].span == (116, 120)


def test_tokens_of_white_space_are_left_out_and_the_links_still_hold() -> None:
    parse = sentence(("Lee", 2, "nsubj"), (" ", 0, "dep"), ("spoke", 2, "ROOT"))
    assert [(w.text, w.head) for w in read_words(parse, 0)] == [("Lee", 1), ("spoke", 1)]


def passage(name: str, start: int) -> Passage:
    return Passage(name, "a", start, start + 40, "narration")


def test_paragraphs_are_windows_and_marks_count_through_one_paragraph_only() -> None:
    open_mark = sentence(("“", 1, "punct"), ("Rain", 1, "ROOT"))
    text = " " * 40 + " " + " " * 40 + "\n" + " " * 40
    parses = {"open": open_mark, "said": SAID}
    found = list(cut_windows(text, [passage("open", 0), passage("said", 41), passage("said", 82)], parses))
    assert [(w.offsets, w.marked) for w in found] == [
        ((0, 0, 2, 2, 2, 2, 2), (1, 2, 2, 2, 2, 2, 2)),
        ((0, 0, 0, 0, 0), (0, 0, 0, 0, 0)),
    ]


@given(st.lists(st.integers(min_value=0, max_value=3 * WIDEST), max_size=4))
def test_every_word_is_in_exactly_one_window_and_no_link_leaves_its_window(sizes: list[int]) -> None:
    parses, passages = {}, []
    for n, size in enumerate(sizes):
        words = tuple(replace(token(i, "w", 0), start=i, end=i + 1) for i in range(size))
        parses[str(n)] = Parse(words)
        passages.append(Passage(str(n), "a", 1_000 * n, 1_000 * n + 999, "narration"))
    found = list(cut_windows(" " * 10_000, passages, parses))
    spans = [word.span for window in found for word in window.words]
    assert spans == sorted(set(spans))
    assert len(spans) == sum(sizes)
    for window in found:
        assert 0 < len(window.words) <= WIDEST
        assert len(window.words) == len(window.offsets) == len(window.marked)
        assert all(_inside(window, n) for n in range(len(window.words)))


def _inside(window: Window, n: int) -> bool:
    word, offset = window.words[n], window.offsets[n]
    return all(0 <= offset + link < len(window.words) for link in (word.head, word.left, word.right))


def test_shapes_are_told_apart() -> None:
    assert [shape(w) for w in ("", "a1", "NATO", "iPhone", "—")] == [
        "mark",
        "digits",
        "UPPER",
        "mixed",
        "mark",
    ]


def test_a_long_paragraph_is_not_cut_between_a_quotation_and_what_goes_on_with_it() -> None:
    told = [[".", "Filler", "words"] * 30, ['"', "Stay", '"', "she", "said"], ['"', "Go", '"'] + ["on"] * 20]
    passages, parses, text = [], {}, ""
    for n, words in enumerate(told):
        parse = sentence(*((word, 0, "dep") for word in words))
        passages.append(Passage(f"p{n}", "a", len(text), len(text) + 8 * len(words), "narration"))
        parses[f"p{n}"] = parse
        text += " " * 8 * len(words)
    assert [len(window.words) for window in cut_windows(text, passages, parses)] == [90, 28]
