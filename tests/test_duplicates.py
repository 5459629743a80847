"""One page read twice is one article; a reprint and another version of a page are tellings."""

from pathlib import Path

import pytest

from tellings.archive import Archive
from tellings.reading.addresses import plain_address
from tellings.reading.duplicates import Imprint, digest_words, tell_duplicates
from tellings.verbs import Ask, read, read_telling

BODY = (
    "The ferry company and its pilots met in Lund on Monday and agreed to end the strike within a week.",
    "A spokesman said that the first boats would leave the harbour on Friday, weather permitting.",
    "The pilots had stopped work ten days ago over longer shifts, and freight had piled up on the quays.",
)
LATER = "The union votes on the agreement on Thursday, and its leaders urged members to accept it."
HERALD = "https://www.herald.example/news/ferry"


def quiet(what: str, done: int, total: int) -> None:
    """Hear nothing of how far a run is."""


def page(url: str, outlet: str, *body: str, menu: str = "Home") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return (
        f"<!DOCTYPE html>\n<!-- saved from url=(0044){url} -->\n<html lang='en'><head><meta charset='utf-8'>"
        f"<title>Ferry strike ends in Lund</title><meta property='og:site_name' content='{outlet}'></head>"
        f"<body><nav><a href='/'>{menu}</a></nav><article><h1>Ferry strike ends in Lund</h1>"
        f"{paragraphs}</article>"
        "</body></html>"
    )


def make_pile(folder: Path) -> Path:
    folder.mkdir()
    files = {
        "again.html": page(HERALD, "Harbour Herald", *BODY),
        "amp.html": page("https://amp.herald.example/news/ferry/amp", "Harbour Herald", *BODY),
        "courier.html": page("https://courier.example/ferry", "Lund Courier", *BODY),
        "first.html": page(HERALD, "Harbour Herald", *BODY),
        "later.html": page(HERALD, "Harbour Herald", *BODY, LATER),
        "pasted.txt": "Ferry strike ends in Lund\n\n" + "\n\n".join(BODY),
        "utm.html": page(
            "http://herald.example/news/ferry/?utm_source=x#top", "Harbour Herald", *BODY, menu="Start"
        ),
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_one_page_saved_five_times_is_told_once(tmp_path: Path) -> None:
    """Its reprint and its later version are tellings of their own, and what was done is told."""
    pile = make_pile(tmp_path / "pile")
    archive, outcome = read_telling([pile], tmp_path / "a.db", Ask(), quiet)
    with archive:
        (view,) = archive.stories()
        tellings = sorted((a.outlet, LATER in a.text) for a in view.articles)
        assert tellings == [("Harbour Herald", False), ("Harbour Herald", True), ("Lund Courier", False)]
        told = {Path(row.source).name: row.problem.partition(" ")[0] for row in archive.problems()}
        assert archive.faults() == []
    assert (len(outcome.article_ids), outcome.new) == (3, 3)
    assert sorted(told.values()) == ["Another", "The", "The", "The", "The"]
    assert told["later.html"] == "Another"
    again, second = read_telling([pile], tmp_path / "a.db", Ask(), quiet)
    again.close()
    assert (second.article_ids, second.new) == (outcome.article_ids, 0)


def test_what_a_story_tells_already_stays(tmp_path: Path) -> None:
    """The pasted text came first; the page with its address comes later and changes nothing."""
    pile = make_pile(tmp_path / "pile")
    with read(pile / "pasted.txt", archive=tmp_path / "a.db") as archive:
        first = [view.story_id for view in archive.stories()]
    with read(pile / "first.html", archive=tmp_path / "a.db", ask=Ask(one_story=True)) as archive:
        assert [view.story_id for view in archive.stories()] == first
        assert [view.story.articles for view in archive.stories()] == [1]


def test_names_of_files_do_not_choose_which_stays(tmp_path: Path) -> None:
    """The one of which most is known does."""
    pile = make_pile(tmp_path / "pile")
    for name in ("a.txt", "z.txt"):
        (pile / "pasted.txt").rename(pile / name)
        with read(pile / name, pile / "first.html", archive=tmp_path / f"{name}.db") as archive:
            assert [a.outlet for view in archive.stories() for a in view.articles] == ["Harbour Herald"]
        (pile / name).rename(pile / "pasted.txt")


def imprint(key: str, words: str = "w", **known: str) -> Imprint:
    empty = dict.fromkeys(("page", "own_id", "outlet", "published"), "")
    return Imprint(key, key, words, **(empty | known))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"page": "a.example/x"}, {"page": "a.example/x", "outlet": "A"}, True),
        ({"page": "a.example/x"}, {"page": "a.example/y"}, True),
        ({"page": "a.example/x"}, {"page": "b.example/x"}, False),
        ({"page": "a.example/x", "outlet": "A"}, {"page": "a.example/y", "outlet": "B"}, False),
        ({"page": "a.example/x", "outlet": "A"}, {}, True),
        ({"outlet": "A"}, {"outlet": "B"}, False),
        ({"own_id": "1"}, {"own_id": "2"}, False),
        ({"own_id": "1"}, {}, True),
        ({"published": "2023-03-14T10:00"}, {"published": "2023-03-14"}, True),
        ({"published": "2023-03-14"}, {"published": "2023-03-21"}, False),
    ],
)
def test_the_same_words_are_one_article_unless_something_tells_their_places_apart(
    one: dict[str, str], other: dict[str, str], same: bool
) -> None:
    assert bool(tell_duplicates([imprint("1", **one), imprint("2", **other)]).stays) is same


def test_other_words_are_never_one_article() -> None:
    found = tell_duplicates([imprint("1", "v", page="a.example/x"), imprint("2", "w", page="a.example/x")])
    assert found.stays == {}
    assert [row.source for row in found.problems] == ["2"]


def test_words_are_compared_without_furniture_headline_and_marks() -> None:
    pasted = digest_words("Ferry ends\n\nThe strike ended — at last.", [], "Ferry ends")
    saved = digest_words("Sign up! The strike ended - at last", [(0, 8)], "Ferry ends")
    assert pasted == saved != digest_words("The strike ended", [], "") != digest_words("—", [], "") == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://www.a.example/x",
        "https://A.example/x/?utm_source=feed&fbclid=1#top",
        "https://m.a.example/x/amp",
        "https://amp.a.example/x.amp",
        "https://www.google.com/amp/s/a.example/x",
        "https://a-example.cdn.ampproject.org/c/s/a.example/x?amp=1",
        "https://a.example/x/index.html",
    ],
)
def test_one_page_has_one_address(url: str) -> None:
    assert plain_address(url) == "a.example/x"


def test_the_archive_says_which_article_stays(tmp_path: Path) -> None:
    """Nothing is thrown away: what was read again is still there, and no story tells it."""
    with read(make_pile(tmp_path / "pile"), archive=tmp_path / "a.db") as archive:
        twins = archive.connection.execute("SELECT article_id, stays_id FROM twins").fetchall()
        told = archive.story_ids()
        assert len(twins) == 3
        assert all(stays in told and twin not in told for twin, stays in twins)
        assert len(list(Archive(tmp_path / "a.db").rows("articles"))) == 6
