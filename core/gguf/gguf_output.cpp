// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_output.h"

#include <array>
#include <fstream>
#include <string>
#include <string_view>

namespace salient {

namespace {

namespace fs = std::filesystem;

/// OutputKind::whyKept: only a GGUF file is replaced.
std::string whyKept(const fs::path& found) {
    if (fs::is_symlink(fs::symlink_status(found))) {
        return "is a link";
    }
    std::array<char, 4> begin{};
    std::ifstream stream(found, std::ios::binary);
    const bool gguf = stream.read(begin.data(), begin.size()) && std::string_view(begin.data(), begin.size()) == "GGUF";
    return gguf ? "" : "is no GGUF file";
}

constexpr OutputKind kGgufFile{"output.not_gguf", whyKept};

} // namespace

GgufOutput::GgufOutput(const fs::path& file, const OutputOptions& options)
    : m_pending(file, kGgufFile, options), m_path(m_pending.workspace() / m_pending.finalPath().filename()) {}

} // namespace salient
