// SPDX-License-Identifier: Apache-2.0
#include "tests/support/run_program.h"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace salient {

namespace {

struct Pipe {
    int read = -1;
    int write = -1;
};

Pipe makePipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    return {ends[0], ends[1]};
}

[[noreturn]] void becomeSalient(const ProgramRun& run, const Pipe& input, const Pipe& output, const Pipe& errors) {
    ::dup2(input.read, STDIN_FILENO);
    ::dup2(output.write, STDOUT_FILENO);
    ::dup2(errors.write, STDERR_FILENO);
    if (!run.dataFolder.empty()) {
        ::setenv("XDG_DATA_HOME", run.dataFolder.c_str(), 1);
    }
    std::vector<char*> words = {const_cast<char*>("salient")};
    for (const std::string& argument : run.arguments) {
        words.push_back(const_cast<char*>(argument.c_str()));
    }
    words.push_back(nullptr);
    ::execv(SALIENT_PROGRAM, words.data());
    ::_exit(127);
}

/// Reads both streams until they end, so that neither fills its pipe.
void collect(pid_t child, const ProgramRun& run, std::array<int, 2> streams, ProgramResult& result) {
    std::array<std::string*, 2> texts = {&result.output, &result.errors};
    for (int open = 2; open > 0;) {
        std::array<pollfd, 2> waited = {pollfd{streams[0], POLLIN, 0}, pollfd{streams[1], POLLIN, 0}};
        ::poll(waited.data(), waited.size(), -1);
        for (size_t i = 0; i < 2; ++i) {
            if (streams[i] < 0 || waited[i].revents == 0) {
                continue;
            }
            char bytes[65536];
            const ssize_t count = ::read(streams[i], bytes, sizeof bytes);
            if (count <= 0) {
                ::close(streams[i]);
                streams[i] = -1;
                --open;
            } else {
                texts[i]->append(bytes, static_cast<size_t>(count));
                if (run.afterEach) {
                    run.afterEach(child);
                }
            }
        }
    }
}

} // namespace

std::vector<std::string> ProgramResult::lines() const {
    std::vector<std::string> result;
    std::istringstream in(output);
    for (std::string line; std::getline(in, line);) {
        result.push_back(line);
    }
    return result;
}

ProgramResult runSalient(const ProgramRun& run) {
    const Pipe input = makePipe();
    const Pipe output = makePipe();
    const Pipe errors = makePipe();
    const pid_t child = ::fork();
    if (child == 0) {
        becomeSalient(run, input, output, errors);
    }
    if (child < 0) {
        throw std::runtime_error("no new process");
    }
    for (const int end : {input.read, output.write, errors.write}) {
        ::close(end);
    }
    // Inputs of the tests are far smaller than a pipe's buffer.
    const bool written =
        ::write(input.write, run.input.data(), run.input.size()) == static_cast<ssize_t>(run.input.size());
    ::close(input.write);
    ProgramResult result;
    collect(child, run, {output.read, errors.read}, result);
    int status = 0;
    ::waitpid(child, &status, 0);
    result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (!written || result.exitCode == 127) {
        throw std::runtime_error("salient could not be run from " SALIENT_PROGRAM);
    }
    return result;
}

} // namespace salient
