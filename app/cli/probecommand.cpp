// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/client/probejson.h"
#include "app/wording/wording.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ProbeCommand)
};

void addOptions(QCommandLineParser &parser)
{
    addValue(parser, "to", "ADDR", Text::tr("Who is asked."));
    addValue(parser, "port", "N", Text::tr("The port asked about, 1 to 65535."));
    addValue(parser, "protocol", "P", Text::tr("tcp (default), udp, or icmp for a ping."));
    addValue(parser, "from", "ADDR", Text::tr("The own address to ask with."));
    addValue(parser, "timeout", "MS", Text::tr("How long to wait, 100 to 30000 milliseconds."));
}

ProbeRequest readRequest(Arguments &arguments)
{
    ProbeRequest request;
    request.protocol = arguments.protocol("protocol").value_or(Core::ProtocolTcp);
    const bool ping =
        request.protocol == Core::ProtocolIcmp || request.protocol == Core::ProtocolIcmpv6;
    if (!ping && request.protocol != Core::ProtocolTcp && request.protocol != Core::ProtocolUdp) {
        arguments.wrong(Text::tr("--protocol: tcp, udp or icmp is expected"));
    }
    if (!arguments.has("to")) {
        arguments.wrong(Text::tr("--to is missing"));
    }
    if (!ping && !arguments.has("port")) {
        arguments.wrong(Text::tr("--port is missing"));
    }
    request.port = arguments.port("port").value_or(0);
    request.bindTo = arguments.address("from");
    if (const auto to = arguments.address("to")) {
        request.to = *to;
        if (request.bindTo && request.bindTo->family != to->family) {
            arguments.wrong(
                Text::tr("--from and --to: one is an IPv4 address and the other an IPv6 one"));
        }
    }
    request.timeoutMilliseconds =
        static_cast<int>(arguments.number("timeout", 100, 30000).value_or(3000));
    return request;
}

int run(Session &session, Arguments &arguments)
{
    const ProbeRequest request = readRequest(arguments);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    const Core::ProbeResult result = probeNow(request);
    if (session.options().json) {
        session.output().data(QString::fromUtf8(probeToJson(result)));
    } else {
        session.output().data(probeText(result));
    }
    switch (result.outcome) {
    case Core::ProbeOutcome::Connected:
        return ExitDone;
    case Core::ProbeOutcome::NotTried:
        return ExitUnknown;
    default:
        return ExitProblem;
    }
}

} // namespace

constinit const Command probeCommand{
    "probe", "--to ADDR --port N [--protocol tcp|udp|icmp] [--from ADDR] [--timeout MS]",
    [] {
        return Text::tr("Try a connection and tell what came back, and from whom.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
