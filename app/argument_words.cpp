// SPDX-License-Identifier: Apache-2.0
#include "app/argument_words.h"

#include <utility>

namespace salient {

std::vector<std::string> argumentWords(int argc, const char* const* argv) {
    std::vector<std::string> words;
    for (int i = 1; i < argc; ++i) {
        std::string word = argv[i];
        const bool flag = word.size() > 3 && word.starts_with("--");
        if (flag && word.find('=') == word.size() - 1) {
            word.pop_back();
            words.push_back(std::move(word));
            words.emplace_back();
        } else {
            words.push_back(std::move(word));
        }
    }
    return words;
}

} // namespace salient
