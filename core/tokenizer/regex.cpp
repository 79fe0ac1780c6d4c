// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/regex.h"

#include "core/tokenizer/utf8.h"
#include "kernels/error.h"

#include <fmt/format.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdexcept>

namespace salient::tokenization {

namespace {

/// Enough for expressions that backtrack over whole documents; only taken when the default of 32 KiB is too small.
constexpr size_t kJitStackBytes = size_t{64} << 20;

template <auto Free>
struct Freeing {
    template <typename T>
    void operator()(T* pointer) const {
        Free(pointer);
    }
};

std::string messageOf(int error) {
    PCRE2_UCHAR text[256] = {};
    pcre2_get_error_message(error, text, sizeof text);
    return reinterpret_cast<const char*>(text);
}

} // namespace

struct Regex::Code {
    std::unique_ptr<pcre2_code, Freeing<pcre2_code_free>> code;
    std::string pattern;
    bool jit = false;
};

namespace {

/// Runs one expression over one text; holds what must not be shared between threads.
class Matcher {
public:
    Matcher(const pcre2_code* code, bool jit, const std::string& pattern, std::string_view text)
        : m_code(code), m_jit(jit), m_pattern(pattern), m_text(text),
          m_data(pcre2_match_data_create_from_pattern(code, nullptr)), m_context(pcre2_match_context_create(nullptr)) {
        if (!m_data || !m_context)
            throw std::bad_alloc();
    }

    bool findFrom(size_t at) {
        int result = match(at);
        if (result == PCRE2_ERROR_JIT_STACKLIMIT && !m_stack) {
            m_stack.reset(pcre2_jit_stack_create(32 * 1024, kJitStackBytes, nullptr));
            pcre2_jit_stack_assign(m_context.get(), nullptr, m_stack.get());
            result = match(at);
        }
        if (result == PCRE2_ERROR_NOMATCH)
            return false;
        if (result < 0)
            throw inputError("tokenizer.regex_limit",
                             fmt::format("The tokenizer's expression \"{}\" could not be applied to a text of {} bytes "
                                         "({}); give shorter texts.",
                                         m_pattern, m_text.size(), messageOf(result)));
        return true;
    }

    size_t begin() const { return pcre2_get_ovector_pointer(m_data.get())[0]; }
    size_t end() const { return pcre2_get_ovector_pointer(m_data.get())[1]; }

private:
    int match(size_t at) {
        const auto* subject = reinterpret_cast<PCRE2_SPTR>(m_text.data());
        if (m_jit)
            return pcre2_jit_match(m_code, subject, m_text.size(), at, 0, m_data.get(), m_context.get());
        return pcre2_match(m_code, subject, m_text.size(), at, PCRE2_NO_UTF_CHECK, m_data.get(), m_context.get());
    }

    const pcre2_code* m_code;
    bool m_jit;
    const std::string& m_pattern;
    std::string_view m_text;
    std::unique_ptr<pcre2_match_data, Freeing<pcre2_match_data_free>> m_data;
    std::unique_ptr<pcre2_match_context, Freeing<pcre2_match_context_free>> m_context;
    std::unique_ptr<pcre2_jit_stack, Freeing<pcre2_jit_stack_free>> m_stack;
};

} // namespace

Regex::Regex(const std::string& pattern) : m_code(std::make_unique<Code>()) {
    std::unique_ptr<pcre2_compile_context, Freeing<pcre2_compile_context_free>> context(
        pcre2_compile_context_create(nullptr));
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    int error = 0;
    size_t at = 0;
    m_code->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, &error, &at,
                                     context.get()));
    if (!m_code->code)
        throw std::invalid_argument(fmt::format("{} at offset {}", messageOf(error), at));
    m_code->pattern = pattern;
    m_code->jit = pcre2_jit_compile(m_code->code.get(), PCRE2_JIT_COMPLETE) == 0;
}

Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

void Regex::findAll(std::string_view text, const std::function<void(uint32_t, uint32_t)>& found) const {
    Matcher matcher(m_code->code.get(), m_code->jit, m_code->pattern, text);
    constexpr size_t kNowhere = static_cast<size_t>(-1);
    size_t lastMatchEnd = kNowhere;
    for (size_t from = 0; from <= text.size() && matcher.findFrom(from);) {
        const size_t begin = matcher.begin();
        const size_t end = matcher.end();
        if (begin >= end && end == lastMatchEnd) {
            from += from < text.size() ? utf8Bytes(text[from]) : 1;
            continue;
        }
        from = end;
        lastMatchEnd = end;
        found(static_cast<uint32_t>(begin), static_cast<uint32_t>(end));
    }
}

std::optional<bool> Regex::matchesAtStart(std::string_view text, uint32_t mostSteps) const {
    const std::unique_ptr<pcre2_match_data, Freeing<pcre2_match_data_free>> data(
        pcre2_match_data_create_from_pattern(m_code->code.get(), nullptr));
    const std::unique_ptr<pcre2_match_context, Freeing<pcre2_match_context_free>> context(
        pcre2_match_context_create(nullptr));
    if (!data || !context)
        throw std::bad_alloc();
    pcre2_set_match_limit(context.get(), mostSteps);
    const int result = pcre2_match(m_code->code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0,
                                   PCRE2_ANCHORED, data.get(), context.get());
    if (result == PCRE2_ERROR_NOMATCH)
        return false;
    if (result < 0)
        return std::nullopt;
    return true;
}

} // namespace salient::tokenization
