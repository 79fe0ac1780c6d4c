# SPDX-License-Identifier: Apache-2.0
"""Writes ids, offsets and decoded texts of short documents, and texts of random ids, with Hugging Face's tokenizers.

make_document_goldens.py OUT.json: reads the vocabularies in tests/data/tokenizers.
"""
import json
import pathlib
import random
import sys

from tokenizers import Tokenizer

DATA = pathlib.Path(__file__).resolve().parents[3] / "data" / "tokenizers"
QWEN2 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
TEXTS = [
    "The quick brown fox jumps over the lazy dog.",
    " Once upon a time, there was a little girl named Lily. She loved to play outside!\n\nThe end.",
    "for (int i = 0; i < 10; ++i) {\n    sum += values[i] * 2;\t// twice\n}\r\n",
    "Zw\u00f6lf Boxk\u00e4mpfer jagen Viktor quer \u00fcber den Sylter Deich \u2013 \u00ab\u00e0 c\u00f4t\u00e9\u00bb e\u0301t\u0065\u0301.",
    "\u4f60\u597d\uff0c\u4e16\u754c\u3002\u3053\u3093\u306b\u3061\u306f \u041f\u0440\u0438\u0432\u0435\u0442 \u0645\u0631\u062d\u0628\u0627 \u0928\u092e\u0938\u094d\u0924\u0947 \uc548\ub155",
    "emoji \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 flags \U0001f1e9\U0001f1ea \u00a0nbsp\u2028line\u200b",
    "3.14159265 1,000,000 2\u00b2 \u00bd x86_64 I'LL don't they've",
    "   leading and trailing   \n\n\n   ", "<|endoftext|>text<|im_start|> </s>  x<s>", "", "\u0000\u0001\u007f",
]


def byte_level(prefix, regex):
    return {"type": "ByteLevel", "add_prefix_space": prefix, "trim_offsets": True, "use_regex": regex}


def added(i, content):
    return {"id": i, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}


def from_merges(path):
    printable = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    others = [b for b in range(256) if b not in printable]
    pieces = [chr(b) for b in printable] + [chr(256 + i) for i in range(len(others))]
    merges = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#version")]
    pieces += [merge.replace(" ", "") for merge in merges]
    model = {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None,
             "fuse_unk": False, "byte_fallback": False, "vocab": {piece: i for i, piece in enumerate(pieces)}, "merges": merges}
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
            "pre_tokenizer": None, "post_processor": None, "decoder": None, "model": model}


def gpt2():
    whole = from_merges(DATA / "gpt2" / "merges.txt")
    whole["model"]["vocab"]["<|endoftext|>"] = 50256
    whole.update(added_tokens=[added(50256, "<|endoftext|>")], pre_tokenizer=byte_level(False, True),
                 post_processor=byte_level(True, True), decoder=byte_level(True, True))
    return json.dumps(whole)


def qwen2():
    whole = from_merges(DATA / "qwen2" / "merges.txt")
    split = {"type": "Split", "pattern": {"Regex": QWEN2}, "behavior": "Isolated", "invert": False}
    specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    whole.update(added_tokens=[added(151643 + i, s) for i, s in enumerate(specials)], normalizer={"type": "NFC"},
                 pre_tokenizer={"type": "Sequence", "pretokenizers": [split, byte_level(False, False)]},
                 post_processor=byte_level(False, False), decoder=byte_level(False, False))
    return json.dumps(whole)


def document(tokenizer, text):
    encoding = tokenizer.encode(text)
    tokens = [[i, len(text[:b].encode()), len(text[:e].encode())] for i, (b, e) in zip(encoding.ids, encoding.offsets)]
    return {"text": text, "tokens": tokens, "decoded": tokenizer.decode(encoding.ids, skip_special_tokens=False)}


def random_ids(tokenizer, rng):
    size = tokenizer.get_vocab_size()
    # Many ids are rare bytes: half of each list is taken from the first ones.
    ids = [rng.randrange(size if rng.random() < 0.5 else min(size, 260)) for _ in range(rng.randint(1, 24))]
    return {"ids": ids, "text": tokenizer.decode(ids, skip_special_tokens=False),
            "without_special": tokenizer.decode(ids, skip_special_tokens=True)}


def main():
    rng = random.Random(5)
    sources = {"gpt2": gpt2(), "qwen2": qwen2()}
    for name in ("phi-3-mini", "stories260K"):
        sources[name] = (DATA / name / "tokenizer.json").read_text(encoding="utf-8")
    goldens = {}
    for name, source in sources.items():
        tokenizer = Tokenizer.from_str(source)
        goldens[name] = {"documents": [document(tokenizer, text) for text in TEXTS],
                         "random_ids": [random_ids(tokenizer, rng) for _ in range(40)]}
    with open(sys.argv[1], "w", encoding="utf-8") as stream:
        json.dump(goldens, stream, ensure_ascii=True, separators=(",", ":"))
        stream.write("\n")


if __name__ == "__main__":
    main()
