// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/issue.h"
#include "kernels/packed_linear.h"
#include "kernels/quant_spec.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace salient {

class ModelFolder;

/// What is no rounding of a linear's weight, or of that and its inputs, is nothing to a PackedReader: `module` is a
/// linear's full path, `outIn` its shape [out, in] by the architecture.
class PackedReader {
public:
    virtual ~PackedReader() = default;

    /// As the table of formats names it: "awq-gemm", "gptq-v2".
    virtual std::string format() const = 0;
    /// Whether the files hold this linear packed; else its `.weight` is read. May throw Error (input)
    /// quantization.contradicts_tensors when the configuration says otherwise.
    virtual bool holds(const Checkpoint& checkpoint, const std::string& module) const = 0;
    /// Bits and groups of a packed linear and what its inputs are rounded to, by the configuration. Throws Error
    /// (input) when it says none.
    virtual QuantSpec spec(const std::string& module) const = 0;
    /// Presence, types and shapes of its tensors; reads no data. Throws Error (input).
    virtual void check(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn) const = 0;
    /// check() and the values. Throws Error (input) also for values out of range.
    virtual PackedLinear read(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn) const = 0;
    /// What a reader of results should know: outputs that the original rounds and we do not.
    virtual std::vector<Issue> issues() const { return {}; }
};

/// The reader of a quantised folder, by `quantization_config` in config.json or an older file beside it; null for a
/// dense one. Throws Error (input): quantization.unsupported_method, quantization.unsupported_version,
/// quantization.unsupported_bits, quantization.bad_config.
std::unique_ptr<PackedReader> openPackedReader(const ModelFolder& folder);

} // namespace salient
