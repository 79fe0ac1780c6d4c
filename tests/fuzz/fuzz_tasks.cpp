// SPDX-License-Identifier: Apache-2.0
// Any bytes as a task file, plain or in gzip, with and without solved examples: items that can be asked, or an Error in
// one sentence.
#include "core/tasks/task_file.h"
#include "kernels/error.h"
#include "tests/fuzz/memory_file.h"

#include <cstdint>
#include <cstdlib>

using namespace salient;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

void checkItem(const TaskItem& item) {
    if (const auto* choice = std::get_if<ChoiceItem>(&item)) {
        require(choice->gold < choice->options.size());
        for (const ChoiceOption& option : choice->options) {
            require(option.characters > 0);
        }
    } else if (const auto* dialogue = std::get_if<DialogueItem>(&item)) {
        require(!dialogue->turns.empty());
    }
}

void readAll(const MemoryFile& bytes, int64_t shots) {
    try {
        const TaskFile file = readTaskFile(bytes.path(), {.shots = shots});
        require(!file.records.empty());
        for (const TaskRecord& record : file.records) {
            checkItem(record.item);
            require(record.item.index() == file.records.front().item.index());
        }
    } catch (const Error& error) {
        static_cast<void>(error);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    const MemoryFile file(bytes, size);
    readAll(file, 0);
    readAll(file, 1);
    return 0;
}
