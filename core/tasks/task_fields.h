// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// The fields of one record of a task file. Every function throws Error (input) "tasks.record" naming the record's
/// place, the field, what was expected and what was found.
class TaskFields {
public:
    /// `record` outlives the object; `origin` is its place, "arc.jsonl, line 7".
    TaskFields(const nlohmann::ordered_json& record, std::string origin);

    const std::string& origin() const { return m_origin; }
    bool has(const std::string& key) const;
    /// A text, which may be empty.
    std::string text(const std::string& key) const;
    /// A text that is not blank.
    std::string filledText(const std::string& key) const;
    /// A text or a whole number, as text.
    std::string label(const std::string& key) const;
    /// true or false.
    bool flag(const std::string& key) const;
    /// A list of at least `least` texts, none of them blank.
    std::vector<std::string> texts(const std::string& key, size_t least) const;
    /// An object.
    TaskFields object(const std::string& key) const;

    /// Which of `labels` stands under `key`, as text or number. Throws Error (input) "tasks.gold" when none does.
    size_t positionIn(const std::vector<std::string>& labels, const std::string& key) const;

private:
    const nlohmann::ordered_json& at(const std::string& key, std::string_view expected) const;
    [[noreturn]] void refuse(const std::string& key, std::string_view expected, const std::string& found) const;

    const nlohmann::ordered_json& m_record;
    std::string m_origin;
};

} // namespace salient
