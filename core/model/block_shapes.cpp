// SPDX-License-Identifier: Apache-2.0
#include "core/model/block.h"
#include "core/model/qkv_rows.h"

#include <algorithm>
#include <fmt/format.h>

namespace salient {

namespace {

class ShapeList {
public:
    explicit ShapeList(const ModelConfig& config) : m_config(config) {}

    std::vector<LinearShape> make(bool experts) {
        if (m_config.attention.latent) {
            addLatent();
        } else {
            addHeads();
        }
        const AttentionSpec& a = m_config.attention;
        add(LinearRole::O, m_config.names.o, m_config.hidden, a.outputFeatures(), a.outputBias);
        if (experts) {
            addExperts();
        } else {
            addMlp(m_config.names.mlp, m_config.mlp.intermediate, kDenseMlp);
        }
        return std::move(m_shapes);
    }

private:
    void add(LinearRole role, const std::string& name, int64_t out, int64_t in, bool bias, int64_t expert = kDenseMlp) {
        m_shapes.push_back({name, out, in, bias, role, expert});
    }

    void addHeads() {
        const AttentionSpec& a = m_config.attention;
        const BlockNames& n = m_config.names;
        if (a.rows != QkvRows::Separate) {
            add(LinearRole::Qkv, n.qkv, qkvFeatures(a), m_config.hidden, a.qkvBias);
            return;
        }
        add(LinearRole::Q, n.q, a.qFeatures(), m_config.hidden, a.qkvBias);
        add(LinearRole::K, n.k, a.kvFeatures(), m_config.hidden, a.qkvBias);
        add(LinearRole::V, n.v, a.kvFeatures(), m_config.hidden, a.qkvBias);
    }

    void addLatent() {
        const AttentionSpec& a = m_config.attention;
        const BlockNames& n = m_config.names;
        if (a.qRank > 0) {
            add(LinearRole::QA, n.qA, a.qRank, m_config.hidden, a.qkvBias);
            add(LinearRole::QB, n.qB, a.qFeatures(), a.qRank, false);
        } else {
            add(LinearRole::Q, n.q, a.qFeatures(), m_config.hidden, false);
        }
        add(LinearRole::KvA, n.kvA, a.kvRank + a.ropeDim, m_config.hidden, a.qkvBias);
        add(LinearRole::KvB, n.kvB, a.heads * (a.noRopeDim() + a.valueDim), a.kvRank, false);
    }

    void addMlp(const std::string& place, int64_t intermediate, int64_t expert) {
        const MlpSpec& mlp = m_config.mlp;
        const BlockNames& n = m_config.names;
        const std::string prefix = place.empty() ? "" : place + ".";
        const int64_t hidden = m_config.hidden;
        if (mlp.gated && mlp.joined && expert == kDenseMlp) {
            add(LinearRole::GateUp, prefix + n.gateUp, 2 * intermediate, hidden, mlp.bias, expert);
        } else {
            if (mlp.gated) {
                add(LinearRole::Gate, prefix + n.gate, intermediate, hidden, mlp.bias, expert);
            }
            add(LinearRole::Up, prefix + n.up, intermediate, hidden, mlp.bias, expert);
        }
        add(LinearRole::Down, prefix + n.down, hidden, intermediate, mlp.bias, expert);
    }

    void addExperts() {
        const ExpertsSpec& e = m_config.experts;
        const BlockNames& n = m_config.names;
        add(LinearRole::Router, n.mlp + "." + n.router, e.count, m_config.hidden, false);
        for (int64_t expert = 0; expert < e.count; ++expert) {
            addMlp(fmt::format("{}.{}.{}", n.mlp, n.experts, expert), e.intermediate, expert);
        }
        if (e.sharedIntermediate > 0) {
            addMlp(n.mlp + "." + n.shared, e.sharedIntermediate, kSharedExpert);
        }
        if (e.sharedGate) {
            add(LinearRole::SharedGate, n.mlp + "." + n.sharedGate, 1, m_config.hidden, false);
        }
    }

