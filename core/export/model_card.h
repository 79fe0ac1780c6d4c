// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
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
    /// What the rules of a program that loads such folders make of this one.
    struct Loader {
        std::string name;    ///< "vLLM", "SGLang" or "transformers"
        std::string problem; ///< why it does not load the folder; empty: it does
    };

    std::string name;      ///< of the new folder
    std::string baseModel; ///< of the original folder
    std::string architecture;
    std::string method; ///< "AWQ" or "RTN"
    std::string preset;
    std::string format;
    std::string transformersNeeds; ///< Python package with which transformers reads the format
    std::vector<Loader> loaders;
    int bits = 4;                         ///< of most linears
    std::map<int, int64_t> linearsByBits; ///< how many linears of the blocks have how many
    int64_t groupSize = 128;              ///< 0: whole row
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
    std::string command;            ///< that makes the folder again; empty: not said
    std::string version;            ///< of this program
};

/// Markdown with YAML front matter.
std::string modelCardText(const ModelCard& card);

} // namespace salient
