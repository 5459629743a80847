"""Files become articles or problems, and what is furniture or a credit is marked with its exact span."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.models import Article, Problem
from tellings.reading import Reading, list_sources, read_source
from tellings.reading.composing import compose
from tellings.reading.furniture import cut_out, join_spans
from tellings.reading.record import Record, lines_of
from tellings.reading.times import date_of_address
from tellings.settings import ReadingSettings

SETTINGS = ReadingSettings()
BODY = "The ferry company and its pilots met in Lund on Monday and agreed to end the strike within a week."


def read(path: Path, content: bytes | str) -> list[Reading | Problem]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_source(str(path), SETTINGS))


def reading_of(text: str, **fields: str) -> Reading:
    made = compose(Record("x", text, **fields), SETTINGS)
    assert isinstance(made, Reading)
    return made


def furniture_of(text: str, **fields: str) -> list[str]:
    return [text[start:end] for start, end in reading_of(text, **fields).furniture]


def credits_of(text: str, **fields: str) -> list[tuple[str, str, str]]:
    return [(c.kind, c.name, text[c.start : c.end]) for c in reading_of(text, **fields).credits]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2021/12/27/talks", "2021-12-27"),
        ("2021/11/5/talks", "2021-11-05"),
        ("2021/2/5/1690", "2021-02-05"),
        ("2021/oct/31/talks", "2021-10-31"),
        ("2021-10/30/content_1", "2021-10-30"),
        ("20211015/talks", "2021-10-15"),
        ("2021/1123456/talks", ""),
        ("20211123456", ""),
    ],
)
def test_the_day_in_an_address_is_read_in_any_month(path: str, day: str) -> None:
    assert date_of_address(f"https://news.example/{path}") == day


def test_a_title_a_date_line_and_an_address_line_are_read_and_kept(tmp_path):
    path = tmp_path / "a.txt"
    text = f"Ferry strike ends\n20230314\nhttps://www.harbour.example/news/1\n{BODY}"
    (reading,) = read(path, text)
    article = reading.article
    assert article == Article(
        article_id=article.article_id,
        source=str(path),
        url="https://www.harbour.example/news/1",
        outlet="harbour.example",
        headline="Ferry strike ends",
        byline="",
        dateline="",
        published="2023-03-14",
        published_from="header line",
        language="en",
        text=text,
    )
    assert [text[s:e] for s, e in reading.furniture] == ["20230314", "https://www.harbour.example/news/1"]


def test_a_date_and_a_dateline_before_the_first_sentence():
    reading = reading_of(f" date 2023-03-14 LUND – {BODY}")
    assert (reading.article.headline, reading.article.published, reading.article.dateline) == (
        "",
        "2023-03-14",
        "LUND",
    )
    assert furniture_of(f" date 2023-03-14 LUND – {BODY}") == ["date 2023-03-14"]


@pytest.mark.parametrize(
    ("line", "headline", "outlet"),
    [
        ("Ferry strike ends in Lund – Harbour-Herald", "Ferry strike ends in Lund", "Harbour-Herald"),
        ("Ferry strike ends in Lund | Eponym", "Ferry strike ends in Lund", "Eponym"),
        ("Ferry strike ends - pilots say yes", "Ferry strike ends - pilots say yes", ""),
        ("Strike ends in the end – Lund", "Strike ends in the end – Lund", ""),
    ],
)
def test_a_site_name_after_the_title_is_split_off(line, headline, outlet):
    article = reading_of(f"{line}\n\n{BODY}").article
    assert (article.headline, article.outlet) == (headline, outlet)


def test_a_glued_menu_above_the_title_is_furniture():
    text = f"HomeLocal NewsFerry strike ends after...\n\nFerry strike ends after ten days\n\n{BODY}"
    assert reading_of(text).article.headline == "Ferry strike ends after ten days"
    assert furniture_of(text) == ["HomeLocal NewsFerry strike ends after..."]


def test_a_widget_glued_into_a_paragraph_is_cut_out_exactly():
    widget = "MORE STORIES FOR YOUPilots weigh offerPort reopens for carsBack to topNot relevant to meSUBMIT"
    text = f"{BODY}{widget} They meet again on Friday."
    assert furniture_of(text) == [widget]


def test_names_written_as_one_word_are_no_furniture():
    text = (
        f"Mr. McAllister told YouTube and PayPal users that DeSouza and LaSalle of BuzzFeed had left. {BODY}"
    )
    assert furniture_of(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter",
        "ADVERTISEMENT",
        "Share this: Facebook Twitter WhatsApp",
        "Follow @harbourherald on Twitter for more.",
        "Source link",
        "Copyright 2023 Harbour Herald. All rights reserved.",
        "READ MORE: Pilots weigh an offer",
        "* * *",
        "Updated at 5:30 p.m. ET",
    ],
)
def test_lines_that_speak_to_the_user_are_furniture(line):
    text = f"{BODY}\n\n{line}\n\nThe pilots will vote on Friday, said a spokesman."
    assert furniture_of(text) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Sign up? No, he said, not now.",
        "He told reporters to follow the money.",
        "“Click here,” the fake mail said.",
        "Watch the harbour, the mayor said.",
        "Nothing more.",
        "Facebook changed its privacy policy on Monday.",
        "Print is dead, said the union.",
    ],
)
def test_sentences_that_use_such_words_are_not(line):
    assert furniture_of(f"{BODY}\n\n{line}\n\n{BODY}") == []


def test_titles_under_a_heading_for_lists_are_furniture_and_what_follows_is_not():
    text = f"{BODY}\n\nRead more:\n\nPilots weigh an offer of peace\n\nThe vote is on Friday, they said."
    assert furniture_of(text) == ["Read more:", "Pilots weigh an offer of peace"]


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("The Associated Press contributed to this report.",
         [("agency", "Associated Press", "The Associated Press contributed to this report.")]),
        ("Ann Lee in Bern, Bo J. Ek in Lund, Sweden and Reuters contributed.",
         [("contributor", "Ann Lee, Bo J. Ek", "Ann Lee in Bern, Bo J. Ek in Lund, Sweden and Reuters contributed."),  # noqa: E501
          ("agency", "Reuters", "Reuters contributed")]),
        ("AP writer Ann Lee contributed to this report.",
         [("agency", "Associated Press", "AP writer Ann Lee contributed"),
          ("contributor", "Ann Lee", "AP writer Ann Lee contributed to this report.")]),
        ("Contributing: Ann Lee", [("contributor", "Ann Lee", "Contributing: Ann Lee")]),
        ("(Reporting by Ann Lee; Editing by Bo Ek)",
         [("contributor", "Ann Lee", "(Reporting by Ann Lee; Editing by Bo Ek)")]),
        ("This story was first published by Harbour News.",
         [("republished from", "Harbour News", "This story was first published by Harbour News.")]),
        ("Copyright 2023 The Associated Press. All rights reserved.",
         [("agency", "Associated Press", "Copyright 2023 The Associated Press.")]),
        ("Mr. Ek contributed much to this success.", []),
        ("The money that Bo Ek contributed.", []),
    ],
)  # fmt: skip
def test_credits_for_help_at_the_end(line, credits):
    assert sorted(credits_of(f"{BODY}\n\n{line}")) == sorted(credits)


def test_an_agency_in_the_dateline_is_a_credit():
    text = f"LUND, Sweden (AP) — {BODY}"
    assert credits_of(text) == [("agency", "Associated Press", "(AP)")]
    assert reading_of(text).article.dateline == "LUND, Sweden"


def test_a_picture_credit_glued_to_its_caption():
    text = f"A ferry in Lund on Monday.Ann Lee / Anadolu Agency via Getty Images\n\n{BODY}"
    assert credits_of(text) == [
        ("photo", "Anadolu Agency, Getty Images", "Ann Lee / Anadolu Agency via Getty Images")
    ]


def test_another_outlet_is_a_cited_source_and_the_own_one_is_not():
    text = f"{BODY} Two pilots told NBC News that they were glad, and CNN reported the same."
    assert credits_of(text, outlet="CNN") == [("cited source", "NBC News", "told NBC News")]
    assert credits_of(text, url="https://www.nbcnews.com/a") == [("cited source", "CNN", "CNN reported")]


def test_json_lines_give_an_article_a_line_with_usual_field_names(tmp_path):
    path = tmp_path / "a.jsonl"
    rows = [
        {
            "id": "7",
            "text": BODY,
            "title": "Strike ends",
            "url": "https://a.example/x",
            "published": "2023-03-14",
        },
        {
            "docid": 8,
            "body": BODY,
            "headline": "It ends",
            "site_name": "Herald",
            "pubDate": "Tue, 14 Mar 2023 10:00:00 GMT",
        },
    ]
    first, second = read(path, "\n".join(map(json.dumps, rows)))
    told = (first.article.source, first.article.outlet, first.article.published, first.article.published_from)
    assert told == (f"{path}#7", "a.example", "2023-03-14", "json field")
    told = (second.article.source, second.article.outlet, second.article.headline, second.article.published)
    assert told == (f"{path}#8", "Herald", "It ends", "2023-03-14T10:00:00+00:00")


def test_a_broken_line_and_a_line_without_text_are_problems_and_the_rest_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps({"id": "1", "text": BODY})
    found = read(path, f'{good}\n{{"text": \n{{"id": "2"}}\n[1]\n{{"text": "Too short, this."}}')
    assert [type(item).__name__ for item in found] == ["Reading"] + ["Problem"] * 4
    assert [item.place for item in found[1:]] == ["line 2", "line 3", "line 4", "text"]
    assert all(item.advice for item in found[1:])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b" \n ", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", "the file is binary, not text"),
        (b"Three words only", "3 words, which is too short for an article"),
    ],
)
def test_bad_plain_files_are_one_problem_each(tmp_path, content, problem):
    (found,) = read(tmp_path / "a.txt", content)
    assert isinstance(found, Problem)
    assert found.problem == problem


def test_a_huge_file_is_a_problem_and_is_not_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    (found,) = read_source(str(path), SETTINGS)
    assert found.problem.startswith("the file has 200,000,000 bytes")


def test_a_file_that_is_gone_is_a_problem(tmp_path):
    (found,) = read_source(str(tmp_path / "none.txt"), SETTINGS)
    assert found.problem.startswith("the file can't be read")


@pytest.mark.parametrize(
    ("data", "tail"),
    [
        (f"{BODY} Café.".encode(), " Café."),
        (f"{BODY} Café.".encode("utf-8-sig"), " Café."),
        (f"{BODY} Café.".encode("utf-16"), " Café."),
        (f"{BODY} “Café”.".encode("cp1252"), " “Café”."),
        (BODY.encode() + " “Café” ".encode() + b"\x93no\x94.", " “Café” “no”."),
    ],
)
def test_encodings_are_told_apart_without_a_problem(tmp_path, data, tail):
    (found,) = read(tmp_path / "a.txt", data)
    assert found.article.text == BODY + tail


def test_bytes_that_fit_no_encoding_are_kept_as_lost_and_told(tmp_path):
    problem, reading = read(tmp_path / "a.txt", BODY.encode() + " – ".encode() + b"\x81.")
    assert problem.problem == "1 bytes fit no known encoding and were kept as U+FFFD"
    assert reading.article.text == BODY + " – \ufffd."


def test_damage_stays_in_the_text(tmp_path):
    (found,) = read(tmp_path / "a.txt", f"{BODY} He didnt say â€œnoâ€\x9d.")
    assert found.article.text.endswith("He didnt say â€œnoâ€\x9d.")


def test_an_article_has_one_id_wherever_its_file_lies_and_another_for_another_outlet(tmp_path):
    here, there = (read(tmp_path / name, BODY)[0].article for name in ("a.txt", "b.txt"))
    assert here.article_id == there.article_id
    assert reading_of(BODY, outlet="A").article.article_id != reading_of(BODY, outlet="B").article.article_id


def test_sources_are_listed_sorted_once_each_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.txt", "sub/.git/d"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    sources, problems = list_sources([str(tmp_path), str(tmp_path / "a.txt"), str(tmp_path / "gone")])
    assert [os.path.relpath(source, tmp_path) for source in sources] == ["a.txt", "b.txt", "sub/c.txt"]
    assert [problem.problem for problem in problems] == ["there is no such file or folder"]


PIECES = st.sampled_from(
    ["(AP)", " contributed", "told NBC News", "MORE STORIESTalks", "Photo by ", "Ann Lee",
     "/Getty Images", "\n",
     " – ", ". ",
     "Sign up", "©", "2022-01-21 ", "GENEVA", "By ", "“", "http://a.example/b",
     "READ MORE:", "youBlinken"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=40).map("".join))
def test_spans_lie_in_order_within_any_text(text):
    made = compose(Record("x", BODY + text), SETTINGS)
    assert isinstance(made, Reading)
    last = 0
    for start, end in made.furniture:
        assert last <= start < end <= len(made.article.text)
        last = end
    for credit in made.credits:
        assert 0 <= credit.start <= credit.end <= len(made.article.text)


@given(st.text())
def test_lines_are_the_stripped_lines_of_the_text(text):
    lines = lines_of(text)
    assert [line.text for line in lines] == [raw.strip() for raw in text.splitlines() if raw.strip()]
    assert all(text[line.start : line.end] == line.text for line in lines)


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).filter(lambda s: s[0] < s[1]), max_size=8)


@given(SPANS, SPANS)
def test_cutting_out_leaves_just_the_characters_of_one_and_not_the_other(spans, holes):
    def characters(of):
        return {at for start, end in of for at in range(start, end)}

    assert characters(cut_out(spans, holes)) == characters(spans) - characters(holes)
    assert characters(join_spans(spans)) == characters(spans)


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("Home > News > World\nStrike ends in Lund\nBy Ann Lee\nMarch 14, 2023 10:05 am",
         ("Strike ends in Lund", "", "Ann Lee", "2023-03-14T10:05")),
        ("Strike ends in Lund - BBC News\nPublished 14 March 2023\nShare\nclose\nBy Ann Lee",
         ("Strike ends in Lund", "BBC News", "Ann Lee", "2023-03-14")),
        ("Strike ends in Lund | Reuters\nMarch 14, 2023 / 10:05 AM / Updated 3 days ago\nStrike ends in Lund",
         ("Strike ends in Lund", "Reuters", "", "2023-03-14T10:05")),
        ("HomeWorldStrike ends in Lund", ("Strike ends in Lund", "", "", "")),
        ("Strike ends in Lund\nAnn Lee, Associated Press\nTue, March 14, 2023, 10:05 AM",
         ("Strike ends in Lund", "", "Ann Lee", "2023-03-14T10:05")),
        ("World\nStrike ends in Lund\nThe Associated Press • Mar 14, 2023",
         ("Strike ends in Lund", "", "", "2023-03-14")),
        ("title: Strike ends\nurl: https://a.example/b\ndate: 2023-03-14\nsource: Herald",
         ("Strike ends", "Herald", "", "2023-03-14")),
    ],
)  # fmt: skip
def test_headers_of_many_kinds(above, found):
    article = reading_of(f"{above}\n\nLUND, Sweden (AP) — {BODY}").article
    assert (article.headline, article.outlet, article.byline, article.published) == found
    assert article.dateline == "LUND, Sweden"
