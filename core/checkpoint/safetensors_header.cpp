// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/safetensors_header.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace salient {

namespace {

using nlohmann::json;

constexpr int64_t kLengthBytes = 8;
constexpr int64_t kLongestHeader = 100'000'000; // the limit of the reference reader
constexpr size_t kMostAxes = 32;

/// "file: tensor 'name'", the start of every message about one tensor.
std::string tensorPlace(const std::filesystem::path& file, std::string_view name) {
    return fmt::format("{}: tensor {}", file.string(), inQuotes(name));
}

/// A JSON integer from 0 to 2^63 − 1.
std::optional<int64_t> sizeFromJson(const json& value) {
    if (!value.is_number_unsigned()) {
        return std::nullopt;
    }
    const auto number = value.get<uint64_t>();
    if (number > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
        return std::nullopt;
    }
    return static_cast<int64_t>(number);
}

/// The N bytes of JSON, N checked against the file.
std::string_view headerText(const std::filesystem::path& file, std::span<const std::byte> bytes) {
    const std::string_view content(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (content.starts_with("version https://git-lfs")) {
        throw inputError(
            "safetensors.lfs_pointer",
            fmt::format("{} is a Git LFS pointer, not the weights; run `git lfs pull` in its folder.", file.string()));
    }
    if (content.size() < kLengthBytes) {
        throw inputError("safetensors.too_short",
                         fmt::format("{} has {} bytes, less than the 8 of a header length; download it again.",
                                     file.string(), content.size()));
    }
    uint64_t length = 0;
    for (int i = kLengthBytes - 1; i >= 0; --i) {
        length = length << 8 | std::to_integer<uint64_t>(bytes[static_cast<size_t>(i)]);
    }
    const uint64_t available = content.size() - kLengthBytes;
    if (length > available) {
        throw inputError("safetensors.header_too_long",
                         fmt::format("{} says that its header has {} bytes, but only {} follow: it is no safetensors "
                                     "file or was cut short; download it again.",
                                     file.string(), length, available));
    }
    if (length > kLongestHeader) {
        throw inputError(
            "safetensors.header_too_large",
            fmt::format("{} has a header of {} bytes; safetensors allows {}.", file.string(), length, kLongestHeader));
    }
    const std::string_view text = content.substr(kLengthBytes, length);
    if (!text.starts_with('{')) {
        throw inputError(
            "safetensors.bad_header",
            fmt::format("{} has a header that does not begin with '{{': it is no safetensors file.", file.string()));
    }
    return text;
}

Shape shapeFromJson(const json& entry, const std::string& place) {
    const auto found = entry.find("shape");
    if (found == entry.end() || !found->is_array() || found->size() > kMostAxes) {
        throw inputError("safetensors.bad_shape",
                         fmt::format("{} needs a \"shape\" that is an array of at most {} sizes.", place, kMostAxes));
    }
    Shape shape;
    for (const json& axis : *found) {
        const auto size = sizeFromJson(axis);
        if (!size) {
            throw inputError("safetensors.bad_shape", fmt::format("{} has the size {} in its shape; a whole number "
                                                                  "from 0 to 2^63-1 was expected.",
                                                                  place, inQuotes(axis.dump())));
        }
        shape.push_back(*size);
    }
    return shape;
}

DType dtypeFromJson(const json& entry, const std::string& place) {
    const auto found = entry.find("dtype");
    if (found == entry.end() || !found->is_string()) {
        throw inputError("safetensors.bad_dtype", fmt::format("{} needs a \"dtype\" that is a string.", place));
    }
    const auto& name = found->get_ref<const std::string&>();
    const auto dtype = dtypeFromName(name);
    if (!dtype) {
        throw inputError("safetensors.unknown_dtype",
                         fmt::format("{} has the type {}; F64, F32, F16, BF16, I64, I32, I16, I8, U8 and BOOL can be "
                                     "read: take a version of the model in one of these.",
                                     place, inQuotes(name)));
    }
    return *dtype;
}

/// dtype × shape in bytes.
int64_t bytesOf(DType dtype, const Shape& shape, const std::string& place) {
    int64_t bytes = dtypeBytes(dtype);
    for (const int64_t size : shape) {
        if (__builtin_mul_overflow(bytes, size, &bytes)) {
            throw inputError(
                "safetensors.shape_overflow",
                fmt::format("{} has the shape {}, whose size in bytes does not fit 63 bits.", place, shapeText(shape)));
        }
    }
    return bytes;
}

/// One entry with its offset still relative to the data.
TensorInfo tensorFromJson(const std::filesystem::path& file, const std::string& name, const json& entry) {
    const std::string place = tensorPlace(file, name);
    if (!entry.is_object()) {
        throw inputError("safetensors.bad_entry", fmt::format("{} must be described by a JSON object, not a JSON {}.",
                                                              place, entry.type_name()));
    }
    TensorInfo tensor{name, dtypeFromJson(entry, place), shapeFromJson(entry, place), file, 0, 0};
    tensor.bytes = bytesOf(tensor.dtype, tensor.shape, place);
    const auto offsets = entry.find("data_offsets");
    const bool isPair = offsets != entry.end() && offsets->is_array() && offsets->size() == 2;
    const auto begin = isPair ? sizeFromJson((*offsets)[0]) : std::nullopt;
    const auto end = isPair ? sizeFromJson((*offsets)[1]) : std::nullopt;
    if (!begin || !end || *begin > *end) {
        throw inputError(
            "safetensors.bad_offsets",
            fmt::format("{} needs \"data_offsets\" of two whole numbers [begin, end] with begin <= end.", place));
    }
    if (*end - *begin != tensor.bytes) {
        throw inputError("safetensors.size_mismatch",
                         fmt::format("{} of type {} and shape {} takes {} bytes, but its offsets [{}, {}] span {}.",
                                     place, dtypeName(tensor.dtype), shapeText(tensor.shape), tensor.bytes, *begin,
                                     *end, *end - *begin));
    }
    tensor.fileOffset = *begin;
    return tensor;
}

void checkMetadata(const std::filesystem::path& file, const json& metadata) {
    const bool ofStrings = metadata.is_object() &&
                           std::all_of(metadata.begin(), metadata.end(), [](const json& v) { return v.is_string(); });
    if (!ofStrings) {
        throw inputError("safetensors.bad_metadata",
                         fmt::format("{}: \"__metadata__\" must be a JSON object of strings.", file.string()));
    }
}

/// Tensors in order of offset must lie end to end and fill the data.
void checkLayout(const std::filesystem::path& file, const std::vector<TensorInfo>& tensors, int64_t dataBytes) {
    int64_t end = 0;
    const TensorInfo* previous = nullptr;
    for (const TensorInfo& tensor : tensors) {
        if (tensor.fileOffset < end) {
            throw inputError("safetensors.overlap",
                             fmt::format("{} begins at byte {} of the data, inside {}, which ends at {}.",
                                         tensorPlace(file, tensor.name), tensor.fileOffset, inQuotes(previous->name),
                                         end));
        }
        if (tensor.fileOffset > end) {
            throw inputError("safetensors.hole",
                             fmt::format("{} begins at byte {} of the data, but the tensors before it end at {}; "
                                         "safetensors allows no holes.",
                                         tensorPlace(file, tensor.name), tensor.fileOffset, end));
        }
        end = tensor.fileOffset + tensor.bytes;
        previous = &tensor;
    }
    if (end > dataBytes) {
        throw inputError("safetensors.truncated",
                         fmt::format("{} is cut short: its header describes {} bytes of data and {} are there; "
                                     "download it again.",
                                     file.string(), end, dataBytes));
    }
    if (end < dataBytes) {
        throw inputError("safetensors.trailing_bytes",
                         fmt::format("{} has {} bytes after its last tensor; safetensors allows none.", file.string(),
                                     dataBytes - end));
    }
}

} // namespace

std::vector<TensorInfo> readSafetensorsHeader(const std::filesystem::path& file, std::span<const std::byte> bytes) {
    const std::string_view text = headerText(file, bytes);
    const json header = parseJson(text, fmt::format("{}: the header", file.string()));
    std::vector<TensorInfo> tensors;
    tensors.reserve(header.size());
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__") {
            checkMetadata(file, entry);
        } else {
            tensors.push_back(tensorFromJson(file, name, entry));
        }
    }
    // An empty tensor comes before the one that begins at the same byte.
    std::sort(tensors.begin(), tensors.end(), [](const TensorInfo& a, const TensorInfo& b) {
        return std::tie(a.fileOffset, a.bytes) < std::tie(b.fileOffset, b.bytes);
    });
    const int64_t dataBegin = kLengthBytes + static_cast<int64_t>(text.size());
    checkLayout(file, tensors, static_cast<int64_t>(bytes.size()) - dataBegin);
    for (TensorInfo& tensor : tensors) {
        tensor.fileOffset += dataBegin;
    }
    return tensors;
}

} // namespace salient
