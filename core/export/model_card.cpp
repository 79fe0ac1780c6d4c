// SPDX-License-Identifier: Apache-2.0
#include "core/export/model_card.h"

#include "core/checkpoint/output_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace salient {

namespace {

/// A YAML scalar: JSON strings are YAML. Bytes that are no UTF-8 are replaced.
std::string yaml(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Text that stays text inside a table cell or a sentence of Markdown.
std::string plain(std::string_view text) {
    std::string escaped;
    for (const char character : text) {
        if (character == '\n' || character == '\r') {
            escaped += ' ';
        } else if (std::string_view("\\`*_[]<>|#").find(character) != std::string_view::npos) {
            escaped += '\\';
            escaped += character;
        } else {
            escaped += character;
        }
    }
    return escaped;
}

/// The name as code; a name with backquotes is shown as text instead.
std::string code(const std::string& name) {
    const bool simple = name.find_first_of("`|\n\r") == std::string::npos;
    return simple ? "`" + name + "`" : plain(name);
}

std::string row(std::string_view name, const std::string& value) {
    return fmt::format("| {} | {} |\n", name, value);
}

std::string groupText(int64_t groupSize) {
    return groupSize == 0 ? "whole row" : std::to_string(groupSize);
}

std::string frontMatter(const ModelCard& card) {
    std::string text = "---\n";
    text += fmt::format("base_model: {}\nbase_model_relation: quantized\n", yaml(card.baseModel));
    text += "library_name: transformers\npipeline_tag: text-generation\nquantized_by: Salient Studio\n";
    text += fmt::format("tags:\n- {}\n- {}-bit\n- quantized\n- salient-studio\n---\n\n",
                        card.format.starts_with("awq") ? "awq" : card.format, card.bits);
    return text;
}

std::string bitsText(const ModelCard& card) {
    if (card.linearsByBits.size() < 2) {
        return std::to_string(card.bits);
    }
    std::vector<std::string> parts;
    for (const auto& [bits, count] : card.linearsByBits) {
        parts.push_back(fmt::format("{} in {} {}", bits, count, count == 1 ? "layer" : "layers"));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string settings(const ModelCard& card) {
    std::string text = "## Settings\n\n| setting | value |\n|---|---|\n";
    text += row("method", plain(card.method + (card.preset.empty() ? "" : ", preset " + card.preset)));
    text += row("format", code(card.format));
    text += row("architecture", plain(card.architecture));
    text += row("bits per weight", bitsText(card));
    text += row("group size", groupText(card.groupSize));
    text += row("zero points", card.symmetric ? "symmetric (constant)" : "asymmetric");
    text += row("weight clipping", card.clip ? "searched" : "none");
    text += row("size before", bytesText(card.bytesBefore));
    text += row("size after", bytesText(card.bytesAfter));
    text += row("made with", plain(card.version));
    return text + "\n";
}

std::string calibration(const ModelCard& card) {
    if (card.calibrationTokens == 0) {
        return "## Calibration\n\nThe weights were rounded without calibration data.\n\n";
    }
    std::vector<std::string> sources;
    for (const std::string& source : card.calibrationSources) {
        sources.push_back(plain(source));
    }
    std::string text = "## Calibration\n\n| setting | value |\n|---|---|\n";
    text += row("texts", fmt::format("{}", fmt::join(sources, ", ")));
    text += row("samples", fmt::format("{} of {} tokens", card.calibrationSamples, card.calibrationLength));
    text += row("tokens", std::to_string(card.calibrationTokens));
    text += row("seed", std::to_string(card.seed));
    text += row("SHA-256 of the token ids", code(card.dataHash));
    return text + "\n";
}

std::string quality(const ModelCard& card) {
    if (!card.quality) {
        return "## Quality\n\nNot measured.\n\n";
    }
    const ModelCard::Quality& q = *card.quality;
    std::string text = fmt::format("## Quality\n\nProtocol: {} ({} tokens).\n\n", plain(q.protocol), q.tokens);
    text += "| measure | before | after |\n|---|---|---|\n";
    text += fmt::format("| perplexity | {:.4f} | {:.4f} |\n", q.perplexityBefore, q.perplexityAfter);
    text += fmt::format("| mean KL divergence from the original (nats) | 0 | {:.5f} |\n", q.meanKl);
    text += fmt::format("| same most likely token | 100 % | {:.2f} % |\n\n", 100.0 * q.sameTopToken);
    return text;
}

std::string worstLayers(const ModelCard& card) {
    if (card.worstLayers.empty()) {
        return "";
    }
    std::string text = "## Layers with the largest error\n\nRelative squared error of the layer's output; the last "
                       "column is rounding to nearest without any search.\n\n"
                       "| layer | error | round to nearest |\n|---|---|---|\n";
    for (const ModelCard::Layer& layer : card.worstLayers) {
        text +=
            fmt::format("| {} | {:.3e} | {:.3e} |\n", code(layer.module), layer.relativeError, layer.rtnRelativeError);
    }
    return text + "\n";
}

std::string modulesIn16Bit(const ModelCard& card) {
    if (card.modulesIn16Bit.empty()) {
        return "";
    }
    std::string text = "## Modules left in 16 bit\n\n";
    for (const std::string& module : card.modulesIn16Bit) {
        text += fmt::format("- {}\n", code(module));
    }
    return text + "\n";
}

/// A name that is safe inside the quotes of a shell or Python line; anything else becomes a placeholder.
std::string nameForCommands(const std::string& name) {
    const bool safe = !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                              "0123456789-_./") == std::string::npos;
    return safe ? name : "path/to/this/folder";
}

std::string loadingCode(const std::string& loader, const ModelCard& card) {
    const std::string name = nameForCommands(card.name);
    if (loader == "vLLM") {
        return fmt::format("```sh\nvllm serve {} --dtype float16\n```\n", name);
    }
    if (loader == "SGLang") {
        return fmt::format("```sh\npython -m sglang.launch_server --model-path {} --dtype float16\n```\n", name);
    }
    return fmt::format("```python\n# pip install {1}\nfrom transformers import AutoModelForCausalLM, AutoTokenizer\n\n"
                       "model = AutoModelForCausalLM.from_pretrained(\"{0}\", device_map=\"auto\")\n"
                       "tokenizer = AutoTokenizer.from_pretrained(\"{0}\")\n```\n",
                       name, card.transformersNeeds);
}

std::string howToLoad(const ModelCard& card) {
    std::string text = "## How to load\n\n";
    for (const ModelCard::Loader& loader : card.loaders) {
        text += loader.problem.empty() ? fmt::format("{}:\n\n{}\n", loader.name, loadingCode(loader.name, card))
                                       : fmt::format("Not with {}: {}\n\n", loader.name, plain(loader.problem));
    }
    return text;
}

std::string howToRepeat(const ModelCard& card) {
    // A line that could leave the block of code would be markup.
    if (card.command.empty() || card.command.find_first_of("`\r\n") != std::string::npos) {
        return "";
    }
    return fmt::format("## How to make it again\n\n```sh\n{}\n```\n", card.command);
}

} // namespace

static std::string bitsInWords(const ModelCard& card) {
    std::vector<int> bits;
    for (const auto& [count, linears] : card.linearsByBits) {
        bits.push_back(count);
    }
    return bits.size() < 2 ? std::to_string(card.bits) : fmt::format("{}", fmt::join(bits, "/"));
}

std::string modelCardText(const ModelCard& card) {
    std::string text = frontMatter(card);
    text += fmt::format("# {}\n\n{} quantised to {} bits with {}.\n\n", plain(card.name), plain(card.baseModel),
                        bitsInWords(card), plain(card.method));
    return text + settings(card) + calibration(card) + quality(card) + worstLayers(card) + modulesIn16Bit(card) +
           howToLoad(card) + howToRepeat(card);
}

} // namespace salient
