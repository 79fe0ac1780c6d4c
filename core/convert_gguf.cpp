// SPDX-License-Identifier: Apache-2.0
#include "core/convert_gguf.h"

#include "core/formats/packed_reader.h"
#include "core/gguf/gguf_family.h"
#include "core/gguf/gguf_model.h"
#include "core/gguf/gguf_output.h"
#include "core/gguf/gguf_proof.h"
#include "core/gguf/gguf_reader.h"
#include "core/gguf/gguf_tokenizer.h"
#include "core/gguf/gguf_writer.h"
#include "core/quantize_plan.h"
#include "core/run_clock.h"
#include "core/version.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

namespace salient {

namespace {

struct Format {
    std::string name;
    GgufType type;
    uint32_t fileType;  // general.file_type (llama.h, llama_ftype)
    std::string remark; // what becomes of quantised weights
};

const std::vector<Format>& formats() {
    static const std::vector<Format> table = {
        {"gguf-f16", GgufType::F16, 1, "16 bits per weight: the values that the quantised weights stand for."},
        {"gguf-q8_0", GgufType::Q8_0, 7,
         "Integers of groups of 32 and their multiples are kept; others are rounded again."},
        {"gguf-q4_0", GgufType::Q4_0, 2, "Symmetric integers of 4 bits are kept; all others are rounded again."},
        {"gguf-q4_1", GgufType::Q4_1, 3,
         "Integers of 4 bits are kept, with zero points rounded to fp16; others are rounded again."},
        {"gguf-q4_k", GgufType::Q4_K, 14, "Everything is rounded again, in blocks of 256 with scales of their own."},
    };
    return table;
}

const Format& formatNamed(const std::string& name) {
    return *std::find_if(formats().begin(), formats().end(), [&](const Format& format) { return format.name == name; });
}

/// What became of the weights of one type.
struct TypeTotals {
    int64_t tensors = 0;
    int64_t values = 0;
    int64_t bytes = 0;
    GgufError error;
};

struct LinearCounts {
    int64_t exact = 0;
    int64_t minimumRounded = 0;
    int64_t roundedAgain = 0;
    int64_t fromSixteenBit = 0;
};

/// llama.cpp rounds inputs as its own kernels do: a model that says how has no place in a GGUF file.
std::optional<Issue> roundedInputs(const ModelSource& source) {
    if (!source.quantized()) {
        return std::nullopt;
    }
    for (const PlannedLinear& linear : planAsStored(source).linears) {
        if (linear.spec && linear.spec->inputs) {
            return Issue{
                Severity::Blocking, "convert.not_exact",
                fmt::format("{}: the inputs of {} are rounded to {} bits, and GGUF holds weights alone; convert "
                            "the original model.",
                            source.folder().string(), linear.module, linear.spec->inputs->bits)};
        }
    }
    return std::nullopt;
}

class Conversion {
public:
    Conversion(const GgufRequest& request, const RunContext& context)
        : m_request(request), m_context(context), m_clock(context), m_format(formatNamed(request.format)),
          m_source(ModelSource::open(request.model)) {}

    std::string run();

private:
    using Visit = std::function<void(size_t index, const GgufSource& source)>;

    void openScales();
    GgufMetadata metadata();
    std::vector<GgufTensor> plan();
    void write(GgufWriter& writer);
    void prove(const GgufReader& reader);
    void forEachTensor(const char* phase, double from, double to, const Visit& visit);
    void addNotes();
    std::string result(int64_t fileBytes) const;
    Error differs(const std::string& tensor, const std::string& how) const;

