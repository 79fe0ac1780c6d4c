// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/run_context.h"

#include <string>

// The functions of the command table. Each takes and returns JSON text and throws Error.

namespace salient {

/// {"model"} → what inspectModel() says.
std::string inspectCommand(const std::string& arguments, const RunContext& context);
/// The keys of a recipe, and "recipe": a recipe file that they override → what quantizeModel() says, and "run_folder".
std::string quantizeCommand(const std::string& arguments, const RunContext& context);
/// {"model", "text" (a file), "context", "windows", "precision", "device"} → {"perplexity", "standard_error", "tokens",
/// "windows", "context", "protocol", "precision", "device", "seconds"}
std::string evaluateCommand(const std::string& arguments, const RunContext& context);
/// {"model", "tokens", "top", "precision", "device"} → {"logits", "top": [{"id", "token", "logit", "probability"}]}
/// of the position after the last token
std::string logitsCommand(const std::string& arguments, const RunContext& context);
/// {"model", "text" or "file", "special_tokens"} → {"ids", "tokens"}
std::string tokenizeCommand(const std::string& arguments, const RunContext& context);
/// {"model", "tokens", "special_tokens"} → {"text"}
std::string detokenizeCommand(const std::string& arguments, const RunContext& context);
/// {"model", "messages" (a file), "tools" (a file), "generation_prompt", "ids"} → {"text", "template" (where it is
/// from), "segments": [{"text", "from_user"}], "ids" when asked for}
std::string templateCommand(const std::string& arguments, const RunContext& context);
/// {"model", "prompt", "chat", "max_tokens", "greedy", "temperature", "top_k", "top_p", "seed", "precision", "device"}
/// →
/// {"text", "tokens", "prompt_tokens", "stopped_by_eos", "prompt_seconds", "decode_seconds"}; text as events on the way
std::string generateCommand(const std::string& arguments, const RunContext& context);
/// {"model", "against"} → what verifyModel() says
std::string verifyCommand(const std::string& arguments, const RunContext& context);
/// {} → {"program", "version", "commands"}
std::string versionCommand(const std::string& arguments, const RunContext& context);

} // namespace salient
