// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// killcase GUARD VERB ENDING VICTIM POINT TIMES
//
// One death of a trial, in a network of its own: loads the old rules into both backends and
// families, does VERB (begin, keep, undo, undo-kept, extend, recover) in a process that is killed
// at POINT, lets ENDING happen (guard: nobody comes but the guard; restart: a new helper comes at
// once, the guard is dead, too; reboot: the computer starts again with the old rules) and looks at
// what is in force then. VICTIM is helper or guard. Prints "ok POINT", or what is wrong. With POINT
// "-" nobody is killed, and the points passed are printed, one a line.
#include "casesupport.h"
#include "killpoint.h"

#include "helper/conntrack/settings.h"
#include "helper/netfilter/filedescriptor.h"
#include "helper/netfilter/smallfile.h"
#include "helper/trial/trialfolder.h"
#include "helper/trial/trialstore.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <sstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

namespace
{

using namespace Portlight;
using Core::Backend;
using Core::Family;
using Helper::TrialFolder;
using Helper::TrialState;
using Helper::TrialStore;
using Test::changeBootId;
using Test::giveUp;
using Test::run;

constexpr std::array backends = {Backend::Nft, Backend::Legacy};
constexpr std::array families = {Family::Ipv4, Family::Ipv6};
constexpr auto setting = "net.ipv4.ip_forward";

std::string tool(Backend backend, Family family, const char *what)
{
    return std::string(family == Family::Ipv4 ? "iptables-" : "ip6tables-")
        + std::string(Core::toString(backend)) + what;
}

void loadOldRules()
{
    const std::string text = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                             ":OUTPUT ACCEPT [0:0]\n:GUESTS - [0:0]\n"
                             "[7:420] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                             "[5:300] -A INPUT -p tcp -m tcp --dport 8080 -j DROP\n"
                             "[1:40] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                             "[2:80] -A GUESTS -p udp -j DROP\n[3:9] -A GUESTS -j RETURN\nCOMMIT\n"
                             "*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n"
                             ":FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                             ":POSTROUTING ACCEPT [0:0]\nCOMMIT\n";
    for (const Backend backend : backends) {
        for (const Family family : families) {
            run(tool(backend, family, "-restore"), {"-c"}, text);
        }
    }
    static_cast<void>(Helper::SettingStore().write(setting, "0"));
}

/// Everything that must be exactly old or exactly new.
std::string everything()
{
    std::string all;
    for (const Backend backend : backends) {
        for (const Family family : families) {
            std::istringstream lines(run(tool(backend, family, "-save"), {"-c"}));
            for (std::string line; std::getline(lines, line);) {
                if (!line.starts_with('#')) {
                    all += line + '\n';
                }
            }
        }
    }
    return all + Helper::SettingStore().read(setting)->value_or("?");
}

Helper::TrialRequest request(unsigned seconds)
{
    Helper::TrialRequest trial;
    trial.seconds = seconds;
    trial.summary = "a test";
    for (const Backend backend : backends) {
        for (const Family family : families) {
            const Core::ChainPlace input{backend, family, "filter", "INPUT"};
            const Core::ChainPlace guests{backend, family, "filter", "GUESTS"};
            const Core::ChainPlace mangle{backend, family, "mangle", "FORWARD"};
            trial.changes.insert(
                trial.changes.end(),
                {Core::InsertRule{input, 1, "-m limit --limit 300/hour -j ACCEPT", {}, {}, {}},
                 Core::DeleteRule{input, 3, "-p tcp -m tcp --dport 8080 -j DROP", false},
                 Core::SetPolicy{input, Core::Policy::Drop}, Core::FlushChain{guests},
                 Core::AppendRule{guests, "-j ACCEPT"},
                 Core::AppendRule{mangle, "-j MARK --set-xmark 0x1/0xffffffff"}});
        }
    }
    trial.changes.emplace_back(Core::SetSetting{setting, "1", {}});
    return trial;
}

/// Runs `work` in a process of its own; true when it was killed.
template<typename Work> bool diesIn(const Work &work)
{
    std::cout.flush();
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        std::_Exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFSIGNALED(status) && WEXITSTATUS(status) != 0) {
        std::_Exit(1); // it has said why
    }
    return WIFSIGNALED(status);
}

template<typename T> T need(Core::Result<T> result)
{
    if (!result) {
        giveUp(result.error().operation + ": " + result.error().message + ' '
               + result.error().detail);
    }
    if constexpr (!std::is_void_v<T>) {
        return *std::move(result);
    }
}

std::string onlyTrial(const TrialStore &store)
{
    const auto trials = need(store.list());
    return trials.empty() ? std::string() : trials.front().id;
}

/// The guard holds a lock as long as it lives.
void awaitGuard(const std::string &folder, const std::string &id)
{
    const Helper::FileDescriptor file(
        ::open((folder + '/' + id + ".guard").c_str(), O_RDONLY | O_CLOEXEC));
    while (file && ::flock(file.value(), LOCK_EX) != 0) { }
}

