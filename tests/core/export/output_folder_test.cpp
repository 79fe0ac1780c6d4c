// SPDX-License-Identifier: Apache-2.0
#include "core/export/output_folder.h"

#include "core/export/partial_folder.h"
#include "tests/core/checkpoint/file_fixtures.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace salient {
namespace {

namespace fs = std::filesystem;
using test::expectError;
using test::readText;
using test::TemporaryFolder;
using test::writeText;

const OutputFolder::Options kKeep{};
const OutputFolder::Options kOverwrite{{}, true, 0};

size_t entriesIn(const fs::path& folder) {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// A folder that looks like a model and says which one it is.
void writeModel(const fs::path& folder, const std::string& version) {
    writeText(folder / "config.json", version);
    writeText(folder / "sub" / "weights", version);
}

TEST(OutputFolder, AppearsUnderItsNameOnlyWithCommit) {
    const TemporaryFolder place;
    OutputFolder output(place / "model", kKeep);
    EXPECT_EQ(output.path().parent_path(), place.path());
    EXPECT_TRUE(output.path().filename().string().starts_with(".model.partial-" + std::to_string(::getpid()) + "-"));
    writeModel(output.path(), "new");
    EXPECT_FALSE(fs::exists(place / "model"));
    output.commit();
    EXPECT_EQ(readText(place / "model/sub/weights"), "new");
    EXPECT_EQ(entriesIn(place.path()), 1U);
    EXPECT_EQ(entriesIn(place / "model"), 2U);
}

TEST(OutputFolder, LeavesNothingWithoutCommit) {
    const TemporaryFolder place;
    {
        const OutputFolder output(place / "model", kKeep);
        writeModel(output.path(), "new");
    }
    EXPECT_TRUE(fs::is_empty(place.path()));
}

TEST(OutputFolder, TakesANameThatEndsWithASlash) {
    const TemporaryFolder place;
    OutputFolder output(place / "model/", kKeep);
    output.commit();
    EXPECT_TRUE(fs::is_directory(place / "model"));
}

TEST(OutputFolder, ReplacesAModelFolderWhenAllowed) {
    const TemporaryFolder place;
    writeModel(place / "model", "old");
    writeText(place / "model/only-in-the-old-one", "");
    OutputFolder output(place / "model", kOverwrite);
    writeModel(output.path(), "new");
    EXPECT_EQ(readText(place / "model/config.json"), "old");
    output.commit();
    EXPECT_EQ(readText(place / "model/config.json"), "new");
    EXPECT_FALSE(fs::exists(place / "model/only-in-the-old-one"));
    EXPECT_EQ(entriesIn(place.path()), 1U);
}

TEST(OutputFolder, ReplacesAnEmptyFolderWhenAllowed) {
    const TemporaryFolder place;
    fs::create_directory(place / "model");
    OutputFolder output(place / "model", kOverwrite);
    writeModel(output.path(), "new");
    output.commit();
    EXPECT_EQ(readText(place / "model/config.json"), "new");
}

struct RefusedOutput {
    const char* promise;
    std::function<void(const TemporaryFolder&)> prepare;
    const char* output;
    OutputFolder::Options options;
    ErrorKind kind;
    const char* code;
    std::vector<std::string> names;
};

void PrintTo(const RefusedOutput& refused, std::ostream* out) {
    *out << refused.promise;
}

std::vector<RefusedOutput> refusedOutputs() {
    const auto model = [](const TemporaryFolder& f) { writeModel(f / "model", "old"); };
    const auto linkToModel = [](const TemporaryFolder& f) {
        writeModel(f / "other", "old");
        fs::create_directory_symlink(f / "other", f / "model");
    };
    return {
        {"ExistingModelUnasked", model, "model", kKeep, ErrorKind::Input, "output.exists", {"exists already"}},
        {"ExistingEmptyFolderUnasked",
         [](const TemporaryFolder& f) { fs::create_directory(f / "model"); },
         "model",
         kKeep,
         ErrorKind::Input,
         "output.exists",
         {}},
        {"ExistingFileUnasked",
         [](const TemporaryFolder& f) { writeText(f / "model", "x"); },
         "model",
         kKeep,
         ErrorKind::Input,
         "output.exists",
         {}},
        {"DanglingLinkUnasked",
         [](const TemporaryFolder& f) { fs::create_symlink("gone", f / "model"); },
         "model",
         kKeep,
         ErrorKind::Input,
         "output.exists",
         {}},
        {"FolderThatIsNoModel",
         [](const TemporaryFolder& f) { writeText(f / "model/thesis.txt", "x"); },
         "model",
         kOverwrite,
         ErrorKind::Input,
         "output.not_a_model",
         {"config.json"}},
        {"File",
         [](const TemporaryFolder& f) { writeText(f / "model", "x"); },
         "model",
         kOverwrite,
         ErrorKind::Input,
         "output.not_a_model",
         {"is not a folder"}},
        {"Link", linkToModel, "model", kOverwrite, ErrorKind::Input, "output.not_a_model", {"is a link"}},
        {"ParentIsMissing",
         [](const TemporaryFolder&) {},
         "gone/model",
         kKeep,
         ErrorKind::Input,
         "output.parent",
         {"gone is not a folder"}},
        {"ParentIsFile",
         [](const TemporaryFolder& f) { writeText(f / "file", "x"); },
         "file/model",
         kKeep,
         ErrorKind::Input,
         "output.parent",
         {"file is not a folder"}},
        {"DiskTooSmall",
         [](const TemporaryFolder&) {},
         "model",
         {{}, false, int64_t{1} << 60},
         ErrorKind::Resource,
         "output.no_space",
         {"1.2 EB", "are free"}},
    };
}

class RefusesOutput : public ::testing::TestWithParam<RefusedOutput> {};

TEST_P(RefusesOutput, AndChangesNothing) {
    const TemporaryFolder place;
    GetParam().prepare(place);
    const size_t before = entriesIn(place.path());
    auto names = GetParam().names;
    names.push_back((place / GetParam().output).string());
    expectError(GetParam().kind, GetParam().code, names,
                [&] { OutputFolder(place / GetParam().output, GetParam().options); });
    EXPECT_EQ(entriesIn(place.path()), before);
}

INSTANTIATE_TEST_SUITE_P(OutputFolder, RefusesOutput, ::testing::ValuesIn(refusedOutputs()),
                         [](const auto& made) { return std::string(made.param.promise); });

TEST(OutputFolder, NeverReplacesTheInput) {
    const TemporaryFolder place;
    writeModel(place / "models/input", "precious");
    writeText(place / "models/config.json", "{}");
    fs::create_directory_symlink(place / "models/input", place / "link");
    const OutputFolder::Options options{place / "models/input", true, 0};
    for (const char* output : {"models/input", "models/input/", "models/../models/input", "link", "models"}) {
        expectError(ErrorKind::Input, "output.is_input", {(place / "models/input").string()},
                    [&] { OutputFolder(place / output, options); });
    }
    // Also when the input was given by a link.
    expectError(ErrorKind::Input, "output.is_input", {(place / "link").string()}, [&] {
        OutputFolder(place / "models/input", {place / "link", true, 0});
    });
    EXPECT_EQ(readText(place / "models/input/config.json"), "precious");
    EXPECT_NO_THROW(OutputFolder(place / "models/input-awq", options));
}

TEST(OutputFolder, SaysThatTheParentMayNotBeWritten) {
    const TemporaryFolder place;
    fs::permissions(place.path(), fs::perms{0755});
    fs::create_directory(place / "parent");
    fs::permissions(place / "parent", fs::perms{0555});
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr uid_t kNobody = 65534;
        if (::geteuid() == 0 && ::setuid(kNobody) != 0) {
            ::_exit(3);
        }
        try {
            const OutputFolder output(place / "parent/model", kKeep);
        } catch (const Error& error) {
            ::_exit(error.code() == "output.parent" ? 0 : 2);
        }
        ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
}

TEST(OutputFolder, KeepsFinishedWorkWhenTheNameWasTakenMeanwhile) {
    const TemporaryFolder place;
    OutputFolder output(place / "model", kKeep);
    writeModel(output.path(), "new");
    writeModel(place / "model", "somebody else's");
    expectError(ErrorKind::Input, "output.exists", {(place / "model-2").string()}, [&] { output.commit(); });
    EXPECT_EQ(readText(place / "model/config.json"), "somebody else's");
    EXPECT_EQ(readText(place / "model-2/config.json"), "new");
}

TEST(OutputFolder, KeepsFinishedWorkWhenTheTargetIsNoModelAnyMore) {
    const TemporaryFolder place;
    writeModel(place / "model", "old");
    OutputFolder output(place / "model", kOverwrite);
    writeModel(output.path(), "new");
    fs::rename(place / "model", place / "elsewhere");
    writeText(place / "model/thesis.txt", "precious");
    expectError(ErrorKind::Input, "output.exists", {(place / "model-2").string()}, [&] { output.commit(); });
    EXPECT_EQ(readText(place / "model/thesis.txt"), "precious");
    EXPECT_EQ(readText(place / "model-2/config.json"), "new");
}

/// A number that no process has: a child that has ended and was waited for.
pid_t deadProcess() {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
    return child;
}

TEST(OutputFolder, RemovesWhatDeadProcessesLeftAndNothingElse) {
    const TemporaryFolder place;
    const std::string dead = std::to_string(deadProcess());
    const std::string alive = std::to_string(::getpid());
    const std::vector<std::string> kept{".model.partial-" + alive + "-0123abcd",
                                        ".other.partial-" + dead + "-0123abcd",
                                        ".model.partial-" + dead,
                                        ".model.partial-" + dead + "-0123ABCD",
                                        ".model.partial-x-0123abcd",
                                        "model.partial-" + dead + "-0123abcd"};
    for (const std::string& name : kept) {
        writeText(place / name / "file", "x");
    }
    writeText(place / (".model.partial-" + dead + "-00000000"), "a file");
    fs::create_directory(place / "target");
    fs::create_directory_symlink(place / "target", place / (".model.partial-" + dead + "-11111111"));
    const std::string stale = ".model.partial-" + dead + "-0123abcd";
    writeText(place / stale / "deep/file", "x");
    EXPECT_EQ(removeStalePartials(place / "model"), 1);
    EXPECT_FALSE(fs::exists(place / stale));
    EXPECT_EQ(entriesIn(place.path()), kept.size() + 3);
}

TEST(OutputFolder, LeavesAPartialFolderWhoseLockIsHeld) {
    const TemporaryFolder place;
    const auto partial = place / (".model.partial-" + std::to_string(deadProcess()) + "-0123abcd");
    fs::create_directory(partial);
    const int lock = ::open(partial.c_str(), O_RDONLY | O_DIRECTORY);
    ASSERT_EQ(::flock(lock, LOCK_EX | LOCK_NB), 0);
    EXPECT_EQ(removeStalePartials(place / "model"), 0);
    ::close(lock);
    EXPECT_EQ(removeStalePartials(place / "model"), 1);
}

TEST(OutputFolder, HoldsTheLockOfItsPartialFolder) {
    const TemporaryFolder place;
    const OutputFolder output(place / "model", kKeep);
    const int lock = ::open(output.path().c_str(), O_RDONLY | O_DIRECTORY);
    EXPECT_NE(::flock(lock, LOCK_EX | LOCK_NB), 0);
    ::close(lock);
}

TEST(OutputFolder, KilledInTheMiddleLeavesNoFolderAndTheNextRunCleansUp) {
    const TemporaryFolder place;
    int halfDone[2];
    ASSERT_EQ(::pipe(halfDone), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const OutputFolder output(place / "model", kKeep);
        writeText(output.path() / "config.json", "half");
        [[maybe_unused]] const auto told = ::write(halfDone[1], "x", 1);
        for (;;) {
            ::pause();
        }
    }
    char byte = 0;
    ASSERT_EQ(::read(halfDone[0], &byte, 1), 1);
    EXPECT_EQ(removeStalePartials(place / "model"), 0) << "the process is alive";
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(halfDone[0]);
    ::close(halfDone[1]);
    EXPECT_FALSE(fs::exists(place / "model"));
    EXPECT_EQ(entriesIn(place.path()), 1U);
    OutputFolder next(place / "model", kKeep);
    EXPECT_EQ(entriesIn(place.path()), 1U);
    writeModel(next.path(), "whole");
    next.commit();
    EXPECT_EQ(readText(place / "model/config.json"), "whole");
}

/// Writes ever new versions over `model` until killed.
[[noreturn]] void overwriteForever(const fs::path& model) {
    for (int version = 0;; ++version) {
        OutputFolder output(model, kOverwrite);
        writeModel(output.path(), std::to_string(version));
        output.commit();
    }
}

TEST(OutputFolder, KilledAtAnyMomentLeavesTheOldOrTheNewModelWhole) {
    const TemporaryFolder place;
    writeModel(place / "model", "first");
    for (int round = 0; round < 25; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            overwriteForever(place / "model");
        }
        std::this_thread::sleep_for(std::chrono::microseconds(400 + round * 711));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ASSERT_TRUE(fs::is_directory(place / "model"));
        ASSERT_EQ(entriesIn(place / "model"), 2U);
        EXPECT_EQ(readText(place / "model/config.json"), readText(place / "model/sub/weights"));
        removeStalePartials(place / "model");
        EXPECT_EQ(entriesIn(place.path()), 1U);
    }
}

} // namespace
} // namespace salient
