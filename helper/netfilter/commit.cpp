// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/commit.h"

#include "helper/netfilter/childprocess.h"

#include <charconv>
#include <sys/mman.h>

namespace Portlight::Helper
{

namespace
{

std::string programName(Core::Backend backend, Core::Family family)
{
    return std::string(family == Core::Family::Ipv4 ? "iptables" : "ip6tables")
        + (backend == Core::Backend::Legacy ? "-legacy-restore" : "-nft-restore");
}

/// "Error occurred at line: 3", "iptables-restore: line 3 failed", "iptables-restore v1.8.9: … line
/// 3".
unsigned lineNamedIn(std::string_view words)
{
    for (const std::string_view before : {"line: ", "line "}) {
        const std::size_t at = words.find(before);
        unsigned number = 0;
        if (at != std::string_view::npos
            && std::from_chars(words.data() + at + before.size(), words.data() + words.size(),
                               number)
                    .ec
                == std::errc()) {
            return number;
        }
    }
    return 0;
}

} // namespace

Core::Result<void> commitRules(Core::Backend backend, Core::Family family,
                               const std::string &restoreText, CommitMode mode,
                               const XtablesLock *lock, const std::vector<int> &held)
{
    if (backend != Core::Backend::Legacy && backend != Core::Backend::Nft) {
        return Core::failure(Core::ErrorCode::InvalidArgument, "change the rules",
                             "only the rules of iptables are changed");
    }
    auto program = findProgram(programName(backend, family));
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = {"--noflush", "--counters"};
    if (mode == CommitMode::DryRun) {
        request.arguments.emplace_back("--test");
    }
    request.input = restoreText;
    request.inherited = held;
    FileDescriptor privateLock;
    if (backend == Core::Backend::Legacy) {
        // The real lock is ours already, and the tool would wait for us forever: it gets a file to
        // lock that nobody else can see. The child keeps the real one open, so that the lock
        // outlives this process until the change is complete.
        privateLock = FileDescriptor(::memfd_create("xtables.lock", MFD_CLOEXEC));
        request.environment = {"XTABLES_LOCKFILE=/proc/self/fd/"
                               + std::to_string(privateLock.value())};
        request.inherited.push_back(privateLock.value());
        if (lock != nullptr) {
            request.inherited.push_back(lock->descriptor());
        }
    }
    const auto outcome = runProcess(request);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    if (outcome->exitCode == 0) {
        return {};
    }
    // The exit code does not tell: iptables-nft-restore gives 4 for every rule the kernel refuses.
    const bool busy = outcome->errors.find("xtables lock") != std::string::npos
        || outcome->errors.find("Resource temporarily unavailable") != std::string::npos;
    return Core::failure(busy ? Core::ErrorCode::Busy : Core::ErrorCode::KernelRefused,
                         mode == CommitMode::DryRun ? "check the change" : "change the rules",
                         programName(backend, family) + " refused", outcome->errors,
                         Core::TextPosition{lineNamedIn(outcome->errors), 0});
}

} // namespace Portlight::Helper
