"""Every export is read back by a real reader, and the tables come back row for row."""

import csv
import dataclasses
import json
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tellings.archive import Archive
from tellings.archive.writing import Dispatch, Summary, add_readings, draft_stories, write_stories
from tellings.errors import NothingFound
from tellings.exporting import (
    FORMATS,
    Selection,
    export,
    read_csv,
    read_json_lines,
    read_parquet,
    select_archive,
    select_story,
    write_datasette,
)
from tellings.exporting.columns import describe
from tellings.exporting.selecting import rows_of
from tellings.exporting.spreadsheets import RUN, defuse, restore
from tellings.findings.material import StoryMaterial
from tellings.models import (
    TABLES,
    Alteration,
    Article,
    Attestation,
    Attribution,
    Clue,
    Credit,
    Date,
    Derivation,
    Entity,
    Figure,
    LedgerEntry,
    LedgerFigure,
    Name,
    Origin,
    Passage,
    Problem,
    Row,
    Statement,
    Story,
    Telling,
    Utterance,
)
from tellings.reading import Reading

TEXT_A = "=Two cranes fell 𝕏.\r\n“We had warned them,” she told the Courier."
TEXT_B = "Two cranes fell, at least.\n'We warned them,' she said."
A = Article(
    "a1", "@pile/one.txt", "https://x.example/1", "x \"quoted\" \\ 'outlet'", "=1+1 Cranes <fall>", "-Ann",
    "KELSUND", "2025-03-12", "header line", "en", TEXT_A,
)  # fmt: skip
B = Article("a2", "pile/two.txt", "", "y.example", "", "", "", "", "", "", TEXT_B)
COURIER = TEXT_A.index("Courier")
QUOTE = TEXT_A.index("We had warned them")
MATERIAL = StoryMaterial(
    Story("s1", "Cranes fall & rise", "2025-03-12", "2025-03-12", 2, 1),
    articles=(A, B),
    tellings=(Telling("s1", "a1", "A"), Telling("s1", "a2", "B")),
    credits=(
        Credit("a1", COURIER, COURIER + 7, "cited source", "Courier"),
        Credit("a2", 0, 0, "agency", "Harbour Wire"),
    ),
    passages=(
        Passage("p1", "a1", 1, 19, "narration"),
        Passage("p2", "a2", 0, 26, "narration"),
        Passage("p3", "a1", 21, len(TEXT_A), "quotation"),
    ),
    statements=(
        Statement("t1", "s1", TEXT_A[1:19], 2, 1, 1, 2),
        Statement("t2", "s1", TEXT_A[21:], 1, 1, 1, 1),
    ),
    attestations=(
        Attestation("t1", "p1", "a1", "o1", "same"),
        Attestation("t1", "p2", "a2", "o1", "edited"),
        Attestation("t2", "p3", "a1", "o1", "same"),
    ),
    derivations=(
        Derivation("s1", "a1", "o1", "trimmed", 0.75, 0.9, 0.5),
        Derivation("s1", "a2", "a1", "edited", 1.0, 0.97, 0.6),
    ),
    clues=(Clue("s1", "a2", "a1", "long run", -4.5, 0, 26, 1, 19, "the same 3 words"),),
    origins=(Origin("o1", "s1", "lost copy", "a lost copy"),),
    attributions=(
        Attribution("q1", "a1", "direct", ((QUOTE, QUOTE + 18),), (), (), "harbour master"),
        Attribution("q2", "a2", "mixed", ((28, 30), (31, 37)), ((44, 47),), ((48, 52),), ""),
    ),
    utterances=(Utterance("u1", "s1", "harbour master", "We had warned them", 2, 1),),
    alterations=(Alteration("u1", "q1", "q2", "words cut", "had", "", 25, 28, 31, 31, True),),
    figures=(
        Figure("f1", "a1", 1, 4, 2.0, 2.0, "", "cranes", ""),
        Figure("f2", "a2", 0, 3, 2.0, None, "", "cranes", "at least"),
    ),
    ledger=(LedgerEntry("l1", "s1", "cranes", "", "hedge differs"),),
    ledger_figures=(LedgerFigure("l1", "f1", "o1"), LedgerFigure("l1", "f2", "o1")),
    dates=(Date("d1", "a1", 5, 11, "DATE", "2025-03-12", "2025-03-12", "2025-03-12"),),
    names=(Name("n1", "a1", COURIER, COURIER + 7, "organisation", "e1"),),
    entities=(Entity("e1", "s1", "Courier", "organisation", ("the Courier", "'Courier'")),),
)
SELECTION = Selection(lambda table: rows_of(MATERIAL)[table], lambda: iter((MATERIAL,)))
pytestmark = [
    pytest.mark.filterwarnings(f"ignore::DeprecationWarning:{module}")
    for module in ("rdflib", "pydot", "pyparsing", "prov", "datasette")
]
READERS = {"jsonl": read_json_lines, "csv": read_csv, "parquet": read_parquet}


