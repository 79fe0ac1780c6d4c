// SPDX-License-Identifier: Apache-2.0
#include "core/plan_layers.h"

#include "core/formats/export_format.h"
#include "core/quantize_plan.h"

#include <utility>

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

} // namespace

std::vector<PlannedLayer> plannedLayers(const Recipe& recipe, const ModelSource& source, const QuantizePlan& plan) {
    const ExportFormat& format = exportFormat(recipe.format);
    std::vector<PlannedLayer> layers;
    for (const PlannedLinear& linear : plan.linears) {
        PlannedLayer layer;
        layer.module = linear.module;
        layer.block = linear.block;
        layer.kind = kindName(linear.shape.role);
        layer.in = linear.shape.in;
        layer.out = linear.shape.out;
        layer.fusedSet = linear.fusedSet;
        layer.reason = linear.reason;
        layer.bits = linear.spec ? linear.spec->bits : 16;
        layer.groupSize = linear.spec ? linear.spec->groupFor(layer.in) : 0;
        const std::string weight = layer.module + ".weight";
        layer.bytesNow = source.checkpoint().contains(weight) ? source.checkpoint().info(weight).bytes : 0;
        layer.bytesThen = storedBytes(format, linear);
        if (const int mark = plan.marks.of(linear.module); linear.reason == "format.bits" && mark != 0) {
            // The format does not hold it; what it would be in one that does is what its mark is about.
            const QuantSpec spec = recipe.spec();
            layer.reason = "marked";
            layer.bits = mark;
            layer.groupSize = spec.groupFor(layer.in);
            layer.bytesThen =
                layer.parameters() * mark / 8 + layer.out * spec.groupsFor(layer.in) * (2 + (mark > 4 ? 1 : 0));
        }
        layers.push_back(std::move(layer));
    }
    return layers;
}

} // namespace salient
