"""The cluster engine: the same three verbs as data frames of Daft on Ray.

Rows and kernels travel packed; each batch is worked on in a process of a worker of the cluster.
Nothing here calls home: the telemetry of both is switched off before they are loaded.
"""

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from tellings.engines.batches import TRIES, Unpacked, cut
from tellings.engines.local import work_through
from tellings.engines.stages import Stages, fingerprint, stage_name
from tellings.errors import MissingExtra
from tellings.settings import EngineSettings

A = TypeVar("A")
B = TypeVar("B")
K = TypeVar("K")

PARTS = 4  # of a wave for each node: one that is done early takes another
_SILENT = {
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "1",
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
}


class DaftEngine(AbstractContextManager["DaftEngine"]):
    """Runs kernels on a Ray cluster; with a folder, what is finished there is not done again.

    `address` is "ray" for a cluster of this machine's cores, started here and ended with the
    context, or "ray://HOST:PORT" for one that is there.
    """

    def __init__(
        self, address: str = "ray", settings: EngineSettings | None = None, folder: Path | None = None
    ) -> None:
        self.settings = settings or EngineSettings()
        self.stages = Stages(folder) if folder else None
        self._ours = _connect(address, self.settings.processes)

    def flat_map(self, rows: Iterable[A], kernel: Callable[[A], Iterable[B]]) -> Iterator[B]:
        """All that `kernel` gives for each of `rows`, in the order of `rows`."""
        marks = []
        for wave in cut(rows, self.settings.wave_rows):
            packed = [pickle.dumps(batch) for batch in cut(wave, self._batch_rows(len(wave)))]
            marks.append(fingerprint(kernel, packed))
            for made in self._finished(marks[-1], kernel, packed):
                yield from pickle.loads(made)
        if self.stages:
            self.stages.finish(stage_name(kernel), marks)

    def group(
        self,
        rows: Iterable[A],
        by: Callable[[A], K],
        kernel: Callable[[K, list[A]], Iterable[B]],
    ) -> Iterator[B]:
        """All that `kernel` gives for each group of `rows` with one key, keys in sorted order."""
        listed = list(rows)
        keys = [by(row) for row in listed]
        order = _rank(keys)
        frame = _frame([order[key] for key in keys], [pickle.dumps(row) for row in listed])
        gathered = frame.groupby("rank").agg(frame["place"].list_agg(), frame["row"].list_agg())
        found = sorted(_rows(gathered.select("rank", "place", "row")))
        names = list(order)
        groups = (
            (names[rank], [pickle.loads(row) for _, row in sorted(zip(places, packed, strict=True))])
            for rank, places, packed in found
        )
        return self.flat_map(groups, Unpacked(kernel))

    def join(self, left: Iterable[tuple[K, A]], right: Iterable[tuple[K, B]]) -> Iterator[tuple[K, A, B]]:
        """Each pair of a left and a right row that share a key, keys in sorted order."""
        ones, others = list(left), list(right)
        order = _rank([key for key, _ in ones] + [key for key, _ in others])
        frame = _frame([order[key] for key, _ in ones]).join(
            _frame([order[key] for key, _ in others]), on="rank", suffix="_right"
        )
        for _, one, other in sorted(_rows(frame.select("rank", "place", "place_right"))):
            yield ones[one][0], ones[one][1], others[other][1]

    def close(self) -> None:
        """End the cluster, if it was started here."""
        if self._ours:
            import ray  # noqa: PLC0415 - an optional extra

            ray.shutdown()
            self._ours = False

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _finished(
        self, mark: str, kernel: Callable[[A], Iterable[B]], packed: Sequence[bytes]
    ) -> list[bytes]:
        """The packed results of a wave: those in the folder, or else new ones."""
        if self.stages is None:
            return _run_wave(kernel, packed, self.settings.processes)
        return self.stages.fetch(mark, lambda: _run_wave(kernel, packed, self.settings.processes))

    def _batch_rows(self, rows: int) -> int:
        """Rows in a batch: fewer where a wave is small, so that each core has some."""
        return max(1, min(self.settings.batch_rows, rows // (4 * (os.cpu_count() or 1))))


def _connect(address: str, processes: int) -> bool:
    """Join the cluster or start one; true if it was started here. Raises MissingExtra."""
    os.environ.update(_SILENT)
    if not (find_spec("daft") and find_spec("ray")):
        raise MissingExtra("Daft or Ray is not installed. Run: pip install 'tellings[cluster]'")
    import daft  # noqa: PLC0415 - an optional extra, loaded once its telemetry is off
    import ray  # noqa: PLC0415

    ours = address == "ray" and not ray.is_initialized()
    if ours:
        ray.init("local", num_cpus=processes or None, include_dashboard=False, log_to_driver=False)
    elif not ray.is_initialized():
        ray.init(address)
    daft.set_runner_ray(noop_if_initialized=True)
    return ours


def _run_wave(kernel: Callable[[A], Iterable[B]], packed: Sequence[bytes], processes: int) -> list[bytes]:
    """The packed results of each batch in order; done again where a part of the cluster was killed.

    Daft hands each node some of the batches, and the node's own pool works them out: Daft's processes
    would load the models anew for each wave, and one killed as it starts is waited for for ever.
    Kernels are pure, so what is done twice is the same twice.
    """
    import daft  # noqa: PLC0415
    import ray  # noqa: PLC0415

    def work(batches: daft.Series) -> list[bytes]:
        return work_through(kernel, batches.to_pylist(), processes)

    on_nodes = daft.func.batch(return_dtype=daft.DataType.binary())(work)
    parts = min(len(packed), PARTS * sum(node["Alive"] for node in ray.nodes()))
    frame = daft.from_pydict({"place": list(range(len(packed))), "row": list(packed)})
    frame = frame.into_partitions(parts) if parts > 1 else frame
    for left in reversed(range(TRIES)):
        try:
            found = frame.select("place", on_nodes(frame["row"]).alias("made")).to_pydict()
            break
        except (ray.exceptions.RayError, daft.exceptions.DaftCoreException):
            if not left:
                raise
    return [made for _, made in sorted(zip(found["place"], found["made"], strict=True))]


def _frame(ranks: list[int], rows: list[bytes] | None = None) -> Any:
    """A data frame of rows, or of their places alone, each with the rank of its key."""
    import daft  # noqa: PLC0415

    columns: dict[str, list[Any]] = {"rank": ranks, "place": list(range(len(ranks)))}
    return daft.from_pydict(columns | ({} if rows is None else {"row": rows}))


def _rows(frame: Any) -> list[tuple[Any, ...]]:
    """The rows of a data frame, as tuples of its columns."""
    return list(zip(*frame.to_pydict().values(), strict=True))


def _rank(keys: Iterable[K]) -> dict[K, int]:
    """Each distinct key with its number in sorted order."""
    return {key: rank for rank, key in enumerate(sorted(set(keys)))}  # type: ignore[type-var]
