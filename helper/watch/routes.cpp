// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/routes.h"

#include "helper/netfilter/netlink.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <libmnl/libmnl.h>
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <map>
#include <optional>

namespace Portlight::Helper
{

namespace
{

using Core::Family;
using Core::IpAddress;
using Core::IpNetwork;
using Core::RouteEntry;
using Core::RouteKind;
using Core::RoutingRule;
using InterfaceNames = std::map<std::uint32_t, std::string>;

constexpr const char *readTheRoutes = "read the routes";
constexpr const char *readTheRules = "read the routing rules";

unsigned char addressFamily(Family family)
{
    return family == Family::Ipv4 ? AF_INET : AF_INET6;
}

Core::Result<void> dump(std::uint16_t type, Family family, std::size_t bodySize,
                        std::string_view operation,
                        const std::function<void(const nlmsghdr *)> &each)
{
    auto socket = NetlinkSocket::open(NETLINK_ROUTE);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    alignas(nlmsghdr) std::array<char, 256> buffer{};
    nlmsghdr *request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = type;
    request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    auto *body = static_cast<rtgenmsg *>(mnl_nlmsg_put_extra_header(request, bodySize));
    body->rtgen_family = addressFamily(family);
    return socket->ask(request, operation, each);
}

RouteKind kindOf(unsigned char type)
{
    switch (type) {
    case RTN_UNICAST:
        return RouteKind::Unicast;
    case RTN_LOCAL:
        return RouteKind::Local;
    case RTN_BROADCAST:
        return RouteKind::Broadcast;
    case RTN_ANYCAST:
        return RouteKind::Anycast;
    case RTN_MULTICAST:
        return RouteKind::Multicast;
    case RTN_BLACKHOLE:
        return RouteKind::Blackhole;
    case RTN_UNREACHABLE:
        return RouteKind::Unreachable;
    case RTN_PROHIBIT:
        return RouteKind::Prohibit;
    case RTN_THROW:
        return RouteKind::Throw;
    default:
        return RouteKind::None;
    }
}

IpAddress addressIn(const nlattr *attribute, Family family)
{
    IpAddress address;
    address.family = family;
    if (attribute != nullptr && mnl_attr_get_payload_len(attribute) == address.size()) {
        std::memcpy(address.bytes.data(), mnl_attr_get_payload(attribute), address.size());
    }
    return address;
}

std::uint32_t wordIn(const nlattr *attribute, std::uint32_t otherwise = 0)
{
    return attribute != nullptr && mnl_attr_validate(attribute, MNL_TYPE_U32) >= 0
        ? mnl_attr_get_u32(attribute)
        : otherwise;
}

/// Attributes of a message by number, in the order of bytes of this machine.
template<std::size_t Count> class HostAttributes
{
public:
    HostAttributes(const nlmsghdr *message, std::size_t headerSize)
    {
        mnl_attr_parse(message, static_cast<unsigned>(headerSize), store, this);
    }
    const nlattr *get(std::size_t type) const
    {
        return m_all.at(type);
    }
    /// One beyond the numbers this program was built with.
    bool hasUnknown() const
    {
        return m_unknown;
    }

private:
    static int store(const nlattr *attribute, void *data)
    {
        auto *self = static_cast<HostAttributes *>(data);
        const std::size_t type = mnl_attr_get_type(attribute);
        if (type < Count) {
            self->m_all.at(type) = attribute;
        } else {
            self->m_unknown = true;
        }
        return MNL_CB_OK;
    }

    std::array<const nlattr *, Count> m_all{};
    bool m_unknown = false;
};

using RouteAttributes = HostAttributes<RTA_MAX + 1>;
using RuleAttributes = HostAttributes<FRA_MAX + 1>;

std::string nameOf(const InterfaceNames &names, std::uint32_t index)
{
    const auto found = names.find(index);
    return found == names.end() ? std::string() : found->second;
}

/// The devices of the next hops that work.
std::vector<std::string> hopsOf(const RouteAttributes &attributes, const rtmsg &route,
                                const InterfaceNames &names)
{
    std::vector<std::string> devices;
    const auto add = [&devices, &names](std::uint32_t index, unsigned flags) {
        const std::string name = nameOf(names, index);
        const bool known = std::find(devices.begin(), devices.end(), name) != devices.end();
        if ((flags & RTNH_F_DEAD) == 0 && !name.empty() && !known) {
            devices.push_back(name);
        }
    };
    if (attributes.get(RTA_OIF) != nullptr) {
        add(wordIn(attributes.get(RTA_OIF)), route.rtm_flags);
    }
    if (const nlattr *list = attributes.get(RTA_MULTIPATH)) {
        const auto *hop = static_cast<const rtnexthop *>(mnl_attr_get_payload(list));
        auto left = static_cast<int>(mnl_attr_get_payload_len(list));
        while (RTNH_OK(hop, left)) {
            add(static_cast<std::uint32_t>(hop->rtnh_ifindex), hop->rtnh_flags);
            left -= static_cast<int>(RTNH_ALIGN(hop->rtnh_len));
            hop = RTNH_NEXT(hop);
        }
    }
    return devices;
}

std::optional<RouteEntry> routeOf(const nlmsghdr *message, Family family,
                                  const InterfaceNames &names)
{
    const auto *body = static_cast<const rtmsg *>(mnl_nlmsg_get_payload(message));
    // A kernel without IPv6 lists the routes of all families instead.
    if (body->rtm_family != addressFamily(family) || (body->rtm_flags & RTM_F_CLONED) != 0) {
        return std::nullopt;
    }
    const RouteAttributes attributes(message, sizeof(rtmsg));
    RouteEntry entry;
    entry.kind = kindOf(body->rtm_type);
    entry.table = wordIn(attributes.get(RTA_TABLE), body->rtm_table);
    entry.destination =
        IpNetwork::fromPrefix(addressIn(attributes.get(RTA_DST), family), body->rtm_dst_len);
    if (body->rtm_src_len != 0) {
        entry.source =
            IpNetwork::fromPrefix(addressIn(attributes.get(RTA_SRC), family), body->rtm_src_len);
    }
    entry.tos = body->rtm_tos;
    entry.metric = wordIn(attributes.get(RTA_PRIORITY));
    entry.interfaces = hopsOf(attributes, *body, names);
    if (attributes.get(RTA_GATEWAY) != nullptr) {
        entry.gateway = addressIn(attributes.get(RTA_GATEWAY), family);
    }
    if (attributes.get(RTA_PREFSRC) != nullptr) {
        entry.preferredSource = addressIn(attributes.get(RTA_PREFSRC), family);
    }
    entry.realm = wordIn(attributes.get(RTA_FLOW));
    const bool dead = (body->rtm_flags & RTNH_F_DEAD) != 0
        || (attributes.get(RTA_MULTIPATH) != nullptr && entry.interfaces.empty());
    return dead ? std::nullopt : std::optional(std::move(entry));
}

std::optional<RoutingRule::Action> actionOf(const fib_rule_hdr &body)
{
    switch (body.action) {
    case FR_ACT_TO_TBL:
        return RoutingRule::Action::Table;
    case FR_ACT_GOTO:
        // Nothing stands at its destination.
        return (body.flags & FIB_RULE_UNRESOLVED) != 0 ? RoutingRule::Action::Nop
                                                       : RoutingRule::Action::Goto;
    case FR_ACT_NOP:
        return RoutingRule::Action::Nop;
    case FR_ACT_BLACKHOLE:
        return RoutingRule::Action::Blackhole;
    case FR_ACT_UNREACHABLE:
        return RoutingRule::Action::Unreachable;
    case FR_ACT_PROHIBIT:
        return RoutingRule::Action::Prohibit;
    default:
        return std::nullopt;
    }
}

bool asksForMore(const RuleAttributes &attributes)
{
    constexpr std::uint32_t noGroup = 0xffffffff;
    const nlattr *vrf = attributes.get(FRA_L3MDEV);
    const nlattr *tunnel = attributes.get(FRA_TUN_ID);
    const auto *zero = "\0\0\0\0\0\0\0\0";
    const auto isSet = [zero](const nlattr *attribute) {
        return attribute != nullptr
            && std::memcmp(mnl_attr_get_payload(attribute), zero,
                           std::min<std::size_t>(mnl_attr_get_payload_len(attribute), 8))
            != 0;
    };
    return attributes.hasUnknown() || isSet(vrf) || isSet(tunnel)
        || wordIn(attributes.get(FRA_SUPPRESS_IFGROUP), noGroup) != noGroup;
}

void takePorts(const nlattr *attribute, std::optional<std::uint16_t> &first,
               std::optional<std::uint16_t> &last)
{
    fib_rule_port_range range{};
    if (attribute != nullptr && mnl_attr_get_payload_len(attribute) == sizeof range) {
        std::memcpy(&range, mnl_attr_get_payload(attribute), sizeof range);
        first = range.start;
        last = range.end;
    }
}

std::optional<std::string> nameIn(const nlattr *attribute)
{
    return attribute != nullptr && mnl_attr_validate(attribute, MNL_TYPE_NUL_STRING) >= 0
        ? std::optional<std::string>(mnl_attr_get_str(attribute))
        : std::nullopt;
}

/// Nothing when it asks for something this program does not know.
std::optional<RoutingRule> ruleOf(const fib_rule_hdr &body, const RuleAttributes &attributes,
                                  Family family)
{
    const auto action = actionOf(body);
    if (!action || asksForMore(attributes)) {
        return std::nullopt;
    }
    RoutingRule rule;
    rule.action = *action;
    rule.priority = wordIn(attributes.get(FRA_PRIORITY));
    rule.inverted = (body.flags & FIB_RULE_INVERT) != 0;
    if (body.src_len != 0) {
        rule.from = IpNetwork::fromPrefix(addressIn(attributes.get(FRA_SRC), family), body.src_len);
    }
    if (body.dst_len != 0) {
        rule.to = IpNetwork::fromPrefix(addressIn(attributes.get(FRA_DST), family), body.dst_len);
    }
    rule.inInterface = nameIn(attributes.get(FRA_IIFNAME));
    rule.outInterface = nameIn(attributes.get(FRA_OIFNAME));
    if (attributes.get(FRA_FWMARK) != nullptr || attributes.get(FRA_FWMASK) != nullptr) {
        rule.mark = wordIn(attributes.get(FRA_FWMARK));
        rule.markMask = wordIn(attributes.get(FRA_FWMASK), 0xffffffff);
    }
    rule.tos = body.tos;
    if (const nlattr *protocol = attributes.get(FRA_IP_PROTO);
        protocol != nullptr && mnl_attr_get_u8(protocol) != 0) {
        rule.protocol = mnl_attr_get_u8(protocol);
    }
    takePorts(attributes.get(FRA_SPORT_RANGE), rule.firstSourcePort, rule.lastSourcePort);
    takePorts(attributes.get(FRA_DPORT_RANGE), rule.firstDestinationPort, rule.lastDestinationPort);
    fib_rule_uid_range uids{};
    if (const nlattr *range = attributes.get(FRA_UID_RANGE);
        range != nullptr && mnl_attr_get_payload_len(range) == sizeof uids) {
        std::memcpy(&uids, mnl_attr_get_payload(range), sizeof uids);
        rule.firstUid = uids.start;
        rule.lastUid = uids.end;
    }
    rule.table = rule.action == RoutingRule::Action::Goto
        ? wordIn(attributes.get(FRA_GOTO))
        : wordIn(attributes.get(FRA_TABLE), body.table);
    constexpr std::uint32_t nothingSuppressed = 0xffffffff;
    const std::uint32_t suppressed =
        wordIn(attributes.get(FRA_SUPPRESS_PREFIXLEN), nothingSuppressed);
    if (suppressed != nothingSuppressed) {
        rule.suppressPrefix = suppressed;
    }
    return rule;
}

} // namespace

Core::Result<std::vector<RouteEntry>>
readRoutes(Family family, const std::vector<Core::NetworkInterface> &interfaces)
{
    InterfaceNames names;
    for (const Core::NetworkInterface &interface : interfaces) {
        names.emplace(interface.index, interface.name);
    }
    std::vector<RouteEntry> routes;
    bool tooMany = false;
    const auto asked =
        dump(RTM_GETROUTE, family, sizeof(rtmsg), readTheRoutes, [&](const nlmsghdr *message) {
            if (routes.size() > Core::maxRoutes) {
                tooMany = true;
            } else if (auto route = routeOf(message, family, names)) {
                routes.push_back(*std::move(route));
            }
        });
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    if (tooMany || routes.size() > Core::maxRoutes) {
        return Core::failure(Core::ErrorCode::LimitExceeded, readTheRoutes, "too many routes");
    }
    return routes;
}

Core::Result<std::vector<RoutingRule>> readRoutingRules(Family family)
{
    std::vector<RoutingRule> rules;
    bool unknown = false;
    const auto asked =
        dump(RTM_GETRULE, family, sizeof(fib_rule_hdr), readTheRules, [&](const nlmsghdr *message) {
            const auto *body = static_cast<const fib_rule_hdr *>(mnl_nlmsg_get_payload(message));
            if (body->family != addressFamily(family) || rules.size() > Core::maxRoutingRules) {
                return;
            }
            const RuleAttributes attributes(message, sizeof(fib_rule_hdr));
            if (auto rule = ruleOf(*body, attributes, family)) {
                rules.push_back(*std::move(rule));
            } else {
                unknown = true;
            }
        });
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    if (rules.size() > Core::maxRoutingRules) {
        return Core::failure(Core::ErrorCode::LimitExceeded, readTheRules,
                             "too many routing rules");
    }
    if (unknown) {
        return Core::failure(Core::ErrorCode::Unsupported, readTheRules,
                             "a routing rule asks for something Portlight does not know");
    }
    return rules;
}

} // namespace Portlight::Helper
