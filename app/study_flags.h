// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flag_binder.h"

namespace salient {

/// The flags of `salient study`.
void addStudy(FlagBinder flags);

} // namespace salient
