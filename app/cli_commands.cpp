// SPDX-License-Identifier: Apache-2.0
#include "app/cli_commands.h"

#include "app/argument_words.h"
#include "app/bench_flags.h"
#include "app/cli_output.h"
#include "app/command_words.h"
#include "app/flag_binder.h"
#include "app/model_flags.h"
#include "app/study_flags.h"
#include "app/task_flags.h"
#include "app/unexpected_arguments.h"
#include "core/calibration/calibration_data.h"
#include "core/convert_model.h"
#include "core/engine/commands.h"
#include "core/formats/export_format.h"
#include "core/method.h"
#include "core/version.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

namespace salient {

namespace {

constexpr const char* kExamples = R"(Examples:
  salient inspect models/SmolLM2-135M
  salient quantize models/SmolLM2-135M -o out/SmolLM2-135M-awq --group-size 64
  salient evaluate out/SmolLM2-135M-awq --text wiki.test.raw --windows 16
  salient generate out/SmolLM2-135M-awq --prompt "The capital of France is" --max-tokens 20 --greedy

Exit codes: 0 done, 1 wrong command line, 2 wrong input, 3 no memory, disk or device, 4 numbers out of range,
5 cancelled, 6 a fault of this program.)";

void addModel(FlagBinder& flags, const char* help = "Hugging Face model folder") {
    flags.text("MODEL", "/model", help)->required();
}

void addModels(FlagBinder flags) {
    flags.texts("ROOT", "/roots", "folders to look in, two levels deep (default: this one and ~/models)");
}

void addInspect(FlagBinder flags) {
    addModel(flags);
    flags.text("--dequantize", "/dequantize", "instead: SHA-256 of one weight's fp32 values, to compare unpackers");
}

void addFields(FlagBinder flags) {
    flags.text("FILE", "/file", "JSON, JSONL, CSV or Parquet file")->required();
}

void addPresets(FlagBinder flags) {
    flags.text("MODEL", "/model", "model whose tokens are counted");
}

void addPreview(FlagBinder flags) {
    addModel(flags);
    flags.texts("--calibration", "/sources", "as of quantize");
    flags.integer("--samples", "/samples", "calibration samples (default 128)");
    flags.integer("--length", "/length", "tokens per sample (default 512)");
    flags.seed("--seed", "/seed", "of the choice of samples (default 42)");
    flags.integer("--holdout", "/holdout_samples", "samples kept out (default 4)");
    flags.integer("--show", "/show", "samples to show (default 3)");
    flags.flag("--no-chat-template", "/chat_template", false, "conversations as plain text");
}

void addMethod(FlagBinder flags) {
    const auto names = [](const auto& table) {
        std::vector<std::string> all;
        std::ranges::transform(table, std::back_inserter(all), [](const auto& entry) { return entry.name; });
        return fmt::format("{}", fmt::join(all, ", "));
    };
    flags.text("--method", "/method", fmt::format("one of {} (default awq)", names(kMethods)));
    flags.texts("--without", "/without", fmt::format("leave a part of the method out: {}", names(kMethodParts)));
    flags.text("--column-order", "/column_order",
               fmt::format("GPTQ's order: one of {} (default group-aware)", names(kColumnOrders)));
    flags.number("--smoothing", "/smoothing",
                 "SmoothQuant: how much of the range moves into the weights (default 0.5)");
    flags.number("--damping", "/damping", "GPTQ: share of the Hessian's mean diagonal added to it (default 0.05)");
}

void addQuantize(FlagBinder flags) {
    flags.text("MODEL", "/model", "Hugging Face model folder (or in the recipe)");
    addAdapter(flags);
    flags.text("-o,--output", "/output", "folder to write; must not exist");
    flags.text("--recipe", "/recipe", "recipe file (recipe.json of a run); other flags override it");
    addMethod(flags);
    flags.text("--preset", "/preset", "default, or reference: AutoAWQ's own search");
    flags.text("--format", "/format",
               fmt::format("of the files: {} (default {})", fmt::join(formatNames(), ", "), kDefaultFormat));
    flags.integer("--bits", "/bits", "bits per weight (default 4)");
    flags.integer("--group-size", "/group_size", "16, 32, 64, 128 (default), 256, or 0: whole rows");
    flags.flag("--symmetric", "/symmetric", true, "zero point in the middle");
    flags.flag("--no-clip", "/clip", false, "keep the largest weights as they are");
    flags.texts(
        "--calibration", "/calibration/sources",
        fmt::format(
            "FILE[#KEY][:WEIGHT] (text, JSON, JSONL, CSV, Parquet, token ids), hf:datasets/OWNER/NAME, or presets: {}",
            fmt::join(calibrationPresets(), ", ")));
    flags.integer("--samples", "/calibration/samples", "calibration samples (default 128)");
    flags.integer("--length", "/calibration/length", "tokens per sample (default 512)");
    flags.seed("--seed", "/calibration/seed", "of the choice of samples (default 42)");
    flags.integer("--holdout", "/holdout_samples", "samples kept out to measure quality (default 4)");
    flags.pairs("--mark", "/marks", "module", "bits",
                "MODULE=BITS, repeatable: 8 where the format can, 16 leaves that linear as it is "
                "(model.layers.0.mlp.down_proj=16)");
    flags.number("--target-bits", "/target_bits",
                 "mean bits per weight to reach: marks are chosen from a measurement (salient sensitivity)");
    flags.text("--target-size", "/target_size", "the same by the size of all weight files: 900MB, 1.2GB");
    flags.text("--reuse", "/reuse", "an earlier run: blocks that stay as they are are taken from it");
    flags.flag("--strict", "/strict", true, "refuse when a layer cannot take the group size");
    flags.flag("--force", "/overwrite", true, "replace the output folder");
    flags.integer("--shard-bytes", "/shard_bytes", "largest size of one file (default 5000000000)");
    flags.text("--run-folder", "/run_folder", "where events and results are kept (default: the user's data folder)");
}

void addEvaluate(FlagBinder flags) {
    addModel(flags);
    addAdapter(flags);
    flags.text("--text", "/text", "text file")->required();
    flags.integer("--context", "/context", "tokens per window (default 2048)");
    flags.integer("--windows", "/windows", "windows from the start of the text (default: all)");
    flags.flag("--completion-only", "/completion_only", true,
               "the file holds conversations, as calibration takes them; only answers are scored");
    addArithmetic(flags);
}

void addConvert(FlagBinder flags) {
    flags.text("MODEL", "/model", "quantised folder: AutoAWQ, GPTQ or compressed-tensors; for GGUF also one in 16 bit")
        ->required();
    flags.text("-o,--output", "/output", "folder to write, for GGUF a file; must not exist")->required();
    flags.text("--format", "/format", fmt::format("one of {}", fmt::join(convertFormats(), ", ")))->required();
    flags.text("--run", "/run", "GGUF of an original: fold in the scales that this run of it found");
    flags.flag("--force", "/overwrite", true, "replace the output folder");
    flags.integer("--shard-bytes", "/shard_bytes", "largest size of one file (default 5000000000)");
}

void addCompare(FlagBinder flags) {
    flags.text("MODEL", "/model", "the original, or what the other one is measured against")->required();
    flags.text("OTHER", "/other", "the model in question")->required();
    flags.text("--text", "/text", "text file")->required();
    flags.integer("--context", "/context", "tokens per window (default 2048)");
    flags.integer("--windows", "/windows", "windows from the start of the text (default: all)");
}

void addSensitivity(FlagBinder flags) {
    flags.text("MODEL", "/model", "model folder; it is quantised first unless --run names a finished run");
    flags.text("--run", "/run", "a recorded run of this model: its result and scales are measured");
    flags.text("--text", "/text", "text file")->required();
    flags.integer("--context", "/context", "tokens per window (default 2048)");
    flags.integer("--windows", "/windows", "windows from the start of the text, 0: all (default 8)");
    flags.text("--sweep", "/sweep", "both (default); alone: one layer quantised; restored: one layer in 16 bit");
    flags.integer("--bits", "/quantize/bits", "of the run that is made first (default 4)");
    flags.integer("--group-size", "/quantize/group_size", "of that run (default 128)");
    flags.texts("--calibration", "/quantize/calibration/sources", "of that run, as of quantize");
    flags.integer("--samples", "/quantize/calibration/samples", "of that run (default 128)");
    flags.integer("--length", "/quantize/calibration/length", "of that run (default 512)");
    flags.text("-o,--output", "/quantize/output", "folder of that run's result (default: inside the run folder)");
}

void addBudget(FlagBinder flags) {
    flags.text("RUN", "/run", "a run with a sensitivity measurement: path or name")->required();
    FlagBinder target = flags.oneOf("Target");
    target.number("--target-bits", "/target_bits", "bits per weight of the quantised layers, scales included");
    target.text("--target-size", "/target_size", "of all weight files: 900MB, 1.2GB");
    flags.numbers<int>("--bits", "/bits", "that a layer may have (default 4,8,16)");
    flags.pairs("--pin", "/pins", "module", "bits", "NAME=BITS, repeatable: a layer or set whose bits are settled");
}

void addLogits(FlagBinder flags) {
    addModel(flags);
    addAdapter(flags);
    flags.numbers<int32_t>("--tokens", "/tokens", "token ids, 1,2,3")->type_name("IDS")->required();
    flags.integer("--top", "/top", "tokens in the list of the most likely (default 10)");
    addArithmetic(flags);
}

void addTokenize(FlagBinder flags) {
    addModel(flags);
    FlagBinder input = flags.oneOf("Input");
    input.text("--text", "/text", "the text itself");
    input.text("--file", "/file", "text file");
    flags.flag("--no-special-tokens", "/special_tokens", false, "without what the tokenizer puts around a text");
}

void addDetokenize(FlagBinder flags) {
    addModel(flags);
    flags.numbers<int32_t>("--tokens", "/tokens", "token ids, 1,2,3")->type_name("IDS")->required();
    flags.flag("--no-special-tokens", "/special_tokens", false, "leave special tokens out");
}

void addTemplate(FlagBinder flags) {
    addModel(flags);
    flags.text("--messages", "/messages", "JSON file: a list of messages, or an object with messages and tools")
        ->required();
    flags.text("--tools", "/tools", "JSON file: a list of tools");
    flags.flag("--no-generation-prompt", "/generation_prompt", false, "without the beginning of an answer");
    flags.flag("--ids", "/ids", true, "token ids instead of the text");
}

void addSampling(FlagBinder& flags, const char* seedHelp) {
    flags.flag("--greedy", "/greedy", true, "always the most likely token");
    flags.number("--temperature", "/temperature", "default 0.7");
    flags.integer("--top-k", "/top_k", "draw among the K most likely (default 50; 0: all)");
    flags.number("--top-p", "/top_p", "draw among those that hold this probability (default 0.95)");
    flags.number("--min-p", "/min_p", "leave out what is less probable than this share of the first (default 0)");
    flags.number("--repetition-penalty", "/repetition_penalty", "above 1: tokens that were there are less likely");
    flags.seed("--seed", "/seed", seedHelp);
    addArithmetic(flags);
}

void addGenerate(FlagBinder flags) {
    addModel(flags);
    addAdapter(flags);
    flags.text("--prompt", "/prompt", "text to continue")->required();
    flags.flag("--chat", "/chat", true, "the prompt is a message, put into the model's chat template");
    flags.integer("--max-tokens", "/max_tokens", "new tokens at most (default 128)");
    addSampling(flags, "of the draws (default 0)");
}

void addChat(FlagBinder flags) {
    addModel(flags);
    addAdapter(flags);
    flags.text("--system", "/system", "what the model is told before the conversation");
    flags.integer("--max-tokens", "/max_tokens", "tokens of a reply at most (default 512)");
    addSampling(flags, "of the draws (default: another one for each reply)");
}

void addVerify(FlagBinder flags) {
    addModel(flags, "quantised model folder");
    flags.text("--against", "/against", "the folder it was made from");
}

void addRuns(FlagBinder flags) {
    flags.text("ROOT", "/root", "folder that holds runs (default: the user's data folder)");
}

void addReport(FlagBinder flags) {
    flags.text("RUN", "/run", "folder of a run, or its name as \"runs\" lists it")->required();
    flags.text("-o,--output", "/output", "HTML file to write (default: report.html in the run)");
}

void addNote(FlagBinder flags) {
    flags.text("RUN", "/run", "folder of a run, or its name as \"runs\" lists it")->required();
    flags.text("TEXT", "/text", "replaces the notes; \"\" removes them")->required();
}

void addCache(FlagBinder flags) {
    flags.flag("--clear", "/clear", true, "remove all of it");
}

struct CommandFlags {
    std::string_view command;
    void (*add)(FlagBinder);
    bool takesDevice;
};
constexpr CommandFlags kCommandFlags[] = {
    {"models", addModels, false},
    {"inspect", addInspect, false},
    {"fields", addFields, false},
    {"presets", addPresets, false},
    {"preview", addPreview, false},
    {"plan", addQuantize, true},
    {"quantize", addQuantize, true},
    {"evaluate", addEvaluate, true},
    {"logits", addLogits, true},
    {"tokenize", addTokenize, false},
    {"detokenize", addDetokenize, false},
    {"generate", addGenerate, true},
    {"chat", addChat, true},
    {"verify", addVerify, false},
    {"template", addTemplate, false},
    {"convert", addConvert, false},
    {"compare", addCompare, true},
    {"tasks", addTasks, true},
    {"sensitivity", addSensitivity, true},
    {"study", addStudy, true},
    {"budget", addBudget, false},
    {"runs", addRuns, false},
    {"report", addReport, false},
    {"note", addNote, false},
    {"cache", addCache, false},
    {"bench model", addBenchModel, true},
    {"bench load", addBenchLoad, true},
    {"bench kernels", addBenchKernels, true},
};

/// The whole command line as CLI11 sees it.
struct CommandLine {
    CLI::App app{"Quantises language models to 4 bit with AWQ, and proves the result.", "salient"};
    std::map<std::string, nlohmann::ordered_json> arguments; ///< by command; nodes of a map stay where they are
    bool json = false;
    std::string device;

