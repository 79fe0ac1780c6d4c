// SPDX-License-Identifier: Apache-2.0
#include "core/model/packed_cache.h"

#include "core/checkpoint/xxh64.h"
#include "core/model/transformer.h"
#include "tests/support/error_code.h"
#include "tests/support/packed_cases.h"
#include "tests/support/quantised_copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace salient {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

struct Start {
    std::vector<float> logits;
    std::optional<Issue> issue;
    bool opened = false;
    bool written = false;
};

/// Starts of a small quantised model with a cache of their own.
class PackedCacheTest : public testing::Test {
protected:
    explicit PackedCacheTest(const fs::path& model = "gptq/act_order") : m_model(model) {}

    /// Without any cache.
    std::vector<float> expected(bool packedHead = false) {
        const ModelSource source = ModelSource::open(m_model.path());
        Transformer model(*m_backend, source, {}, {.packedHead = packedHead});
        return logitsOf(model);
    }

    Start start(bool packedHead = false) {
        const ModelSource source = ModelSource::open(m_model.path());
        PackedCache cache(m_settings, source, *m_backend, packedHead ? 8 : 16);
        Start start;
        start.opened = cache.open();
        Transformer model(*m_backend, source, {}, {.packedHead = packedHead, .cache = &cache});
        start.issue = cache.issue();
        if (const auto output = cache.keep(model.packedWeights())) {
            EXPECT_FALSE(output->finish().has_value());
            start.written = true;
        }
        start.logits = logitsOf(model);
        return start;
    }

    fs::path onlyFile() const {
        const auto files = keptWeights(m_settings.folder);
        EXPECT_EQ(files.size(), 1U);
        return files.at(0).file;
    }

    static std::vector<float> logitsOf(Transformer& model) {
        KvCache keys = model.makeCache(4);
        const std::vector<int32_t> ids{1, 5, 3, 7};
        const Tensor logits = model.nextLogits(ids, keys);
        return {logits.floats().begin(), logits.floats().end()};
    }

    QuantisedCopy m_model;
    TemporaryFolder m_place;
    PackedCacheSettings m_settings{.folder = m_place.path() / "deep" / "packed", .mostBytes = {}, .smallestBytes = 1};
    std::unique_ptr<Backend> m_backend = makeBackend({});
};

class PackedCacheOf : public PackedCacheTest, public testing::WithParamInterface<const char*> {
protected:
    PackedCacheOf() : PackedCacheTest(GetParam()) {}
};

TEST_P(PackedCacheOf, GivesTheSameLogitsBitForBit) {
    for (const bool packedHead : {false, true}) {
        const std::vector<float> logits = expected(packedHead);
        const Start first = start(packedHead);
        EXPECT_FALSE(first.opened);
        EXPECT_TRUE(first.written);
        EXPECT_FALSE(first.issue.has_value());
        const Start second = start(packedHead);
        EXPECT_TRUE(second.opened);
        EXPECT_FALSE(second.written);
        EXPECT_FALSE(second.issue.has_value());
        EXPECT_THAT(first.logits, ElementsAreArray(logits));
        EXPECT_THAT(second.logits, ElementsAreArray(logits));
    }
}

INSTANTIATE_TEST_SUITE_P(All, PackedCacheOf, testing::Values("gptq/three_bit", "gptq/act_order"),
                         [](const auto& made) { return fs::path(made.param).filename().string(); });

TEST_F(PackedCacheTest, HoldsWhatPackingMakes) {
    start();
    const ModelSource source = ModelSource::open(m_model.path());
    PackedCache cache(m_settings, source, *m_backend, 16);
    const Block stored = source.loadBlock(0);
    for (const Linear* linear : stored.linears()) {
        const auto kept = cache.take(*m_backend, linear->name, linear->out, linear->in);
        ASSERT_EQ(kept != nullptr, linear->packed()) << linear->name;
        if (kept != nullptr) {
            const auto packed = m_backend->pack(linear->packedWeight());
            EXPECT_TRUE(std::ranges::equal(kept->data(), packed->data())) << linear->name;
        }
    }
}

TEST_F(PackedCacheTest, IsMadeAnewForOtherWeightsAndSaysSo) {
    start();
    m_model.touchWeights();
    const Start stale = start();
    ASSERT_TRUE(stale.issue.has_value());
    EXPECT_EQ(stale.issue->code, "cache.stale");
    EXPECT_EQ(stale.issue->severity, Severity::Notice);
    EXPECT_THAT(stale.issue->sentence, HasSubstr(m_model.path().filename().string()));
    EXPECT_FALSE(stale.opened);
    EXPECT_TRUE(stale.written);
    EXPECT_THAT(stale.logits, ElementsAreArray(expected()));
    EXPECT_TRUE(start().opened);
}

TEST_F(PackedCacheTest, IsMadeAnewForAnotherConfiguration) {
    start();
    std::string config = readWhole(m_model.path() / "config.json");
    config.insert(config.find('{') + 1, "\"note\": 1,");
    std::ofstream(m_model.path() / "config.json") << config;
    EXPECT_EQ(start().issue.value_or(Issue{}).code, "cache.stale");
}

