// SPDX-License-Identifier: Apache-2.0
#include "core/model/inference_memory.h"

#include "core/model/transformer.h"
#include "kernels/error.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(InferenceMemory, OfADenseModelIsItsRoundedHead) {
    const ModelSource source = ModelSource::open(storiesFolder());
    EXPECT_EQ(inferenceBytes(source, {}), 0);
    EXPECT_EQ(inferenceBytes(source, {.packedHead = true}), 512 * 64 + 512 * 64 / 32 * 3);
}

TEST(InferenceMemory, OfAQuantisedModelIsNearWhatItsWeightsHold) {
    const ModelSource source = ModelSource::open(std::filesystem::path(SALIENT_TEST_DATA) / "gptq/three_bit");
    const std::unique_ptr<Backend> backend = makeBackend({});
    int64_t held = 0;
    for (int64_t layer = 0; layer < source.config().layerCount(); ++layer) {
        const Block block = source.loadBlock(layer);
        for (const Linear* linear : block.linears()) {
            held += linear->packed() ? backend->pack(linear->packedWeight())->bytes() : 0;
        }
    }
    EXPECT_GT(held, 0);
    EXPECT_NEAR(static_cast<double>(inferenceBytes(source, {})), static_cast<double>(held),
                0.3 * static_cast<double>(held));
}

TEST(InferenceMemory, ShortageIsSaidWithNumbersBeforeTheWork) {
    EXPECT_NO_THROW(requireMemory("M", 100, 100, "x"));
    EXPECT_NO_THROW(requireMemory("M", 100, 0, "x")); // not known
    try {
        requireMemory("A key-value cache for 9 tokens", 3'000'000'000, 1'000'000'000, "give a shorter text");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "memory.inference");
        EXPECT_THAT(error.what(), ::testing::HasSubstr("3.0 GB"));
        EXPECT_THAT(error.what(), ::testing::HasSubstr("1.0 GB are free; give a shorter text."));
    }
}

TEST(InferenceMemory, ACacheThatCannotFitIsRefused) {
    const ModelSource source = ModelSource::open(storiesFolder());
    const std::unique_ptr<Backend> backend = makeBackend({});
    Transformer model(*backend, source);
    EXPECT_EQ(codeOf([&] { model.makeCache(int64_t{1} << 40); }), "memory.inference");
}

} // namespace
} // namespace salient
