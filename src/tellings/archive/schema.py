"""The tables in SQL, and the steps that bring an older archive up to date.

The tables of `tellings.models.TABLES` come first, column for column; below them stand the
archive's own: which stories are done, corrections by people, forwarded story ids, search.
"""

APPLICATION_ID = 0x54454C4C  # "TELL", so that `file` and a reader can tell an archive from other SQLite
VERSION = 2

TABLES_SQL = """
CREATE TABLE articles (
  article_id TEXT PRIMARY KEY, source TEXT NOT NULL, url TEXT NOT NULL, outlet TEXT NOT NULL,
  headline TEXT NOT NULL, byline TEXT NOT NULL, dateline TEXT NOT NULL, published TEXT NOT NULL,
  published_from TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE problems (
  source TEXT NOT NULL, place TEXT NOT NULL, problem TEXT NOT NULL, advice TEXT NOT NULL,
  PRIMARY KEY (source, place, problem)
);
CREATE TABLE credits (
  article_id TEXT NOT NULL REFERENCES articles, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  kind TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (article_id, start, "end", kind, name)
);
CREATE TABLE stories (
  story_id TEXT PRIMARY KEY, headline TEXT NOT NULL, first_published TEXT NOT NULL,
  last_published TEXT NOT NULL, articles INTEGER NOT NULL, origins INTEGER NOT NULL
);
CREATE TABLE tellings (
  story_id TEXT NOT NULL REFERENCES stories, article_id TEXT PRIMARY KEY REFERENCES articles,
  siglum TEXT NOT NULL, UNIQUE (story_id, siglum)
);
CREATE TABLE passages (
  passage_id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL
);
CREATE TABLE statements (
  statement_id TEXT PRIMARY KEY, story_id TEXT NOT NULL REFERENCES stories, reading TEXT NOT NULL,
  articles INTEGER NOT NULL, origins_low INTEGER NOT NULL, origins INTEGER NOT NULL,
  origins_high INTEGER NOT NULL
);
CREATE TABLE origins (
  origin_id TEXT PRIMARY KEY, story_id TEXT NOT NULL REFERENCES stories, kind TEXT NOT NULL,
  name TEXT NOT NULL
);
CREATE TABLE attestations (
  statement_id TEXT NOT NULL REFERENCES statements, passage_id TEXT NOT NULL REFERENCES passages,
  article_id TEXT NOT NULL REFERENCES articles, origin_id TEXT NOT NULL REFERENCES origins,
  relation TEXT NOT NULL, PRIMARY KEY (statement_id, passage_id)
);
CREATE TABLE derivations (
  story_id TEXT NOT NULL REFERENCES stories, child_id TEXT NOT NULL, parent_id TEXT NOT NULL,
  kind TEXT NOT NULL, share REAL NOT NULL, confidence REAL NOT NULL,
  direction_confidence REAL NOT NULL, PRIMARY KEY (story_id, child_id, parent_id)
);
CREATE TABLE clues (
  story_id TEXT NOT NULL REFERENCES stories, child_id TEXT NOT NULL, parent_id TEXT NOT NULL,
  kind TEXT NOT NULL, weight REAL NOT NULL, child_start INTEGER NOT NULL, child_end INTEGER NOT NULL,
  parent_start INTEGER NOT NULL, parent_end INTEGER NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (story_id, child_id, parent_id, kind, child_start, child_end, parent_start, parent_end, note)
);
CREATE TABLE attributions (
  attribution_id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles, kind TEXT NOT NULL,
  content TEXT NOT NULL, source TEXT NOT NULL, cue TEXT NOT NULL, speaker TEXT NOT NULL
);
CREATE TABLE utterances (
  utterance_id TEXT PRIMARY KEY, story_id TEXT NOT NULL REFERENCES stories, speaker TEXT NOT NULL,
  reading TEXT NOT NULL, articles INTEGER NOT NULL, origins INTEGER NOT NULL
);
CREATE TABLE alterations (
  utterance_id TEXT NOT NULL REFERENCES utterances,
  before_id TEXT NOT NULL REFERENCES attributions, after_id TEXT NOT NULL REFERENCES attributions,
  kind TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
  before_start INTEGER NOT NULL, before_end INTEGER NOT NULL,
  after_start INTEGER NOT NULL, after_end INTEGER NOT NULL, material INTEGER NOT NULL,
  PRIMARY KEY (utterance_id, before_id, after_id, kind, before_start, before_end, after_start, after_end)
);
CREATE TABLE figures (
  figure_id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, low REAL, high REAL,
  unit TEXT NOT NULL, counted TEXT NOT NULL, hedge TEXT NOT NULL
);
CREATE TABLE ledger (
  entry_id TEXT PRIMARY KEY, story_id TEXT NOT NULL REFERENCES stories, counted TEXT NOT NULL,
  unit TEXT NOT NULL, verdict TEXT NOT NULL
);
CREATE TABLE ledger_figures (
  entry_id TEXT NOT NULL REFERENCES ledger, figure_id TEXT NOT NULL REFERENCES figures,
  origin_id TEXT NOT NULL, PRIMARY KEY (entry_id, figure_id)
);
CREATE TABLE dates (
  date_id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL,
  earliest TEXT NOT NULL, latest TEXT NOT NULL
);
CREATE TABLE entities (
  entity_id TEXT PRIMARY KEY, story_id TEXT NOT NULL REFERENCES stories, name TEXT NOT NULL,
  kind TEXT NOT NULL, aliases TEXT NOT NULL
);
CREATE TABLE names (
  name_id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL,
  entity_id TEXT NOT NULL REFERENCES entities
);

CREATE INDEX tellings_by_story ON tellings (story_id);
CREATE INDEX passages_by_article ON passages (article_id);
CREATE INDEX statements_by_story ON statements (story_id);
CREATE INDEX attestations_by_passage ON attestations (passage_id);
CREATE INDEX attestations_by_article ON attestations (article_id);
CREATE INDEX attestations_by_origin ON attestations (origin_id);
CREATE INDEX origins_by_story ON origins (story_id);
CREATE INDEX attributions_by_article ON attributions (article_id);
CREATE INDEX utterances_by_story ON utterances (story_id);
CREATE INDEX alterations_by_before ON alterations (before_id);
CREATE INDEX alterations_by_after ON alterations (after_id);
CREATE INDEX figures_by_article ON figures (article_id);
CREATE INDEX ledger_by_story ON ledger (story_id);
CREATE INDEX ledger_figures_by_figure ON ledger_figures (figure_id);
CREATE INDEX dates_by_article ON dates (article_id);
CREATE INDEX entities_by_story ON entities (story_id);
CREATE INDEX names_by_article ON names (article_id);
CREATE INDEX names_by_entity ON names (entity_id);
CREATE INDEX entities_by_name ON entities (name, kind);
CREATE INDEX derivations_by_child ON derivations (child_id);
CREATE INDEX derivations_by_parent ON derivations (parent_id);
CREATE INDEX articles_by_outlet ON articles (outlet, published DESC, article_id);
CREATE INDEX stories_by_time ON stories (last_published);
CREATE INDEX stories_by_articles ON stories (articles);
"""

