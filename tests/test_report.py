"""A story becomes a page, a text and a picture."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tellings.findings.material import StoryMaterial
from tellings.findings.utterances import match_utterances
from tellings.models import Article, Derivation, Origin, Story, Telling
from tellings.report import draw_branches, draw_markdown, draw_report, draw_text, draw_tree
from tellings.report.certainty import list_doubts
from tellings.report.clues import lay_out_clues
from tellings.report.differences import mark_differences
from tellings.report.family import grow_family
from tellings.report.harmless import make_visible, safe_link
from tellings.report.index import StoryIndex, shorten
from tellings.report.markdown import escape
from tellings.report.page import lay_out
from tellings.report.palette import look
from tellings.report.quotations import lay_out_quotations
from tellings.report.room import Flag, open_room
from tellings.report.words import place_cited
from tellings.settings import UtteranceSettings
from tests.harbour import WIRE, build
from tests.hostile import build_hostile
from tests.quoting import derive, story


class Reader(HTMLParser):
    """Gathers a page's tags, ids, links and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action"):
                self.links.append(value or "")


def letters(sigla: dict[str, str], source: str) -> str:
    return sigla[next(a.article_id for a in build().articles if a.source == source)]


def test_verdict_counts_tellings_origins_quotations_and_figures() -> None:
    page = lay_out(build())
    assert [(t.number, t.noun) for t in page.tallies] == [
        (10, "tellings"), (5, "origins"), (3, "quotations altered"), (1, "figure disputed"),
    ]  # fmt: skip
    assert page.verdict == (
        "Seven of the ten tellings go back to one text that is not in the pile, "
        "credited to Northern Press Agency."
    )


def test_disagreements_name_the_figure_and_who_changed_the_quotation() -> None:
    figure, quotation, *_ = lay_out(build()).disagreements
    assert (figure.title, figure.subject, figure.between) == (
        "Figure disputed",
        "injured",
        "between independent origins",
    )
    assert [(side.runs[0].text, "".join(c.siglum for c in side.carriers)) for side in figure.sides] == [
        ("at least 11", "BDFHIJ"), ("Eleven others", "A"), ("17", "E"), ("13", "G"),
    ]  # fmt: skip
    assert figure.blame == "E (Tide Briefing) departs from its source."
    assert quotation.blame == "F (Aldersby Gazette) departs from its source."
    assert (quotation.title, quotation.subject) == ("Quotation changed", "Ilse Brandvold")
    assert [c.siglum for c in quotation.sides[-1].carriers] == ["F", "I"]
    assert [run.text for run in quotation.sides[-1].runs if run.kind == "cut"] == [
        "I think",
        " may be",
        " perhaps",
    ]


def test_a_conflict_that_only_the_ledger_sees_is_listed_too() -> None:
    material = build()
    open_or_wrong = {row.figure_id for row in material.figures if row.high is None or row.low == 17}
    kept = tuple(row for row in material.ledger_figures if row.figure_id in open_or_wrong)
    figure, *_ = lay_out(replace(material, ledger_figures=kept)).disagreements
    assert (figure.title, figure.subject) == ("Figure disputed", "injured")
    assert [(side.runs[0].text, "".join(c.siglum for c in side.carriers)) for side in figure.sides] == [
        ("at least 11", "BDFHIJ"), ("17", "E"),
    ]  # fmt: skip
    assert figure.blame == "E (Tide Briefing) departs from its source."


def test_tree_puts_parents_above_children_and_families_together() -> None:
    assert draw_branches(build()) == [
        "(1) Northern Press Agency, lost copy",
        "├─ B  World In Brief · reworded, 97 %",
        "├─ D  torrpost.example · copied word for word, 97 %",
        "├─ E  Tide Briefing · shortened, 81 %",
        "├─ F  Aldersby Gazette · copied and added to, 97 %",
        "│  └─ I  Inland Reader · copied and cut, 97 %",
        "├─ H  channelnine-kelsund.example · copied and reordered, 97 %",
        "└─ J  Skerry Herald · reworded, 97 %",
        "(6) Radio Skagen, cited source",
        "A  Kelsund Courier · own reporting",
        "C  Lorvik Morning Standard · own reporting",
        "G  The Sound Ledger · own reporting",
    ]


