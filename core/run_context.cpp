// SPDX-License-Identifier: Apache-2.0
#include "core/run_context.h"

namespace salient {

void RunContext::waitOut() const {
    emit(Paused{});
    const std::chrono::duration<double> waited = pause->wait(cancelled);
    emit(Resumed{waited.count()});
}

} // namespace salient
