// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace salient::templates {

/// What is wrong with a template or its rendering, before the place is known; ChatTemplate turns it into an Error.
class Fault : public std::runtime_error {
public:
    enum class Kind { Failed, Refused, Limit };
    /// `message` has neither a place nor a full stop.
    explicit Fault(const std::string& message, Kind kind = Kind::Failed) : std::runtime_error(message), m_kind(kind) {}
    Kind kind() const { return m_kind; }

private:
    Kind m_kind;
};

/// A fault of the source itself, at a byte of it.
class SyntaxFault : public Fault {
public:
    SyntaxFault(const std::string& message, size_t position) : Fault(message), m_position(position) {}
    size_t position() const { return m_position; }

private:
    size_t m_position;
};

} // namespace salient::templates
