// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/ipsets.h"

#include "core/packet/address.h"
#include "core/packet/packet.h"
#include "helper/netfilter/attributes.h"
#include "helper/netfilter/netlink.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <linux/netfilter.h>
#include <linux/netfilter/ipset/ip_set.h>
#include <linux/netfilter/nfnetlink.h>
#include <unistd.h>

namespace Portlight::Helper
{

namespace
{

using ElementAttributes = Attributes<IPSET_ATTR_ADT_MAX + 1>;

std::uint8_t byteOf(const ElementAttributes &element, std::size_t type)
{
    const nlattr *one = element.get(type);
    return one != nullptr && mnl_attr_get_payload_len(one) == 1 ? mnl_attr_get_u8(one)
                                                                : std::uint8_t{0};
}

std::uint16_t portOf(const ElementAttributes &element)
{
    const nlattr *one = element.get(IPSET_ATTR_PORT);
    return one != nullptr && mnl_attr_get_payload_len(one) == sizeof(std::uint16_t)
        ? ntohs(mnl_attr_get_u16(one))
        : std::uint16_t{0};
}

std::string addressText(const ElementAttributes &element, std::size_t type, std::size_t prefixType)
{
    const Attributes<IPSET_ATTR_IPADDR_MAX + 1> nested(element.get(type));
    Core::IpAddress address;
    const nlattr *ipv6 = nested.get(IPSET_ATTR_IPADDR_IPV6);
    const nlattr *bytes = ipv6 != nullptr ? ipv6 : nested.get(IPSET_ATTR_IPADDR_IPV4);
    address.family = ipv6 != nullptr ? Core::Family::Ipv6 : Core::Family::Ipv4;
    if (bytes == nullptr || mnl_attr_get_payload_len(bytes) != address.size()) {
        return "?";
    }
    std::copy_n(static_cast<const std::uint8_t *>(mnl_attr_get_payload(bytes)), address.size(),
                address.bytes.begin());
    std::string text = address.toString();
    const std::size_t prefix = byteOf(element, prefixType);
    constexpr std::size_t bitsOfByte = 8;
    if (element.get(prefixType) != nullptr && prefix != address.size() * bitsOfByte) {
        text += '/' + std::to_string(prefix);
    }
    return text;
}

std::string hardwareText(const nlattr *attribute)
{
    Core::MacAddress address;
    if (attribute == nullptr || mnl_attr_get_payload_len(attribute) != address.bytes.size()) {
        return "?";
    }
    std::copy_n(static_cast<const std::uint8_t *>(mnl_attr_get_payload(attribute)),
                address.bytes.size(), address.bytes.begin());
    return address.toString();
}

std::string portText(const ElementAttributes &element)
{
    const std::uint16_t port = portOf(element);
    if (element.get(IPSET_ATTR_PROTO) == nullptr) {
        return std::to_string(port);
    }
    const std::uint8_t protocol = byteOf(element, IPSET_ATTR_PROTO);
    const bool icmp = protocol == Core::ProtocolIcmp || protocol == Core::ProtocolIcmpv6;
    return Core::protocolName(protocol) + ':'
        + (icmp ? std::to_string(port >> 8U) + '/' + std::to_string(port & 0xffU)
                : std::to_string(port));
}

/// One part of the type behind the colon: "net" of "hash:net,port,net".
std::string partText(std::string_view part, bool second, const ElementAttributes &element)
{
    if (part == "ip" || part == "net") {
        return second ? addressText(element, IPSET_ATTR_IP2, IPSET_ATTR_CIDR2)
                      : addressText(element, IPSET_ATTR_IP, IPSET_ATTR_CIDR);
    }
    if (part == "port") {
        return portText(element);
    }
    if (part == "mac") {
        return hardwareText(element.get(IPSET_ATTR_ETHER));
    }
    if (part == "iface") {
        const bool port =
            (element.word(IPSET_ATTR_CADT_FLAGS).value_or(0) & IPSET_FLAG_PHYSDEV) != 0;
        return (port ? "physdev:" : "") + std::string(element.text(IPSET_ATTR_IFACE));
    }
    if (part == "set") {
        return std::string(element.text(IPSET_ATTR_NAME));
    }
    if (part == "mark") {
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), "0x%08x",
                      element.word(IPSET_ATTR_MARK).value_or(0));
        return text.data();
    }
    return "?";
}

std::string memberText(std::string_view type, const ElementAttributes &element)
{
    std::string text;
    bool second = false;
    std::string_view rest = type.substr(std::min(type.find(':') + 1, type.size()));
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        const std::string_view part = rest.substr(0, end);
        text += text.empty() ? "" : ",";
        text += partText(part, second, element);
        second = second || part == "ip" || part == "net";
        rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    if (const auto timeout = element.word(IPSET_ATTR_TIMEOUT)) {
        text += " timeout " + std::to_string(*timeout);
    }
    if ((element.word(IPSET_ATTR_CADT_FLAGS).value_or(0) & IPSET_FLAG_NOMATCH) != 0) {
        text += " nomatch";
    }
    if ((element.word(IPSET_ATTR_CADT_FLAGS).value_or(0) & IPSET_FLAG_IFACE_WILDCARD) != 0) {
        text += " wildcard";
    }
    if (element.get(IPSET_ATTR_COMMENT) != nullptr) {
        text += " comment \"" + std::string(element.text(IPSET_ATTR_COMMENT)) + '"';
    }
    return text;
}