def loop(*edges: tuple[str, str]) -> StoryMaterial:
    """Three articles a, b and c with these (child, parent) edges."""
    articles = tuple(Article(key, key, "", key, "", "", "", "", "", "en", "x") for key in "abc")
    return StoryMaterial(
        Story("s", "", "", "", 3, 1),
        articles=articles,
        tellings=tuple(Telling("s", a.article_id, a.article_id.upper()) for a in articles),
        derivations=tuple(Derivation("s", child, parent, "edited", 1.0, 0.9, 0.9) for child, parent in edges),
    )


def test_tree_survives_loops_self_parents_and_strangers() -> None:
    material = loop(("a", "b"), ("b", "c"), ("c", "a"), ("a", "a"), ("b", "gone"))
    rows = grow_family(StoryIndex(material))
    assert [(row.siglum, row.depth, len(row.others)) for row in rows] == [
        ("C", 0, 1),
        ("B", 1, 0),
        ("A", 2, 1),
    ]


def test_second_parents_are_drawn_too() -> None:
    picture = draw_tree(loop(("c", "a"), ("c", "b")))
    assert len(re.findall('class="line', picture)) == 2
    ElementTree.fromstring(picture)


def test_deep_chain_of_copies_is_drawn_without_recursion() -> None:
    material = build()
    first = material.articles[0]
    articles = tuple(replace(first, article_id=f"n{n:04}") for n in range(2000))
    chain = tuple(
        Derivation("s", f"n{n:04}", f"n{n - 1:04}", "edited", 1.0, 0.9, 0.9) for n in range(1, 2000)
    )
    story = StoryMaterial(
        material.story,
        articles=articles,
        tellings=tuple(Telling("s", a.article_id, a.article_id) for a in articles),
        derivations=chain,
    )
    assert [row.depth for row in grow_family(StoryIndex(story))] == list(range(2000))


def test_page_has_each_id_once_and_no_link_to_nowhere() -> None:
    reader = Reader(draw_report(build()))
    assert len(reader.ids) == len(set(reader.ids))
    inner = {link[1:] for link in reader.links if link.startswith("#")}
    assert inner - set(reader.ids) == set()


def test_page_asks_nothing_of_the_network_and_has_no_inline_handlers() -> None:
    page = draw_report(build())
    reader = Reader(page)
    assert not {"img", "iframe", "link", "object", "embed", "audio", "video", "base"} & set(reader.tags)
    assert not {name for name in reader.attributes if name.startswith("on") or name in ("style", "src")}
    assert "default-src 'none'" in unescape(page)
    outer = {link for link in reader.links if not link.startswith("#")}
    assert all(link.startswith("https://") and ".example/" in link for link in outer)


def test_reading_room_gives_every_text_whole() -> None:
    material = build()
    copies = open_room(StoryIndex(material), {})
    texts = {a.article_id: a.text for a in material.articles}
    shown = {"".join(piece.text for bit in copy.bits for piece in bit.pieces) for copy in copies}
    assert shown == set(texts.values())


def test_flags_cut_a_passage_without_losing_a_character() -> None:
    material = build()
    article = material.articles[0]
    flags = {
        article.article_id: [Flag(300, 340, "altered"), Flag(320, 330, "disputed"), Flag(339, 900, "altered")]
    }
    copy = next(c for c in open_room(StoryIndex(material), flags) if c.article_id == article.article_id)
    assert "".join(piece.text for bit in copy.bits for piece in bit.pieces) == article.text


