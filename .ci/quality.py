#!/usr/bin/env python3
"""Answer the open questions and hold the scores to the floors; exit 1 below one.

usage: quality.py EVAL_FOLDER        (run from the project's root, after cargo build --release)
Floors are the best figures measured, less two questions (seeds, real libraries) or 0.01 (XQuAD). Faults stay at 0.
"""
import json, pathlib, subprocess, sys

evaluation, work = pathlib.Path(sys.argv[1]), pathlib.Path("target/eval")
work.mkdir(parents=True, exist_ok=True)
FAULTS = ("not verbatim", "contract", "citation", "noise", "repeats")
SEEDS = ["--noise", evaluation / "noise.json", "--citations", evaluation / "citations.json"]
# name: documents, questions, further arguments of the scorer, floors, ceilings
SETS = {
    "seeds": ("seeds", evaluation / "seeds-open.jsonl", SEEDS, {"hit@1": 0.74, "hit@3": 0.88, "answered": 0.88, "silent": 0.8, "highlight F1": 0.7}, {"mean quote characters": 230}),
    "stitched": ("seeds", evaluation / "stitched.jsonl", SEEDS, {"hit@1": 1.0}, {}),
    "xquad en": (evaluation / "xquad/en/docs", evaluation / "xquad/en/open.jsonl", [], {"hit@1": 0.842, "hit@3": 0.934, "answered": 0.955, "highlight F1": 0.482}, {"mean quote characters": 220}),
    "xquad en absent": (evaluation / "xquad/en/docs/odd", evaluation / "xquad/en/open-absent.jsonl", [], {"silent": 0.981}, {}),
    "xquad en cut": (evaluation / "xquad/en/docs-cut", evaluation / "xquad/en/open-cut.jsonl", [], {"hit@1": 0.838, "silent": 0.796, "answered": 0.954, "confidence AUROC": 0.9}, {"calibration error": 0.084}),
    "xquad ru": (evaluation / "xquad/ru/docs", evaluation / "xquad/ru/open.jsonl", [], {"hit@1": 0.771, "hit@3": 0.878, "highlight F1": 0.411}, {"mean quote characters": 217}),
}
REAL = {
    "srd": {"hit@1": 0.666, "hit@3": 0.859, "answered": 0.91, "silent": 0.7, "confidence AUROC": 0.91},
    "uv": {"hit@1": 0.615, "hit@3": 0.794, "answered": 0.923, "silent": 0.6, "confidence AUROC": 0.88},
    "k8s-ru": {"hit@1": 0.235, "hit@3": 0.411, "answered": 0.529},
}
for library, floors in REAL.items():
    # A library's questions, with those that it does not answer.
    questions = work / f"{library}-questions.jsonl"
    parts = [evaluation / f"real/{library}.jsonl", evaluation / f"real/{library}-extra.jsonl"]
    questions.write_text("".join(part.read_text() for part in parts if part.exists()))
    SETS[library] = (evaluation / "real" / library, questions, [], floors, {})

def told(documents, data, questions):
    """The figures as the program's own `eval` counts them."""
    lines = subprocess.run(["target/release/verbatim", "--seeds", documents, "--data", data, "eval", questions], stdout=subprocess.PIPE, check=True, text=True).stdout
    return {key: float(line[len(key):]) for line in lines.splitlines() for key in AGREED if line.startswith(key + " ")}


AGREED = ("hit@1", "hit@3", "answered", "silent", "highlight F1", "mean quote characters", "calibration error", "confidence AUROC")
below = []
for name, (documents, questions, arguments, floors, ceilings) in SETS.items():
    data, answers = work / name.replace(" ", "-"), work / f"{name.replace(' ', '-')}.jsonl"
    with answers.open("w") as out:
        subprocess.run(["target/release/verbatim", "--seeds", documents, "--data", data, "ask", "--batch", questions], stdout=out, check=True)
    scored = subprocess.run([sys.executable, evaluation / "score.py", "--questions", questions, "--answers", answers, "--docs", documents, "--json", *arguments], stdout=subprocess.PIPE, check=True)
    result = json.loads(scored.stdout)
    print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in result.items() if value is not None))
    below += [f"{name}: {key} is {result[key]}, the floor is {floor}" for key, floor in floors.items() if (result[key] or 0) < floor]
    below += [f"{name}: {key} is {result[key]}, the ceiling is {ceiling}" for key, ceiling in ceilings.items() if (result[key] or 0) > ceiling]
    below += [f"{name}: {result[fault]} {fault}" for fault in FAULTS if result[fault]]
    own = told(documents, data, questions)
    # Confidence is written with few digits, hence the last place.
    below += [f"{name}: eval says {key} {own[key]}, the scorer {result[key]}" for key in own if result[key] is not None and abs(own[key] - result[key]) > 0.0002]
print("\n".join(below) or "no score below its floor")
sys.exit(bool(below))
