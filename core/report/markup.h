// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Texts and numbers of a run as they may stand in HTML and SVG.

namespace salient {

/// `text` between tags or within quotes of an attribute: < > & " ' become references; bytes that are not UTF-8 and
/// characters that neither HTML nor XML allows become U+FFFD.
std::string escapeMarkup(std::string_view text);

/// Six significant digits, "not a number" and "infinite" in words.
std::string markupNumber(double value);
/// Three significant digits for the end of an axis's tick: "0.02", "2×10⁻⁵".
std::string tickNumber(double value);
/// "113.9 MB"; decimal units.
std::string markupBytes(double bytes);
/// "3 min 50 s"
std::string markupSeconds(double seconds);

} // namespace salient
