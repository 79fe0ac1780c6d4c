// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

namespace salient {

/// The name under which llama.cpp knows the way a text is cut into words (`tokenizer.ggml.pre`; src/llama-vocab.cpp
/// there), by the steps themselves and not by a model's name. `preTokenizer` is the part of a tokenizer.json,
/// `ignoreMerges` that setting of its model. None when llama.cpp has no equal, or none that is known here.
std::optional<std::string> ggufPreTokenizer(const nlohmann::json& preTokenizer, bool ignoreMerges);

} // namespace salient
