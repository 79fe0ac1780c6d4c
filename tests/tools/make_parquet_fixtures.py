#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Small Parquet files by pyarrow with the rows they hold, for tests/core/parquet.

    make_parquet_fixtures.py OUT       writes OUT/<table>.json (the rows) and OUT/<table>-<variant>.parquet,
                                       and OUT/refused/*.parquet: what the reader does not read

Every table is written with many variants of codec, page version and encoding; all of them hold the rows of <table>.json.
"""
import decimal, json, pathlib, random, sys
import pyarrow as pa
import pyarrow.parquet as pq

random.seed(7)
out = pathlib.Path(sys.argv[1])
(out / "refused").mkdir(parents=True, exist_ok=True)
WORDS = "alpha beta gamma δέλτα 京都 naïve 🙂 \\\" \n line".split(" ")


def text(i):
    return " ".join(random.choice(WORDS) for _ in range(i % 9))


def maybe(i, value):
    return None if i % 5 == 3 else value


def nested_table(rows):
    message = pa.struct([("role", pa.string()), ("content", pa.large_string())])
    part = pa.struct([("type", pa.string()), ("text", pa.string())])
    schema = pa.schema([
        pa.field("id", pa.int64(), nullable=False),
        pa.field("text", pa.string()),
        pa.field("large", pa.large_string()),
        pa.field("flag", pa.bool_()),
        pa.field("score", pa.float64()),
        pa.field("tags", pa.list_(pa.string())),
        pa.field("required_tags", pa.list_(pa.field("element", pa.string(), nullable=False)), nullable=False),
        pa.field("messages", pa.list_(message)),
        pa.field("parts", pa.list_(pa.struct([("role", pa.string()), ("content", pa.list_(part))]))),
        pa.field("info", pa.struct([("a", pa.int32()), ("b", pa.struct([("c", pa.string())]))])),
        pa.field("ids", pa.large_list(pa.list_(pa.int32()))),
        pa.field("map", pa.map_(pa.string(), pa.int32())),
    ])
    def turn(i, k):
        return None if (i + k) % 11 == 5 else {"role": ["user", "assistant"][k % 2], "content": maybe(i + k, text(i + k))}
    return pa.Table.from_pylist([{
        "id": i,
        "text": maybe(i, text(i)),
        "large": maybe(i + 1, text(i + 3)),
        "flag": maybe(i + 2, i % 3 == 0),
        "score": maybe(i, i / 8 - 1),
        "tags": maybe(i, [maybe(i + k, text(k)) for k in range(i % 4)]),
        "required_tags": [text(k + 1) for k in range(i % 3)],
        "messages": maybe(i + 4, [turn(i, k) for k in range(i % 5)]),
        "parts": [{"role": "user", "content": maybe(i + k, [{"type": "text", "text": text(k)}] * (k % 3))} for k in range(i % 3)],
        "info": maybe(i, {"a": maybe(i + 1, -i), "b": maybe(i + 2, {"c": maybe(i + 4, text(i))})}),
        "ids": maybe(i + 2, [maybe(i + k, list(range(k))) for k in range(i % 4)]),
        "map": maybe(i, [(text(k + 2), maybe(k, k)) for k in range(i % 3)]),
    } for i in range(rows)], schema)


def flat_table(rows):
    def pick(low, high):
        return random.choice([low, high, 0, 1, random.randint(low, high)])
    return pa.table({
        "sorted_text": pa.array([maybe(i, f"https://example.org/page/{i // 3:05}") for i in range(rows)]),
        "text": pa.array([maybe(i, text(i % 40)) for i in range(rows)]),
        "int32": pa.array([maybe(i, pick(-2**31, 2**31 - 1)) for i in range(rows)], pa.int32()),
        "int64": pa.array([maybe(i, pick(-2**63, 2**63 - 1)) for i in range(rows)], pa.int64()),
        "small": pa.array([i * 3 + i % 2 for i in range(rows)], pa.int32()),
        "uint8": pa.array([i % 256 for i in range(rows)], pa.uint8()),
        "uint32": pa.array([pick(0, 2**32 - 1) for _ in range(rows)], pa.uint32()),
        "uint64": pa.array([pick(0, 2**64 - 1) for _ in range(rows)], pa.uint64()),
        "float": pa.array([maybe(i, i / 4) for i in range(rows)], pa.float32()),
        "double": pa.array([i / 3 for i in range(rows)], pa.float64()),
        "flag": pa.array([maybe(i, i % 7 < 3) for i in range(rows)]),
        "nothing": pa.array([None] * rows, pa.string()),
    })


def rows_of(table):
    rows = table.to_pylist()
    for row in rows:
        if isinstance(row.get("map"), list):
            row["map"] = [{"key": k, "value": v} for k, v in row["map"]]
    return rows


def expect(name, table):
    with open(out / f"{name}.json", "w") as file:
        json.dump(rows_of(table), file, ensure_ascii=False, separators=(",", ":"))


def write(name, table, **options):
    pq.write_table(table, out / f"{name}.parquet", store_schema=False, **options)


CODECS = ["none", "snappy", "gzip", "zstd"]
small_pages = dict(data_page_size=100, write_batch_size=8)

nested = nested_table(36)
expect("nested", nested)
for codec in CODECS:
    for version in ["1.0", "2.0"]:
        for dictionary in [True, False]:
            write(f"nested-{codec}-v{version[0]}-{'dictionary' if dictionary else 'plain'}", nested, compression=codec,
                  data_page_version=version, use_dictionary=dictionary, row_group_size=20, write_statistics=False,
                  **(small_pages if codec == "snappy" else {}))
write("nested-other_names", nested, use_compliant_nested_type=False, write_statistics=False)
write("nested-checksums", nested, write_page_checksum=True, write_statistics=False)
write("nested-one_page_per_row", nested, max_rows_per_page=1, row_group_size=12, use_dictionary=False, write_statistics=False)

flat = flat_table(270)
expect("flat", flat)
integers = {name: "DELTA_BINARY_PACKED" for name in ["int32", "int64", "small", "uint8", "uint32", "uint64"]}
ENCODINGS = {
    "delta": {**integers, "text": "DELTA_BYTE_ARRAY", "sorted_text": "DELTA_BYTE_ARRAY", "nothing": "DELTA_BYTE_ARRAY", "flag": "RLE"},
    "delta_length": {**integers, "text": "DELTA_LENGTH_BYTE_ARRAY", "sorted_text": "DELTA_LENGTH_BYTE_ARRAY", "nothing": "DELTA_LENGTH_BYTE_ARRAY", "flag": "PLAIN"},
}
for name, encoding in ENCODINGS.items():
    for version, codec in [("1.0", "zstd"), ("2.0", "zstd"), ("2.0", "none")] if name == "delta" else [("1.0", "zstd"), ("2.0", "gzip")]:
        write(f"flat-{codec}-v{version[0]}-{name}", flat, compression=codec, data_page_version=version, use_dictionary=False,
              column_encoding=encoding, row_group_size=220, **({"data_page_size": 1000, "write_batch_size": 64} if codec != "none" else {}))
write("flat-dictionary_full", flat, compression="zstd", dictionary_pagesize_limit=300, data_page_size=400, write_batch_size=32)
write("flat-dictionary", flat, compression="zstd")

# Long runs: the same value and null more often than a batch of the reader holds.
runs = pa.table({"text": pa.array(["same"] * 600 + [None] * 550 + ["other", ""] * 50),
                 "number": pa.array(list(range(600)) + [7] * 650, pa.int64())})
expect("runs", runs)
write("runs-dictionary", runs)
write("runs-v2-delta", runs, data_page_version="2.0", use_dictionary=False, column_encoding={"text": "DELTA_BYTE_ARRAY", "number": "DELTA_BINARY_PACKED"})

# Row groups without rows, and a file without any.
some = pa.table({"text": pa.array(["one", "two", None]), "tags": pa.array([["a"], [], None])})
expect("gaps", some)
with pq.ParquetWriter(out / "gaps-empty_row_groups.parquet", some.schema, store_schema=False) as writer:
    for part in [some.slice(0, 0), some.slice(0, 2), some.slice(0, 0), some.slice(2)]:
        writer.write_table(part)
expect("empty", some.slice(0, 0))
write("empty-no_rows", some.slice(0, 0))

# Binary parts of a struct are left out.
picture = pa.table({"messages": pa.array([[{"content": "look", "image": b"\xff\xd8"}]])})
(out / "picture.json").write_text('[{"messages":[{"content":"look"}]}]')
write("picture-left_out", picture)

# Refused.
def refused(name, table, **options):
    pq.write_table(table, out / "refused" / f"{name}.parquet", store_schema=False, **options)

one = pa.table({"text": ["some text"] * 8})
for codec in ["brotli", "lz4"]:
    refused(codec, one, compression=codec)
refused("byte_stream_split", pa.table({"text": pa.array([1.5, 2.5])}), use_dictionary=False, use_byte_stream_split=True)
refused("int96", pa.table({"text": pa.array([1], pa.timestamp("ns"))}), use_deprecated_int96_timestamps=True)
refused("decimal", pa.table({"text": pa.array([decimal.Decimal("1.5")])}))
refused("fixed_length", pa.table({"text": pa.array([b"ab"], pa.binary(2))}))
refused("not_utf8", pa.table({"text": pa.array([b"ab\xff"], pa.binary())}))
