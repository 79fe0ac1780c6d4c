// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/stored_run.h"

#include <string>

namespace salient {

/// A report and how many charts it draws.
struct HtmlReport {
    std::string html;
    int64_t charts = 0;
};

/// A run as one HTML file: what was asked, what data, what came of it, what was found, every chart with its numbers,
/// notes, versions. Without scripts and links to elsewhere; every text of the run is escaped.
HtmlReport htmlReport(const StoredRun& run);

} // namespace salient
