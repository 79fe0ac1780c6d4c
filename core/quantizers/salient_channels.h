// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"

#include <cstdint>
#include <span>
#include <vector>

namespace salient {

// The experiment that AWQ starts from (Lin et al. 2023, section 3.1, table 1): a weight rounded to few bits whose most
// salient input channels stay in 16 bit.

/// The input channels with the largest mean |x| [in], ascending: the share (0…1) of all, to the nearest number and at
/// least one. Of equals the one that comes first.
std::vector<int64_t> salientChannels(std::span<const float> meanMagnitude, double share);

/// Rounds the owned F32 weight [out, in] to nearest but for these columns, which become fp16. As in the authors'
/// exercise (MIT 6.5940, lab 4) the whole weight is rounded and the columns are then put back: they take part in the
/// ranges of their groups. `spec` fits the weight. Throws Error (numeric) as Backend::quantize.
void roundAllBut(Backend& backend, std::span<const int64_t> channels, const QuantSpec& spec, Tensor& weight);

/// Bytes of such a weight: codes, scales (fp16) and zero points of the groups, the columns in fp16 instead of codes,
/// and their numbers in 32 bits.
int64_t salientBytes(int64_t out, int64_t in, int64_t channels, const QuantSpec& spec);

} // namespace salient
