// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_type.h"

#include <algorithm>

namespace salient {

namespace {

struct TypeRow {
    GgufType type;
    std::string_view name;
    int64_t values;
    int64_t bytes;
};

// gguf-py/gguf/constants.py, GGML_QUANT_SIZES.
constexpr TypeRow kTypes[] = {
    {GgufType::F32, "F32", 1, 4},     {GgufType::F16, "F16", 1, 2},     {GgufType::Q4_0, "Q4_0", 32, 18},
    {GgufType::Q4_1, "Q4_1", 32, 20}, {GgufType::Q8_0, "Q8_0", 32, 34}, {GgufType::Q4_K, "Q4_K", 256, 144},
};

const TypeRow& rowOf(GgufType type) {
    return *std::find_if(std::begin(kTypes), std::end(kTypes), [type](const TypeRow& row) { return row.type == type; });
}

} // namespace

const std::vector<GgufType>& ggufTypes() {
    static const std::vector<GgufType> types = [] {
        std::vector<GgufType> all;
        for (const TypeRow& row : kTypes) {
            all.push_back(row.type);
        }
        return all;
    }();
    return types;
}

std::optional<GgufType> ggufTypeOf(uint32_t number) {
    for (const TypeRow& row : kTypes) {
        if (static_cast<uint32_t>(row.type) == number) {
            return row.type;
        }
    }
    return std::nullopt;
}

std::string_view typeName(GgufType type) {
    return rowOf(type).name;
}

int64_t blockValues(GgufType type) {
    return rowOf(type).values;
}

int64_t blockBytes(GgufType type) {
    return rowOf(type).bytes;
}

} // namespace salient
