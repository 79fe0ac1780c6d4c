// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"
#include "core/issue.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// Programs whose matching rules are replayed, by their code: vLLM 0.32, SGLang 0.5, and transformers 5 with the
/// package of the method (compressed-tensors, GPTQModel).
enum class Loader { Vllm, SgLang, Transformers };
std::string_view loaderName(Loader loader);

/// What a loader makes of one linear of its own: of several in the file where it joins them.
struct LoaderChoice {
    Loader loader = Loader::Vllm;
    std::string module;               ///< as the loader names it, "model.layers.3.self_attn.qkv_proj"
    std::vector<std::string> linears; ///< of the file
    std::optional<QuantSpec> picked;  ///< nothing: 16 bit
    std::string refusal;              ///< in what way the loader ends instead; empty: it does not
    bool agrees = true;               ///< with what the file holds, for all linears
};

/// One kind of disagreement of one loader: loader.refuses or loader.other_scheme (Warning).
struct LoaderDisagreement {
    Loader loader = Loader::Vllm;
    Issue issue;
    std::vector<std::string> linears; ///< of the file
};

struct LoaderReplay {
    std::vector<LoaderChoice> choices; ///< per loader in the order of `modules`
    std::vector<LoaderDisagreement> disagreements;
};

/// Which scheme every loader would pick for every linear, from the JSON text of a written `quantization_config` alone,
/// against what the file holds. Knows awq, gptq and compressed-tensors; nothing for other methods. Throws Error (input)
/// for a configuration that could not be read either.
LoaderReplay replayLoaders(const std::string& quantizationConfig, const std::vector<ExportModule>& modules);

} // namespace salient