unsigned prefixOf(const nlattr *bitmask)
{
    constexpr unsigned noPrefix = 255;
    const Attributes<IPSET_ATTR_IPADDR_MAX + 1> nested(bitmask);
    const nlattr *ipv6 = nested.get(IPSET_ATTR_IPADDR_IPV6);
    const nlattr *bytes = ipv6 != nullptr ? ipv6 : nested.get(IPSET_ATTR_IPADDR_IPV4);
    if (bytes == nullptr) {
        return noPrefix;
    }
    const auto *byte = static_cast<const std::uint8_t *>(mnl_attr_get_payload(bytes));
    unsigned ones = 0;
    bool ended = false;
    for (std::size_t bit = 0; bit < std::size_t{8} * mnl_attr_get_payload_len(bytes); ++bit) {
        const bool one = (byte[bit / 8] & (0x80U >> bit % 8)) != 0;
        if (one && ended) {
            return noPrefix;
        }
        ended = ended || !one;
        ones += one ? 1 : 0;
    }
    return ones;
}

/// What a set was created with.
void addSettings(const nlattr *settings, Core::AddressSet &set)
{
    // IPSET_ATTR_BITMASK, since Linux 6.2, has the number 12 among these.
    constexpr std::size_t bitmask = 12;
    const ElementAttributes data(settings);
    if (data.get(IPSET_ATTR_NETMASK) != nullptr) {
        set.prefixLength = byteOf(data, IPSET_ATTR_NETMASK);
    }
    if (data.get(bitmask) != nullptr) {
        set.prefixLength = prefixOf(data.get(bitmask));
    }
    set.markMask = data.word(IPSET_ATTR_MARKMASK).value_or(set.markMask);
}

/// A set comes in several messages when it is large.
void addMessage(const nlmsghdr *message, std::size_t most, Core::AddressSet &set)
{
    const Attributes<IPSET_ATTR_CMD_MAX + 1> attributes(message, sizeof(nfgenmsg));
    if (attributes.get(IPSET_ATTR_TYPENAME) != nullptr) {
        set.type = attributes.text(IPSET_ATTR_TYPENAME);
    }
    if (const nlattr *family = attributes.get(IPSET_ATTR_FAMILY);
        family != nullptr && mnl_attr_get_payload_len(family) == 1) {
        set.family =
            mnl_attr_get_u8(family) == NFPROTO_IPV6 ? Core::Family::Ipv6 : Core::Family::Ipv4;
    }
    if (attributes.get(IPSET_ATTR_DATA) != nullptr) {
        addSettings(attributes.get(IPSET_ATTR_DATA), set);
    }
    const nlattr *list = attributes.get(IPSET_ATTR_ADT);
    if (list == nullptr) {
        return;
    }
    const auto *element = static_cast<const nlattr *>(mnl_attr_get_payload(list));
    int left = static_cast<int>(mnl_attr_get_payload_len(list));
    while (mnl_attr_ok(element, left)) {
        ++set.count;
        if (set.members.size() < most) {
            set.members.push_back(memberText(set.type, ElementAttributes(element)));
        }
        left -= static_cast<int>(MNL_ALIGN(element->nla_len));
        element = mnl_attr_next(element);
    }
}

Core::Result<std::optional<Core::AddressSet>> readSet(NetlinkSocket &socket,
                                                      const std::string &name, std::size_t most)
{
    alignas(nlmsghdr) std::array<char, 512> buffer{};
    nlmsghdr *request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = static_cast<std::uint16_t>(NFNL_SUBSYS_IPSET << 8 | IPSET_CMD_LIST);
    request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    auto *header = static_cast<nfgenmsg *>(mnl_nlmsg_put_extra_header(request, sizeof(nfgenmsg)));
    header->nfgen_family = AF_INET;
    header->version = NFNETLINK_V0;
    // The oldest that kernels still speak; listing is the same in the newer one.
    constexpr std::uint8_t protocol = 6;
    mnl_attr_put_u8(request, IPSET_ATTR_PROTOCOL, protocol);
    mnl_attr_put_strz(request, IPSET_ATTR_SETNAME, name.c_str());
    Core::AddressSet set;
    set.name = name;
    const auto asked = socket.ask(request, "read a set", [&set, most](const nlmsghdr *message) {
        addMessage(message, most, set);
    });
    if (!asked && asked.error().position.line == ENOENT) {
        return std::optional<Core::AddressSet>();
    }
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    return std::optional(std::move(set));
}

} // namespace

Core::Result<std::vector<Core::AddressSet>> readSets(const std::vector<std::string> &names,
                                                     std::size_t most)
{
    std::vector<Core::AddressSet> sets;
    if (::access("/sys/module/ip_set", F_OK) != 0) {
        return sets;
    }
    auto socket = NetlinkSocket::open(NETLINK_NETFILTER);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    std::size_t left = Core::mostMembersAtOnce;
    for (const std::string &name : names) {
        auto set = readSet(*socket, name, std::min(most, left));
        if (!set) {
            return tl::unexpected(set.error());
        }
        if (*set) {
            left -= (*set)->members.size();
            sets.push_back(std::move(**set));
        }
    }
    return sets;
}

} // namespace Portlight::Helper
