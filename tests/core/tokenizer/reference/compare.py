# SPDX-License-Identifier: Apache-2.0
"""Compares our tokens, offsets and decoded texts with Hugging Face's tokenizers. Not part of the test command.

compare.py DUMP_TOKENS FOLDER TEXT... [--lines] : FOLDER holds tokenizer.json; each TEXT is one document, with --lines
every line of it. Needs the Python package tokenizers (checked with 0.23.3).
"""
import struct
import subprocess
import sys
import tempfile

from tokenizers import Tokenizer


def documents(paths, by_line):
    for path in paths:
        with open(path, encoding="utf-8", errors="replace", newline="") as stream:
            text = stream.read()
        yield from (text.split("\n") if by_line else [text])


def byte_offsets(text):
    """Byte offset of each character, and of the end."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + len(character.encode("utf-8")))
    return offsets


def ours(dump, folder, texts, plain_specials):
    with tempfile.NamedTemporaryFile() as packed:
        for text in texts:
            data = text.encode("utf-8")
            packed.write(struct.pack("<I", len(data)) + data)
        packed.flush()
        command = [dump, folder, packed.name] + (["--plain-specials"] if plain_specials else [])
        lines = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode().split("\n")
    for i in range(len(texts)):
        tokens = [tuple(map(int, token.split(":"))) for token in lines[3 * i].split()]
        yield tokens, bytes.fromhex(lines[3 * i + 1]).decode(), bytes.fromhex(lines[3 * i + 2]).decode()


def main():
    flags = [a for a in sys.argv[1:] if a.startswith("--")]
    dump, folder, *paths = [a for a in sys.argv[1:] if not a.startswith("--")]
    reference = Tokenizer.from_file(folder + "/tokenizer.json")
    reference.encode_special_tokens = "--plain-specials" in flags
    texts = list(documents(paths, "--lines" in flags))
    differences = tokens_seen = 0
    for text, (tokens, decoded, skipped) in zip(texts, ours(dump, folder, texts, "--plain-specials" in flags)):
        encoding = reference.encode(text)
        places = byte_offsets(text)
        expected = [(i, places[b], places[e]) for i, (b, e) in zip(encoding.ids, encoding.offsets)]
        tokens_seen += len(expected)
        checks = [
            ("tokens", expected, tokens),
            ("decode", reference.decode(encoding.ids, skip_special_tokens=False), decoded),
            ("decode, skipping", reference.decode(encoding.ids, skip_special_tokens=True), skipped),
        ]
        for name, want, got in checks:
            if want != got:
                differences += 1
                at = next((k for k, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
                if differences <= 10:
                    print(f"{name} at {at}: expected {want[max(0, at - 2):at + 3]!r} found {got[max(0, at - 2):at + 3]!r}"
                          f" in {text[:60]!r}")
    print(f"{folder}: {len(texts)} documents, {tokens_seen} tokens, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
