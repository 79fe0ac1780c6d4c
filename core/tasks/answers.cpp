// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/answers.h"

#include <algorithm>

namespace salient {

namespace {

constexpr std::string_view kMark = "#### ";

bool isDigit(char character) {
    return character >= '0' && character <= '9';
}

/// How many of the characters from `at` on are digits, or one of `besides`.
size_t runLength(std::string_view text, size_t at, std::string_view besides) {
    size_t end = at;
    while (end < text.size() && (isDigit(text[end]) || besides.find(text[end]) != std::string_view::npos)) {
        ++end;
    }
    return end - at;
}

/// Length of a match of `(-?[$0-9.,]{2,})|(-?[0-9]+)` at this place, 0 for none.
size_t numberLength(std::string_view text, size_t at) {
    const size_t sign = text[at] == '-' ? 1 : 0;
    const size_t wide = runLength(text, at + sign, "$.,");
    const size_t digits = runLength(text, at + sign, "");
    return wide >= 2 ? sign + wide : digits > 0 ? sign + digits : 0;
}

} // namespace

std::optional<std::string> markedNumber(std::string_view text) {
    for (size_t mark = text.find(kMark); mark != std::string_view::npos; mark = text.find(kMark, mark + 1)) {
        const size_t begin = mark + kMark.size();
        const size_t sign = begin < text.size() && text[begin] == '-' ? 1 : 0;
        if (const size_t digits = runLength(text, begin + sign, ".,"); digits > 0) {
            return std::string(text.substr(begin, sign + digits));
        }
    }
    return std::nullopt;
}

std::optional<std::string> lastNumber(std::string_view text) {
    std::optional<std::string> last;
    for (size_t at = 0; at < text.size();) {
        const size_t length = numberLength(text, at);
        if (length > 0) {
            last = std::string(text.substr(at, length));
        }
        at += std::max<size_t>(length, 1);
    }
    return last;
}

std::string comparedAnswer(std::string_view answer) {
    std::string text(answer);
    std::erase_if(text, [](char character) { return character == ',' || character == '$'; });
    if (const size_t mark = text.rfind(kMark); mark != std::string::npos) {
        text.erase(0, mark + kMark.size());
    }
    if (text.ends_with('.')) {
        text.pop_back();
    }
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    std::transform(text.begin(), text.end(), text.begin(), lower);
    return text;
}

std::vector<std::string> questionStops() {
    return {"Question:", "</s>", "<|im_end|>"};
}

AnsweredQuestion judgeAnswer(const QuestionItem& item, const WrittenText& written) {
    AnsweredQuestion answer;
    answer.written = written.text;
    answer.unfinished = written.unfinished;
    answer.expected = comparedAnswer(item.solution);
    answer.marked = markedNumber(written.text);
    answer.last = lastNumber(written.text);
    return answer;
}

} // namespace salient
