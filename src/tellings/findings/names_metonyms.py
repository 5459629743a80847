"""Whether a capital stands for its government: "Washington warned", "Kyiv's demands"."""

from tellings.findings.names_spans import Mention
from tellings.language.parses import Token

ACTS = frozenset(
    {
        "say", "tell", "warn", "want", "demand", "accuse", "deny", "promise", "pledge", "reject", "agree",
        "insist", "plan", "seek", "urge", "condemn", "impose", "announce", "respond", "refuse", "hope",
        "prepare", "offer", "threaten", "claim", "argue", "blame", "back", "support", "oppose", "expect",
        "believe", "dismiss", "vow", "consider", "retaliate", "recognize", "recognise", "negotiate",
        "propose", "decide", "ask", "maintain", "fear", "slap", "deploy", "supply", "sanction", "withdraw",
        "ban", "approve", "favor", "favour", "call", "regard", "view", "describe", "step", "try"
    }
)  # fmt: skip
POLICIES = frozenset(
    {
        "ability", "ally", "demand", "proposal", "sovereignty", "position", "policy", "response", "stance",
        "effort", "claim", "government", "intention", "ambition", "concern", "interest", "threat",
        "decision", "refusal", "insistence", "plan", "offer", "envoy", "ambassador", "leadership",
        "sanction", "force", "army", "troop", "military", "defense", "defence", "aggression", "influence",
        "relation", "tie", "partner"
    }
)  # fmt: skip
_SUBJECTS = frozenset({"nsubj"})
_PARTIES = frozenset({"between", "by", "with", "against"})


def stands_for_government(span: Mention, tokens: tuple[Token, ...]) -> bool:
    """Whether the sentence uses the capital in `span` as a party that acts, and not as a place."""
    root = _root(span, tokens)
    token = tokens[root]
    seen = 0
    while token.dep == "conj" and token.head != root and seen < 4:
        root, token, seen = token.head, tokens[token.head], seen + 1
    head = tokens[token.head]
    if token.dep in _SUBJECTS:
        return head.lemma.lower() in ACTS and head.pos == "VERB"
    if token.dep == "poss":
        return head.lemma.lower() in POLICIES
    if token.dep == "pobj":
        return head.text.lower() in _PARTIES and _with_allies(span, tokens)
    return False


def _root(span: Mention, tokens: tuple[Token, ...]) -> int:
    """The token of the span whose head lies outside it."""
    for i in range(span.last, span.first - 1, -1):
        if not span.first <= tokens[i].head <= span.last:
            return i
    return span.last


def _with_allies(span: Mention, tokens: tuple[Token, ...]) -> bool:
    after = [t.text.lower() for t in tokens[span.last + 1 : span.last + 4]]
    return after[:2] == ["and", "its"] or (len(after) > 1 and after[0] == "and" and after[1][:1].isalpha())
