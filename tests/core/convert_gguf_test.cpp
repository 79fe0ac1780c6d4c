// SPDX-License-Identifier: Apache-2.0
#include "core/convert_gguf.h"

#include "core/convert_model.h"
#include "core/gguf/gguf_blocks.h"
#include "core/gguf/gguf_reader.h"
#include "core/quantize_model.h"
#include "core/quantizers/scale_store.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <cmath>
#include <map>

namespace salient {
namespace {

class ConvertGguf : public testing::Test {
protected:
    Recipe recipeFor(const std::string& format) const {
        Recipe recipe;
        recipe.model = storiesFolder();
        recipe.output = m_folder.path() / format;
        recipe.format = format;
        recipe.groupSize = 32;
        recipe.method = Method::Rtn;
        recipe.symmetric = format.starts_with("gptq");
        recipe.calibration.samples = 4;
        recipe.calibration.length = 64;
        recipe.holdoutSamples = 1;
        return recipe;
    }
    /// The embedded model in some layout, groups of 32; o_proj of block 1 with `bits`.
    std::filesystem::path quantized(const std::string& format, int bits) const {
        Recipe recipe = recipeFor(format);
        if (bits != 4) {
            recipe.marks = {{"model.layers.1.self_attn.o_proj", bits}};
        }
        quantizeModel(recipe, {});
        return recipe.output;
    }
    std::filesystem::path file(const std::string& name = "model") const { return m_folder.path() / (name + ".gguf"); }
    nlohmann::json converted(const std::filesystem::path& model, const std::string& format) const {
        return nlohmann::json::parse(convertToGguf({model, file(format), format, {}, true}, {}));
    }