def write(format: str, folder: Path) -> Path:
    (path,) = export(SELECTION, format, folder)
    return path


@pytest.mark.parametrize("format", sorted(READERS))
def test_tables_come_back_row_for_row(format: str, tmp_path: Path) -> None:
    paths = export(SELECTION, format, tmp_path / "out")
    assert [path.stem for path in paths] == list(TABLES)
    assert {path.stem: tuple(READERS[format](path)) for path in paths} == dict(rows_of(MATERIAL))


def test_an_archive_and_its_story_export_the_same_rows(tmp_path: Path) -> None:
    """Problems alone belong to no story."""
    archive = Archive(tmp_path / "t.db", write=True)
    credits = {key: tuple(c for c in MATERIAL.credits if c.article_id == key) for key in ("a1", "a2")}
    readings = [(Reading(article, (), credits[article.article_id]), b"") for article in (A, B)]
    problem = Problem("pile/three.txt", "", "nothing in it", "leave it out")
    add_readings(archive.connection, readings, [problem])
    draft_stories(archive.connection, [(MATERIAL.story, MATERIAL.tellings)], [])
    early = ("articles", "credits", "tellings")
    done = [row for table, held in rows_of(MATERIAL).items() if table not in early for row in held]
    write_stories(archive.connection, [Dispatch("s1", "print", Summary("s1", 0, 1, 1, 0), tuple(done))])
    whole = {t: set(select_archive(archive).rows(t)) for t in TABLES}
    story = {t: set(select_story(archive.story("s1")).rows(t)) for t in TABLES}
    assert whole == {t: set(held) for t, held in rows_of(MATERIAL).items()} | {"problems": {problem}}
    assert story == whole | {"problems": set()}
    archive.close()


def test_parquet_has_the_types_that_the_page_promises(tmp_path: Path) -> None:
    paths = {path.stem: path for path in export(SELECTION, "parquet", tmp_path)}
    figures, quotes = pq.read_schema(paths["figures"]), pq.read_schema(paths["attributions"])
    assert [(f.name, str(f.type), f.nullable) for f in figures] == [
        ("figure_id", "string", False),
        ("article_id", "string", False),
        ("start", "int64", False),
        ("end", "int64", False),
        ("low", "double", True),
        ("high", "double", True),
        ("unit", "string", False),
        ("counted", "string", False),
        ("hedge", "string", False),
    ]
    assert quotes.field("content").type.value_type.value_type == "int64"
    assert figures.field("counted").metadata == {b"description": b"what is counted"}


def test_no_cell_of_a_csv_is_run_by_a_spreadsheet(tmp_path: Path) -> None:
    for path in export(SELECTION, "csv", tmp_path):
        with path.open(encoding="utf-8", newline="") as file:
            for cells in list(csv.reader(file))[1:]:
                typed = zip(cells, describe(path.stem), strict=True)
                assert not [cell for cell, c in typed if c.type != "real" and cell.startswith(RUN[:-5])]


