// SPDX-License-Identifier: Apache-2.0
#include "core/model_listing.h"

#include "core/checkpoint/json_file.h"
#include "core/checkpoint/model_folder.h"
#include "core/model/model_source.h"
#include "core/tokenizer/tokenizer.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <sys/stat.h>

namespace fs = std::filesystem;

namespace salient {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kIndexFile = "model.safetensors.index.json";

std::vector<fs::path> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failure; // a folder that cannot be listed holds nothing
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
        files.push_back(at->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

bool isThere(const fs::path& file) {
    std::error_code ignored; // false for a link whose target is gone
    return fs::exists(file, ignored);
}

bool isWeights(const fs::path& file) {
    const fs::path extension = file.extension();
    return extension == ".safetensors" || extension == ".bin" || extension == ".pth" || extension == ".gguf";
}

/// Names that the index gives its shards and that are not there.
std::vector<std::string> missingShards(const fs::path& folder) {
    const Json index = readJsonFile(folder / kIndexFile);
    std::set<std::string> names;
    const Json map = index.value("weight_map", Json::object());
    for (const Json& name : map) {
        if (name.is_string()) {
            names.insert(name.get<std::string>());
        }
    }
    std::vector<std::string> missing;
    for (const std::string& name : names) {
        if (!isThere(folder / name)) {
            missing.push_back(name);
        }
    }
    return missing;
}

/// Weight files that should be there. Other formats are whole, only not for us.
std::vector<std::string> missingFiles(const fs::path& folder) {
    if (isThere(folder / "model.safetensors")) {
        return {};
    }
    if (isThere(folder / kIndexFile)) {
        return missingShards(folder);
    }
    const std::vector<fs::path> files = filesIn(folder);
    const bool isSharded = std::any_of(files.begin(), files.end(), [](const fs::path& file) {
        return file.filename().string().starts_with("model-") && file.extension() == ".safetensors";
    });
    if (isSharded) {
        return {kIndexFile};
    }
    const bool hasOthers =
        std::any_of(files.begin(), files.end(), [](const fs::path& file) { return isWeights(file) && isThere(file); });
    return hasOthers ? std::vector<std::string>() : std::vector<std::string>{"model.safetensors"};
}

/// "awq 4 bit g128", "gptq 4 bit g32", "fp8", as far as the section says.
std::string quantizationText(const Json& config) {
    const Json section = config.value("quantization_config", Json());
    if (!section.is_object()) {
        return {};
    }
    const auto first = [&](std::initializer_list<const char*> keys) {
        for (const char* key : keys) {
            if (section.contains(key) && !section[key].is_null() && !section[key].is_structured()) {
                return section[key];
            }
        }
        return Json();
    };
    const Json method = first({"quant_method"});
    std::string text = method.is_string() ? method.get<std::string>() : "awq";
    if (const Json bits = first({"bits", "w_bit"}); bits.is_number_integer()) {
        text += fmt::format(" {} bit", bits.get<int64_t>());
    }
    if (const Json group = first({"group_size", "q_group_size"}); group.is_number_integer()) {
        text += group.get<int64_t>() > 0 ? fmt::format(" g{}", group.get<int64_t>()) : " whole rows";
    }
    return text;
}

/// What config.json says of itself.
void readConfig(const fs::path& folder, ModelListing& listing) {
    const Json config = readJsonFile(folder / "config.json");
    const Json classes = config.value("architectures", Json());
    if (classes.is_array() && !classes.empty() && classes.front().is_string()) {
        listing.className = classes.front().get<std::string>();
    }
    const Json type = config.value("model_type", Json());
    listing.family = type.is_string() ? type.get<std::string>() : "";
    listing.quantization = quantizationText(config);
}

/// Packed codes stand for eight weights each; their scales and zero points for none.
int64_t parametersOf(const TensorInfo& tensor) {
    const int64_t elements = elementCount(tensor.shape);
    if (tensor.name.ends_with(".qweight")) {
        return elements * 8;
    }
    return isFloating(tensor.dtype) && !tensor.name.ends_with(".scales") ? elements : 0;
}

void countTensors(const Checkpoint& checkpoint, ModelListing& listing) {
    std::map<std::string, int64_t> bytesOf;
    int64_t parameters = 0;
    for (const TensorInfo& tensor : checkpoint.tensors()) {
        parameters += parametersOf(tensor);
        bytesOf[std::string(dtypeName(tensor.dtype))] += tensor.bytes;
    }
    listing.parameters = parameters;
    const auto most = std::max_element(bytesOf.begin(), bytesOf.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    listing.dtype = most == bytesOf.end() ? "" : most->first;
}

/// Safetensors are what counts; other formats only where there are none.
void addFileFacts(const fs::path& folder, ModelListing& listing) {
    int64_t otherBytes = 0;
    for (const fs::path& file : filesIn(folder)) {
        struct stat facts {};
        if ((!isWeights(file) && file.filename() != "config.json") || ::stat(file.c_str(), &facts) != 0) {
            continue;
        }
        if (isWeights(file)) {
            (file.extension() == ".safetensors" ? listing.bytes : otherBytes) += static_cast<int64_t>(facts.st_size);
        }
        listing.modified = std::max(listing.modified, static_cast<int64_t>(facts.st_mtime));
    }
    listing.bytes = listing.bytes > 0 ? listing.bytes : otherBytes;
}

/// Throws Error when nothing can be done with the model.
void judge(const fs::path& folder, ModelListing& listing) {
    const ModelSource source = ModelSource::open(folder);
    listing.family = source.config().architecture;
    listing.support = ModelSupport::Partly;
    if (!Tokenizer::findFile(folder)) {
        listing.reason = fmt::format("{} has no tokenizer, so only token ids can be given.", folder.string());
    } else if (source.quantized()) {
        listing.reason = "The model is quantised already: it can be evaluated, verified and talked to.";
    } else {
        listing.support = ModelSupport::Full;
    }
}

} // namespace

bool looksLikeModel(const fs::path& folder) {
    if (!isThere(folder / "config.json")) {
        return false;
    }
    const std::vector<fs::path> files = filesIn(folder);
    return std::any_of(files.begin(), files.end(),
                       [](const fs::path& file) { return isWeights(file) || file.filename() == kIndexFile; });
}

ModelListing describeModel(const fs::path& folder) {
    ModelListing listing;
    listing.path = folder;
    listing.name = folder.filename().empty() ? folder.parent_path().filename().string() : folder.filename().string();
    addFileFacts(folder, listing);
    try {
        readConfig(folder, listing);
        listing.missing = missingFiles(folder);
        countTensors(ModelFolder::open(folder).checkpoint(), listing); // says what is missing, too
        judge(folder, listing);
    } catch (const Error& error) {
        listing.reason = error.what();
    } catch (const Json::exception& error) { // an entry of config.json of a type that nobody writes
        listing.reason =
            fmt::format("{} is not what a model has: {}.", (folder / "config.json").string(), error.what());
    }
    return listing;
}

} // namespace salient
