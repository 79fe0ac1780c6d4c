// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/quantizers/apply_scale.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace salient {

/// The scales that a run folded into its result, kept in its run folder: with them a quantised block can be taken back
/// into the space of the original model, linear by linear. One F32 tensor [in] per scaling group, named
/// "<block>.<consumers joined by +>".
class ScaleStore {
public:
    /// The file's folder inside a run folder.
    static std::filesystem::path folderIn(const std::filesystem::path& runFolder) { return runFolder / "scales"; }

    void add(const Block& block, const std::vector<GroupScale>& scales);
    /// Throws Error (resource).
    void write(const std::filesystem::path& folder) const;

    /// Throws Error (input) scales.missing when the run kept none.
    static ScaleStore read(const std::filesystem::path& folder);
    /// Those of a block; groups that were not scaled are left out. Throws Error (input) scales.wrong_shape.
    std::vector<GroupScale> of(const Block& block) const;

private:
    std::map<std::string, Tensor> m_scales;
};

/// The same scales, inverted: what takes a scaled block back.
std::vector<GroupScale> inverted(const std::vector<GroupScale>& scales);

} // namespace salient
