# SPDX-License-Identifier: Apache-2.0
"""Writes goldens for every kind of tokenizer component with Hugging Face's tokenizers (0.23.3).

make_goldens.py OUT.json [RANDOM_TEXTS] [SEED]: the file in tests/data was made with 12 random texts per component, seed 1.
Set SALIENT_TOKENIZER_GOLDENS to a larger file of your own to test against that one too.
"""
import json
import random
import sys

from tokenizers import Tokenizer

ATOMS = list("aAzZbe 09\t\n\r.,'!-_$+<>/\\") + [
    "  ", "   ", "\r\n", "\n\n", "'s", "'LL", "don't", "Hello", " world", "123", "\u00a0", "\u3000", "\u2028", "\u2029",
    "\u180e", "\u200b", "\u0085", "\u0000", "\u2581", "\u2581\u2581", "\u00e9", "e\u0301", "a\u0316\u0301", "\u1ec7",
    "\u0344", "\u212b", "\ufb01", "\u0130", "\u03a3", "\u1e9e", "\u01c5", "\u1100\u1161\u11a8", "\uac01", "\u4f60\u597d",
    "\u3042", "\u0e33", "\u0661\u0662", "\u00b2", "\u00bd", "\u2167", "\u0939\u093f\u0928\u094d\u0926\u0940", "\u05d0",
    "\U0001f600", "\U0001f468\u200d\U0001f469", "\u203f", "\u00bf", "\u2026", "\u20ac", "\ufffd", "\u0301", "\uff21",
    "\uff76\uff9e", "\u017f", "\u212a", "\u0149", "\u00df", "\ufdfa",
]
TEXTS = ["", " ", "  ", "a", " a", "a ", "Hello world", " Hello  world ", "the-final--countdown", "-", "--", "a\n\n b",
         "It's 2023, don't you'LL 're", "x\u2581y", "\u2581x", "\u2581", "e\u0301\u0301", "\u0301a", "\t\n ", "12 345",
         "a\u0323\u0307b", "\u0635\u0644\u0649"]

