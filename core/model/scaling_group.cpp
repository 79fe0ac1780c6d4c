// SPDX-License-Identifier: Apache-2.0
#include "core/model/scaling_group.h"

#include "core/model/block.h"
#include "core/model/qkv_rows.h"

#include <cassert>

namespace salient {

namespace {

using Kind = ScalingGroup::Producer;
using Rows = ScalingGroup::Rows;

class GroupList {
public:
    GroupList(const ModelConfig& config, int64_t layer) : m_config(config), m_shapes(blockLinears(config, layer)) {}

    std::vector<ScalingGroup> make() {
        addNorm(LinearInput::Kind::Attention);
        addLatent();
        addValues();
        addNorm(LinearInput::Kind::Mlp);
        for (const LinearShape& shape : m_shapes) {
            if (shape.role == LinearRole::Down) {
                addDown(shape);
            }
        }
        return std::move(m_groups);
    }

private:
    std::vector<std::string> readers(LinearInput::Kind kind) const {
        std::vector<std::string> names;
        for (const LinearShape& shape : m_shapes) {
            if (inputOf(m_config, shape.role, shape.expert).kind == kind) {
                names.push_back(shape.name);
            }
        }
        return names;
    }

    const LinearShape* find(LinearRole role, int64_t expert = kDenseMlp) const {
        for (const LinearShape& shape : m_shapes) {
            if (shape.role == role && shape.expert == expert) {
                return &shape;
            }
        }
        return nullptr;
    }

    bool hasExperts() const { return find(LinearRole::Router) != nullptr; }

    // A norm takes a scale when nothing but the linears reads its output.
    void addNorm(LinearInput::Kind input) {
        const ResidualSpec& residual = m_config.residual;
        const bool attention = input == LinearInput::Kind::Attention;
        const std::string& name = attention ? m_config.names.inputNorm : m_config.names.mlpNorm;
        const std::vector<std::string> consumers = readers(input);
        const bool refused = attention && !m_config.scalesAttentionInput;
        if (name.empty() || consumers.empty() || refused || residual.fromNorm || residual.normAfterSum) {
            return;
        }
        // With one norm for attention and MLP, the attention's group holds the readers of both.
        const bool both = residual.order == ResidualSpec::Order::Parallel && residual.sharedNorm;
        const bool one = attention ? !both : !hasExperts();
        const InspectedModule module = attention ? InspectedModule::Attention : InspectedModule::Mlp;
        m_groups.push_back({name, Kind::Norm, Rows::All, consumers, one ? module : InspectedModule::Consumers});
    }

    void addLatent() {
        const BlockNames& names = m_config.names;
        for (const auto& [role, norm] :
             {std::pair(LinearRole::QB, names.qANorm), std::pair(LinearRole::KvB, names.kvANorm)}) {
            if (const LinearShape* up = find(role)) {
                m_groups.push_back({norm, Kind::Norm, Rows::All, {up->name}, InspectedModule::Consumers});
            }
        }
    }

    void addValues() {
        const LinearShape* producer =
            find(m_config.attention.rows == QkvRows::Separate ? LinearRole::V : LinearRole::Qkv);
        if (producer != nullptr && m_config.attention.clipQkv == 0.0F) {
            m_groups.push_back(
                {producer->name, Kind::Linear, Rows::Values, {find(LinearRole::O)->name}, InspectedModule::Consumers});
        }
    }

    // ReLU lets a positive factor through; other activations do not.
    void addDown(const LinearShape& down) {
        if (!m_config.mlp.gated && m_config.mlp.activation != Activation::Relu) {
            return;
        }
        const bool joined = m_config.mlp.gated && m_config.mlp.joined && down.expert == kDenseMlp;
        const LinearShape* producer = find(joined ? LinearRole::GateUp : LinearRole::Up, down.expert);
        m_groups.push_back(
            {producer->name, Kind::Linear, joined ? Rows::Up : Rows::All, {down.name}, InspectedModule::Consumers});
    }

    const ModelConfig& m_config;
    std::vector<LinearShape> m_shapes;
    std::vector<ScalingGroup> m_groups;
};

} // namespace

std::vector<ScalingGroup> scalingGroups(const ModelConfig& config, int64_t layer) {
    return GroupList(config, layer).make();
}

std::vector<std::pair<int64_t, int64_t>> dividedRows(const ModelConfig& config, const ScalingGroup& group,
                                                     int64_t producerOut) {
    std::vector<std::pair<int64_t, int64_t>> rows;
    if (group.rows == ScalingGroup::Rows::Values) {
        const AttentionSpec& a = config.attention;
        const int64_t repeat = a.heads / a.kvHeads;
        for (int64_t head = 0; head < a.kvHeads; ++head) {
            for (int64_t j = 0; j < a.headDim; ++j) {
                rows.emplace_back(valueHeadRow(a, head) + j, head * repeat * a.headDim + j);
            }
        }
        return rows;
    }
    const int64_t first = group.rows == ScalingGroup::Rows::Up ? producerOut / 2 : 0;
    for (int64_t row = first; row < producerOut; ++row) {
        rows.emplace_back(row, row - first);
    }
    return rows;
}

bool tiesHeads(const ModelConfig& config, const ScalingGroup& group) {
    return group.rows == ScalingGroup::Rows::Values && config.attention.heads != config.attention.kvHeads;
}

} // namespace salient
