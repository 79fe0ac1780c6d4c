// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/json_file.h"
#include "core/formats/gptq.h"
#include "core/formats/packed_readers.h"
#include "core/formats/stored_tensors.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace salient {

namespace {

class GptqReader : public PackedReader {
public:
    GptqReader(GptqConfig config, std::string place) : m_config(std::move(config)), m_place(std::move(place)) {}

    std::string format() const override { return m_config.version == GptqVersion::V1 ? "gptq" : "gptq-v2"; }
    bool holds(const Checkpoint& checkpoint, const std::string& module) const override {
        return checkpoint.contains(module + ".qweight");
    }
    QuantSpec spec(const std::string& module) const override {
        const GptqSettings settings = settingsFor(module);
        QuantSpec spec;
        spec.bits = settings.bits;
        spec.groupSize = settings.groupSize;
        spec.symmetric = settings.symmetric;
        return spec;
    }
    void check(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn) const override {
        const GptqSettings settings = settingsFor(module);
        auto plan = planGptq(module, outIn, settings.bits, settings.groupSize);
        if (const DType dtype = checkpoint.info(plan[2].name).dtype; dtype == DType::BF16 || dtype == DType::F32) {
            plan[2].dtype = dtype;
        }
        if (!settings.actOrder && !checkpoint.contains(plan[3].name)) {
            plan.pop_back();
        }
        checkStored("gptq", checkpoint, plan);
    }
    /// g_idx counts even without desc_act, as for AutoGPTQ's and GPTQModel's kernels.
    PackedLinear read(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn) const override {
        check(checkpoint, module, outIn);
        const std::string gIdx = module + ".g_idx";
        return unpackGptq(module,
                          {checkpoint.view(module + ".qweight"), checkpoint.view(module + ".qzeros"),
                           checkpoint.view(module + ".scales"),
                           checkpoint.contains(gIdx) ? checkpoint.view(gIdx) : TensorView()},
                          outIn, settingsFor(module), m_config.version);
    }

private:
    GptqSettings settingsFor(const std::string& module) const {
        const GptqRule* rule = m_config.ruleFor(module);
        if (rule == nullptr) {
            return m_config.settings;
        }
        if (!rule->settings) {
            throw inputError("quantization.bad_config",
                             fmt::format("{}: the entry {} of \"dynamic\" leaves {} in 16 bit, but the files hold it "
                                         "packed.",
                                         m_place, inQuotes(rule->key), inQuotes(module)));
        }
        return *rule->settings;
    }

    GptqConfig m_config;
    std::string m_place;
};

} // namespace

std::unique_ptr<PackedReader> openGptqReader(const nlohmann::ordered_json& section, const std::string& place) {
    return std::make_unique<GptqReader>(gptqConfigFromJson(section, place), place);
}

} // namespace salient
