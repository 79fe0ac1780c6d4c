# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/tokenizers/formats: small models of SentencePiece, ranks of tiktoken and a tekken.json, with the ids and
byte offsets that sentencepiece (0.2.3) and tiktoken (0.14.0) themselves give.

make_tokenizer_fixtures.py OUT_FOLDER TEXT_FILE: TEXT_FILE is tests/data/tinystories_100.txt.
"""
import base64
import json
import pathlib
import random
import sys
import tempfile

import sentencepiece
import tiktoken
from sentencepiece import sentencepiece_model_pb2
from sentencepiece import sentencepiece_pb2 as results_pb2

TEXTS = ["", " ", "  ", "a", " a", "a ", "Once upon a time, there was a little girl.", "  two  spaces   three ", "caf\u00e9 na\u00efve", "\u4f60\u597d world",
         "tabs\tand\nlines\r\n", "\ufb01ne \uff21\uff22 \u2460 \u3000 wide", "<tag> inside <tag><tag>text", "x\u2581y \u2581", "1234567 3.14", "\U0001f600\U0001f601 smile",
         "e\u0301 \u1112\u1161\u11ab", "<s>not a token</s>", "<unk>", "don't DON'T we'll", "zzzzqqqqxxxx", "\u200bzero\u200b", "the the the the", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         "UPPER lower", "a<tag", "ab\u00adcd", "\u0e33\u0e33", " \u00a0 nbsp", "Lily said, \"Can I play with it?\"\n\nTom ran away."]
RULES = [("FB01", "66 69"), ("FF21", "41"), ("FF22", "42"), ("2460", "31"), ("3000", "20"), ("9", "20"), ("A", "20"), ("D A", "20"), ("65 301", "E9"), ("200B", ""), ("AD", ""), ("A0", "20")]
QWEN = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
TEKKEN = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
          r"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")


def train(out, corpus, name, **options):
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as rules:
        rules.writelines(f"{a}\t{b}\n" for a, b in RULES)
        rules.flush()
        if options.pop("rules", False):
            options["normalization_rule_tsv"] = rules.name
        else:
            options.setdefault("normalization_rule_name", "identity")
        sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(corpus), model_prefix=str(out / name), minloglevel=2, num_threads=1, **options)
    (out / f"{name}.vocab").unlink()
    # The trainer's report of itself is of no use here.
    path = out / f"{name}.model"
    proto = sentencepiece_model_pb2.ModelProto.FromString(path.read_bytes())
    proto.trainer_spec.ClearField("input")
    proto.normalizer_spec.ClearField("normalization_rule_tsv")
    path.write_bytes(proto.SerializeToString())


def sentencepiece_cases(path, texts):
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    cases = []
    for text in texts:
        result = results_pb2.SentencePieceText.FromString(processor.encode(text, out_type="serialized_proto"))
        cases.append({"text": text, "tokens": [[p.id, p.begin, p.end] for p in result.pieces]})
    return cases


def learn_ranks(text, count):
    """Plain byte pair encoding of the words of a text."""
    import regex
    words = {}
    for word in regex.findall(QWEN, text):
        words[word.encode()] = words.get(word.encode(), 0) + 1
    ranks = {bytes([b]): i for i, b in enumerate(list(range(33, 127)) + [b for b in range(256) if not 33 <= b < 127])}
    split = {w: [bytes([b]) for b in w] for w in words}
    while len(ranks) < count:
        pairs = {}
        for word, parts in split.items():
            for pair in zip(parts, parts[1:]):
                pairs[pair] = pairs.get(pair, 0) + words[word]
        best = max(pairs, key=lambda p: (pairs[p], p))
        joined = best[0] + best[1]
        ranks.setdefault(joined, len(ranks))
        for parts in split.values():
            i = 0
            while i + 1 < len(parts):
                if (parts[i], parts[i + 1]) == best:
                    parts[i:i + 2] = [joined]
                i += 1
    return ranks


def whole_characters(data, begin, end):
    """Tokens that are parts of a character stand for all of it, as in Hugging Face's tokenizers."""
    while begin > 0 and data[begin] & 0xC0 == 0x80:
        begin -= 1
    while end < len(data) and data[end] & 0xC0 == 0x80:
        end += 1
    return [begin, end]


def rank_cases(ranks, pattern, texts, shift=0):
    encoding = tiktoken.Encoding("fixture", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
    cases = []
    for text in texts:
        at, tokens = 0, []
        for token in encoding.encode_ordinary(text):
            size = len(encoding.decode_single_token_bytes(token))
            tokens.append([token + shift] + whole_characters(text.encode(), at, at + size))
            at += size
        cases.append({"text": text, "tokens": tokens})
    return cases


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    source = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    corpus = [line for line in source.splitlines() if line.strip()][:400] + ["\u4f60\u597d world caf\u00e9", "x\u2581y"]
    train(out, corpus, "unigram", model_type="unigram", vocab_size=420, rules=True, user_defined_symbols=["<tag>", "ab", "\u2581the\u2581"], control_symbols=["<ctl>"])
    train(out, corpus, "unigram_bytes", model_type="unigram", vocab_size=600, byte_fallback=True, add_dummy_prefix=False, remove_extra_whitespaces=False)
    train(out, corpus, "bpe", model_type="bpe", vocab_size=700, byte_fallback=True, remove_extra_whitespaces=False, user_defined_symbols=["<tag>", "\u2581\u2581\u2581"])
    train(out, corpus, "bpe_trimmed", model_type="bpe", vocab_size=300, rules=True, character_coverage=0.99, hard_vocab_limit=False)
    train(out, corpus, "bpe_suffix", model_type="bpe", vocab_size=300, treat_whitespace_as_suffix=True, character_coverage=0.99, hard_vocab_limit=False)
    rng = random.Random(3)
    words = sorted({w for line in corpus for w in line.split()})
    texts = TEXTS + [" ".join(rng.choices(words + ["<tag>", "\u2581", "\ufb01", " ", "\u4f60"], k=rng.randint(2, 14))) for _ in range(25)]
    goldens = {name: sentencepiece_cases(out / f"{name}.model", texts) for name in ("unigram", "unigram_bytes", "bpe", "bpe_trimmed", "bpe_suffix")}

    ranks = learn_ranks(" ".join(corpus), 500)
    (out / "qwen.tiktoken").write_text("".join(f"{base64.b64encode(piece).decode()} {rank}\n" for piece, rank in ranks.items()))
    # NFC comes before all else with this file; tiktoken itself knows nothing of it.
    goldens["ranks"] = rank_cases(ranks, QWEN, [t for t in texts if "\u0301" not in t and "\u1112" not in t])
    tekken = {"config": {"pattern": TEKKEN, "num_vocab_tokens": len(ranks), "default_vocab_size": 510, "default_num_special_tokens": 20, "version": "v3"},
              "vocab": [{"rank": rank, "token_bytes": base64.b64encode(piece).decode(), "token_str": None} for piece, rank in ranks.items()]}
    (out / "tekken.json").write_text(json.dumps(tekken, separators=(",", ":")))
    goldens["tekken"] = rank_cases({p: r for p, r in ranks.items() if r < 490}, TEKKEN, texts, 20)
    with open(out / "goldens.json", "w", encoding="utf-8") as stream:
        json.dump(goldens, stream, ensure_ascii=True, separators=(",", ":"))
        stream.write("\n")


if __name__ == "__main__":
    main()
