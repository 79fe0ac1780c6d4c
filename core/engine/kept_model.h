// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/chat/cached_sequence.h"
#include "core/engine/loaded_model.h"
#include "core/run_context.h"
#include "core/tokenizer/tokenizer.h"

#include <memory>
#include <string>

namespace salient {

/// A model to talk with, and what it has computed of the conversation so far.
struct ChatModel {
    LoadedModel model;
    Tokenizer tokenizer;
    CachedSequence sequence{model.transformer};
};

/// The model that a process keeps between commands, at most one. Not for several threads.
class KeptModel {
public:
    /// The model of the last call when the choice is the same and no file of the folders has changed since, else one
    /// that is loaded now, after the last one was let go. Throws Error.
    ChatModel& get(const ModelArguments& choice, const RunContext& context);
    /// Gives the memory back.
    void release() { m_model.reset(); }
    bool empty() const { return m_model == nullptr; }

private:
    std::string m_identity;
    std::unique_ptr<ChatModel> m_model;
};

} // namespace salient
