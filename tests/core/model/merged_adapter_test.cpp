// SPDX-License-Identifier: Apache-2.0
// The adapter and its merged model's logits are made with peft (tests/tools/make_lora_fixture.py).
#include "core/model/transformer.h"
#include "kernels/error.h"
#include "tests/support/logit_difference.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace salient {
namespace {

const std::filesystem::path kData = SALIENT_TEST_DATA;
const std::filesystem::path kModel = kData / "architectures" / "llama";

TEST(MergedAdapter, GivesTheLogitsOfPeft) {
    std::ifstream file(kData / "lora" / "logits.json");
    const auto reference = nlohmann::json::parse(file);
    const auto backend = makeBackend({});
    const ModelSource source = ModelSource::open(kModel, kData / "lora");
    Transformer model(*backend, source);
    const auto ids = reference.at("ids").get<std::vector<int32_t>>();
    const auto expected = reference.at("logits_last").get<std::vector<double>>();
    const Tensor hidden = model.hiddenStates(ids);
    const Tensor logits = model.logits(hidden.slice(hidden.rows() - 1, hidden.rows()));
    EXPECT_LE(testing::relativeLogitDifference(logits, expected), 1e-4);
}

TEST(MergedAdapter, OfAnotherModelIsRefused) {
    try {
        ModelSource::open(kData / "architectures" / "gpt2", kData / "lora");
        FAIL() << "an adapter for Llama went into GPT-2";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "adapter.other_model");
    }
}

} // namespace
} // namespace salient
