// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors_format.h"

#include "core/formats/compressed_tensors.h"
#include "core/formats/compressed_tensors_section.h"
#include "core/formats/format_issues.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace salient {

namespace {

/// Sets of numbers of bits, one bit each.
constexpr unsigned only(int bits) {
    return 1U << static_cast<unsigned>(bits);
}
/// Those that fill a word.
constexpr unsigned kFillingBits = only(2) | only(4) | only(8);
constexpr unsigned kAllBits = kFillingBits | only(3) | only(5) | only(6) | only(7);

/// Which weights a program takes in pack-quantized. Tried with these versions; vLLM and SGLang on GPUs by their code.
struct LoaderLimits {
    std::string_view name;
    unsigned symmetric;
    unsigned asymmetric;
};
constexpr std::array kLoaders{
    // 4-bit zero points in Marlin only; other widths need the Humming or Conch kernels, which are packages of their
    // own.
    LoaderLimits{"vLLM 0.32 on GPUs", kAllBits, only(4)},
    LoaderLimits{"vLLM 0.32 on a CPU", only(4), only(4)},
    LoaderLimits{"SGLang", only(4) | only(8), only(4)},
    // Zero points only in models with one scheme, see quantizationConfig.
    LoaderLimits{"transformers 5 with compressed-tensors 0.18 to 0.20", kAllBits, kAllBits},
    // 3, 5, 6 and 7 bits in another layout (BitLayout::WholePerWord).
    LoaderLimits{"transformers 5 with compressed-tensors 0.15 to 0.17", kFillingBits, kFillingBits},
    // "Decompression of packed zero points is currently not supported".
    LoaderLimits{"transformers 4 with compressed-tensors 0.12", kFillingBits, 0},
};

/// 8-bit zero points have no kernel in vLLM and crash SGLang's; from 5 bits on they gain next to nothing.
QuantSpec adapt(const QuantSpec& wanted) {
    QuantSpec spec = wanted;
    spec.symmetric = wanted.symmetric || wanted.bits > 4;
    spec.inputs.reset();
    return spec;
}

std::optional<Issue> checkLoaders(const ExportLinear& linear, const QuantSpec& spec) {
    std::vector<std::string_view> refusing;
    for (const LoaderLimits& loader : kLoaders) {
        if (((spec.symmetric ? loader.symmetric : loader.asymmetric) & only(spec.bits)) == 0) {
            refusing.push_back(loader.name);
        }
    }
    if (refusing.empty()) {
        return std::nullopt;
    }
    return Issue{Severity::Warning, spec.symmetric ? "format.loaders_symmetric" : "format.loaders_asymmetric",
                 fmt::format("{}: {} bits {} zero points are not taken by {}.", linear.module, spec.bits,
                             spec.symmetric ? "without" : "with", fmt::join(refusing, ", "))};
}

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    if (spec.bits < 2 || spec.bits > 8) {
        return blocking("format.bits", fmt::format("{}: compressed-tensors holds 2 to 8 bits per weight, and {} were "
                                                   "asked for.",
                                                   linear.module, spec.bits));
    }
    if (auto issue = wrongGroups(linear, spec)) {
        return issue;
    }
    // vLLM joins the words of q, k and v: padding between them would shift what follows.
    if (!spec.symmetric && linear.out * spec.bits % 32 != 0) {
        return blocking("format.outputs",
                        fmt::format("{}: the zero points of its {} outputs with {} bits do not fill whole words; "
                                    "symmetric rounding needs none.",
                                    linear.module, linear.out, spec.bits));
    }
    if (auto issue = slowGroups(linear, spec)) {
        return issue;
    }
    if (auto issue = slowOutputs(linear)) {
        return issue;
    }
    return checkLoaders(linear, spec);
}

std::vector<PlannedTensor> plan(const ExportLinear& linear, const QuantSpec& spec) {
    return planCompressedTensors(linear.module, linear.out, linear.in, spec);
}

std::string quantizationConfig(const ExportSettings& settings) {
    return compressedTensorsSection(settings, "pack-quantized");
}

} // namespace

ExportFormat compressedTensorsFormat() {
    return {"compressed-tensors",
            "compressed-tensors pack-quantized: 2 to 8 bits, also mixed, for vLLM, SGLang and transformers",
            adapt,
            check,
            plan,
            packCompressedTensors,
            quantizationConfig,
            nullptr,
            "compressed-tensors"};
}

} // namespace salient
