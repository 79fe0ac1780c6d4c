// SPDX-License-Identifier: Apache-2.0
#include "core/engine/recorded_run.h"

#include "core/engine/commands.h"
#include "core/engine/kept_model.h"
#include "core/quantize_model.h"
#include "core/quantizers/scale_store.h"
#include "core/run_folder.h"
#include "kernels/error.h"

#include <optional>
#include <vector>

namespace salient {

namespace {

void checkBeforeStart(const Recipe& recipe, const RunContext& context) {
    const std::vector<Issue> issues = checkRecipe(recipe);
    for (const Issue& issue : issues) {
        if (issue.severity == Severity::Blocking) {
            throw usageError(issue.code, issue.sentence);
        }
        context.emit(IssueFound{issue});
    }
}

class RunRecorder {
public:
    RunRecorder(const Recipe& recipe, const RunContext& outer) : m_recipe(recipe), m_outer(outer) {}

    void record(Event event) {
        if (auto* started = std::get_if<Started>(&event); started != nullptr && !m_folder) {
            m_folder = RunFolder::create(m_recipe.runFolder, m_recipe);
            started->runFolder = m_folder->path().string();
            for (const Event& early : m_early) {
                m_folder->append(early);
            }
        }
        if (m_folder) {
            m_folder->append(event);
        } else {
            m_early.push_back(event);
        }
        m_outer.emit(event);
    }

    /// Adds the folder to the result and writes both.
    std::string finish(Json json) {
        if (m_folder) {
            json["run_folder"] = m_folder->path().string();
            m_folder->append(Finished{jsonToText(json)});
            m_folder->writeResult(json.dump(2, ' ', false, Json::error_handler_t::replace));
        }
        return jsonToText(json);
    }

    void keep(const ScaleStore& scales) const {
        if (m_folder) {
            scales.write(ScaleStore::folderIn(m_folder->path()));
        }
    }

    void fail(const Failed& failed) {
        if (m_folder) {
            m_folder->append(failed);
        }
    }

private:
    const Recipe& m_recipe;
    const RunContext& m_outer;
    std::optional<RunFolder> m_folder;
    std::vector<Event> m_early; ///< before the folder was there
};

} // namespace

std::string recordedRun(const Recipe& recipe, const RunContext& context,
                        const std::function<void(Json& result, const RunContext& recorded)>& complete) {
    checkBeforeStart(recipe, context);
    if (context.keptModel != nullptr) {
        context.keptModel->release(); // the plan counts on its memory
    }
    RunRecorder recorder(recipe, context);
    RunContext recorded = context;
    recorded.emit = [&recorder](const Event& event) { recorder.record(event); };
    try {
        Json result =
            jsonFromText(quantizeModel(recipe, recorded, [&](const ScaleStore& scales) { recorder.keep(scales); }));
        if (complete) {
            complete(result, recorded);
        }
        return recorder.finish(std::move(result));
    } catch (const std::exception& error) {
        recorder.fail(describeFailure(error));
        throw;
    }
}

} // namespace salient
