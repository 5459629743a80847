"""Where a story's tellings disagree, as one list, most serious first."""

from tellings.findings.disagreements_dates import compare_dates
from tellings.findings.disagreements_figures import compare_figures, compare_speakers
from tellings.findings.disagreements_names import compare_names
from tellings.findings.disagreements_negations import compare_negations
from tellings.findings.disagreements_numbers import compare_numbers
from tellings.findings.disagreements_values import KINDS, Disagreement, Reader
from tellings.findings.gazetteer import Gazetteer
from tellings.findings.material import StoryMaterial
from tellings.settings import NameSettings

__all__ = ["KINDS", "Disagreement", "find_disagreements"]


def find_disagreements(
    material: StoryMaterial, gazetteer: Gazetteer, settings: NameSettings
) -> tuple[Disagreement, ...]:
    """The figures, dates, names, speakers and negations that a story's tellings have differently.

    Those between independent origins come first, then those that entered in copying; within each,
    figures, dates, names, speakers, negations; within these, what most tellings carry. A name that is
    exchanged as a speaker is told once.
    """
    reader = Reader(material)
    speakers = tuple(compare_speakers(material, settings))
    quoted = {place for found in speakers for value in found.values for place in value.places}
    names = compare_names(material, gazetteer, settings, reader)
    counted = (*compare_figures(material, settings), *compare_dates(material, settings, reader))
    told = [place for found in counted for value in found.values for place in value.places]
    found = (
        *counted,
        *compare_numbers(material, settings, reader, told),
        *(one for one in names if not all(set(value.places) & quoted for value in one.values)),
        *speakers,
        *compare_negations(material, settings, reader),
    )
    return tuple(sorted(found, key=_seriousness))


def _seriousness(found: Disagreement) -> tuple[bool, int, int, str, str]:
    told = len({place.article_id for value in found.values for place in value.places})
    first = min((value.places[0].article_id for value in found.values if value.places), default="")
    return found.between != "origins", KINDS.index(found.kind), -told, found.about, first
