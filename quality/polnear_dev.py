"""PolNeAR's development part (Newell et al., 2018): sources, cues and contents, exact pieces.

A piece is a contiguous run of a gold span, trimmed of white space; an article's pieces of one kind
are a set. The published figures (CofeNet, 2022) are of the corpus's test part.
"""

from pathlib import Path

from quality.attributions_scoring import Parsed, Pieces, Tally, gold_pieces, read_parsed, told_pieces
from tellings.findings.attributions import find_attributions
from tellings.findings.attributions_speech import Quotations
from tellings.findings.tagger import KINDS, Tagger
from tellings.findings.tagger_rules import find_pieces
from tellings.settings import AttributionSettings

TITLE = "PolNeAR (84 development articles): pieces of attributions, F1 of exact matches."
ASKED = {"source F1": 0.73, "cue F1": 0.67, "content F1": 0.64, "articles answered": 1.0}


def score(data: Path) -> dict[str, float]:
    """F1 of rules alone, the tagger alone, and what `find_attributions` gives."""
    tagger = Tagger()
    rules, learned, both = Tally(), Tally(), Tally()
    answered = articles = 0
    for parsed in read_parsed(data / "polnear_dev.jsonl.gz"):
        gold = gold_pieces(parsed.record)
        windows = parsed.windows()
        quotations = Quotations(parsed.article.text)
        rules.add(
            told_pieces(windows, [find_pieces(window, quotations.runs_in(window)) for window in windows]),
            gold,
        )
        learned.add(told_pieces(windows, tagger.tag(windows)), gold)
        articles += 1
        try:
            both.add(credited(parsed, tagger), gold)
            answered += 1
        except Exception as error:  # an article that fails is a measure here, not the end of the run
            print(f"  {parsed.article.article_id}: {error!r}")
            both.add(set(), gold)
    scores = {"articles answered": answered / articles}
    for kind in KINDS:
        scores[f"{kind} F1"] = both.f1(kind)
        scores[f"{kind} overlap F1"] = both.overlap_f1(kind)
        scores[f"_{kind} F1, tagger alone"] = learned.f1(kind)
        scores[f"_{kind} F1, rules alone"] = rules.f1(kind)
    return scores


def credited(parsed: Parsed, tagger: Tagger) -> Pieces:
    """The pieces of the attributions found in one article."""
    found = find_attributions(parsed.article, parsed.passages, parsed.parses, tagger, AttributionSettings())
    return {
        (kind, span)
        for one in found
        for kind, spans in (("source", one.source), ("cue", one.cue), ("content", one.content))
        for span in spans
    }
