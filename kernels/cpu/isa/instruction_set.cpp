// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/instruction_sets.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <cstdlib>

namespace salient {

namespace {

std::string namesOf(const std::vector<const VectorKernels*>& choices) {
    std::string names;
    for (const VectorKernels* kernels : choices) {
        names += names.empty() ? "" : ", ";
        names += kernels->name;
    }
    return names;
}

const VectorKernels& chooseKernels() {
    const char* forced = std::getenv("SALIENT_ISA");
    if (forced != nullptr && *forced != '\0') {
        return kernelsNamed(forced);
    }
    return *runnableKernels().back();
}

} // namespace

const std::vector<const VectorKernels*>& runnableKernels() {
    static const std::vector<const VectorKernels*> choices = detectInstructionSets();
    return choices;
}

const VectorKernels& kernelsNamed(std::string_view name) {
    for (const VectorKernels* kernels : runnableKernels()) {
        if (kernels->name == name) {
            return *kernels;
        }
    }
    throw resourceError(
        "cpu.instruction_set",
        fmt::format("The instruction set \"{}\" that SALIENT_ISA asks for cannot run here; this program "
                    "and processor offer {}, so unset SALIENT_ISA or name one of these.",
                    name, namesOf(runnableKernels())));
}

const VectorKernels& activeKernels() {
    static const VectorKernels& active = chooseKernels();
    return active;
}

std::string_view activeInstructionSet() {
    return activeKernels().name;
}

} // namespace salient
