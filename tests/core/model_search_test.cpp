// SPDX-License-Identifier: Apache-2.0
#include "core/model_search.h"

#include "kernels/error.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>

namespace salient {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

/// Two roots and a cache of Hugging Face's layout, all empty.
class ModelSearchTest : public testing::Test {
protected:
    ModelSearchTest() { ::setenv("HF_HUB_CACHE", m_cache.path().c_str(), 1); }
    ~ModelSearchTest() override { ::unsetenv("HF_HUB_CACHE"); }

    /// The embedded model at a place below a folder.
    static fs::path addModel(const fs::path& place) {
        fs::create_directories(place);
        for (const auto& entry : fs::directory_iterator(storiesFolder())) {
            fs::copy_file(entry.path(), place / entry.path().filename());
        }
        return place;
    }
    static void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }
    /// Its config.json with another value.
    static void change(const fs::path& model, const char* key, const nlohmann::json& value) {
        auto config = nlohmann::json::parse(readWhole(model / "config.json"));
        config[key] = value;
        write(model / "config.json", config.dump());
    }
    std::vector<ModelListing> found(const RunContext& context = {}) const {
        return findModels(searchRoots({m_root.path()}), context);
    }
    ModelListing only() const {
        const auto models = found();
        EXPECT_EQ(models.size(), 1U);
        return models.empty() ? ModelListing() : models.front();
    }

    TemporaryFolder m_root;
    TemporaryFolder m_cache;
};

