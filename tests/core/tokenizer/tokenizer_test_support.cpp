// SPDX-License-Identifier: Apache-2.0
#include "tests/core/tokenizer/tokenizer_test_support.h"

#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace salient::test {

namespace fs = std::filesystem;

fs::path tokenizerData() {
    return fs::path(SALIENT_TEST_DATA) / "tokenizers";
}

std::optional<fs::path> testMaterials() {
    const char* folder = std::getenv("SALIENT_TEST_MATERIALS");
    return folder == nullptr ? std::nullopt : std::optional<fs::path>(folder);
}

std::string readText(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw std::runtime_error("test data is missing: " + path.string());
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Tokenizer loadTokenizer(const nlohmann::json& tokenizer, const nlohmann::json& config) {
    const TemporaryFolder folder;
    folder.write("tokenizer.json", tokenizer.dump());
    if (!config.is_null())
        folder.write("tokenizer_config.json", config.dump());
    return Tokenizer::load(folder.path());
}

nlohmann::json tokenizerJson(const nlohmann::json& vocabulary, const nlohmann::json& merges) {
    return {{"version", "1.0"},
            {"added_tokens", nlohmann::json::array()},
            {"normalizer", nullptr},
            {"pre_tokenizer", nullptr},
            {"post_processor", nullptr},
            {"decoder", nullptr},
            {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", merges}}}};
}

nlohmann::json addedToken(int id, const std::string& content) {
    return {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
            {"rstrip", false}, {"normalized", false}, {"special", true}};
}

std::vector<Vector> readVectors(const fs::path& folder, const std::string& name) {
    constexpr std::string_view kSeparator = "\n__ggml_vocab_test__\n";
    const std::string texts = readText(folder / ("ggml-vocab-" + name + ".gguf.inp"));
    std::istringstream lines(readText(folder / ("ggml-vocab-" + name + ".gguf.out")));
    std::vector<Vector> vectors;
    std::string line;
    for (size_t at = 0; std::getline(lines, line);) {
        const size_t end = texts.find(kSeparator, at);
        Vector vector{texts.substr(at, end - at), {}};
        std::istringstream ids(line);
        for (int32_t id = 0; ids >> id;)
            vector.ids.push_back(id);
        vectors.push_back(std::move(vector));
        at = end == std::string::npos ? texts.size() : end + kSeparator.size();
    }
    return vectors;
}

} // namespace salient::test
