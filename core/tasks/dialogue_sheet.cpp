// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/dialogue_sheet.h"

#include "core/report/markup.h"

#include <fmt/format.h>

#include <cassert>

namespace salient {

namespace {

constexpr std::string_view kSheetStyle = R"(:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; padding: 1.5em; color: #1b1f24; background: #fff; }
h1 { font-size: 1.6em; overflow-wrap: anywhere; margin: 0 0 .3em; }
h2 { font-size: 1.2em; margin: 1.8em 0 .5em; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .5em .8em; border: 1px solid #dcdfe4; overflow-wrap: anywhere; }
td { white-space: pre-wrap; }
.asked { background: #f2f4f7; }
.missing { color: #57606a; font-style: italic; }
@media screen and (prefers-color-scheme: dark) {
body { color: #e6e8ea; background: #16181b; }
th, td { border-color: #3a3f46; }
.asked { background: #22262b; }
.missing { color: #9aa1a9; }
}
)";

std::string replyCell(const DialogueReplies& dialogue, size_t turn) {
    if (turn >= dialogue.replies.size()) {
        return "<td class=\"missing\">not asked: the conversation fills the model's window</td>";
    }
    return fmt::format("<td>{}</td>", escapeMarkup(dialogue.replies[turn]));
}

std::string dialogueTable(const DialogueItem& item, std::span<const DialogueColumn> columns, size_t index) {
    std::string html = "<table>\n<thead><tr>";
    for (const DialogueColumn& column : columns) {
        html += fmt::format("<th>{}</th>", escapeMarkup(column.model));
    }
    html += "</tr></thead>\n<tbody>\n";
    for (size_t turn = 0; turn < item.turns.size(); ++turn) {
        html += fmt::format("<tr><td class=\"asked\" colspan=\"{}\">{}</td></tr>\n<tr>", columns.size(),
                            escapeMarkup(item.turns[turn]));
        for (const DialogueColumn& column : columns) {
            html += replyCell(column.dialogues[index], turn);
        }
        html += "</tr>\n";
    }
    return html + "</tbody>\n</table>\n";
}

} // namespace

std::string dialogueSheet(const std::string& title, std::span<const DialogueItem> items,
                          std::span<const DialogueColumn> columns) {
    std::string html =
        fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>{0}</title>\n"
                    "<style>\n{1}</style>\n</head>\n<body>\n<h1>{0}</h1>\n<p>{2} dialogues. Every reply is the most "
                    "likely one, token by token.</p>\n",
                    escapeMarkup(title), kSheetStyle, items.size());
    for (size_t index = 0; index < items.size(); ++index) {
        const DialogueItem& item = items[index];
        html += fmt::format("<h2>{}{}</h2>\n", escapeMarkup(item.id),
                            item.category.empty() ? "" : " · " + escapeMarkup(item.category));
        html += dialogueTable(item, columns, index);
    }
    return html + "</body>\n</html>\n";
}

} // namespace salient
