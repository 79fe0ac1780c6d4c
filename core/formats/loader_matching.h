// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/loader_rules.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>

namespace salient {

/// A linear as a loader builds it.
struct LoaderUnit {
    std::string path;      ///< the fused one where it joins linears
    std::string className; ///< vLLM's
    bool experts = false;  ///< all experts of a layer as one
    std::vector<const ExportModule*> shards;

    bool isFused() const { return !experts && shards.size() > 1; }
};

struct LoaderPick {
    std::optional<QuantSpec> spec;
    std::string refusal;
};

/// The rules of one `quant_method`.
class LoaderMatching {
public:
    virtual ~LoaderMatching() = default;
    virtual LoaderPick pick(Loader loader, const LoaderUnit& unit) const = 0;
    /// Whether a linear stored as `stored` loads under this pick.
    virtual bool agrees(const QuantSpec& picked, const QuantSpec& stored) const = 0;
};

std::unique_ptr<LoaderMatching> matchCompressedTensors(const nlohmann::ordered_json& section);
std::unique_ptr<LoaderMatching> matchAwq(const nlohmann::ordered_json& section,
                                         const std::vector<ExportModule>& modules);
std::unique_ptr<LoaderMatching> matchGptq(const nlohmann::ordered_json& section);

} // namespace salient
