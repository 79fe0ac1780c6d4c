// SPDX-License-Identifier: Apache-2.0
#include "core/quantized_output.h"

#include "core/quantize_model.h"
#include "tests/support/model_copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// GPT-2 as it was first published: no prefix, and a causal mask in every block; besides, a tensor of nobody's.
TEST(QuantizedOutput, HasTheFamilysNamesAndNothingThatTheFamilyDoesNotRead) {
    const TemporaryFolder model;
    const auto rename = [](const std::string& name) {
        return name.starts_with("transformer.") ? name.substr(12) : name;
    };
    testing::copyModel("gpt2",
                       {.rename = rename,
                        .further = {{"h.0.attn.bias", DType::F32, {1, 1, 8, 8}}, {"h.1.attn.sinks", DType::F32, {4}}}},
                       model);
    const TemporaryFolder folder;
    Recipe recipe;
    recipe.model = model.path();
    recipe.output = folder.path() / "out";
    recipe.method = Method::Rtn;
    recipe.groupSize = 32;
    recipe.calibration.sources = {folder.write("ids.json", "[[1,2,3,4,5,6,7,8],[8,7,6,5,4,3,2,1]]").string()};
    recipe.calibration.samples = 2;
    recipe.calibration.length = 8;
    recipe.holdoutSamples = 0;
    std::vector<std::string> leftOut;
    RunContext context;
    context.emit = [&](const Event& event) {
        const auto* found = std::get_if<IssueFound>(&event);
        if (found != nullptr && found->issue.code == "model.tensors_left_out") {
            leftOut.push_back(found->issue.sentence);
        }
    };
    quantizeModel(recipe, context);
    EXPECT_THAT(leftOut, ElementsAre(HasSubstr("left out: transformer.h.1.attn.sinks.")));
    const Checkpoint written = Checkpoint::open(recipe.output);
    EXPECT_TRUE(written.contains("transformer.wte.weight"));
    EXPECT_TRUE(written.contains("transformer.h.0.attn.c_attn.qweight"));
    for (const TensorInfo& tensor : written.tensors()) {
        EXPECT_TRUE(tensor.name.starts_with("transformer.")) << tensor.name;
        EXPECT_FALSE(tensor.name.ends_with(".attn.bias") || tensor.name.ends_with("sinks")) << tensor.name;
    }
}

} // namespace
} // namespace salient
