// SPDX-License-Identifier: Apache-2.0
#include "core/recipe_command_line.h"

#include "core/command_line.h"

#include <fmt/format.h>

namespace salient {

std::string recipeCommandLine(const Recipe& recipe) {
    const Recipe byDefault;
    CommandLine line("quantize");
    if (!recipe.model.empty()) {
        line.path(recipe.model);
    }
    line.path("-o", recipe.output);
    line.path("--adapter", recipe.adapter);
    line.text("--method", methodInfo(recipe.method).name, methodInfo(byDefault.method).name);
    for (const std::string& part : recipe.without) {
        line.text("--without", part, "");
    }
    line.text("--column-order", columnOrderName(recipe.columnOrder), columnOrderName(byDefault.columnOrder));
    line.number("--smoothing", recipe.smoothing, byDefault.smoothing);
    line.number("--damping", recipe.damping, byDefault.damping);
    line.text("--preset", recipe.preset == SearchPreset::Reference ? "reference" : "", "");
    line.text("--format", recipe.format, byDefault.format);
    line.number("--bits", recipe.bits, byDefault.bits);
    line.number("--group-size", recipe.groupSize, byDefault.groupSize);
    line.flag("--symmetric", recipe.symmetric);
    line.flag("--no-clip", !recipe.clip);
    line.sources("--calibration", recipe.calibration.sources);
    line.number("--samples", recipe.calibration.samples, byDefault.calibration.samples);
    line.number("--length", recipe.calibration.length, byDefault.calibration.length);
    line.number("--seed", recipe.calibration.seed, byDefault.calibration.seed);
    line.number("--holdout", recipe.holdoutSamples, byDefault.holdoutSamples);
    for (const Mark& mark : recipe.marks) {
        line.text("--mark", fmt::format("{}={}", mark.module, mark.bits), "");
    }
    line.flag("--strict", recipe.strict);
    line.flag("--force", recipe.overwrite);
    line.number("--shard-bytes", recipe.shardBytes, byDefault.shardBytes);
    line.path("--reuse", recipe.reuse);
    line.path("--run-folder", recipe.runFolder);
    line.text("--device", recipe.device, byDefault.device);
    return line.line();
}

} // namespace salient