/// Whoever holds the guard's lock, from /proc/locks.
void killGuard(const std::string &folder, const std::string &id)
{
    struct stat about {
    };
    if (::stat((folder + '/' + id + ".guard").c_str(), &about) != 0) {
        return;
    }
    std::array<char, 64> key{};
    std::snprintf(key.data(), key.size(), "%02x:%02x:%lu", ::major(about.st_dev),
                  ::minor(about.st_dev), static_cast<unsigned long>(about.st_ino));
    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);) {
        std::istringstream words(line);
        std::string number, kind, mode, access, pid, file;
        words >> number >> kind >> mode >> access >> pid >> file;
        if (kind == "FLOCK" && file == key.data()) {
            ::kill(static_cast<pid_t>(std::stol(pid)), SIGKILL);
        }
    }
    awaitGuard(folder, id);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 7) {
        return 2;
    }
    const std::string guard = argv[1];
    const std::string verb = argv[2];
    const std::string ending = argv[3];
    const bool killsGuard = std::string_view(argv[4]) == "guard";
    const std::string point = argv[5];
    const int times = std::atoi(argv[6]);
    std::array<char, 32> name{"/run/killcase.XXXXXX"};
    const std::string home = ::mkdtemp(name.data());
    const std::string folder = home + "/trials";
    TrialStore store(folder, guard);
    const TrialFolder files(folder);
    constexpr unsigned shortTrial = 5;
    constexpr unsigned longTrial = 60;

    // What is old and what is new.
    loadOldRules();
    const std::string before = everything();
    std::string after;
    diesIn([&] {
        need(store.keep(need(store.begin(request(longTrial)))));
    });
    after = everything();
    need(store.undo(onlyTrial(store)));
    if (everything() != before || after == before) {
        giveUp("an undo without any death left something behind");
    }
    awaitGuard(folder, onlyTrial(store));
    files.remove(onlyTrial(store));

    // The death.
    const bool watching = point == "-";
    if (killsGuard) {
        std::ofstream(home + "/guard-dies-at") << point;
    }
    const std::string log = home + "/guard-log";
    if (watching) {
        std::ofstream{log};
    }
    const auto act = [&](const std::string &what) {
        std::string id = onlyTrial(store);
        const auto arm = [&] {
            if (watching) {
                Test::logKillPoints(STDOUT_FILENO);
            } else if (!killsGuard) {
                Test::killAt(point, times);
            }
        };
        if (what == "begin") {
            arm();
            need(store.begin(request(shortTrial)));
            return;
        }
        id = need(store.begin(request(what == "recover" ? longTrial : shortTrial)));
        if (what == "undo-kept") {
            need(store.keep(id));
        }
        if (what == "recover") {
            // A begin that was cut short, and its guard with it.
            killGuard(folder, id);
            auto journal = need(files.load(id));
            journal.phase = Helper::Phase::Beginning;
            need(files.save(journal));
        }
        arm();
        if (what == "keep") {
            need(store.keep(id));
        } else if (what == "undo" || what == "undo-kept") {
            need(store.undo(id));
        } else if (what == "extend") {
            need(store.extend(id, shortTrial));
        } else {
            store.recover();
        }
    };
    const bool died = diesIn([&] {
        act(verb);
    });
    const std::string id = onlyTrial(store);
    if (watching) {
        if (!id.empty()) {
            awaitGuard(folder, id);
        }
        if (killsGuard) {
            std::cout << Helper::readSmallFile(log).value_or(std::string());
        }
        return 0;
    }
    if (!killsGuard && !died) {
        giveUp("never came to " + point);
    }

    // What comes after it.
    if (!id.empty()) {
        const bool wasKept = files.marked(id, TrialFolder::Marker::Kept).has_value();
        const bool wanted = wasKept && need(files.load(id)).phase != Helper::Phase::Undoing;
        if (ending == "reboot") {
            killGuard(folder, id);
            changeBootId(folder, id);
            if (!wanted) {
                loadOldRules(); // as the boot loads what was saved before the trial
            }
        } else if (ending == "restart" && !killsGuard) {
            killGuard(folder, id);
        } else {
            awaitGuard(folder, id);
        }
        const auto comeBack = [&] {
            TrialStore(folder, guard).recover();
        };
        std::remove((home + "/guard-dies-at").c_str());
        if (ending != "guard") {
            diesIn(comeBack);
            awaitGuard(folder, id);
        }
        const std::string now = everything();
        if (now != (wanted ? after : before)) {
            giveUp("after " + point + ": neither old nor new as it should be (" + verb + ", "
                   + ending + "):\n" + now + "\nwanted:\n" + (wanted ? after : before));
        }
        diesIn(comeBack); // after a death before the guard, nobody has closed the book yet
        const auto state = need(store.find(id)).state;
        if (wanted ? state != TrialState::Kept
                   : state != TrialState::Undone && state != TrialState::Failed) {
            giveUp("after " + point + ": the rules are right, but the trial says otherwise");
        }
        if (everything() != now) {
            giveUp("after " + point + ": a second recovery changed something");
        }
    } else if (everything() != before) {
        giveUp("after " + point + ": a change without a record");
    }
    std::cout << "ok " << point << std::endl;
    return 0;
}
