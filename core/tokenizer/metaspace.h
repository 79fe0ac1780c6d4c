// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"

namespace salient::tokenization {

/// Where a mark is put in front of a text that does not begin with one.
enum class PrependScheme { Always, First, Never };

/// The settings that the pre-tokenizer and the decoder Metaspace share.
struct MetaspaceOptions {
    char32_t replacement = U'\u2581';
    PrependScheme prependScheme = PrependScheme::Always;
    bool split = true;
};

/// Also understands the older add_prefix_space. Throws Error (input) when the two contradict each other.
MetaspaceOptions readMetaspace(const Component& component);

} // namespace salient::tokenization
