// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_config.h"
#include "core/formats/awq_gemm.h"
#include "core/formats/awq_gemv.h"
#include "core/formats/awq_gemv_fast.h"
#include "core/formats/packed_readers.h"
#include "core/formats/stored_tensors.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace salient {

namespace {

struct Layout {
    std::string_view version; ///< of kAwqVersions
    const char* format;
    std::vector<PlannedTensor> (*plan)(const std::string& module, const Shape& outIn, int64_t groupSize);
    PackedLinear (*unpack)(const std::string& module, const AwqViews& tensors, const Shape& outIn, int64_t groupSize);
};

constexpr std::array kLayouts{
    Layout{"gemm", "awq-gemm", checkedAwqGemmPlan, unpackAwqGemm},
    Layout{"gemv", "awq-gemv", checkedAwqGemvPlan, unpackAwqGemv},
    Layout{"gemv_fast", "awq-gemv-fast", checkedAwqGemvFastPlan, unpackAwqGemvFast},
};
static_assert(kLayouts.size() == kAwqVersions.size());

const Layout& layoutOf(const AwqConfig& config) {
    return *std::find_if(kLayouts.begin(), kLayouts.end(),
                         [&](const Layout& layout) { return layout.version == config.version; });
}

class AwqReader : public PackedReader {
public:
    explicit AwqReader(AwqConfig config) : m_config(std::move(config)), m_layout(layoutOf(m_config)) {}

    std::string format() const override { return m_layout.format; }
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
        checkStored("awq", checkpoint, m_layout.plan(module, outIn, m_config.groupSize));
    }
    PackedLinear read(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn) const override {
        check(checkpoint, module, outIn);
        return m_layout.unpack(module, awqViews(checkpoint, module), outIn, m_config.groupSize);
    }

private:
    AwqConfig m_config;
    const Layout& m_layout;
};

} // namespace

std::unique_ptr<PackedReader> openAwqReader(const nlohmann::ordered_json& section, const std::string& place) {
    return std::make_unique<AwqReader>(awqConfigFromJson(section, place));
}

} // namespace salient
