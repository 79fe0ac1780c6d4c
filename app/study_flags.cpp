// SPDX-License-Identifier: Apache-2.0
#include "app/study_flags.h"

#include "core/study/study_methods.h"

#include <fmt/format.h>

namespace salient {

void addStudy(FlagBinder flags) {
    std::string methods;
    for (const StudyMethod& method : studyMethods()) {
        methods += (methods.empty() ? "" : ", ") + method.name;
    }
    flags.text("MODEL", "/model", "the original, in 16 bit")->required();
    flags.text("--text", "/text", "text file that quality is measured on")->required();
    flags.text("-o,--output", "/output", "folder of the study; given again, the study goes on")->required();
    flags.texts("--methods", "/methods", fmt::format("of {} (default awq,rtn)", methods))->delimiter(',');
    flags.numbers<int>("--bits", "/bits", "bits per weight (default 4)");
    flags.numbers<int64_t>("--group-sizes", "/group_sizes", "inputs that share a scale; 0: whole rows (default 128)");
    flags.texts("--calibration", "/calibration", "sources as of quantize, each studied by itself");
    flags.numbers<int64_t>("--samples", "/samples", "numbers of calibration samples (default 128)");
    flags.numbers<uint64_t>("--seeds", "/seeds", "of the choice of samples (default 42)");
    flags.integer("--length", "/length", "tokens per calibration sample (default 512)");
    flags.integer("--windows", "/windows", "windows from the start of the text, 0: all (default 16)");
    flags.integer("--window-length", "/window_length", "tokens per window (default 2048)");
    flags.integer("--memory-bytes", "/memory_bytes",
                  "that settings made at once may take (default: most of what is free)");
}

} // namespace salient
