// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace salient::tokenization {

/// A compiled expression on PCRE2 (UTF, UCP, JIT where there is one). Safe to use from several threads.
class Regex {
public:
    /// `pattern` in PCRE2's syntax. Throws std::invalid_argument with PCRE2's words when it does not compile.
    explicit Regex(const std::string& pattern);
    ~Regex();
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;

    /// Calls `found(begin, end)` for all matches in order, as rust-onig's find_iter does: no empty match right after
    /// another match. `text` must be valid UTF-8. Throws Error (input, "tokenizer.regex_limit") when the expression
    /// needs more steps or memory than allowed.
    void findAll(std::string_view text, const std::function<void(uint32_t begin, uint32_t end)>& found) const;

    /// Whether a match begins at the first character and ends anywhere, as with Python's re.match; nothing when that
    /// needs more than `mostSteps` of PCRE2's match limit. `text` must be valid UTF-8.
    std::optional<bool> matchesAtStart(std::string_view text, uint32_t mostSteps) const;

private:
    struct Code;
    std::unique_ptr<Code> m_code;
};

} // namespace salient::tokenization
