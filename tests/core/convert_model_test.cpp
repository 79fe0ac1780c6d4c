// SPDX-License-Identifier: Apache-2.0
#include "core/convert_model.h"

#include "core/convert_gguf.h"
#include "core/inspect.h"
#include "core/quantize_model.h"
#include "core/whole_file.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>

namespace salient {
namespace {

constexpr int64_t kMost = 64 << 20;

class ConvertModel : public testing::Test {
protected:
    /// The embedded model in some format; o_proj of block 1 with `bits`.
    std::filesystem::path quantized(const std::string& format, int bits) const {
        Recipe recipe;
        recipe.model = storiesFolder();
        recipe.output = m_folder.path() / (format + std::to_string(bits));
        recipe.format = format;
        recipe.groupSize = 32;
        recipe.method = Method::Rtn;
        recipe.calibration.samples = 4;
        recipe.calibration.length = 64;
        recipe.holdoutSamples = 1;
        if (bits != 4) {
            recipe.marks = {{"model.layers.1.self_attn.o_proj", bits}};
        }
        quantizeModel(recipe, {});
        return recipe.output;
    }
    std::filesystem::path converted(const std::filesystem::path& from, const std::string& format,
                                    const std::string& name) const {
        const std::filesystem::path to = m_folder.path() / name;
        const auto result = nlohmann::json::parse(convertModel({from, to, format}, {}));
        EXPECT_EQ(result["linears"], 20);
        EXPECT_EQ(result["format"], format);
        return to;
    }
    static void expectSameFolder(const std::filesystem::path& a, const std::filesystem::path& b) {
        for (const char* file : {"model.safetensors", "config.json", "tokenizer.json"}) {
            EXPECT_EQ(readWholeFile(a / file, kMost), readWholeFile(b / file, kMost)) << file;
        }
    }

    TemporaryFolder m_folder;
};

TEST_F(ConvertModel, VerifySaysOfAFolderWhatWasSaidWhenItWasWritten) {
    for (const auto& [format, bits] : {std::pair("compressed-tensors", 8), {"gptq-v2", 4}, {"awq-gemm", 16}}) {
        SCOPED_TRACE(format);
        const std::filesystem::path folder = quantized(format, bits);
        const auto verified = nlohmann::json::parse(verifyModel(folder, {}, {}));
        const auto written = nlohmann::json::parse(convertModel({folder, folder.string() + "-again", format}, {}));
        EXPECT_EQ(verified["loaders"], written["loaders"]);
        EXPECT_EQ(verified["loaders"].size(), 3U);
    }
}

TEST_F(ConvertModel, ThereAndBackIsTheSameFolderByteByByte) {
    const std::filesystem::path awq = quantized("awq-gemm", 4);
    for (const char* other : {"compressed-tensors", "gptq-v2", "awq-gemv", "awq-gemv-fast"}) {
        SCOPED_TRACE(other);
        expectSameFolder(awq, converted(converted(awq, other, other), "awq-gemm", std::string("back-") + other));
    }
}

TEST_F(ConvertModel, SeveralNumbersOfBitsStayWhatTheyWere) {
    const std::filesystem::path mixed = quantized("compressed-tensors", 8);
    expectSameFolder(mixed, converted(converted(mixed, "gptq-v2", "gptq"), "compressed-tensors", "back"));
}

TEST_F(ConvertModel, EveryFormatSaysWhetherItHoldsTheIntegersAsTheyAre) {
    using Verdict = FormatFeasibility::Verdict;
    const auto verdicts = [](const std::filesystem::path& folder) {
        std::map<std::string, Verdict> found;
        for (const FormatFeasibility& format : conversionFeasibility(ModelSource::open(folder))) {
            found[format.format] = format.verdict;
            EXPECT_EQ(format.verdict == Verdict::Yes, format.reasons.empty()) << format.format;
        }
        return found;
    };
    const auto plain = verdicts(quantized("awq-gemm", 4));
    EXPECT_NE(plain.at("awq-gemm"), Verdict::No);
    EXPECT_NE(plain.at("gptq-v2"), Verdict::No);
    EXPECT_EQ(plain.at("gptq"), Verdict::No); // zero points of 0 cannot be written in it
    const auto mixed = verdicts(quantized("compressed-tensors", 8));
    EXPECT_EQ(mixed.at("awq-gemm"), Verdict::No);
    EXPECT_NE(mixed.at("gptq-v2"), Verdict::No);
    EXPECT_TRUE(conversionFeasibility(ModelSource::open(storiesFolder())).empty());
}

TEST_F(ConvertModel, InspectTellsHowEveryLinearIsStored) {
    const auto report = nlohmann::json::parse(inspectModel(quantized("compressed-tensors", 8)));
    EXPECT_EQ(report["stored_as"]["format"], "compressed-tensors");
    std::map<std::string, int> bits;
    for (const auto& linear : report["stored_as"]["linears"]) {
        bits[linear["module"]] = linear["bits"];
        EXPECT_EQ(linear.contains("group_size"), linear["bits"] != 16);
    }
    EXPECT_EQ(bits.size(), 35U);
    EXPECT_EQ(bits.at("model.layers.1.self_attn.o_proj"), 8);
    EXPECT_EQ(bits.at("model.layers.0.self_attn.o_proj"), 4);
    EXPECT_EQ(bits.at("model.layers.0.mlp.down_proj"), 16);
    EXPECT_EQ(report["formats"].size(), convertFormats().size());
    EXPECT_EQ(report["support"]["level"], "full") << report["support"]; // packed tensors are known ones
    for (const auto& format : report["formats"]) {
        const bool file = isGgufFormat(format["format"].get<std::string>());
        EXPECT_EQ(format["output"], file ? "file" : "folder") << format["format"];
        for (const auto& loader : format["loaders"]) { // no GPTQ with zero points in vLLM
            EXPECT_FALSE(format["format"] == "gptq-v2" && loader["loader"] == "vLLM" && loader["agrees"]);
        }
    }
    EXPECT_FALSE(nlohmann::json::parse(inspectModel(storiesFolder())).contains("stored_as"));
}

TEST_F(ConvertModel, WhatWouldHaveToBeRoundedAgainIsRefused) {
    const std::filesystem::path mixed = quantized("compressed-tensors", 8);
    const std::filesystem::path to = m_folder.path() / "no";
    EXPECT_EQ(codeOf([&] { convertModel({mixed, to, "awq-gemm"}, {}); }), "convert.not_exact");
    try {
        convertModel({mixed, to, "awq-gemm"}, {});
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("(8 bits, symmetric): awq-gemm holds"));
        EXPECT_THAT(error.what(), testing::HasSubstr("as they are: gptq-v2, compressed-tensors."));
    }
    EXPECT_EQ(codeOf([&] { convertModel({quantized("awq-gemm", 4), to, "gptq"}, {}); }), "convert.not_exact");
    EXPECT_EQ(codeOf([&] { convertModel({storiesFolder(), to, "gptq"}, {}); }), "convert.not_quantized");
    EXPECT_EQ(codeOf([&] { convertModel({mixed, to, "nothing"}, {}); }), "format.unknown");
    EXPECT_FALSE(std::filesystem::exists(to));
}

} // namespace
} // namespace salient
