// SPDX-License-Identifier: Apache-2.0
#include "core/templates/characters.h"
#include "core/templates/filters.h"
#include "core/templates/interpreter.h"
#include "core/templates/operators.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace salient::templates {

namespace {

/// A Python number in a text: white space around it, underscores and a plus sign are allowed.
std::string plainDigits(const std::string& text) {
    const StrippedRange range = strippedRange(text, StripSide::Both);
    std::string digits = text.substr(range.begin, range.end - range.begin);
    std::erase(digits, '_');
    if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-') {
        digits.erase(0, 1);
    }
    return digits;
}

std::optional<int64_t> readInteger(const std::string& text, int64_t base) {
    const std::string digits = plainDigits(text);
    if (base < 2 || base > 36) {
        return std::nullopt;
    }
    const bool hasPrefix = base == 16 && (digits.starts_with("0x") || digits.starts_with("0X"));
    int64_t number = 0;
    const char* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data() + (hasPrefix ? 2 : 0), end, number, static_cast<int>(base));
    if (read.ec == std::errc::result_out_of_range) {
        throw Fault("reads a number beyond 64 bits", Fault::Kind::Limit);
    }
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::optional<double> readFloat(const std::string& text) {
    const std::string digits = plainDigits(text);
    double number = 0;
    const char* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::optional<Value> wholePart(double number) {
    if (!std::isfinite(number)) {
        return std::nullopt;
    }
    if (std::abs(number) >= 9.2e18) {
        throw Fault("converts a number beyond 64 bits", Fault::Kind::Limit);
    }
    return Value(static_cast<int64_t>(number));
}

Value toInteger(Interpreter&, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("int", {"default", "base"});
    requireDefined(input);
    std::optional<Value> result;
    if (const MarkedText* text = input.asText()) {
        const int64_t base = bound[1] ? requireInteger(*bound[1], "int()") : 10;
        if (const auto integer = readInteger(text->bytes(), base)) {
            result = Value(*integer);
        } else if (const auto number = readFloat(text->bytes())) {
            result = wholePart(*number);
        }
    } else if (const auto integer = input.integer()) {
        result = Value(*integer);
    } else if (const auto number = input.number()) {
        result = wholePart(*number);
    }
    return result ? *result : bound[0].value_or(Value(int64_t{0}));
}

Value toFloat(Interpreter&, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("float", {"default"});
    requireDefined(input);
    const auto number = input.asText() != nullptr ? readFloat(input.asText()->bytes()) : input.number();
    return number ? Value(*number) : bound[0].value_or(Value(0.0));
}

Value absolute(Interpreter&, const Value& input, const CallArguments& arguments) {
    arguments.bind("abs", {});
    const auto number = input.number();
    return applySign(number && *number < 0, input);
}

Value round(Interpreter&, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("round", {"precision", "method"});
    requireDefined(input);
    const int64_t precision = bound[0] ? requireInteger(*bound[0], "round()") : 0;
    const std::string method = bound[1] ? requireText(*bound[1], "round()").bytes() : "common";
    if (!input.number() || precision < 0 || precision > 300) {
        throw Fault(fmt::format("rounds a value of type '{}' to {} digits", input.typeName(), precision));
    }
    if (method == "common") {
        if (input.integer()) {
            return Value(*input.integer());
        }
        // The decimal digits decide, as in Python, and the even neighbour on a tie.
        const std::string digits = fmt::format("{:.{}f}", *input.number(), static_cast<int>(precision));
        double rounded = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), rounded);
        return Value(rounded);
    }
    if (method != "ceil" && method != "floor") {
        throw Fault("rounds in another way than 'common', 'ceil' or 'floor'");
    }
    const double scale = std::pow(10.0, static_cast<double>(precision));
    const double scaled = *input.number() * scale;
    return Value((method == "ceil" ? std::ceil(scaled) : std::floor(scaled)) / scale);
}

constexpr FilterEntry kFilters[] = {{"abs", absolute}, {"float", toFloat}, {"int", toInteger}, {"round", round}};

} // namespace

std::span<const FilterEntry> numberFilters() {
    return kFilters;
}

} // namespace salient::templates
