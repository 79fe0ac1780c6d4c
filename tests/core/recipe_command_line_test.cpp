// SPDX-License-Identifier: Apache-2.0
#include "core/recipe_command_line.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(RecipeCommandLineTest, LeavesOutWhatIsSoByDefault) {
    Recipe recipe;
    recipe.model = "m";
    recipe.output = "out";
    EXPECT_EQ(recipeCommandLine(recipe), "salient quantize m -o out");
}

TEST(RecipeCommandLineTest, NamesEverythingElse) {
    Recipe recipe;
    recipe.model = "/models/a b";
    recipe.adapter = "lora";
    recipe.output = "-out";
    recipe.method = Method::Rtn;
    recipe.without = {"clip"};
    recipe.columnOrder = ColumnOrder::Act;
    recipe.damping = 0.1;
    recipe.preset = SearchPreset::Reference;
    recipe.bits = 3;
    recipe.groupSize = 0;
    recipe.symmetric = true;
    recipe.clip = false;
    recipe.calibration = {{"it's.jsonl#text:0.5", "general"}, 16, 256, 7};
    recipe.holdoutSamples = 0;
    recipe.marks = {{"model.layers.0.mlp.down_proj", 16}};
    recipe.strict = true;
    recipe.overwrite = true;
    recipe.shardBytes = 2'000'000;
    recipe.runFolder = "run";
    recipe.device = "cpu";
    EXPECT_EQ(recipeCommandLine(recipe),
              "salient quantize '/models/a b' -o ./-out --adapter lora --method rtn --without clip --column-order act "
              "--damping 0.1 --preset reference --bits 3 --group-size 0 --symmetric --no-clip --calibration "
              "'it'\\''s.jsonl#text:0.5' general --samples 16 "
              "--length 256 --seed 7 --holdout 0 --mark model.layers.0.mlp.down_proj=16 --strict --force "
              "--shard-bytes 2000000 --run-folder run --device cpu");
}

} // namespace
} // namespace salient
