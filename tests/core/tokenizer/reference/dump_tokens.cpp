// SPDX-License-Identifier: Apache-2.0
// For compare.py: tokens, offsets and decoded text of many documents.
// dump_tokens MODEL_FOLDER DOCUMENTS [--plain-specials]: DOCUMENTS holds texts, each after its length as 4 bytes,
// little endian. Per document it writes three lines: "id:begin:end ...", the decoded text in hexadecimal, and the same
// without special tokens.
#include "core/tokenizer/tokenizer.h"
#include "kernels/error.h"

#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

void writeHexadecimal(const std::string& text) {
    for (const char c : text)
        std::printf("%02x", static_cast<unsigned char>(c));
    std::printf("\n");
}

void writeDocument(const salient::Tokenizer& tokenizer, const std::vector<salient::TokenSpan>& tokens) {
    std::vector<int32_t> ids;
    for (const auto& token : tokens) {
        std::printf("%d:%lld:%lld ", token.id, static_cast<long long>(token.begin), static_cast<long long>(token.end));
        ids.push_back(token.id);
    }
    std::printf("\n");
    writeHexadecimal(tokenizer.decode(ids, false));
    writeHexadecimal(tokenizer.decode(ids, true));
}

/// Time of the processor, not of the wall: the machine may be busy.
double processorSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

int main(int argc, char** argv) try {
    if (argc < 3)
        return 1;
    const auto tokenizer = salient::Tokenizer::load(argv[1]);
    std::fprintf(stderr, "load %.3f s\n", processorSeconds());
    std::ifstream stream(argv[2], std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    salient::EncodeOptions options;
    options.parseSpecialTokens = argc == 3;
    double seconds = 0;
    for (size_t at = 0; at + 4 <= all.size();) {
        size_t bytes = 0;
        for (size_t i = 4; i-- > 0;)
            bytes = bytes << 8 | static_cast<unsigned char>(all[at + i]);
        const std::string document = all.substr(at + 4, bytes);
        at += 4 + bytes;
        const double begin = processorSeconds();
        const auto tokens = tokenizer.encodeWithOffsets(document, options);
        seconds += processorSeconds() - begin;
        writeDocument(tokenizer, tokens);
    }
    std::fprintf(stderr, "encode %.3f s, %.1f MB/s\n", seconds, static_cast<double>(all.size()) / 1e6 / seconds);
    return 0;
} catch (const salient::Error& error) {
    std::fprintf(stderr, "%s: %s\n", error.code().c_str(), error.what());
    return error.exitCode();
}
