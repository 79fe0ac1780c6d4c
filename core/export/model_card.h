// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace salient {

/// What a README.md says about a quantised model; all values are plain.
struct ModelCard {
    struct Layer {
        std::string module;
        double relativeError = 0.0;
        double rtnRelativeError = 0.0;
    };
    struct Quality {
        int64_t tokens = 0;
        double perplexityBefore = 0.0;
        double perplexityAfter = 0.0;
        double meanKl = 0.0;
        double sameTopToken = 0.0;
        std::string protocol; ///< in words
    };

    std::string name;      ///< of the new folder
    std::string baseModel; ///< of the original folder
    std::string architecture;
    std::string method; ///< "AWQ" or "RTN"
    std::string preset;
    std::string format;
    int bits = 4;
    int64_t groupSize = 128; ///< 0: whole row
    bool symmetric = false;
    bool clip = true;
    std::vector<std::string> calibrationSources;
    int64_t calibrationSamples = 0;
    int64_t calibrationLength = 0;
    int64_t calibrationTokens = 0;
    std::string dataHash;
    uint64_t seed = 0;
    std::vector<std::string> modulesIn16Bit;
    int64_t bytesBefore = 0;
    int64_t bytesAfter = 0;
    std::optional<Quality> quality;
    std::vector<Layer> worstLayers; ///< largest relative error first
    std::string version;            ///< of this program
};

/// Markdown with YAML front matter.
std::string modelCardText(const ModelCard& card);

} // namespace salient
