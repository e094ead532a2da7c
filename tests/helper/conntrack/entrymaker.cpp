// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "entrymaker.h"

#include "core/packet/packet.h"

#include <array>
#include <cerrno>
#include <cstring>

extern "C" {
#include <libnetfilter_conntrack/libnetfilter_conntrack.h>
}

namespace Portlight::Test
{

using namespace Core;

struct EntryMaker::Private {
    nfct_handle *handle = nfct_open(CONNTRACK, 0);
    int number = 0;
};

EntryMaker::EntryMaker()
    : d(std::make_unique<Private>())
{
}

EntryMaker::~EntryMaker()
{
    if (d->handle != nullptr) {
        nfct_close(d->handle);
    }
}

bool EntryMaker::isUsable() const
{
    return d->handle != nullptr;
}

std::string EntryMaker::error() const
{
    return std::strerror(d->number);
}

bool EntryMaker::make(const ConntrackEntry &entry)
{
    nf_conntrack *object = nfct_new();
    const EntryTuple &first = entry.original;
    const bool isIpv6 = first.source.family == Family::Ipv6;
    const auto tuple = [object, isIpv6](const EntryTuple &from, bool reply) {
        nfct_set_attr_u8(object, reply ? ATTR_REPL_L3PROTO : ATTR_ORIG_L3PROTO,
                         isIpv6 ? AF_INET6 : AF_INET);
        nfct_set_attr_u8(object, reply ? ATTR_REPL_L4PROTO : ATTR_ORIG_L4PROTO, from.protocol);
        nfct_set_attr(object,
                      isIpv6 ? (reply ? ATTR_REPL_IPV6_SRC : ATTR_ORIG_IPV6_SRC)
                             : (reply ? ATTR_REPL_IPV4_SRC : ATTR_ORIG_IPV4_SRC),
                      from.source.bytes.data());
        nfct_set_attr(object,
                      isIpv6 ? (reply ? ATTR_REPL_IPV6_DST : ATTR_ORIG_IPV6_DST)
                             : (reply ? ATTR_REPL_IPV4_DST : ATTR_ORIG_IPV4_DST),
                      from.destination.bytes.data());
        if (!isIcmp(from.protocol)) {
            nfct_set_attr_u16(object, reply ? ATTR_REPL_PORT_SRC : ATTR_ORIG_PORT_SRC,
                              htons(from.sourcePort));
            nfct_set_attr_u16(object, reply ? ATTR_REPL_PORT_DST : ATTR_ORIG_PORT_DST,
                              htons(from.destinationPort));
        }
    };
    tuple(first, false);
    tuple(inverse(first), true);
    if (isIcmp(first.protocol)) {
        nfct_set_attr_u8(object, ATTR_ICMP_TYPE, first.icmpType);
        nfct_set_attr_u8(object, ATTR_ICMP_CODE, first.icmpCode);
        nfct_set_attr_u16(object, ATTR_ICMP_ID, htons(first.icmpId));
    }
    if (first.protocol == ProtocolTcp && entry.state) {
        nfct_set_attr_u8(object, ATTR_TCP_STATE, *entry.state);
    }
    if (const IpAddress &to = entry.reply.destination; to != first.source) {
        nfct_set_attr(object, isIpv6 ? ATTR_SNAT_IPV6 : ATTR_SNAT_IPV4, to.bytes.data());
    }
    if (const IpAddress &to = entry.reply.source; to != first.destination) {
        nfct_set_attr(object, isIpv6 ? ATTR_DNAT_IPV6 : ATTR_DNAT_IPV4, to.bytes.data());
    }
    nfct_set_attr_u32(object, ATTR_STATUS, entry.status);
    nfct_set_attr_u32(object, ATTR_TIMEOUT, entry.secondsLeft);
    if (entry.mark != 0) {
        nfct_set_attr_u32(object, ATTR_MARK, entry.mark);
    }
    if (entry.zone != 0) {
        nfct_set_attr_u16(object,
                          entry.zoneSide == ZoneSide::Both           ? ATTR_ZONE
                              : entry.zoneSide == ZoneSide::Original ? ATTR_ORIG_ZONE
                                                                     : ATTR_REPL_ZONE,
                          entry.zone);
    }
    if (!entry.helper.empty()) {
        nfct_set_attr(object, ATTR_HELPER_NAME, entry.helper.c_str());
    }
    const int result = nfct_query(d->handle, NFCT_Q_CREATE, object);
    d->number = result < 0 ? errno : 0;
    nfct_destroy(object);
    return result == 0;
}

ConntrackEntry mixedEntry(unsigned number)
{
    constexpr std::array<std::uint8_t, 8> protocols = {
        ProtocolTcp, ProtocolUdp, ProtocolTcp,     ProtocolIcmp,
        ProtocolTcp, ProtocolUdp, ProtocolUdplite, 89 /* OSPF: the kernel knows no ports of it */};
    ConntrackEntry entry;
    EntryTuple &tuple = entry.original;
    tuple.protocol = protocols[number % protocols.size()];
    const bool isIpv6 = number % 5 == 3;
    if (isIpv6 && tuple.protocol == ProtocolIcmp) {
        tuple.protocol = ProtocolIcmpv6;
    }
    tuple.source = *IpAddress::parse(isIpv6 ? "2001:db8::1" : "10.1.0.1");
    tuple.source = *tuple.source.next(number % 977);
    tuple.destination = *IpAddress::parse(isIpv6 ? "2001:db8:1::1" : "192.0.2.1");
    tuple.destination = *tuple.destination.next(number % 13);
    if (isIcmp(tuple.protocol)) {
        tuple.icmpType = isIpv6 ? 128 : 8;
        tuple.icmpId = static_cast<std::uint16_t>(number);
    } else if (tracksPorts(tuple.protocol)) {
        tuple.sourcePort = static_cast<std::uint16_t>(1024 + number % 60000);
        tuple.destinationPort = static_cast<std::uint16_t>(number % 3 == 0 ? 443 : 20 + number % 7);
    } else {
        // Without ports only the addresses tell flows apart.
        tuple.source = *tuple.source.next(1000 + number);
    }
    entry.reply = inverse(tuple);
    entry.secondsLeft = 600 + number % 100000;
    entry.status = FlowConfirmed | (number % 3 == 0 ? 0U : std::uint32_t{FlowSeenReply})
        | (number % 3 == 1 ? std::uint32_t{FlowAssured} : 0U);
    if (tuple.protocol == ProtocolTcp) {
        entry.state = static_cast<std::uint8_t>(1 + number / 8 % 8); // SYN_SENT to CLOSE
    }
    entry.mark = number % 11 == 0 ? number : 0;
    if (number % 17 == 0) {
        entry.zone = static_cast<std::uint16_t>(1 + number % 100);
        entry.zoneSide = static_cast<ZoneSide>(number / 17 % 3);
    } else if (number % 19 == 0) {
        entry.reply.destination = *entry.reply.destination.next(100000);
        entry.status |= FlowSeenReply;
    } else if (number % 23 == 0) {
        entry.reply.source = *entry.reply.source.next(100000);
        entry.status |= FlowSeenReply;
    }
    if (tuple.protocol == ProtocolTcp && tuple.destinationPort == 21) {
        entry.helper = "ftp";
    }
    return entry;
}

} // namespace Portlight::Test
