// SPDX-License-Identifier: Apache-2.0
#include "core/model/tensor_names.h"

#include "core/model/expected_tensors.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>
#include <string_view>

namespace salient {

namespace {

std::string firstPart(const std::string& name) {
    return name.substr(0, name.find('.') + 1);
}

std::vector<PrefixChange> knownChanges(const ModelConfig& config) {
    const std::string base = firstPart(config.embedding.tokens);
    return {{"", base}, {"language_model.", ""}, {base + "language_model.", base}};
}

bool startsWith(const std::set<std::string>& sorted, const std::string& prefix) {
    const auto at = sorted.lower_bound(prefix);
    return at != sorted.end() && at->starts_with(prefix);
}

// The family's names of what the files hold; the parts of a packed linear are its weight.
std::set<std::string> presentNames(const Checkpoint& checkpoint, const ModelConfig& config) {
    // AutoAWQ and GPTQ; compressed-tensors.
    static constexpr std::array<std::string_view, 2> kCodes = {".qweight", ".weight_packed"};
    static constexpr std::array<std::string_view, 7> kOtherParts = {
        ".qzeros", ".scales", ".g_idx", ".weight_scale", ".weight_zero_point", ".weight_shape", ".weight_g_idx"};
    const std::optional<PrefixChange> change = findPrefixChange(checkpoint, config);
    std::set<std::string> names;
    for (const TensorInfo& tensor : checkpoint.tensors()) {
        std::string name = change ? knownName(*change, config, tensor.name) : tensor.name;
        const auto endsWith = [&](std::string_view ending) { return name.ends_with(ending); };
        if (std::ranges::any_of(kOtherParts, endsWith)) {
            continue;
        }
        if (const auto codes = std::ranges::find_if(kCodes, endsWith); codes != kCodes.end()) {
            name.replace(name.size() - codes->size(), codes->size(), ".weight");
        }
        if (!isDerivedTensor(name)) {
            names.insert(std::move(name));
        }
    }
    return names;
}

std::string withoutNumbers(const std::string& name) {
    std::string result;
    for (size_t begin = 0; begin <= name.size();) {
        const size_t end = std::min(name.find('.', begin), name.size());
        const std::string_view part = std::string_view(name).substr(begin, end - begin);
        const bool number = !part.empty() && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
        result += (begin == 0 ? "" : ".") + std::string(number ? "*" : part);
        begin = end + 1;
    }
    return result;
}

class Comparison {
public:
    Comparison(const Checkpoint& checkpoint, const ModelConfig& config)
        : m_config(config), m_unread(presentNames(checkpoint, config)), m_present(m_unread.size()) {}

    NameComparison run() {
        for (const ExpectedTensor& tensor : outsideTensors(m_config)) {
            expect(tensor.name);
        }
        m_found.known += static_cast<int64_t>(m_unread.erase(m_config.head.weight)); // a tied one that is stored
        for (int64_t layer = 0; layer < m_config.layerCount() && m_found.missing.size() <= m_present; ++layer) {
            compareBlock(layer);
        }
        m_found.unknown.assign(m_unread.begin(), m_unread.end());
        return std::move(m_found);
    }

private:
    void expect(const std::string& name) {
        if (m_unread.erase(name) > 0) {
            ++m_found.known;
        } else {
            m_found.missing.push_back(name);
        }
    }

    void compareBlock(int64_t layer) {
        const std::string block = m_config.blockName(layer);
        if (!startsWith(m_unread, block + ".")) {
            m_found.missing.push_back(block);
            return;
        }
        for (const ExpectedTensor& tensor : besideLinears(m_config, layer)) {
            expect(tensor.name);
        }
        for (const LinearShape& shape : blockLinears(m_config, layer)) {
            const ExpectedLinear linear = expectedLinear(block, shape, m_config.names.transposed);
            expect(linear.weight.name);
            if (linear.bias) {
                expect(linear.bias->name);
            }
        }
    }

    const ModelConfig& m_config;
    std::set<std::string> m_unread;
    size_t m_present;
    NameComparison m_found;
};

} // namespace

std::optional<PrefixChange> findPrefixChange(const Checkpoint& checkpoint, const ModelConfig& config) {
    const std::string& tokens = config.embedding.tokens;
    if (checkpoint.contains(tokens)) {
        return {};
    }
    for (const PrefixChange& change : knownChanges(config)) {
        if (checkpoint.contains(change.stored + tokens.substr(change.known.size()))) {
            return change;
        }
    }
    return {};
}

std::string knownName(const PrefixChange& change, const ModelConfig& config, const std::string& stored) {
    if (!change.stored.empty()) {
        return stored.starts_with(change.stored) ? change.known + stored.substr(change.stored.size()) : stored;
    }
    const bool whole = stored.starts_with(change.known) || stored == config.head.weight || stored == config.head.bias;
    return whole ? stored : change.known + stored;
}

bool isDerivedTensor(const std::string& name) {
    constexpr std::array<std::string_view, 5> kEndings = {"rotary_emb.inv_freq", ".attn.bias", ".attn.masked_bias",
                                                          ".attention.bias", ".attention.masked_bias"};
    return std::ranges::any_of(kEndings, [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string summarizeNames(const std::vector<std::string>& names) {
    constexpr size_t kListed = 5;
    std::map<std::string, std::vector<const std::string*>> kinds;
    for (const std::string& name : names) {
        kinds[withoutNumbers(name)].push_back(&name);
    }
    std::vector<std::string> listed;
    for (const auto& [kind, members] : kinds) {
        if (listed.size() == kListed) {
            listed.emplace_back("…");
            break;
        }
        listed.push_back(members.size() == 1 ? *members.front() : fmt::format("{} ({})", kind, members.size()));
    }
    return fmt::format("{}", fmt::join(listed, ", "));
}

NameComparison compareNames(const Checkpoint& checkpoint, const ModelConfig& config) {
    return Comparison(checkpoint, config).run();
}

} // namespace salient
