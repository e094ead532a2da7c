// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/nftelements.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace Portlight::Core
{

/// Expressions and statements of nftables, typed. core/text/nftexpr.h makes them from JSON, once a
/// reading; core/verdict/native*.cpp evaluates them. What is not understood is there as such, with
/// its words.

/// What an expression reads. The kernel's own names are in nft(8), "Primary expressions".
enum class NftSubject : std::uint8_t {
    Unknown, ///< known by name only; "cannot tell"
    Payload,
    NfProto,
    L4Proto,
    EtherProtocol, ///< meta protocol
    InDevice, ///< iifname, and iif by the name nft gives for the number
    OutDevice,
    Mark,
    Uid,
    Gid,
    PacketType,
    Length,
    Hour,
    Day,
    CtState,
    CtDirection,
    CtMark,
    CtStatus,
    CtL3Proto,
    CtProtocol,
    CtSource,
    CtDestination,
    CtSourcePort,
    CtDestinationPort,
    FibType,
    FibOut, ///< the device that a route goes through, or whether there is one
};

enum class NftLayer : std::uint8_t { Link, Network, Transport };

/// What a packet must be to have the thing at all; nft adds these conditions itself and does not
/// print them. Where it is not so, the rule ends without a match, whatever the operator.
enum class NftNeeds : std::uint8_t {
    Nothing,
    Ipv4,
    Ipv6,
    Protocol, ///< NftSelector::protocol

    Ethernet,
    Arp, ///< which no packet of this program ever is
};

/// The parts of a route look-up: "fib saddr . iif".
struct NftFib {
    bool source = false; ///< saddr, else daddr
    bool inDevice = false;
    bool outDevice = false;
    bool presence = false; ///< "exists", "missing": 1 and 0
    bool operator==(const NftFib &) const = default;
};

struct NftSelector {
    NftSubject subject = NftSubject::Unknown;
    NftType type = NftType::Unknown;
    NftNeeds needs = NftNeeds::Nothing;
    std::uint8_t protocol = 0;
    NftLayer layer = NftLayer::Network;
    std::uint16_t offset = 0; ///< in bits
    std::uint16_t bits = 0;
    bool reply = false; ///< ct: of the reply's direction
    NftFib fib;
    std::string name; ///< what would settle it: "sport", "in-interface", "ct helper"
};

struct NftExpression;

struct NftUnknown {
    std::string text;
};

/// Values written in a rule: one, or one a part of a concatenation.
struct NftConstant {
    std::vector<NftRange> parts;
};

struct NftBinary {
    enum class Operator : std::uint8_t { And, Or, Xor, ShiftLeft, ShiftRight };
    Operator op = Operator::And;
    std::vector<NftExpression> sides; ///< two
};

struct NftConcat {
    std::vector<NftExpression> parts;
};

/// A set or a map: one with a name (its place in NativeTable::sets), or one written in the rule.
struct NftSetRef {
    std::optional<std::size_t> named;
    std::shared_ptr<const NftElements> written;
};

/// "tcp dport map { 80 : 10.0.0.1 }"
struct NftMap {
    std::vector<NftExpression> key; ///< one
    NftSetRef set;
};

struct NftExpression {
    std::variant<NftUnknown, NftSelector, NftConstant, NftBinary, NftConcat, NftMap, NftSetRef> is;
    std::vector<NftType> types; ///< one a part
};

struct NftMatch {
    enum class Operator : std::uint8_t {
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        AnyBit, ///< "in": some of the flags are set
        NoBit, ///< "!"
    };
    Operator op = Operator::Equal;
    NftExpression left;
    NftExpression right;
};

struct NftVerdictMap {
    NftExpression key;
    NftSetRef set;
};

struct NftReject {
    enum class Kind : std::uint8_t { TcpReset, Icmp, Icmpv6, Icmpx };
    Kind kind = Kind::Icmpx;
    std::string code; ///< nft's word: "port-unreachable"
};

struct NftNat {
    enum class Kind : std::uint8_t { Source, Destination, Masquerade, Redirect };
    Kind kind = Kind::Source;
    std::optional<Family> family; ///< "dnat ip to": packets of this family only
    std::optional<NftExpression> address; ///< with two parts when a map gives address and port
    std::optional<NftExpression> port;
    bool random = false; ///< the kernel chooses the port
    bool prefix = false; ///< a network is laid over the address
};

/// "meta mark set 1", "ip dscp set cs1"
struct NftAssignment {
    NftSelector to;
    NftExpression value;
};

struct NftNotrack {
};

struct NftQueue {
    bool bypass = false; ///< without a program the packet goes on
};

/// "add @seen { ip saddr }": a rule ends here when the set is full or one of its own statements
/// (a limit) says so.
struct NftUpdate {
    bool mayEnd = false;
};

/// A condition whose answer lies in the past or elsewhere: limit, quota, ct count, …
struct NftUntold {
    std::string name;
};

struct NftNothing {
}; ///< counter, log, …: no word on the packet's way

/// Something that may end the walk in a way that is not known.
struct NftOpaque {
    std::string name;
};

struct NftStatement {
    std::variant<NftNothing, NftMatch, NftDecision, NftVerdictMap, NftReject, NftNat, NftAssignment,
                 NftNotrack, NftQueue, NftUpdate, NftUntold, NftOpaque>
        is;
    std::string text; ///< in nft's words; empty for what is no condition and no doubt
    bool mayEnd = false; ///< the rule may end here without a match
};

/// One rule.
struct NftProgram {
    std::vector<NftStatement> statements;
    std::size_t conditionsEnd = 0; ///< behind the last statement that may end the rule
    std::size_t effectsEnd = 0; ///< behind the last that does something for the packet's way
    bool onlyMarks = false; ///< all it does is set marks
    bool readsMark = false;
};

} // namespace Portlight::Core
