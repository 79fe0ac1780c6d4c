// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace salient {

/// One turn of a conversation; roles are spelled as chat templates expect them ("system", "user", "assistant", "tool").
struct ChatMessage {
    std::string role;
    std::string content;
};

/// What a model's chat template makes of a conversation, without a prompt for a further answer. Throws Error when the
/// template refuses it (roles that do not alternate, ...). Empty: the model has no template.
using ChatRenderer = std::function<std::string(const std::vector<ChatMessage>&)>;

} // namespace salient
