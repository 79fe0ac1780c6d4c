// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kept_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace fs = std::filesystem;

namespace salient {

/// Names, sizes and times of the files of a folder, so that one that is written anew is noticed.
static std::string stateOf(const fs::path& folder) {
    std::vector<std::string> files;
    std::error_code failure; // opening the model says what is wrong with the folder
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
        std::error_code unknown;
        const auto bytes = fs::file_size(at->path(), unknown);
        const auto time = fs::last_write_time(at->path(), unknown).time_since_epoch().count();
        files.push_back(fmt::format("{} {} {}", at->path().filename().string(), unknown ? 0 : bytes, time));
    }
    std::sort(files.begin(), files.end());
    std::string state = fs::weakly_canonical(folder, failure).string();
    for (const std::string& file : files) {
        state += "\n" + file;
    }
    return state;
}

ChatModel& KeptModel::get(const ModelArguments& choice, const RunContext& context) {
    const std::string identity =
        fmt::format("{} {} {}\n{}\n{}", choice.device, static_cast<int>(choice.precision), choice.headBits,
                    stateOf(choice.model), choice.adapter.empty() ? "" : stateOf(choice.adapter));
    if (m_model != nullptr) {
        m_model->model.finishCache(context);
    }
    if (m_model != nullptr && identity == m_identity) {
        return *m_model;
    }
    release(); // before the other one needs its memory
    m_model = std::unique_ptr<ChatModel>(new ChatModel{LoadedModel(choice, context), Tokenizer::load(choice.model)});
    m_identity = identity;
    return *m_model;
}

} // namespace salient
