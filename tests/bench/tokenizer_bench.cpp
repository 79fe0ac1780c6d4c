// SPDX-License-Identifier: Apache-2.0
// salient_bench_tokenizer MODEL FILE [RUNS]: seconds to load the tokenizer, megabytes per second to encode the file as
// a whole on one thread. Each run uses a tokenizer just loaded, so that no word is remembered from the run before.
#include "core/tokenizer/tokenizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

double secondsSince(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "usage: salient_bench_tokenizer MODEL FILE [RUNS]\n");
        return 2;
    }
    std::ifstream stream(argv[2], std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const int runs = argc > 3 ? std::atoi(argv[3]) : 5;
    std::vector<double> loading;
    std::vector<double> encoding;
    size_t tokens = 0;
    for (int run = 0; run < runs; ++run) {
        auto begin = std::chrono::steady_clock::now();
        const salient::Tokenizer tokenizer = salient::Tokenizer::load(argv[1]);
        loading.push_back(secondsSince(begin));
        begin = std::chrono::steady_clock::now();
        tokens = tokenizer.encode(text).size();
        encoding.push_back(secondsSince(begin));
    }
    const double seconds = median(encoding);
    fmt::print("{} tokens, {} bytes; load {:.3f} s; encode {:.3f} s, {:.2f} MB/s (medians of {})\n", tokens,
               text.size(), median(loading), seconds, static_cast<double>(text.size()) / seconds / 1e6, runs);
    return 0;
}
