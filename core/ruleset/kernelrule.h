// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace Portlight::Core
{

/// What the kernel holds for the tables of iptables-nft, as its netlink dump says it: facts without
/// a meaning yet. Names are those of include/uapi/linux/netfilter/nf_tables.h.

/// Up to four words of a register, in the order in which the kernel compares them.
struct RegisterData {
    std::uint8_t size = 0;
    std::array<std::uint8_t, 16> bytes{};
    bool operator==(const RegisterData &) const = default;
};

/// Registers are counted in words of 4 bytes, the verdict register being 0.
namespace Expression
{
struct Payload {
    enum class Base : std::uint8_t { Network, Transport, Other };
    Base base = Base::Other;
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    std::uint32_t to = 0;
};
struct Meta {
    enum class Key : std::uint8_t { Protocol, InName, OutName, Mark, Other };
    Key key = Key::Other;
    std::uint32_t to = 0;
};
struct SetTrace { ///< meta nftrace set
    std::uint32_t from = 0;
};
struct Bitwise { ///< (from & mask) ^ flip; shifts and others are Unknown
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    RegisterData mask;
    RegisterData flip;
};
struct Compare {
    enum class Operator : std::uint8_t {
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual
    };
    Operator op = Operator::Equal;
    std::uint32_t from = 0;
    RegisterData data;
};
struct Range {
    bool inverted = false;
    std::uint32_t from = 0;
    RegisterData low;
    RegisterData high;
};
struct Data { ///< immediate data in a register other than the verdict
    std::uint32_t to = 0;
    RegisterData data;
};
struct Verdict {
    enum class Code : std::uint8_t { Accept, Drop, Return, Jump, Goto, Other };
    Code code = Code::Other;
    std::string chain;
};
struct Counter {
    Counters counters;
};
struct Module { ///< a match or target of xtables: only iptables writes these
    bool isTarget = false;
    std::string name;
    std::uint8_t revision = 0;
    std::string info; ///< bytes that only its library understands
    bool operator==(const Module &) const = default;
};
struct Limit { ///< packets in `seconds`, not inverted
    std::uint64_t rate = 0;
    std::uint64_t seconds = 1;
    std::uint32_t burst = 0;
};
struct GroupLog { ///< log to a netlink group
    std::uint16_t group = 0;
    std::string prefix;
    std::uint32_t size = 0;
    std::uint16_t threshold = 0;
};
struct Unknown { ///< every other one, by its name ("lookup", "fib"), and every variant not told
                 ///< above
    std::string name;
};
using Any = std::variant<Payload, Meta, SetTrace, Bitwise, Compare, Range, Data, Verdict, Counter,
                         Module, Limit, GroupLog, Unknown>;
} // namespace Expression

struct KernelRule {
    std::uint64_t handle = 0;
    std::optional<std::string> comment; ///< from the rule's user data
    std::vector<Expression::Any> expressions;
};

/// Where the kernel calls a chain: type as nft says it ("filter", "nat", "route"), hook and
/// priority.
struct KernelHook {
    std::string type;
    Hook hook = Hook::Input;
    int priority = 0;
    Policy policy = Policy::Accept;
    bool operator==(const KernelHook &) const = default;
};

struct KernelChain {
    std::string name;
    std::optional<KernelHook> hook; ///< base chains only
    Counters counters; ///< of the policy
    std::vector<KernelRule> rules;
};

struct KernelTable {
    std::string name;
    bool dormant = false; ///< the kernel calls none of its base chains
    std::vector<KernelChain> chains;
};

/// The tables of one family that iptables-nft uses, in the kernel's order.
using KernelTables = std::vector<KernelTable>;

} // namespace Portlight::Core
