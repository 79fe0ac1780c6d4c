// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace salient {

/// The folder of Hugging Face's cache: $HF_HUB_CACHE, else $HF_HOME/hub, else ~/.cache/huggingface/hub.
/// Source: huggingface_hub, docs "Environment variables" and "Understand caching".
std::filesystem::path huggingFaceCache();

/// Looks up hf:OWNER/NAME (a model) or hf:datasets/OWNER/NAME in the cache, at the revision its refs/main names; a path
/// behind the name leads into the snapshot. Nothing is downloaded. Throws Error: usage for another spelling, input when
/// it is not there, naming what is.
std::filesystem::path findInHuggingFaceCache(const std::string& place);

/// The folder of a model: hf:OWNER/NAME from the cache, anything else as it is; "" for none. Throws as
/// findInHuggingFaceCache() and requireModelFolder(): a folder that is not there is said before its files are looked
/// for.
std::filesystem::path resolveModelFolder(const std::string& model);

} // namespace salient
