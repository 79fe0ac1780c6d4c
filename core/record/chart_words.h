// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/chart_data.h"
#include "core/record/chart_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <locale>
#include <string>
#include <string_view>
#include <vector>

// What the makers of charts share. For .cpp files of core only.

namespace salient {

/// Numbers as in C but for the decimal point.
class DecimalPoint : public std::numpunct<char> {
public:
    explicit DecimalPoint(char point) : m_point(point) {}

protected:
    char do_decimal_point() const override { return m_point; }

private:
    char m_point;
};

/// A translated text with its numbers; a translation with other placeholders falls back to English.
template <class... Values>
std::string sayInWords(const ChartWords& words, std::string_view text, const Values&... values) {
    try {
        const std::string half = words(chart_text::kDecimalPoint);
        const std::locale numbers(std::locale::classic(),
                                  new DecimalPoint(half.size() == 3 ? half[1] : '.')); // the locale owns it
        return fmt::format(numbers, fmt::runtime(words(text)), values...);
    } catch (const fmt::format_error&) {
        return fmt::format(std::locale::classic(), fmt::runtime(text), values...);
    }
}

/// The upper one of two middle values; values that are not finite do not count, and without others it is NaN.
inline double medianOf(std::vector<double> values) {
    std::erase_if(values, [](double value) { return !std::isfinite(value); }); // they have no order
    if (values.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// "3 down_proj" of "model.layers.3.mlp.down_proj": the block's number and the last part tell linears apart, but for
/// experts, whose number stays.
inline std::string shortModuleName(const std::string& module) {
    const size_t begin = module.find_first_of("0123456789");
    if (begin == std::string::npos) {
        return module;
    }
    const size_t end = module.find('.', begin);
    const size_t expert = module.find("experts.");
    const size_t leaf = expert == std::string::npos ? module.rfind('.') + 1 : expert;
    return end == std::string::npos || leaf <= end ? module.substr(begin)
                                                   : module.substr(begin, end - begin) + " " + module.substr(leaf);
}

} // namespace salient
