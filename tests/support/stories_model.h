// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/temporary_folder.h"

#include <filesystem>

namespace salient {

/// The embedded model, as it stands in the repository.
inline std::filesystem::path storiesFolder() {
    return std::filesystem::path(SALIENT_TEST_DATA).parent_path().parent_path() / "resources" / "models" /
           "stories260K";
}

/// The same files under another name, so that a test can add some or change them.
inline void linkStories(const TemporaryFolder& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(storiesFolder())) {
        std::filesystem::create_symlink(entry.path(), folder.path() / entry.path().filename());
    }
}

/// The same with a chat template: "<s>", and for each message its role in capitals, its text and "</s>".
inline void linkStoriesWithTemplate(const TemporaryFolder& folder) {
    linkStories(folder);
    folder.write("chat_template.jinja", "{{ '<s>' }}{% for m in messages %}{{ m.role | upper }} {{ m.content }}</s>"
                                        "{% endfor %}{% if add_generation_prompt %}ONCE{% endif %}");
}

} // namespace salient
