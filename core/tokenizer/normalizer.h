// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/aligned_text.h"
#include "core/tokenizer/component.h"

#include <memory>

namespace salient::tokenization {

/// Rewrites a text before it is split; keeps the alignment to the given text.
class Normalizer {
public:
    virtual ~Normalizer() = default;
    virtual void normalize(AlignedText& text) const = 0;
};

using NormalizerPtr = std::unique_ptr<Normalizer>;

/// Makes the normalizer a part of tokenizer.json describes. Throws Error (input).
NormalizerPtr makeNormalizer(const Component& component);

// The kinds, one file each or few to a file; the table is in normalizer.cpp.
NormalizerPtr makeNormalizerSequence(const Component& component);
NormalizerPtr makeNfc(const Component& component);
NormalizerPtr makeNfd(const Component& component);
NormalizerPtr makeNfkc(const Component& component);
NormalizerPtr makeNfkd(const Component& component);
NormalizerPtr makeLowercase(const Component& component);
NormalizerPtr makeStripNormalizer(const Component& component);
NormalizerPtr makePrepend(const Component& component);
NormalizerPtr makeAppend(const Component& component);
NormalizerPtr makeReplaceNormalizer(const Component& component);
NormalizerPtr makeStripAccents(const Component& component);
NormalizerPtr makeNmt(const Component& component);
NormalizerPtr makeBertNormalizer(const Component& component);
NormalizerPtr makeByteLevelNormalizer(const Component& component);
NormalizerPtr makePrecompiled(const Component& component);

} // namespace salient::tokenization
