// SPDX-License-Identifier: Apache-2.0
#include "core/model/block.h"

#include <cassert>

namespace salient {

namespace {

// Every linear that a block may have, in execution order; for Block and const Block alike.
template <typename BlockType, typename Visit>
void visitLinears(BlockType& block, const Visit& visit) {
    const auto visitMlp = [&](auto& mlp) {
        for (auto* linear : {&mlp.gate, &mlp.up, &mlp.gateUp, &mlp.down}) {
            visit(*linear);
        }
    };
    for (auto* linear :
         {&block.q, &block.k, &block.v, &block.qkv, &block.qA, &block.qB, &block.kvA, &block.kvB, &block.o}) {
        visit(*linear);
    }
    visitMlp(block.mlp);
    visit(block.router);
    for (auto& expert : block.experts) {
        visitMlp(expert);
    }
    visitMlp(block.shared);
    visit(block.sharedGate);
}

template <typename Pointer, typename BlockType>
std::vector<Pointer> linearsOf(BlockType& block) {
    std::vector<Pointer> found;
    visitLinears(block, [&](auto& linear) {
        if (!linear.empty()) {
            found.push_back(&linear);
        }
    });
    return found;
}

template <typename Pointer, typename BlockType>
std::vector<Pointer> normsOf(BlockType& block) {
    std::vector<Pointer> found;
    for (auto* norm : {&block.inputNorm, &block.attentionOutNorm, &block.mlpNorm, &block.mlpOutNorm, &block.qNorm,
                       &block.kNorm, &block.qANorm, &block.kvANorm}) {
        if (!norm->empty()) {
            found.push_back(norm);
        }
    }
    return found;
}

} // namespace

std::vector<Linear*> Block::linears() {
    return linearsOf<Linear*>(*this);
}

std::vector<const Linear*> Block::linears() const {
    return linearsOf<const Linear*>(*this);
}

std::vector<Norm*> Block::norms() {
    return normsOf<Norm*>(*this);
}

std::vector<const Norm*> Block::norms() const {
    return normsOf<const Norm*>(*this);
}

Linear& Block::linear(std::string_view relativeName) {
    const std::string full = name + "." + std::string(relativeName);
    for (Linear* candidate : linears()) {
        if (candidate->name == full) {
            return *candidate;
        }
    }
    assert(false && "a scaling group names a linear that the block does not have");
    return o;
}

const Linear& Block::linear(std::string_view relativeName) const {
    return const_cast<Block*>(this)->linear(relativeName);
}

Norm& Block::norm(std::string_view relativeName) {
    const std::string full = name + "." + std::string(relativeName);
    for (Norm* candidate : norms()) {
        if (candidate->name == full) {
            return *candidate;
        }
    }
    assert(false && "a scaling group names a norm that the block does not have");
    return inputNorm;
}

const MlpLinears& Block::mlpOf(int64_t expert) const {
    if (expert == kDenseMlp) {
        return mlp;
    }
    return expert == kSharedExpert ? shared : experts[static_cast<size_t>(expert)];
}

Linear& Block::at(LinearRole role, int64_t expert) {
    auto& part = const_cast<MlpLinears&>(mlpOf(expert));
    switch (role) {
    case LinearRole::Q:
        return q;
    case LinearRole::K:
        return k;
    case LinearRole::V:
        return v;
    case LinearRole::Qkv:
        return qkv;
    case LinearRole::O:
        return o;
    case LinearRole::QA:
        return qA;
    case LinearRole::QB:
        return qB;
    case LinearRole::KvA:
        return kvA;
    case LinearRole::KvB:
        return kvB;
    case LinearRole::Gate:
        return part.gate;
    case LinearRole::Up:
        return part.up;
    case LinearRole::GateUp:
        return part.gateUp;
    case LinearRole::Down:
        return part.down;
    case LinearRole::Router:
        return router;
    case LinearRole::SharedGate:
        break;
    }
    return sharedGate;
}

Block Block::alias() const {
    Block other;
    other.name = name;
    other.index = index;
    other.traits = traits;
    other.groups = groups;
    other.correction = correction.empty() ? Tensor() : correction.clone();
    other.experts.resize(experts.size());
    for (const Linear* linear : linears()) {
        other.at(linear->role, linear->expert) = linear->alias();
    }
    for (auto norm : {&Block::inputNorm, &Block::attentionOutNorm, &Block::mlpNorm, &Block::mlpOutNorm, &Block::qNorm,
                      &Block::kNorm, &Block::qANorm, &Block::kvANorm}) {
        other.*norm = (this->*norm).clone();
    }
    return other;
}

} // namespace salient
