// SPDX-License-Identifier: Apache-2.0
#include "core/engine/commands.h"

#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/version.h"

#include <new>
#include <tuple>

namespace salient {

const std::vector<Command>& commands() {
    static const std::vector<Command> table = {
        {"models", "models on this machine", modelsCommand},
        {"inspect", "architecture, tensors, sizes, allowed group sizes, memory plan", inspectCommand},
        {"fields", "fields of a data file's records", fieldsCommand},
        {"presets", "calibration texts that come with the program", presetsCommand},
        {"preview", "calibration samples as the model will see them", previewCommand},
        {"plan", "what quantize would do, and what it would cost", planCommand},
        {"quantize", "a 4-bit AWQ folder from a model folder", quantizeCommand},
        {"convert", "a quantised folder in another layout, the integers unchanged; or a GGUF file", convertCommand},
        {"evaluate", "perplexity on a text", evaluateCommand},
        {"logits", "logits of the next token", logitsCommand},
        {"compare", "two models on the same text: perplexity, KL, same tokens", compareCommand},
        {"tasks", "multiple choice, exact answers, programs and dialogues from task files", tasksCommand},
        {"sensitivity", "what every layer costs in quality, measured", sensitivityCommand},
        {"study", "methods, bits, groups and calibration sizes side by side, measured", studyCommand},
        {"budget", "bits per layer for a size, from a measurement", budgetCommand},
        {"tokenize", "text to token ids", tokenizeCommand},
        {"detokenize", "token ids to text", detokenizeCommand},
        {"template", "messages to the text that a model expects", templateCommand},
        {"generate", "continue a prompt", generateCommand},
        {"chat", "talk with a model", chatCommand},
        {"verify", "read a quantised folder back and prove that it works", verifyCommand},
        {"runs", "recorded runs, the newest first", runsCommand},
        {"report", "a recorded run as one HTML file", reportCommand},
        {"note", "words of your own beside a recorded run", noteCommand},
        {"cache", "packed weights that are kept so that models start faster", cacheCommand},
        {"bench model", "speed of a model: prompt, decode, first token", benchModelCommand},
        {"bench load", "how fast a model starts, beside its disk", benchLoadCommand},
        {"bench kernels", "products of quantised weights, beside memory and dense ones", benchKernelsCommand},
        {"version", "version and commands of this program", versionCommand},
    };
    return table;
}

Failed describeFailure(const std::exception& error) {
    if (const auto* known = dynamic_cast<const Error*>(&error)) {
        return {known->code(), known->what(), known->exitCode()};
    }
    if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
        return {"memory.exhausted",
                "The memory of this machine does not suffice; nothing was written under the final name.",
                static_cast<int>(ErrorKind::Resource)};
    }
    return {"internal", fmt::format("This should not have happened, please report it: {}.", error.what()),
            static_cast<int>(ErrorKind::Internal)};
}

static std::string runCommand(std::string_view name, const std::string& arguments, const RunContext& context) {
    for (const Command& command : commands()) {
        if (command.name == name) {
            return command.run(arguments, context);
        }
    }
    std::string known;
    for (const Command& command : commands()) {
        known += (known.empty() ? "" : ", ") + std::string(command.name);
    }
    throw usageError("command.unknown", fmt::format("Expected one of the commands {}, found \"{}\".", known, name));
}

int performCommand(std::string_view name, const std::string& arguments, const RunContext& context) {
    try {
        const Finished finished{runCommand(name, arguments, context)};
        context.emit(finished);
        return 0;
    } catch (const std::exception& error) {
        const Failed failed = describeFailure(error);
        context.emit(failed);
        return failed.exitCode;
    }
}

struct NoArguments {};
static constexpr auto jsonFields(const NoArguments*) {
    return std::tuple{};
}

std::string versionCommand(const std::string& arguments, const RunContext&) {
    readArguments<NoArguments>("version", arguments);
    Json names = Json::array();
    for (const Command& command : commands()) {
        names.push_back(command.name);
    }
    return jsonToText({{"program", "salient"}, {"version", programVersion()}, {"commands", names}});
}

} // namespace salient
