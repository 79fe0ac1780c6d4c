#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reference bytes for core/gguf from llama.cpp's own Python package:  make_gguf_fixtures.py FOLDER

blocks.json   rows of values, what the package's quantisers make of them (Q8_0, Q4_0, Q4_1) and the values of those
              blocks; Q4_K blocks of random bytes and their values (the package has no quantiser for them). With
              llama-cpp-python installed also what ggml's quantiser makes of the rows in Q4_K. All numbers as hexadecimal
              little-endian bytes.
package.gguf  a file with one value of every kind and a tensor of every type, written by the package.
"""
import ctypes
import json
import sys
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, quants


def rows():
    random = np.random.default_rng(20261121)
    values = random.standard_normal((2, 256)).astype(np.float32) * np.float32(0.05)
    values[0, :32] = 0  # a block of zeros
    values[0, 40] = np.float32(-3.0)  # an outlier
    values[0, 64:128] = np.abs(values[0, 64:128]) + np.float32(0.2)  # none below zero
    values[1, 32:64] = np.float32(0.25)  # all the same
    values[1, 64:96] = np.float32(0.125) * np.sign(np.arange(32) % 2 - 0.5).astype(np.float32)  # ties
    return values


def with_ggml(values):
    try:
        import llama_cpp
    except ImportError:
        return None
    folder = Path(llama_cpp.__file__).parent / "lib"
    library = ctypes.CDLL(str(next(folder.glob("libggml-base.so*"))))
    library.ggml_quantize_chunk.restype = ctypes.c_size_t
    library.ggml_quantize_chunk.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64,
                                            ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
    out = np.zeros((values.shape[0], 144), dtype=np.uint8)
    library.ggml_quantize_chunk(int(GGMLQuantizationType.Q4_K), values.ctypes.data, out.ctypes.data, 0,
                                values.shape[0], values.shape[1], None)
    return out


def write_blocks(file):
    values = rows()
    result = {"rows": values.shape[0], "columns": values.shape[1], "values": values.tobytes().hex(), "types": {}}
    for name in ("Q8_0", "Q4_0", "Q4_1"):
        kind = GGMLQuantizationType[name]
        packed = quants.quantize(values, kind)
        result["types"][name] = {"packed": packed.tobytes().hex(),
                                 "unpacked": quants.dequantize(packed, kind).astype(np.float32).tobytes().hex()}
    packed = np.random.default_rng(7).integers(0, 256, (2, 144), dtype=np.uint8)
    packed[:, :4] = np.array([[0.01, 0.02]], dtype=np.float16).view(np.uint8)  # d and dmin finite
    unpacked = quants.dequantize(packed, GGMLQuantizationType.Q4_K).astype(np.float32)
    result["types"]["Q4_K"] = {"packed": packed.tobytes().hex(), "unpacked": unpacked.tobytes().hex()}
    quantized = with_ggml(values)
    if quantized is not None:
        result["q4_k_quantized"] = quantized.tobytes().hex()
    file.write_text(json.dumps(result, indent=1) + "\n")


def write_package(file):
    writer = GGUFWriter(file, "llama")
    writer.add_uint8("test.uint8", 200)
    writer.add_int8("test.int8", -7)
    writer.add_uint16("test.uint16", 60000)
    writer.add_int16("test.int16", -300)
    writer.add_uint32("test.uint32", 4000000000)
    writer.add_int32("test.int32", -70000)
    writer.add_float32("test.float32", 0.5)
    writer.add_bool("test.bool", True)
    writer.add_string("test.text", "zwölf")
    writer.add_uint64("test.uint64", 2**40)
    writer.add_int64("test.int64", -(2**40))
    writer.add_float64("test.float64", 0.25)
    writer.add_array("test.texts", ["a", "", "bc"])
    writer.add_array("test.numbers", [1, -2, 3])
    writer.add_array("test.flags", [True, False])
    values = rows()
    writer.add_tensor("plain.weight", values[:, :3].copy())
    writer.add_tensor("half.weight", values[:, :5].astype(np.float16))
    for name in ("Q8_0", "Q4_0", "Q4_1"):
        kind = GGMLQuantizationType[name]
        writer.add_tensor(name + ".weight", quants.quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write_blocks(folder / "blocks.json")
    write_package(folder / "package.gguf")
