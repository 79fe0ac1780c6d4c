// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration_data.h"
#include "core/calibration/presets.h"
#include "core/calibration/record_fields.h"
#include "core/calibration/template_renderer.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/model/model_source.h"

#include <optional>

namespace salient {

namespace {

struct PreviewArguments {
    std::filesystem::path model;
    std::vector<std::string> sources;
    int64_t samples = 128;
    int64_t length = 512;
    uint64_t seed = 42;
    int64_t holdoutSamples = 4;
    int64_t show = 3;
    bool chatTemplate = true;
};
constexpr auto jsonFields(const PreviewArguments*) {
    using A = PreviewArguments;
    return std::tuple{jsonField("model", &A::model),     jsonField("sources", &A::sources),
                      jsonField("samples", &A::samples), jsonField("length", &A::length),
                      jsonField("seed", &A::seed),       jsonField("holdout_samples", &A::holdoutSamples),
                      jsonField("show", &A::show),       jsonField("chat_template", &A::chatTemplate)};
}

struct PresetsArguments {
    std::filesystem::path model;
};
constexpr auto jsonFields(const PresetsArguments*) {
    return std::tuple{jsonField("model", &PresetsArguments::model)};
}

struct FieldsArguments {
    std::filesystem::path file;
};
constexpr auto jsonFields(const FieldsArguments*) {
    return std::tuple{jsonField("file", &FieldsArguments::file)};
}

/// The texts of the tokens one after the other are the text of the sample: a character that several tokens make
/// together is the last one's.
Json tokensToJson(const std::vector<int32_t>& ids, const std::vector<uint8_t>& scored,
                  const std::optional<Tokenizer>& tokenizer) {
    std::optional<StreamingDecoder> decoder;
    if (tokenizer) {
        decoder.emplace(*tokenizer, false);
    }
    Json tokens = Json::array();
    for (size_t i = 0; i < ids.size(); ++i) {
        const bool known = tokenizer && ids[i] < tokenizer->vocabularySize(); // a model may have more ids
        tokens.push_back({{"id", ids[i]},
                          {"text", known ? decoder->push(ids[i]) : ""},
                          {"special", known && tokenizer->isSpecial(ids[i])},
                          {"scored", scored[i] != 0}});
    }
    if (decoder && !tokens.empty()) {
        tokens.back()["text"] = tokens.back()["text"].get<std::string>() + decoder->finish();
    }
    return tokens;
}

Json samplesToJson(const CalibrationData& data, int64_t show, const std::optional<Tokenizer>& tokenizer) {
    Json samples = Json::array();
    for (size_t i = 0; i < data.sequences.size() && static_cast<int64_t>(i) < show; ++i) {
        const std::vector<int32_t>& ids = data.sequences[i];
        const bool endsText = data.separator && !ids.empty() && ids.back() == *data.separator;
        samples.push_back({{"tokens", tokensToJson(ids, data.sequenceScored[i], tokenizer)}, {"truncated", !endsText}});
    }
    return samples;
}

Json sourcesToJson(const std::vector<SourceShare>& sources) {
    Json list = Json::array();
    for (const SourceShare& share : sources) {
        list.push_back({{"source", share.source}, {"texts", share.texts}, {"tokens", share.tokens}});
    }
    return list;
}

/// The fields of the CalibrationReady event, as the event spells them.
Json reportToJson(const CalibrationReady& report) {
    Json json = jsonFromText(eventToJson(report));
    json.erase("event");
    return json;
}

std::optional<Tokenizer> tokenizerOf(const std::filesystem::path& folder) {
    return Tokenizer::findFile(folder) ? std::optional(Tokenizer::load(folder)) : std::nullopt;
}

} // namespace

std::string previewCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<PreviewArguments>("preview", arguments);
    requireArgument("preview", "model", !given.model.empty());
    given.model = resolveModelFolder(given.model.string());
    if (given.show < 0) {
        throw usageError("preview.show", fmt::format("Expected at least 0 samples to show, found {}.", given.show));
    }
    const int64_t vocabulary = ModelSource::open(given.model).config().vocabulary;
    const std::optional<Tokenizer> tokenizer = tokenizerOf(given.model);
    context.checkCancelled();
    const CalibrationOptions options{
        .sources = given.sources, .samples = given.samples, .length = given.length, .seed = given.seed};
    const CalibrationData data =
        readCalibration(options, given.holdoutSamples, tokenizer ? &*tokenizer : nullptr, vocabulary,
                        given.chatTemplate ? templateRenderer(given.model, context) : ChatRenderer());
    context.emit(data.report);
    return jsonToText({{"samples", samplesToJson(data, given.show, tokenizer)},
                       {"report", reportToJson(data.report)},
                       {"sources", sourcesToJson(data.sources)}});
}

std::string presetsCommand(const std::string& arguments, const RunContext& context) {
    const auto given = readArguments<PresetsArguments>("presets", arguments);
    std::optional<Tokenizer> tokenizer;
    if (!given.model.empty()) {
        tokenizer = Tokenizer::load(resolveModelFolder(given.model.string()));
    }
    Json list = Json::array();
    for (const PresetInfo& preset : presetInfos()) {
        int64_t tokens = 0;
        for (const std::string_view text : presetTexts(preset.name)) {
            context.checkCancelled();
            tokens += tokenizer ? static_cast<int64_t>(tokenizer->encode(text, {.addSpecialTokens = false}).size()) : 0;
        }
        list.push_back({{"name", preset.name},
                        {"description", preset.description},
                        {"licence", preset.licence},
                        {"bytes", preset.bytes},
                        {"tokens", tokenizer ? Json(tokens) : Json()}});
    }
    return jsonToText({{"presets", list}});
}

std::string fieldsCommand(const std::string& arguments, const RunContext&) {
    const auto given = readArguments<FieldsArguments>("fields", arguments);
    requireArgument("fields", "file", !given.file.empty());
    const RecordFields found = recordFields(given.file);
    Json list = Json::array();
    for (const RecordField& field : found.fields) {
        list.push_back({{"name", field.name}, {"example", field.example}, {"kind", field.kind}});
    }
    return jsonToText(
        {{"fields", list}, {"shape", found.shape.empty() ? Json() : Json(found.shape)}, {"records", found.records}});
}

} // namespace salient
