// SPDX-License-Identifier: Apache-2.0
#include "core/model/tensor_names.h"

#include "core/model/transformer.h"
#include "tests/support/architecture_folders.h"
#include "tests/support/model_copy.h"

#include <gtest/gtest.h>

#include <vector>

namespace salient {
namespace {

struct OtherPrefix {
    const char* folder;
    const char* known;
    const char* stored;
};

void PrintTo(const OtherPrefix& value, std::ostream* stream) {
    *stream << value.folder << " with '" << value.stored << "'";
}

class OtherPrefixes : public ::testing::TestWithParam<OtherPrefix> {};

std::vector<float> logitsOf(const std::filesystem::path& folder) {
    const auto backend = makeBackend({});
    const ModelSource source = ModelSource::open(folder);
    Transformer model(*backend, source);
    KvCache cache = model.makeCache(4);
    const std::vector<int32_t> ids = {5, 17, 3, 11};
    const Tensor logits = model.nextLogits(ids, cache);
    return {logits.floats().begin(), logits.floats().end()};
}

// Names outside the family's prefix stay, unless the new one stands before all of them.
TEST_P(OtherPrefixes, GiveTheSameLogits) {
    const auto [folder, known, stored] = GetParam();
    const std::string from = known;
    const std::string to = stored;
    const TemporaryFolder copy;
    testing::copyModel(
        folder,
        {.rename =
             [&](const std::string& name) { return name.starts_with(from) ? to + name.substr(from.size()) : name; }},
        copy);
    ASSERT_FALSE(Checkpoint::open(copy.path()).contains(ModelSource::open(copy.path()).config().embedding.tokens));
    EXPECT_EQ(logitsOf(copy.path()), logitsOf(std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / folder));
}

INSTANTIATE_TEST_SUITE_P(Families, OtherPrefixes,
                         ::testing::Values(OtherPrefix{"gpt2", "transformer.", ""},
                                           OtherPrefix{"bloom", "transformer.", ""},
                                           OtherPrefix{"falcon-new", "transformer.", ""},
                                           OtherPrefix{"gpt_neox", "gpt_neox.", ""}, OtherPrefix{"llama", "model.", ""},
                                           OtherPrefix{"opt", "model.", ""},
                                           OtherPrefix{"llama", "", "language_model."},
                                           OtherPrefix{"gemma3", "model.", "model.language_model."}));

TEST(TensorNames, OfEveryFixtureAreAllKnown) {
    for (const std::string& folder : testing::architectureFolders()) {
        const auto source = ModelSource::open(std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / folder);
        const NameComparison names = compareNames(source.checkpoint(), source.config());
        EXPECT_TRUE(names.unknown.empty()) << folder << ": " << summarizeNames(names.unknown);
        EXPECT_TRUE(names.missing.empty()) << folder << ": " << summarizeNames(names.missing);
        EXPECT_EQ(names.known, static_cast<int64_t>(source.checkpoint().tensors().size())) << folder;
    }
}

TEST(TensorNames, SummaryCountsEqualOnesAndListsFive) {
    EXPECT_EQ(summarizeNames({"a.0.b", "a.1.b", "c.2.d"}), "a.*.b (2), c.2.d");
    EXPECT_EQ(summarizeNames({"a", "b", "c", "d", "e", "f"}), "a, b, c, d, e, …");
}

TEST(TensorNames, MasksAndFrequenciesOfOldFilesAreDerived) {
    EXPECT_TRUE(isDerivedTensor("h.0.attn.bias"));
    EXPECT_TRUE(isDerivedTensor("model.layers.3.self_attn.rotary_emb.inv_freq"));
    EXPECT_FALSE(isDerivedTensor("transformer.h.0.attn.c_attn.bias"));
}

} // namespace
} // namespace salient
