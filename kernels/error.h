// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace salient {

/// What kind of thing ended the work; the value is the exit code of `salient`.
enum class ErrorKind { Usage = 1, Input = 2, Resource = 3, Numeric = 4, Cancelled = 5, Internal = 6 };

/// Ends an operation. `what()` is one sentence for the user: what, where, expected, found, what to do.
class Error : public std::runtime_error {
public:
    /// `code` is stable and dotted, e.g. "safetensors.header_too_long"; tests, engine and window use it.
    Error(ErrorKind kind, std::string code, const std::string& sentence)
        : std::runtime_error(sentence), m_kind(kind), m_code(std::move(code)) {}

    ErrorKind kind() const { return m_kind; }
    const std::string& code() const { return m_code; }
    int exitCode() const { return static_cast<int>(m_kind); }

private:
    ErrorKind m_kind;
    std::string m_code;
};

/// Shorthands: `throw inputError("config.missing_key", fmt::format(...))`.
inline Error usageError(std::string code, const std::string& sentence) {
    return {ErrorKind::Usage, std::move(code), sentence};
}
inline Error inputError(std::string code, const std::string& sentence) {
    return {ErrorKind::Input, std::move(code), sentence};
}
inline Error resourceError(std::string code, const std::string& sentence) {
    return {ErrorKind::Resource, std::move(code), sentence};
}
inline Error numericError(std::string code, const std::string& sentence) {
    return {ErrorKind::Numeric, std::move(code), sentence};
}
inline Error internalError(std::string code, const std::string& sentence) {
    return {ErrorKind::Internal, std::move(code), sentence};
}
inline Error cancelledError() {
    return {ErrorKind::Cancelled, "cancelled", "Cancelled; nothing was written under the final name."};
}

} // namespace salient
