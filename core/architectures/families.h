// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/architectures/config_reader.h"

#include <nlohmann/json_fwd.hpp>

// One function per family, in the file of its name or of its relatives; architecture_table.cpp lists them.
namespace salient {

ModelConfig readLlama(const nlohmann::ordered_json& config);
ModelConfig readMistral(const nlohmann::ordered_json& config);
ModelConfig readQwen2(const nlohmann::ordered_json& config);
ModelConfig readQwen3(const nlohmann::ordered_json& config);
ModelConfig readQwen2Moe(const nlohmann::ordered_json& config);
ModelConfig readQwen3Moe(const nlohmann::ordered_json& config);
ModelConfig readMixtral(const nlohmann::ordered_json& config);
ModelConfig readDeepseekV2(const nlohmann::ordered_json& config);
ModelConfig readDeepseekV3(const nlohmann::ordered_json& config);
ModelConfig readGranite(const nlohmann::ordered_json& config);
ModelConfig readSmolLm3(const nlohmann::ordered_json& config);
ModelConfig readSeedOss(const nlohmann::ordered_json& config);
ModelConfig readErnie45(const nlohmann::ordered_json& config);
ModelConfig readGemma(const nlohmann::ordered_json& config);
ModelConfig readGemma2(const nlohmann::ordered_json& config);
ModelConfig readGemma3(const nlohmann::ordered_json& config);
ModelConfig readPhi(const nlohmann::ordered_json& config);
ModelConfig readPhi3(const nlohmann::ordered_json& config);
ModelConfig readGlm(const nlohmann::ordered_json& config);
ModelConfig readGlm4(const nlohmann::ordered_json& config);
ModelConfig readCohere(const nlohmann::ordered_json& config);
ModelConfig readCohere2(const nlohmann::ordered_json& config);
ModelConfig readOlmo2(const nlohmann::ordered_json& config);
ModelConfig readExaone4(const nlohmann::ordered_json& config);
ModelConfig readGpt2(const nlohmann::ordered_json& config);
ModelConfig readGptBigCode(const nlohmann::ordered_json& config);
ModelConfig readGptJ(const nlohmann::ordered_json& config);
ModelConfig readGptNeoX(const nlohmann::ordered_json& config);
ModelConfig readOpt(const nlohmann::ordered_json& config);
ModelConfig readFalcon(const nlohmann::ordered_json& config);
ModelConfig readBloom(const nlohmann::ordered_json& config);
ModelConfig readMpt(const nlohmann::ordered_json& config);
ModelConfig readStableLm(const nlohmann::ordered_json& config);
ModelConfig readStarcoder2(const nlohmann::ordered_json& config);

/// The windows of Qwen 2 and its relatives: from max_window_layers on, where use_sliding_window says so.
void applyQwenWindows(const ConfigReader& reader, ModelConfig& config);

} // namespace salient
