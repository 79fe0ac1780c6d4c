# SPDX-License-Identifier: Apache-2.0
"""Compares ids of `salient tokenize` with the Python packages tokenizers, sentencepiece and tiktoken. Opt-in; not a test.

compare_tokenizers.py SALIENT MATERIALS [NAME=FOLDER ...]: MATERIALS holds text/ and tokenizers/; further folders have a
tokenizer.json. Each text file is one document. Needs: pip install tokenizers sentencepiece tiktoken.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

FILES = ["text/calibration/c4.utf8", "text/calibration/code.utf8", "text/calibration/multilingual.utf8", "text/calibration/technical.utf8",
         "text/calibration/wiki.utf8", "text/tinystories_2M.txt", "text/blns.txt", "text/wikitext-2-raw/wiki.test.raw", "text/pride_and_prejudice.txt"]
QWEN2 = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
LLAMA3 = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""


def pair(merge, vocab):
    halves = [(merge[:i], merge[i + 1:]) for i, c in enumerate(merge) if c == " "]
    return next(list(h) for h in halves if h[0] in vocab and h[1] in vocab)


def from_tokenizer_json(folder):
    from tokenizers import Tokenizer
    whole = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    vocab = whole["model"].get("vocab", {})
    merges = whole["model"].get("merges") or []
    for merge in merges:  # the package takes no text with more than one space, which old files have
        if isinstance(merge, str) and merge.count(" ") != 1:
            merges[:] = [pair(m, vocab) if isinstance(m, str) else m for m in merges]
            break
    tokenizer = Tokenizer.from_str(json.dumps(whole))
    return lambda text: tokenizer.encode(text, add_special_tokens=False).ids


def from_merges(vocab, merges, words, nfc):
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
    tokenizer = Tokenizer(models.BPE.from_file(str(vocab), str(merges)))
    if nfc:
        tokenizer.normalizer = normalizers.NFC()
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=words is None)
    split = [] if words is None else [pre_tokenizers.Split(Regex(words), "isolated")]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(split + [byte_level])
    tokenizer.add_special_tokens(["<|endoftext|>"])
    return lambda text: tokenizer.encode(text, add_special_tokens=False).ids


def from_sentencepiece(path):
    import sentencepiece
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return lambda text: processor.encode(text)


def from_ranks(path):
    import base64
    import tiktoken
    ranks = {base64.b64decode(a): int(b) for a, b in (line.split() for line in path.read_bytes().splitlines())}
    encoding = tiktoken.Encoding("ranks", pat_str=LLAMA3, mergeable_ranks=ranks, special_tokens={})
    return encoding.encode_ordinary


def compare(name, salient, folder, reference, files):
    differences = tokens = size = 0
    for path in files:
        text = path.read_bytes().decode("utf-8", errors="replace")
        out = subprocess.run([salient, "tokenize", str(folder), "--file", str(path), "--no-special-tokens", "--json"], check=True, stdout=subprocess.PIPE).stdout
        ours = find_ids(out)
        theirs = reference(text)
        tokens += len(theirs)
        size += path.stat().st_size
        if ours != theirs:
            at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
            differences += 1
            print(f"  {name}: {path.name} differs at token {at}: expected {theirs[at:at + 5]} found {ours[at:at + 5]}")
    print(f"{name}: {len(files)} files, {size} bytes, {tokens} tokens, {differences} files that differ", flush=True)
    return differences


def find_ids(out):
    for line in out.splitlines():
        event = json.loads(line)
        for place in (event, event.get("result") or {}, event.get("data") or {}):
            if isinstance(place, dict) and "ids" in place:
                return place["ids"]
    raise SystemExit("no event with ids in the output of salient tokenize")


def main():
    salient, materials = sys.argv[1], pathlib.Path(sys.argv[2])
    tokenizers, files = materials / "tokenizers", [materials / f for f in FILES if (materials / f).exists()]
    differences = 0
    for argument in sys.argv[3:]:
        name, folder = argument.split("=", 1)
        differences += compare(name, salient, folder, from_tokenizer_json(pathlib.Path(folder)), files)
    for name in ("llama2", "phi-3-mini"):
        differences += compare(name, salient, tokenizers / name, from_tokenizer_json(tokenizers / name), files)
    qwen = tokenizers / "qwen2"
    differences += compare("qwen2 merges", salient, qwen, from_merges(qwen / "vocab.json", qwen / "merges.txt", QWEN2, True), files)
    differences += compare("llama3 ranks", salient, tokenizers / "llama3", from_ranks(tokenizers / "llama3/tokenizer.model"), files)
    mistral = next((tokenizers / "mistral-v3").glob("*.model.v3"))
    differences += compare("mistral-v3 sentencepiece", salient, mistral.parent, from_sentencepiece(mistral), files)
    with tempfile.TemporaryDirectory() as folder:
        model = pathlib.Path(folder) / "tokenizer.model"
        model.write_bytes((tokenizers / "llama2/tokenizer.model").read_bytes())
        differences += compare("llama2 sentencepiece", salient, folder, from_sentencepiece(model), files)
    with tempfile.TemporaryDirectory() as folder:
        vocab, merges = pathlib.Path(folder) / "vocab.json", pathlib.Path(folder) / "merges.txt"
        vocab.write_bytes((tokenizers / "gpt2/gpt2.vocab").read_bytes())
        merges.write_bytes((tokenizers / "gpt2/gpt2.merges.txt").read_bytes())
        differences += compare("gpt2 merges", salient, folder, from_merges(vocab, merges, None, False), files)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
