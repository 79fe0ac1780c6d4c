// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_source.h"

#include "core/architectures/architecture.h"
#include "core/checkpoint/awq_gemm.h"
#include "core/checkpoint/model_folder.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient {

struct ModelSource::State {
    ModelFolder folder;
    ModelConfig config;
    std::string configText;
    std::optional<AwqConfig> awq;
};

ModelSource::ModelSource(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ModelSource::~ModelSource() = default;
ModelSource::ModelSource(ModelSource&&) noexcept = default;

namespace {

// Floating tensors of the expected shape; integers in place of weights mean a quantised folder that is not known.
TensorView floatTensor(const Checkpoint& checkpoint, const std::string& name, const Shape& shape) {
    TensorView view = checkpoint.view(name, shape);
    if (!isFloating(view.dtype) || view.dtype == DType::F64) {
        throw inputError("tensor.wrong_type",
                         fmt::format("{}: tensor {} should be F32, F16 or BF16, found {}.",
                                     checkpoint.info(name).file.string(), name, dtypeName(view.dtype)));
    }
    return view;
}

Norm readNorm(const Checkpoint& checkpoint, const NormSpec& spec, const std::string& name, int64_t features) {
    Norm norm{name, spec, toFloat32(floatTensor(checkpoint, name + ".weight", {features})), {}};
    if (spec.kind == NormSpec::Kind::Layer && checkpoint.contains(name + ".bias")) {
        norm.bias = toFloat32(floatTensor(checkpoint, name + ".bias", {features}));
    }
    return norm;
}

bool isPacked(const Checkpoint& checkpoint, const std::optional<AwqConfig>& awq, const std::string& name) {
    return awq && checkpoint.contains(name + ".qweight");
}

Linear readLinear(const Checkpoint& checkpoint, const std::optional<AwqConfig>& awq, const std::string& block,
                  const LinearShape& shape) {
    Linear linear;
    linear.name = block + "." + shape.name;
    linear.out = shape.out;
    linear.in = shape.in;
    if (isPacked(checkpoint, awq, linear.name)) {
        linear.weight = readAwqGemm(checkpoint, linear.name, {shape.out, shape.in}, *awq);
    } else {
        linear.weight = WeightTensor(floatTensor(checkpoint, linear.name + ".weight", {shape.out, shape.in}));
    }
    if (shape.bias) {
        linear.bias = WeightTensor(toFloat32(floatTensor(checkpoint, linear.name + ".bias", {shape.out})));
    }
    return linear;
}

// Presence, type and shape of everything the forward pass will ask for, from the headers alone.
void checkTensors(const Checkpoint& checkpoint, const ModelConfig& config, const std::optional<AwqConfig>& awq) {
    floatTensor(checkpoint, config.embedding, {config.vocabulary, config.hidden});
    floatTensor(checkpoint, config.finalNorm + ".weight", {config.hidden});
    if (!config.tiedEmbeddings) {
        floatTensor(checkpoint, config.head, {config.vocabulary, config.hidden});
    }
    const std::vector<LinearShape> shapes = blockLinears(config);
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        const std::string block = config.blockName(layer) + ".";
        floatTensor(checkpoint, block + config.names.inputNorm + ".weight", {config.hidden});
        floatTensor(checkpoint, block + config.names.mlpNorm + ".weight", {config.hidden});
        if (config.qkNorm) {
            floatTensor(checkpoint, block + config.names.qNorm + ".weight", {config.headDim});
            floatTensor(checkpoint, block + config.names.kNorm + ".weight", {config.headDim});
        }
        for (const LinearShape& shape : shapes) {
            if (isPacked(checkpoint, awq, block + shape.name)) {
                checkAwqGemm(checkpoint, block + shape.name, {shape.out, shape.in}, *awq);
            } else {
                floatTensor(checkpoint, block + shape.name + ".weight", {shape.out, shape.in});
            }
            if (shape.bias) {
                floatTensor(checkpoint, block + shape.name + ".bias", {shape.out});
            }
        }
    }
    if (checkpoint.contains(config.blockName(config.layerCount()) + "." + config.names.inputNorm + ".weight")) {
        throw inputError("config.contradicts_tensors",
                         fmt::format("{}: config.json says num_hidden_layers {}, but the files hold a block {}.",
                                     checkpoint.folder().string(), config.layerCount(),
                                     config.blockName(config.layerCount())));
    }
}

} // namespace

ModelSource ModelSource::open(const std::filesystem::path& path) {
    ModelFolder folder = ModelFolder::open(path);
    const nlohmann::ordered_json& json = folder.config();
    ModelConfig config = readModelConfig(json, folder.path() / "config.json");
    std::optional<AwqConfig> awq = readAwqConfig(folder);
    checkTensors(folder.checkpoint(), config, awq);
    std::string text = json.dump();
    return ModelSource(
        std::make_unique<State>(State{std::move(folder), std::move(config), std::move(text), std::move(awq)}));
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
bool ModelSource::quantized() const {
    return m_state->awq.has_value();
}

Block ModelSource::loadBlock(int64_t layer) const {
    const ModelConfig& c = config();
    Block block;
    block.name = c.blockName(layer);
    block.index = layer;
    block.traits = c.layers[static_cast<size_t>(layer)];
    block.inputNorm = readNorm(checkpoint(), c.norm, block.name + "." + c.names.inputNorm, c.hidden);
    block.mlpNorm = readNorm(checkpoint(), c.norm, block.name + "." + c.names.mlpNorm, c.hidden);
    if (c.qkNorm) {
        block.qNorm = readNorm(checkpoint(), c.norm, block.name + "." + c.names.qNorm, c.headDim);
        block.kNorm = readNorm(checkpoint(), c.norm, block.name + "." + c.names.kNorm, c.headDim);
    }
    const std::vector<LinearShape> shapes = blockLinears(c);
    const std::vector<Linear*> targets = block.linears();
    for (size_t i = 0; i < shapes.size(); ++i) {
        *targets[i] = readLinear(checkpoint(), m_state->awq, block.name, shapes[i]);
    }
    return block;
}

Norm ModelSource::loadFinalNorm() const {
    return readNorm(checkpoint(), config().norm, config().finalNorm, config().hidden);
}

TensorView ModelSource::embedding() const {
    return checkpoint().view(config().embedding);
}

TensorView ModelSource::head() const {
    return config().tiedEmbeddings ? embedding() : checkpoint().view(config().head);
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
