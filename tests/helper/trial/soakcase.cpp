// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// soakcase PORTLIGHTCTL SEED
//
// One trial of the real programs, in a network and processes of its own, that loses its caller, its
// helper, its guard or several of them to SIGKILL at a moment that SEED chooses; after that nothing
// more happens to it (settle), or the computer starts anew (reboot). Then a helper looks after it
// as at every start. Prints "ok" with what was done, or what is wrong.
#include "casesupport.h"

#include "helper/netfilter/filedescriptor.h"
#include "helper/netfilter/smallfile.h"
#include "helper/trial/trialfolder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cmath>
#include <csignal>
#include <dirent.h>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <random>
#include <sstream>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace
{

using namespace Portlight;
using Helper::TrialFolder;
using Test::giveUp;
using Test::run;

constexpr auto folder = "/var/lib/portlight/trials";
constexpr auto changesFile = "/run/changes";
constexpr auto answerFile = "/run/answer";

constexpr auto oldRules = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                          ":OUTPUT ACCEPT [0:0]\n:GUESTS - [0:0]\n"
                          "[7:420] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                          "[5:300] -A INPUT -p tcp -m tcp --dport 8080 -j DROP\n"
                          "[2:80] -A GUESTS -p udp -j DROP\nCOMMIT\n";
constexpr auto changes = "*filter\n-I INPUT 1 -p udp -m udp --dport 53 -j ACCEPT\n"
                         "-D INPUT -p tcp -m tcp --dport 8080 -j DROP\n-P FORWARD DROP\n"
                         "-F GUESTS\n-A GUESTS -j RETURN\nCOMMIT\n";

enum Victim : unsigned { Caller = 1, HelperItself = 2, Guard = 4 };

/// Names as the kernel keeps them, with 15 letters.
bool isVictim(std::string_view name, unsigned victims)
{
    return ((victims & Caller) != 0 && name == "portlightctl")
        || ((victims & HelperItself) != 0
            && (name == "portlight-helpe" || name == "portlight-readl"
                || name == "portlight-commi"))
        || ((victims & Guard) != 0 && name == "portlight-undo");
}

/// The living processes of these kinds; there are no others than ours here.
std::vector<pid_t> find(unsigned victims)
{
    std::vector<pid_t> pids;
    const std::unique_ptr<DIR, int (*)(DIR *)> processes(::opendir("/proc"), ::closedir);
    while (const dirent *entry = processes ? ::readdir(processes.get()) : nullptr) {
        if (std::isdigit(static_cast<unsigned char>(entry->d_name[0])) == 0) {
            continue;
        }
        const std::string process = std::string("/proc/") + entry->d_name;
        std::string name = Helper::readSmallFile(process + "/comm").value_or(std::string());
        if (!name.empty()) {
            name.pop_back();
        }
        const std::string state = Helper::readSmallFile(process + "/stat").value_or(std::string());
        const std::size_t after = state.rfind(')');
        const bool lives = after != std::string::npos && state.size() > after + 2
            && state[after + 2] != 'Z' && state[after + 2] != 'X';
        if (lives && isVictim(name, victims)) {
            pids.push_back(static_cast<pid_t>(std::stol(entry->d_name)));
        }
    }
    return pids;
}

void kill(unsigned victims)
{
    for (const pid_t pid : find(victims)) {
        ::kill(pid, SIGKILL);
    }
}

/// A run of portlightctl.
class Command
{
public:
    Command(const std::string &program, std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), {program, "--direct", "--json"});
        m_pid = ::fork();
        if (m_pid == 0) {
            const int out = ::open(answerFile, O_WRONLY | O_CREAT | O_APPEND, 0600);
            const int nothing = ::open("/dev/null", O_RDWR);
            ::dup2(nothing, STDIN_FILENO);
            ::dup2(out, STDOUT_FILENO);
            ::dup2(nothing, STDERR_FILENO);
            std::vector<char *> words;
            for (std::string &argument : arguments) {
                words.push_back(argument.data());
            }
            words.push_back(nullptr);
            ::execv(program.c_str(), words.data());
            std::_Exit(127);
        }
    }
    bool hasEnded()
    {
        if (!m_ended) {
            int status = 0;
            if (::waitpid(m_pid, &status, WNOHANG) == m_pid) {
                m_ended = true;
                m_succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
            }
        }
        return m_ended;
    }
    bool succeeded()
    {
        return hasEnded() && m_succeeded;
    }

private:
    pid_t m_pid = -1;
    bool m_ended = false;
    bool m_succeeded = false;
};

void pause(std::chrono::microseconds time)
{
    std::this_thread::sleep_for(time);
}

/// Until these have ended, and nobody is there any more who could do anything; the deadline is
/// theirs.
void settle(const std::vector<std::unique_ptr<Command>> &running)
{
    using Clock = std::chrono::steady_clock;
    const auto latest = Clock::now() + std::chrono::minutes{3};
    const auto goesOn = [&running] {
        return std::any_of(running.begin(), running.end(),
                           [](const auto &command) {
                               return !command->hasEnded();
                           })
            || !find(Caller | HelperItself | Guard).empty();
    };
    while (goesOn()) {
        if (Clock::now() > latest) {
            giveUp("somebody never ends");
        }
        pause(std::chrono::milliseconds{20});
    }
}

