// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/error.h"

#include <gtest/gtest.h>

#include <string>

namespace salient {
namespace {

TEST(InstructionSetTest, PortableAlwaysRunsAndComesFirst) {
    EXPECT_STREQ(runnableKernels().front()->name, "portable");
}

TEST(InstructionSetTest, ANameThatCannotRunIsAResourceErrorThatListsTheChoices) {
    try {
        kernelsNamed("mmx");
        FAIL() << "found mmx";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Resource);
        EXPECT_NE(std::string(error.what()).find("\"mmx\""), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("portable"), std::string::npos) << error.what();
    }
}

TEST(InstructionSetTest, TheActiveOneIsAmongThoseThatRun) {
    EXPECT_EQ(&kernelsNamed(activeInstructionSet()), &activeKernels());
}

} // namespace
} // namespace salient
