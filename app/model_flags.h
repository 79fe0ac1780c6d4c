// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flag_binder.h"

namespace salient {

// Flags of the commands that run a model.

void addAdapter(FlagBinder& flags);
void addPrecision(FlagBinder& flags);
/// addPrecision(), in how many bits the output head is held, and whether packed weights are kept.
void addArithmetic(FlagBinder& flags);

} // namespace salient
