"""From files to answer: the whole way, on the example pile, on the seeds and on bad input."""

import gzip
import json
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest

import tellings
from tellings.archive import Archive
from tellings.engines.digest import digest
from tellings.errors import ArchiveError, NothingFound
from tellings.findings.material import StoryMaterial
from tellings.models import TABLES
from tellings.verbs import Ask, assert_relation, merge, read, read_telling, retract, split

from .conftest import EXAMPLE, SHARED

TRUTH = json.loads((EXAMPLE / "truth.json").read_text("utf-8"))
TEXT = "The ferry Holm left Torr at dawn with ninety people and came back at noon, the harbour office said. "


def quiet(what: str, done: int, total: int) -> None:
    """Hear nothing of how far a run is."""


def source_names(material: StoryMaterial) -> dict[str, str]:
    """The file name (or FILE#ID) of each article, by id."""
    return {article.article_id: Path(article.source).name for article in material.articles}


def test_the_example_pile_is_one_story_and_two_strangers(example_archive: Path) -> None:
    """Ten articles tell of the strike; the museum and the airport stay out."""
    with Archive(example_archive) as archive:
        views = archive.stories()
        told = [set(source_names(view.material).values()) for view in views]
    assert told[0] == set(TRUTH["stories"][0]["articles"])
    assert sorted(name for names in told[1:] for name in names) == sorted(TRUTH["outside"])


def test_the_example_pile_has_its_lost_wire_report(example_archive: Path) -> None:
    """The tellings of the wire descend from one lost copy; the reprint of the Gazette from the Gazette."""
    with Archive(example_archive) as archive:
        material = archive.stories()[0].material
    names = source_names(material)
    kinds = {origin.origin_id: origin.kind for origin in material.origins}
    parents: dict[str, str] = {}
    for row in sorted(material.derivations, key=lambda r: r.confidence):
        parents[names[row.child_id]] = names.get(row.parent_id, kinds.get(row.parent_id, "?"))
    wanted = {
        child: "lost copy" if told == ["wire"] else told[0]
        for child, told in TRUTH["lineage"]["parents"].items()
        if told
    }
    assert parents == wanted
    own = [origin for origin in material.origins if origin.kind != "cited source"]
    expected = [origin for origin in TRUTH["lineage"]["origins"] if origin["kind"] != "cited source"]
    assert len(own) == len(expected) == material.story.origins


def test_the_example_piles_derivations_are_called_what_was_done(example_archive: Path) -> None:
    """Each copy's strongest kind is one that its truth names; nobody derives from whom it must not."""
    with Archive(example_archive) as archive:
        material = archive.stories()[0].material
    names = source_names(material)
    lineage = TRUTH["lineage"]
    kinds = {names[row.child_id]: row.kind for row in material.derivations}
    wrong = {child: kind for child, kind in kinds.items() if kind not in lineage["kinds"][child]}
    assert wrong == {}
    found = {(names[row.child_id], names.get(row.parent_id, "")) for row in material.derivations}
    assert not found & {tuple(pair) for pair in lineage["not_parents"]}


def test_the_example_piles_origins_have_their_names(example_archive: Path) -> None:
    """The lost report is its agency's, and the station that a father spoke to is cited by one paper."""
    with Archive(example_archive) as archive:
        material = archive.stories()[0].material
    names = source_names(material)
    for kind in ("lost copy", "cited source"):
        found = [origin for origin in material.origins if origin.kind == kind]
        wanted = [origin for origin in TRUTH["lineage"]["origins"] if origin["kind"] == kind]
        assert [origin.name for origin in found] == [origin["name"] for origin in wanted]
    carried = {names[row.article_id] for row in material.attestations if row.origin_id == found[0].origin_id}
    assert carried <= {wanted[0]["article"]}


