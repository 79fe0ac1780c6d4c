// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/searched_groups.h"

#include "core/model/transformer.h"
#include "core/quantizers/apply_scale.h"
#include "tests/support/architecture_folders.h"

#include <gtest/gtest.h>

#include <map>

namespace salient {
namespace {

struct Counted {
    int64_t planned = 0;
    int64_t measured = 0;
    size_t groups = 0;
    size_t choices = 0;
};

// One block of a family's small model through the whole search.
Counted searchBlock(const std::string& folder, SearchPreset preset) {
    const auto backend = makeBackend({});
    const ModelSource source = ModelSource::open(std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / folder);
    const ModelConfig& config = source.config();
    const int64_t layer = config.layerCount() - 1;
    constexpr int64_t kTokens = 192;
    std::vector<int32_t> ids(kTokens);
    for (size_t i = 0; i < ids.size(); ++i) {
        ids[i] = static_cast<int32_t>((i * 37 + 11) % 251);
    }
    Tensor hidden({kTokens, config.hidden}, DType::F32);
    for (int64_t begin = 0; begin < kTokens; begin += 48) {
        const auto sequence = std::span(ids).subspan(static_cast<size_t>(begin), 48);
        ModelEntry(source).forward(*backend, sequence, 0, hidden.slice(begin, begin + 48));
    }
    Block block = cloneBlock(source.loadBlock(layer));
    BlockStatistics statistics(*backend, config, {.sampleTokens = kTokens, .totalTokens = kTokens});
    statistics.reset(layer);
    BlockRunner runner(*backend, config);
    const std::vector<int64_t> lengths(4, 48);
    runner.forward(block, hidden, lengths,
                   [&](LinearInput input, const TensorView& x) { statistics.observe(input, x); });
    statistics.complete();
    BlockPlan plan;
    plan.preset = preset;
    plan.sequenceLength = 48;
    for (const LinearShape& shape : blockLinears(config, layer)) {
        if (shape.packable()) {
            plan.specs[shape.name] = {4, 16};
        }
    }
    Counted counted;
    const auto groups = searchedGroups(config, plan, block, statistics);
    counted.groups = groups.size();
    counted.planned = plannedCandidates(block, groups, preset);
    RunContext context;
    context.emit = [&](const Event& event) {
        counted.measured += std::holds_alternative<ScaleCandidate>(event) ? 1 : 0;
        counted.choices += std::holds_alternative<ScaleChosen>(event) ? 1 : 0;
    };
    quantizeBlock(runner, config, plan, block, statistics, context);
    return counted;
}

class SearchedGroups : public ::testing::TestWithParam<std::string> {};

TEST_P(SearchedGroups, AreAllSearchedWithTheCandidatesPlanned) {
    const Counted reference = searchBlock(GetParam(), SearchPreset::Reference);
    EXPECT_EQ(reference.measured, reference.planned);
    EXPECT_EQ(reference.choices, reference.groups);
    // The default preset leaves out screened candidates that repeat another one's scales.
    const Counted common = searchBlock(GetParam(), SearchPreset::Default);
    EXPECT_EQ(common.choices, common.groups);
    EXPECT_LE(common.measured, common.planned);
    EXPECT_GE(common.measured, common.planned - 4 * static_cast<int64_t>(common.groups));
}

INSTANTIATE_TEST_SUITE_P(Families, SearchedGroups, ::testing::Values("llama", "gpt2", "mixtral", "deepseek_v3"));

} // namespace
} // namespace salient
