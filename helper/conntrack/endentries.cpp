// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/conntrack/conntrackreader.h"
#include "helper/conntrack/table.h"
#include "helper/netfilter/netlink.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <memory>

extern "C" {
#include <libnetfilter_conntrack/libnetfilter_conntrack.h>
}

namespace Portlight::Helper
{

namespace
{

constexpr auto operation = "end a connection";

using Entry = std::unique_ptr<nf_conntrack, void (*)(nf_conntrack *)>;

Entry build(const Core::ConntrackEntry &entry)
{
    const Core::EntryTuple &tuple = entry.original;
    Entry result(nfct_new(), nfct_destroy);
    if (!result) {
        return result;
    }
    nf_conntrack *to = result.get();
    const bool isIpv6 = tuple.source.family == Core::Family::Ipv6;
    nfct_set_attr_u8(to, ATTR_ORIG_L3PROTO, isIpv6 ? AF_INET6 : AF_INET);
    nfct_set_attr(to, isIpv6 ? ATTR_ORIG_IPV6_SRC : ATTR_ORIG_IPV4_SRC, tuple.source.bytes.data());
    nfct_set_attr(to, isIpv6 ? ATTR_ORIG_IPV6_DST : ATTR_ORIG_IPV4_DST,
                  tuple.destination.bytes.data());
    nfct_set_attr_u8(to, ATTR_ORIG_L4PROTO, tuple.protocol);
    if (Core::isIcmp(tuple.protocol)) {
        nfct_set_attr_u8(to, ATTR_ICMP_TYPE, tuple.icmpType);
        nfct_set_attr_u8(to, ATTR_ICMP_CODE, tuple.icmpCode);
        nfct_set_attr_u16(to, ATTR_ICMP_ID, htons(tuple.icmpId));
    } else {
        nfct_set_attr_u16(to, ATTR_ORIG_PORT_SRC, htons(tuple.sourcePort));
        nfct_set_attr_u16(to, ATTR_ORIG_PORT_DST, htons(tuple.destinationPort));
    }
    if (entry.zoneSide == Core::ZoneSide::Original) {
        nfct_set_attr_u16(to, ATTR_ORIG_ZONE, entry.zone);
    } else if (entry.zoneSide == Core::ZoneSide::Both && entry.zone != 0) {
        nfct_set_attr_u16(to, ATTR_ZONE, entry.zone);
    }
    return result;
}

} // namespace

Core::Result<EndedEntries> endEntries(const std::vector<Core::ConntrackEntry> &entries)
{
    if (!isTracking()) {
        return Core::failure(Core::ErrorCode::Unsupported, operation,
                             "connection tracking is not loaded");
    }
    auto socket = NetlinkSocket::open(NETLINK_NETFILTER);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    EndedEntries result;
    for (const Core::ConntrackEntry &entry : entries) {
        const Entry object = build(entry);
        alignas(nlmsghdr) std::array<char, 1024> buffer{};
        nlmsghdr *request = mnl_nlmsg_put_header(buffer.data());
        request->nlmsg_type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_DELETE;
        request->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
        auto *header =
            static_cast<nfgenmsg *>(mnl_nlmsg_put_extra_header(request, sizeof(nfgenmsg)));
        header->nfgen_family =
            entry.original.source.family == Core::Family::Ipv6 ? AF_INET6 : AF_INET;
        header->version = NFNETLINK_V0;
        if (!object || nfct_nlmsg_build(request, object.get()) < 0) {
            return Core::failure(Core::ErrorCode::Internal, operation, "cannot name the entry");
        }
        // The kernel deletes only the entry with this id: a newer one of the same addresses stays.
        mnl_attr_put_u32(request, CTA_ID, htonl(entry.id));
        const auto ended = socket->ask(request, operation, [](const nlmsghdr *) {});
        if (ended) {
            ++result.ended;
        } else if (ended.error().position.line == ENOENT) { // NetlinkSocket gives the errno there
            ++result.gone;
        } else {
            return tl::unexpected(ended.error());
        }
    }
    return result;
}

} // namespace Portlight::Helper
