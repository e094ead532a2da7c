// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftjson.h"
#include "core/text/nftlisting.h"
#include "core/verdict/engine.h"

#include <cstdint>
#include <cstdlib>

using namespace Portlight::Core;

namespace
{

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

/// Whatever the rules say: an end, with doubts exactly when it is not known.
void walkThrough(const NativeRuleset &ruleset)
{
    for (const Way way : {Way::Input, Way::Output, Way::Forward}) {
        Packet packet;
        packet.way = way;
        for (const bool known : {false, true}) {
            if (known) {
                packet.source = IpAddress::parse("192.0.2.1");
                packet.destination = IpAddress::parse("10.0.0.1");
                packet.destinationPort = 22;
                packet.inInterface = "eth0";
            }
            const Verdict verdict = walk({}, ruleset, packet);
            require(verdict.doubts.empty() == (verdict.kind != VerdictKind::Unknown));
            require(verdict.kind == VerdictKind::Unknown || verdict.kind == VerdictKind::Accept
                    || verdict.deciding);
        }
    }
}

} // namespace

/// The laws for each text: no rule without its JSON and its words, no more elements kept than
/// counted, an error with its reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    (void)rulesOfListing(text);
    const auto ruleset = parseNftJson(text);
    if (!ruleset) {
        require(!ruleset.error().message.empty());
        return 0;
    }
    for (const NativeTable &table : ruleset->tables) {
        require(ruleset->table(table.family, table.name) == &table);
        for (const NativeChain &chain : table.chains) {
            for (const NativeRule &rule : chain.rules) {
                require(rule.json.starts_with('['));
                require(rule.text.empty() == (rule.json == "[]"));
            }
        }
        for (const NativeSet &set : table.sets) {
            require(set.elements.size() <= set.elementCount);
            require(set.members != nullptr);
        }
    }
    walkThrough(*ruleset);
    return 0;
}