TEST_F(ModelSearchTest, DescribesAFolderFromItsHeaders) {
    const fs::path place = addModel(m_root.path() / "publisher" / "stories");
    const ModelListing model = only();
    EXPECT_EQ(model.path, place);
    EXPECT_EQ(model.name, "stories");
    EXPECT_FALSE(model.cached);
    EXPECT_EQ(model.className, "LlamaForCausalLM");
    EXPECT_EQ(model.family, "llama");
    EXPECT_EQ(model.parameters, 260'032);
    EXPECT_EQ(model.bytes, static_cast<int64_t>(fs::file_size(place / "model.safetensors")));
    EXPECT_EQ(model.dtype, "F32");
    EXPECT_THAT(model.missing, ElementsAre());
    EXPECT_EQ(model.quantization, "");
    EXPECT_EQ(model.support, ModelSupport::Full) << model.reason;
    EXPECT_EQ(model.reason, "");
    EXPECT_GT(model.modified, 1'600'000'000);
}

TEST_F(ModelSearchTest, LooksTwoLevelsDeepAndNotIntoHiddenFolders) {
    addModel(m_root.path() / "a");
    addModel(m_root.path() / "b" / "c");
    addModel(m_root.path() / "d" / "e" / "f");
    addModel(m_root.path() / ".hidden" / "g");
    std::vector<std::string> names;
    for (const ModelListing& model : found()) {
        names.push_back(model.name);
    }
    EXPECT_THAT(names, ElementsAre("a", "c"));
}

TEST_F(ModelSearchTest, ListsAFolderOnceThatIsReachedTwice) {
    addModel(m_root.path() / "a");
    fs::create_directory_symlink(m_root.path() / "a", m_root.path() / "b");
    EXPECT_EQ(found().size(), 1U);
}

TEST_F(ModelSearchTest, RootItselfMayBeAModel) {
    addModel(m_root.path() / "a");
    EXPECT_EQ(findModels(searchRoots({m_root.path() / "a"}), {}).size(), 1U);
}

TEST_F(ModelSearchTest, ListsAllRevisionsOfTheCacheByTheirName) {
    addModel(m_cache.path() / "models--owner--model" / "snapshots" / "abc");
    addModel(m_cache.path() / "models--owner--model" / "snapshots" / "def");
    addModel(m_cache.path() / "models--gpt2" / "snapshots" / "012");
    const auto models = found();
    ASSERT_EQ(models.size(), 3U);
    EXPECT_EQ(models[0].name, "gpt2");
    EXPECT_EQ(models[1].name, "owner/model");
    EXPECT_EQ(models[1].revision, "abc");
    EXPECT_EQ(models[2].revision, "def");
    EXPECT_TRUE(models[2].cached);
}

TEST_F(ModelSearchTest, NamesTheShardsThatAreMissing) {
    const fs::path place = addModel(m_cache.path() / "models--owner--model" / "snapshots" / "abc");
    fs::remove(place / "model.safetensors");
    write(place / "model-00001-of-00003.safetensors", "");
    fs::create_symlink("nowhere", place / "model-00003-of-00003.safetensors");
    write(place / "model.safetensors.index.json",
          R"({"weight_map":{"a":"model-00001-of-00003.safetensors","b":"model-00002-of-00003.safetensors",)"
          R"("c":"model-00003-of-00003.safetensors"}})");
    const ModelListing model = only();
    EXPECT_THAT(model.missing, ElementsAre("model-00002-of-00003.safetensors", "model-00003-of-00003.safetensors"));
    EXPECT_EQ(model.support, ModelSupport::None);
    EXPECT_THAT(model.reason, HasSubstr("1 of 3 shards are there"));
    EXPECT_FALSE(model.parameters.has_value());
    EXPECT_EQ(model.className, "LlamaForCausalLM");
}

TEST_F(ModelSearchTest, ListsWhatAStoppedDownloadHasLeft) {
    const fs::path repository = m_cache.path() / "models--owner--model";
    fs::create_directories(repository / "blobs");
    write(repository / "blobs" / "1234.incomplete", "half");
    EXPECT_THAT(only().reason, HasSubstr("downloaded by half"));
    fs::create_directories(repository / "snapshots" / "abc");
    fs::copy_file(storiesFolder() / "config.json", repository / "snapshots" / "abc" / "config.json");
    const ModelListing model = only();
    EXPECT_EQ(model.revision, "abc");
    EXPECT_THAT(model.missing, ElementsAre("model.safetensors"));
}

TEST_F(ModelSearchTest, PassesOverACachedTokenizerAlone) {
    const fs::path snapshot = m_cache.path() / "models--owner--model" / "snapshots" / "abc";
    fs::create_directories(snapshot);
    fs::copy_file(storiesFolder() / "config.json", snapshot / "config.json");
    fs::copy_file(storiesFolder() / "tokenizer.json", snapshot / "tokenizer.json");
    EXPECT_EQ(found().size(), 0U);
}

TEST_F(ModelSearchTest, SaysWhatIsWrongWithABrokenFolderAndGoesOn) {
    write(addModel(m_root.path() / "a") / "model.safetensors", "no header");
    write(addModel(m_root.path() / "b") / "config.json", "{");
    change(addModel(m_root.path() / "c"), "architectures", {"NewForCausalLM"});
    write(addModel(m_root.path() / "d") / "config.json", R"({"architectures":7,"quantization_config":{"bits":[]}})");
    addModel(m_root.path() / "e");
    const auto models = found();
    ASSERT_EQ(models.size(), 5U);
    for (size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(models[i].support, ModelSupport::None) << models[i].name;
        EXPECT_NE(models[i].reason, "") << models[i].name;
    }
    EXPECT_THAT(models[2].reason, HasSubstr("NewForCausalLM"));
    EXPECT_EQ(models[4].support, ModelSupport::Full);
}

TEST_F(ModelSearchTest, NamesOtherQuantisationsAndOtherFormats) {
    change(addModel(m_root.path() / "a"), "quantization_config",
           {{"quant_method", "gptq"}, {"bits", 4}, {"group_size", 32}});
    change(addModel(m_root.path() / "b"), "quantization_config", {{"quant_method", "fp8"}});
    const fs::path c = addModel(m_root.path() / "c");
    fs::rename(c / "model.safetensors", c / "pytorch_model.bin");
    const auto models = found();
    ASSERT_EQ(models.size(), 3U);
    EXPECT_EQ(models[0].quantization, "gptq 4 bit g32");
    EXPECT_EQ(models[1].quantization, "fp8");
    EXPECT_THAT(models[2].missing, ElementsAre());
    EXPECT_THAT(models[2].reason, HasSubstr("pytorch_model.bin"));
    EXPECT_GT(models[2].bytes, 0);
}

TEST_F(ModelSearchTest, SaysThatTheTokenizerIsMissing) {
    const fs::path place = addModel(m_root.path() / "a");
    for (const char* file : {"tokenizer.json", "tokenizer_config.json"}) {
        fs::remove(place / file);
    }
    EXPECT_EQ(only().support, ModelSupport::Partly);
    EXPECT_THAT(only().reason, HasSubstr("no tokenizer"));
}

TEST_F(ModelSearchTest, RootsSayWhetherTheyAreThereAndWritable) {
    const auto roots = searchRoots({m_root.path(), "/nowhere"});
    ASSERT_EQ(roots.size(), 3U);
    EXPECT_TRUE(roots[0].exists);
    EXPECT_TRUE(roots[0].writable);
    EXPECT_GT(roots[0].freeBytes, 0);
    EXPECT_FALSE(roots[1].exists);
    EXPECT_FALSE(roots[1].writable);
    EXPECT_TRUE(roots[2].isCache);
    EXPECT_EQ(roots[2].path, m_cache.path());
}

TEST_F(ModelSearchTest, CanBeCancelled) {
    const std::atomic<bool> cancelled = true;
    EXPECT_THROW(found({.emit = [](const Event&) {}, .cancelled = &cancelled}), Error);
}

} // namespace
} // namespace salient
