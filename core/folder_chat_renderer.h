// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/chat_message.h"
#include "core/run_context.h"

#include <filesystem>

namespace salient {

/// Renders conversations among calibration texts with the chat template of a model folder, which is looked for when the
/// first one is met, so that a model without any is only warned about then. `context` outlives the result.
ChatRenderer folderChatRenderer(const std::filesystem::path& folder, const RunContext& context);

} // namespace salient
