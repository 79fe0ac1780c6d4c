// SPDX-License-Identifier: Apache-2.0
// AutoAWQ 0.2.9 step by step on the first two layers of SmolLM2-135M (group size 64, 16 × 512 tokens, fp32). The model
// is too large to carry, so the test runs where SALIENT_TRACE (folder with trace.json, search.safetensors,
// packed.safetensors, calibration_ids.json) and SALIENT_TRACE_MODEL (the two-layer model) are set.
#include "core/formats/awq_gemm.h"
#include "core/model/model_ends.h"
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

// What the trace's tests share: the model, the trace's token ids, and the plan of the reference preset.
class TracedRun {
public:
    explicit TracedRun(const fs::path& folder)
        : m_ids(readJson(folder / "calibration_ids.json").get<std::vector<std::vector<int32_t>>>()),
          m_source(ModelSource::open(environment("SALIENT_TRACE_MODEL"))),
          m_lengths(m_ids.size(), static_cast<int64_t>(m_ids.front().size())),
          m_recipe(referenceRecipe(static_cast<int64_t>(m_ids.size()), m_lengths.front())),
          m_hidden({static_cast<int64_t>(m_ids.size()) * m_lengths.front(), config().hidden}, DType::F32) {
        const ModelEntry entry(m_source);
        for (size_t i = 0; i < m_ids.size(); ++i) {
            const int64_t begin = static_cast<int64_t>(i) * m_lengths.front();
            entry.forward(*m_backend, m_ids[i], 0, m_hidden.slice(begin, begin + m_lengths.front()));
        }
    }

    const ModelConfig& config() const { return m_source.config(); }
    Backend& backend() { return *m_backend; }
    Block block(int64_t layer) const { return cloneBlock(m_source.loadBlock(layer)); }

    // Runs the block on the hidden states, which become the next block's, and quantises it.
    BlockOutcome quantize(Block& block, std::vector<Event>& events) {
        const ModelConfig& config = m_source.config();
        BlockPlan plan;
        plan.preset = m_recipe.preset;
        plan.packRule = RangeRule::AutoAwqHalf;
        plan.sequenceLength = m_lengths.front();
        for (const LinearShape& shape : blockLinears(config, block.index)) {
            plan.specs[shape.name] = m_recipe.spec();
        }
        BlockStatistics statistics(*m_backend, config, statisticsOptions(m_recipe, static_cast<int64_t>(m_ids.size())));
        statistics.reset(block.index);
        BlockRunner runner(*m_backend, config);
        runner.forward(block, m_hidden, m_lengths,
                       [&](LinearInput input, const TensorView& x) { statistics.observe(input, x); });
        statistics.complete();
        RunContext context;
        context.emit = [&](const Event& event) { events.push_back(event); };
        return quantizeBlock(runner, config, plan, block, statistics, context);
    }

private:
    std::unique_ptr<Backend> m_backend = makeBackend({});
    std::vector<std::vector<int32_t>> m_ids;
    ModelSource m_source;
    std::vector<int64_t> m_lengths;
    Recipe m_recipe;
    Tensor m_hidden;
};

// Prints and returns the share of codes that are AutoAWQ's, over the linears of one block.
double compareCodes(const Block& block, const Checkpoint& packed) {
    double equal = 0.0;
    double all = 0.0;
    for (const Linear* linear : block.linears()) {
        const AwqViews views{packed.view(linear->name + ".qweight"), packed.view(linear->name + ".qzeros"),
                             packed.view(linear->name + ".scales")};
        const double share =
            equalCodes(linear->packedWeight(), unpackAwqGemm(linear->name, views, {linear->out, linear->in}, 64));
        std::printf("%s: %.4f %% of the codes equal\n", linear->name.c_str(), 100.0 * share);
        const auto elements = static_cast<double>(linear->out * linear->in);
        equal += share * elements;
        all += elements;
    }
    return equal / all;
}

TEST_F(AutoAwqTrace, ReferencePresetMakesTheSameChoices) {
    const fs::path folder = environment("SALIENT_TRACE");
    const auto trace = readJson(folder / "trace.json");
    const LooseTensors search(folder / "search.safetensors");
    const LooseTensors packed(folder / "packed.safetensors");
    TracedRun run(folder);
    for (int64_t layer = 0; layer < run.config().layerCount(); ++layer) {
        Block block = run.block(layer);
        std::vector<Event> events;
        const BlockOutcome outcome = run.quantize(block, events);
        compareBlock(trace, outcome, events, layer, search.get());
        // A range clipped on both ends has its zero point at 7.5: the last bit of a scale decides which way it rounds.
        // One unit in the last place of AutoAWQ's own scales moves up to 0.4 % of its codes.
        EXPECT_GE(compareCodes(block, packed.get()), 0.995);
    }
}

TEST_F(AutoAwqTrace, GivenItsScalesTheClipsAndCodesAreTheSame) {
    const fs::path folder = environment("SALIENT_TRACE");
    const LooseTensors search(folder / "search.safetensors");
    const LooseTensors packed(folder / "packed.safetensors");
    TracedRun run(folder);
    for (int64_t layer = 0; layer < run.config().layerCount(); ++layer) {
        Block block = run.block(layer);
        const std::vector<ScalingGroup> groups = std::exchange(block.groups, {}); // applied here, from the trace
        for (const ScalingGroup& group : groups) {
            const std::string name = block.name.substr(block.name.rfind('.') + 1);
            const std::string tensor = "block." + name + "." + group.consumers.front() + ".scales";
            if (search.get().contains(tensor)) {
                applyScale(run.backend(), run.config(), block, {&group, toFloat32(search.get().view(tensor))});
            }
        }
        std::vector<Event> events;
        run.quantize(block, events);
        EXPECT_GE(compareCodes(block, packed.get()), 0.9999);
    }
}

} // namespace
} // namespace salient