@given(st.text())
def test_a_defused_cell_is_harmless_and_comes_back(text: str) -> None:
    assert restore(defuse(text)) == text
    assert not defuse(text).startswith(tuple(mark for mark in RUN if mark != "'"))


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=4, max_size=4))
def test_any_text_survives_csv(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    problem = Problem(*texts)
    held: dict[str, tuple[Row, ...]] = dict.fromkeys(TABLES, ()) | {"problems": (problem,)}
    folder = tmp_path_factory.mktemp("csv")
    export(Selection(lambda table: held[table], lambda: iter(())), "csv", folder)
    assert list(read_csv(folder / "problems.csv")) == [problem]


def test_prov_json_is_read_by_prov(tmp_path: Path) -> None:
    prov = pytest.importorskip("prov.model")
    document = prov.ProvDocument.deserialize(str(write("prov-json", tmp_path)), format="json")
    assert (
        len(list(document.get_records(prov.ProvDerivation))) == 6
    )  # two copies, two sources, two quotations
    (edge,) = [
        record
        for record in document.get_records(prov.ProvDerivation)
        if ("tellings:kind", "edited") in {(str(k), str(v)) for k, v in record.extra_attributes}
    ]
    assert [str(value) for _, value in edge.formal_attributes[:2]] == ["article:a2", "article:a1"]
    assert ("tellings:confidence", 0.97) in {(str(k), v) for k, v in edge.extra_attributes}


def test_prov_o_is_read_by_rdflib(tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib")
    pytest.importorskip("prov")
    graph = rdflib.Graph().parse(write("prov-o", tmp_path), format="turtle")
    found = graph.query(
        """PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX t: <urn:tellings:vocabulary:>
        SELECT ?child ?parent ?certainty WHERE {
          ?child prov:qualifiedDerivation ?edge . ?edge prov:entity ?parent ; t:confidence ?certainty }"""
    )
    assert sorted((str(c), str(p), float(n)) for c, p, n in found) == [
        ("urn:tellings:article:a1", "urn:tellings:origin:o1", 0.9),
        ("urn:tellings:article:a2", "urn:tellings:article:a1", 0.97),
    ]
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    assert len(set(graph.subject_objects(prov.hadPrimarySource))) == 2
    assert len(set(graph.subject_objects(prov.wasQuotedFrom))) == 2


def test_annotations_select_the_characters_they_name(tmp_path: Path) -> None:
    document = json.loads(write("annotations", tmp_path).read_text("utf-8"))
    items = document["first"]["items"]
    texts = {"urn:tellings:article:a1": TEXT_A, "urn:tellings:article:a2": TEXT_B}
    assert document["total"] == len(items) == 9
    for item in items:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            position, quote = target["selector"]
            text = texts[target["source"]["id"]]
            assert text[position["start"] : position["end"]] == quote["exact"] != ""
            assert text.index(quote["prefix"] + quote["exact"] + quote["suffix"]) >= 0


def test_annotations_are_read_as_linked_data(tmp_path: Path) -> None:
    """The context at the W3C's address is replaced by its few terms used here: a test fetches nothing."""
    rdflib = pytest.importorskip("rdflib")
    document = json.loads(write("annotations", tmp_path).read_text("utf-8"))
    oa = "http://www.w3.org/ns/oa#"
    document["@context"][0] = {
        "id": "@id",
        "type": "@type",
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items"},
        "first": {"@id": "https://www.w3.org/ns/activitystreams#first", "@type": "@id"},
        "target": {"@id": f"{oa}hasTarget", "@type": "@id"},
        "selector": {"@id": f"{oa}hasSelector", "@type": "@id"},
        "exact": f"{oa}exact",
        "source": {"@id": f"{oa}hasSource", "@type": "@id"},
    }
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    exact = {str(value) for value in graph.objects(None, rdflib.URIRef(f"{oa}exact"))}
    assert {"Courier", "We had warned them", "Two"} <= exact


def test_tei_names_each_witness_once_and_refers_to_it(tmp_path: Path) -> None:
    tree = etree.parse(write("tei", tmp_path))
    tei = {"t": "http://www.tei-c.org/ns/1.0"}
    ids = tree.xpath("//t:witness/@xml:id", namespaces=tei)
    assert ids == ["A-s1", "B-s1"]
    wits = " ".join(tree.xpath("//t:lem/@wit | //t:rdg/@wit", namespaces=tei)).split()
    assert {wit.removeprefix("#") for wit in wits} == set(ids)
    (app,) = tree.xpath("//t:app", namespaces=tei)
    assert [(e.tag.split("}")[1], e.get("wit"), e.get("type"), e.text) for e in app] == [
        ("lem", "#A-s1", None, "Two cranes fell 𝕏."),
        ("rdg", "#B-s1", "edited", "Two cranes fell, at least."),
    ]


def test_graphml_is_read_by_networkx(tmp_path: Path) -> None:
    graph = nx.read_graphml(write("graphml", tmp_path))
    assert sorted(graph.edges(data="confidence")) == [("a1", "a2", 0.97), ("o1", "a1", 0.9)]
    assert {node: data["kind"] for node, data in graph.nodes(data=True)} == {
        "a1": "telling",
        "a2": "telling",
        "o1": "lost copy",
    }


def test_dot_is_read_by_pydot(tmp_path: Path) -> None:
    pydot = pytest.importorskip("pydot")
    (graph,) = pydot.graph_from_dot_data(write("dot", tmp_path).read_text("utf-8"))
    (cluster,) = graph.get_subgraphs()
    edges = {(edge.get_source(), edge.get_destination()) for edge in cluster.get_edges()}
    assert edges == {('"o1"', '"a1"'), ('"a1"', '"a2"')}


def test_newick_is_read_by_newick(tmp_path: Path) -> None:
    newick = pytest.importorskip("newick")
    (tree,) = newick.loads(write("newick", tmp_path).read_text("utf-8").strip())
    (lost,) = tree.descendants
    (first,) = lost.descendants
    (second,) = first.descendants
    assert (lost.unquoted_name, second.unquoted_name) == ("a lost copy", "B y.example")
    assert first.unquoted_name == "A x \"quoted\" / 'outlet'"
    assert (first.length, second.length) == (0.25, 0.0)


def test_a_very_long_chain_of_copies_is_drawn(tmp_path: Path) -> None:
    rows = tuple(Derivation("s1", f"n{i + 1}", f"n{i}", "edited", 1.0, 0.9, 0.9) for i in range(5_000))
    material = dataclasses.replace(MATERIAL, derivations=rows)
    selection = Selection(lambda table: (), lambda: iter((material,)))
    (path,) = export(selection, "newick", tmp_path)
    assert path.read_text("utf-8").count(":0.0000") == 5_000


def test_passim_clusters_have_their_words(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in write("passim", tmp_path).read_text("utf-8").splitlines()]
    texts = {"a1": TEXT_A, "a2": TEXT_B}
    assert [(line["id"], line["size"]) for line in lines] == [("a1", 2), ("a2", 2)]
    assert len({line["cluster"] for line in lines}) == 1
    assert all(texts[line["id"]][line["begin"] : line["end"]] == line["text"] for line in lines)


def test_schema_org_is_read_as_linked_data(tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib")
    document = json.loads(write("schema-org", tmp_path).read_text("utf-8"))
    document["@context"] = {"@vocab": "https://schema.org/"}
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    based = {(str(a), str(b)) for a, b in graph.subject_objects(schema.isBasedOn)}
    assert based == {
        ("urn:tellings:article:a1", "urn:tellings:origin:o1"),
        ("urn:tellings:article:a2", "urn:tellings:article:a1"),
    }
    quotations = set(graph.subjects(rdflib.RDF.type, schema.Quotation))
    assert {str(text) for q in quotations for text in graph.objects(q, schema.text)} == {
        "We had warned them",
        "We … warned",
    }


def test_datasette_shows_an_archive_with_its_descriptions(tmp_path: Path) -> None:
    app = pytest.importorskip("datasette.app")
    with Archive(tmp_path / "t.db", write=True) as archive:
        add_readings(archive.connection, [(Reading(A, (), ()), b"")], [])
    (path,) = write_datasette(tmp_path / "t.db", tmp_path / "metadata.json")
    metadata = json.loads(path.read_text("utf-8"))
    assert set(metadata["databases"]["t"]["tables"]) == set(TABLES)
    import asyncio

    async def fetch() -> str:
        datasette = app.Datasette([str(tmp_path / "t.db")], metadata=metadata)
        response = await datasette.client.get("/t/articles")
        assert response.status_code == 200
        return str(response.text)

    assert "the text exactly as read" in asyncio.run(fetch())


def test_an_unknown_format_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(NothingFound, match="newick"):
        export(SELECTION, "docx", tmp_path)


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_archive_can_be_exported(format: str, tmp_path: Path) -> None:
    nothing = Selection(lambda table: (), lambda: iter(()))
    assert all(path.exists() for path in export(nothing, format, tmp_path))


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_archive_gives_the_same_bytes(format: str, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first = [path.read_bytes() for path in export(SELECTION, format, tmp_path / "one")]
    assert first == [path.read_bytes() for path in export(SELECTION, format, tmp_path / "two")]


def test_the_page_of_tables_is_up_to_date() -> None:
    """docs/tables.md is what the script writes."""
    import runpy

    root = Path(__file__).parents[1]
    page = runpy.run_path(str(root / "scripts" / "write_tables_page.py"))["page"]
    assert (root / "docs" / "tables.md").read_text("utf-8") == page()