def test_the_seeds_are_one_story_of_two_origins(seeds_archive: Path) -> None:
    """Four tellings of one lost wire report, and one newsroom's own."""
    gold = json.loads((SHARED / "seeds_gold.json").read_text("utf-8"))
    letters = {name: letter for letter, name in gold["files"].items()}
    with Archive(seeds_archive) as archive:
        (view,) = archive.stories()
        material = view.material
    names = {key: letters[name] for key, name in source_names(material).items()}
    (lost,) = [origin.origin_id for origin in material.origins if origin.kind == "lost copy"]
    assert view.story.origins == gold["lineage"]["origins"]
    assert {names[row.child_id] for row in material.derivations} == set("ABCD")
    assert {names.get(row.parent_id, "lost") for row in material.derivations} <= {"lost", *"ABCD"}
    assert lost in {row.parent_id for row in material.derivations}


def test_the_seeds_statements_have_their_tellings_and_origins(seeds_archive: Path) -> None:
    """Each statement of the gold is one of ours, carried by exactly those tellings."""
    gold = json.loads((SHARED / "seeds_gold.json").read_text("utf-8"))
    letters = {name: letter for letter, name in gold["files"].items()}
    with Archive(seeds_archive) as archive:
        material = archive.stories()[0].material
    names = {key: letters[name] for key, name in source_names(material).items()}
    texts = {article.article_id: article.text for article in material.articles}
    spans = {passage.passage_id: passage for passage in material.passages}
    found = []
    for statement in material.statements:
        rows = [row for row in material.attestations if row.statement_id == statement.statement_id]
        said = " ".join(
            texts[r.article_id][spans[r.passage_id].start : spans[r.passage_id].end] for r in rows
        )
        found.append((said, sorted({names[row.article_id] for row in rows}), statement.origins))
    for words, wanted in zip(
        (["Germany", "Berlin"], ["four Ukrainian officials"], ["Serhiy"]), gold["statements"], strict=True
    ):
        held = [(who, origins) for said, who, origins in found if all(word in said for word in words)]
        assert (wanted["tellings"], wanted["origins"]) in held, wanted["says"]


@pytest.mark.parametrize("pile", ["example_archive", "seeds_archive"])
def test_every_span_is_inside_its_article(pile: str, request: pytest.FixtureRequest) -> None:
    """The archive's own check finds nothing."""
    with Archive(request.getfixturevalue(pile)) as archive:
        assert archive.faults() == []


def check_words(path: Path) -> None:
    """Each row that quotes its article quotes exactly these characters."""
    with Archive(path) as archive:
        assert archive.faults() == []
        for view in archive.stories():
            material = view.material
            texts = {article.article_id: article.text for article in material.articles}
            homes = {row.attribution_id: row.article_id for row in material.attributions}
            for row in material.alterations:
                if row.kind != "speaker changed":
                    assert texts[homes[row.before_id]][row.before_start : row.before_end] == row.before
                    assert texts[homes[row.after_id]][row.after_start : row.after_end] == row.after
            for clue in material.clues:
                assert 0 <= clue.child_start <= clue.child_end <= len(texts[clue.child_id])


@pytest.mark.parametrize("pile", ["example_archive", "seeds_archive"])
def test_rows_quote_their_articles(pile: str, request: pytest.FixtureRequest) -> None:
    """Alterations and clues hold the very characters of the texts."""
    check_words(request.getfixturevalue(pile))


def test_three_hundred_real_articles_keep_every_span(tmp_path: Path) -> None:
    """Real pages with all their dirt: every span of every table stands."""
    corpus = SHARED / "data" / "allsides_sample.jsonl.gz"
    if not corpus.is_file():
        pytest.skip("the shared corpora are not here")
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        (tmp_path / "pile.jsonl").write_text("".join(islice(lines, 300)), "utf-8")
    read(tmp_path / "pile.jsonl", archive=tmp_path / "a.db").close()
    check_words(tmp_path / "a.db")


def test_reading_twice_changes_nothing(example_archive: Path, tmp_path: Path) -> None:
    """The same pile again: no new article, the same rows."""
    path = tmp_path / "copy.db"
    shutil.copy(example_archive, path)
    before = rows_of(path)
    archive, outcome = read_telling([EXAMPLE / "articles"], path, Ask(), quiet)
    archive.close()
    assert (outcome.new, outcome.problems) == (0, ())
    assert rows_of(path) == before


