// SPDX-License-Identifier: Apache-2.0
#include "app/bench_flags.h"

#include "app/model_flags.h"

namespace salient {

static void addRepeats(FlagBinder& flags) {
    flags.integer("--repeats", "/repeats", "measurements, of which the median counts (default 5)");
}

void addBenchModel(FlagBinder flags) {
    flags.text("MODEL", "/model", "model folder, in 16 bit or quantised")->required();
    flags.integer("--prompt", "/prompt", "tokens of a prompt (default 512)");
    flags.integer("--decode", "/decode", "tokens computed one by one (default 128)");
    flags.integer("--history", "/history", "tokens in front of the follow-up turn (default 2000)");
    addRepeats(flags);
    addAdapter(flags);
    addArithmetic(flags);
}

void addBenchLoad(FlagBinder flags) {
    flags.text("MODEL", "/model", "model folder, in 16 bit or quantised")->required();
    addRepeats(flags);
    addPrecision(flags);
}

void addBenchKernels(FlagBinder flags) {
    flags.text("MODEL", "/model", "model whose linears are the shapes");
    flags.texts("--shape", "/shapes", "OUTxIN, repeatable (default 14336x4096)")->allow_extra_args(false);
    flags.integer("--bits", "/bits", "bits per weight (default 4)");
    flags.integer("--group-size", "/group_size", "inputs per group (default: the largest up to 128 that divides)");
    flags.numbers<int64_t>("--rows", "/rows", "rows of the other factor (default 1,2,4,8,16,64,512)");
    flags.flag("--no-dense", "/dense", false, "without the dense products beside them");
    addRepeats(flags);
}

} // namespace salient