    const GgufRequest& m_request;
    const RunContext& m_context;
    RunClock m_clock;
    const Format& m_format;
    ModelSource m_source;
    ScaleStore m_scales;
    std::optional<GgufModel> m_model;
    std::vector<uint64_t> m_fingerprints; // by tensor
    std::map<GgufType, TypeTotals> m_types;
    LinearCounts m_linears;
    std::vector<std::string> m_notes;
};

void Conversion::openScales() {
    if (m_request.run.empty()) {
        if (const auto issue = roundedInputs(m_source)) {
            throw inputError(issue->code, issue->sentence);
        }
        m_model.emplace(m_source, m_format.type);
        return;
    }
    if (m_source.quantized()) {
        throw inputError(
            "gguf.run_needs_original",
            fmt::format("{} is quantised; with --run the original model is converted, with the scales that "
                        "the run folded in.",
                        m_request.model.string()));
    }
    m_scales = ScaleStore::read(ScaleStore::folderIn(m_request.run));
    m_model.emplace(m_source, m_format.type, m_scales);
    for (int64_t layer = 0; layer < m_model->layerCount(); ++layer) {
        if (!m_scales.of(m_source.loadBlock(layer)).empty()) {
            return;
        }
    }
    throw inputError(
        "gguf.run_without_scales",
        fmt::format("{} holds no scales for {}: it only rounded, or it is a run of another model; leave out "
                    "--run.",
                    m_request.run.string(), m_request.model.string()));
}

GgufMetadata Conversion::metadata() {
    const ModelConfig& config = m_source.config();
    const auto folder = std::filesystem::absolute(m_source.folder() / "").lexically_normal().parent_path();
    GgufMetadata all = {{"general.architecture", m_model->family().name},
                        {"general.type", std::string("model")},
                        {"general.name", folder.filename().string()},
                        {"general.file_type", m_format.fileType},
                        {"general.quantization_version", uint32_t{2}}, // GGML_QNT_VERSION
                        {"general.quantized_by", fmt::format("Salient {}", programVersion())}};
    const GgufMetadata model = modelMetadata(m_model->family(), config);
    all.insert(all.end(), model.begin(), model.end());
    GgufTokenizer tokenizer = ggufTokenizer(
        {m_source.folder(), m_source.tensor(config.embedding.tokens).rows(), config.bosIds, config.eosIds});
    all.insert(all.end(), tokenizer.metadata.begin(), tokenizer.metadata.end());
    m_notes.insert(m_notes.end(), tokenizer.notes.begin(), tokenizer.notes.end());
    return all;
}

/// Calls `visit` for every tensor in the order of the file, one block in memory at a time.
void Conversion::forEachTensor(const char* phase, double from, double to, const Visit& visit) {
    size_t index = 0;
    for (const GgufSource& source : m_model->outside()) {
        m_context.checkCancelled();
        visit(index++, source);
    }
    const int64_t layers = m_model->layerCount();
    for (int64_t layer = 0; layer < layers; ++layer) {
        const Block block = m_model->loadBlock(layer);
        for (const GgufSource& source : m_model->ofBlock(block)) {
            m_context.checkCancelled();
            visit(index++, source);
        }
        const double share = static_cast<double>(layer + 1) / static_cast<double>(layers);
        m_clock.progress(phase, m_source.config().blockName(layer), from + share * (to - from));
    }
}

std::vector<GgufTensor> Conversion::plan() {
    std::vector<GgufTensor> tensors;
    forEachTensor("plan", 0.0, 0.1, [&](size_t, const GgufSource& source) {
        tensors.push_back(source.tensor);
        TypeTotals& totals = m_types[source.tensor.type];
        ++totals.tensors;
        totals.values += source.tensor.values();
        totals.bytes += source.tensor.bytes();
        if (!source.linear) {
            return;
        }
        int64_t& count = source.packed == nullptr                  ? m_linears.fromSixteenBit
                         : source.fit == PackedFit::Exact          ? m_linears.exact
                         : source.fit == PackedFit::MinimumRounded ? m_linears.minimumRounded
                                                                   : m_linears.roundedAgain;
        ++count;
    });
    return tensors;
}

void Conversion::write(GgufWriter& writer) {
    constexpr int64_t kPanelBytes = 1 << 20;
    std::vector<std::byte> panel;
    forEachTensor("write", 0.1, 0.8, [&](size_t index, const GgufSource& source) {
        const int64_t rowSize = rowBytes(source.tensor.type, source.tensor.columns());
        const int64_t rows = source.tensor.rows();
        const int64_t panelRows = std::max<int64_t>(1, kPanelBytes / rowSize);
        GgufFingerprint fingerprint;
        for (int64_t first = 0; first < rows; first += panelRows) {
            m_context.checkCancelled();
            const int64_t count = std::min(panelRows, rows - first);
            panel.assign(static_cast<size_t>(count * rowSize), std::byte{});
            for (int64_t row = 0; row < count; ++row) {
                encodeRow(source, first + row,
                          std::span(panel).subspan(static_cast<size_t>(row * rowSize), static_cast<size_t>(rowSize)));
            }
            fingerprint.add(panel);
            writer.writeRows(index, first, panel);
        }
        m_fingerprints.push_back(fingerprint.value());
    });
    writer.finish();
}

Error Conversion::differs(const std::string& tensor, const std::string& how) const {
    return internalError("gguf.differs",
                         fmt::format("{}: read back, {} {}; nothing was put under the final name; please "
                                     "report this.",
                                     m_request.output.string(), tensor, how));
}

void Conversion::prove(const GgufReader& reader) {
    if (reader.tensors().size() != m_fingerprints.size()) {
        throw differs("the list of tensors", "is not the one that was written");
    }
    forEachTensor("verify", 0.8, 1.0, [&](size_t index, const GgufSource& source) {
        const GgufTensor& found = reader.tensors()[index];
        if (found.name != source.tensor.name || fingerprintOf(reader.data(index)) != m_fingerprints[index]) {
            throw differs(source.tensor.name, "does not hold the bytes that were written");
        }
        const std::string problem = compareTensor(source, reader.data(index), m_types[found.type].error);
        if (!problem.empty()) {
            throw differs(source.tensor.name, problem);
        }
    });
}

void Conversion::addNotes() {
    const auto differences = ggufDifferences(m_model->family(), m_source.config());
    m_notes.insert(m_notes.end(), differences.begin(), differences.end());
    if (m_linears.minimumRounded > 0) {
        m_notes.push_back(
            fmt::format("{} linears keep their codes and scales; the minimum of each group, −zero · scale, "
                        "is rounded to fp16, so that weights differ from the folder's by at most 2^-11 of "
                        "it.",
                        m_linears.minimumRounded));
    }
    if (m_linears.roundedAgain > 0 && m_format.type == GgufType::F16) {
        m_notes.push_back(fmt::format("{} linears are written as the values of their integers, rounded to fp16.",
                                      m_linears.roundedAgain));
    } else if (m_linears.roundedAgain > 0) {
        m_notes.push_back(fmt::format("{} linears were rounded a second time, to what GGUF's own quantiser makes of "
                                      "them; the quality that was measured for the folder is not that of this file "
                                      "(gguf-q4_1 and gguf-q8_0 carry 4-bit integers over).",
                                      m_linears.roundedAgain));
    }
    if (!m_request.run.empty()) {
        m_notes.push_back(fmt::format("The scales of {} are folded into the original's weights; all rounding is GGUF's "
                                      "own.",
                                      m_request.run.string()));
    }
    const bool fellBack = m_format.type == GgufType::Q4_K && m_types.contains(GgufType::Q4_1);
    if (fellBack) {
        m_notes.push_back(fmt::format("{} tensors whose rows are no multiple of 256 values are Q4_1 instead of Q4_K.",
                                      m_types[GgufType::Q4_1].tensors));
    }
}

std::string Conversion::result(int64_t fileBytes) const {
    nlohmann::ordered_json types = nlohmann::ordered_json::array();
    int64_t values = 0;
    int64_t bytes = 0;
    int64_t tensors = 0;
    for (const auto& [type, totals] : m_types) {
        types.push_back({{"type", typeName(type)},
                         {"tensors", totals.tensors},
                         {"bytes", totals.bytes},
                         {"relative_error", totals.error.relative()}});
        values += totals.values;
        bytes += totals.bytes;
        tensors += totals.tensors;
    }
    const nlohmann::ordered_json json = {
        {"model", m_request.model.string()},
        {"output", m_request.output.string()},
        {"from", m_source.quantized() ? m_source.packedReader()->format() : "16 bit"},
        {"format", m_format.name},
        {"architecture", m_model->family().name},
        {"tensors", tensors},
        {"types", types},
        {"bytes", fileBytes},
        {"bits_per_weight", 8.0 * static_cast<double>(bytes) / static_cast<double>(values)},
        {"linears",
         {{"exact", m_linears.exact},
          {"minimum_rounded", m_linears.minimumRounded},
          {"rounded_again", m_linears.roundedAgain},
          {"from_16_bit", m_linears.fromSixteenBit}}},
        {"notes", m_notes}};
    return json.dump();
}

std::string Conversion::run() {
    GgufOutput output(m_request.output, {m_request.model, m_request.overwrite});
    openScales();
    const GgufMetadata keys = metadata();
    const std::vector<GgufTensor> tensors = plan();
    output.requireSpace(GgufWriter::plannedBytes(keys, tensors));
    GgufWriter writer(output.path(), keys, tensors);
    addNotes();
    for (const std::string& note : m_notes) {
        m_context.emit(IssueFound{{Severity::Notice, "gguf.note", note}});
    }
    write(writer);
    int64_t fileBytes = 0;
    {
        const GgufReader reader(output.path());
        if (reader.metadata() != keys) {
            throw differs("the metadata", "are not those that were written");
        }
        prove(reader);
        fileBytes = reader.fileBytes();
    }
    output.commit();
    return result(fileBytes);
}

} // namespace

const std::vector<std::string>& ggufFormats() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Format& format : formats()) {
            all.push_back(format.name);
        }
        return all;
    }();
    return names;
}

bool isGgufFormat(const std::string& format) {
    return std::find(ggufFormats().begin(), ggufFormats().end(), format) != ggufFormats().end();
}

std::vector<FormatFeasibility> ggufFeasibility(const ModelSource& source) {
    std::optional<Issue> obstacle = roundedInputs(source);
    try {
        ggufFamilyOf(source.config());
    } catch (const Error& error) {
        obstacle = {Severity::Blocking, error.code(), error.what()};
    }
    std::vector<FormatFeasibility> all;
    for (const Format& format : formats()) {
        if (obstacle) {
            all.push_back({format.name, FormatFeasibility::Verdict::No, {{*obstacle, {}}}, {}, true});
        } else {
            const Issue remark{Severity::Notice, "gguf.rounding", format.remark};
            all.push_back(
                {format.name, FormatFeasibility::Verdict::WithWarnings, {{remark, {}}}, {{"llama.cpp", true}}, true});
        }
    }
    return all;
}

std::string convertToGguf(const GgufRequest& request, const RunContext& context) {
    return Conversion(request, context).run();
}

} // namespace salient
