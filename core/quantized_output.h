// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/safetensors_writer.h"
#include "core/formats/export_format.h"
#include "core/model/model_source.h"
#include "core/quantize_model.h"

#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace salient {

/// The weight files of a quantised model: planned from the original's tensors, then filled block by block while the
/// next block is being searched. What is not packed is stored as fp16.
class QuantizedOutput {
public:
    QuantizedOutput(const ModelSource& source, const QuantizePlan& plan, const ExportFormat& format);

    /// Bytes of the weight files.
    int64_t plannedBytes() const;
    /// Full paths of the linears that stay in 16 bit.
    const std::vector<std::string>& modulesKept() const { return m_kept; }
    /// Tensors of blocks that the family does not read; the result is without them.
    const std::vector<std::string>& leftOut() const { return m_leftOut; }
    /// Creates the files.
    void open(const std::filesystem::path& folder, int64_t shardBytes);
    /// Takes a block as quantizeBlock() leaves it and writes it on another thread; waits for the one before.
    void writeBlock(Block block);
    /// Everything outside the blocks: embeddings, head, final norm, other tensors.
    void writeRest();
    /// Waits, checks completeness and syncs.
    void finish();
    /// Seconds the writing thread was busy.
    double writeSeconds() const { return m_writeSeconds; }

private:
    void writeNow(const Block& block);
    void writeCorrection(const Block& block);
    void writeHalf(const std::string& name, const TensorView& value);
    void wait();

    const ModelSource& m_source;
    const ExportFormat& m_format;
    std::map<std::string, QuantSpec> m_specs; // of what is packed, by full module path
    std::vector<std::string> m_kept;          // full module paths
    std::vector<std::string> m_leftOut;
    std::vector<std::string> m_rest; // tensors outside the blocks
    std::vector<PlannedTensor> m_planned;
    std::unique_ptr<SafetensorsWriter> m_writer;
    std::future<void> m_pending; // after the writer: destroyed, and so waited for, before it
    double m_writeSeconds = 0.0;
};

} // namespace salient
