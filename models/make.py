"""Make an int8 ONNX file of the sentence encoder all-MiniLM-L6-v2 from its f32 weights.

    pip install numpy==2.4.6 onnx==1.23.2 safetensors==0.8.0 tokenizers==0.23.3
    python make.py WEIGHTS_FOLDER OUT_FOLDER

WEIGHTS_FOLDER holds model.safetensors, config.json and tokenizer.json; OUT_FOLDER gets model.onnx.

The model takes input_ids, attention_mask and token_type_ids (int64 [batch, sequence]) and gives
last_hidden_state (float [batch, sequence, 384]). The vector of a text is the mean of that over
the tokens whose mask is 1, scaled to length 1; this last step is left to the caller.

What is int8: the word embeddings (one scale a row) and the weights of every linear layer (one
scale an output). The inputs of linear layers become uint8 while the model runs, with one scale
for the whole tensor (DynamicQuantizeLinear, MatMulInteger). By itself that is a poor fit, because
a few channels are ten times as large as the rest. Two things make up for it, both guided by the
largest values that turn up when the unquantised model reads SENTENCES:
  - each channel that goes into attention or a feed-forward block is divided by a constant, to
    bring the channels closer together, and its weights are multiplied by that constant;
  - the few feed-forward units with extreme outputs (five in all) keep their f32 weights.

Older x86 processors (AVX2 without VNNI) add the products of uint8 and int8 in pairs with 16 bits
and clamp what does not fit. The weights are scaled so that no pair can get that large.

The same input gives the same bytes. Nothing is random, and the largest values are found with
64-bit floats and used after coarse rounding, so that they do not depend on the machine.
"""
import json
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from safetensors.numpy import load_file
from tokenizers import Tokenizer

PUBLISHED = [
    "tokenizer.json",
    "modules.json",
    "1_Pooling/config.json",
    "sentence_bert_config.json",
]
LEVEL = 0.65  # how much of the difference between channels moves into the weights, 0 to 1
EXTREME = 8  # a feed-forward unit is extreme if its peak is over this many times the median peak

SENTENCES = """
The library opens at 9:30 on weekdays, and at noon on Sundays.
To reset the device, hold the power button for ten seconds; then let go.
She had never seen so much snow, not even in the mountains.
how to convert a list of strings to lower case
Error 404: the page you asked for does not exist.
In 1969, two people walked on the surface of the Moon.
Each player draws five cards, discards two, and passes the rest to the left.
"Nobody," he said, "is coming to help us tonight!"
Add the flour, the eggs and 250 ml of milk, and stir until the batter is smooth.
Her blood pressure fell after the new treatment, but the pain did not go away.
What is the capital of Australia?
The share price rose by 3.5% after the company reported its profits for the year.
""".strip().splitlines()


class Graph:
    """The nodes and constants of an ONNX graph under construction."""

    def __init__(self, float_kind):
        self.nodes, self.constants, self.float_kind = [], {}, float_kind

    def op(self, kind, *inputs, outputs=1, **attributes):
        """Add a node and return the name of its output, or the list of their names."""
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, name, value, kind=None):
        """Add a constant, unless there is one of this name, and return its name."""
        value = np.asarray(value, kind or self.float_kind, order="C")
        self.constants.setdefault(name, numpy_helper.from_array(value, name))
        return name


def int8_rows(w):
    """Return int8 rows and the f32 scale of each, so that rows * scales is close to w.

    Neighbours in a row (first and second, third and fourth and so on) add up to at most 128:
    times 255, the largest uint8, that still fits in 16 bits.
    """
    peak = np.maximum(np.abs(w).max(axis=1), np.abs(w[:, ::2] + w[:, 1::2]).max(axis=1))
    scales = np.where(peak > 0, peak, 1)[:, None] / np.float32(127)
    return np.rint(w / scales).astype(np.int8), scales