def rows_of(path: Path) -> dict[str, list[str]]:
    """Every row of every table but the articles' sources, as text, sorted."""
    with Archive(path) as archive:
        found = {}
        for table in TABLES:
            rows = [repr(row) for row in archive.rows(table)]
            if table == "articles":
                rows = [row.partition("source=")[0] + row.partition(", url=")[2] for row in rows]
            found[table] = sorted(rows)
    return found


def test_other_names_and_another_order_give_the_same_tables(example_archive: Path, tmp_path: Path) -> None:
    """File names and their order have no part in the answer."""
    pile = tmp_path / "pile"
    pile.mkdir()
    for number, file in enumerate(sorted((EXAMPLE / "articles").iterdir(), reverse=True)):
        shutil.copy(file, pile / f"{number:02}{file.suffix}")
    read(pile, archive=tmp_path / "other.db").close()
    assert rows_of(tmp_path / "other.db") == rows_of(example_archive)


def test_bad_input_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    """Each bad file has its line of advice, and the good article beside them is there."""
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "good.txt").write_text("Ferry back at noon\n\n" + TEXT * 3, "utf-8")
    (pile / "same.txt").write_text("Ferry back at noon\n\n" + TEXT * 3, "utf-8")
    (pile / "empty.txt").write_bytes(b"")
    (pile / "binary.bin").write_bytes(bytes(range(256)) * 40)
    (pile / "three.txt").write_text("Only three words", "utf-8")
    (pile / "lines.jsonl").write_text('{"text": "broken\n{"id": 7, "title": "no text"}\n', "utf-8")
    archive, outcome = read_telling([pile, tmp_path / "missing"], tmp_path / "a.db", Ask(), quiet)
    with archive:
        told = {Path(problem.source).name.partition("#")[0] for problem in archive.problems()}
        assert [Path(row.source).name for row in archive.rows("articles")] == ["good.txt"]  # type: ignore[union-attr]
        assert all(problem.problem and problem.advice for problem in archive.problems())
    assert told == {"same.txt", "empty.txt", "binary.bin", "three.txt", "lines.jsonl", "missing"}
    assert len(outcome.problems) == 7


def test_one_story_is_remembered(tmp_path: Path) -> None:
    """Articles said to be one story stay so in later runs."""
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "ferry.txt").write_text("Ferry back at noon\n\n" + TEXT * 3, "utf-8")
    (pile / "bread.txt").write_text(
        "Bread dearer\n\nThe bakers of Lund raised the price of rye bread by a tenth."
    )
    path = tmp_path / "a.db"
    with read(pile, archive=path) as archive:
        assert len(archive.stories()) == 2
    with read(pile, archive=path, ask=Ask(one_story=True)) as archive:
        assert [view.story.articles for view in archive.stories()] == [2]
    with read(pile, archive=path) as archive:
        assert [view.story.articles for view in archive.stories()] == [2]


def test_corrections_are_respected_and_taken_back(example_archive: Path, tmp_path: Path) -> None:
    """A parent asserted, a story split and merged again, and all of it retracted."""
    path = tmp_path / "copy.db"
    shutil.copy(example_archive, path)
    before = rows_of(path)
    with Archive(path) as archive:
        view = archive.stories()[0]
        sigla = [telling.siglum for telling in view.tellings]
    first, second = sigla[0], sigla[1]
    (said,) = assert_relation(path, (view.story_id, second, "derives-from", first), "Ann")
    with Archive(path) as archive:
        edges = {(r.child_id, r.parent_id): r for r in archive.stories()[0].derivations}
        assert edges[said.subject_id, said.object_id].confidence == 1.0
        assert archive.assertions()[0].author == "Ann"
    parted = split(path, view.story_id, [first], "Ann")
    with Archive(path) as archive:
        assert len(archive.stories()) == 4
        assert archive.stories()[0].story.articles == 9
    for assertion in (said, *parted):
        retract(path, assertion.assertion_id)
    assert rows_of(path) == before


