// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/error.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace salient::test {

/// An empty folder that goes away with the object.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "salient-test-XXXXXX").string();
        m_path = std::filesystem::canonical(::mkdtemp(pattern.data()));
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(std::string_view name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

inline void writeText(const std::filesystem::path& file, std::string_view text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

inline std::string readText(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    EXPECT_TRUE(stream) << file;
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// u64 length, header, data: the bytes of a safetensors file, right or wrong.
inline std::string safetensorsBytes(std::string_view header, size_t dataBytes) {
    std::string bytes;
    for (size_t i = 0; i < 8; ++i) {
        bytes.push_back(static_cast<char>(static_cast<uint64_t>(header.size()) >> (8 * i)));
    }
    bytes += header;
    for (size_t i = 0; i < dataBytes; ++i) {
        bytes.push_back(static_cast<char>(i * 7 + 1));
    }
    return bytes;
}

/// The work must throw an Error of this kind and code, in one sentence that names every one of `names`.
inline void expectError(ErrorKind kind, std::string_view code, const std::vector<std::string>& names,
                        const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        const std::string sentence = error.what();
        EXPECT_EQ(error.kind(), kind) << sentence;
        EXPECT_EQ(error.code(), code) << sentence;
        for (const std::string& name : names) {
            EXPECT_NE(sentence.find(name), std::string::npos) << "no \"" << name << "\" in: " << sentence;
        }
        EXPECT_EQ(sentence.find('\n'), std::string::npos) << sentence;
        EXPECT_TRUE(sentence.ends_with('.') || sentence.ends_with('?')) << sentence;
        EXPECT_LT(sentence.size(), 600U) << sentence;
        return;
    }
    ADD_FAILURE() << "no error; expected " << code;
}

} // namespace salient::test
