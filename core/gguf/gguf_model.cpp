// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_model.h"

#include "core/formats/packed_reader.h"
#include "kernels/device.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace salient {

namespace {

// gguf-py/gguf/constants.py, TENSOR_NAMES. A joined gate_up lies under the name of up.
const char* tensorName(LinearRole role) {
    switch (role) {
    case LinearRole::Q:
        return "attn_q";
    case LinearRole::K:
        return "attn_k";
    case LinearRole::V:
        return "attn_v";
    case LinearRole::Qkv:
        return "attn_qkv";
    case LinearRole::O:
        return "attn_output";
    case LinearRole::Gate:
        return "ffn_gate";
    case LinearRole::Down:
        return "ffn_down";
    case LinearRole::Up:
    case LinearRole::GateUp:
        return "ffn_up";
    default:
        return ""; // experts and latent attention: no family of the table has them
    }
}

GgufType fitting(GgufType wanted, int64_t columns) {
    if (fitsRow(wanted, columns)) {
        return wanted;
    }
    return wanted == GgufType::Q4_K && fitsRow(GgufType::Q4_1, columns) ? GgufType::Q4_1 : GgufType::F16;
}

GgufSource denseSource(const std::string& name, GgufType type, const TensorView& values) {
    GgufSource source;
    source.tensor = {name, type, {values.shape.rbegin(), values.shape.rend()}};
    source.dense = values;
    return source;
}

GgufSource ownedSource(const std::string& name, Tensor values) {
    GgufSource source = denseSource(name, GgufType::F32, values.view());
    source.owned = std::move(values);
    return source;
}

} // namespace

GgufModel::GgufModel(const ModelSource& source, GgufType mainType)
    : m_source(source), m_family(ggufFamilyOf(source.config())), m_mainType(mainType) {}

GgufModel::GgufModel(const ModelSource& source, GgufType mainType, const ScaleStore& scales)
    : GgufModel(source, mainType) {
    m_scales = &scales;
    m_backend = makeBackend(parseDevice("cpu"));
}

GgufType GgufModel::tableType(int64_t columns) const {
    return fitting(m_mainType == GgufType::F16 ? GgufType::F16 : GgufType::Q8_0, columns);
}

GgufType GgufModel::typeOf(const Linear& linear) const {
    if (m_mainType == GgufType::F16 || (m_source.quantized() && !linear.packed())) {
        return GgufType::F16;
    }
    const bool moreBits = linear.packed() && linear.packedWeight().bits() > 4;
    return fitting(moreBits ? GgufType::Q8_0 : m_mainType, linear.in);
}

RowOrder GgufModel::orderOf(LinearRole role) const {
    const ModelConfig& config = m_source.config();
    const bool permuted = m_family.rotary == RotaryLayout::Interleaved &&
                          config.ropes.front().layout == RotaryLayout::Halves &&
                          (role == LinearRole::Q || role == LinearRole::K);
    return {permuted ? config.attention.headDim : 0};
}

void GgufModel::addLinear(const Block& block, const Linear& linear, std::vector<GgufSource>& list) const {
    const std::string name = fmt::format("blk.{}.{}", block.index, tensorName(linear.role));
    GgufSource weight;
    weight.tensor = {name + ".weight", typeOf(linear), {linear.in, linear.out}};
    weight.linear = true;
    weight.order = orderOf(linear.role);
    if (linear.packed()) {
        weight.packed = &linear.packedWeight();
        weight.fit = packedFit(weight.tensor.type, *weight.packed);
    } else {
        weight.dense = linear.dense().view();
    }
    list.push_back(std::move(weight));
    if (!linear.bias.empty()) {
        list.push_back(denseSource(name + ".bias", GgufType::F32, linear.bias.view()));
        // As a table of one column, so that its entries follow the rows of the weight.
        list.back().order = orderOf(linear.role);
    }
}

void GgufModel::addNorm(const std::string& name, const Norm& norm, std::vector<GgufSource>& list) const {
    if (norm.empty()) {
        return;
    }
    list.push_back(denseSource(name + ".weight", GgufType::F32, norm.weight.view()));
    list.back().offset = norm.spec.weightOffset;
    if (!norm.bias.empty()) {
        list.push_back(denseSource(name + ".bias", GgufType::F32, norm.bias.view()));
    }
}

