// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_sampling.h"

#include "core/calibration/text_file.h"

#include <algorithm>

namespace salient {

static constexpr size_t kExcerptBytes = 65'536;

/// One random start per stratum, ascending; an excerpt of kExcerptBytes fits behind each.
static std::vector<size_t> excerptStarts(size_t textBytes, int64_t budgetBytes, SeededRandom& random) {
    const size_t count = std::max<size_t>(static_cast<size_t>(budgetBytes) / kExcerptBytes, 1);
    const size_t stratum = textBytes / count;
    std::vector<size_t> starts;
    for (size_t i = 0; i < count; ++i) {
        const size_t room = stratum > kExcerptBytes ? stratum - kExcerptBytes : 0;
        starts.push_back(i * stratum + random.below(room + 1));
    }
    return starts;
}

std::vector<std::string_view> sampleText(std::string_view text, int64_t budgetBytes, SeededRandom& random) {
    if (static_cast<int64_t>(text.size()) <= budgetBytes) {
        return {text};
    }
    std::vector<std::string_view> excerpts;
    for (const size_t start : excerptStarts(text.size(), budgetBytes, random)) {
        size_t begin = nextCharacter(text, start);
        size_t end = nextCharacter(text, std::min(start + kExcerptBytes, text.size()));
        if (const size_t newline = text.find('\n', begin); start > 0 && newline < end) {
            begin = newline + 1;
        }
        if (const size_t newline = text.rfind('\n', end - 1); newline != std::string_view::npos && newline > begin) {
            end = newline + 1;
        }
        excerpts.push_back(text.substr(begin, end - begin));
    }
    return excerpts;
}

/// Appends the lines that start in [begin, end); returns where the next line starts.
static size_t appendLines(std::string_view text, size_t begin, size_t end, std::vector<std::string_view>& lines) {
    while (begin < end) {
        const size_t newline = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, newline - begin);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
            lines.push_back(line);
        }
        begin = newline + 1;
    }
    return begin;
}

std::vector<std::string_view> sampleLines(std::string_view text, int64_t budgetBytes, SeededRandom& random) {
    std::vector<std::string_view> lines;
    if (static_cast<int64_t>(text.size()) <= budgetBytes) {
        appendLines(text, 0, text.size(), lines);
        return lines;
    }
    size_t next = 0; // lines before it were taken by an earlier excerpt
    for (const size_t start : excerptStarts(text.size(), budgetBytes, random)) {
        const size_t newline = start == 0 ? std::string_view::npos : text.find('\n', start - 1);
        const size_t begin = std::max(start == 0 ? 0 : std::min(newline, text.size() - 1) + 1, next);
        // At least one line, also when lines are longer than excerpts.
        next = appendLines(text, begin, std::min(std::max(start + kExcerptBytes, begin + 1), text.size()), lines);
    }
    if (lines.empty()) {
        appendLines(text, 0, 1, lines);
    }
    return lines;
}

} // namespace salient
