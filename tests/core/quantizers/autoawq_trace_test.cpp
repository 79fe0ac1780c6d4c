// SPDX-License-Identifier: Apache-2.0
// AutoAWQ 0.2.9 step by step on the first two layers of SmolLM2-135M (group size 64, 16 × 512 tokens, fp32). The model
// is too large to carry, so the test runs where SALIENT_TRACE (folder with trace.json, search.safetensors,
// packed.safetensors, calibration_ids.json) and SALIENT_TRACE_MODEL (the two-layer model) are set.
#include "core/checkpoint/awq_gemm.h"
#include "core/model/model_source.h"
#include "core/quantize_plan.h"
#include "core/quantizers/quantize_block.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

namespace salient {
namespace {

namespace fs = std::filesystem;

const char* environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

nlohmann::json readJson(const fs::path& file) {
    std::ifstream stream(file);
    return nlohmann::json::parse(stream);
}

// The trace's loose safetensors files as a folder that Checkpoint opens.
class LooseTensors {
public:
    explicit LooseTensors(const fs::path& file) {
        fs::copy_file(file, m_folder.path() / "model.safetensors");
        m_checkpoint.emplace(Checkpoint::open(m_folder.path()));
    }
    const Checkpoint& get() const { return *m_checkpoint; }

private:
    TemporaryFolder m_folder;
    std::optional<Checkpoint> m_checkpoint;
};

Recipe referenceRecipe(int64_t samples, int64_t length) {
    Recipe recipe;
    recipe.preset = SearchPreset::Reference;
    recipe.groupSize = 64;
    recipe.calibration.samples = samples;
    recipe.calibration.length = length;
    return recipe;
}

double equalCodes(const PackedLinear& a, const PackedLinear& b) {
    std::vector<uint8_t> rowA(static_cast<size_t>(a.inFeatures()));
    std::vector<uint8_t> rowB(rowA.size());
    int64_t equal = 0;
    for (int64_t out = 0; out < a.outFeatures(); ++out) {
        a.unpackRow(out, rowA);
        b.unpackRow(out, rowB);
        for (size_t i = 0; i < rowA.size(); ++i) {
            equal += rowA[i] == rowB[i];
        }
    }
    return static_cast<double>(equal) / static_cast<double>(a.outFeatures() * a.inFeatures());
}

class AutoAwqTrace : public ::testing::Test {
protected:
    void SetUp() override {
        if (std::string(environment("SALIENT_TRACE")).empty() ||
            std::string(environment("SALIENT_TRACE_MODEL")).empty()) {
            GTEST_SKIP() << "SALIENT_TRACE and SALIENT_TRACE_MODEL are not set";
        }
    }

