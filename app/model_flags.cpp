// SPDX-License-Identifier: Apache-2.0
#include "app/model_flags.h"

namespace salient {

void addAdapter(FlagBinder& flags) {
    flags.text("--adapter", "/adapter", "LoRA folder (peft) to merge into the model first");
}

void addPrecision(FlagBinder& flags) {
    flags.text("--precision", "/precision", "fp32 (default) or bf16 products");
}

void addArithmetic(FlagBinder& flags) {
    addPrecision(flags);
    flags.integer("--head-bits", "/head_bits",
                  "8: the output head rounded to 8 bits in memory (default 16: as stored)");
    flags.flag("--no-cache", "/cache", false, "neither read nor write the packed weights that are kept between starts");
}

} // namespace salient
