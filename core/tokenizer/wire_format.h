// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace salient::tokenization {

/// A field of a Protocol Buffers message as it is on the wire.
struct WireField {
    uint32_t number = 0;
    uint64_t value = 0;     ///< of a varint or a fixed number
    std::string_view bytes; ///< of a text or a message

    float asFloat() const; ///< of a fixed number of 32 bits
    bool asFlag() const { return value != 0; }
};

/// Walks over the fields of a message (protobuf.dev, "Encoding").
class WireReader {
public:
    /// `message` must outlive the reader and its fields.
    explicit WireReader(std::string_view message) : m_message(message) {}

    /// The next field; none at the end. Throws std::invalid_argument, saying where, for what is no message.
    std::optional<WireField> next();

private:
    uint64_t varint();
    uint64_t fixed(size_t bytes);
    std::string_view take(uint64_t bytes);

    std::string_view m_message;
    size_t m_at = 0;
};

} // namespace salient::tokenization