    const ModelConfig& m_config;
    std::vector<LinearShape> m_shapes;
};

} // namespace

std::string LinearShape::sharedName() const {
    if (expert < 0) {
        return name;
    }
    const std::string number = fmt::format(".{}.", expert);
    std::string any = name;
    return any.replace(any.rfind(number), number.size(), ".*.");
}

std::vector<LinearShape> blockLinears(const ModelConfig& config, int64_t layer) {
    return ShapeList(config).make(config.layers[static_cast<size_t>(layer)].experts);
}

std::vector<NormShape> blockNorms(const ModelConfig& c) {
    const BlockNames& n = c.names;
    const AttentionSpec& a = c.attention;
    std::vector<NormShape> shapes;
    const bool shared = c.residual.order == ResidualSpec::Order::Parallel && c.residual.sharedNorm;
    for (const std::string& name :
         {n.inputNorm, n.attentionOutNorm, shared ? std::string() : n.mlpNorm, n.mlpOutNorm}) {
        if (!name.empty()) {
            shapes.push_back({name, c.norm, c.hidden});
        }
    }
    if (a.qkNorm != QkNorm::None) {
        const bool own = a.qkNorm == QkNorm::PerHeadOwn;
        const bool one = a.qkNorm == QkNorm::PerHead;
        const int64_t headDim = own ? a.headDim : 0;
        const bool modules = own && n.normPerHeadModule;
        shapes.push_back({n.qNorm, a.qkNormSpec, one ? a.headDim : a.qFeatures(), headDim, modules});
        shapes.push_back({n.kNorm, a.qkNormSpec, one ? a.headDim : a.kvFeatures(), headDim, modules});
    }
    if (a.latent) {
        if (a.qRank > 0) {
            shapes.push_back({n.qANorm, a.qkNormSpec, a.qRank});
        }
        shapes.push_back({n.kvANorm, a.qkNormSpec, a.kvRank});
    }
    return shapes;
}

LinearInput inputOf(const ModelConfig& config, LinearRole role, int64_t expert) {
    using Kind = LinearInput::Kind;
    switch (role) {
    case LinearRole::Q:
    case LinearRole::K:
    case LinearRole::V:
    case LinearRole::Qkv:
    case LinearRole::QA:
    case LinearRole::KvA:
        return {Kind::Attention};
    case LinearRole::QB:
        return {Kind::LatentQ};
    case LinearRole::KvB:
        return {Kind::LatentKv};
    case LinearRole::O:
        return {Kind::AttentionOutput};
    case LinearRole::Down:
        return {Kind::MlpDown, expert};
    case LinearRole::Gate:
    case LinearRole::Up:
    case LinearRole::GateUp:
    case LinearRole::Router:
    case LinearRole::SharedGate:
        break;
    }
    const bool shared = config.residual.order == ResidualSpec::Order::Parallel && config.residual.sharedNorm;
    return {shared ? Kind::Attention : Kind::Mlp};
}

int64_t inputWidth(const ModelConfig& config, LinearInput input) {
    switch (input.kind) {
    case LinearInput::Kind::Attention:
    case LinearInput::Kind::Mlp:
        return config.hidden;
    case LinearInput::Kind::LatentQ:
        return config.attention.qRank;
    case LinearInput::Kind::LatentKv:
        return config.attention.kvRank;
    case LinearInput::Kind::AttentionOutput:
        return config.attention.outputFeatures();
    case LinearInput::Kind::MlpDown:
        break;
    }
    if (input.expert == kDenseMlp) {
        return config.mlp.intermediate;
    }
    return input.expert == kSharedExpert ? config.experts.sharedIntermediate : config.experts.intermediate;
}

std::vector<LinearInput> blockInputs(const ModelConfig& config, int64_t layer) {
    std::vector<LinearInput> inputs;
    for (const LinearShape& shape : blockLinears(config, layer)) {
        const LinearInput input = inputOf(config, shape.role, shape.expert);
        if (std::ranges::find(inputs, input) == inputs.end()) {
            inputs.push_back(input);
        }
    }
    return inputs;
}

} // namespace salient
