// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/interfaces.h"

#include "helper/netfilter/netlink.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <map>
#include <net/if.h>

namespace Portlight::Helper
{

namespace
{

using Core::NetworkInterface;

Core::Result<void> dump(NetlinkSocket &socket, std::uint16_t type, std::string_view operation,
                        const std::function<void(const nlmsghdr *)> &each)
{
    alignas(nlmsghdr) std::array<char, 256> buffer{};
    nlmsghdr *request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = type;
    request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    mnl_nlmsg_put_extra_header(request, sizeof(rtgenmsg)); // AF_UNSPEC
    return socket.ask(request, operation, each);
}

/// A device with what is only clear when all are known.
struct Link {
    NetworkInterface interface;
    std::uint32_t master = 0; ///< index of the device it belongs to
    bool isBridge = false;
};

int readLinkInfo(const nlattr *attribute, void *data)
{
    if (mnl_attr_get_type(attribute) == IFLA_INFO_KIND
        && mnl_attr_validate(attribute, MNL_TYPE_NUL_STRING) >= 0) {
        static_cast<Link *>(data)->isBridge =
            std::string_view(mnl_attr_get_str(attribute)) == "bridge";
    }
    return MNL_CB_OK;
}

int readLinkAttribute(const nlattr *attribute, void *data)
{
    auto *link = static_cast<Link *>(data);
    switch (mnl_attr_get_type(attribute)) {
    case IFLA_IFNAME:
        if (mnl_attr_validate(attribute, MNL_TYPE_NUL_STRING) >= 0) {
            link->interface.name = mnl_attr_get_str(attribute);
        }
        break;
    case IFLA_GROUP:
        if (mnl_attr_validate(attribute, MNL_TYPE_U32) >= 0) {
            link->interface.group = mnl_attr_get_u32(attribute);
        }
        break;
    case IFLA_MASTER:
        if (mnl_attr_validate(attribute, MNL_TYPE_U32) >= 0) {
            link->master = mnl_attr_get_u32(attribute);
        }
        break;
    case IFLA_LINKINFO:
        mnl_attr_parse_nested(attribute, readLinkInfo, link);
        break;
    default:
        break;
    }
    return MNL_CB_OK;
}

Link linkOf(const nlmsghdr *answer)
{
    const auto *body = static_cast<const ifinfomsg *>(mnl_nlmsg_get_payload(answer));
    Link link;
    NetworkInterface &interface = link.interface;
    interface.index = static_cast<std::uint32_t>(body->ifi_index);
    interface.up = (body->ifi_flags & IFF_UP) != 0;
    interface.loopback = (body->ifi_flags & IFF_LOOPBACK) != 0;
    mnl_attr_parse(answer, sizeof(ifinfomsg), readLinkAttribute, &link);
    return link;
}

std::vector<NetworkInterface> interfacesOf(std::vector<Link> links)
{
    std::map<std::uint32_t, std::string> bridges;
    for (const Link &link : links) {
        if (link.isBridge) {
            bridges.emplace(link.interface.index, link.interface.name);
        }
    }
    std::vector<NetworkInterface> interfaces;
    for (Link &link : links) {
        const auto bridge = bridges.find(link.master);
        link.interface.bridge = bridge == bridges.end() ? std::string() : bridge->second;
        interfaces.push_back(std::move(link.interface));
    }
    return interfaces;
}

struct Address {
    const nlattr *local = nullptr; ///< of a point-to-point link: our end
    const nlattr *address = nullptr; ///< there: the other end
};

void addAddress(const nlmsghdr *answer, std::vector<NetworkInterface> &into)
{
    const auto *body = static_cast<const ifaddrmsg *>(mnl_nlmsg_get_payload(answer));
    if (body->ifa_family != AF_INET && body->ifa_family != AF_INET6) {
        return;
    }
    Address attributes;
    mnl_attr_parse(
        answer, sizeof(ifaddrmsg),
        [](const nlattr *attribute, void *data) {
            auto *found = static_cast<Address *>(data);
            if (mnl_attr_get_type(attribute) == IFA_LOCAL) {
                found->local = attribute;
            } else if (mnl_attr_get_type(attribute) == IFA_ADDRESS) {
                found->address = attribute;
            }
            return MNL_CB_OK;
        },
        &attributes);
    const nlattr *ours = attributes.local != nullptr ? attributes.local : attributes.address;
    Core::IpAddress address;
    address.family = body->ifa_family == AF_INET ? Core::Family::Ipv4 : Core::Family::Ipv6;
    const auto owner = std::find_if(into.begin(), into.end(), [body](const auto &interface) {
        return interface.index == body->ifa_index;
    });
    if (ours == nullptr || mnl_attr_get_payload_len(ours) != address.size()
        || owner == into.end()) {
        return;
    }
    std::memcpy(address.bytes.data(), mnl_attr_get_payload(ours), address.size());
    owner->addresses.push_back(Core::IpNetwork::fromPrefix(address, body->ifa_prefixlen));
}

} // namespace

Core::Result<std::vector<NetworkInterface>> readInterfaces()
{
    auto socket = NetlinkSocket::open(NETLINK_ROUTE);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    std::vector<Link> links;
    if (const auto asked = dump(*socket, RTM_GETLINK, "list the interfaces",
                                [&](const nlmsghdr *answer) {
                                    links.push_back(linkOf(answer));
                                });
        !asked) {
        return tl::unexpected(asked.error());
    }
    std::vector<NetworkInterface> interfaces = interfacesOf(std::move(links));
    if (const auto asked = dump(*socket, RTM_GETADDR, "list the addresses",
                                [&](const nlmsghdr *answer) {
                                    addAddress(answer, interfaces);
                                });
        !asked) {
        return tl::unexpected(asked.error());
    }
    return interfaces;
}

} // namespace Portlight::Helper
