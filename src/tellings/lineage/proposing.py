"""Which lost copies are worth weighing: for each star of the thriftiest tree, the one that saves most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tellings.lineage.features import Telling, find_effort, weigh
from tellings.lineage.lost import LostCopy, propose_groups, rebuild_copy
from tellings.lineage.references import find_references
from tellings.lineage.sharing import Shared
from tellings.lineage.thrift import thriftiest

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A lost copy, the telling it would be, the members that would hang on it, and what it saves.

    `gain` is in nats; it is negative where the copy costs more to write than it saves.
    """

    copy: LostCopy
    telling: Telling
    children: tuple[int, ...]
    gain: float


def propose_copies(
    tellings: Sequence[Telling],
    shared: Mapping[tuple[int, int], Shared],
    efforts: Mapping[tuple[int, int], float],
    parents: Sequence[int],
) -> tuple[list[Proposal], list[tuple[tuple[int, ...], int]]]:
    """The best proposal for each set of tellings that would hang on it, in the order of the members.

    With them come the groups that were asked, each with the place of the proposal it came to.
    """
    groups = propose_groups(parents)
    found = [_settle(group, tellings, shared, efforts) for group in groups]
    best: dict[tuple[int, ...], Proposal] = {}
    for proposal in (one for one in found if one is not None):
        known = best.get(proposal.children)
        if known is None or (known.gain, known.copy.members) < (proposal.gain, proposal.copy.members):
            best[proposal.children] = proposal
    proposals = sorted(best.values(), key=lambda proposal: proposal.copy.members)
    places = {proposal.children: at for at, proposal in enumerate(proposals)}
    asked = [
        (group, places[one.children]) for group, one in zip(groups, found, strict=True) if one is not None
    ]
    return proposals, asked


def _settle(
    group: tuple[int, ...],
    tellings: Sequence[Telling],
    shared: Mapping[tuple[int, int], Shared],
    efforts: Mapping[tuple[int, int], float],
) -> Proposal | None:
    """The copy of `group`, made again from those that hang on it until they stay the same."""
    best: Proposal | None = None
    for _ in range(ROUNDS):
        proposal = _propose(group, tellings, shared, efforts)
        if proposal is None or (best is not None and proposal.gain <= best.gain):
            break
        best = proposal
        if len(proposal.children) < 2 or proposal.children == group:
            break
        group = proposal.children
    return best


def _propose(
    group: tuple[int, ...],
    tellings: Sequence[Telling],
    shared: Mapping[tuple[int, int], Shared],
    efforts: Mapping[tuple[int, int], float],
) -> Proposal | None:
    """The copy of `group` with what it saves among them."""
    copy = rebuild_copy(group, [telling.text for telling in tellings], shared)
    if copy is None:
        return None
    telling = Telling(copy.text, weigh(copy.text), find_references(""), 0)
    alone = [float(tellings[member].text.surprise.sum()) for member in group]
    inside = {
        (i, j): efforts[a, b] for i, a in enumerate(group) for j, b in enumerate(group) if (a, b) in efforts
    }
    bare, _ = thriftiest(alone, inside)
    place = len(group)
    inside |= {
        (i, place): find_effort(tellings[member].text, telling.text, copy.seen[member])
        for i, member in enumerate(group)
        if member in copy.seen
    }
    total, parents = thriftiest([*alone, float(copy.text.surprise.sum())], inside)
    children = tuple(member for member, parent in zip(group, parents, strict=False) if parent == place)
    return Proposal(copy, telling, children, bare - total)
