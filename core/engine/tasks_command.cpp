// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/output_file.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/engine/loaded_model.h"
#include "core/engine/task_results.h"
#include "core/export/pending_output.h"
#include "core/tasks/chat_encoder.h"
#include "core/tokenizer/tokenizer.h"

#include <chrono>
#include <optional>

namespace salient {

namespace {

namespace fs = std::filesystem;

struct TasksArguments : ModelArguments {
    std::vector<std::string> others; ///< folders, set beside `model`; the adapter is not for them
    fs::path task;
    std::string shape;
    int64_t limit = 0;
    int64_t shots = 0;
    fs::path examples;
    bool bos = false;
    bool chat = false;
    int64_t maxTokens = 0;
    fs::path output;
    bool overwrite = false;
};
constexpr auto jsonFields(const TasksArguments*) {
    using A = TasksArguments;
    return std::tuple_cat(
        modelFields(),
        std::tuple{jsonField("others", &A::others), jsonField("task", &A::task), jsonField("shape", &A::shape),
                   jsonField("limit", &A::limit), jsonField("shots", &A::shots), jsonField("examples", &A::examples),
                   jsonField("bos", &A::bos), jsonField("chat", &A::chat), jsonField("max_tokens", &A::maxTokens),
                   jsonField("output", &A::output), jsonField("overwrite", &A::overwrite)});
}

/// OutputKind::whyKept: only a file is replaced.
std::string whyKept(const fs::path& found) {
    const fs::file_status status = fs::symlink_status(found);
    return fs::is_regular_file(status) ? "" : fs::is_symlink(status) ? "is a link" : "is no file";
}

constexpr OutputKind kTextFile{"output.not_a_file", whyKept};

/// The models in the order of their columns.
std::vector<ModelArguments> modelsOf(const TasksArguments& given) {
    const ModelArguments& first = given;
    std::vector<ModelArguments> models = {first};
    for (const std::string& other : given.others) {
        models.push_back(first);
        models.back().model = resolveModelFolder(other);
        models.back().adapter.clear();
    }
    return models;
}

void checkOutput(const TasksArguments& given, const TaskFile& task) {
    const TaskItem& item = task.records.front().item;
    const bool code = std::holds_alternative<CodeItem>(item);
    if (given.output.empty() && (code || std::holds_alternative<DialogueItem>(item))) {
        throw usageError("tasks.output", fmt::format("What models write for {} is for somebody else to judge; say with "
                                                     "--output where it goes.",
                                                     task.path.string()));
    }
    if (code && !given.others.empty()) {
        throw usageError("tasks.one_model", "A judge of programs takes one file for each model; give one model.");
    }
}

/// What would be found wrong with a model only after the ones before it have answered.
void checkModels(const std::vector<ModelArguments>& models, bool chat, const RunContext& context) {
    for (const ModelArguments& model : models) {
        const Tokenizer tokenizer = Tokenizer::load(model.model);
        if (chat) {
            ChatEncoder(model.model, tokenizer, {});
        }
        ModelSource::open(model.model, model.adapter);
        context.checkCancelled();
    }
}

ModelOutcome askModel(const ModelArguments& given, TaskRun& run, const RunContext& context) {
    const Tokenizer tokenizer = Tokenizer::load(given.model);
    LoadedModel model(given, context);
    context.checkCancelled();
    const auto start = std::chrono::steady_clock::now();
    ModelOutcome result{given.model, run.ask(model.transformer, tokenizer), 0.0};
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    model.finishCache(context);
    return result;
}

} // namespace

std::string tasksCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<TasksArguments>("tasks", arguments);
    requireArgument("tasks", "task", !given.task.empty());
    resolveModelArguments("tasks", given);
    const TaskFile task = readTaskFile(
        given.task, {.shape = given.shape, .limit = given.limit, .shots = given.shots, .examples = given.examples});
    checkOutput(given, task);
    const std::vector<ModelArguments> models = modelsOf(given);
    const TaskOptions options{.beginText = given.bos, .chat = given.chat, .maxTokens = given.maxTokens};
    TaskRun run(task, options, models.size(), context);
    checkModels(models, given.chat || std::holds_alternative<DialogueItem>(task.records.front().item), context);
    std::optional<PendingOutput> output;
    if (!given.output.empty()) {
        output.emplace(given.output, kTextFile, OutputOptions{.input = given.task, .overwrite = given.overwrite});
    }
    std::vector<ModelOutcome> outcomes;
    for (const ModelArguments& model : models) {
        outcomes.push_back(askModel(model, run, context));
    }
    Json result = {{"task", given.task.string()},
                   {"shape", task.shape},
                   {"items", task.records.size()},
                   {"shots", task.shots},
                   {"protocol", protocolText(task, options, run.maxTokens())},
                   {"models", modelsJson(task, outcomes)},
                   {"output", Json()}};
    if (output) {
        const fs::path finished = output->workspace() / output->finalPath().filename();
        writeNewFile(finished, outputText(task, outcomes));
        output->commit(finished);
        result["output"] = output->finalPath().string();
    }
    return jsonToText(result);
}

} // namespace salient
