// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/file_reading.h"

#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <string_view>

namespace salient::tokenization {

namespace {

namespace fs = std::filesystem;

/// Far above any tokenizer.json (Gemma's: 33 MB), far below what would fill the memory.
constexpr uintmax_t kLargestFile = uintmax_t{512} << 20;
constexpr int kDeepest = 64;

/// Nesting in a JSON text, not counting brackets in strings.
int depthOf(std::string_view json) {
    int depth = 0;
    int deepest = 0;
    bool inString = false;
    for (size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return deepest;
}

} // namespace

std::string readTokenizerFile(const fs::path& path) {
    std::error_code problem;
    const uintmax_t bytes = fs::file_size(path, problem);
    std::ifstream stream(path, std::ios::binary);
    if (problem || !stream)
        throw inputError("tokenizer.unreadable",
                         fmt::format("{} cannot be read; check its permissions.", path.string()));
    if (bytes > kLargestFile)
        throw inputError("tokenizer.broken_file",
                         fmt::format("{} has {} bytes, expected at most {}; check that it is the right file.",
                                     path.string(), bytes, kLargestFile));
    std::string text(bytes, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(bytes));
    if (stream.gcount() != static_cast<std::streamsize>(bytes))
        throw inputError("tokenizer.unreadable", fmt::format("{} ended after {} of {} bytes; get the file again.",
                                                             path.string(), stream.gcount(), bytes));
    return text;
}

nlohmann::json readTokenizerJson(const fs::path& path) {
    const std::string text = readTokenizerFile(path);
    const int depth = depthOf(text);
    if (depth > kDeepest)
        throw inputError("tokenizer.broken_file",
                         fmt::format("{} is nested {} levels deep, expected at most {}; get the file again.",
                                     path.string(), depth, kDeepest));
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& problem) {
        throw inputError("tokenizer.broken_file", fmt::format("{} is not valid JSON at byte {}; get the file again.",
                                                              path.string(), problem.byte));
    }
}

nlohmann::json readObjectIfThere(const fs::path& path) {
    if (!fs::exists(path))
        return nlohmann::json::object();
    nlohmann::json object = readTokenizerJson(path);
    if (!object.is_object())
        throw inputError("tokenizer.broken_file", fmt::format("{} should be an object, found {}; get the file again.",
                                                              path.string(), object.type_name()));
    return object;
}

} // namespace salient::tokenization
