// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftexprselectors.h"

#include "core/packet/packet.h"
#include "core/text/nftexprvalues.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::uint8_t protocolIgmp = 2;
constexpr std::uint8_t protocolDccp = 33;
constexpr std::uint8_t protocolComp = 108;

std::string word(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

struct Header {
    std::string_view name;
    NftLayer layer;
    NftNeeds needs;
    std::uint8_t protocol;
};

constexpr Header headers[] = {
    {"ip", NftLayer::Network, NftNeeds::Ipv4, 0},
    {"ip6", NftLayer::Network, NftNeeds::Ipv6, 0},
    {"tcp", NftLayer::Transport, NftNeeds::Protocol, ProtocolTcp},
    {"udp", NftLayer::Transport, NftNeeds::Protocol, ProtocolUdp},
    {"udplite", NftLayer::Transport, NftNeeds::Protocol, ProtocolUdplite},
    {"sctp", NftLayer::Transport, NftNeeds::Protocol, ProtocolSctp},
    {"dccp", NftLayer::Transport, NftNeeds::Protocol, protocolDccp},
    {"icmp", NftLayer::Transport, NftNeeds::Protocol, ProtocolIcmp},
    {"icmpv6", NftLayer::Transport, NftNeeds::Protocol, ProtocolIcmpv6},
    {"esp", NftLayer::Transport, NftNeeds::Protocol, ProtocolEsp},
    {"ah", NftLayer::Transport, NftNeeds::Protocol, ProtocolAh},
    {"comp", NftLayer::Transport, NftNeeds::Protocol, protocolComp},
    {"igmp", NftLayer::Transport, NftNeeds::Protocol, protocolIgmp},
    {"th", NftLayer::Transport, NftNeeds::Nothing, 0},
    {"ether", NftLayer::Link, NftNeeds::Ethernet, 0},
    {"arp", NftLayer::Network, NftNeeds::Arp, 0},
};

struct Field {
    std::string_view header;
    std::string_view name;
    std::uint16_t offset; ///< in bits
    std::uint16_t bits;
    NftType type;
    std::string_view settles = {};
};

// The layouts of RFC 791, 8200, 9293, 768, 3828, 9260, 4340, 792, 4443 and IEEE 802.3.
constexpr Field fields[] = {
    {"ip", "version", 0, 4, NftType::Integer},
    {"ip", "hdrlength", 4, 4, NftType::Integer},
    {"ip", "dscp", 8, 6, NftType::Dscp},
    {"ip", "ecn", 14, 2, NftType::Unknown},
    {"ip", "length", 16, 16, NftType::Integer, "length"},
    {"ip", "id", 32, 16, NftType::Integer},
    {"ip", "frag-off", 48, 16, NftType::Integer},
    {"ip", "ttl", 64, 8, NftType::Integer, "ttl"},
    {"ip", "protocol", 72, 8, NftType::Protocol, "protocol"},
    {"ip", "checksum", 80, 16, NftType::Integer},
    {"ip", "saddr", 96, 32, NftType::Ipv4, "source"},
    {"ip", "daddr", 128, 32, NftType::Ipv4, "destination"},
    {"ip6", "version", 0, 4, NftType::Integer},
    {"ip6", "dscp", 4, 6, NftType::Dscp},
    {"ip6", "ecn", 10, 2, NftType::Unknown},
    {"ip6", "flowlabel", 12, 20, NftType::Integer},
    {"ip6", "length", 32, 16, NftType::Integer},
    {"ip6", "nexthdr", 48, 8, NftType::Protocol, "protocol"},
    {"ip6", "hoplimit", 56, 8, NftType::Integer, "ttl"},
    {"ip6", "saddr", 64, 128, NftType::Ipv6, "source"},
    {"ip6", "daddr", 192, 128, NftType::Ipv6, "destination"},
    {"tcp", "sport", 0, 16, NftType::Service, "sport"},
    {"tcp", "dport", 16, 16, NftType::Service, "dport"},
    {"tcp", "sequence", 32, 32, NftType::Integer},
    {"tcp", "ackseq", 64, 32, NftType::Integer},
    {"tcp", "doff", 96, 4, NftType::Integer},
    {"tcp", "reserved", 100, 4, NftType::Integer},
    {"tcp", "flags", 104, 8, NftType::TcpFlags, "tcp-flags"},
    {"tcp", "window", 112, 16, NftType::Integer},
    {"tcp", "checksum", 128, 16, NftType::Integer},
    {"tcp", "urgptr", 144, 16, NftType::Integer},
    {"udp", "sport", 0, 16, NftType::Service, "sport"},
    {"udp", "dport", 16, 16, NftType::Service, "dport"},
    {"udp", "length", 32, 16, NftType::Integer},
    {"udp", "checksum", 48, 16, NftType::Integer},
    {"udplite", "sport", 0, 16, NftType::Service, "sport"},
    {"udplite", "dport", 16, 16, NftType::Service, "dport"},
    {"udplite", "csumcov", 32, 16, NftType::Integer},
    {"udplite", "checksum", 48, 16, NftType::Integer},
    {"sctp", "sport", 0, 16, NftType::Service, "sport"},
    {"sctp", "dport", 16, 16, NftType::Service, "dport"},
    {"sctp", "vtag", 32, 32, NftType::Integer},
    {"sctp", "checksum", 64, 32, NftType::Integer},
    {"dccp", "sport", 0, 16, NftType::Service, "sport"},
    {"dccp", "dport", 16, 16, NftType::Service, "dport"},
    {"th", "sport", 0, 16, NftType::Service, "sport"},
    {"th", "dport", 16, 16, NftType::Service, "dport"},
    {"icmp", "type", 0, 8, NftType::IcmpType, "icmp-type"},
    {"icmp", "code", 8, 8, NftType::IcmpCode, "icmp-code"},
    {"icmp", "checksum", 16, 16, NftType::Integer},
    {"icmpv6", "type", 0, 8, NftType::Icmpv6Type, "icmp-type"},
    {"icmpv6", "code", 8, 8, NftType::Icmpv6Code, "icmp-code"},
    {"icmpv6", "checksum", 16, 16, NftType::Integer},
    {"esp", "spi", 0, 32, NftType::Integer, "spi"},
    {"esp", "sequence", 32, 32, NftType::Integer},
    {"ah", "spi", 32, 32, NftType::Integer, "spi"},
    {"comp", "nexthdr", 0, 8, NftType::Protocol},
    {"comp", "cpi", 16, 16, NftType::Integer, "spi"},
    {"ether", "daddr", 0, 48, NftType::Ethernet},
    {"ether", "saddr", 48, 48, NftType::Ethernet, "mac-source"},
    {"ether", "type", 96, 16, NftType::EtherType},
};

NftSelector unknown(std::string name)
{
    NftSelector selector;
    selector.name = std::move(name);
    return selector;
}

std::uint16_t bitsOf(const Json &object, const char *name)
{
    const auto found = object.find(name);
    constexpr std::uint64_t most = 16384;
    return found != object.end() && found->is_number_unsigned()
            && found->get<std::uint64_t>() <= most
        ? found->get<std::uint16_t>()
        : std::uint16_t{0};
}

NftSelector rawPayload(const Json &payload)
{
    const std::string base = word(payload, "base");
    NftSelector selector;
    selector.name = '@' + base + ',' + std::to_string(bitsOf(payload, "offset")) + ','
        + std::to_string(bitsOf(payload, "len"));
    selector.offset = bitsOf(payload, "offset");
    selector.bits = bitsOf(payload, "len");
    constexpr unsigned widest = 128;
    if (selector.bits == 0 || selector.bits > widest
        || (base != "ll" && base != "nh" && base != "th")) {
        return selector;
    }
    selector.subject = NftSubject::Payload;
    selector.type = NftType::Integer;
    selector.layer = base == "ll" ? NftLayer::Link
        : base == "nh"            ? NftLayer::Network
                                  : NftLayer::Transport;
    return selector;
}

NftSelector payloadOf(const Json &payload)
{
    if (payload.contains("base")) {
        return rawPayload(payload);
    }
    const std::string protocol = word(payload, "protocol");
    const std::string name = word(payload, "field");
    NftSelector selector = unknown(protocol + ' ' + name);
    const auto *header = std::find_if(std::begin(headers), std::end(headers), [&](const Header &h) {
        return h.name == protocol;
    });
    if (header == std::end(headers)) {
        return selector;
    }
    selector.needs = header->needs;
    selector.protocol = header->protocol;
    selector.layer = header->layer;
    const auto *field = std::find_if(std::begin(fields), std::end(fields), [&](const Field &f) {
        return f.header == protocol && f.name == name;
    });
    if (field == std::end(fields)) {
        return selector;
    }
    selector.subject = NftSubject::Payload;
    selector.type = field->type;
    selector.offset = field->offset;
    selector.bits = field->bits;
    if (!field->settles.empty()) {
        selector.name = field->settles;
    }
    return selector;
}

struct Key {
    std::string_view key;
    NftSubject subject;
    NftType type;
    std::string_view settles = {};
};

constexpr Key metaKeys[] = {
    {"l4proto", NftSubject::L4Proto, NftType::Protocol, "protocol"},
    {"nfproto", NftSubject::NfProto, NftType::NfProto},
    {"protocol", NftSubject::EtherProtocol, NftType::EtherType},
    {"iifname", NftSubject::InDevice, NftType::Device, "in-interface"},
    {"oifname", NftSubject::OutDevice, NftType::Device, "out-interface"},
    {"iif", NftSubject::InDevice, NftType::DeviceIndex, "in-interface"},
    {"oif", NftSubject::OutDevice, NftType::DeviceIndex, "out-interface"},
    {"mark", NftSubject::Mark, NftType::Mark, "mark"},
    {"skuid", NftSubject::Uid, NftType::User, "uid"},
    {"skgid", NftSubject::Gid, NftType::Group, "gid"},
    {"pkttype", NftSubject::PacketType, NftType::PacketType},
    {"length", NftSubject::Length, NftType::Integer, "length"},
    {"hour", NftSubject::Hour, NftType::Hour, "time"},
    {"day", NftSubject::Day, NftType::Day, "time"},
};

constexpr Key connectionKeys[] = {
    {"state", NftSubject::CtState, NftType::CtState, "state"},
    {"direction", NftSubject::CtDirection, NftType::CtDirection},
    {"mark", NftSubject::CtMark, NftType::Mark},
    {"status", NftSubject::CtStatus, NftType::CtStatus},
    {"l3proto", NftSubject::CtL3Proto, NftType::NfProto},
    {"protocol", NftSubject::CtProtocol, NftType::Protocol},
    {"saddr", NftSubject::CtSource, NftType::Unknown},
    {"daddr", NftSubject::CtDestination, NftType::Unknown},
    {"ip saddr", NftSubject::CtSource, NftType::Ipv4},
    {"ip daddr", NftSubject::CtDestination, NftType::Ipv4},
    {"ip6 saddr", NftSubject::CtSource, NftType::Ipv6},
    {"ip6 daddr", NftSubject::CtDestination, NftType::Ipv6},
    {"proto-src", NftSubject::CtSourcePort, NftType::Service},
    {"proto-dst", NftSubject::CtDestinationPort, NftType::Service},
};

template<std::size_t N>
NftSelector keyed(const Key (&keys)[N], const std::string &key, const std::string &words)
{
    NftSelector selector = unknown(words + ' ' + key);
    const auto *found = std::find_if(std::begin(keys), std::end(keys), [&key](const Key &one) {
        return one.key == key;
    });
    if (found != std::end(keys)) {
        selector.subject = found->subject;
        selector.type = found->type;
        if (!found->settles.empty()) {
            selector.name = found->settles;
        }
    }
    return selector;
}

NftSelector connectionOf(const Json &connection, const std::string &tableFamily)
{
    std::string key = word(connection, "key");
    const std::string family = word(connection, "family");
    if (!family.empty()) {
        key = family + ' ' + key;
    }
    NftSelector selector = keyed(connectionKeys, key, "ct");
    selector.reply = word(connection, "dir") == "reply";
    const bool isAddress =
        selector.subject == NftSubject::CtSource || selector.subject == NftSubject::CtDestination;
    if (isAddress && selector.type == NftType::Unknown) {
        selector.type = tableFamily == "ip" ? NftType::Ipv4
            : tableFamily == "ip6"          ? NftType::Ipv6
                                            : NftType::Unknown;
    }
    if (isAddress) {
        selector.needs = selector.type == NftType::Ipv4 ? NftNeeds::Ipv4
            : selector.type == NftType::Ipv6            ? NftNeeds::Ipv6
                                                        : NftNeeds::Nothing;
    }
    return selector;
}

NftSelector fibOf(const Json &fib)
{
    NftSelector selector;
    std::string what;
    const auto flags = fib.find("flags");
    if (flags != fib.end()) {
        for (const Json &flag : flags->is_array() ? *flags : Json::array({*flags})) {
            const std::string name = flag.is_string() ? flag.get<std::string>() : flag.dump();
            what += (what.empty() ? "" : " . ") + name;
            selector.fib.source = selector.fib.source || name == "saddr";
            selector.fib.inDevice = selector.fib.inDevice || name == "iif";
            selector.fib.outDevice = selector.fib.outDevice || name == "oif";
        }
    }
    const std::string result = word(fib, "result");
    selector.name = "fib " + what + ' ' + result;
    if (result == "type") {
        selector.subject = NftSubject::FibType;
        selector.type = NftType::FibType;
    } else if (result == "oif" || result == "oifname") {
        selector.subject = NftSubject::FibOut;
        selector.type = result == "oif" ? NftType::DeviceIndex : NftType::Device;
    }
    return selector;
}

/// Options and extension headers: not read, but of one protocol or family.
NftSelector optionOf(const std::string &kind, const Json &option)
{
    NftSelector selector = unknown(kind + ' ' + word(option, "name"));
    if (kind == "tcp option") {
        selector.needs = NftNeeds::Protocol;
        selector.protocol = ProtocolTcp;
    } else if (kind == "sctp chunk") {
        selector.needs = NftNeeds::Protocol;
        selector.protocol = ProtocolSctp;
    } else if (kind == "dccp option") {
        selector.needs = NftNeeds::Protocol;
        selector.protocol = protocolDccp;
    } else {
        selector.needs = kind == "ip option" ? NftNeeds::Ipv4 : NftNeeds::Ipv6;
    }
    return selector;
}

} // namespace

std::optional<NftSelector> nftSelectorOf(const std::string &name, const Json &value,
                                         const std::string &family)
{
    if (!value.is_object()) {
        return std::nullopt;
    }
    if (name == "payload") {
        return payloadOf(value);
    }
    if (name == "meta") {
        return keyed(metaKeys, word(value, "key"), "meta");
    }
    if (name == "ct") {
        return connectionOf(value, family);
    }
    if (name == "fib") {
        return fibOf(value);
    }
    constexpr auto options = std::to_array<std::string_view>(
        {"exthdr", "tcp option", "ip option", "sctp chunk", "dccp option"});
    if (std::find(options.begin(), options.end(), name) != options.end()) {
        return optionOf(name, value);
    }
    constexpr auto others = std::to_array<std::string_view>(
        {"rt", "socket", "numgen", "jhash", "symhash", "osf", "ipsec", "tunnel"});
    if (std::find(others.begin(), others.end(), name) != others.end()) {
        const std::string key = word(value, "key");
        return unknown(key.empty() ? name : name + ' ' + key);
    }
    return std::nullopt;
}

} // namespace Portlight::Core
