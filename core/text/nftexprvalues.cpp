// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftexprvalues.h"

#include "core/packet/packet.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>

namespace Portlight::Core
{

namespace
{

using Json = nlohmann::ordered_json;

struct Symbol {
    std::string_view word;
    std::uint16_t value;
};

// The words of nft(8), "Data types"; their numbers are those of include/uapi/linux.
constexpr Symbol nfProtocols[] = {{"ipv4", 2}, {"arp", 3}, {"bridge", 7}, {"ipv6", 10}};
constexpr Symbol etherTypes[] = {{"ip", 0x0800},   {"arp", 0x0806},   {"ip6", 0x86dd},
                                 {"vlan", 0x8100}, {"8021q", 0x8100}, {"8021ad", 0x88a8},
                                 {"ether", 0x6558}};
constexpr Symbol states[] = {
    {"invalid", 1}, {"established", 2}, {"related", 4}, {"new", 8}, {"untracked", 64}};
constexpr Symbol directions[] = {{"original", 0}, {"reply", 1}};
constexpr Symbol statuses[] = {{"expected", 1}, {"seen-reply", 2}, {"assured", 4}, {"confirmed", 8},
                               {"snat", 16},    {"dnat", 32},      {"dying", 512}};
constexpr Symbol tcpFlags[] = {{"fin", 1},  {"syn", 2},  {"rst", 4},  {"psh", 8},
                               {"ack", 16}, {"urg", 32}, {"ecn", 64}, {"cwr", 128}};
constexpr Symbol icmpTypes[] = {{"echo-reply", 0},           {"destination-unreachable", 3},
                                {"source-quench", 4},        {"redirect", 5},
                                {"echo-request", 8},         {"router-advertisement", 9},
                                {"router-solicitation", 10}, {"time-exceeded", 11},
                                {"parameter-problem", 12},   {"timestamp-request", 13},
                                {"timestamp-reply", 14},     {"info-request", 15},
                                {"info-reply", 16},          {"address-mask-request", 17},
                                {"address-mask-reply", 18}};
constexpr Symbol icmpCodes[] = {{"net-unreachable", 0},  {"host-unreachable", 1},
                                {"prot-unreachable", 2}, {"port-unreachable", 3},
                                {"frag-needed", 4},      {"net-prohibited", 9},
                                {"host-prohibited", 10}, {"admin-prohibited", 13}};
constexpr Symbol icmpv6Types[] = {
    {"destination-unreachable", 1},  {"packet-too-big", 2},         {"time-exceeded", 3},
    {"parameter-problem", 4},        {"echo-request", 128},         {"echo-reply", 129},
    {"mld-listener-query", 130},     {"mld-listener-report", 131},  {"mld-listener-done", 132},
    {"mld-listener-reduction", 132}, {"nd-router-solicit", 133},    {"nd-router-advert", 134},
    {"nd-neighbor-solicit", 135},    {"nd-neighbor-advert", 136},   {"nd-redirect", 137},
    {"router-renumbering", 138},     {"ind-neighbor-solicit", 141}, {"ind-neighbor-advert", 142},
    {"mld2-listener-report", 143}};
constexpr Symbol icmpv6Codes[] = {{"no-route", 0},         {"admin-prohibited", 1},
                                  {"addr-unreachable", 3}, {"port-unreachable", 4},
                                  {"policy-fail", 5},      {"reject-route", 6}};
constexpr Symbol routeTypes[] = {
    {"unspec", 0},    {"unicast", 1},   {"local", 2},       {"broadcast", 3}, {"anycast", 4},
    {"multicast", 5}, {"blackhole", 6}, {"unreachable", 7}, {"prohibit", 8},  {"throw", 9}};
constexpr Symbol packetTypes[] = {
    {"host", 0}, {"unicast", 0}, {"broadcast", 1}, {"multicast", 2}, {"other", 3}};
constexpr Symbol classes[] = {{"cs0", 0},   {"cs1", 8},   {"cs2", 16},  {"cs3", 24},  {"cs4", 32},
                              {"cs5", 40},  {"cs6", 48},  {"cs7", 56},  {"df", 0},    {"be", 0},
                              {"lephb", 1}, {"af11", 10}, {"af12", 12}, {"af13", 14}, {"af21", 18},
                              {"af22", 20}, {"af23", 22}, {"af31", 26}, {"af32", 28}, {"af33", 30},
                              {"af41", 34}, {"af42", 36}, {"af43", 38}, {"va", 44},   {"ef", 46}};
constexpr Symbol days[] = {{"Sunday", 0},   {"Monday", 1}, {"Tuesday", 2}, {"Wednesday", 3},
                           {"Thursday", 4}, {"Friday", 5}, {"Saturday", 6}};
constexpr Symbol users[] = {{"root", 0}};
constexpr Symbol booleans[] = {{"missing", 0}, {"exists", 1}};

template<std::size_t N>
std::optional<std::uint64_t> numberOf(const Symbol (&symbols)[N], std::string_view word)
{
    for (const Symbol &symbol : symbols) {
        if (symbol.word == word) {
            return symbol.value;
        }
    }
    return std::nullopt;
}

std::optional<std::uint64_t> symbolOf(std::string_view word, NftType type)
{
    switch (type) {
    case NftType::Protocol: {
        // "hopopt" is 0, which other readers take for every protocol.
        const auto protocol = word == "hopopt" ? std::optional<std::uint8_t>(0)
            : word == "all"                    ? std::nullopt
                                               : parseProtocol(word);
        return protocol ? std::optional<std::uint64_t>(*protocol) : std::nullopt;
    }
    case NftType::EtherType:
        return numberOf(etherTypes, word);
    case NftType::NfProto:
        return numberOf(nfProtocols, word);
    case NftType::CtState:
        return numberOf(states, word);
    case NftType::CtDirection:
        return numberOf(directions, word);
    case NftType::CtStatus:
        return numberOf(statuses, word);
    case NftType::TcpFlags:
        return numberOf(tcpFlags, word);
    case NftType::IcmpType:
        return numberOf(icmpTypes, word);
    case NftType::IcmpCode:
        return numberOf(icmpCodes, word);
    case NftType::Icmpv6Type:
        return numberOf(icmpv6Types, word);
    case NftType::Icmpv6Code:
        return numberOf(icmpv6Codes, word);
    case NftType::FibType:
        return numberOf(routeTypes, word);
    case NftType::PacketType:
        return numberOf(packetTypes, word);
    case NftType::Dscp:
        return numberOf(classes, word);
    case NftType::Day:
        return numberOf(days, word);
    case NftType::User:
    case NftType::Group:
        return numberOf(users, word);
    case NftType::Boolean:
        return numberOf(booleans, word);
    default:
        return std::nullopt;
    }
}

std::optional<std::uint64_t> plainNumber(std::string_view text)
{
    int base = 10;
    if (text.starts_with("0x")) {
        base = 16;
        text.remove_prefix(2);
    }
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

/// "08:00", "17:30:15": seconds of the day, as local time.
std::optional<std::uint64_t> secondsOfDay(std::string_view text)
{
    std::uint64_t seconds = 0;
    unsigned parts = 0;
    while (!text.empty()) {
        const std::size_t colon = text.find(':');
        const auto part = plainNumber(text.substr(0, colon));
        if (!part || *part > 59 || ++parts > 3) {
            return std::nullopt;
        }
        seconds = seconds * 60 + *part;
        text = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    }
    if (parts == 2) {
        seconds *= 60;
    }
    return parts >= 2 ? std::optional(seconds) : std::nullopt;
}

constexpr NftRange notKnown{{}, {}, false};

NftRange one(const NftValue &value)
{
    return {value, value, true};
}

NftRange deviceRange(std::string_view word)
{
    if (word.ends_with("\\*")) {
        return one(NftValue::ofName(std::string(word.substr(0, word.size() - 2)) + '*'));
    }
    if (!word.ends_with('*')) {
        return one(NftValue::ofName(word));
    }
    const std::string_view beginning = word.substr(0, word.size() - 1);
    const NftValue first = NftValue::ofName(beginning);
    constexpr unsigned bits = 128;
    const unsigned fixed = 8 * static_cast<unsigned>(std::min<std::size_t>(beginning.size(), 16));
    return {first, first | NftValue::ones(bits - fixed), true};
}

NftRange wordRange(std::string_view word, NftType type)
{
    switch (type) {
    case NftType::Ipv4:
    case NftType::Ipv6: {
        const auto address = IpAddress::parse(word);
        const bool fits = address && (address->family == Family::Ipv4) == (type == NftType::Ipv4);
        return fits ? one(NftValue::of(*address)) : notKnown;
    }
    case NftType::Ethernet: {
        const auto address = MacAddress::parse(word);
        return address ? one(NftValue::of(*address)) : notKnown;
    }
    case NftType::Device:
        return deviceRange(word);
    case NftType::DeviceIndex:
        return one(NftValue::ofName(word));
    case NftType::Hour: {
        const auto seconds = secondsOfDay(word);
        return seconds ? one(NftValue::of(*seconds)) : notKnown;
    }
    case NftType::Unknown:
        return notKnown;
    default:
        break;
    }
    auto number = symbolOf(word, type);
    if (!number) {
        number = plainNumber(word);
    }
    return number ? one(NftValue::of(*number)) : notKnown;
}

NftRange numberRange(std::uint64_t number, NftType type)
{
    switch (type) {
    case NftType::Unknown:
    case NftType::Device:
        return notKnown;
    case NftType::DeviceIndex:
        // A number is what nft has no name for: a device that is gone. 0 is "none".
        return number == 0 ? one(NftValue::ofName({})) : notKnown;
    default:
        return one(NftValue::of(number));
    }
}

NftRange prefixRange(const Json &prefix, NftType type)
{
    const auto length = prefix.find("len");
    const auto address = prefix.find("addr");
    const unsigned bits = nftTypeBits(type);
    if (address == prefix.end() || length == prefix.end() || !length->is_number_unsigned()
        || length->get<std::uint64_t>() > bits) {
        return notKnown;
    }
    NftRange range = nftRangeOf(*address, type);
    const NftValue host = NftValue::ones(bits - length->get<unsigned>());
    range.first = range.first & ~host;
    range.last = range.first | host;
    return range;
}

/// Values joined by '|', '&' or '^', all of them written: "syn | ack".
NftRange joinedRange(const Json &list, NftType type, char op)
{
    std::optional<NftValue> result;
    for (const Json &value : list) {
        const NftRange range = nftRangeOf(value, type);
        if (!range.known || range.first != range.last) {
            return notKnown;
        }
        if (!result) {
            result = range.first;
        } else {
            result = op == '|' ? *result | range.first
                : op == '&'    ? *result & range.first
                               : *result ^ range.first;
        }
    }
    return result ? one(*result) : notKnown;
}

} // namespace

NftType nftTypeNamed(std::string_view name)
{
    struct Named {
        std::string_view name;
        NftType type;
    };
    static constexpr Named types[] = {
        {"integer", NftType::Integer},
        {"ipv4_addr", NftType::Ipv4},
        {"ipv6_addr", NftType::Ipv6},
        {"ether_addr", NftType::Ethernet},
        {"inet_service", NftType::Service},
        {"inet_proto", NftType::Protocol},
        {"ether_type", NftType::EtherType},
        {"nf_proto", NftType::NfProto},
        {"ifname", NftType::Device},
        {"iface_index", NftType::DeviceIndex},
        {"mark", NftType::Mark},
        {"uid", NftType::User},
        {"gid", NftType::Group},
        {"ct_state", NftType::CtState},
        {"ct_dir", NftType::CtDirection},
        {"ct_status", NftType::CtStatus},
        {"tcp_flag", NftType::TcpFlags},
        {"icmp_type", NftType::IcmpType},
        {"icmp_code", NftType::IcmpCode},
        {"icmpv6_type", NftType::Icmpv6Type},
        {"icmpv6_code", NftType::Icmpv6Code},
        {"fib_addrtype", NftType::FibType},
        {"pkt_type", NftType::PacketType},
        {"dscp", NftType::Dscp},
        {"day", NftType::Day},
        {"hour", NftType::Hour},
        {"boolean", NftType::Boolean},
    };
    for (const Named &type : types) {
        if (type.name == name) {
            return type.type;
        }
    }
    return NftType::Unknown;
}

unsigned nftTypeBits(NftType type)
{
    switch (type) {
    case NftType::Ipv4:
    case NftType::Integer:
    case NftType::Mark:
    case NftType::User:
    case NftType::Group:
    case NftType::CtState:
    case NftType::CtStatus:
    case NftType::FibType:
    case NftType::Hour:
        return 32;
    case NftType::Ethernet:
        return 48;
    case NftType::Service:
    case NftType::EtherType:
        return 16;
    case NftType::Protocol:
    case NftType::NfProto:
    case NftType::CtDirection:
    case NftType::TcpFlags:
    case NftType::IcmpType:
    case NftType::IcmpCode:
    case NftType::Icmpv6Type:
    case NftType::Icmpv6Code:
    case NftType::PacketType:
    case NftType::Day:
    case NftType::Boolean:
        return 8;
    case NftType::Dscp:
        return 6;
    case NftType::Unknown:
    case NftType::Ipv6:
    case NftType::Device:
    case NftType::DeviceIndex:
        break;
    }
    return 128;
}

NftRange nftRangeOf(const Json &value, NftType type)
{
    switch (value.type()) {
    case Json::value_t::string:
        return wordRange(value.get<std::string>(), type);
    case Json::value_t::number_unsigned:
        return numberRange(value.get<std::uint64_t>(), type);
    case Json::value_t::boolean:
        return type == NftType::Unknown ? notKnown : one(NftValue::of(value.get<bool>() ? 1 : 0));
    case Json::value_t::array:
        return joinedRange(value, type, '|');
    case Json::value_t::object:
        break;
    default:
        return notKnown;
    }
    if (value.contains("elem") && value["elem"].is_object()) {
        return nftRangeOf(value["elem"].value("val", Json()), type);
    }
    if (value.size() != 1) {
        return notKnown;
    }
    const std::string name = value.begin().key();
    const Json &inner = value.begin().value();
    if (name == "prefix" && inner.is_object()) {
        return prefixRange(inner, type);
    }
    if (name == "range" && inner.is_array() && inner.size() == 2) {
        const NftRange first = nftRangeOf(inner[0], type);
        const NftRange last = nftRangeOf(inner[1], type);
        return {first.first, last.last, first.known && last.known && first.first <= last.last};
    }
    if (inner.is_array() && (name == "|" || name == "&" || name == "^")) {
        return joinedRange(inner, type, name.front());
    }
    return notKnown;
}

std::vector<NftRange> nftPartsOf(const Json &value, const std::vector<NftType> &types)
{
    if (value.is_object() && value.contains("elem") && value["elem"].is_object()) {
        return nftPartsOf(value["elem"].value("val", Json()), types);
    }
    if (types.size() == 1) {
        return {nftRangeOf(value, types.front())};
    }
    const auto concat = value.is_object() ? value.find("concat") : value.end();
    const bool fits = value.is_object() && concat != value.end() && concat->is_array()
        && concat->size() == types.size();
    std::vector<NftRange> parts(types.size(), notKnown);
    for (std::size_t i = 0; fits && i < parts.size(); ++i) {
        parts[i] = nftRangeOf((*concat)[i], types[i]);
    }
    return parts;
}

} // namespace Portlight::Core
