// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/issue.h"
#include "ui/offered_format.h"

#include <QString>

#include <string>
#include <vector>

namespace salient::ui {

/// What the plan says of one linear of the model.
struct PlannedLayer {
    QString module;   ///< full path, as events name it
    int block = -1;   ///< −1: none
    QString kind;     ///< "q_proj"
    QString fusedSet; ///< the same for those that engines join: q, k, v; gate, up
    qint64 inFeatures = 0;
    qint64 outFeatures = 0;
    int bits = 16;
    qint64 groupSize = 0;
    QString reason; ///< why it stays in 16 bit; empty otherwise
    qint64 bytesNow = 0;
    qint64 bytesThen = 0;
};

/// The answer of the `plan` command.
struct RunPlan {
    std::vector<PlannedLayer> layers;
    std::vector<Issue> issues;
    std::vector<OfferedFormat> formats;
    qint64 outputBytes = 0;
    qint64 peakBytes = 0;
    qint64 freeMemoryBytes = 0;
    qint64 freeDiskBytes = 0;
    double bitsPerWeight = 0;
    double secondsLow = 0;
    double secondsHigh = 0;
    QString commandLine;
};

/// Reads what the `plan` command answers. Throws nlohmann::json::exception for a text that is none.
RunPlan planFromJson(const std::string& text);

} // namespace salient::ui
