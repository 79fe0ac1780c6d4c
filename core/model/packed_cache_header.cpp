// SPDX-License-Identifier: Apache-2.0
#include "core/model/packed_cache_header.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace salient {

namespace {

using Json = nlohmann::json;

Json bytesJson(const SummedBytes& bytes) {
    return {bytes.offset, bytes.bytes, bytes.sum};
}

/// Offsets and sizes are so small that sums of two cannot overflow.
constexpr int64_t kLargestFile = int64_t{1} << 50;

SummedBytes bytesOf(const Json& json, int64_t begin) {
    const SummedBytes bytes{json.at(0).get<int64_t>(), json.at(1).get<int64_t>(), json.at(2).get<uint64_t>()};
    if (bytes.offset < 0 || bytes.offset > kLargestFile || bytes.bytes < 0 || bytes.bytes > kLargestFile) {
        throw std::out_of_range("offset");
    }
    return {bytes.offset + begin, bytes.bytes, bytes.sum};
}

PackedCacheEntry entryOf(const Json& json, int64_t begin) {
    PackedCacheEntry entry;
    PackedForm& form = entry.form;
    form.out = json.at("out").get<int64_t>();
    form.in = json.at("in").get<int64_t>();
    form.bits = json.at("bits").get<int>();
    form.groupSize = json.at("group").get<int64_t>();
    const bool possible = form.out > 0 && form.in > 0 && form.bits >= 2 && form.bits <= 8 && form.groupSize > 0 &&
                          form.in % form.groupSize == 0 && form.in <= kLargestFile && form.out <= kLargestFile;
    if (!possible) {
        throw std::out_of_range("form");
    }
    entry.data = bytesOf(json.at("data"), begin);
    if (json.contains("order")) {
        entry.order = bytesOf(json.at("order"), begin);
    }
    const int64_t orderBytes = form.in * static_cast<int64_t>(sizeof(int32_t));
    if (entry.order.bytes != 0 && entry.order.bytes != orderBytes) {
        throw std::out_of_range("order");
    }
    return entry;
}

} // namespace

std::string packedCacheHeader(const PackedCacheKey& key,
                              const std::vector<std::pair<std::string, PackedCacheEntry>>& entries) {
    Json weights = Json::object();
    for (const auto& [name, entry] : entries) {
        weights[name] = {{"out", entry.form.out},
                         {"in", entry.form.in},
                         {"bits", entry.form.bits},
                         {"group", entry.form.groupSize},
                         {"data", bytesJson(entry.data)}};
        if (entry.order.bytes > 0) {
            weights[name]["order"] = bytesJson(entry.order);
        }
    }
    return Json{{"model", key.model},
                {"layout", key.layout},
                {"head_bits", key.headBits},
                {"state", key.state},
                {"weights", weights}}
        .dump(-1, ' ', false, Json::error_handler_t::replace); // paths need not be UTF-8
}

int64_t readPackedCacheHeader(const std::string& text, const std::filesystem::path& file, int64_t begin,
                              PackedCacheKey& key, std::map<std::string, PackedCacheEntry>& entries) {
    try {
        const Json json = parseJson(text, file.string());
        key = {json.at("model").get<std::string>(), json.at("layout").get<std::string>(),
               json.at("head_bits").get<int>(), json.at("state").get<std::string>()};
        int64_t size = begin;
        for (const auto& [name, value] : json.at("weights").items()) {
            const PackedCacheEntry entry = entryOf(value, begin);
            size = std::max({size, entry.data.offset + entry.data.bytes, entry.order.offset + entry.order.bytes});
            entries.emplace(name, entry);
        }
        return size;
    } catch (const std::exception& error) {
        throw inputError("cache.damaged", fmt::format("The packed weights in {} are damaged: their header is not what "
                                                      "this program writes ({}).",
                                                      file.string(), error.what()));
    }
}

} // namespace salient
