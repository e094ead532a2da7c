// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/match.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// What the options of a module say, for the modules whose text is kept as it is (OpaqueMatch). Read
// once, when the rule is read (core/text/modules), and evaluated for each packet
// (core/verdict/matches). Ranges include both ends.
namespace Portlight::Core
{

template<typename Number> struct Range {
    Number first{};
    Number last{};
    bool contains(Number value) const
    {
        return first <= value && value <= last;
    }
    bool operator==(const Range &) const = default;
};

template<typename Value> struct Negatable {
    Value value{};
    bool inverted = false;
    bool operator==(const Negatable &) const = default;
};

/// One number that the packet, its devices or its connection carry: length, ttl, hl, tos, dscp,
/// cpu, devgroup, realm, connmark. Holds if (number & mask) is within the range.
struct NumberTest {
    enum class Field : std::uint8_t {
        Length,
        Ttl,
        TrafficClass,
        Cpu,
        InGroup,
        OutGroup,
        Realm,
        ConnectionMark,
    };
    Field field = Field::Length;
    std::uint32_t mask = 0xffffffff;
    Range<std::uint32_t> range;
    bool inverted = false;
};
struct NumberCondition {
    std::vector<NumberTest> tests; ///< all must hold
};

struct EcnCondition { ///< -m ecn
    std::optional<Negatable<std::uint8_t>> ipEct;
    std::optional<bool> tcpCwr; ///< set or not
    std::optional<bool> tcpEce;
};

struct AddressRangeCondition { ///< -m iprange
    std::optional<Negatable<Range<IpAddress>>> source;
    std::optional<Negatable<Range<IpAddress>>> destination;
};

struct LinkTypeCondition { ///< -m pkttype
    LinkType type = LinkType::Unicast;
    bool inverted = false;
};

struct TcpMssCondition { ///< -m tcpmss
    Range<std::uint16_t> size;
    bool inverted = false;
};

/// -m esp, ah, ipcomp: an index of security parameters. AH of IPv6 is an extension header.
struct SpiCondition {
    std::uint8_t protocol = ProtocolEsp;
    Family family = Family::Ipv4;
    Negatable<Range<std::uint32_t>> spi{{0, 0xffffffff}, false};
    std::optional<Negatable<std::uint32_t>> length; ///< --ahlen
    bool reservedIsZero = false; ///< --ahres
};

struct SctpCondition { ///< -m sctp with --chunk-types
    enum class Mode : std::uint8_t { All, Any, Only };
    struct Chunk {
        std::uint8_t type = 0;
        std::uint8_t flagsMask = 0;
        std::uint8_t flags = 0;
    };
    std::optional<Negatable<PortRange>> sourcePorts;
    std::optional<Negatable<PortRange>> destinationPorts;
    Mode mode = Mode::Any;
    std::vector<Chunk> chunks;
    bool inverted = false;
};

struct DccpCondition { ///< -m dccp with --dccp-types
    std::optional<Negatable<PortRange>> sourcePorts;
    std::optional<Negatable<PortRange>> destinationPorts;
    std::uint16_t types = 0; ///< one bit each; the highest, bit 10, stands for all from 10 on
    bool inverted = false;
};

struct ConnectionStatus { ///< bits of --ctstatus; none of them: NONE, which no entry has
    bool expected = false;
    bool seenReply = false;
    bool assured = false;
    bool confirmed = false;
};

/// -m conntrack with all its options.
struct ConnectionCondition {
    std::optional<StateMatch> states;
    std::optional<Negatable<std::uint8_t>> protocol;
    std::optional<Negatable<IpNetwork>> originalSource;
    std::optional<Negatable<IpNetwork>> originalDestination;
    std::optional<Negatable<IpNetwork>> replySource;
    std::optional<Negatable<IpNetwork>> replyDestination;
    std::optional<Negatable<PortRange>> originalSourcePorts;
    std::optional<Negatable<PortRange>> originalDestinationPorts;
    std::optional<Negatable<PortRange>> replySourcePorts;
    std::optional<Negatable<PortRange>> replyDestinationPorts;
    std::optional<Negatable<ConnectionStatus>> status;
    std::optional<Negatable<Range<std::uint32_t>>> secondsLeft;
    std::optional<bool> isReply; ///< --ctdir
};

struct ConnectionAmountCondition { ///< -m connbytes
    enum class Direction : std::uint8_t { Original, Reply, Both };
    enum class Unit : std::uint8_t { Packets, Bytes, AverageBytes };
    Direction direction = Direction::Both;
    Unit unit = Unit::Packets;
    Range<std::uint64_t> amount;
    bool inverted = false;
};

struct ConnectionLabelCondition { ///< -m connlabel without --set
    std::uint16_t bit = 0;
    bool inverted = false;
};

struct HelperCondition { ///< -m helper; an empty name is any helper
    std::string name;
    bool inverted = false;
};

struct OwnerCondition { ///< -m owner
    std::optional<Negatable<Range<std::uint32_t>>> uid;
    std::optional<Negatable<Range<std::uint32_t>>> gid;
    bool supplementaryGroups = false;
    std::optional<bool> socketExists;
};

struct SocketCondition { ///< -m socket
    bool transparent = false;
    bool wildcardsToo = false; ///< --nowildcard
};

struct CgroupCondition { ///< -m cgroup
    std::optional<std::uint32_t> classId;
    std::string path;
    bool inverted = false;
};

struct PolicyCondition { ///< -m policy
    bool none = false;
    bool elements = false; ///< asks for details of the IPsec policy
};

struct ReversePathCondition { ///< -m rpfilter
    bool loose = false;
    bool useMark = false;
    bool acceptLocal = false;
    bool inverted = false;
};

struct BridgePortCondition { ///< -m physdev
    std::optional<Negatable<std::string>> in; ///< a pattern as of -i
    std::optional<Negatable<std::string>> out;
    std::optional<bool> isIn;
    std::optional<bool> isOut;
    std::optional<bool> isBridged;
};

struct SetCondition { ///< -m set --match-set
    std::string name;
    std::vector<Side> sides; ///< one for each field of the set's type
    bool inverted = false;
    bool returnNomatch = false;
    bool counters = false; ///< asks for the counters of the member
};

struct TimeCondition { ///< -m time
    Range<std::int64_t> date{0, 0x7fffffff}; ///< seconds since 1970; limits of libxt_time
    std::uint32_t dayStart = 0; ///< seconds since midnight
    std::uint32_t dayStop = 86399;
    std::uint32_t monthDays = 0xfffffffe; ///< bit 1: the first of the month
    std::uint8_t weekDays = 0xfe; ///< bit 1: Monday
    bool contiguous = false;
    bool kernelZone = false;
};

struct U32Condition { ///< -m u32
    struct Step {
        enum class Kind : std::uint8_t { And, Left, Right, At };
        Kind kind = Kind::And;
        std::uint32_t number = 0;
    };
    struct Test {
        std::uint32_t start = 0;
        std::vector<Step> steps;
        std::vector<Range<std::uint32_t>> values;
    };
    std::vector<Test> tests;
    bool inverted = false;
};

struct FragmentHeaderCondition { ///< -m frag, IPv6
    std::optional<Negatable<Range<std::uint32_t>>> id;
    std::optional<Negatable<std::uint32_t>> length;
    bool reservedIsZero = false;
    bool first = false;
    bool more = false;
    bool last = false;
};

struct RoutingHeaderCondition { ///< -m rt, without the addresses of type 0
    std::optional<Negatable<std::uint32_t>> type;
    std::optional<Negatable<Range<std::uint32_t>>> segmentsLeft;
    std::optional<Negatable<std::uint32_t>> length;
};

struct OptionsHeaderCondition { ///< -m hbh, -m dst
    struct Option {
        std::uint8_t type = 0;
        std::optional<std::uint8_t> length;
    };
    std::uint8_t protocol = 0; ///< 0 hop-by-hop, 60 destination options
    std::optional<Negatable<std::uint32_t>> length;
    std::vector<Option> options; ///< in this order
};

struct MobilityCondition { ///< -m mh
    Range<std::uint8_t> type{0, 255};
    bool inverted = false;
};

struct HeaderListCondition { ///< -m ipv6header
    std::uint8_t headers = 0; ///< bits as in linux/netfilter_ipv6/ip6t_ipv6header.h
    bool soft = false;
    bool inverted = false;
};

struct SegmentRoutingCondition {
}; ///< -m srh: only its absence can be told

struct Eui64Condition {
}; ///< -m eui64

struct AlwaysCondition { ///< what only counts (nfacct), and ICMP type 255
    std::optional<std::uint8_t> protocol; ///< of the packets it holds for
    bool inverted = false;
};

struct ModuleCondition {
    std::variant<NumberCondition, EcnCondition, AddressRangeCondition, LinkTypeCondition,
                 TcpMssCondition, SpiCondition, SctpCondition, DccpCondition, ConnectionCondition,
                 ConnectionAmountCondition, ConnectionLabelCondition, HelperCondition,
                 OwnerCondition, SocketCondition, CgroupCondition, PolicyCondition,
                 ReversePathCondition, BridgePortCondition, SetCondition, TimeCondition,
                 U32Condition, FragmentHeaderCondition, RoutingHeaderCondition,
                 OptionsHeaderCondition, MobilityCondition, HeaderListCondition,
                 SegmentRoutingCondition, Eui64Condition, AlwaysCondition>
        value;
};

} // namespace Portlight::Core
