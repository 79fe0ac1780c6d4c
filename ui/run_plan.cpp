// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run_plan.h"

#include "ui/json_values.h"

#include <QCoreApplication>

namespace salient::ui {

namespace {

/// Why a linear stays in 16 bit, in words; an unknown code stands for itself.
QString reasonText(const QString& code) {
    if (code == QStringLiteral("marked")) {
        return QCoreApplication::translate("salient::ui::Session", "Marked for other bits.");
    }
    if (code == QStringLiteral("router")) {
        return QCoreApplication::translate("salient::ui::Session", "A router of experts: it stays in 16 bit.");
    }
    if (code == QStringLiteral("group_size.does_not_fit")) {
        return QCoreApplication::translate("salient::ui::Session",
                                           "The group size does not divide its inputs: it stays in 16 bit.");
    }
    if (code == QStringLiteral("format.outputs_do_not_fit")) {
        return QCoreApplication::translate(
            "salient::ui::Session",
            "The format packs several outputs into a word, which its outputs do not fill: it stays in 16 bit.");
    }
    if (code == QStringLiteral("format.does_not_fit")) {
        return QCoreApplication::translate("salient::ui::Session",
                                           "The format cannot hold a layer of this shape: it stays in 16 bit.");
    }
    return code;
}

PlannedLayer plannedLayer(const Json& json) {
    PlannedLayer layer;
    layer.module = textAt(json, "module");
    layer.block = json.contains("block") ? static_cast<int>(countAt(json, "block")) : -1;
    layer.kind = textAt(json, "kind");
    layer.fusedSet = textAt(json, "fused_set");
    layer.inFeatures = countAt(json, "in");
    layer.outFeatures = countAt(json, "out");
    layer.bits = static_cast<int>(countAt(json, "bits"));
    layer.groupSize = countAt(json, "group_size");
    layer.reason = reasonText(textAt(json, "reason"));
    layer.bytesNow = countAt(json, "bytes_now");
    layer.bytesThen = countAt(json, "bytes_then");
    return layer;
}

Severity severityOf(const QString& name) {
    if (name == QStringLiteral("blocking")) {
        return Severity::Blocking;
    }
    return name == QStringLiteral("warning") ? Severity::Warning : Severity::Notice;
}

} // namespace

RunPlan planFromJson(const std::string& text) {
    const Json json = jsonFromText(text);
    RunPlan plan;
    for (const Json& layer : json.value("layers", Json::array())) {
        plan.layers.push_back(plannedLayer(layer));
    }
    for (const Json& issue : json.value("issues", Json::array())) {
        plan.issues.push_back({severityOf(textAt(issue, "severity")), textAt(issue, "code").toStdString(),
                               textAt(issue, "sentence").toStdString()});
    }
    plan.formats = formatsFromJson(jsonToText(json.value("formats", Json::array())));
    plan.outputBytes = countAt(json, "output_bytes");
    plan.peakBytes = countAt(json, "peak_bytes");
    plan.freeMemoryBytes = countAt(json, "free_memory_bytes");
    plan.freeDiskBytes = countAt(json, "free_disk_bytes");
    plan.bitsPerWeight = numberAt(json, "bits_per_weight");
    plan.secondsLow = numberAt(json, "seconds_low");
    plan.secondsHigh = numberAt(json, "seconds_high");
    plan.commandLine = textAt(json, "command_line");
    return plan;
}

} // namespace salient::ui