def test_merging_one_story_with_itself_is_refused(example_archive: Path) -> None:
    """The message says what to do."""
    with Archive(example_archive) as archive:
        key = archive.stories()[0].story_id
    with pytest.raises(NothingFound, match="Name two"):
        merge(example_archive, key, key)


def test_a_growing_archive_ends_where_one_reading_does(example_archive: Path, tmp_path: Path) -> None:
    """Articles read one after the other make the same stories, under an id that lasts."""
    path = tmp_path / "a.db"
    files = sorted((EXAMPLE / "articles").iterdir())
    ids = set()
    for file in [*files[:3], files]:
        given = file if isinstance(file, list) else [file]
        with read(*given, archive=path, ask=Ask(until="stories")) as archive:
            ids.add(archive.stories()[0].story_id)
    with Archive(path) as archive, Archive(example_archive) as whole:
        grown = sorted(sorted(t.article_id for t in view.tellings) for view in archive.stories())
        assert grown == sorted(sorted(t.article_id for t in view.tellings) for view in whole.stories())


def test_stories_can_wait_and_are_finished_when_asked_for(tmp_path: Path) -> None:
    """`until stories` groups only; `finish` works out the rest."""
    path = tmp_path / "a.db"
    with read(EXAMPLE / "articles" / "museum.txt", archive=path, ask=Ask(until="stories")) as archive:
        assert archive.stories()[0].story.origins == 0
    with tellings.finish(path) as archive:
        assert archive.stories()[0].story.origins == 1


def test_a_second_writer_waits_or_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another run holds the archive, a run ends with a clear message."""
    from filelock import FileLock

    from tellings import verbs

    monkeypatch.setattr(verbs, "WAIT_S", 0.1)
    with FileLock(f"{tmp_path / 'a.db'}.lock"), pytest.raises(ArchiveError, match="Another run is writing"):
        read(EXAMPLE / "articles", archive=tmp_path / "a.db")


def test_two_writers_take_turns(tmp_path: Path) -> None:
    """Two runs at once on an archive that isn't there yet: one waits, and both have their articles in it."""
    path, ask = tmp_path / "a.db", Ask(until="stories")
    names = ("museum.txt", "torr-post.txt", "channel-nine.txt", "inland-reader.txt")
    with ThreadPoolExecutor(len(names)) as runs:
        waiting = [runs.submit(read, EXAMPLE / "articles" / name, archive=path, ask=ask) for name in names]
        for run in waiting:
            run.result().close()
    with Archive(path) as archive:
        assert {Path(row.source).name for row in archive.rows("articles")} == set(names)  # type: ignore[union-attr]
        assert archive.faults() == []


def test_stages_of_a_cluster_run_are_gone_after_a_run(tmp_path: Path) -> None:
    """A killed run on a cluster leaves them; the next run that comes to its end takes them away."""
    stages = tmp_path / "a.db.stages"
    stages.mkdir()
    (stages / "intake-1.parquet").touch()
    read(EXAMPLE / "articles" / "museum.txt", archive=tmp_path / "a.db", ask=Ask(until="stories")).close()
    assert {other.name for other in tmp_path.iterdir()} == {"a.db", "a.db.lock"}


def test_a_full_disk_is_told_and_leaves_the_archive_whole(tmp_path: Path) -> None:
    """When no page can be added the run stops with a message; what was there is still whole."""
    path = tmp_path / "a.db"
    with read(EXAMPLE / "articles" / "museum.txt", archive=path) as archive:
        pages = archive.connection.execute("PRAGMA page_count").fetchone()[0]
    with Archive(path, write=True) as archive:
        archive.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            archive.connection.execute("CREATE TABLE big AS SELECT zeroblob(1000000) AS x")
        assert archive.faults() == []
    assert digest(row for table in TABLES for row in Archive(path).rows(table))


def test_the_public_names_are_these() -> None:
    """What `import tellings` promises."""
    assert sorted(tellings.__all__) == [
        "Archive", "Ask", "Settings", "StoryView", "TellingsError", "finish", "merge", "read", "split",
    ]  # fmt: skip
    assert all(getattr(tellings, name) for name in tellings.__all__)
