// SPDX-License-Identifier: Apache-2.0
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/model_search.h"

namespace salient {

namespace {

struct ModelsArguments {
    std::vector<std::filesystem::path> roots;
};
constexpr auto jsonFields(const ModelsArguments*) {
    return std::tuple{jsonField("roots", &ModelsArguments::roots)};
}

const char* supportName(ModelSupport support) {
    return support == ModelSupport::Full ? "full" : support == ModelSupport::Partly ? "partly" : "none";
}

/// Texts that are not known are null.
Json orNull(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

Json listingToJson(const ModelListing& model) {
    return {{"path", model.path.string()},
            {"name", model.name},
            {"revision", orNull(model.revision)},
            {"source", model.cached ? "cache" : "folder"},
            {"class", orNull(model.className)},
            {"family", orNull(model.family)},
            {"parameters", model.parameters ? Json(*model.parameters) : Json()},
            {"bytes", model.bytes},
            {"dtype", orNull(model.dtype)},
            {"complete", model.missing.empty()},
            {"missing", model.missing},
            {"quantization", orNull(model.quantization)},
            {"support", supportName(model.support)},
            {"reason", model.reason},
            {"modified", model.modified}};
}

} // namespace

std::string modelsCommand(const std::string& arguments, const RunContext& context) {
    const auto given = readArguments<ModelsArguments>("models", arguments);
    const std::vector<SearchRoot> roots = searchRoots(given.roots);
    Json places = Json::array();
    for (const SearchRoot& root : roots) {
        places.push_back({{"path", root.path.string()},
                          {"source", root.isCache ? "cache" : "folder"},
                          {"exists", root.exists},
                          {"writable", root.writable},
                          {"free_bytes", root.freeBytes < 0 ? Json() : Json(root.freeBytes)}});
    }
    Json models = Json::array();
    for (const ModelListing& model : findModels(roots, context)) {
        models.push_back(listingToJson(model));
    }
    return jsonToText({{"models", models}, {"roots", places}});
}

} // namespace salient
