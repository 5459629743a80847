"""A passage is set against the wordings that other articles have, found without looking at every passage."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from tellings.findings import disagreements_values
from tellings.findings.disagreements_values import _Wordings
from tellings.models import Passage


def by_looking_at_all(passage, carriers, texts, most):
    """Of each wording of other articles the first, those first whose last passage comes last."""
    told = [other for other in carriers if other.article_id != passage.article_id]
    wordings = {texts[other.passage_id]: other for other in reversed(told)}
    wordings.pop(texts[passage.passage_id], None)
    return list(wordings.values())[-most:]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), min_size=1, max_size=25))
def test_the_wordings_elsewhere_are_those_of_all_other_articles(told):
    carriers = [
        Passage(str(at), article, at, at + 1, "narration") for at, (article, _) in enumerate(sorted(told))
    ]
    texts = {str(at): words for at, (_, words) in enumerate(sorted(told))}
    reader = SimpleNamespace(passage_text=lambda passage: texts[passage.passage_id])
    wordings = _Wordings(carriers, reader)
    for passage in carriers:
        own = [other for other in carriers if other.article_id == passage.article_id]
        for most in (2, 20):
            disagreements_values._WORDINGS = most
            try:
                found = wordings.elsewhere(passage, own)
            finally:
                disagreements_values._WORDINGS = 20
            assert found == by_looking_at_all(passage, carriers, texts, most)
