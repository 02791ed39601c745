"""Make tests/encoders/tiny: the smallest sentence model with everything that the built-in one lacks.

    pip install onnx==1.23.2 tokenizers==0.23.3
    python tests/encoders/make.py

A Unigram tokenizer, as multilingual models have; prompts before questions and documents; the first
token for the text; a network below onnx/ that knows no token types. The network only looks up a
vector for each token, so that a test can say what must come out.
"""
import json
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

TOKENS = ["<s>", "</s>", "<unk>", "▁query:", "▁passage:", "▁паром", "▁отходит", "▁ferry", "▁leaves"]


def main():
    target = Path(sys.argv[0]).parent / "tiny"
    (target / "onnx").mkdir(parents=True, exist_ok=True)
    (target / "1_Pooling").mkdir(exist_ok=True)

    scores = [(token, -float(at)) for at, token in enumerate(TOKENS)]
    tokenizer = Tokenizer(models.Unigram(scores, unk_id=2, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", 1)]
    )
    tokenizer.save(str(target / "tokenizer.json"))

    rows = np.eye(len(TOKENS), dtype=np.float32)
    nodes = [helper.make_node("Gather", ["rows", "input_ids"], ["last_hidden_state"])]
    info = helper.make_tensor_value_info
    size = ["batch", "sequence"]
    inputs = [info(name, TensorProto.INT64, size) for name in ["input_ids", "attention_mask"]]
    outputs = [info("last_hidden_state", TensorProto.FLOAT, [*size, len(TOKENS)])]
    constants = [numpy_helper.from_array(rows, "rows")]
    graph = helper.make_graph(nodes, "encoder", inputs, outputs, constants)
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    (target / "onnx/model.onnx").write_bytes(model.SerializeToString(deterministic=True))

    kinds = ["Transformer", "Pooling"]
    modules = [
        {"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for at, (kind, path) in enumerate(zip(kinds, ["", "1_Pooling"]))
    ]
    pooling = {"word_embedding_dimension": len(TOKENS), "pooling_mode_cls_token": True}
    prompts = {"prompts": {"query": "query: ", "document": "passage: "}}
    for name, content in [
        ("modules.json", modules),
        ("1_Pooling/config.json", pooling),
        ("config_sentence_transformers.json", prompts),
    ]:
        (target / name).write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    main()
