// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"
#include "core/packet/packet.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace Portlight::Core
{

enum class Side : std::uint8_t { Source, Destination };

struct PortRange {
    std::uint16_t first = 0;
    std::uint16_t last = 65535;
    bool contains(std::uint16_t port) const
    {
        return first <= port && port <= last;
    }
    bool operator==(const PortRange &) const = default;
};

struct AddressMatch { ///< -s, -d
    Side side = Side::Source;
    IpNetwork network;
    bool inverted = false;
    bool operator==(const AddressMatch &) const = default;
};

struct InterfaceMatch { ///< -i (Source), -o (Destination); a trailing '+' matches any ending
    Side side = Side::Source;
    std::string pattern;
    bool inverted = false;
    bool operator==(const InterfaceMatch &) const = default;
};

struct ProtocolMatch { ///< -p; 0 is every protocol
    std::uint8_t protocol = 0;
    bool inverted = false;
    bool operator==(const ProtocolMatch &) const = default;
};

struct FragmentMatch { ///< -f: second and further fragments of an IPv4 packet
    bool inverted = false;
    bool operator==(const FragmentMatch &) const = default;
};

/// -m tcp and -m udp (and their ports only for udp, sctp, dccp, udplite).
struct TransportMatch {
    std::uint8_t protocol = ProtocolTcp;
    std::optional<PortRange> sourcePorts;
    bool sourceInverted = false;
    std::optional<PortRange> destinationPorts;
    bool destinationInverted = false;
    std::optional<std::uint8_t> flagsMask; ///< --tcp-flags MASK COMPARE, or --syn
    std::uint8_t flagsCompare = 0;
    bool flagsInverted = false;
    std::optional<std::uint8_t> tcpOption;
    bool tcpOptionInverted = false;
    bool operator==(const TransportMatch &) const = default;
};

struct MultiportMatch { ///< -m multiport
    enum class Ports : std::uint8_t { Source, Destination, Either };
    Ports ports = Ports::Destination;
    std::vector<PortRange> ranges;
    bool inverted = false;
    bool operator==(const MultiportMatch &) const = default;
};

struct IcmpMatch { ///< -m icmp, -m icmp6 (ipv6-icmp)
    Family family = Family::Ipv4;
    std::optional<std::uint8_t> type; ///< nothing: any type
    std::uint8_t firstCode = 0;
    std::uint8_t lastCode = 255;
    bool inverted = false;
    bool operator==(const IcmpMatch &) const = default;
};

/// -m conntrack --ctstate and -m state --state. Other options of -m conntrack make it opaque.
struct StateMatch {
    std::vector<FlowState> states;
    bool sourceNat = false; ///< SNAT, a virtual state of --ctstate
    bool destinationNat = false; ///< DNAT
    bool inverted = false;
    bool legacyModule = false; ///< written as -m state
    bool operator==(const StateMatch &) const = default;
};

struct CommentMatch { ///< -m comment
    std::string text;
    bool operator==(const CommentMatch &) const = default;
};

struct MarkMatch { ///< -m mark: (packet mark & mask) == value
    std::uint32_t value = 0;
    std::uint32_t mask = 0xffffffff;
    bool inverted = false;
    bool operator==(const MarkMatch &) const = default;
};

enum class AddressType : std::uint8_t {
    Unspec,
    Unicast,
    Local,
    Broadcast,
    Anycast,
    Multicast,
    Blackhole,
    Unreachable,
    Prohibit,
    Throw,
    Nat,
    Xresolve
};

struct AddressTypeMatch { ///< -m addrtype
    std::vector<AddressType> source;
    bool sourceInverted = false;
    std::vector<AddressType> destination;
    bool destinationInverted = false;
    bool limitInInterface = false;
    bool limitOutInterface = false;
    bool operator==(const AddressTypeMatch &) const = default;
};

struct MacMatch { ///< -m mac --mac-source
    MacAddress address;
    bool inverted = false;
    bool operator==(const MacMatch &) const = default;
};

struct ModuleCondition; ///< core/ruleset/condition.h

/// A match that is kept and printed as its text. `name` is the module ("limit"), or an option name
/// that belongs to no module; `text` is exact. `condition` is what its options say, for modules
/// that can be evaluated; without it Portlight doesn't know this part, or its answer depends on the
/// past (limit, recent, …).
struct OpaqueMatch {
    std::string name;
    std::string text;
    std::shared_ptr<const ModuleCondition> condition = nullptr;
    bool operator==(const OpaqueMatch &other) const
    {
        return name == other.name && text == other.text;
    }
};

using Match = std::variant<AddressMatch, InterfaceMatch, ProtocolMatch, FragmentMatch,
                           TransportMatch, MultiportMatch, IcmpMatch, StateMatch, CommentMatch,
                           MarkMatch, AddressTypeMatch, MacMatch, OpaqueMatch>;

} // namespace Portlight::Core
