// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/sensitivity_record.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>

namespace salient {

/// The sets that a sweep has finished, a line each, so that a stopped sweep goes on where it was.
class SweepJournal {
public:
    /// Reads what is there when its first line says `key`; else begins anew. A torn last line is left out. Throws Error
    /// (resource) when it cannot be written.
    SweepJournal(std::filesystem::path file, const std::string& key);

    /// Null when the set has not been measured.
    const WindowEffect* find(const std::string& sweep, const std::string& set) const;
    void add(const std::string& sweep, const std::string& set, const WindowEffect& effect);
    /// Removes the file.
    void finish();

private:
    std::filesystem::path m_file;
    std::map<std::pair<std::string, std::string>, WindowEffect> m_known;
    std::ofstream m_out;
};

} // namespace salient
