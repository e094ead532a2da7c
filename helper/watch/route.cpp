// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/route.h"

#include "helper/netfilter/netlink.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>
#include <net/if.h>

namespace Portlight::Helper
{

namespace
{

using Core::IpAddress;
using Core::Route;
using Core::RouteKind;

RouteKind kindOf(unsigned char type)
{
    switch (type) {
    case RTN_LOCAL:
        return RouteKind::Local;
    case RTN_BROADCAST:
        return RouteKind::Broadcast;
    case RTN_UNREACHABLE:
        return RouteKind::Unreachable;
    case RTN_BLACKHOLE:
        return RouteKind::Blackhole;
    case RTN_PROHIBIT:
        return RouteKind::Prohibit;
    default:
        return RouteKind::Unicast;
    }
}

/// The kernel answers a lookup that ends at such a route with an errno instead of the route.
std::optional<RouteKind> kindOfError(unsigned number)
{
    switch (number) {
    case ENETUNREACH:
        return RouteKind::None;
    case EHOSTUNREACH:
        return RouteKind::Unreachable;
    case EACCES:
        return RouteKind::Prohibit;
    case EINVAL:
        return RouteKind::Blackhole;
    default:
        return std::nullopt;
    }
}

std::optional<IpAddress> addressIn(const nlattr *attribute, Core::Family family)
{
    IpAddress address;
    address.family = family;
    if (mnl_attr_get_payload_len(attribute) != address.size()) {
        return std::nullopt;
    }
    std::memcpy(address.bytes.data(), mnl_attr_get_payload(attribute), address.size());
    return address;
}

struct Answer {
    Route route;
    Core::Family family;
};

int readAttribute(const nlattr *attribute, void *data)
{
    auto *answer = static_cast<Answer *>(data);
    switch (mnl_attr_get_type(attribute)) {
    case RTA_OIF: {
        std::array<char, IF_NAMESIZE> name{};
        if (mnl_attr_validate(attribute, MNL_TYPE_U32) >= 0
            && ::if_indextoname(mnl_attr_get_u32(attribute), name.data()) != nullptr) {
            answer->route.outInterface = name.data();
        }
        break;
    }
    case RTA_GATEWAY:
        answer->route.gateway = addressIn(attribute, answer->family);
        break;
    case RTA_PREFSRC:
        answer->route.preferredSource = addressIn(attribute, answer->family);
        break;
    default:
        break;
    }
    return MNL_CB_OK;
}

Core::Result<Route> ask(const IpAddress &destination, const std::optional<IpAddress> &source,
                        unsigned inInterface)
{
    auto socket = NetlinkSocket::open(NETLINK_ROUTE);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    alignas(nlmsghdr) std::array<char, 512> buffer{};
    nlmsghdr *request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = RTM_GETROUTE;
    request->nlmsg_flags = NLM_F_REQUEST;
    auto *body = static_cast<rtmsg *>(mnl_nlmsg_put_extra_header(request, sizeof(rtmsg)));
    const auto bits = static_cast<unsigned char>(destination.size() * 8);
    body->rtm_family = destination.family == Core::Family::Ipv4 ? AF_INET : AF_INET6;
    body->rtm_dst_len = bits;
    mnl_attr_put(request, RTA_DST, destination.size(), destination.bytes.data());
    if (source) {
        body->rtm_src_len = bits;
        mnl_attr_put(request, RTA_SRC, source->size(), source->bytes.data());
    }
    if (inInterface != 0) {
        mnl_attr_put_u32(request, RTA_IIF, inInterface);
    }
    Answer answer{{}, destination.family};
    const auto asked = socket->ask(request, "look up a route", [&](const nlmsghdr *message) {
        const auto *route = static_cast<const rtmsg *>(mnl_nlmsg_get_payload(message));
        answer.route.kind = kindOf(route->rtm_type);
        mnl_attr_parse(message, sizeof(rtmsg), readAttribute, &answer);
    });
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    return answer.route;
}

bool leadsSomewhere(const Core::Result<Route> &route)
{
    return route
        && (route->kind == RouteKind::Unicast || route->kind == RouteKind::Local
            || route->kind == RouteKind::Broadcast);
}

} // namespace

Core::Result<Route> lookUpRoute(const IpAddress &destination,
                                const std::optional<IpAddress> &source,
                                const std::string &inInterface)
{
    if (source && source->family != destination.family) {
        return Core::failure(Core::ErrorCode::InvalidArgument, "look up a route",
                             "source and destination are of different families");
    }
    unsigned index = 0;
    if (!inInterface.empty()) {
        index = ::if_nametoindex(inInterface.c_str());
        if (index == 0) {
            return Core::failure(Core::ErrorCode::NotFound, "look up a route",
                                 "there is no such interface", inInterface);
        }
    }
    Core::Result<Route> route = ask(destination, source, index);
    // A refusal may be about the source (it is not ours, or not behind that interface) or about
    // forwarding; both are other checks.
    if (!leadsSomewhere(route) && (source || index != 0)) {
        route = ask(destination, std::nullopt, 0);
    }
    if (route) {
        return route;
    }
    // NetlinkSocket gives the errno as line.
    if (const auto kind = kindOfError(route.error().position.line); kind) {
        Route none;
        none.kind = *kind;
        return none;
    }
    return route;
}

} // namespace Portlight::Helper
