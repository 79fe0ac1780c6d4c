// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors_config.h"
#include "core/formats/config_keys.h"
#include "core/formats/loader_matching.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <utility>

namespace salient {

namespace {

using Matches = std::function<bool(const ModulePattern&)>;

/// vLLM's compressed_tensors/utils.py `should_ignore_layer` and `find_matched_target`, SGLang's older copy of it, and
/// compressed-tensors' own rules for transformers.
class CtMatching : public LoaderMatching {
public:
    explicit CtMatching(CtConfig config) : m_config(std::move(config)) {
        for (const CtGroup& group : m_config.groups) {
            for (const ModulePattern& target : group.targets) {
                // A map by target: the place of the first, the scheme of the last.
                const auto same = std::find_if(m_targets.begin(), m_targets.end(),
                                               [&](const Target& t) { return t.pattern->text() == target.text(); });
                if (same == m_targets.end()) {
                    m_targets.push_back({&target, &group.scheme.spec});
                } else {
                    same->spec = &group.scheme.spec;
                }
            }
        }
    }

    LoaderPick pick(Loader loader, const LoaderUnit& unit) const override {
        if (loader == Loader::Transformers) {
            return pickForTransformers(unit);
        }
        return unit.experts ? pickExperts(loader, unit) : pickLinear(loader, unit);
    }
    bool agrees(const QuantSpec& picked, const QuantSpec& stored) const override {
        return picked.bits == stored.bits && picked.groupSize == stored.groupSize &&
               picked.symmetric == stored.symmetric && picked.inputs == stored.inputs;
    }

private:
    struct Target {
        const ModulePattern* pattern;
        const QuantSpec* spec;
    };

    /// compressed-tensors 0.18 to 0.20 prepare unpacked zero points and refuse packed ones; with "dequantize",
    /// transformers 5.23 goes around that, but reads all linears by the first group (integrations/compressed_tensors.py
    /// `get_dense_scheme`).
    LoaderPick pickForTransformers(const LoaderUnit& unit) const {
        const CtGroup* group = findCtGroup(m_config, unit.path);
        if (group == nullptr) {
            return {};
        }
        if (m_config.dequantizes) {
            return {m_config.groups.front().scheme.spec, {}};
        }
        if (!group->scheme.spec.symmetric) {
            return {std::nullopt,
                    "compressed-tensors 0.18 to 0.20 take zero points only in a model with one scheme and "
                    "\"dequantize\"; symmetric rounding needs none"};
        }
        return {group->scheme.spec, {}};
    }
    const QuantSpec* first(const Matches& matches) const {
        const auto found = std::find_if(m_targets.begin(), m_targets.end(),
                                        [&](const Target& target) { return matches(*target.pattern); });
        return found == m_targets.end() ? nullptr : found->spec;
    }
    const QuantSpec* byPath(const std::string& path) const {
        return first([&](const ModulePattern& p) { return p.matchesPath(path); });
    }
    const QuantSpec* byClass(const LoaderUnit& unit) const {
        // What "Linear" means also means the experts, which are no class of that name.
        return first([&](const ModulePattern& p) {
            return p.isPartOfClass(unit.className) || (unit.experts && p.text() == "Linear");
        });
    }
    /// The first shard's, when all have one; whether the others' agrees is not asked.
    const QuantSpec* byShards(const LoaderUnit& unit) const {
        if (!unit.isFused()) {
            return nullptr;
        }
        for (const ExportModule* shard : unit.shards) {
            if (byPath(shard->linear.module) == nullptr) {
                return nullptr;
            }
        }
        return byPath(unit.shards.front()->linear.module);
    }
    /// SGLang takes a plain entry as a part of the path, in any case.
    bool isIgnored(Loader loader, const std::string& path) const {
        return std::any_of(m_config.ignore.begin(), m_config.ignore.end(), [&](const ModulePattern& p) {
            return p.matchesPath(path) || (loader == Loader::SgLang && !p.isExpression() &&
                                           lowerCase(path).find(lowerCase(p.text())) != std::string::npos);
        });
    }
    /// By the fused path alone where that is decisive, else shard by shard.
    bool isIgnored(Loader loader, const LoaderUnit& unit, bool& mixed) const {
        const bool byName = std::any_of(m_config.ignore.begin(), m_config.ignore.end(), [&](const ModulePattern& p) {
            return loader == Loader::SgLang ? p.text() == unit.path : p.matchesPath(unit.path);
        });
        if (byName || !unit.isFused()) {
            return byName || isIgnored(loader, unit.path);
        }
        const auto ignored = std::count_if(unit.shards.begin(), unit.shards.end(), [&](const ExportModule* shard) {
            return isIgnored(loader, shard->linear.module);
        });
        mixed = ignored != 0 && static_cast<size_t>(ignored) != unit.shards.size();
        return ignored != 0;
    }
    LoaderPick pickLinear(Loader loader, const LoaderUnit& unit) const {
        bool mixed = false;
        const bool ignored = isIgnored(loader, unit, mixed);
        if (mixed) {
            return {std::nullopt, "\"ignore\" names some but not all of the linears that it joins there"};
        }
        if (ignored) {
            return {};
        }
        const QuantSpec* spec = byPath(unit.path);
        const bool classFirst = loader == Loader::SgLang;
        spec = spec != nullptr ? spec : classFirst ? byClass(unit) : byShards(unit);
        spec = spec != nullptr ? spec : classFirst ? byShards(unit) : byClass(unit);
        if (spec == nullptr && loader == Loader::SgLang) {
            return {std::nullopt, "neither \"ignore\" nor any target names it"};
        }
        return {spec == nullptr ? std::nullopt : std::optional(*spec), {}};
    }
    /// Those of the first expert stand for all; its three linears must agree (compressed_tensors_moe.py).
    LoaderPick pickExperts(Loader loader, const LoaderUnit& unit) const {
        const std::string firstExpert = unit.shards.front()->linear.module;
        const std::string prefix = firstExpert.substr(0, firstExpert.rfind('.') + 1);
        std::optional<QuantSpec> picked;
        for (size_t i = 0; i < unit.shards.size(); ++i) {
            const std::string& path = unit.shards[i]->linear.module;
            if (!path.starts_with(prefix)) {
                continue;
            }
            std::optional<QuantSpec> spec;
            if (!isIgnored(loader, path)) {
                const QuantSpec* found = byPath(path) != nullptr ? byPath(path) : byClass(unit);
                spec = found == nullptr ? std::nullopt : std::optional(*found);
            }
            if (i > 0 && (spec.has_value() != picked.has_value() || (spec && !agrees(*spec, *picked)))) {
                return {std::nullopt, "the linears of an expert have different schemes"};
            }
            picked = spec;
        }
        return {picked, {}};
    }

    CtConfig m_config;
    std::vector<Target> m_targets; ///< point into m_config, which never changes
};

} // namespace

std::unique_ptr<LoaderMatching> matchCompressedTensors(const nlohmann::ordered_json& section) {
    return std::make_unique<CtMatching>(ctConfigFromJson(section, "quantization_config"));
}

} // namespace salient
