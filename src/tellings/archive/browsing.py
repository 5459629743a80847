"""Lists for people who look round in an archive: stories, articles, names, outlets, a page at a time."""

import sqlite3
from dataclasses import dataclass

from tellings.archive.rows import select
from tellings.archive.search import match_query
from tellings.errors import NothingFound
from tellings.models import Article, Problem

ORDERS = {
    "tellings": "s.articles DESC, s.last_published DESC, s.story_id",
    "origins": "s.origins DESC, s.articles DESC, s.story_id",
    "disagreements": "coalesce(y.disagreements, 0) DESC, s.articles DESC, s.story_id",
    "time": "s.last_published DESC, s.story_id",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for; "" stands for anything. Days are ISO dates, both inclusive."""

    words: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    order: str = "tellings"
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story with the counts that a list shows; those of an unfinished story are 0."""

    story_id: str
    headline: str
    first_published: str
    last_published: str
    articles: int
    origins: int
    disagreements: int
    altered: int


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list, with the story it is told in ("" for none)."""

    article_id: str
    outlet: str
    headline: str
    published: str
    story_id: str
    siglum: str


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name with the number of stories that have an entity of it."""

    name: str
    kind: str
    stories: int


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet: its articles, how many were made from something, how many others from its own."""

    outlet: str
    articles: int
    derived: int
    copied: int


@dataclass(frozen=True, slots=True)
class Habit:
    """How often one outlet's articles were made from another's, or from a source named `parent`."""

    child: str
    parent: str
    times: int


def list_stories(connection: sqlite3.Connection, wanted: Wanted) -> list[StoryLine]:
    """One page of the stories that hold what is wanted, in the order asked for."""
    where, values = _conditions(wanted)
    order = ORDERS.get(wanted.order, ORDERS["tellings"])
    found = connection.execute(
        "SELECT s.story_id, s.headline, s.first_published, s.last_published, s.articles, s.origins, "
        "coalesce(y.disagreements, 0), coalesce(y.altered, 0) "
        f"FROM stories s LEFT JOIN summaries y USING (story_id) {where} ORDER BY {order} LIMIT ? OFFSET ?",
        (*values, wanted.limit, wanted.offset),
    )
    return [StoryLine(*row) for row in found]


def count_stories(connection: sqlite3.Connection, wanted: Wanted) -> int:
    """How many stories hold what is wanted."""
    where, values = _conditions(wanted)
    return int(connection.execute(f"SELECT count(*) FROM stories s {where}", values).fetchone()[0])


def _conditions(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    """The WHERE clause over `stories s`, and its bound values."""
    parts: list[str] = []
    values: list[str] = []
    query = match_query(wanted.words)
    if wanted.words.strip() and not query:
        return "WHERE 0", ()
    if query:
        parts.append(
            "s.story_id IN (SELECT t.story_id FROM article_words w "
            "JOIN article_numbers n ON n.number = w.rowid "
            "JOIN tellings t ON t.article_id = n.article_id WHERE article_words MATCH ?)"
        )
        values.append(query)
    if wanted.outlet:
        parts.append(
            "s.story_id IN (SELECT t.story_id FROM articles a JOIN tellings t ON t.article_id = a.article_id "
            "WHERE a.outlet = ?)"
        )
        values.append(wanted.outlet)
    if wanted.since:
        parts.append("s.last_published >= ?")
        values.append(wanted.since)
    if wanted.until:
        parts.append("s.first_published < ? AND s.first_published <> ''")
        values.append(wanted.until + "~")
    return ("WHERE " + " AND ".join(parts) if parts else ""), tuple(values)


def list_articles(connection: sqlite3.Connection, wanted: Wanted) -> list[ArticleLine]:
    """One page of the articles that hold what is wanted: best match first, or by outlet and time."""
    parts, values = _article_conditions(wanted)
    query = match_query(wanted.words)
    if wanted.words.strip() and not query:
        return []
    source, order = "articles a", "a.outlet, a.published DESC, a.article_id"
    if query:
        source = "article_words w JOIN article_numbers a ON a.number = w.rowid"
        source += " JOIN articles USING (article_id)" if parts else ""
        parts, values = ["article_words MATCH ?", *parts], [query, *values]
        order = "w.rank, a.article_id"
    where = "WHERE " + " AND ".join(parts) if parts else ""
    # The page is cut before anything else is looked up, so that an index or the search alone finds it.
    keys = connection.execute(
        f"SELECT a.article_id FROM {source} {where} ORDER BY {order} LIMIT ? OFFSET ?",
        (*values, wanted.limit, wanted.offset),
    ).fetchall()
    return [_article_line(connection, key) for (key,) in keys]


def _article_line(connection: sqlite3.Connection, article_id: str) -> ArticleLine:
    row = connection.execute(
        "SELECT a.article_id, a.outlet, a.headline, a.published, coalesce(t.story_id, ''), "
        "coalesce(t.siglum, '') FROM articles a LEFT JOIN tellings t ON t.article_id = a.article_id "
        "WHERE a.article_id = ?",
        (article_id,),
    ).fetchone()
    return ArticleLine(*row)


def _article_conditions(wanted: Wanted) -> tuple[list[str], list[str]]:
    parts: list[str] = []
    values: list[str] = []
    if wanted.outlet:
        parts.append("outlet = ?")
        values.append(wanted.outlet)
    if wanted.since:
        parts.append("published >= ?")
        values.append(wanted.since)
    if wanted.until:
        parts.append("published < ? AND published <> ''")
        values.append(wanted.until + "~")
    return parts, values


def list_names(connection: sqlite3.Connection, wanted: Wanted) -> list[NameLine]:
    """One page of the names, those of most stories first; `words` must be the beginning of a name's word."""
    begins = wanted.words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    found = connection.execute(
        "SELECT name, kind, count(*) AS stories FROM entities "
        "WHERE ? = '' OR name LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\' "
        "GROUP BY name, kind ORDER BY stories DESC, name, kind LIMIT ? OFFSET ?",
        (begins, begins + "%", "% " + begins + "%", wanted.limit, wanted.offset),
    )
    return [NameLine(*row) for row in found]


def stories_naming(connection: sqlite3.Connection, name: str, limit: int = 200) -> list[StoryLine]:
    """The stories that have an entity of this name, those with most tellings first."""
    found = connection.execute(
        "SELECT s.story_id, s.headline, s.first_published, s.last_published, s.articles, s.origins, "
        "coalesce(y.disagreements, 0), coalesce(y.altered, 0) FROM stories s LEFT JOIN summaries y "
        "USING (story_id) WHERE s.story_id IN (SELECT story_id FROM entities WHERE name = ?) "
        f"ORDER BY {ORDERS['tellings']} LIMIT ?",
        (name, limit),
    )
    return [StoryLine(*row) for row in found]


def list_outlets(connection: sqlite3.Connection, wanted: Wanted) -> list[OutletLine]:
    """One page of the outlets whose name holds `words`, those with most articles first."""
    words = wanted.words.strip()
    found = connection.execute(
        "WITH counted AS (SELECT outlet, count(*) AS n FROM articles WHERE outlet <> '' "
        "AND (? = '' OR instr(lower(outlet), lower(?))) GROUP BY outlet "
        "ORDER BY n DESC, outlet LIMIT ? OFFSET ?) "
        "SELECT outlet, n, "
        "(SELECT count(DISTINCT d.child_id) FROM articles a JOIN derivations d ON d.child_id = a.article_id "
        " WHERE a.outlet = counted.outlet), "
        "(SELECT count(DISTINCT d.child_id) FROM articles a JOIN derivations d ON d.parent_id = a.article_id "
        " WHERE a.outlet = counted.outlet) FROM counted ORDER BY n DESC, outlet",
        (words, words, wanted.limit, wanted.offset),
    )
    return [OutletLine(*row) for row in found]


def find_habits(
    connection: sqlite3.Connection, outlet: str, limit: int = 15
) -> tuple[list[Habit], list[Habit]]:
    """What an outlet's articles were made from, and what was made from them, the most frequent first."""
    made_from = connection.execute(
        "SELECT ?, coalesce(nullif(p.outlet, ''), nullif(o.name, ''), 'an unnamed source') AS parent, "
        "count(*) AS times FROM articles a JOIN derivations d ON d.child_id = a.article_id "
        "LEFT JOIN articles p ON p.article_id = d.parent_id "
        "LEFT JOIN origins o ON o.origin_id = d.parent_id "
        "WHERE a.outlet = ? GROUP BY parent ORDER BY times DESC, parent LIMIT ?",
        (outlet, outlet, limit),
    ).fetchall()
    made_into = connection.execute(
        "SELECT coalesce(nullif(c.outlet, ''), 'an unnamed outlet') AS child, ?, count(*) AS times "
        "FROM articles a JOIN derivations d ON d.parent_id = a.article_id "
        "JOIN articles c ON c.article_id = d.child_id "
        "WHERE a.outlet = ? GROUP BY child ORDER BY times DESC, child LIMIT ?",
        (outlet, outlet, limit),
    ).fetchall()
    return [Habit(*row) for row in made_from], [Habit(*row) for row in made_into]


def list_problems(connection: sqlite3.Connection, wanted: Wanted) -> list[Problem]:
    """One page of what could not be read."""
    found = connection.execute(
        "SELECT source, place, problem, advice FROM problems "
        "ORDER BY source, place, problem LIMIT ? OFFSET ?",
        (wanted.limit, wanted.offset),
    )
    return [Problem(*row) for row in found]


@dataclass(frozen=True, slots=True)
class Census:
    """How much an archive holds."""

    articles: int
    stories: int
    problems: int


def take_census(connection: sqlite3.Connection) -> Census:
    """The sizes that every page shows."""
    (row,) = connection.execute(
        "SELECT (SELECT count(*) FROM tellings), (SELECT count(*) FROM stories), "
        "(SELECT count(*) FROM problems)"
    )
    return Census(*row)


def load_article(connection: sqlite3.Connection, article_id: str) -> Article:
    """One article; raises NothingFound."""
    found = list(select(connection, Article, "article_id = ?", (article_id,)))
    if not found:
        raise NothingFound(f"There is no article {article_id!r} here. See the list of articles.")
    return found[0]


def story_of(connection: sqlite3.Connection, article_id: str) -> str:
    """The id of the story that tells an article, "" for none."""
    row = connection.execute("SELECT story_id FROM tellings WHERE article_id = ?", (article_id,)).fetchone()
    return str(row[0]) if row else ""


def fingerprint_of(connection: sqlite3.Connection, story_id: str) -> str:
    """What a story's rows were worked out from, "" while they aren't; equal ones mean equal rows."""
    row = connection.execute("SELECT fingerprint FROM finished WHERE story_id = ?", (story_id,)).fetchone()
    return str(row[0]) if row else ""
