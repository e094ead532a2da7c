// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/settling.h"

#include <array>
#include <utility>

namespace Portlight::Core
{

namespace
{

using By = Settling::By;

struct Known {
    std::string_view name; ///< of the doubt
    By by;
    std::string_view field;
};

// What is not here depends on what other packets did, or is not known to Portlight; for both the
// rule's counter has the answer.
constexpr auto known = std::to_array<Known>({
    {"protocol", By::Packet, "protocol"},
    {"source", By::Packet, "source"},
    {"destination", By::Packet, "destination"},
    {"sport", By::Packet, "sport"},
    {"dport", By::Packet, "dport"},
    {"in-interface", By::Packet, "in-interface"},
    {"out-interface", By::Packet, "out-interface"},
    {"tcp-flags", By::Packet, "tcp-flags"},
    {"icmp-type", By::Packet, "icmp-type"},
    {"icmp-code", By::Packet, "icmp-code"},
    {"state", By::Packet, "state"},
    {"mark", By::Packet, "mark"},
    {"mac-source", By::Packet, "mac-source"},
    {"mac-destination", By::Packet, "mac-destination"},
    {"uid", By::Packet, "uid"},
    {"gid", By::Packet, "gid"},
    {"local-address", By::Packet, "local-address"},
    {"length", By::Packet, "length"},
    {"ttl", By::Packet, "ttl"},
    {"hl", By::Packet, "ttl"},
    {"tos", By::Packet, "tos"},
    {"dscp", By::Packet, "tos"},
    {"ecn", By::Packet, "tos"},
    {"frag", By::Packet, "fragment"},
    {"tcp-option", By::Packet, "tcp-options"},
    {"tcpmss", By::Packet, "tcp-options"},
    {"spi", By::Packet, "spi"},
    {"esp", By::Packet, "spi"},
    {"ah", By::Packet, "extension-headers"},
    {"rt", By::Packet, "extension-headers"},
    {"hbh", By::Packet, "extension-headers"},
    {"dst", By::Packet, "extension-headers"},
    {"srh", By::Packet, "extension-headers"},
    {"ipv6header", By::Packet, "extension-headers"},
    {"mh", By::Packet, "payload"},
    {"sctp", By::Packet, "payload"},
    {"dccp", By::Packet, "payload"},
    {"u32", By::Packet, "payload"},
    {"payload", By::Packet, "payload"},
    {"pkttype", By::Packet, "link-type"},
    {"physdev", By::Packet, "bridge-port-in"},
    {"policy", By::Packet, "ipsec"},
    {"realm", By::Packet, "realm"},
    {"cpu", By::Packet, "cpu"},
    {"socket", By::Packet, "socket"},
    {"socket-exists", By::Packet, "has-sender"},
    {"cgroup", By::Packet, "cgroup-path"},
    {"conntrack", By::Packet, "connection"},
    {"connmark", By::Packet, "connection"},
    {"connbytes", By::Packet, "connection"},
    {"connlabel", By::Packet, "connection"},
    {"helper", By::Packet, "connection"},
    {"rpfilter", By::World, {}},
    {"addrtype", By::World, {}},
    {"devgroup", By::World, {}},
    {"device", By::World, {}},
    {"route", By::World, {}},
    {"set", By::SetMembers, {}},
    {"time", By::Clock, {}},
    {"QUEUE", By::Program, {}},
    {"NFQUEUE", By::Program, {}},
    {"queue", By::Program, {}},
    {"loop", By::Nothing, {}},
});

} // namespace

Settling settlingOf(const Doubt &doubt)
{
    for (const Known &one : known) {
        if (one.name == doubt.name) {
            return {one.by, one.field};
        }
    }
    return {};
}

std::string_view toString(Settling::By by)
{
    switch (by) {
    case By::Packet:
        return "packet";
    case By::World:
        return "world";
    case By::SetMembers:
        return "set-members";
    case By::Clock:
        return "clock";
    case By::Counter:
        return "counter";
    case By::Program:
        return "program";
    case By::Nothing:
        break;
    }
    return "nothing";
}

} // namespace Portlight::Core
