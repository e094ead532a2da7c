// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/saveparser.h"
#include "core/verdict/conditionsmet.h"
#include "core/verdict/engine.h"
#include "core/verdict/packetjson.h"
#include "core/verdict/packetpath.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace Portlight::Core;

namespace
{

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

void walkThrough(const Ruleset &ruleset, const Packet &packet)
{
    World world;
    world.routes4.emplace();
    world.routes6.emplace();
    for (const World &around : {World{}, world}) {
        const Verdict verdict = walk({&ruleset, 1}, packet, around);
        require(verdict.doubts.empty() == (verdict.kind != VerdictKind::Unknown));
        require(verdict.kind == VerdictKind::Unknown || verdict.kind == VerdictKind::Accept
                || verdict.deciding || verdict.stoppedBy != Obstacle::None);
        require(!explainJson(packet, verdict).empty());
        if (verdict.deciding) {
            const auto met = conditionsMet({&ruleset, 1}, {}, packet, around, *verdict.deciding);
            for (const Condition &condition : met) {
                require(condition.answer != Answer::No);
            }
        }
        if (verdict.kind == VerdictKind::Accept) {
            (void)walk({&ruleset, 1}, answerTo(packet, verdict), around);
        }
    }
}

} // namespace

/// The first line is a packet in JSON, the rest rules of one chain: parsers of all modules meet any
/// packet. The deciding rule has no condition that does not hold.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const std::size_t line = std::min(text.find('\n'), text.size());
    for (const Family family : {Family::Ipv4, Family::Ipv6}) {
        const auto packet = parsePacketJson(text.substr(0, line), family);
        if (!packet) {
            require(!packet.error().message.empty());
            continue;
        }
        Ruleset ruleset;
        ruleset.backend = Backend::File;
        ruleset.family = packet->family;
        Table table;
        table.name = "filter";
        Chain chain;
        chain.name = packet->way == Way::Input ? "INPUT"
            : packet->way == Way::Output       ? "OUTPUT"
                                               : "FORWARD";
        chain.policy = Policy::Drop;
        for (std::size_t at = std::min(line + 1, text.size()); at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            if (auto rule =
                    parseRule("-A " + chain.name + ' ' + std::string(text.substr(at, end - at)),
                              packet->family)) {
                (void)conditions(*rule, *packet);
                chain.rules.push_back(*std::move(rule));
            }
            at = end + 1;
        }
        table.chains.push_back(std::move(chain));
        ruleset.tables.push_back(std::move(table));
        walkThrough(ruleset, *packet);
    }
    return 0;
}
