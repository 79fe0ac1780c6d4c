// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_digest.h"

#include "core/calibration/sha256.h"

#include <algorithm>

namespace salient {

std::string textDigest(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n\f\v";
    constexpr std::string_view kOne = " ";
    const auto bytesOf = [](std::string_view part) {
        return std::span(reinterpret_cast<const uint8_t*>(part.data()), part.size());
    };
    Sha256 hash;
    bool first = true;
    for (size_t begin = text.find_first_not_of(kSpace); begin != std::string_view::npos;) {
        const size_t end = std::min(text.find_first_of(kSpace, begin), text.size());
        if (!first) {
            hash.update(bytesOf(kOne));
        }
        hash.update(bytesOf(text.substr(begin, end - begin)));
        first = false;
        begin = text.find_first_not_of(kSpace, end);
    }
    return hash.finish();
}

} // namespace salient
