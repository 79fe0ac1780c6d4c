# SPDX-License-Identifier: Apache-2.0
"""Writes goldens for the components that came after make_goldens.py, with Hugging Face's tokenizers (0.23.3) and, for the
rules of a Precompiled normalizer, sentencepiece (0.2.3).

make_further_goldens.py OUT.json [RANDOM_TEXTS] [SEED]: the file in tests/data was made with 8 random texts, seed 2.
"""
import base64
import io
import json
import random
import sys
import tempfile

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Tokenizer

from make_goldens import (ATOMS, TEXTS, added, byte_level, byte_span, load, metaspace, normalizer_case, pre_tokenizer_case,
                          tokenizer, whole_case)

MORE_ATOMS = ["\u0009", "\u000b", "\u200c", "\u200d", "\ufeff", "\u4e2d", "\u6587", "\u30ab\u30bf\u30fc", "\u0441\u043b", "\u0e01\u0e34",
              "\u007f", "\u008f", "\u0001", "\u1680", "\ufb03", "\u33a1", "\uff10", "e\u0301\u0323", "\u0915\u094d\u0937", "\u1f600", "''", "n't"]
MORE_TEXTS = ["Hello, y'all! How are you \u4f60\u597d\u5417?", "\u3053\u308c\u306f\u30c6\u30b9\u30c8 test \u6f22\u5b57 abc", " \u4e2d a", "can't stop, won't stop .", "caf\u00e9 na\u00efve \u00c5",
              "\ufb01ne \u00bd \u2460 \u212b", "a\u0000b\ufffdc", "\u200b\u200b", "1st 22nd"]


def texts(rng, count):
    return TEXTS + MORE_TEXTS + ["".join(rng.choices(ATOMS + MORE_ATOMS, k=rng.randint(1, 12))) for _ in range(count)]


def small_charsmap():
    """Rules of every shape: one to many, many to one, to nothing, of several characters."""
    rules = [("FB01", "66 69"), ("00C5", "41"), ("212B", "41 30A"), ("65 301", "E9"), ("200B", ""), ("9", "20"), ("3000", "20"), ("FF10", "30"),
             ("33A1", "6D 32"), ("61 323", "1EA1"), ("0D 0A", "20"), ("1100 1161 11A8", "AC01"), ("FDFA", "635 644 649"), ("41 42", "43")]
    corpus = ["abcdefgh the quick brown fox jumps over the lazy dog %d" % i for i in range(50)]
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as stream:
        for source, target in rules:
            stream.write(f"{source}\t{target}\n")
        stream.flush()
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(corpus), model_writer=model, vocab_size=40, hard_vocab_limit=False,
                                                 normalization_rule_tsv=stream.name, minloglevel=2)
    proto = sentencepiece_model_pb2.ModelProto.FromString(model.getvalue())
    return base64.b64encode(proto.normalizer_spec.precompiled_charsmap).decode()


def bert(clean=True, chinese=True, accents=None, lower=True):
    return {"type": "BertNormalizer", "clean_text": clean, "handle_chinese_chars": chinese, "strip_accents": accents, "lowercase": lower}


def normalizers():
    precompiled = {"type": "Precompiled", "precompiled_charsmap": small_charsmap()}
    return [{"type": "StripAccents"}, {"type": "Nmt"}, {"type": "ByteLevel"}, bert(), bert(accents=False), bert(lower=False), bert(lower=False, accents=True),
            bert(clean=False), bert(chinese=False), precompiled,
            {"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "StripAccents"}]},
            {"type": "Sequence", "normalizers": [precompiled, {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}]},
            {"type": "Sequence", "normalizers": [{"type": "Nmt"}, {"type": "NFKC"}, {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}]}]


PRE_TOKENIZERS = [{"type": "BertPreTokenizer"}, {"type": "UnicodeScripts"}, {"type": "CharDelimiterSplit", "delimiter": " "},
                  {"type": "CharDelimiterSplit", "delimiter": "\u2581"}, {"type": "FixedLength", "length": 1}, {"type": "FixedLength", "length": 3},
                  {"type": "Sequence", "pretokenizers": [{"type": "UnicodeScripts"}, {"type": "WhitespaceSplit"}]},
                  {"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": True}, metaspace("first")]}]
