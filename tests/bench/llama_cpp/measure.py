# SPDX-License-Identifier: Apache-2.0
"""Speed of one GGUF file in llama.cpp, through its C interface so that Python's own time does not count.

measure.py FILE.gguf --threads N --prompt TOKENS --decode TOKENS    prints one JSON object
As `salient bench model` and llama-bench do it: random tokens; the prompt in one batch; the tokens of `decode` one by one
behind a single one; one uncounted round before.
"""
import argparse
import ctypes
import json
import random
import time

import llama_cpp as llama


@llama.llama_log_callback
def no_log(_level, _text, _user):
    pass


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--prompt", type=int, required=True)
    parser.add_argument("--decode", type=int, required=True)
    return parser.parse_args()


class Model:
    def __init__(self, given):
        parameters = llama.llama_model_default_params()
        parameters.n_gpu_layers = 0
        self.model = llama.llama_model_load_from_file(given.file.encode(), parameters)
        if not self.model:
            raise SystemExit(f"llama.cpp does not load {given.file}")
        settings = llama.llama_context_default_params()
        settings.n_ctx = max(given.prompt, given.decode + 1)
        settings.n_batch = given.prompt
        settings.n_threads = settings.n_threads_batch = given.threads
        self.context = llama.llama_init_from_model(self.model, settings)
        self.vocabulary = llama.llama_vocab_n_tokens(llama.llama_model_get_vocab(self.model))

    def tokens(self, count):
        values = [random.randrange(self.vocabulary) for _ in range(count)]
        return (ctypes.c_int32 * count)(*values)

    def forget(self):
        llama.llama_memory_clear(llama.llama_get_memory(self.context), True)

    def run(self, tokens):
        if llama.llama_decode(self.context, llama.llama_batch_get_one(tokens, len(tokens))) != 0:
            raise SystemExit("llama_decode failed")
        llama.llama_synchronize(self.context)

    def prompt_seconds(self, count):
        tokens = self.tokens(count)
        self.forget()
        start = time.perf_counter()
        self.run(tokens)
        return time.perf_counter() - start

    def decode_seconds(self, count):
        tokens = [self.tokens(1) for _ in range(count)]
        self.forget()
        self.run(self.tokens(1))
        start = time.perf_counter()
        for token in tokens:
            self.run(token)
        return time.perf_counter() - start


def main():
    given = parse_arguments()
    random.seed(42)
    llama.llama_log_set(no_log, None)
    llama.llama_backend_init()
    model = Model(given)
    model.prompt_seconds(given.prompt)
    model.decode_seconds(given.decode)
    print(json.dumps({
        "prompt": given.prompt / model.prompt_seconds(given.prompt),
        "decode": given.decode / model.decode_seconds(given.decode),
        "version": llama.__version__,
        "system": " ".join(llama.llama_print_system_info().decode().split()),
    }))


if __name__ == "__main__":
    main()
