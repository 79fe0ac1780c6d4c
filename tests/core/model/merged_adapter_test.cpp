// SPDX-License-Identifier: Apache-2.0
// The adapter and its merged model's logits are made with peft (tests/tools/make_lora_fixture.py).
#include "core/model/transformer.h"
#include "kernels/error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
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
    ASSERT_EQ(static_cast<size_t>(logits.elements()), expected.size());
    double largest = 0.0;
    double difference = 0.0;
    for (size_t i = 0; i < expected.size(); ++i) {
        largest = std::max(largest, std::fabs(expected[i]));
        difference = std::max(difference, std::fabs(expected[i] - static_cast<double>(logits.floats()[i])));
    }
    std::printf("largest difference %.2e of the largest logit\n", difference / largest);
    EXPECT_LE(difference, 1e-4 * largest);
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
