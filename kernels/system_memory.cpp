// SPDX-License-Identifier: Apache-2.0
#include "kernels/system_memory.h"

#include <fstream>
#include <sstream>
#include <string>

namespace salient {

namespace {

// A line "Key:   123 kB" of a /proc file, in bytes.
int64_t procBytes(const char* file, const std::string& key) {
    std::ifstream stream(file);
    std::string line;
    while (std::getline(stream, line)) {
        if (line.starts_with(key + ":")) {
            std::istringstream value(line.substr(key.size() + 1));
            int64_t kilobytes = 0;
            value >> kilobytes;
            return kilobytes * 1024;
        }
    }
    return 0;
}

} // namespace

int64_t peakMemoryBytes() {
    return procBytes("/proc/self/status", "VmHWM");
}

int64_t availableMemoryBytes() {
    return procBytes("/proc/meminfo", "MemAvailable");
}

} // namespace salient
