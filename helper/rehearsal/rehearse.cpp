// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/rehearse.h"

#include "helper/netfilter/childprocess.h"
#include "helper/rehearsal/rehearsaljson.h"
#include "helper/trial/guard.h"

#include <nlohmann/json.hpp>

namespace Portlight::Helper
{

namespace
{

constexpr auto operation = "rehearse";
/// A little more than the program gives itself (rehearsalmain.cpp).
constexpr std::chrono::milliseconds deadline(35000);
constexpr std::size_t mostAnswerBytes = 8U * 1024U * 1024U;

/// The helper's own unit forbids namespaces and mounts, as it should. The rehearsal gets a unit
/// that may make them and little else.
std::vector<std::string> unitArguments(const std::string &program)
{
    return {"--quiet",
            "--pipe",
            "--wait",
            "--collect",
            "--description=Portlight firewall rehearsal",
            "--property=RuntimeMaxSec=32",
            "--property=KillMode=control-group",
            "--property=UMask=0077",
            "--property=NoNewPrivileges=yes",
            "--property=CapabilityBoundingSet=CAP_SYS_ADMIN CAP_NET_ADMIN CAP_NET_RAW "
            "CAP_DAC_READ_SEARCH CAP_SYS_PTRACE CAP_KILL",
            "--property=RestrictAddressFamilies=AF_UNIX AF_NETLINK AF_INET AF_INET6",
            "--property=ProtectSystem=strict",
            "--property=ProtectHome=yes",
            "--property=PrivateTmp=yes",
            "--property=PrivateDevices=yes",
            "--property=LockPersonality=yes",
            "--property=MemoryMax=512M",
            "--property=TasksMax=512",
            "--property=LimitCORE=0",
            "--",
            program};
}

} // namespace

Core::Result<Core::RehearsalReport> rehearse(const RehearsalRequest &request, RehearsalHost host)
{
    auto program = siblingProgram("portlight-rehearse");
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest process;
    process.program = *program;
    if (host == RehearsalHost::Systemd && SystemdGuard::isAvailable()) {
        auto runner = findProgram("systemd-run");
        if (!runner) {
            return tl::unexpected(runner.error());
        }
        process.program = *runner;
        process.arguments = unitArguments(*program);
    }
    process.input = toJson(request).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    process.outputLimit = mostAnswerBytes;
    process.deadline = deadline;
    const auto outcome = runProcess(process);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    if (outcome->exitCode != 0) {
        return Core::failure(Core::ErrorCode::Unsupported, operation,
                             "the program that rehearses did not come to its end", outcome->errors);
    }
    return resultFromJson(nlohmann::json::parse(outcome->output, nullptr, false));
}

} // namespace Portlight::Helper
