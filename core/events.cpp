// SPDX-License-Identifier: Apache-2.0
#include "core/events.h"

#include "core/json_fields.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <array>

namespace salient {

static constexpr auto jsonNames(Severity) {
    return std::array<JsonName<Severity>, 3>{
        {{Severity::Notice, "notice"}, {Severity::Warning, "warning"}, {Severity::Blocking, "blocking"}}};
}

// The table of all events: the JSON key of every member. eventName() is the value of "event".

static constexpr auto jsonFields(const Issue*) {
    return std::tuple{jsonField("severity", &Issue::severity), jsonField("code", &Issue::code),
                      jsonField("sentence", &Issue::sentence)};
}

static constexpr auto eventName(const Started*) {
    return "started";
}
static constexpr auto jsonFields(const Started*) {
    using E = Started;
    return std::tuple{jsonField("command", &E::command),
                      jsonField("model", &E::model),
                      jsonField("output", &E::output),
                      jsonField("run_folder", &E::runFolder),
                      jsonField("device", &E::device),
                      jsonField("blocks", &E::blocks),
                      jsonField("planned_peak_bytes", &E::plannedPeakBytes),
                      jsonField("planned_output_bytes", &E::plannedOutputBytes)};
}

static constexpr auto eventName(const IssueFound*) {
    return "issue_found";
}
static constexpr auto jsonFields(const IssueFound*) {
    return std::tuple{jsonField("issue", &IssueFound::issue)};
}

static constexpr auto eventName(const CalibrationReady*) {
    return "calibration_ready";
}
static constexpr auto jsonFields(const CalibrationReady*) {
    using E = CalibrationReady;
    return std::tuple{jsonField("samples", &E::samples),
                      jsonField("length", &E::length),
                      jsonField("tokens", &E::tokens),
                      jsonField("holdout_samples", &E::holdoutSamples),
                      jsonField("texts_read", &E::textsRead),
                      jsonField("texts_skipped", &E::textsSkipped),
                      jsonField("skip_reasons", &E::skipReasons),
                      jsonField("data_hash", &E::dataHash),
                      jsonField("notes", &E::notes)};
}

static constexpr auto eventName(const Progress*) {
    return "progress";
}
static constexpr auto jsonFields(const Progress*) {
    using E = Progress;
    return std::tuple{jsonField("phase", &E::phase), jsonField("item", &E::item), jsonField("fraction", &E::fraction),
                      jsonField("seconds_elapsed", &E::secondsElapsed), jsonField("seconds_left", &E::secondsLeft)};
}

static constexpr auto eventName(const BlockStarted*) {
    return "block_started";
}
static constexpr auto jsonFields(const BlockStarted*) {
    using E = BlockStarted;
    return std::tuple{jsonField("block", &E::block), jsonField("blocks", &E::blocks), jsonField("name", &E::name),
                      jsonField("reused", &E::reused)};
}

static constexpr auto eventName(const ChannelMagnitudes*) {
    return "channel_magnitudes";
}
static constexpr auto jsonFields(const ChannelMagnitudes*) {
    using E = ChannelMagnitudes;
    return std::tuple{jsonField("block", &E::block),       jsonField("group", &E::group),
                      jsonField("channels", &E::channels), jsonField("pooled", &E::pooled),
                      jsonField("largest", &E::largest),   jsonField("largest_values", &E::largestValues)};
}

static constexpr auto eventName(const ScaleCandidate*) {
    return "scale_candidate";
}
static constexpr auto jsonFields(const ScaleCandidate*) {
    using E = ScaleCandidate;
    return std::tuple{jsonField("block", &E::block),        jsonField("group", &E::group),
                      jsonField("index", &E::index),        jsonField("kind", &E::kind),
                      jsonField("ratio", &E::ratio),        jsonField("loss", &E::loss),
                      jsonField("objective", &E::objective)};
}

static constexpr auto eventName(const ScaleChosen*) {
    return "scale_chosen";
}
static constexpr auto jsonFields(const ScaleChosen*) {
    using E = ScaleChosen;
    return std::tuple{jsonField("block", &E::block),         jsonField("group", &E::group),
                      jsonField("producer", &E::producer),   jsonField("index", &E::index),
                      jsonField("kind", &E::kind),           jsonField("ratio", &E::ratio),
                      jsonField("loss", &E::loss),           jsonField("identity_loss", &E::identityLoss),
                      jsonField("objective", &E::objective), jsonField("seconds", &E::seconds)};
}

static constexpr auto eventName(const ClipChosen*) {
    return "clip_chosen";
}
static constexpr auto jsonFields(const ClipChosen*) {
    using E = ClipChosen;
    return std::tuple{jsonField("block", &E::block), jsonField("module", &E::module),
                      jsonField("error_before", &E::errorBefore), jsonField("error_after", &E::errorAfter),
                      jsonField("clipped_groups", &E::clippedGroups)};
}

static constexpr auto eventName(const LayerQuantized*) {
    return "layer_quantized";
}
static constexpr auto jsonFields(const LayerQuantized*) {
    using E = LayerQuantized;
    return std::tuple{jsonField("block", &E::block),
                      jsonField("module", &E::module),
                      jsonField("in_features", &E::inFeatures),
                      jsonField("out_features", &E::outFeatures),
                      jsonField("bits", &E::bits),
                      jsonField("group_size", &E::groupSize),
                      jsonField("relative_error", &E::relativeError),
                      jsonField("sqnr_db", &E::sqnrDb),
                      jsonField("rtn_relative_error", &E::rtnRelativeError),
                      jsonField("histogram_min", &E::histogramMin),
                      jsonField("histogram_max", &E::histogramMax),
                      jsonField("histogram_before", &E::histogramBefore),
                      jsonField("histogram_scaled", &E::histogramScaled),
                      jsonField("histogram_after", &E::histogramAfter)};
}

static constexpr auto eventName(const BlockFinished*) {
    return "block_finished";
}
static constexpr auto jsonFields(const BlockFinished*) {
    using E = BlockFinished;
    return std::tuple{jsonField("block", &E::block), jsonField("seconds", &E::seconds),
                      jsonField("relative_error", &E::relativeError)};
}

static constexpr auto eventName(const PerplexityUpdate*) {
    return "perplexity_update";
}
static constexpr auto jsonFields(const PerplexityUpdate*) {
    using E = PerplexityUpdate;
    return std::tuple{jsonField("window", &E::window), jsonField("windows", &E::windows),
                      jsonField("perplexity", &E::perplexity), jsonField("standard_error", &E::standardError)};
}

static constexpr auto eventName(const SetMeasured*) {
    return "set_measured";
}
static constexpr auto jsonFields(const SetMeasured*) {
    using E = SetMeasured;
    return std::tuple{jsonField("set", &E::set),
                      jsonField("block", &E::block),
                      jsonField("sweep", &E::sweep),
                      jsonField("kl", &E::kl),
                      jsonField("kl_error", &E::klError),
                      jsonField("loss", &E::loss),
                      jsonField("loss_error", &E::lossError),
                      jsonField("done", &E::done),
                      jsonField("sets", &E::sets)};
}
static constexpr auto eventName(const TextGenerated*) {
    return "text_generated";
}
static constexpr auto jsonFields(const TextGenerated*) {
    return std::tuple{jsonField("token", &TextGenerated::token), jsonField("text", &TextGenerated::text)};
}

static constexpr auto eventName(const Paused*) {
    return "paused";
}
static constexpr auto jsonFields(const Paused*) {
    return std::tuple{};
}

static constexpr auto eventName(const Resumed*) {
    return "resumed";
}
static constexpr auto jsonFields(const Resumed*) {
    return std::tuple{jsonField("seconds", &Resumed::seconds)};
}

static constexpr auto eventName(const Finished*) {
    return "finished";
}

static constexpr auto eventName(const Failed*) {
    return "failed";
}
static constexpr auto jsonFields(const Failed*) {
    return std::tuple{jsonField("code", &Failed::code), jsonField("sentence", &Failed::sentence),
                      jsonField("exit_code", &Failed::exitCode)};
}

// `result` is the one member whose text is JSON itself.

static Json toJson(const Finished& event) {
    try {
        return {{"result", event.result.empty() ? Json(nullptr) : jsonFromText(event.result)}};
    } catch (const Json::exception& error) {
        throw internalError("events.result_not_json",
                            fmt::format("A command's result is not JSON: {}.", jsonProblem(error)));
    }
}

static void readJson(const Json& json, Finished& event, const std::string&, UnknownKeys) {
    const auto result = json.find("result");
    event.result = result == json.end() || result->is_null() ? "" : jsonToText(*result);
}

std::string eventToJson(const Event& event) {
    return std::visit(
        [](const auto& e) {
            Json line = {{"event", eventName(&e)}};
            line.update(toJson(e));
            return jsonToText(line);
        },
        event);
}

/// Tries the alternatives of Event from number I on.
template <size_t I = 0>
static Event eventNamed(const std::string& name, const Json& json) {
    if constexpr (I == std::variant_size_v<Event>) {
        throw inputError("events.unknown",
                         fmt::format("Expected an event that this version knows, found \"{}\".", name));
    } else {
        std::variant_alternative_t<I, Event> event;
        if (name != eventName(&event)) {
            return eventNamed<I + 1>(name, json);
        }
        readJson(json, event, "", UnknownKeys::Ignore);
        return event;
    }
}

Event eventFromJson(const std::string& line) {
    try {
        const Json json = jsonFromText(line);
        if (!json.is_object() || !json.contains("event") || !json["event"].is_string()) {
            throw inputError("events.no_event",
                             fmt::format("Expected an object with a text under \"event\", found {}.", shortJson(json)));
        }
        return eventNamed(json["event"].get<std::string>(), json);
    } catch (const Json::exception& error) {
        throw inputError("events.not_json", fmt::format("The line is not JSON: {}.", jsonProblem(error)));
    } catch (const JsonMismatch& wrong) {
        throw inputError("events.wrong_type", fmt::format("Expected {} under \"{}\" of an event, found {}.",
                                                          wrong.expected, wrong.key, wrong.found));
    }
}

} // namespace salient
