"""What a person has decided about a story's tree, as lineage takes it: hard constraints."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ruling:
    """`child_id` derives from `parent_id`, or from nobody where `parent_id` is ""."""

    child_id: str
    parent_id: str
