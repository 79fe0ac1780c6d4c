// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_config.h"
#include "core/formats/awq_gemm.h"
#include "core/formats/packed_readers.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace salient {

namespace {

class AwqReader : public PackedReader {
public:
    explicit AwqReader(AwqConfig config) : m_config(std::move(config)) {}

    std::string format() const override { return "awq-" + m_config.version; }
    bool holds(const Checkpoint& checkpoint, const std::string& module) const override {
        return checkpoint.contains(module + ".qweight");
    }
    QuantSpec spec(const std::string&) const override {
        QuantSpec spec;
        spec.bits = m_config.bits;
        spec.groupSize = m_config.groupSize;
        spec.symmetric = !m_config.zeroPoint;
        return spec;
    }
    void check(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn) const override {
        checkAwqGemm(checkpoint, module, outIn, m_config);
    }
    PackedLinear read(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn) const override {
        return readAwqGemm(checkpoint, module, outIn, m_config);
    }

private:
    AwqConfig m_config;
};

} // namespace

std::unique_ptr<PackedReader> openAwqReader(const nlohmann::ordered_json& section, const std::string& place) {
    return std::make_unique<AwqReader>(awqConfigFromJson(section, place));
}

} // namespace salient
