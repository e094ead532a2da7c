// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// One part of a set's type: "hash:net,port,net" has three of them.
enum class IpSetField : std::uint8_t { Address, Network, Port, Mac, Mark, Interface, Set };

/// One value of a member. Only what its field asks for is set.
struct IpSetValue {
    std::optional<IpNetwork> network; ///< Address, Network
    std::optional<IpAddress> last; ///< end of a range of addresses that `network` begins
    std::uint8_t protocol = 0; ///< Port; 0 in a bitmap:port, which asks for no protocol
    std::uint16_t firstPort = 0; ///< Port; for ICMP 256 * type + code
    std::uint16_t lastPort = 0;
    std::optional<MacAddress> mac;
    std::uint32_t mark = 0;
    std::string name; ///< Interface, Set
    bool operator==(const IpSetValue &) const = default;
};

struct IpSetMember {
    std::vector<IpSetValue> values; ///< one for each field of the type
    bool exception = false; ///< "nomatch"
    bool operator==(const IpSetMember &) const = default;
};

/// A set of `ipset`, with the members it had when it was read.
struct IpSet {
    std::string type; ///< "hash:ip,port", "bitmap:port", "list:set"
    Family family = Family::Ipv4;
    std::uint32_t markMask = 0xffffffff; ///< hash:ip,mark
    unsigned prefixLength = 0; ///< of "netmask N": addresses are cut to it; 0: not
    std::vector<IpSetMember> members;
    bool operator==(const IpSet &) const = default;

    /// The fields of a type, or nothing for a type that is not known.
    static std::optional<std::vector<IpSetField>> fieldsOf(std::string_view type);
    /// Reads one member as `ipset save` prints it ("10.0.0.0/8,tcp:80 nomatch timeout 5"). Nothing
    /// when it does not fit the type.
    static std::optional<IpSetMember> parseMember(std::string_view type, Family family,
                                                  std::string_view text);
};

} // namespace Portlight::Core