def levelling(peaks, w):
    """Return what to divide the input channels of a linear layer by, in steps of a quarter of 2."""
    w_peaks = np.abs(w).max(axis=0).astype(np.float64)
    c = np.log2(peaks) * LEVEL - np.log2(w_peaks) * (1 - LEVEL)
    return np.exp2(np.rint((c - c.mean()) * 4) / 4).astype(np.float32)


def build(weights, config, peaks=None):
    """Return the model and a dict from the names of linear layers to those of their inputs.

    `peaks` has the largest absolute value of each channel of those inputs. Without it the model
    is not quantised, computes with the kind of float of `weights` and also outputs those inputs.
    """
    words = weights["embeddings.word_embeddings.weight"]
    width, heads = config["hidden_size"], config["num_attention_heads"]
    float_type = helper.np_dtype_to_tensor_dtype(words.dtype)
    quantise = peaks is not None
    g = Graph(words.dtype)
    taps = {}

    def param(name):
        return weights[name + ".weight"], weights[name + ".bias"]

    def linear_float(x, w, b, name):
        product = g.op("MatMul", x, g.constant(name + ".weight", w.T))
        return g.op("Add", product, g.constant(name + ".bias", b))

    def product_int8(x, w, name):
        rows, scales = int8_rows(w)
        x, x_scale, x_zero = g.op("DynamicQuantizeLinear", x, outputs=3)
        rows = g.constant(name + ".int8", rows.T, np.int8)
        y = g.op("MatMulInteger", x, rows, x_zero, g.constant("int8_zero", 0, np.int8))
        scales = g.op("Mul", x_scale, g.constant(name + ".scale", scales[:, 0]))
        return g.op("Mul", g.op("Cast", y, to=TensorProto.FLOAT), scales)

    def linear(x, w, b, name, level=False):
        taps[name] = x
        if not quantise:
            return linear_float(x, w, b, name)
        if level:
            divisors = levelling(peaks[name], w)
            x = g.op("Mul", x, g.constant(name + ".level", 1 / divisors))
            w = w * divisors
        return g.op("Add", product_int8(x, w, name), g.constant(name + ".bias", b))

    def norm(x, name):
        scale, bias = (g.constant(f"{name}.{i}", p) for i, p in enumerate(param(name)))
        epsilon = config["layer_norm_eps"]
        return g.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=epsilon)

    def gelu(x):
        erf = g.op("Erf", g.op("Div", x, g.constant("root_2", np.sqrt(2))))
        x = g.op("Mul", x, g.op("Add", erf, g.constant("one", 1)))
        return g.op("Mul", x, g.constant("half", 0.5))

    def attention(x, mask, layer):
        # One product makes queries, keys and values. The weights for the queries take in the
        # division of the scores by the square root of the size of a head.
        parts = [param(f"{layer}.attention.self.{part}") for part in ("query", "key", "value")]
        parts[0] = [p / np.sqrt(width / heads).astype(p.dtype) for p in parts[0]]
        w, b = map(np.concatenate, zip(*parts))
        x = linear(x, w, b, layer + ".attention.qkv", level=True)
        shape = g.constant("by_head", [0, 0, 3 * heads, width // heads], np.int64)
        x = g.op("Transpose", g.op("Reshape", x, shape), perm=[0, 2, 1, 3])
        thirds = g.constant("thirds", [heads] * 3, np.int64)
        q, k, v = g.op("Split", x, thirds, axis=1, outputs=3)
        scores = g.op("MatMul", q, g.op("Transpose", k, perm=[0, 1, 3, 2]))
        shares = g.op("Softmax", g.op("Add", scores, mask), axis=-1)
        x = g.op("Transpose", g.op("MatMul", shares, v), perm=[0, 2, 1, 3])
        x = g.op("Reshape", x, g.constant("joined", [0, 0, width], np.int64))
        name = layer + ".attention.output.dense"
        return linear(x, *param(name), name)

    def feed_forward(x, layer):
        up, down = layer + ".intermediate.dense", layer + ".output.dense"
        (w1, b1), (w2, b2) = param(up), param(down)
        extreme = np.zeros(len(b1), bool)
        if quantise:
            extreme = peaks[down] > EXTREME * np.median(peaks[down])
        if not extreme.any():
            return linear(gelu(linear(x, w1, b1, up, level=True)), w2, b2, down)
        # The int8 layers keep their size, which is quick to work with, but not those units.
        few = gelu(linear_float(x, w1[extreme], b1[extreme], up + ".extreme"))
        few = linear_float(few, w2[:, extreme], b2, down + ".extreme")
        w1, b1, w2 = w1 * ~extreme[:, None], b1 * ~extreme, w2 * ~extreme
        most = gelu(linear(x, w1, b1, up, level=True))
        return g.op("Add", product_int8(most, w2, down), few)

    if quantise:
        rows, scales = int8_rows(words)
        x = g.op("Gather", g.constant("words.int8", rows, np.int8), "input_ids")
        scales = g.op("Gather", g.constant("words.scale", scales), "input_ids")
        x = g.op("Mul", g.op("Cast", x, to=TensorProto.FLOAT), scales)
    else:
        x = g.op("Gather", g.constant("words", words), "input_ids")
    types = g.constant("types", weights["embeddings.token_type_embeddings.weight"])
    x = g.op("Add", x, g.op("Gather", types, "token_type_ids"))
    places = g.constant("places", weights["embeddings.position_embeddings.weight"])
    start, length = g.constant("start", [0], np.int64), g.op("Shape", "input_ids", start=1)
    x = norm(g.op("Add", x, g.op("Slice", places, start, length, start)), "embeddings.LayerNorm")

    # 0 for tokens to read and -10000 for padding, added to the scores before the softmax.
    mask = g.op("Sub", g.op("Cast", "attention_mask", to=float_type), g.constant("one", 1))
    mask = g.op("Mul", mask, g.constant("far", 10000))
    mask = g.op("Unsqueeze", mask, g.constant("head_and_query", [1, 2], np.int64))

    for i in range(config["num_hidden_layers"]):
        layer = f"encoder.layer.{i}"
        x = norm(g.op("Add", attention(x, mask, layer), x), layer + ".attention.output.LayerNorm")
        x = norm(g.op("Add", feed_forward(x, layer), x), layer + ".output.LayerNorm")
    g.nodes[-1].output[0] = "last_hidden_state"

    size, info = ["batch", "sequence"], helper.make_tensor_value_info
    names = ["input_ids", "attention_mask", "token_type_ids"]
    inputs = [info(name, TensorProto.INT64, size) for name in names]
    outputs = [info("last_hidden_state", float_type, [*size, width])]
    if not quantise:
        outputs += [info(tap, float_type, [*size, None]) for tap in taps.values()]
    graph = helper.make_graph(g.nodes, "encoder", inputs, outputs, list(g.constants.values()))
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    checker.check_model(model)
    return model, taps


def measure(model, taps, tokenizer):
    """Run the unquantised model on SENTENCES and return the peaks that `build` asks for."""
    run = ReferenceEvaluator(model).run
    peaks = dict.fromkeys(taps, 0)
    for sentence in SENTENCES:
        ids = np.array([tokenizer.encode(sentence).ids])
        feed = {"input_ids": ids, "attention_mask": ids * 0 + 1, "token_type_ids": ids * 0}
        for name, value in zip(taps, run(list(taps.values()), feed)):
            peaks[name] = np.maximum(peaks[name], np.abs(value).max(axis=(0, 1)))
    return peaks


def main():
    source, target = map(Path, sys.argv[1:])
    weights = load_file(source / "model.safetensors")
    config = json.loads((source / "config.json").read_text())
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    exact = {name: value.astype(np.float64) for name, value in weights.items()}
    model, _ = build(weights, config, measure(*build(exact, config), tokenizer))
    target.mkdir(parents=True, exist_ok=True)
    (target / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))
    for name in PUBLISHED:
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_bytes((source / name).read_bytes())


if __name__ == "__main__":
    main()
