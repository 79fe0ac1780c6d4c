// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_source.h"

#include "core/architectures/architecture.h"
#include "core/checkpoint/model_folder.h"
#include "core/model/merged_adapter.h"
#include "core/model/model_tensors.h"
#include "core/model/tensor_names.h"

#include <nlohmann/json.hpp>

namespace salient {

struct ModelSource::State {
    ModelFolder folder;
    ModelConfig config;
    std::string configText;
    std::unique_ptr<PackedReader> packed;
    std::optional<MergedAdapter> adapter;
};

ModelSource::ModelSource(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ModelSource::~ModelSource() = default;
ModelSource::ModelSource(ModelSource&&) noexcept = default;

ModelSource ModelSource::open(const std::filesystem::path& path, const std::filesystem::path& adapterFolder) {
    ModelFolder folder = ModelFolder::open(path);
    const nlohmann::ordered_json& json = folder.config();
    ModelConfig config = readModelConfig(json, folder.path() / "config.json");
    if (const auto change = findPrefixChange(folder.checkpoint(), config)) {
        folder.checkpoint().rename([&](const std::string& name) { return knownName(*change, config, name); });
    }
    if (!json.contains("tie_word_embeddings")) {
        config.head.tied = !folder.checkpoint().contains(config.head.weight); // what old files leave out
    }
    std::unique_ptr<PackedReader> packed = openPackedReader(folder);
    checkTensors(folder.checkpoint(), config, packed.get());
    std::optional<MergedAdapter> adapter;
    if (!adapterFolder.empty()) {
        adapter.emplace(adapterFolder, folder.checkpoint(), config.blockPrefix);
    }
    std::string text = json.dump();
    return ModelSource(std::make_unique<State>(
        State{std::move(folder), std::move(config), std::move(text), std::move(packed), std::move(adapter)}));
}

const std::filesystem::path& ModelSource::folder() const {
    return m_state->folder.path();
}
const ModelConfig& ModelSource::config() const {
    return m_state->config;
}
const Checkpoint& ModelSource::checkpoint() const {
    return m_state->folder.checkpoint();
}
const std::string& ModelSource::configText() const {
    return m_state->configText;
}
const PackedReader* ModelSource::packedReader() const {
    return m_state->packed.get();
}

Block ModelSource::loadBlock(int64_t layer, const PackedLookup& lookup) const {
    const ModelConfig& c = config();
    Block block;
    block.name = c.blockName(layer);
    block.index = layer;
    block.traits = c.layers[static_cast<size_t>(layer)];
    block.groups = scalingGroups(c, layer);
    const BlockNames& n = c.names;
    const std::pair<const std::string*, Norm*> places[] = {
        {&n.inputNorm, &block.inputNorm}, {&n.attentionOutNorm, &block.attentionOutNorm},
        {&n.mlpNorm, &block.mlpNorm},     {&n.mlpOutNorm, &block.mlpOutNorm},
        {&n.qNorm, &block.qNorm},         {&n.kNorm, &block.kNorm},
        {&n.qANorm, &block.qANorm},       {&n.kvANorm, &block.kvANorm}};
    for (const NormShape& shape : blockNorms(c)) {
        for (const auto& [name, norm] : places) {
            if (*name == shape.name) {
                *norm = readNorm(checkpoint(), block.name + "." + shape.name, shape);
            }
        }
    }
    if (block.traits.experts) {
        block.experts.resize(static_cast<size_t>(c.experts.count));
        if (c.experts.correction) {
            block.correction = toFloat32(checkpoint().view(block.name + "." + n.mlp + "." + n.correction));
        }
    }
    const LinearSource linears{checkpoint(), m_state->packed.get(), lookup};
    for (const LinearShape& shape : blockLinears(c, layer)) {
        block.at(shape.role, shape.expert) = readLinear(linears, block.name, shape, n.transposed);
    }
    if (m_state->adapter) {
        m_state->adapter->merge(block);
    }
    return block;
}

Norm ModelSource::loadNorm(const std::string& name, const NormSpec& spec, int64_t features) const {
    if (name.empty()) {
        return {};
    }
    Norm norm = readNorm(checkpoint(), name, {name, spec, features});
    if (m_state->adapter) {
        m_state->adapter->merge(norm);
    }
    return norm;
}

TensorView ModelSource::tensor(const std::string& name) const {
    if (name.empty()) {
        return {};
    }
    const TensorView merged = m_state->adapter ? m_state->adapter->outside(name) : TensorView{};
    return merged.empty() ? checkpoint().view(name) : merged;
}

bool ModelSource::packed(const std::string& tensor) const {
    const std::string module = tensor.substr(0, tensor.rfind('.'));
    return quantized() && tensor != module && packedReader()->holds(checkpoint(), module);
}

std::vector<std::string> ModelSource::blockTensors(int64_t layer) const {
    const std::string prefix = config().blockName(layer) + ".";
    std::vector<std::string> names;
    for (const TensorInfo& info : checkpoint().tensors()) {
        if (info.name.starts_with(prefix)) {
            names.push_back(info.name);
        }
    }
    return names;
}

} // namespace salient