    TemporaryFolder m_folder;
};

std::map<std::string, GgufType> typesOf(const GgufReader& reader) {
    std::map<std::string, GgufType> types;
    for (const GgufTensor& tensor : reader.tensors()) {
        types[tensor.name] = tensor.type;
    }
    return types;
}

TEST_F(ConvertGguf, ADenseModelGetsTheWantedTypeWhereItFits) {
    const auto result = converted(storiesFolder(), "gguf-q4_0");
    const GgufReader reader(file("gguf-q4_0"));
    const auto types = typesOf(reader);
    EXPECT_EQ(types.at("blk.0.attn_q.weight"), GgufType::Q4_0);
    EXPECT_EQ(types.at("blk.0.ffn_down.weight"), GgufType::F16) << "172 inputs are no blocks of 32";
    EXPECT_EQ(types.at("token_embd.weight"), GgufType::Q8_0);
    EXPECT_EQ(types.at("output_norm.weight"), GgufType::F32);
    EXPECT_FALSE(types.contains("output.weight")) << "tied";
    EXPECT_EQ(result["linears"]["from_16_bit"], 35);
    EXPECT_EQ(result["tensors"], reader.tensors().size());
    EXPECT_EQ(std::get<uint32_t>(*reader.find("general.file_type")), 2U);
    EXPECT_EQ(result["bytes"], std::filesystem::file_size(file("gguf-q4_0")));
}

TEST_F(ConvertGguf, IntegersWithZeroPointsAreCarriedOver) {
    const std::filesystem::path awq = quantized("awq-gemm", 4);
    const auto minima = converted(awq, "gguf-q4_1");
    EXPECT_EQ(minima["linears"]["minimum_rounded"], 20);
    EXPECT_EQ(minima["linears"]["from_16_bit"], 15) << "172 rows or columns fit no AWQ layout";
    EXPECT_EQ(minima["linears"]["rounded_again"], 0);
    EXPECT_THAT(minima["notes"].dump(), testing::HasSubstr("rounded to fp16"));
    EXPECT_EQ(converted(awq, "gguf-q8_0")["linears"]["exact"], 20);
    const auto again = converted(awq, "gguf-q4_0");
    EXPECT_EQ(again["linears"]["rounded_again"], 20);
    EXPECT_THAT(again["notes"].dump(), testing::HasSubstr("rounded a second time"));
}

TEST_F(ConvertGguf, SymmetricAndMixedIntegersAreCarriedOver) {
    const auto result = converted(quantized("gptq-v2", 8), "gguf-q4_0");
    EXPECT_EQ(result["linears"]["exact"], 20);
    const GgufReader reader(file("gguf-q4_0"));
    const auto types = typesOf(reader);
    EXPECT_EQ(types.at("blk.1.attn_output.weight"), GgufType::Q8_0) << "marked for 8 bits";
    EXPECT_EQ(types.at("blk.0.attn_output.weight"), GgufType::Q4_0);
}

TEST_F(ConvertGguf, LinearsInSixteenBitStayThat) {
    converted(quantized("awq-gemm", 16), "gguf-q4_1");
    const GgufReader reader(file("gguf-q4_1"));
    EXPECT_EQ(typesOf(reader).at("blk.1.attn_output.weight"), GgufType::F16);
}

std::vector<float> valuesOf(const GgufReader& reader, const std::string& name) {
    for (size_t i = 0; i < reader.tensors().size(); ++i) {
        const GgufTensor& tensor = reader.tensors()[i];
        if (tensor.name == name) {
            std::vector<float> values(static_cast<size_t>(tensor.values()));
            dequantizeRow(tensor.type, reader.data(i), values);
            return values;
        }
    }
    ADD_FAILURE() << name;
    return {};
}

TEST_F(ConvertGguf, ScalesOfARunAreFoldedIntoTheOriginal) {
    const std::filesystem::path run = m_folder.path() / "run";
    Recipe recipe = recipeFor("awq-gemm");
    recipe.method = Method::Awq;
    quantizeModel(recipe, {}, [&](const ScaleStore& scales) { scales.write(ScaleStore::folderIn(run)); });
    convertToGguf({storiesFolder(), file("folded"), "gguf-f16", run, false}, {});
    converted(recipe.output, "gguf-f16");
    converted(storiesFolder(), "gguf-q8_0");
    const GgufReader folded(file("folded"));
    const GgufReader awq(file("gguf-f16"));
    const GgufReader original(file("gguf-q8_0"));
    const std::string norm = "blk.2.attn_norm.weight";
    const std::vector<float> found = valuesOf(folded, norm);
    const std::vector<float> expected = valuesOf(awq, norm); // the folder holds it in fp16
    EXPECT_NE(found, valuesOf(original, norm));
    for (size_t i = 0; i < found.size(); ++i) {
        EXPECT_NEAR(found[i], expected[i], std::abs(expected[i]) * 0x1p-10F);
    }
}

TEST_F(ConvertGguf, ARunNeedsItsOriginalAndScales) {
    const std::filesystem::path awq = quantized("awq-gemm", 4);
    const std::filesystem::path run = m_folder.path() / "no-run";
    const auto convertWithRun = [&](const std::filesystem::path& model) {
        return codeOf([&] { convertToGguf({model, file("x"), "gguf-f16", run, false}, {}); });
    };
    EXPECT_EQ(convertWithRun(storiesFolder()), "scales.missing");
    EXPECT_EQ(convertWithRun(awq), "gguf.run_needs_original");
    ScaleStore().write(ScaleStore::folderIn(run)); // as a run that only rounds
    EXPECT_EQ(convertWithRun(storiesFolder()), "gguf.run_without_scales");
    EXPECT_FALSE(std::filesystem::exists(file("x")));
}

TEST_F(ConvertGguf, NothingIsLeftWhenItIsCancelled) {
    std::atomic<bool> cancelled = true;
    RunContext context;
    context.cancelled = &cancelled;
    EXPECT_EQ(codeOf([&] { convertToGguf({storiesFolder(), file(), "gguf-f16", {}, false}, context); }), "cancelled");
    EXPECT_TRUE(std::filesystem::is_empty(m_folder.path()));
}

TEST_F(ConvertGguf, ConvertKnowsTheFormatsOfBothKinds) {
    EXPECT_THAT(convertFormats(), testing::IsSupersetOf({"awq-gemm", "gguf-f16", "gguf-q4_k"}));
    const auto result = nlohmann::json::parse(convertModel({storiesFolder(), file(), "gguf-q8_0"}, {}));
    EXPECT_EQ(result["format"], "gguf-q8_0");
    EXPECT_EQ(codeOf([&] { convertModel({storiesFolder(), file(), "gguf-q9"}, {}); }), "format.unknown");
    ConvertRequest repacked{storiesFolder(), file("y"), "gptq"};
    repacked.run = "run";
    EXPECT_EQ(codeOf([&] { convertModel(repacked, {}); }), "convert.run_without_gguf");
    EXPECT_EQ(codeOf([&] { convertModel({storiesFolder(), file(), "gguf-q8_0"}, {}); }), "output.exists");
}

} // namespace
} // namespace salient
