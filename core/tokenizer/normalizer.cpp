// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/normalizer.h"

#include "core/tokenizer/growth.h"

namespace salient::tokenization {

NormalizerPtr makeNormalizer(const Component& component) {
    static constexpr ComponentKind<NormalizerPtr> kKinds[] = {
        {"Sequence", makeNormalizerSequence},
        {"NFC", makeNfc},
        {"NFD", makeNfd},
        {"NFKC", makeNfkc},
        {"NFKD", makeNfkd},
        {"Lowercase", makeLowercase},
        {"Strip", makeStripNormalizer},
        {"Prepend", makePrepend},
        {"Append", makeAppend},
        {"Replace", makeReplaceNormalizer},
        {"StripAccents", makeStripAccents},
        {"Nmt", makeNmt},
        {"BertNormalizer", makeBertNormalizer},
        {"ByteLevel", makeByteLevelNormalizer},
        {"Precompiled", makePrecompiled},
    };
    return makeComponent(kKinds, component);
}

namespace {

class NormalizerSequence : public Normalizer {
public:
    explicit NormalizerSequence(const Component& component) {
        for (const Component& part : component.children("normalizers"))
            m_parts.push_back(makeNormalizer(part));
    }

    void normalize(AlignedText& text) const override {
        const uint32_t given = text.size();
        for (const auto& part : m_parts) {
            part->normalize(text);
            requireModestGrowth(given, text.size());
        }
    }

private:
    std::vector<NormalizerPtr> m_parts;
};

} // namespace

NormalizerPtr makeNormalizerSequence(const Component& component) {
    return std::make_unique<NormalizerSequence>(component);
}

} // namespace salient::tokenization
