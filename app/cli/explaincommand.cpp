// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/cli/inputfile.h"
#include "app/cli/livesnapshot.h"
#include "app/cli/questionoptions.h"
#include "app/cli/rulefiles.h"
#include "app/cli/verdicttext.h"
#include "core/verdict/conditionsmet.h"
#include "core/verdict/engine.h"
#include "core/verdict/packetjson.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ExplainCommand)
};

using namespace Core;

void addOptions(QCommandLineParser &parser)
{
    addValue(parser, "rules", "FILE",
             Text::tr("iptables-save text, or what nft -j list ruleset prints, instead of the "
                      "rules in use; may be repeated."));
    addValue(parser, "packets", "FILE", Text::tr("One JSON object a line; - is standard input."));
    addValue(parser, "family", "F", Text::tr("ipv4 (default) or ipv6."));
    addPacketOptions(parser);
}

std::vector<Packet> readPackets(Arguments &arguments, Family family)
{
    const QString file = arguments.text("packets");
    const auto text = readInput(file);
    if (!text) {
        arguments.wrong(atPlace(file, text.error()));
        return {};
    }
    std::vector<Packet> packets;
    const std::string_view all = *text;
    unsigned line = 0;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        const std::string_view one = all.substr(begin, end - begin);
        begin = end + 1;
        ++line;
        if (one.find_first_not_of(" \t\r") == std::string_view::npos) {
            continue;
        }
        auto packet = parsePacketJson(one, family);
        if (!packet) {
            Error error = packet.error();
            error.position = {line, error.position.column};
            arguments.wrong(atPlace(file, error));
            return {};
        }
        packets.push_back(*std::move(packet));
    }
    return packets;
}

struct Rules {
    std::vector<Ruleset> rulesets;
    NativeRuleset native;
    World world; ///< of the rules in use; rules in files are asked anywhere
};

int exitCodeFor(const std::vector<VerdictKind> &kinds)
{
    int code = ExitDone;
    for (const VerdictKind kind : kinds) {
        if (kind == VerdictKind::Unknown) {
            return ExitUnknown;
        }
        if (kind != VerdictKind::Accept) {
            code = ExitProblem;
        }
    }
    return code;
}

int run(Session &session, Arguments &arguments)
{
    const auto askedFamily = arguments.family("family");
    Family family = askedFamily.value_or(Family::Ipv4);
    if (!askedFamily && !arguments.has("packets")) {
        // The family of an address decides, as it does for iptables.
        for (const char *option : {"source", "destination"}) {
            if (const auto address = arguments.address(option)) {
                family = address->family;
            }
        }
    }
    if (arguments.has("packets") && hasPacketOptions(arguments)) {
        arguments.wrong(Text::tr("--packets can't be combined with options about one packet"));
    }
    auto packets = arguments.has("packets") ? readPackets(arguments, family)
                                            : std::vector{readPacket(arguments, family)};
    auto *rules = new Rules; // see runProgram
    rules->rulesets = readRuleFiles(arguments, family, &rules->native);
    if (!arguments.positional().isEmpty()) {
        arguments.wrong(
            Text::tr("“%1” is not expected here").arg(arguments.positional().constFirst()));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }

    if (!arguments.has("rules")) {
        auto live = readLive(session, family);
        if (!live) {
            return session.fail(live.error());
        }
        rules->rulesets = std::move(live->rulesets);
        rules->native = std::move(live->native);
        rules->world = std::move(live->around.world);
        for (Packet &packet : packets) {
            if (packet.localAddresses.empty()) {
                packet.localAddresses = live->localAddresses;
            }
        }
    }

    std::vector<VerdictKind> kinds;
    for (const Packet &packet : packets) {
        const Verdict verdict = walk(rules->rulesets, rules->native, packet, rules->world);
        kinds.push_back(verdict.kind);
        if (session.options().json) {
            session.output().raw(explainJson(packet, verdict) + '\n');
        } else {
            const auto met = verdict.deciding
                ? conditionsMet(rules->rulesets, rules->native, packet, rules->world,
                                *verdict.deciding)
                : std::vector<Condition>();
            printVerdict(session.output(), rules->rulesets, packet, verdict, met);
        }
    }
    return exitCodeFor(kinds);
}

} // namespace

constinit const Command explainCommand{
    "explain", "[--rules FILE]... [--packets FILE|-] [packet options]",
    [] {
        return Text::tr("What the rules do with a packet, and which one decides. Ends with 0 when "
                        "every packet is let through, 1 when one is dropped or refused, 3 when one "
                        "can't be told.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
