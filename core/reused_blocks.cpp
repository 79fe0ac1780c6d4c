// SPDX-License-Identifier: Apache-2.0
#include "core/reused_blocks.h"

#include "core/run_folder.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace salient {

namespace {

namespace fs = std::filesystem;

/// Why nothing can be reused: a finding, not a failure, for the run can do all of it anew.
struct NotReusable {
    std::string why;
};

template <class T>
void requireEqual(const char* what, const T& earlier, const T& now) {
    if (earlier != now) {
        throw NotReusable{fmt::format("its {} was {} and is {} now", what, earlier, now)};
    }
}

// What all blocks depend on. Bits, groups and zero points are compared block by block.
void requireSameSettings(const Recipe& earlier, const Recipe& now) {
    const auto methodName = [](const Recipe& recipe) {
        return std::string(methodInfo(recipe.method).title) +
               (recipe.preset == SearchPreset::Reference ? " with the reference preset" : "");
    };
    const auto partsLeft = [](const Recipe& recipe) {
        std::vector<std::string> names;
        for (const MethodPart& part : kMethodParts) {
            if (recipe.parts().*part.part) {
                names.emplace_back(part.name);
            }
        }
        return fmt::format("{}", fmt::join(names, ", "));
    };
    requireEqual("model", fs::weakly_canonical(earlier.model).string(), fs::weakly_canonical(now.model).string());
    requireEqual("adapter", earlier.adapter.string(), now.adapter.string());
    requireEqual<std::string>("method", methodName(earlier), methodName(now));
    requireEqual<std::string>("choice of steps", partsLeft(earlier), partsLeft(now));
    if (now.parts().smooth) {
        requireEqual("smoothing", earlier.smoothing, now.smoothing);
    }
    if (now.parts().feedback) {
        requireEqual("damping", earlier.damping, now.damping);
        requireEqual<std::string>("order of columns", columnOrderName(earlier.columnOrder),
                                  columnOrderName(now.columnOrder));
    }
}

void requireOlderModel(const ModelSource& source, const fs::path& recipeFile) {
    const auto began = fs::last_write_time(recipeFile);
    for (const TensorInfo& tensor : source.checkpoint().tensors()) {
        if (fs::last_write_time(tensor.file) > began) {
            throw NotReusable{fmt::format("{} was written after it", tensor.file.string())};
        }
    }
}

bool sameArithmetic(const PlannedLinear& a, const PlannedLinear& b, const QuantizePlan& planA,
                    const QuantizePlan& planB) {
    return a.module == b.module && a.spec == b.spec && planA.marks.keeps(a.module) == planB.marks.keeps(b.module);
}

bool isAboutBlock(const Event& event) {
    return std::holds_alternative<ChannelMagnitudes>(event) || std::holds_alternative<ScaleCandidate>(event) ||
           std::holds_alternative<ScaleChosen>(event) || std::holds_alternative<ClipChosen>(event) ||
           std::holds_alternative<LayerQuantized>(event);
}

} // namespace

ReusedBlocks::ReusedBlocks(const Recipe& recipe, const ModelSource& source, const QuantizePlan& plan,
                           const CalibrationReady& data, const RunContext& context) {
    const int64_t layers = source.config().layerCount();
    m_lastNew = layers - 1;
    if (recipe.reuse.empty()) {
        return;
    }
    std::string why;
    try {
        open(recipe, source, plan, data);
    } catch (const NotReusable& reason) {
        why = reason.why;
    } catch (const Error& error) {
        why = error.what();
    }
    if (!why.empty()) {
        m_events.clear();
        m_result.reset();
        context.emit(IssueFound{{Severity::Notice, "reuse.nothing",
                                 fmt::format("Nothing of the run {} can be used again ({}); all blocks are done anew.",
                                             recipe.reuse.string(), why)}});
        return;
    }
    while (m_lastNew >= 0 && has(m_lastNew)) {
        --m_lastNew;
    }
    context.emit(IssueFound{{Severity::Notice, "reuse.blocks",
                             fmt::format("{} of {} blocks are taken from the run {} as they are.", m_events.size(),
                                         layers, recipe.reuse.string())}});
}

void ReusedBlocks::open(const Recipe& recipe, const ModelSource& source, const QuantizePlan& plan,
                        const CalibrationReady& data) {
    const Recipe earlier = readRunRecipe(recipe.reuse);
    requireSameSettings(earlier, recipe);
    requireOlderModel(source, recipe.reuse / "recipe.json");
    readEvents(recipe.reuse / "events.jsonl");
    requireEqual("calibration data", m_dataHash, data.dataHash);
    if (recipe.parts().scales || recipe.parts().smooth) {
        m_scales = ScaleStore::read(ScaleStore::folderIn(recipe.reuse));
    }
    m_result = std::make_unique<ModelSource>(ModelSource::open(earlier.output));
    const QuantizePlan before = planQuantization(earlier, source.config());
    if (before.linears.size() != plan.linears.size()) {
        throw NotReusable{"its model had other linears"};
    }
    for (size_t i = 0; i < plan.linears.size(); ++i) {
        if (!sameArithmetic(before.linears[i], plan.linears[i], before, plan)) {
            m_events.erase(plan.linears[i].block);
        }
    }
    if (recipe.parts().propagateError) {
        keepBeginning();
    }
}

// Every block depends on the integers of those before it.
void ReusedBlocks::keepBeginning() {
    int64_t first = 0;
    while (m_events.contains(first)) {
        ++first;
    }
    m_events.erase(m_events.lower_bound(first), m_events.end());
}

void ReusedBlocks::readEvents(const fs::path& file) {
    std::map<int64_t, std::vector<Event>> begun;
    std::vector<Event>* block = nullptr;
    bool finished = false;
    for (Event& event : salient::readEvents(file)) {
        if (const auto* ready = std::get_if<CalibrationReady>(&event)) {
            m_dataHash = ready->dataHash;
        } else if (const auto* start = std::get_if<BlockStarted>(&event)) {
            block = &begun[start->block];
        } else if (const auto* end = std::get_if<BlockFinished>(&event)) {
            m_events[end->block] = std::move(begun[end->block]);
            block = nullptr;
        } else if (block != nullptr && isAboutBlock(event)) {
            block->push_back(std::move(event));
        }
        finished = finished || std::holds_alternative<Finished>(event);
    }
    if (!finished) {
        throw NotReusable{"it did not come to its end"};
    }
}

} // namespace salient
