// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flag_binder.h"

namespace salient {

/// The flags of `salient bench model`, `load` and `kernels`.
void addBenchModel(FlagBinder flags);
void addBenchLoad(FlagBinder flags);
void addBenchKernels(FlagBinder flags);

} // namespace salient
