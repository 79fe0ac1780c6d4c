// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/chat_message.h"
#include "core/run_context.h"

#include <filesystem>

namespace salient {

/// Renders conversations with the chat template of a model folder, so that calibration sees what the model was trained
/// on. The template is looked for when the first conversation is met: a model without any is only warned about then.
/// `context` must outlive the renderer.
ChatRenderer templateRenderer(const std::filesystem::path& folder, const RunContext& context);

} // namespace salient
