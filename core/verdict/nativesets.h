// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/verdict/matchsets.h"
#include "core/verdict/nativevalue.h"

#include <vector>

namespace Portlight::Core
{

/// Where a statement of nftables is asked, of all packets at once.
struct NativeSetPlace {
    SetPlace place;
    const BaseChain &base;
    const NativeTable &table;
};

/// What a condition says of all packets of a space; the same answers as evaluate() in
/// core/verdict/nativevalue.h gives one by one. What sets cannot ask (length, a limit, a set that
/// rules change, …) may hold anywhere.
MatchSets nativeSets(const NftMatch &match, const NativeSetPlace &place, PacketSpace &space);

/// A verdict of a verdict map, and the packets that surely get it, or may.
struct DecisionSets {
    const NftDecision *decision = nullptr; ///< null: one that is not known
    MatchSets sets;
};
struct VerdictMapSets {
    std::vector<DecisionSets> decisions; ///< each verdict once
    PacketSet found = PacketSpace::none; ///< surely get some verdict
};
VerdictMapSets nativeSets(const NftVerdictMap &map, const NativeSetPlace &place,
                          PacketSpace &space);

/// The packets that a reject statement is for.
MatchSets nativeSets(const NftReject &reject, PacketSpace &space);

/// Whether sets of packets can ask what the selector reads from a header.
bool isAskedBySets(const NftSelector &selector, PacketSpace &space);

/// The devices of a chain at ingress or egress; none when nft did not print them.
std::vector<std::string> devicesOf(const NativeChain &chain);
/// The devices that rules of nftables mention, as patterns of -i and -o; each may be there twice.
std::vector<std::string> devicePatterns(const NativeRuleset &native);

/// An example of the packets at a place, of which nothing else is known.
Packet packetOfNoKind(const NativeSetPlace &place, const PacketSpace &space);

} // namespace Portlight::Core
