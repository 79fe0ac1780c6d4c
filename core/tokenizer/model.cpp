// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/model.h"

namespace salient::tokenization {

ModelPtr makeModel(const Component& component) {
    static constexpr ComponentKind<ModelPtr> kKinds[] = {
        {"BPE", makeBpe},
        {"Unigram", makeUnigram},
        {"WordPiece", makeWordPiece},
        {"WordLevel", makeWordLevel},
    };
    // Files of the first years (GPT-2's) do not name the type; only BPE has merges.
    if (!component.has("type") && component.has("merges"))
        return makeBpe(component);
    return makeComponent(kKinds, component);
}

} // namespace salient::tokenization
