// SPDX-License-Identifier: Apache-2.0
#include "kernels/thread_waiting.h"

#include <gtest/gtest.h>

int main(int argc, char** argv) {
    salient::keepThreadsFromSpinning(argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