    CommandLine() {
        app.footer(kExamples);
        app.set_version_flag("--version", fmt::format("salient {}", programVersion()));
        app.add_flag("--json", json, "one event per line on standard output, the last one with the result");
        app.add_option("--device", device, "auto (default), cpu or cuda:N")->type_name("");
        app.require_subcommand(0, 1);
        app.fallthrough();
        for (const Command& command : commands()) {
            CLI::App* sub = addCommandWords(app, std::string(command.name), std::string(command.purpose));
            auto& given = arguments[std::string(command.name)] = nlohmann::ordered_json::object();
            for (const CommandFlags& flags : kCommandFlags) {
                if (flags.command == command.name) {
                    flags.add(FlagBinder(*sub, given));
                }
            }
        }
        app.add_subcommand("engine", "the same commands as JSON lines on standard input and output");
    }

    ParsedCommandLine result() {
        const std::string command = chosenCommand(app);
        nlohmann::ordered_json& given = arguments[command];
        for (const CommandFlags& flags : kCommandFlags) {
            if (flags.command == command && flags.takesDevice && !device.empty()) {
                given["device"] = device;
            }
        }
        return {command, given.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace), json, 0};
    }
};

/// --json may stand anywhere, also in a command line that cannot be parsed.
bool asksForJson(int argc, const char* const* argv) {
    return std::find(argv, argv + argc, std::string_view("--json")) != argv + argc;
}

} // namespace

ParsedCommandLine parseCommandLine(int argc, const char* const* argv) {
    CommandLine commandLine;
    try {
        std::vector<std::string> words = argumentWords(argc, argv);
        std::reverse(words.begin(), words.end()); // as CLI11 wants them
        commandLine.app.parse(std::move(words));
        return commandLine.result();
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) { // --help or --version
            return {.command = "", .arguments = "", .json = false, .exitCode = commandLine.app.exit(error)};
        }
        const std::string sentence = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr
                                         ? unexpectedSentence(commandLine.app)
                                         : fmt::format("{}; see salient --help.", error.what());
        CliOutput("", asksForJson(argc, argv)).show(Failed{"usage.command_line", sentence, 1});
        return {.command = "", .arguments = "", .json = false, .exitCode = 1};
    }
}

} // namespace salient
