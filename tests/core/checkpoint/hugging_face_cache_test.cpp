// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/hugging_face_cache.h"

#include "kernels/error.h"
#include "tests/support/error_code.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace salient {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// A cache as huggingface_hub lays it out, named by $HF_HUB_CACHE.
class HuggingFaceCache : public testing::Test {
protected:
    HuggingFaceCache() {
        ::setenv("HF_HUB_CACHE", m_folder.path().c_str(), 1);
        add("models--owner--model", "abc");
        add("datasets--owner--set", "def");
    }
    ~HuggingFaceCache() override { ::unsetenv("HF_HUB_CACHE"); }

    void add(const std::string& repository, const std::string& revision) const {
        const fs::path folder = m_folder.path() / repository;
        fs::create_directories(folder / "refs");
        fs::create_directories(folder / "blobs");
        fs::create_directories(folder / "snapshots" / revision / "data");
        fs::create_directories(folder / "snapshots" / "older");
        m_folder.write(repository + "/refs/main", revision);
        m_folder.write(repository + "/blobs/1234", "{}");
        fs::create_symlink("../../blobs/1234", folder / "snapshots" / revision / "config.json");
    }
    fs::path snapshot(const std::string& repository, const std::string& revision) const {
        return m_folder.path() / repository / "snapshots" / revision;
    }
    std::string sentenceOf(const std::string& place, const std::string& code) const {
        try {
            findInHuggingFaceCache(place);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), code);
            return error.what();
        }
        return "no error";
    }

    TemporaryFolder m_folder;
};

TEST_F(HuggingFaceCache, FindsTheSnapshotThatMainNames) {
    EXPECT_EQ(resolveModelFolder("hf:owner/model"), snapshot("models--owner--model", "abc"));
    EXPECT_EQ(findInHuggingFaceCache("hf:datasets/owner/set"), snapshot("datasets--owner--set", "def"));
    EXPECT_EQ(findInHuggingFaceCache("hf:datasets/owner/set/data"), snapshot("datasets--owner--set", "def") / "data");
}

TEST_F(HuggingFaceCache, LeavesOtherFoldersAsTheyAre) {
    EXPECT_EQ(resolveModelFolder("."), fs::path("."));
    EXPECT_EQ(resolveModelFolder(""), fs::path());
    EXPECT_EQ(codeOf([] { resolveModelFolder("no/folder"); }), "model_folder.missing");
}

TEST_F(HuggingFaceCache, NamesWhatIsThere) {
    EXPECT_THAT(sentenceOf("hf:owner/other", "hf.not_cached"),
                HasSubstr("found owner/model; download it with: hf download owner/other."));
    EXPECT_THAT(sentenceOf("hf:datasets/owner/other", "hf.not_cached"), HasSubstr("found owner/set; "));
}

TEST_F(HuggingFaceCache, SaysWhenASnapshotIsMissing) {
    fs::remove_all(snapshot("models--owner--model", "abc"));
    EXPECT_THAT(sentenceOf("hf:owner/model", "hf.no_snapshot"), HasSubstr("download it again"));
    EXPECT_THAT(sentenceOf("hf:datasets/owner/set/none", "hf.no_path"), HasSubstr("holds no none"));
}

TEST_F(HuggingFaceCache, NeverLeavesTheCache) {
    m_folder.write("models--owner--model/refs/main", "../../..");
    EXPECT_THAT(sentenceOf("hf:owner/model", "hf.no_snapshot"), HasSubstr("no complete snapshot"));
    for (const char* place : {"hf:", "hf:one", "hf:../../etc", "hf:datasets/one", "hf:owner/../.."}) {
        EXPECT_THAT(sentenceOf(place, "hf.place"), HasSubstr("Expected hf:OWNER/NAME")) << place;
    }
}

TEST(HuggingFaceCachePlace, FollowsTheVariables) {
    ::unsetenv("HF_HUB_CACHE");
    ::setenv("HF_HOME", "/somewhere", 1);
    EXPECT_EQ(huggingFaceCache(), fs::path("/somewhere/hub"));
    ::unsetenv("HF_HOME");
    EXPECT_EQ(huggingFaceCache(), fs::path(std::getenv("HOME")) / ".cache/huggingface/hub");
}

} // namespace
} // namespace salient