def test_a_clue_for_a_lost_copy_shows_another_telling_that_has_it_from_there() -> None:
    index = StoryIndex(build())
    case = next(c for c in lay_out_clues(index) if c.child == "F" and c.parent_id == WIRE)
    assert case.parent_name == "Northern Press Agency (1)"
    assert case.exhibits[0].where.endswith(", which has it from there too")
    assert case.exhibits[0].parent


def test_same_rows_in_another_order_make_the_same_page() -> None:
    material = build()
    fields = {
        name: tuple(reversed(getattr(material, name)))
        for name in material.__slots__
        if isinstance(getattr(material, name), tuple)
    }
    assert draw_report(replace(material, **fields)) == draw_report(material)


@pytest.mark.parametrize("draw", [draw_report, draw_markdown, draw_text, draw_tree])
def test_a_story_without_rows_is_drawn_all_the_same(draw) -> None:
    assert draw(StoryMaterial(Story("s", "", "", "", 0, 0)))


@pytest.mark.parametrize("draw", [draw_report, draw_markdown, draw_text, draw_tree])
def test_hostile_articles_become_text(draw) -> None:
    page = draw(build_hostile())
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    if draw in (draw_report, draw_tree):
        reader = Reader(page)
        assert reader.tags.count("script") == (draw is draw_report)
        assert not {name for name in reader.attributes if name.startswith("on")}
        assert not [link for link in reader.links if link.lower().startswith(("javascript:", "data:"))]
    if draw is draw_tree:
        ElementTree.fromstring(page)


def test_hostile_page_has_no_more_tags_than_a_harmless_one_allows() -> None:
    allowed = set(Reader(draw_report(build())).tags)
    assert set(Reader(draw_report(build_hostile())).tags) <= allowed


def test_markdown_escapes_what_markdown_acts_on() -> None:
    assert escape("# a [b](c) *d*\n- e") == "\\# a \\[b\\](c) \\*d\\* - e"
    assert escape("12. x") == "12\\. x"
    assert escape("1) x") == "1\\) x"


def test_unseen_characters_are_spelled_out() -> None:
    assert make_visible("a\x00\x7f\u202e\ud800\tb\n") == "a␀⟨U+007F⟩⟨U+202E⟩⟨U+D800⟩\tb\n"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:x",
        "JAVASCRIPT:x",
        " javascript:x",
        "data:text/html,x",
        "//a",
        "http://[",
        "https:///x",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert safe_link(url) == ""


def test_differences_show_what_was_cut_and_added() -> None:
    runs = mark_differences("We have no evidence that it was so", "We have no proof that it was so")
    assert [(r.kind, r.text) for r in runs] == [
        ("", "We have no"), ("cut", " evidence"), ("added", " proof"), ("", " that it was so"),
    ]  # fmt: skip
    assert {r.kind for r in mark_differences("“Yes”", '"yes"')} == {""}
    assert "".join(r.text for r in mark_differences("a b c", "(a x, c).") if r.kind != "cut") == "(a x, c)."


def test_anchors_are_as_short_as_they_can_be() -> None:
    assert shorten(["aaaaaaaa1", "bbbbbbbb2"]) == {"aaaaaaaa1": "aaaaaa", "bbbbbbbb2": "bbbbbb"}
    assert shorten(["abcdefgh", "abcdefgi"]) == {"abcdefgh": "abcdefgh", "abcdefgi": "abcdefgi"}
    assert shorten([]) == {}


def test_thirty_five_origins_look_different() -> None:
    assert len({look(n) for n in range(1, 36)}) == 35


def test_doubts_name_weak_edges_and_missing_times() -> None:
    index = StoryIndex(build())
    words = [doubt.words for doubt in list_doubts(index, lay_out_clues(index))]
    assert words == [
        "For 3 statements the number of origins is a range.",
        "No time of publication is known for J.",
    ]


def test_an_article_origin_is_named_after_its_outlet() -> None:
    material = build()
    article = next(a for a in material.articles if a.outlet == "Kelsund Courier")
    origins = tuple(replace(o, name="") if o.origin_id == article.article_id else o for o in material.origins)
    assert StoryIndex(replace(material, origins=origins)).mark(article.article_id).name == "Kelsund Courier"