std::vector<GgufSource> GgufModel::outside() const {
    const ModelConfig& config = m_source.config();
    std::vector<GgufSource> list;
    for (const GgufRopeTable& table : ropeFactorTables(config)) {
        const auto pairs = static_cast<int64_t>(table.values.size());
        list.push_back(ownedSource(table.name, Tensor::fromFloats(table.values, {pairs})));
    }
    const TensorView embedding = m_source.tensor(config.embedding.tokens);
    list.push_back(denseSource("token_embd.weight", tableType(embedding.columns()), embedding));
    Norm norm = m_source.loadNorm(config.head.norm, config.norm, config.hidden);
    if (!norm.bias.empty()) {
        list.push_back(ownedSource("output_norm.bias", std::move(norm.bias)));
    }
    list.push_back(ownedSource("output_norm.weight", std::move(norm.weight)));
    list.back().offset = norm.spec.weightOffset;
    if (!config.head.tied || m_family.separateHead) {
        const TensorView head = config.head.tied ? embedding : m_source.tensor(config.head.weight);
        list.push_back(denseSource("output.weight", tableType(head.columns()), head));
    }
    return list;
}

Block GgufModel::loadBlock(int64_t layer) const {
    Block block = m_source.loadBlock(layer);
    if (m_scales == nullptr) {
        return block;
    }
    Block scaled = cloneBlock(block);
    for (const GroupScale& scale : m_scales->of(block)) {
        applyScale(*m_backend, m_source.config(), scaled, scale);
    }
    return scaled;
}

std::vector<GgufSource> GgufModel::ofBlock(const Block& block) const {
    std::vector<GgufSource> list;
    const std::string prefix = fmt::format("blk.{}.", block.index);
    addNorm(prefix + "attn_norm", block.inputNorm, list);
    addNorm(prefix + "attn_q_norm", block.qNorm, list);
    addNorm(prefix + "attn_k_norm", block.kNorm, list);
    addNorm(prefix + "post_attention_norm", block.attentionOutNorm, list);
    addNorm(prefix + m_family.mlpNorm, block.mlpNorm, list);
    addNorm(prefix + "post_ffw_norm", block.mlpOutNorm, list);
    for (const Linear* linear : block.linears()) {
        addLinear(block, *linear, list);
    }
    return list;
}

void sourceRow(const GgufSource& source, int64_t row, std::span<float> values) {
    const auto columns = static_cast<int64_t>(values.size());
    if (source.packed != nullptr) {
        source.packed->dequantizeRow(source.order.sourceRow(row), values);
        return;
    }
    const TensorSpan target{reinterpret_cast<std::byte*>(values.data()), DType::F32, {columns}};
    if (source.dense.shape.size() > 1) {
        const int64_t from = source.order.sourceRow(row);
        convert(source.dense.slice(from, from + 1), target);
        return;
    }
    convert(source.dense, target);
    if (source.order.headDim != 0) { // a bias: one entry per row of the weight
        const std::vector<float> plain(values.begin(), values.end());
        for (int64_t i = 0; i < columns; ++i) {
            values[static_cast<size_t>(i)] = plain[static_cast<size_t>(source.order.sourceRow(i))];
        }
    }
    for (float& value : values) {
        value += source.offset;
    }
}

void encodeRow(const GgufSource& source, int64_t row, std::span<std::byte> bytes) {
    const GgufTensor& tensor = source.tensor;
    if (source.fit != PackedFit::No) {
        packRow(tensor.type, *source.packed, source.order.sourceRow(row), bytes);
        return;
    }
    std::vector<float> values(static_cast<size_t>(tensor.columns()));
    sourceRow(source, row, values);
    if (!quantizeRow(tensor.type, values, bytes)) {
        throw numericError(
            "gguf.not_expressible",
            fmt::format("{}: row {} holds weights that are not finite or too large for {}; {}", tensor.name, row,
                        typeName(tensor.type),
                        tensor.type == GgufType::F16 ? "choose gguf-q8_0." : "check the model with salient inspect."));
    }
}

} // namespace salient
