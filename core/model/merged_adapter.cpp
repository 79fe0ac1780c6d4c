// SPDX-License-Identifier: Apache-2.0
#include "core/model/merged_adapter.h"

#include "core/model/model_tensors.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

namespace {

void checkShape(const std::string& name, const TensorView& replacement, const Shape& expected) {
    if (replacement.shape != expected) {
        throw inputError("adapter.shape",
                         fmt::format("The adapter's tensor {} has another shape than the model's; it was made for "
                                     "another model or another vocabulary.",
                                     name));
    }
}

} // namespace

MergedAdapter::MergedAdapter(const std::filesystem::path& folder, const Checkpoint& model,
                             const std::string& blockPrefix)
    : m_adapter(LoraAdapter::open(folder)) {
    checkNames(folder, model);
    for (const TensorInfo& info : model.tensors()) {
        if (info.name.starts_with(blockPrefix)) {
            continue;
        }
        const TensorView whole = replacement(info.name);
        const bool isWeight = info.name.ends_with(".weight");
        const std::string module = isWeight ? info.name.substr(0, info.name.size() - 7) : info.name;
        const LoraMatrices* matrices = isWeight ? m_adapter.matricesOf(module) : nullptr;
        if (whole.empty() && matrices == nullptr) {
            continue;
        }
        if (!whole.empty()) {
            checkShape(info.name, whole, info.shape);
        }
        Tensor merged = toFloat32(whole.empty() ? model.view(info.name) : whole);
        if (matrices != nullptr) {
            addLora(*matrices, module, merged);
        }
        m_outside.emplace(info.name, std::move(merged));
    }
}

void MergedAdapter::checkNames(const std::filesystem::path& folder, const Checkpoint& model) const {
    const auto refuse = [&](const std::string& name) {
        throw inputError("adapter.other_model",
                         fmt::format("{}: the adapter changes {}, which {} does not have; it belongs to another model.",
                                     folder.string(), name, model.folder().string()));
    };
    for (const std::string& module : m_adapter.modules()) {
        if (!model.contains(module + ".weight") && !model.contains(module + ".qweight")) {
            refuse(module);
        }
    }
    for (const auto& [name, value] : m_adapter.replacements()) {
        if (!model.contains(name)) {
            refuse(name);
        }
    }
}

TensorView MergedAdapter::replacement(const std::string& name) const {
    const auto found = m_adapter.replacements().find(name);
    return found == m_adapter.replacements().end() ? TensorView{} : found->second;
}

TensorView MergedAdapter::outside(const std::string& name) const {
    const auto found = m_outside.find(name);
    return found == m_outside.end() ? TensorView{} : found->second.view();
}

void MergedAdapter::merge(Linear& linear) const {
    const LoraMatrices* matrices = m_adapter.matricesOf(linear.name);
    const TensorView whole = replacement(linear.name + ".weight");
    if ((matrices != nullptr || !whole.empty()) && linear.packed()) {
        throw inputError(
            "adapter.packed",
            fmt::format("{} is quantised already; merge the adapter into the original model.", linear.name));
    }
    if (!whole.empty()) {
        checkShape(linear.name + ".weight", whole,
                   linear.transposed ? Shape{linear.in, linear.out} : Shape{linear.out, linear.in});
        linear.weight = linear.transposed ? WeightTensor(transposed(whole)) : WeightTensor(toFloat32(whole));
    }
    if (matrices != nullptr) {
        // Matrices for a transposed weight are in the order of the file.
        Tensor weight = linear.transposed ? transposed(linear.dense().view()) : toFloat32(linear.dense().view());
        addLora(*matrices, linear.name, weight);
        linear.weight = WeightTensor(linear.transposed ? transposed(weight) : std::move(weight));
    }
    if (const TensorView bias = replacement(linear.name + ".bias"); !bias.empty()) {
        checkShape(linear.name + ".bias", bias, {linear.out});
        linear.bias = WeightTensor(toFloat32(bias));
    }
}

void MergedAdapter::merge(Norm& norm) const {
    const TensorView weight = replacement(norm.name + ".weight");
    if (!weight.empty()) {
        checkShape(norm.name + ".weight", weight, norm.weight.shape());
        norm.weight = toFloat32(weight);
    }
    const TensorView bias = replacement(norm.name + ".bias");
    if (!bias.empty()) {
        checkShape(norm.name + ".bias", bias, norm.weight.shape());
        norm.bias = toFloat32(bias);
    }
}

void MergedAdapter::merge(Block& block) const {
    for (Linear* linear : block.linears()) {
        merge(*linear);
    }
    for (Norm* norm : block.norms()) {
        merge(*norm);
    }
}

} // namespace salient