    // The groups of the trace in the order of ours: qkv, gate/up, down.
    void compareBlock(const nlohmann::json& trace, const BlockOutcome& outcome, const std::vector<Event>& events,
                      int64_t block, const Checkpoint& search) {
        for (const GroupScale& scale : outcome.scales) {
            const std::string first = scale.group->consumers.front();
            nlohmann::json expected;
            for (const auto& group : trace["groups"]) {
                if (group["block"] == block && group["linears"][0] == first) {
                    expected = group;
                }
            }
            ASSERT_FALSE(expected.is_null()) << first;
            std::map<int64_t, double> losses;
            for (const Event& event : events) {
                const auto* candidate = std::get_if<ScaleCandidate>(&event);
                const auto* chosen = std::get_if<ScaleChosen>(&event);
                const std::string prefix = first;
                if (candidate && candidate->block == block && candidate->group.starts_with(prefix) &&
                    candidate->kind == "duo") {
                    losses[candidate->index] = candidate->loss;
                }
                if (chosen && chosen->block == block && chosen->group.starts_with(prefix)) {
                    EXPECT_DOUBLE_EQ(chosen->ratio, expected["ratio"].get<double>()) << first;
                }
            }
            ASSERT_EQ(losses.size(), 20U);
            double worst = 0.0;
            auto loss = losses.begin();
            for (const auto& value : expected["losses"]) {
                worst = std::max(worst, std::fabs(loss->second / value.get<double>() - 1.0));
                ++loss;
            }
            EXPECT_LE(worst, 0.005) << first;
            const TensorView scales = search.view("block." + std::to_string(block) + "." + first + ".scales");
            double scaleError = 0.0;
            for (size_t i = 0; i < scales.floats().size(); ++i) {
                scaleError = std::max(scaleError, std::fabs(static_cast<double>(scale.scales.floats()[i]) /
                                                                static_cast<double>(scales.floats()[i]) -
                                                            1.0));
            }
            EXPECT_LE(scaleError, 1e-4) << first;
            std::printf("block %d %s: ratio %.2f, largest relative difference of a loss %.2e, of a scale %.2e\n",
                        static_cast<int>(block), first.c_str(), expected["ratio"].get<double>(), worst, scaleError);
        }
    }
};

TEST_F(AutoAwqTrace, ReferencePresetMakesTheSameChoices) {
    const fs::path folder = environment("SALIENT_TRACE");
    const auto trace = readJson(folder / "trace.json");
    const auto ids = readJson(folder / "calibration_ids.json").get<std::vector<std::vector<int32_t>>>();
    const LooseTensors search(folder / "search.safetensors");
    const LooseTensors packed(folder / "packed.safetensors");
    const auto backend = makeBackend({});
    const ModelSource source = ModelSource::open(environment("SALIENT_TRACE_MODEL"));
    const ModelConfig& config = source.config();

    const auto length = static_cast<int64_t>(ids.front().size());
    const Recipe recipe = referenceRecipe(static_cast<int64_t>(ids.size()), length);
    BlockPlan plan;
    plan.preset = recipe.preset;
    plan.spec = recipe.spec();
    plan.packSpec = plan.spec;
    plan.packSpec.rule = RangeRule::AutoAwqHalf;
    plan.sequenceLength = length;
    for (const LinearShape& shape : blockLinears(config)) {
        plan.quantized.insert(shape.name);
    }
    Tensor hidden({static_cast<int64_t>(ids.size()) * length, config.hidden}, DType::F32);
    for (size_t i = 0; i < ids.size(); ++i) {
        const auto begin = static_cast<int64_t>(i) * length;
        backend->embed(source.embedding(), ids[i], hidden.slice(begin, begin + length));
    }
    BlockRunner runner(*backend, config);
    BlockStatistics statistics(*backend, config, statisticsOptions(recipe, static_cast<int64_t>(ids.size())));
    const std::vector<int64_t> lengths(ids.size(), length);
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        Block block = cloneBlock(source.loadBlock(layer));
        statistics.reset();
        runner.forward(block, hidden, lengths,
                       [&](LinearInput input, const TensorView& x) { statistics.observe(input, x); });
        statistics.complete();
        std::vector<Event> events;
        RunContext context;
        context.emit = [&](const Event& event) { events.push_back(event); };
        const BlockOutcome outcome = quantizeBlock(runner, config, plan, block, statistics, context);
        compareBlock(trace, outcome, events, layer, search.get());
        for (const Linear* linear : block.linears()) {
            const AwqGemmViews views{packed.get().view(linear->name + ".qweight"),
                                     packed.get().view(linear->name + ".qzeros"),
                                     packed.get().view(linear->name + ".scales")};
            const PackedLinear expected = unpackAwqGemm(linear->name, views, {linear->out, linear->in}, 64);
            const double equal = equalCodes(linear->packedWeight(), expected);
            EXPECT_GE(equal, 0.999) << linear->name;
            std::printf("%s: %.4f %% of the codes equal\n", linear->name.c_str(), 100.0 * equal);
        }
    }
}

} // namespace
} // namespace salient
