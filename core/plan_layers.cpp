// SPDX-License-Identifier: Apache-2.0
#include "core/plan_layers.h"

#include "core/export/export_format.h"
#include "core/fused_set.h"

#include <algorithm>

namespace salient {

namespace {

const char* kindName(LinearRole role) {
    switch (role) {
    case LinearRole::Q:
        return "attn.q";
    case LinearRole::K:
        return "attn.k";
    case LinearRole::V:
        return "attn.v";
    case LinearRole::Qkv:
        return "attn.qkv";
    case LinearRole::O:
        return "attn.o";
    case LinearRole::QA:
        return "attn.q_a";
    case LinearRole::QB:
        return "attn.q_b";
    case LinearRole::KvA:
        return "attn.kv_a";
    case LinearRole::KvB:
        return "attn.kv_b";
    case LinearRole::Gate:
        return "mlp.gate";
    case LinearRole::Up:
        return "mlp.up";
    case LinearRole::GateUp:
        return "mlp.gate_up";
    case LinearRole::Down:
        return "mlp.down";
    case LinearRole::Router:
        return "router";
    case LinearRole::SharedGate:
        return "shared_gate";
    }
    return "";
}

/// Why a linear is not packed with the recipe's bits; empty when it is.
std::string reasonOf(const PlannedLayer& layer, const LinearShape& shape, const QuantSpec& spec,
                     const QuantizePlan& plan) {
    if (!shape.packable()) {
        return "router";
    }
    if (plan.marks.keeps(layer.module) || plan.marks.eight.contains(layer.module)) {
        return "marked";
    }
    if (std::ranges::find(plan.quantized, shape.name, &LinearShape::name) != plan.quantized.end()) {
        return {};
    }
    return spec.fits(shape.in) ? "format.outputs_do_not_fit" : "group_size.does_not_fit";
}

/// Bytes of codes, zero points and scales in the file.
int64_t packedBytes(const PlannedLayer& layer, const QuantSpec& spec) {
    int64_t bytes = 0;
    for (const PlannedTensor& tensor : exportFormat("awq-gemm").plan({layer.module, layer.out, layer.in}, spec)) {
        bytes += elementCount(tensor.shape) * dtypeBytes(tensor.dtype);
    }
    return bytes;
}

void decide(PlannedLayer& layer, const LinearShape& shape, const Recipe& recipe, const QuantizePlan& plan) {
    const QuantSpec spec = recipe.spec();
    layer.reason = reasonOf(layer, shape, spec, plan);
    const bool isEight = layer.reason == "marked" && plan.marks.eight.contains(layer.module) && spec.fits(shape.in);
    layer.bits = layer.reason.empty() ? recipe.bits : isEight ? 8 : 16;
    layer.groupSize = layer.bits == 16 ? 0 : spec.groupFor(layer.in);
    // Eight bits take twice the codes and zero points of four.
    const int64_t more = isEight ? (layer.parameters() + layer.out * spec.groupsFor(layer.in)) / 2 : 0;
    layer.bytesThen = layer.bits == 16 ? 2 * layer.parameters() : packedBytes(layer, spec) + more;
}

} // namespace

std::vector<PlannedLayer> plannedLayers(const Recipe& recipe, const ModelSource& source, const QuantizePlan& plan) {
    const ModelConfig& config = source.config();
    std::vector<PlannedLayer> layers;
    for (int64_t block = 0; block < config.layerCount(); ++block) {
        for (const LinearShape& shape : blockLinears(config, block)) {
            PlannedLayer layer;
            layer.module = config.blockName(block) + "." + shape.name;
            layer.block = block;
            layer.kind = kindName(shape.role);
            layer.in = shape.in;
            layer.out = shape.out;
            layer.fusedSet = fusedSet(config, block, shape);
            const std::string weight = layer.module + ".weight";
            layer.bytesNow = source.checkpoint().contains(weight) ? source.checkpoint().info(weight).bytes : 0;
            decide(layer, shape, recipe, plan);
            layers.push_back(std::move(layer));
        }
    }
    return layers;
}

} // namespace salient
