// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// A strict reader of the HTML and SVG that we write: tags balance, attributes are quoted, ids differ, every & begins
/// a reference, < and > stand in tags only. Returns the first problem, "" when all is well.
inline std::string markupProblem(std::string_view markup) {
    static const std::regex tagForm(R"([a-zA-Z][a-zA-Z0-9]*( [a-zA-Z][a-zA-Z0-9:-]*="[^"<>]*")* ?/?)");
    static const std::regex reference(R"(&(amp|lt|gt|quot|#39);[^]*)");
    static const std::regex idForm(R"re( id="([^"]*)")re");
    std::vector<std::string> open;
    std::vector<std::string> ids;
    const auto within = [](size_t at) { return " at byte " + std::to_string(at); };
    for (size_t at = 0; at < markup.size(); ++at) {
        const bool inStyle = !open.empty() && open.back() == "style";
        const std::string_view rest = markup.substr(at);
        if (markup[at] == '&' && !std::regex_match(std::string(rest.substr(0, 8)), reference)) {
            return "a bare &" + within(at);
        }
        if (markup[at] == '>' && !inStyle) {
            return "a bare >" + within(at);
        }
        if (markup[at] != '<' || rest.starts_with("<!DOCTYPE html>")) {
            at += markup[at] == '<' ? rest.find('>') : 0;
            continue;
        }
        const size_t end = rest.find('>');
        if (end == std::string_view::npos) {
            return "a tag without end" + within(at);
        }
        const std::string tag(rest.substr(1, end - 1));
        const std::string name = tag.substr(0, tag.find_first_of(" /", 1));
        at += end;
        if (tag.starts_with("/")) {
            if (open.empty() || "/" + open.back() != tag) {
                return "<" + tag + "> closes " + (open.empty() ? "nothing" : open.back()) + within(at);
            }
            open.pop_back();
            continue;
        }
        if (!std::regex_match(tag, tagForm)) {
            return "<" + tag + "> is no tag" + within(at);
        }
        if (std::smatch id; std::regex_search(tag, id, idForm)) {
            for (const std::string& known : ids) {
                if (known == id[1]) {
                    return "two ids " + known + within(at);
                }
            }
            ids.push_back(id[1]);
        }
        if (!tag.ends_with("/") && name != "meta") {
            open.push_back(name);
        }
    }
    return open.empty() ? "" : open.back() + " is not closed";
}

} // namespace salient
