// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/temporary_folder.h"

#include <filesystem>

namespace salient {

/// A copy of a small quantised model of tests/data, "gptq/act_order", that a test may change.
class QuantisedCopy {
public:
    explicit QuantisedCopy(const std::filesystem::path& model) {
        for (const auto& entry :
             std::filesystem::directory_iterator(std::filesystem::path(SALIENT_TEST_DATA) / model)) {
            std::filesystem::copy(entry.path(), m_folder.path() / entry.path().filename());
        }
    }

    const std::filesystem::path& path() const { return m_folder.path(); }
    std::filesystem::path weights() const { return m_folder.path() / "model.safetensors"; }
    /// Writes the weights again as they are, which gives them another time.
    void touchWeights() const {
        const auto time = std::filesystem::last_write_time(weights());
        std::filesystem::last_write_time(weights(), time + std::chrono::seconds(7));
    }

private:
    TemporaryFolder m_folder;
};

} // namespace salient
