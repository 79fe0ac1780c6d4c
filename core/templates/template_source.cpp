// SPDX-License-Identifier: Apache-2.0
#include "core/templates/template_source.h"

#include "core/checkpoint/json_file.h"
#include "core/run_context.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int64_t kLongestTemplate = 1'000'000; // bytes

/// An empty object when there is no such file.
Json readOptional(const fs::path& file) {
    if (!fs::exists(file)) {
        return Json::object();
    }
    constexpr JsonLimits kLimits;
    Json json = parseJson(readTextFile(file, kLimits.bytes), file.string(), kLimits);
    if (!json.is_object()) {
        throw inputError("json.not_an_object",
                         fmt::format("{} should hold an object, found {}.", file.string(), json.type_name()));
    }
    return json;
}

class FolderReader {
public:
    explicit FolderReader(fs::path folder)
        : m_folder(std::move(folder)), m_config(readOptional(m_folder / "tokenizer_config.json")) {}

    FolderTemplates read() {
        readFiles();
        readValue(m_config, m_folder / "tokenizer_config.json");
        if (m_result.templates.empty()) {
            const fs::path file = m_folder / "chat_template.json";
            readValue(readOptional(file), file);
        }
        if (m_result.templates.empty()) {
            addStandIn();
        }
        readSpecialTokens();
        return std::move(m_result);
    }

private:
    /// The first of a name wins.
    void add(std::string name, std::string source, std::string origin) {
        const bool isKnown = std::any_of(m_result.templates.begin(), m_result.templates.end(),
                                         [&](const NamedTemplate& known) { return known.name == name; });
        if (!isKnown) {
            m_result.templates.push_back({std::move(name), std::move(source), std::move(origin)});
        }
    }

    void readFiles() {
        if (const fs::path file = m_folder / "chat_template.jinja"; fs::exists(file)) {
            add("default", readTextFile(file, kLongestTemplate), file.string());
        }
        const fs::path more = m_folder / "additional_chat_templates";
        if (!fs::is_directory(more)) {
            return;
        }
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(more)) {
            if (entry.path().extension() == ".jinja") {
                files.push_back(entry.path());
            }
        }
        std::sort(files.begin(), files.end());
        for (const fs::path& file : files) {
            add(file.stem().string(), readTextFile(file, kLongestTemplate), file.string());
        }
    }

    /// "chat_template": a text, or a list of {"name", "template"}.
    void readValue(const Json& config, const fs::path& file) {
        const auto found = config.find("chat_template");
        if (found == config.end() || found->is_null()) {
            return;
        }
        if (found->is_string()) {
            add("default", found->get<std::string>(), file.string());
            return;
        }
        const auto isNamed = [](const Json& entry) {
            return entry.is_object() && entry.contains("name") && entry["name"].is_string() &&
                   entry.contains("template") && entry["template"].is_string();
        };
        if (!found->is_array() || !std::all_of(found->begin(), found->end(), isNamed)) {
            throw inputError("chat_template.wrong_type",
                             fmt::format("{} should have a text as \"chat_template\", or a list of objects with "
                                         "\"name\" and \"template\", found {}.",
                                         file.string(), found->type_name()));
        }
        for (const Json& entry : *found) {
            add(entry["name"], entry["template"], file.string());
        }
    }

    void addStandIn() {
        const Json config = readOptional(m_folder / "config.json");
        const auto type = config.find("model_type");
        const std::string modelType = type != config.end() && type->is_string() ? type->get<std::string>() : "";
        if (const char* source = builtInTemplate(modelType)) {
            m_result.issues.push_back({Severity::Notice, "chat_template.built_in",
                                       fmt::format("{} has no chat template; the usual one of {} models is used.",
                                                   m_folder.string(), modelType)});
            add("default", source, fmt::format("of {} models", modelType));
            return;
        }
        m_result.issues.push_back(
            {Severity::Warning, "chat_template.plain",
             fmt::format("{} has no chat template; roles and texts are written plainly, which no model was trained on.",
                         m_folder.string())});
        add("default", plainTemplate(), "for plain text");
    }

    void readSpecialTokens() {
        for (const char* key :
             {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"}) {
            const Json value = m_config.value(key, Json());
            const Json text = value.is_object() ? value.value("content", Json()) : value;
            if (text.is_string()) {
                m_result.specialTokens.emplace_back(key, text.get<std::string>());
            }
        }
    }

    fs::path m_folder;
    Json m_config;
    FolderTemplates m_result;
};

} // namespace

FolderTemplates readFolderTemplates(const fs::path& folder) {
    return FolderReader(folder).read();
}

FolderTemplates readFolderTemplates(const fs::path& folder, const RunContext& context) {
    FolderTemplates templates = readFolderTemplates(folder);
    for (const Issue& issue : templates.issues) {
        context.emit(IssueFound{issue});
    }
    return templates;
}

const NamedTemplate& chooseTemplate(const FolderTemplates& templates, bool hasTools) {
    const auto find = [&](const char* name) -> const NamedTemplate* {
        const auto found = std::find_if(templates.templates.begin(), templates.templates.end(),
                                        [&](const NamedTemplate& entry) { return entry.name == name; });
        return found == templates.templates.end() ? nullptr : &*found;
    };
    const NamedTemplate* forTools = hasTools ? find("tool_use") : nullptr;
    const NamedTemplate* chosen = forTools != nullptr ? forTools : find("default");
    if (chosen == nullptr && templates.templates.size() == 1) {
        chosen = &templates.templates.front();
    }
    if (chosen == nullptr) {
        throw inputError("chat_template.no_default",
                         fmt::format("The model has {} chat templates, expected one named \"default\" among them.",
                                     templates.templates.size()));
    }
    return *chosen;
}

} // namespace salient