TEST_F(PackedCacheTest, IsMadeAnewWhereverItIsDamagedAndSaysSo) {
    const std::vector<float> logits = expected();
    start();
    const std::string whole = readWhole(onlyFile());
    const auto begin = static_cast<size_t>(PackedCacheFile(onlyFile()).range().begin);
    // Magic, length and sum of the header, the header, the first and the last byte of the weights.
    for (const size_t at : {size_t{0}, size_t{8}, size_t{17}, size_t{40}, begin, whole.size() - 1}) {
        std::string broken = whole;
        broken[at] = static_cast<char>(broken[at] ^ 0x10);
        std::ofstream(onlyFile(), std::ios::binary) << broken;
        const Start damaged = start();
        EXPECT_EQ(damaged.issue.value_or(Issue{}).code, "cache.damaged") << at;
        EXPECT_EQ(damaged.issue.value_or(Issue{}).severity, Severity::Warning) << at;
        EXPECT_TRUE(damaged.written) << at;
        EXPECT_THAT(damaged.logits, ElementsAreArray(logits)) << at;
        EXPECT_EQ(readWhole(onlyFile()), whole) << at;
    }
    for (const size_t size : {size_t{0}, size_t{20}, begin / 2, begin + 1, whole.size() - 1}) {
        std::ofstream(onlyFile(), std::ios::binary) << whole.substr(0, size);
        const Start damaged = start();
        EXPECT_EQ(damaged.issue.value_or(Issue{}).code, "cache.damaged") << size;
        EXPECT_THAT(damaged.logits, ElementsAreArray(logits)) << size;
        EXPECT_EQ(readWhole(onlyFile()), whole) << size;
    }
}

TEST_F(PackedCacheTest, WithoutAPlaceIsAnErrorOfWritingAlone) {
    m_settings.folder = m_place.write("file", "not a folder") / "packed";
    const ModelSource source = ModelSource::open(m_model.path());
    PackedCache cache(m_settings, source, *m_backend, 16);
    Transformer model(*m_backend, source, {}, {.packedHead = false, .cache = &cache});
    EXPECT_THAT(logitsOf(model), ElementsAreArray(expected()));
    EXPECT_EQ(codeOf([&] { cache.keep(model.packedWeights()); }), "output.write_failed");
}

TEST_F(PackedCacheTest, IsLeftOutForSmallModelsAndWithoutAFolder) {
    m_settings.smallestBytes = 1 << 30;
    EXPECT_FALSE(start().written);
    m_settings = {};
    EXPECT_FALSE(start().written);
    EXPECT_FALSE(fs::exists(m_place.path() / "deep"));
}

TEST_F(PackedCacheTest, IsNotWrittenBeyondTheLimit) {
    m_settings.mostBytes = 100;
    const ModelSource source = ModelSource::open(m_model.path());
    PackedCache cache(m_settings, source, *m_backend, 16);
    const Transformer model(*m_backend, source, {}, {.packedHead = false, .cache = &cache});
    EXPECT_EQ(codeOf([&] { cache.keep(model.packedWeights()); }), "cache.too_large");
}

TEST_F(PackedCacheTest, WritersAtOnceLeaveOneWholeFile) {
    const ModelSource source = ModelSource::open(m_model.path());
    const Transformer model(*m_backend, source);
    std::vector<std::unique_ptr<PackedCacheOutput>> outputs;
    for (int writer = 0; writer < 4; ++writer) {
        PackedCache cache(m_settings, source, *m_backend, 16);
        outputs.push_back(cache.keep(model.packedWeights()));
    }
    outputs.pop_back(); // gives up, or had finished
    for (const auto& output : outputs) {
        EXPECT_FALSE(output->finish().has_value());
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(m_settings.folder), {}), 1);
    EXPECT_TRUE(start().opened);
}

TEST_F(PackedCacheTest, AnOrderOfInputsThatIsNoneIsDamage) {
    start();
    const PackedCacheFile file(onlyFile());
    const auto ordered =
        std::ranges::find_if(file.entries(), [](const auto& entry) { return entry.second.order.bytes > 0; });
    ASSERT_NE(ordered, file.entries().end());
    PackedCacheEntry entry = ordered->second;
    EXPECT_EQ(static_cast<int64_t>(file.form(entry).inputOrder.size()), entry.form.in);
    entry.order.offset = entry.data.offset;
    EXPECT_EQ(codeOf([&] { file.form(entry); }), "cache.damaged");
}

TEST(PackedLayout, HasAnotherNameWhenItsBytesChange) {
    const std::unique_ptr<Backend> backend = makeBackend({});
    std::vector<uint64_t> sums;
    for (const int bits : {2, 3, 4, 8}) {
        sums.push_back(xxh64(backend->pack(randomPacked(33, 256, bits, 64))->data()));
    }
    // Whoever changes these sums gives the layout another name: files of the old one are then not read.
    EXPECT_EQ(backend->packedLayout(), "cpu-columns16-v1");
    EXPECT_THAT(
        sums, testing::ElementsAre(0x456c6f98fa6bf1f8U, 0x1280d824383ebbc5U, 0x1823770c41abdf55U, 0x75d430e12d7eafe3U));
}

} // namespace
} // namespace salient
