// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/fault.h"

#include <cstddef>
#include <cstdint>

namespace salient::templates {

/// What a rendering may use: templates come from outside and may not run, grow or nest without end.
class Budget {
public:
    Budget(int64_t steps, size_t bytes, int depth) : m_steps(steps), m_bytes(bytes), m_depth(depth) {}

    /// One step, and what handling `bytes` costs. Throws Fault.
    void charge(size_t bytes = 0) {
        m_steps -= 1 + static_cast<int64_t>(bytes / kBytesPerStep);
        if (m_steps < 0) {
            throw Fault("takes more steps than a rendering may", Fault::Kind::Limit);
        }
    }
    /// Before a text of this length is made. Throws Fault.
    void makeText(size_t bytes) {
        if (bytes > m_bytes) {
            throw Fault("makes a longer text than a rendering may", Fault::Kind::Limit);
        }
        charge(bytes);
    }
    /// Before `added` bytes go to a text that then has `total`. Throws Fault.
    void growText(size_t total, size_t added) {
        if (total > m_bytes) {
            makeText(total);
        }
        charge(added);
    }
    /// Before a list of this length is made. Throws Fault.
    void makeList(size_t items) { makeText(checkedProduct(items, kBytesPerItem)); }

    /// a · b, or a number beyond every limit.
    static size_t checkedProduct(size_t a, size_t b) {
        size_t product = 0;
        return __builtin_mul_overflow(a, b, &product) ? SIZE_MAX : product;
    }

    /// One level of nesting, for the life of this object. Throws Fault.
    class Level {
    public:
        explicit Level(Budget& budget) : m_budget(budget) {
            if (m_budget.m_depth <= 0) {
                throw Fault("nests deeper than a rendering may", Fault::Kind::Limit);
            }
            --m_budget.m_depth;
        }
        ~Level() { ++m_budget.m_depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        Budget& m_budget;
    };

private:
    static constexpr size_t kBytesPerStep = 128;
    static constexpr size_t kBytesPerItem = 32;

    int64_t m_steps;
    size_t m_bytes;
    int m_depth;
};

} // namespace salient::templates