DECODERS = [{"type": "BPEDecoder", "suffix": "</w>"}, {"type": "BPEDecoder", "suffix": "a"}, {"type": "WordPiece", "prefix": "##", "cleanup": True},
            {"type": "WordPiece", "prefix": "##", "cleanup": False}, {"type": "CTC", "pad_token": "<pad>", "word_delimiter_token": "|", "cleanup": True},
            {"type": "CTC", "pad_token": "<pad>", "word_delimiter_token": "|", "cleanup": False},
            {"type": "Sequence", "decoders": [{"type": "WordPiece", "prefix": "##", "cleanup": True}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}]
DECODER_TOKENS = ["a", "b", "##a", "##ing", "##", ".", "?", "'", "n't", "do", "not", "'s", "</w>", "a</w>", "b</w>c", "<pad>", "|", "x|y", "h", "l", "<s>", " a", ",", "'m"]


def unigram(vocab, unk=0, fallback=False):
    return {"type": "Unigram", "unk_id": unk, "vocab": vocab, "byte_fallback": fallback}


def whole_with(model, **parts):
    whole = tokenizer({}, **parts)
    whole["model"] = model
    return whole


def unigrams(rng):
    pieces = ["\u2581", "a", "b", "e", "A", "z", "Z", "0", "9", "\u2581a", "\u2581b", "be", "aA", "aAz", "ab", "\u2581\u2581", "Hello", "\u2581Hello", "wor", "ld",
              "\u2581world", "lo", "He", "l", "o", "w", "r", "d", "\u4f60", "\u4f60\u597d", "123", "'s", "\u00e9", "<x>", "n", "t", "\u2581the", "i", "in", "ing", "s"]
    vocab = [["<unk>", 0.0], ["<s>", 0.0], ["</s>", 0.0]] + [[p, -round(rng.uniform(1, 9), 4)] for p in pieces]
    bytes_too = vocab + [[f"<0x{b:02X}>", -9.5] for b in range(256)]
    some_bytes = vocab + [[f"<0x{b:02X}>", -9.5] for b in range(256) if b != 0xE2]
    tokens = [added(0, "<unk>"), added(1, "<s>"), added(2, "</s>")]
    template = {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
                "special_tokens": {"</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}}
    common = {"added_tokens": tokens, "post_processor": template}
    yield whole_with(unigram(vocab), pre_tokenizer=metaspace("always"), decoder=metaspace("always"), **common)
    yield whole_with(unigram(vocab), pre_tokenizer=metaspace("first", False), decoder=metaspace("first"), **common)
    yield whole_with(unigram(bytes_too, 0, True), pre_tokenizer=metaspace("always"), decoder={"type": "ByteFallback"}, **common)
    yield whole_with(unigram(some_bytes, 0, True), pre_tokenizer=metaspace("never"), decoder={"type": "ByteFallback"}, **common)


def words():
    letters = sorted({c for c in "".join(ATOMS + MORE_ATOMS)})[:60]
    pieces = ["[UNK]", "[CLS]", "[SEP]"] + letters + ["##" + c for c in "abcdeolHinstr'9"] + ["Hello", "##lo", "He", "##ll", "world", "the", "final", "don", "caf", "\u4f60"]
    vocab = {p: i for i, p in enumerate(dict.fromkeys(pieces))}
    model = {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 9, "vocab": vocab}
    processing = {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]}
    roberta = {"type": "RobertaProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1], "trim_offsets": True, "add_prefix_space": True}
    tokens = [added(0, "[UNK]"), added(1, "[CLS]"), added(2, "[SEP]")]
    decoder = {"type": "WordPiece", "prefix": "##", "cleanup": True}
    for normalizer in (bert(), bert(lower=False), None):
        yield whole_with(model, normalizer=normalizer, pre_tokenizer={"type": "BertPreTokenizer"}, post_processor=processing, decoder=decoder, added_tokens=tokens)
    level = {"type": "WordLevel", "vocab": vocab, "unk_token": "[UNK]"}
    yield whole_with(level, pre_tokenizer={"type": "Whitespace"}, post_processor=processing, decoder=decoder, added_tokens=tokens)
    yield whole_with(level, pre_tokenizer=byte_level(True), post_processor=roberta, added_tokens=tokens)
    yield whole_with(level, pre_tokenizer=byte_level(False), post_processor=dict(roberta, trim_offsets=False), added_tokens=tokens)


def ranges_dropped(component):
    """First and last of each run of characters that become nothing."""
    normalizer = load(tokenizer({}, normalizer=component)).normalizer
    ranges = []
    for code in range(0x110000):
        if not 0xD800 <= code < 0xE000 and normalizer.normalize_str(chr(code)) == "":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return {"component": component, "ranges": ranges}


def decoder_cases(component, rng, count):
    reference = load(tokenizer({t: i for i, t in enumerate(DECODER_TOKENS)}, decoder=component))
    lists = [[i] for i in range(len(DECODER_TOKENS))] + [rng.choices(range(len(DECODER_TOKENS)), k=rng.randint(2, 9)) for _ in range(6 * count)]
    return [{"tokens": [DECODER_TOKENS[i] for i in ids], "text": reference.decode(ids, skip_special_tokens=False)} for ids in lists]


def main():
    out, count, seed = sys.argv[1], int((sys.argv[2:] or ["8"])[0]), int((sys.argv[3:] or ["2"])[0])
    rng = random.Random(seed)
    goldens = {"normalizers": [], "pre_tokenizers": [], "decoders": [], "tokenizers": []}
    for component in normalizers():
        goldens["normalizers"].append({"component": component, "cases": [normalizer_case(component, t) for t in texts(rng, count)]})
    for component in PRE_TOKENIZERS:
        pre_tokenizer = load(tokenizer({}, pre_tokenizer=component)).pre_tokenizer
        goldens["pre_tokenizers"].append({"component": component, "cases": [pre_tokenizer_case(pre_tokenizer, t) for t in texts(rng, count)]})
    for component in DECODERS:
        goldens["decoders"].append({"component": component, "cases": decoder_cases(component, rng, count)})
    for whole in list(unigrams(rng)) + list(words()):
        reference = Tokenizer.from_str(json.dumps(whole))
        cases = texts(rng, count) + ["Hello wor</s>ld [SEP] the", "Helloooo world the final", "a" * 12]
        goldens["tokenizers"].append({"json": whole, "cases": [whole_case(whole, reference, t) for t in cases]})
    goldens["dropped"] = [ranges_dropped(c) for c in ({"type": "StripAccents"}, {"type": "Nmt"}, bert(True, False, False, False), bert(False, False, True, False))]
    with open(out, "w", encoding="utf-8") as stream:
        json.dump(goldens, stream, ensure_ascii=True, separators=(",", ":"))
        stream.write("\n")


if __name__ == "__main__":
    main()