std::string rules(const std::string &backend)
{
    std::istringstream lines(run("iptables-" + backend + "-save", {"-c"}));
    std::string text;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with('#')) {
            text += line + '\n';
        }
    }
    return text;
}

/// What stands behind `"key":"` in the last answer that has it.
std::string answered(const std::string &key)
{
    const std::string text = Helper::readSmallFile(answerFile).value_or(std::string());
    const std::string before = '"' + key + "\":\"";
    const std::size_t at = text.rfind(before);
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t begin = at + before.size();
    return text.substr(begin, text.find('"', begin) - begin);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3 || ::getpid() != 1) {
        std::cout << "runs as the first process of its own: unshare -pf --mount-proc" << std::endl;
        return 2;
    }
    const std::string program = argv[1];
    std::mt19937 random(static_cast<std::mt19937::result_type>(std::stoul(argv[2])));
    const auto pick = [&random](unsigned most) {
        return std::uniform_int_distribution<unsigned>(0, most)(random);
    };
    const std::string backend = pick(1) == 0 ? "nft" : "legacy";
    const std::array<std::string, 4> verbs = {"wait", "yes", "keep", "undo"};
    const std::string verb = verbs[pick(3)];
    const unsigned victims = 1 + pick(6);
    const bool reboots = pick(1) == 0;
    // From a millisecond to two seconds; as many short ones as long ones.
    const double exponent = std::uniform_real_distribution<>(3, 6.3)(random);
    const auto delay = std::chrono::microseconds(static_cast<long>(std::pow(10, exponent)));
    std::ostringstream title;
    title << backend << ", " << verb << ", victims " << victims << ", after " << delay.count()
          << " us, " << (reboots ? "reboot" : "settle");

    // What is old and what is new.
    const auto restore = [&backend](const char *text, std::vector<std::string> options) {
        run("iptables-" + backend + "-restore", std::move(options), text);
    };
    restore(oldRules, {"-c"});
    restore(changes, {"--noflush"});
    const std::string after = rules(backend);
    restore(oldRules, {"-c"});
    const std::string before = rules(backend);
    std::ofstream(changesFile) << changes;

    // The trial and the deaths.
    std::vector<std::unique_ptr<Command>> running;
    std::vector<std::string> apply = {"apply",    changesFile, "--backend", backend,
                                      "--family", "ipv4",      "--try",     "5"};
    if (verb == "yes") {
        apply.emplace_back("--yes");
    }
    running.push_back(std::make_unique<Command>(program, apply));
    if (verb == "keep" || verb == "undo") {
        while (answered("trial").empty() && !running.front()->hasEnded()) {
            pause(std::chrono::milliseconds{1});
        }
        running.push_back(
            std::make_unique<Command>(program, std::vector<std::string>{verb, answered("trial")}));
    }
    pause(delay);
    kill(victims);
    const TrialFolder files(folder);
    if (reboots) {
        ::kill(-1, SIGKILL); // the tools that were at work, too: all in this namespace of processes
        settle(running);
        bool kept = false;
        for (const std::string &id : files.ids()) {
            Test::changeBootId(folder, id);
            const auto journal = files.load(id);
            kept = files.marked(id, TrialFolder::Marker::Kept) && journal
                && journal->phase != Helper::Phase::Undoing;
        }
        if (!kept) {
            restore(oldRules, {"-c"}); // as the boot loads what was saved before the trial
        }
    }
    settle(running);
    const bool saidKept = verb == "yes" ? running.front()->succeeded()
                                        : verb == "keep" && running.back()->succeeded();
    const bool saidUndone = verb == "undo" && running.back()->succeeded();

    // A helper that comes later, as at every start; it may arm the guard anew and let it wait.
    std::string state;
    for (int i = 0; i < 2; ++i) {
        std::vector<std::unique_ptr<Command>> list;
        list.push_back(std::make_unique<Command>(program, std::vector<std::string>{"trials"}));
        settle(list);
        if (!list.front()->succeeded()) {
            giveUp(title.str() + ": the trials cannot be listed");
        }
        state = answered("state");
    }
    const std::string now = rules(backend);
    const bool isKept = state == "kept";
    if (!state.empty() && !isKept && state != "undone" && state != "failed") {
        giveUp(title.str() + ": it ended as " + state);
    }
    if (now != (isKept ? after : before)) {
        giveUp(title.str() + ": the trial is " + state + ", the rules are\n" + now);
    }
    if ((saidKept && !isKept) || (saidUndone && isKept)) {
        giveUp(title.str() + ": the caller was told otherwise, it is " + state);
    }
    std::cout << "ok " << (state.empty() ? "nothing" : state) << ": " << title.str() << std::endl;
    return 0;
}
