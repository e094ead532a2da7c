// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/lab/namespaces.h"
#include "helper/lab/network.h"
#include "helper/lab/server.h"
#include "helper/lab/story.h"

#include <csignal>
#include <cstdio>
#include <optional>

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

namespace
{

using namespace Portlight;
using namespace Portlight::Helper::Lab;

constexpr int exitUsage = 2;
constexpr int exitNoLab = 3;
constexpr int exitCannotRun = 127;
/// A program in the lab that was asked to end has this long before it is made to.
constexpr int graceMilliseconds = 3000;

constexpr auto usage = "usage: portlight-lab [--stories FOLDER] list\n"
                       "       portlight-lab [--stories FOLDER] serve STORY --backend nft|legacy\n"
                       "       portlight-lab [--stories FOLDER] run STORY --backend nft|legacy "
                       "--node NODE -- PROGRAM [ARGUMENT...]\n";

struct Options {
    std::string folder = defaultStoryFolder();
    std::string verb;
    std::string story;
    std::optional<RulesBackend> backend;
    std::string node;
    std::vector<std::string> command;
};

/// Nothing when the command line is not one of the three of the usage text.
std::optional<Options> readOptions(const std::vector<std::string> &arguments)
{
    Options options;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string &word = arguments[i];
        if (word == "--") {
            options.command.assign(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                   arguments.end());
            break;
        }
        if (word.rfind("--", 0) != 0) {
            words.push_back(word);
            continue;
        }
        if (i + 1 == arguments.size())
            return std::nullopt;
        const std::string &value = arguments[++i];
        if (word == "--stories")
            options.folder = value;
        else if (word == "--node")
            options.node = value;
        else if (word == "--backend" && value == "nft")
            options.backend = RulesBackend::Nft;
        else if (word == "--backend" && value == "legacy")
            options.backend = RulesBackend::Legacy;
        else
            return std::nullopt;
    }
    if (words.empty())
        return std::nullopt;
    options.verb = words.front();
    options.story = words.size() > 1 ? words[1] : std::string();
    const bool lists = options.verb == "list" && words.size() == 1;
    const bool serves =
        options.verb == "serve" && words.size() == 2 && options.backend && options.command.empty();
    const bool runs = options.verb == "run" && words.size() == 2 && options.backend
        && !options.node.empty() && !options.command.empty();
    return lists || serves || runs ? std::optional(options) : std::nullopt;
}

/// Signals become readable, so that every way to end leads through the tear-down.
int blockSignals()
{
    sigset_t handled;
    ::sigemptyset(&handled);
    for (const int number : {SIGCHLD, SIGTERM, SIGINT, SIGHUP})
        ::sigaddset(&handled, number);
    ::sigprocmask(SIG_BLOCK, &handled, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    return ::signalfd(-1, &handled, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// Waits for the program. Asked to end meanwhile, it passes that on and allows a moment of grace.
int waitForProgram(pid_t pid, int signals)
{
    int timeout = -1;
    for (;;) {
        int status = 0;
        if (::waitpid(pid, &status, WNOHANG) == pid)
            return exitCode(status);
        pollfd waiting{signals, POLLIN, 0};
        if (::poll(&waiting, 1, timeout) == 0)
            return 128 + SIGKILL;
        signalfd_siginfo signal{};
        while (::read(signals, &signal, sizeof signal) == sizeof signal) {
            const auto number = static_cast<int>(signal.ssi_signo);
            // The terminal's Ctrl+C reached the program as well; what it means is its business.
            const bool fromTerminal = number == SIGINT && signal.ssi_code == SI_KERNEL;
            if (number == SIGCHLD || fromTerminal)
                continue;
            ::kill(pid, number);
            timeout = graceMilliseconds;
        }
    }
}

int fail(const Options &options, const Core::Error &error)
{
    const std::string message = error.operation + ": " + error.message;
    std::fprintf(stderr, "portlight-lab: %s\n%s", message.c_str(), error.detail.c_str());
    if (options.verb == "serve") {
        nlohmann::json event{{"event", "error"}, {"message", message}};
        if (error.code == Core::ErrorCode::Unsupported)
            event["code"] = "unsupported";
        std::puts(event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    }
    return exitNoLab;
}

int runLab(const Options &options)
{
    const auto story = loadStory(options.folder, options.story);
    if (!story)
        return fail(options, story.error());
    completePath();
    const int signals = blockSignals();
    const auto world = Namespaces::create();
    if (!world)
        return fail(options, world.error());
    if (const auto built = buildNetwork(**world, *story, *options.backend); !built)
        return fail(options, built.error());
    if (options.verb == "serve") {
        Server server(**world, *story, *options.backend, signals);
        server.announce();
        server.serve();
        return 0;
    }
    const auto pid = (*world)->spawn(options.node, options.command, {});
    if (!pid) {
        fail(options, pid.error());
        return (*world)->hasNode(options.node) ? exitCannotRun : exitUsage;
    }
    return waitForProgram(*pid, signals);
}

} // namespace

int main(int argc, char **argv)
{
    const auto options = readOptions({argv + 1, argv + argc});
    if (!options) {
        std::fputs(usage, stderr);
        return exitUsage;
    }
    if (options->verb == "list") {
        for (const std::string &id : listStories(options->folder))
            std::puts(id.c_str());
        return 0;
    }
    return runLab(*options);
}
