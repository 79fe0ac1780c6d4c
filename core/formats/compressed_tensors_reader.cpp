// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/json_file.h"
#include "core/formats/compressed_tensors.h"
#include "core/formats/compressed_tensors_config.h"
#include "core/formats/packed_readers.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace salient {

namespace {

class CompressedTensorsReader : public PackedReader {
public:
    explicit CompressedTensorsReader(CtConfig config) : m_config(std::move(config)) {}

    std::string format() const override { return "compressed-tensors"; }

    bool holds(const Checkpoint& checkpoint, const std::string& module) const override {
        if (checkpoint.contains(module + ".weight_packed")) {
            return true;
        }
        const std::string name = module + ".weight";
        if (!checkpoint.contains(name)) {
            return false;
        }
        const TensorInfo& info = checkpoint.info(name);
        if (info.dtype == DType::I8) {
            return true;
        }
        // Targets by class may mean other kinds of modules, those by path mean this one.
        const CtGroup* group = findCtGroup(m_config, module);
        if (group != nullptr && isNamedIn(group->targets, module)) {
            throw inputError("quantization.contradicts_tensors",
                             fmt::format("{}: {} is quantised by the group {}, but {} holds {} in {}.", m_config.place,
                                         inQuotes(module), inQuotes(group->name), info.file.string(), inQuotes(name),
                                         dtypeName(info.dtype)));
        }
        return false;
    }

    QuantSpec spec(const std::string& module) const override { return scheme(module).spec; }

    void check(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn) const override {
        checkCompressedTensors(checkpoint, module, outIn, scheme(module));
    }

    PackedLinear read(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn) const override {
        return readCompressedTensors(checkpoint, module, outIn, scheme(module));
    }

    std::vector<Issue> issues() const override {
        for (const CtGroup& group : m_config.groups) {
            if (group.scheme.roundsOutputs) {
                return {{Severity::Warning, "quantization.outputs_not_rounded",
                         fmt::format("{}: the original rounds the outputs of the linears in {} too; here only their "
                                     "weights and inputs are, so that results are a little better than the original's.",
                                     m_config.place, inQuotes(group.name))}};
            }
        }
        return {};
    }

private:
    const CtScheme& scheme(const std::string& module) const {
        const CtGroup* group = findCtGroup(m_config, module);
        if (group == nullptr) {
            throw inputError("quantization.contradicts_tensors",
                             fmt::format("{}: the files hold {} packed, but no group's targets match it or it is "
                                         "ignored.",
                                         m_config.place, inQuotes(module)));
        }
        return group->scheme;
    }

    CtConfig m_config;
};

} // namespace

std::unique_ptr<PackedReader> openCompressedTensorsReader(const nlohmann::ordered_json& section,
                                                          const std::string& place) {
    return std::make_unique<CompressedTensorsReader>(ctConfigFromJson(section, place));
}

} // namespace salient