def test_what_no_other_telling_has_is_told_once_and_stands_on_its_own_article() -> None:
    material = build()
    lone = {row.statement_id for row in material.statements if row.articles == 1}
    kept = tuple(row for row in material.attestations if row.statement_id not in lone)
    told = tuple(row for row in material.statements if row.statement_id not in lone)
    bare = replace(material, statements=told, attestations=kept)
    index = StoryIndex(bare)
    article = next(a for a in material.articles if a.outlet == "The Sound Ledger")
    assert index.main_mark(article.article_id).name == "The Sound Ledger"
    part = next(part for part in lay_out(bare).parts if part.anchor == "account-once")
    words = next(e.words for e in part.entries if e.tellings == index.sigla[article.article_id])
    assert words.startswith("Three of the largest container lines have told customers")
    assert next(s for s in lay_out(bare).sources if s.mark.name == "The Sound Ledger").carriers


def test_a_lost_copy_is_put_together_from_its_witnesses() -> None:
    (copy,) = lay_out(build()).lost
    assert copy.mark.name == "Northern Press Agency"
    assert copy.sentences[0].words.startswith("Talks to end a six-day strike at the port of Kelsund")
    assert all(len(sentence.witnesses) > 1 for sentence in copy.sentences)
    assert not any("Halvard" in sentence.words for sentence in copy.sentences)


def test_twenty_articles_stay_below_a_megabyte_and_a_half() -> None:
    assert len(draw_report(build()).encode("utf-8")) < 750_000


def test_unnamed_lost_copy_is_called_so() -> None:
    material = loop(("a", "o"))
    material = replace(material, origins=(Origin("o", "s", "lost copy", ""),))
    assert draw_branches(material)[0] == "(1) A text credited to nobody, lost copy"


def test_the_verdict_of_a_nameless_lost_copy_says_that_nobody_is_credited() -> None:
    material = build()
    origins = tuple(replace(o, name="") if o.kind == "lost copy" else o for o in material.origins)
    assert lay_out(replace(material, origins=origins)).verdict == (
        "Seven of the ten tellings go back to one text that is not in the pile, credited to nobody."
    )


def test_a_card_has_every_telling_of_an_utterance_its_marks_and_the_step_of_each_change() -> None:
    texts = {
        "a": "[“The pier was closed before the storm came,”] said [@Ada Holm].",
        "b": "[“The pier was shut before the storm came,”] said [@Ada Holm].",
        "c": "[@Ada Holm] said [that the pier was closed before the storm came].",
        "d": "[“The pier was closed before,”] said [@Ada Holm].",
    }
    material = story(texts, [derive("b", "a"), derive("c", "a"), derive("d", "a")])
    found = match_utterances(material, UtteranceSettings())
    (card,) = lay_out_quotations(
        StoryIndex(
            replace(
                material,
                tellings=tuple(Telling("s", key, key.upper()) for key in texts),
                utterances=found.utterances,
                alterations=found.alterations,
            )
        )
    )
    assert card.words == "The pier was closed before the storm came"
    assert [c.siglum for c in card.carriers] == ["A", "B", "C", "D"]
    assert [("".join(c.siglum for c in w.carriers), w.marked) for w in card.wordings] == [
        ("A", True), ("B", True), ("C", False), ("D", True),
    ]  # fmt: skip
    assert [(c.kind, c.sources[0].siglum, c.carriers[0].siglum) for c in card.changes] == [
        ("marks dropped", "A", "C"), ("word changed", "A", "B"),
    ]  # fmt: skip


def test_an_outlet_that_is_cited_and_tells_the_story_too_is_not_said_to_be_missing() -> None:
    told = Article("a", "", "", "Reuters", "", "", "", "", "", "en", "")
    assert place_cited("Reuters", [told]) == "perhaps another report than the one here"
    assert place_cited("Radio Skagen", [told]) == "not in the pile"
