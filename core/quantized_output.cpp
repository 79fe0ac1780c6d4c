// SPDX-License-Identifier: Apache-2.0
#include "core/quantized_output.h"

#include "core/model/model_tensors.h"
#include "core/model/tensor_names.h"
#include "kernels/error.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <set>

namespace salient {

namespace {

constexpr int64_t kPanelBytes = 8 << 20; // of a large tensor, converted and written at once

DType storedType(DType type) {
    return isFloating(type) ? DType::F16 : type;
}

// Values beyond fp16 would come back as infinity; the loaders of this format hold fp16.
Tensor toHalf(const std::string& name, const TensorView& value) {
    Tensor half(value.shape, DType::F16);
    convert(value, half);
    for (const Float16 element : half.view().as<Float16>()) {
        if ((element.bits & 0x7C00U) == 0x7C00U) {
            throw numericError(
                "export.fp16_overflow",
                fmt::format("Tensor {} holds a value that is not finite in fp16 (largest 65504), which the "
                            "files store; this model cannot be written in this format.",
                            name));
        }
    }
    return half;
}

} // namespace

QuantizedOutput::QuantizedOutput(const ModelSource& source, const QuantizePlan& plan, const ExportFormat& format)
    : m_source(source), m_format(format) {
    const ModelConfig& config = source.config();
    std::set<std::string> replaced;
    for (const PlannedLinear& linear : plan.linears) {
        if (!linear.spec) {
            m_kept.push_back(linear.module);
            continue;
        }
        m_specs.emplace(linear.module, *linear.spec);
        for (PlannedTensor& tensor : format.plan({linear.module, linear.shape.out, linear.shape.in}, *linear.spec)) {
            m_planned.push_back(std::move(tensor));
        }
    }
    // The weight, or what a quantised source has in its place; a bias stays.
    const auto isPackedPart = [this](const std::string& tensor) {
        const size_t dot = tensor.rfind('.');
        return dot != std::string::npos && tensor.substr(dot) != ".bias" && m_specs.contains(tensor.substr(0, dot));
    };
    for (const std::string& name : compareNames(source.checkpoint(), config).unknown) {
        if (name.starts_with(config.blockPrefix) && !isPackedPart(name)) {
            m_leftOut.push_back(name); // blocks are written from what was read of them
            replaced.insert(name);
        }
    }
    for (const TensorInfo& info : source.checkpoint().tensors()) {
        const bool tiedHead = config.head.tied && info.name == config.head.weight;
        if (replaced.contains(info.name) || isPackedPart(info.name) || isDerivedTensor(info.name) || tiedHead) {
            continue;
        }
        const bool correction = !config.names.correction.empty() && info.name.ends_with("." + config.names.correction);
        m_planned.push_back({info.name, correction ? info.dtype : storedType(info.dtype), info.shape});
        if (!info.name.starts_with(config.blockPrefix)) {
            m_rest.push_back(info.name);
        }
    }
}

int64_t QuantizedOutput::plannedBytes() const {
    int64_t bytes = 0;
    for (const PlannedTensor& tensor : m_planned) {
        bytes += elementCount(tensor.shape) * dtypeBytes(tensor.dtype) + 256; // and its line in the header
    }
    return bytes;
}

void QuantizedOutput::open(const std::filesystem::path& folder, int64_t shardBytes) {
    m_writer = std::make_unique<SafetensorsWriter>(folder, m_planned, shardBytes);
}

void QuantizedOutput::writeHalf(const std::string& name, const TensorView& value) {
    m_writer->write(name, toHalf(name, value));
}

// Kept as it was: it decides between experts whose scores are close.
void QuantizedOutput::writeCorrection(const Block& block) {
    const BlockNames& names = m_source.config().names;
    const std::string name = block.name + "." + names.mlp + "." + names.correction;
    m_writer->write(name, m_source.checkpoint().view(name));
}

void QuantizedOutput::writeNow(const Block& block) {
    const auto start = std::chrono::steady_clock::now();
    for (const Linear* linear : block.linears()) {
        if (linear->packed()) {
            for (const NamedTensor& tensor :
                 m_format.pack(linear->name, linear->packedWeight(), m_specs.at(linear->name))) {
                m_writer->write(tensor.name, tensor.value);
            }
        } else if (linear->transposed) {
            writeHalf(linear->name + ".weight", transposed(linear->dense().view()));
        } else {
            writeHalf(linear->name + ".weight", linear->dense().view());
        }
        if (!linear->bias.empty()) {
            writeHalf(linear->name + ".bias", linear->bias.view());
        }
    }
    for (const Norm* norm : block.norms()) {
        for (const StoredTensor& tensor : storedTensors(*norm)) {
            writeHalf(tensor.name, tensor.value);
        }
    }
    if (!block.correction.empty()) {
        writeCorrection(block);
    }
    m_writeSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void QuantizedOutput::wait() {
    if (m_pending.valid()) {
        m_pending.get(); // throws what the writing thread threw
    }
}

void QuantizedOutput::writeBlock(Block block) {
    wait();
    m_pending = std::async(std::launch::async, [this, moved = std::move(block)] { writeNow(moved); });
}

void QuantizedOutput::writeRest() {
    wait();
    const auto start = std::chrono::steady_clock::now();
    for (const std::string& name : m_rest) {
        const TensorView value = m_source.tensor(name);
        if (!isFloating(value.dtype)) {
            m_writer->write(name, value);
            continue;
        }
        const int64_t rowBytes = std::max<int64_t>(value.columns() * 2, 1);
        const int64_t panel = std::max<int64_t>(kPanelBytes / rowBytes, 1);
        for (int64_t begin = 0; begin < value.rows(); begin += panel) {
            const int64_t end = std::min(begin + panel, value.rows());
            m_writer->writeRows(name, begin, toHalf(name, value.slice(begin, end)));
        }
    }
    m_writeSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void QuantizedOutput::finish() {
    wait();
    m_writer->finish();
}

} // namespace salient
