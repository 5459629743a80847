"""A story whose articles try to break every page."""

from dataclasses import replace

from tellings.findings.material import StoryMaterial
from tellings.models import content_id
from tests.harbour import build

ATTACKS = (
    "<script>window.hacked = 1</script>",
    "</script></style></title><img src=x onerror='window.hacked = 1'>",
    '"><svg/onload=window.hacked=1>',
    "' onmouseover='window.hacked=1' x='",
    "javascript:window.hacked=1",
    "{{ 7 * 7 }} {% for x in range(9) %}{{ x }}{% endfor %} ${7*7}",
    "\u202egnitset\u202c \u2066isolated \u0000 null \u0007 bell \ud800 surrogate \ufffe \u2028 line",
    "<!-- <![CDATA[ ]]> --> <b><i></b></i> <table><td>",
    "&lt;script&gt; &amp; &#60;",
    "```\n# heading\n> quote\n[link](javascript:alert(1)) ![x](http://evil.example/x.png)",
)


def build_hostile(longest: int = 20_000) -> StoryMaterial:
    """The harbour story with attacks in every text column, and one word of `longest` characters."""
    material = build()
    attack = " ".join(ATTACKS)
    articles = []
    for number, article in enumerate(material.articles):
        text = article.text
        if number == 0:
            text += " " + "x" * longest
        text += " " + attack
        fields = dict.fromkeys(("outlet", "headline", "byline", "dateline"), attack)
        url = (
            "javascript:window.hacked=1"
            if number % 2
            else 'https://a.example/"><script>window.hacked=1</script>'
        )
        articles.append(replace(article, text=text, url=url, **fields))
    first = material.articles[0]
    end = len(articles[0].text)
    passage = replace(material.passages[0], passage_id=content_id("hostile"), article_id=first.article_id)
    passages = (*material.passages, replace(passage, start=len(first.text) + 1, end=end, kind="narration"))
    statement = replace(
        material.statements[0], statement_id="hostile", reading=articles[0].text[len(first.text) :]
    )
    carried = replace(material.attestations[0], statement_id="hostile", passage_id=passages[-1].passage_id)
    return replace(
        material,
        story=replace(material.story, headline=attack),
        articles=tuple(articles),
        passages=passages,
        statements=(*material.statements, statement),
        attestations=(*material.attestations, replace(carried, article_id=first.article_id)),
        origins=tuple(replace(origin, name=attack) for origin in material.origins),
        utterances=tuple(replace(row, speaker=attack, reading=attack) for row in material.utterances),
        alterations=tuple(
            replace(row, before=attack, after=attack, kind=attack) for row in material.alterations
        ),
        clues=tuple(replace(row, note=attack, kind=attack) for row in material.clues),
        ledger=tuple(replace(row, counted=attack, unit=attack) for row in material.ledger),
        entities=tuple(replace(row, name=attack, kind=attack) for row in material.entities),
    )