IMPRINTS_SQL = """
-- With which words and at which page an article was printed, and which articles are others read again.
CREATE TABLE imprints (
  article_id TEXT PRIMARY KEY REFERENCES articles, words TEXT NOT NULL, page TEXT NOT NULL,
  own_id TEXT NOT NULL
);
CREATE TABLE twins (
  article_id TEXT PRIMARY KEY REFERENCES articles, stays_id TEXT NOT NULL REFERENCES articles
);
CREATE INDEX imprints_by_words ON imprints (words);
CREATE INDEX imprints_by_page ON imprints (page);
CREATE INDEX twins_by_stays ON twins (stays_id);
"""

OWN_SQL = (
    """
-- Furniture as the reader saw it, and the article's signature for grouping.
CREATE TABLE readings (
  article_id TEXT PRIMARY KEY REFERENCES articles, digest TEXT NOT NULL, furniture TEXT NOT NULL,
  signature BLOB
);
-- A story that was worked out from exactly these articles, settings and corrections.
CREATE TABLE finished (story_id TEXT PRIMARY KEY REFERENCES stories, fingerprint TEXT NOT NULL);
-- Counts that lists are sorted by.
CREATE TABLE summaries (
  story_id TEXT PRIMARY KEY REFERENCES stories, disagreements INTEGER NOT NULL,
  utterances INTEGER NOT NULL, altered INTEGER NOT NULL, material INTEGER NOT NULL
);
CREATE TABLE forwardings (old_id TEXT PRIMARY KEY, new_id TEXT NOT NULL);
-- Corrections by people; a retracted one stays, with its time.
CREATE TABLE assertions (
  assertion_id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject_id TEXT NOT NULL, object_id TEXT NOT NULL,
  author TEXT NOT NULL, made TEXT NOT NULL, retracted TEXT NOT NULL
);
-- Search: a number for each article, and the index without a second copy of the text.
CREATE TABLE article_numbers (
  number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE REFERENCES articles
);
CREATE VIRTUAL TABLE article_words USING fts5 (
  headline, outlet, text, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
"""
    + IMPRINTS_SQL
)

# MIGRATIONS[n] brings an archive from version n to n + 1; SQL may call the functions of `opening`.
MIGRATIONS: dict[int, str] = {
    1: IMPRINTS_SQL
    + """
INSERT INTO imprints
SELECT article_id, digest_words(text, furniture, headline), page_of(url), ''
FROM articles JOIN readings USING (article_id);
"""
}

# What a story replaces when it is worked out again, children before parents.
OF_STORY = (
    "DELETE FROM alterations WHERE utterance_id IN (SELECT utterance_id FROM utterances WHERE story_id = ?)",
    "DELETE FROM ledger_figures WHERE entry_id IN (SELECT entry_id FROM ledger WHERE story_id = ?)",
    "DELETE FROM attestations WHERE statement_id IN (SELECT statement_id FROM statements WHERE story_id = ?)",
    "DELETE FROM names WHERE entity_id IN (SELECT entity_id FROM entities WHERE story_id = ?)",
    "DELETE FROM utterances WHERE story_id = ?",
    "DELETE FROM ledger WHERE story_id = ?",
    "DELETE FROM statements WHERE story_id = ?",
    "DELETE FROM entities WHERE story_id = ?",
    "DELETE FROM derivations WHERE story_id = ?",
    "DELETE FROM clues WHERE story_id = ?",
    "DELETE FROM origins WHERE story_id = ?",
    "DELETE FROM finished WHERE story_id = ?",
    "DELETE FROM summaries WHERE story_id = ?",
)
OF_ARTICLE = tuple(
    f"DELETE FROM {table} WHERE article_id = ?" for table in ("attributions", "figures", "dates", "passages")
)