NORMALIZERS = [
    {"type": "NFC"}, {"type": "NFD"}, {"type": "NFKC"}, {"type": "NFKD"}, {"type": "Lowercase"},
    {"type": "Strip", "strip_left": True, "strip_right": True}, {"type": "Strip", "strip_left": True, "strip_right": False},
    {"type": "Strip", "strip_left": False, "strip_right": True}, {"type": "Prepend", "prepend": "\u2581"},
    {"type": "Prepend", "prepend": "ab"}, {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"},
    {"type": "Replace", "pattern": {"String": "  "}, "content": ""}, {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "},
    {"type": "Replace", "pattern": {"Regex": "\\w"}, "content": "xyz"},
    {"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "Lowercase"}, {"type": "Replace", "pattern": {"Regex": "\\p{Mn}"}, "content": ""}]},
    {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Prepend", "prepend": "\u2581"}, {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
    {"type": "Sequence", "normalizers": [{"type": "Strip", "strip_left": True, "strip_right": True}, {"type": "NFC"}]},
    {"type": "Sequence", "normalizers": []},
]
GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"
LLAMA3 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
O200K = "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
DEEPSEEK = "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
BEHAVIORS = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]


def split(pattern, behavior, invert=False):
    return {"type": "Split", "pattern": pattern, "behavior": behavior, "invert": invert}


def byte_level(prefix, regex=True):
    return {"type": "ByteLevel", "add_prefix_space": prefix, "trim_offsets": True, "use_regex": regex}


def metaspace(scheme, cut=True, mark="\u2581"):
    return {"type": "Metaspace", "replacement": mark, "prepend_scheme": scheme, "split": cut}


PRE_TOKENIZERS = (
    [byte_level(p, r) for p in (True, False) for r in (True, False)]
    + [split({"String": "-"}, b, i) for b in BEHAVIORS for i in (False, True)]
    + [split({"Regex": "\\s+"}, b, i) for b in BEHAVIORS for i in (False, True)]
    + [split({"Regex": r}, "Isolated") for r in (GPT2, LLAMA3, O200K, DEEPSEEK, "\\p{N}{1,3}", "\\w+", "\\W", "\\b", "\\h+", "^.",
                                                 "[\\w\\s]+", "[^\\S\\n]+", "(?i)LL|S", "a?", "(?=a)", "x*", "[[:alpha:]]+", ".$",
                                                 "(?m:a.b)|z", "\\p{Han}+|\\p{Hiragana}", "\\p{^L}", "\\P{L}+", "\\u00e9|\\x{4f60}",
                                                 "\\p{Letter}+", "(?<=a)b", "\\d+", "\\R", "[a-e]")]
    + [split({"Regex": GPT2}, "Removed", True), split({"String": ""}, "Isolated"), split({"String": ""}, "Removed", True)]
    + [metaspace(s, c) for s in ("always", "first", "never") for c in (True, False)] + [metaspace("always", True, "_")]
    + [{"type": "Digits", "individual_digits": d} for d in (True, False)]
    + [{"type": "Punctuation", "behavior": b} for b in BEHAVIORS] + [{"type": "Punctuation"}]
    + [{"type": "Whitespace"}, {"type": "WhitespaceSplit"}]
    + [{"type": "Sequence", "pretokenizers": p} for p in (
        [{"type": "Digits", "individual_digits": True}, byte_level(False)],
        [{"type": "WhitespaceSplit"}, metaspace("first")], [{"type": "WhitespaceSplit"}, metaspace("always")],
        [split({"Regex": LLAMA3}, "Isolated"), byte_level(False, False)],
        [{"type": "Punctuation", "behavior": "Contiguous"}, byte_level(True), {"type": "Digits", "individual_digits": False}],
        [])]
)

LLAMA_DECODERS = [{"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}]
DECODERS = [
    byte_level(True), {"type": "ByteFallback"}, {"type": "Fuse"}, metaspace("always"), metaspace("first"), metaspace("never"),
    {"type": "Strip", "content": " ", "start": 1, "stop": 0}, {"type": "Strip", "content": "a", "start": 2, "stop": 1},
    {"type": "Replace", "pattern": {"String": "aa"}, "content": "b"}, {"type": "Replace", "pattern": {"Regex": "a+"}, "content": "-"},
    {"type": "Sequence", "decoders": LLAMA_DECODERS},
    {"type": "Sequence", "decoders": LLAMA_DECODERS + [{"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
    {"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "Replace", "pattern": {"String": "ab"}, "content": ""}]},
    {"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "Replace", "pattern": {"Regex": "b+"}, "content": ""}]},
    {"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 3, "stop": 0}]},
    {"type": "Sequence", "decoders": [{"type": "ByteFallback"}, metaspace("always"), {"type": "Fuse"}]},
    {"type": "Sequence", "decoders": [byte_level(False), {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
    {"type": "Sequence", "decoders": []}, None,
]
DECODER_TOKENS = ["\u2581", "\u2581a", "a", "aa", "aaa", "ab", "ba", "b", " ", "  a", "a ", "\u0120a", "\u0120", "\u010a", "\u00e2", "\u0124", "\u00ac",
                  "\u00e4\u00bd", "\u0142", "\u4f60", "<s>", "<0xE4>", "<0xBD>", "<0xA0>", "<0x61>", "<0xFF>", "<0xe4>", "<0xZZ>", "\u2581\u2581", "caa", ""]


def tokenizer(vocab, **parts):
    model = {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None,
             "fuse_unk": False, "byte_fallback": False, "ignore_merges": False, "vocab": vocab, "merges": []}
    model.update(parts.pop("model", {}))
    whole = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None, "pre_tokenizer": None,
             "post_processor": None, "decoder": None, "model": model}
    whole.update(parts)
    return whole


def load(whole):
    return Tokenizer.from_str(json.dumps(whole))


def byte_span(text, span):
    return [len(text[:span[0]].encode()), len(text[:span[1]].encode())]


def texts(rng, count):
    return TEXTS + ["".join(rng.choices(ATOMS, k=rng.randint(1, 12))) for _ in range(count)]


def normalizer_case(component, text):
    normalized = load(tokenizer({}, normalizer=component)).normalizer.normalize_str(text)
    vocab = {c: i for i, c in enumerate(sorted(set(normalized)))}
    encoding = load(tokenizer(vocab, normalizer=component)).encode(text)
    return {"text": text, "normalized": normalized, "spans": [byte_span(text, s) for s in encoding.offsets]}


def pre_tokenizer_case(pre_tokenizer, text):
    pieces = pre_tokenizer.pre_tokenize_str(text)
    return {"text": text, "pieces": [[piece] + byte_span(text, span) for piece, span in pieces if piece]}


def added(i, content, **flags):
    token = {"id": i, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return dict(token, **flags)


def whole_tokenizers():
    letters = {c: i for i, c in enumerate(sorted(set("".join(ATOMS)) | set("\u0120\u010a")))}
    n = len(letters)
    tokens = [added(n, "<s>"), added(n + 1, "<|a|>", lstrip=True), added(n + 2, "<|b|>", rstrip=True),
              added(n + 3, "He", single_word=True, special=False), added(n + 4, "Hello", normalized=True, special=False),
              added(n + 5, "wor", normalized=True), added(n + 6, "<|a|><|b|>"), added(n + 7, "zz", lstrip=True, rstrip=True, single_word=True)]
    template = {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "B", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "E", "type_id": 0}}], "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                "special_tokens": {"B": {"id": "B", "ids": [n, 0], "tokens": ["<s>", "x"]}, "E": {"id": "E", "ids": [1], "tokens": ["y"]}}}
    for normalizer in (None, {"type": "Lowercase"}, NORMALIZERS[15]):
        yield tokenizer(letters, added_tokens=tokens, normalizer=normalizer)
    for trim in (byte_level(True), byte_level(False), {"type": "Sequence", "processors": [byte_level(True), template]},
                 {"type": "Sequence", "processors": [template, byte_level(True)]}, template):
        yield tokenizer(letters, added_tokens=tokens, pre_tokenizer=byte_level(True), post_processor=trim, decoder=byte_level(True))
        yield tokenizer(letters, added_tokens=tokens, pre_tokenizer=metaspace("first"), post_processor=trim, decoder=metaspace("first"))
    small = {c: i for i, c in enumerate(["<unk>"] + list("aAzZbe 09\u2581") + ["aA", "aAz", "be", "ea", "bea", "\u2581a", "\u2581\u2581", "\u2581b", "e\u2581"])}
    for value in range(256):
        small[f"<0x{value:02X}>"] = len(small)
    merges = ["a A", "aA z", "b e", "e a", "be a", "b ea", "\u2581 a", "\u2581 \u2581", "\u2581 b", "e \u2581"]
    marks = {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}
    for fuse in (False, True):
        for fallback in (False, True):
            yield tokenizer(small, normalizer=marks, model={"merges": merges, "unk_token": "<unk>", "fuse_unk": fuse, "byte_fallback": fallback})
    yield tokenizer(small, normalizer=marks, model={"merges": merges})
    partial = {k: v for k, v in small.items() if k not in ("<0xC3>", "<0xE2>")}
    partial = {k: i for i, k in enumerate(partial)}
    yield tokenizer(partial, normalizer=marks, model={"merges": merges, "unk_token": "<unk>", "fuse_unk": True, "byte_fallback": True})
    yield tokenizer(small, pre_tokenizer={"type": "WhitespaceSplit"}, model={"merges": [m.split(" ") for m in merges if m != "e \u2581"], "ignore_merges": True})
    affixed = {c: i for i, c in enumerate(["<unk>", "a", "A", "b", "e", "##a", "##A", "##b", "##e", "a</w>", "e</w>", "##a</w>", "##e</w>", "aA", "be", "be</w>"])}
    yield tokenizer(affixed, pre_tokenizer={"type": "WhitespaceSplit"}, model={"unk_token": "<unk>", "continuing_subword_prefix": "##",
                    "end_of_word_suffix": "</w>", "merges": [["a", "##A"], ["b", "##e"], ["b", "##e</w>"]]})


def whole_case(whole, reference, text):
    case = {"text": text}
    for key, special, plain in (("tokens", False, False), ("with_special", True, False), ("plain", False, True)):
        reference.encode_special_tokens = plain
        encoding = reference.encode(text, add_special_tokens=special)
        case[key] = [[i] + byte_span(text, span) for i, span in zip(encoding.ids, encoding.offsets)]
    ids = [token[0] for token in case["with_special"]]
    case["decoded"] = reference.decode(ids, skip_special_tokens=False)
    return case


def main():
    out, count, seed = sys.argv[1], int((sys.argv[2:] or ["12"])[0]), int((sys.argv[3:] or ["1"])[0])
    rng = random.Random(seed)
    goldens = {"normalizers": [], "pre_tokenizers": [], "decoders": [], "tokenizers": []}
    for component in NORMALIZERS:
        goldens["normalizers"].append({"component": component, "cases": [normalizer_case(component, t) for t in texts(rng, count)]})
    for component in PRE_TOKENIZERS:
        pre_tokenizer = load(tokenizer({}, pre_tokenizer=component)).pre_tokenizer
        goldens["pre_tokenizers"].append({"component": component, "cases": [pre_tokenizer_case(pre_tokenizer, t) for t in texts(rng, count)]})
    for component in DECODERS:
        reference = load(tokenizer({t: i for i, t in enumerate(DECODER_TOKENS)}, decoder=component))
        cases = [[]] + [[i] for i in range(len(DECODER_TOKENS))]
        cases += [rng.choices(range(len(DECODER_TOKENS)), k=rng.randint(2, 9)) for _ in range(3 * count)]
        strip_end = component and component["type"] == "Strip" and component["stop"]
        if strip_end:  # the reference panics when a token is shorter than what may be stripped
            cases = [c for c in cases if all(len(DECODER_TOKENS[i].strip("a")) > 0 for i in c)]
        goldens["decoders"].append({"component": component, "cases": [
            {"tokens": [DECODER_TOKENS[i] for i in c], "text": reference.decode(c, skip_special_tokens=False)} for c in cases]})
    for whole in whole_tokenizers():
        reference = load(whole)
        cases = texts(rng, count) + ["Hello wor<s>ld <|a|> He x", "a  <|a|><|b|>  zz zzz  zz", "HeHello He", "hello WOR <|b|>\u00a0 b", " <s> Hello"]
        goldens["tokenizers"].append({"json": whole, "cases": [whole_case(whole, reference, t) for t in cases]})
    with open(out, "w", encoding="utf-8") as stream:
        json.dump(goldens, stream, ensure_ascii=True, separators=(",", ":"))
        stream.write("\n")


if __name__ == "__main__":
    main()
