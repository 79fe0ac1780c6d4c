// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/task_file.h"

#include "core/calibration/text_file.h"
#include "core/checkpoint/json_file.h"
#include "core/json_fields.h"
#include "core/tasks/gzip_text.h"
#include "core/tasks/task_examples.h"
#include "core/tasks/task_shapes.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <limits>
#include <optional>

namespace salient {

namespace fs = std::filesystem;

static std::string placeOf(const fs::path& path, int64_t line) {
    return fmt::format("{}, line {}", path.string(), line);
}

std::string TaskFile::originOf(const TaskRecord& record) const {
    return placeOf(path, record.line);
}

/// The whole text, which calibration's rules for text files hold for.
static std::string readText(const fs::path& path) {
    constexpr int64_t kMaxBytes = 1'000'000'000;
    const MappedFile mapped = mapTextFile(path);
    std::string text =
        isGzip(mapped.bytes()) ? gunzip(mapped.bytes(), path.string(), kMaxBytes) : std::string(textOf(mapped));
    checkIsText(text, path.string());
    return text;
}

/// At most `count` records of one shape, which is recognised when `shape` is null.
static std::vector<TaskRecord> readRecords(const fs::path& path, const TaskShape*& shape, int64_t count) {
    const std::string text = readText(path);
    std::vector<TaskRecord> records;
    int64_t line = 0;
    for (size_t begin = 0; begin < text.size() && static_cast<int64_t>(records.size()) < count;) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view words = std::string_view(text).substr(begin, end - begin);
        begin = end + 1;
        ++line;
        if (words.find_first_not_of(" \t\r") == std::string_view::npos) {
            continue;
        }
        const std::string origin = placeOf(path, line);
        const Json record = parseOrderedJson(words, origin);
        if (!record.is_object()) {
            throw inputError("tasks.record", fmt::format("{}: expected an object with the fields of a task, found {}.",
                                                         origin, shortJson(record)));
        }
        if (shape == nullptr) {
            shape = &taskShapeOf(record, origin);
        }
        records.push_back({line, shape->read(TaskFields(record, origin))});
    }
    return records;
}

static void checkOptions(const TaskFileOptions& options) {
    if (options.limit < 0) {
        throw usageError("tasks.limit",
                         fmt::format("Expected at least 1 item, or 0 for all, found {}.", options.limit));
    }
    constexpr int64_t kMostShots = 1000;
    if (options.shots < 0 || options.shots > kMostShots) {
        throw usageError("tasks.shots",
                         fmt::format("Expected 0 to {} examples before an item, found {}.", kMostShots, options.shots));
    }
}

static void requireRecords(const fs::path& path, const std::vector<TaskRecord>& records, int64_t wanted) {
    if (static_cast<int64_t>(records.size()) < wanted) {
        throw inputError("tasks.no_items", fmt::format("{}: expected at least {} record{}, found {}.", path.string(),
                                                       wanted, wanted == 1 ? "" : "s", records.size()));
    }
}

TaskFile readTaskFile(const fs::path& path, const TaskFileOptions& options) {
    checkOptions(options);
    const TaskShape* shape = options.shape.empty() ? nullptr : &taskShapeNamed(options.shape);
    const int64_t ownExamples = options.examples.empty() ? options.shots : 0;
    const int64_t most = options.limit == 0 ? std::numeric_limits<int64_t>::max() : options.limit + ownExamples;
    TaskFile file{.path = path, .shape = "", .shots = options.shots, .records = readRecords(path, shape, most)};
    requireRecords(path, file.records, ownExamples + 1);
    file.shape = shape->name;

    std::vector<TaskRecord> examples;
    if (options.examples.empty()) {
        const auto end = file.records.begin() + ownExamples;
        examples.assign(file.records.begin(), end);
        file.records.erase(file.records.begin(), end);
    } else {
        examples = readRecords(options.examples, shape, options.shots);
        requireRecords(options.examples, examples, options.shots);
    }
    putBefore(file.records, examples);
    return file;
}

} // namespace salient
