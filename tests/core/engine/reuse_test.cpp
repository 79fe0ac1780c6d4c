// SPDX-License-Identifier: Apache-2.0
// `quantize` with an earlier run to take blocks from.
#include "core/engine/command_functions.h"
#include "core/whole_file.h"
#include "kernels/error.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int64_t kBlocks = 5;
constexpr const char* kMarked = "model.layers.3.self_attn.o_proj";

/// What a run told of its blocks.
struct Told {
    std::vector<int64_t> done;             ///< blocks that were not reused
    std::map<std::string, int> bits;       ///< of the linears
    std::map<int64_t, size_t> aboutBlocks; ///< candidates and choices
    std::vector<Issue> issues;

    RunContext context() {
        RunContext result;
        result.emit = [this](const Event& event) { add(event); };
        return result;
    }
    std::string sentence(const std::string& code) const {
        for (const Issue& issue : issues) {
            if (issue.code == code) {
                return issue.sentence;
            }
        }
        return "";
    }

private:
    void add(const Event& event) {
        if (const auto* started = std::get_if<BlockStarted>(&event); started != nullptr && !started->reused) {
            done.push_back(started->block);
        } else if (const auto* layer = std::get_if<LayerQuantized>(&event)) {
            bits[layer->module] = layer->bits;
        } else if (const auto* candidate = std::get_if<ScaleCandidate>(&event)) {
            ++aboutBlocks[candidate->block];
        } else if (const auto* found = std::get_if<IssueFound>(&event)) {
            issues.push_back(found->issue);
        }
    }
};

class Reuse : public testing::Test {
protected:
    Json arguments(const std::string& name) const {
        return {{"model", storiesFolder().string()},
                {"output", (m_folder.path() / name).string()},
                {"run_folder", (m_folder.path() / (name + "-run")).string()},
                {"group_size", 32},
                {"calibration", {{"samples", 8}, {"length", 64}}}};
    }
    Told run(const std::string& name, const Json& more = Json::object()) const {
        Json wanted = arguments(name);
        wanted.merge_patch(more);
        Told told;
        quantizeCommand(wanted.dump(), told.context());
        return told;
    }
    Json from(const std::string& name) const { return {{"reuse", (m_folder.path() / (name + "-run")).string()}}; }
    static Json marked() { return {{"marks", {{{"module", kMarked}, {"bits", 16}}}}}; }
    std::string weights(const std::string& name) const {
        return readWholeFile(m_folder.path() / name / "model.safetensors", 1 << 28);
    }

    TemporaryFolder m_folder;
};

TEST_F(Reuse, OneChangedMarkRedoesItsBlockOnly) {
    const Told before = run("first");
    EXPECT_THAT(before.done, ElementsAre(0, 1, 2, 3, 4));
    Json changed = marked();
    changed.update(from("first"));
    const Told again = run("again", changed);
    EXPECT_THAT(again.done, ElementsAre(3));
    EXPECT_THAT(again.sentence("reuse.blocks"), HasSubstr("4 of 5 blocks"));
    run("whole", marked());
    EXPECT_EQ(weights("again"), weights("whole")) << "what was reused must be what a whole run makes";
}

TEST_F(Reuse, TellsOfReusedBlocksWhatTheEarlierRunTold) {
    const Told before = run("first");
    const Told again = run("again", from("first"));
    EXPECT_THAT(again.done, IsEmpty());
    EXPECT_EQ(again.bits, before.bits);
    EXPECT_EQ(again.aboutBlocks, before.aboutBlocks);
    EXPECT_EQ(weights("again"), weights("first"));
    const Json first = Json::parse(readWholeFile(m_folder.path() / "first-run" / "result.json", 1 << 24));
    const Json second = Json::parse(readWholeFile(m_folder.path() / "again-run" / "result.json", 1 << 24));
    EXPECT_EQ(second["layers"], first["layers"]);
    EXPECT_NEAR(second["holdout"]["mean_kl"].get<double>(), first["holdout"]["mean_kl"].get<double>(), 1e-9);
}

TEST_F(Reuse, ScalesAreHandedOnFromRunToRun) {
    run("first");
    Json changed = marked();
    changed.update(from("first"));
    run("second", changed);
    const Told third = run("third", from("second"));
    EXPECT_THAT(third.done, ElementsAre(3));
    EXPECT_EQ(weights("third"), weights("first"));
}

TEST_F(Reuse, AnotherLayoutOfTheFilesKeepsTheBlocks) {
    run("first");
    Json other = from("first");
    other["format"] = "compressed-tensors";
    EXPECT_THAT(run("other", other).done, IsEmpty());
}

TEST_F(Reuse, OtherSettingsRedoAllAndAreNamed) {
    run("first");
    const auto redone = [&](const std::string& name, const Json& more) {
        Json wanted = from("first");
        wanted.update(more);
        return run(name, wanted);
    };
    const Told seed = redone("seed", {{"calibration", {{"samples", 8}, {"length", 64}, {"seed", 7}}}});
    EXPECT_EQ(seed.done.size(), static_cast<size_t>(kBlocks));
    EXPECT_THAT(seed.sentence("reuse.nothing"), HasSubstr("calibration data"));
    const Told clip = redone("clip", {{"clip", false}});
    EXPECT_EQ(clip.done.size(), static_cast<size_t>(kBlocks));
    EXPECT_THAT(clip.sentence("reuse.nothing"), HasSubstr("its choice of steps was scales, clip and is scales now"));
    EXPECT_EQ(redone("bits", {{"bits", 3}}).done.size(), static_cast<size_t>(kBlocks));
}

TEST_F(Reuse, AResultThatIsGoneIsSaidAndDoneAnew) {
    run("first");
    std::filesystem::remove_all(m_folder.path() / "first");
    const Told again = run("again", from("first"));
    EXPECT_EQ(again.done.size(), static_cast<size_t>(kBlocks));
    EXPECT_THAT(again.sentence("reuse.nothing"), HasSubstr((m_folder.path() / "first").string()));
}

TEST_F(Reuse, AFolderThatIsNoRunIsRefusedBeforeAnyWork) {
    EXPECT_EQ(codeOf([&] { run("again", {{"reuse", "/nowhere"}}); }), "run.not_found");
    EXPECT_FALSE(std::filesystem::exists(m_folder.path() / "again"));
}

} // namespace
} // namespace salient
