// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace salient {

/// The style sheet of the report beside chartStyle().
inline constexpr std::string_view kReportStyle = R"(:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 900px; margin: 0 auto; padding: 1.5em; color: #1b1f24; background: #fff; }
h1 { font-size: 1.6em; overflow-wrap: anywhere; margin: 0 0 .3em; }
h2 { font-size: 1.2em; margin: 1.8em 0 .5em; padding-bottom: .2em; border-bottom: 1px solid #dcdfe4; }
.state { font-weight: 600; color: #b3261e; }
.notes { white-space: pre-wrap; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .15em 1.2em .15em 0; overflow-wrap: anywhere; }
.pairs th { font-weight: 500; color: #57606a; width: 15em; }
.numbers { font-size: 13px; }
.numbers tbody th { padding-top: .7em; }
figure { margin: 1.2em 0 1.8em; break-inside: avoid; }
figcaption { margin-bottom: .4em; }
.many { display: flex; flex-wrap: wrap; gap: .8em 1em; }
.many figure { margin: 0; width: 200px; }
.many figcaption { font-size: 11px; overflow-wrap: anywhere; }
details { margin: .4em 0; }
summary { cursor: pointer; color: #57606a; }
@media screen and (prefers-color-scheme: dark) {
body { color: #e6e8ea; background: #16181b; }
h2 { border-color: #3a3f46; }
.state { color: #ff7a6b; }
.pairs th, summary { color: #9aa1a9; }
}
@media print {
body { font-size: 11px; max-width: none; padding: 0; }
h2 { break-after: avoid; }
details:not([open]) { display: none; }
}
)";

} // namespace salient
