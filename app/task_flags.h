// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flag_binder.h"

namespace salient {

/// The flags of `salient tasks`.
void addTasks(FlagBinder flags);

} // namespace salient
