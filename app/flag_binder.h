// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace salient {

/// Turns the flags of one sub-command into the JSON arguments of its function. Only flags that are given appear, so
/// that defaults are said in one place.
class FlagBinder {
public:
    /// `app` and `arguments` outlive the parsing; the binder itself need not.
    FlagBinder(CLI::App& app, nlohmann::ordered_json& arguments) : m_app(app), m_arguments(arguments) {}

    /// A group of flags of which exactly one has to be given.
    FlagBinder oneOf(const std::string& name) {
        CLI::Option_group* group = m_app.add_option_group(name);
        group->require_option(1);
        return {*group, m_arguments};
    }

    CLI::Option* text(const std::string& flag, const std::string& pointer, const std::string& help) {
        return value<std::string>(flag, pointer, help)->type_name("");
    }
    CLI::Option* integer(const std::string& flag, const std::string& pointer, const std::string& help) {
        return value<int64_t>(flag, pointer, help)->check(reads<int64_t>("a whole number"))->type_name("N");
    }
    CLI::Option* seed(const std::string& flag, const std::string& pointer, const std::string& help) {
        return value<uint64_t>(flag, pointer, help)
            ->check(reads<uint64_t>("a whole number, 0 or more"))
            ->type_name("N");
    }
    CLI::Option* number(const std::string& flag, const std::string& pointer, const std::string& help) {
        return value<double>(flag, pointer, help)->check(reads<double>("a number"))->type_name("X");
    }
    CLI::Option* texts(const std::string& flag, const std::string& pointer, const std::string& help) {
        return value<std::vector<std::string>>(flag, pointer, help)->type_name("");
    }
    /// "1,2,3"
    template <class T>
    CLI::Option* numbers(const std::string& flag, const std::string& pointer, const std::string& help) {
        return value<std::vector<T>>(flag, pointer, help)
            ->check(reads<T>(std::is_unsigned_v<T> ? "whole numbers, 0 or more, with commas between them"
                                                   : "whole numbers with commas between them"))
            ->delimiter(',')
            ->allow_extra_args(false)
            ->type_name("N,N");
    }
    /// NAME=NUMBER, any number of times, as a list of objects with these two keys.
    CLI::Option* pairs(const std::string& flag, const std::string& pointer, const char* nameKey, const char* numberKey,
                       const std::string& help) {
        const auto take = [&arguments = m_arguments, pointer, nameKey, numberKey,
                           flag](const std::vector<std::string>& given) {
            for (const std::string& pair : given) {
                const size_t equals = pair.rfind('=');
                int number = 0;
                if (equals == std::string::npos || !isAll(std::string_view(pair).substr(equals + 1), number)) {
                    throw CLI::ValidationError(flag, "expected NAME=NUMBER, found " + pair);
                }
                at(arguments, pointer).push_back({{nameKey, pair.substr(0, equals)}, {numberKey, number}});
            }
        };
        return m_app.add_option_function<std::vector<std::string>>(flag, take, help)
            ->allow_extra_args(false)
            ->type_name("");
    }
    /// Sets `pointer` to `value` when the flag is there.
    CLI::Option* flag(const std::string& flag, const std::string& pointer, bool setting, const std::string& help) {
        return m_app.add_flag_callback(
            flag, [&arguments = m_arguments, pointer, setting] { at(arguments, pointer) = setting; }, help);
    }

private:
    /// Whether all of `given` is one number of this type, which it becomes.
    template <class T>
    static bool isAll(std::string_view given, T& number) {
        const char* const last = given.data() + given.size();
        const auto [end, code] = std::from_chars(given.data(), last, number);
        return code == std::errc() && end == last;
    }
    /// CLI11 by itself says that a word "could not be converted" and not to what, and wraps -1 into a large seed.
    template <class T>
    static CLI::Validator reads(const std::string& what) {
        const auto complaint = [what](const std::string& given) {
            T number{};
            return isAll(given, number) ? "" : "expected " + what + ", found \"" + given + "\"";
        };
        return {complaint, ""};
    }
    /// "/calibration/samples" is a member of an inner object.
    static nlohmann::ordered_json& at(nlohmann::ordered_json& arguments, const std::string& pointer) {
        return arguments[nlohmann::ordered_json::json_pointer(pointer)];
    }
    template <class T>
    CLI::Option* value(const std::string& flag, const std::string& pointer, const std::string& help) {
        return m_app.add_option_function<T>(
            flag, [&arguments = m_arguments, pointer](const T& given) { at(arguments, pointer) = given; }, help);
    }

    CLI::App& m_app;
    nlohmann::ordered_json& m_arguments;
};

} // namespace salient
