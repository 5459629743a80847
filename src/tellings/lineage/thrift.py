"""The thriftiest tree of a story: the least that has to be written to get all tellings from each other.

A telling costs the surprise of its words when it stands for itself, and the effort of making it from
its parent when it has one. A lost copy is written once, and pays off when several tellings share
what none of them has in full. This is minimum description length (Rissanen 1978) over copying.
It says who is near whom; which of two was first, it hardly says.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from tellings.lineage.tree import grow_tree


def thriftiest(alone: Sequence[float], efforts: Mapping[tuple[int, int], float]) -> tuple[float, list[int]]:
    """What the thriftiest tree costs, and each telling's parent in it (-1 for none).

    `alone[t]` is what telling t costs by itself, in nats; `efforts[child, parent]` what it takes to
    make the child from the parent.
    """
    cost = np.full((len(alone) + 1, len(alone) + 1), np.inf)
    cost[1:, 0] = alone
    for (child, parent), effort in efforts.items():
        cost[child + 1, parent + 1] = effort
    best = grow_tree(-cost)
    return float(sum(cost[node, best[node]] for node in range(1, len(best)))), [
        int(parent) - 1 for parent in best[1:]
    ]
