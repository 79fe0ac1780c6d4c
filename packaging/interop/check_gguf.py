#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Loads a GGUF file that `salient convert` wrote with llama.cpp (llama-cpp-python) and compares it with the folder that it was made of:

    check_gguf.py FILE.gguf FOLDER --salient PROGRAM [--text FILE] [--context 512] [--windows 2]

* tokens: the text's first kilobytes give the same ids in llama.cpp and in salient;
* logits of a few prompts (of ids, for models without tokenizer): largest difference over largest logit;
* perplexity of the text's first windows, every token but the first of a window scored, as `salient evaluate` has it.

llama.cpp rounds activations to 8 bits in products with quantised weights and to fp16 with F16 weights, so that the bounds
depend on the type. A file that was rounded again from its folder is another model: --report-only prints the figures and
bounds nothing but the tokens.
"""
import argparse
import math
import pathlib
import tempfile

import numpy as np
from llama_cpp import Llama

from salient_program import Salient

PROMPTS = ["Once upon a time", "The capital of France is", "def main():\n    print("]
TOKEN_BYTES = 4000
# Of general.file_type: largest difference of logits over the largest logit, and of perplexity over perplexity.
BOUNDS = {"1": (0.01, 0.002)}
OTHER_BOUNDS = (0.10, 0.02)


def logits_of(model: Llama, ids: list[int]) -> np.ndarray:
    """[tokens, vocabulary] in float64."""
    model.reset()
    model.eval(ids)
    return model.scores[: len(ids)].astype(np.float64)


def loss(logits: np.ndarray, ids: list[int]) -> float:
    """Sum of −ln p of every token but the first."""
    rows, targets = logits[:-1], np.array(ids[1:])
    largest = rows.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(rows - largest).sum(axis=1)) + largest[:, 0]
    return float((log_sums - rows[np.arange(len(targets)), targets]).sum())


def same_tokens(model: Llama, folder: pathlib.Path, text: str, salient: Salient) -> bool:
    ours = salient.result("tokenize", folder, "--text", text)["ids"]
    theirs = model.tokenize(text.encode(), add_bos=True, special=True)
    if ours == theirs:
        print(f"  tokens: {len(ours)} ids of {len(text)} characters are the same")
        return True
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    print(f"  tokens DIFFER from token {at} on: salient {ours[at:at + 5]}, llama.cpp {theirs[at:at + 5]}")
    return False


def compare_logits(model: Llama, folder: pathlib.Path, prompts: list[list[int]], salient: Salient) -> float:
    worst = 0.0
    for ids in prompts:
        ours = np.array(salient.result("logits", folder, "--tokens", ",".join(map(str, ids)))["logits"])
        theirs = logits_of(model, ids)[-1]
        difference = np.abs(ours - theirs).max() / np.abs(ours).max()
        same = "the same" if ours.argmax() == theirs.argmax() else "another"
        print(f"  logits after {len(ids)} tokens: differ by {difference:.1e} of the largest, {same} most likely token")
        worst = max(worst, float(difference))
    return worst


def compare_perplexity(model: Llama, folder: pathlib.Path, file: pathlib.Path, options, salient: Salient) -> float:
    ours = salient.result("evaluate", folder, "--text", file, "--context", options.context, "--windows", options.windows)
    text = file.read_text(errors="replace")
    # Only the first windows are wanted; a few characters per token are plenty.
    ids = model.tokenize(text[: options.context * options.windows * 12].encode(), add_bos=True, special=True)
    total, scored = 0.0, 0
    for window in range(options.windows):
        piece = ids[window * options.context : (window + 1) * options.context]
        assert len(piece) == options.context, "the text is too short for so many windows"
        total += loss(logits_of(model, piece), piece)
        scored += len(piece) - 1
    theirs = math.exp(total / scored)
    difference = abs(theirs / ours["perplexity"] - 1)
    print(f"  perplexity: salient {ours['perplexity']:.4f}, llama.cpp {theirs:.4f} ({100 * (theirs / ours['perplexity'] - 1):+.3f} %)")
    return difference


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--salient", required=True)
    parser.add_argument("--text", type=pathlib.Path)
    parser.add_argument("--context", type=int, default=512)
    parser.add_argument("--windows", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--report-only", action="store_true")
    options = parser.parse_args()
    salient = Salient(options.salient)
    model = Llama(str(options.file), n_ctx=options.context, n_batch=options.context, n_threads=options.threads,
                  n_threads_batch=options.threads, logits_all=True, verbose=False)
    has_tokenizer = model.metadata.get("tokenizer.ggml.model") != "none"
    file_type = model.metadata.get("general.file_type", "")
    logit_bound, perplexity_bound = BOUNDS.get(file_type, OTHER_BOUNDS)
    print(f"{options.file.name} (file type {file_type}) against {options.folder}")
    good = True
    if has_tokenizer:
        text = options.text.read_text(errors="replace")[:TOKEN_BYTES] if options.text else "\n".join(PROMPTS)
        good = same_tokens(model, options.folder, text, salient)
        prompts = [salient.result("tokenize", options.folder, "--text", prompt)["ids"] for prompt in PROMPTS]
    else:
        vocabulary = model.n_vocab()
        prompts = [[(7 * i + 3) % vocabulary for i in range(length)] for length in (1, 9, 24)]
    logit_difference = compare_logits(model, options.folder, prompts, salient)
    perplexity_difference = 0.0
    if has_tokenizer and options.text:
        perplexity_difference = compare_perplexity(model, options.folder, options.text, options, salient)
    if not options.report_only:
        good = good and logit_difference <= logit_bound and perplexity_difference <= perplexity_bound
    print("  agrees" if good else "  DISAGREES")
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
