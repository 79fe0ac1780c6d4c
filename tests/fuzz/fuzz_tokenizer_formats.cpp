// SPDX-License-Identifier: Apache-2.0
// The first byte chooses between a model of SentencePiece and ranks; the second says how many of the last bytes are a
// text to encode.
#include "core/tokenizer/pipeline.h"
#include "core/tokenizer/tokenizer_formats.h"
#include "kernels/error.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace salient;
using namespace salient::tokenization;

void use(const Pipeline& pipeline, std::string_view text) {
    WordCache cache;
    DecodingChain chain(pipeline.decoder.get());
    for (const TokenSpan& token : pipeline.encode(text, {}, cache)) {
        if (token.begin < 0 || token.begin > token.end || token.end > static_cast<int64_t>(text.size()))
            std::abort();
        chain.push(pipeline.written(token.id));
    }
    chain.finish();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size < 2)
        return 0;
    const std::string_view input(reinterpret_cast<const char*>(data + 2), size - 2);
    const size_t textBytes = std::min<size_t>(data[1], input.size());
    const std::string_view file = input.substr(0, input.size() - textBytes);
    static const TokenizerSettings settings("no-such-folder");
    try {
        const bool isRanks = data[0] % 2 == 1;
        const Pipeline pipeline = isRanks ? makeFromRanks(file, "qwen.tiktoken", settings)
                                          : makeFromSentencePiece(file, "tokenizer.model", settings);
        use(pipeline, input.substr(input.size() - textBytes));
    } catch (const Error&) { // a sentence for the user is what broken input should get
    }
    return 0;
}
