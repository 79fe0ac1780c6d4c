// SPDX-License-Identifier: Apache-2.0
// A tokenizer.json and a text, with a zero byte between them. Whatever is accepted must encode, with offsets inside the
// text, and decode what it encoded.
#include "core/tokenizer/pipeline.h"
#include "core/tokenizer/tokenizer_formats.h"
#include "kernels/error.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace salient;
using namespace salient::tokenization;

void use(const Pipeline& pipeline, std::string_view text) {
    WordCache cache;
    DecodingChain chain(pipeline.decoder.get());
    for (const bool parsesSpecialTokens : {true, false})
        for (const TokenSpan& token : pipeline.encode(text, {true, parsesSpecialTokens}, cache)) {
            if (token.begin < 0 || token.begin > token.end || token.end > static_cast<int64_t>(text.size()))
                std::abort();
            chain.push(pipeline.written(token.id));
        }
    chain.finish();
    chain.take();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const size_t cut = std::min(input.find('\0'), input.size());
    const nlohmann::json json = nlohmann::json::parse(input.substr(0, cut), nullptr, false);
    if (json.is_discarded())
        return 0;
    try {
        const Component whole(json, "fuzz", "");
        const Pipeline pipeline =
            assemblePipeline(whole, makeModel(whole.child("model")), nullptr, AddedTokens::Ids::AsGivenOut);
        use(pipeline, input.substr(std::min(cut + 1, input.size())));
    } catch (const Error&) { // a sentence for the user is what broken input should get
    }
    return 0;
}
