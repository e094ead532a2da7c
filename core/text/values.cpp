// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/values.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace Portlight::Core
{

namespace
{

struct NamedPort {
    std::string_view name;
    std::uint16_t port;
};

constexpr std::array services = std::to_array<NamedPort>({
    {"ftp-data", 20},      {"ftp", 21},          {"ssh", 22},
    {"telnet", 23},        {"smtp", 25},         {"time", 37},
    {"whois", 43},         {"domain", 53},       {"bootps", 67},
    {"bootpc", 68},        {"tftp", 69},         {"gopher", 70},
    {"finger", 79},        {"http", 80},         {"www", 80},
    {"kerberos", 88},      {"pop3", 110},        {"sunrpc", 111},
    {"auth", 113},         {"nntp", 119},        {"ntp", 123},
    {"netbios-ns", 137},   {"netbios-dgm", 138}, {"netbios-ssn", 139},
    {"imap", 143},         {"imap2", 143},       {"snmp", 161},
    {"snmp-trap", 162},    {"bgp", 179},         {"irc", 194},
    {"ldap", 389},         {"https", 443},       {"microsoft-ds", 445},
    {"submissions", 465},  {"isakmp", 500},      {"syslog", 514},
    {"printer", 515},      {"route", 520},       {"submission", 587},
    {"ipp", 631},          {"ldaps", 636},       {"rsync", 873},
    {"ftps", 990},         {"imaps", 993},       {"pop3s", 995},
    {"socks", 1080},       {"openvpn", 1194},    {"ms-sql-s", 1433},
    {"nfs", 2049},         {"mysql", 3306},      {"ms-wbt-server", 3389},
    {"ipsec-nat-t", 4500}, {"sip", 5060},        {"sip-tls", 5061},
    {"mdns", 5353},        {"postgresql", 5432}, {"http-alt", 8080},
});

struct NamedFlag {
    std::string_view name;
    std::uint8_t bit;
};

constexpr std::array tcpFlagNames = std::to_array<NamedFlag>({
    {"FIN", TcpFin},
    {"SYN", TcpSyn},
    {"RST", TcpRst},
    {"PSH", TcpPsh},
    {"ACK", TcpAck},
    {"URG", TcpUrg},
});
constexpr std::uint8_t allTcpFlags = 0x3f;

struct NamedIcmp {
    std::string_view name;
    std::uint8_t type;
    std::uint8_t firstCode = 0;
    std::uint8_t lastCode = 255;
};

constexpr std::array icmpNames = std::to_array<NamedIcmp>({
    {"echo-reply", 0},
    {"pong", 0},
    {"destination-unreachable", 3},
    {"network-unreachable", 3, 0, 0},
    {"host-unreachable", 3, 1, 1},
    {"protocol-unreachable", 3, 2, 2},
    {"port-unreachable", 3, 3, 3},
    {"fragmentation-needed", 3, 4, 4},
    {"source-route-failed", 3, 5, 5},
    {"network-unknown", 3, 6, 6},
    {"host-unknown", 3, 7, 7},
    {"network-prohibited", 3, 9, 9},
    {"host-prohibited", 3, 10, 10},
    {"TOS-network-unreachable", 3, 11, 11},
    {"TOS-host-unreachable", 3, 12, 12},
    {"communication-prohibited", 3, 13, 13},
    {"host-precedence-violation", 3, 14, 14},
    {"precedence-cutoff", 3, 15, 15},
    {"source-quench", 4},
    {"redirect", 5},
    {"network-redirect", 5, 0, 0},
    {"host-redirect", 5, 1, 1},
    {"TOS-network-redirect", 5, 2, 2},
    {"TOS-host-redirect", 5, 3, 3},
    {"echo-request", 8},
    {"ping", 8},
    {"router-advertisement", 9},
    {"router-solicitation", 10},
    {"time-exceeded", 11},
    {"ttl-exceeded", 11},
    {"ttl-zero-during-transit", 11, 0, 0},
    {"ttl-zero-during-reassembly", 11, 1, 1},
    {"parameter-problem", 12},
    {"ip-header-bad", 12, 0, 0},
    {"required-option-missing", 12, 1, 1},
    {"timestamp-request", 13},
    {"timestamp-reply", 14},
    {"address-mask-request", 17},
    {"address-mask-reply", 18},
});

constexpr std::array icmpv6Names = std::to_array<NamedIcmp>({
    {"destination-unreachable", 1},
    {"no-route", 1, 0, 0},
    {"communication-prohibited", 1, 1, 1},
    {"beyond-scope", 1, 2, 2},
    {"address-unreachable", 1, 3, 3},
    {"port-unreachable", 1, 4, 4},
    {"failed-policy", 1, 5, 5},
    {"reject-route", 1, 6, 6},
    {"packet-too-big", 2},
    {"time-exceeded", 3},
    {"ttl-exceeded", 3},
    {"ttl-zero-during-transit", 3, 0, 0},
    {"ttl-zero-during-reassembly", 3, 1, 1},
    {"parameter-problem", 4},
    {"bad-header", 4, 0, 0},
    {"unknown-header-type", 4, 1, 1},
    {"unknown-option", 4, 2, 2},
    {"echo-request", 128},
    {"ping", 128},
    {"echo-reply", 129},
    {"pong", 129},
    {"mld-listener-query", 130},
    {"mld-listener-report", 131},
    {"mld-listener-done", 132},
    {"mld-listener-reduction", 132},
    {"router-solicitation", 133},
    {"router-advertisement", 134},
    {"neighbour-solicitation", 135},
    {"neighbor-solicitation", 135},
    {"neighbour-advertisement", 136},
    {"neighbor-advertisement", 136},
    {"redirect", 137},
});

constexpr std::string_view addressTypeNames[] = {
    "UNSPEC",    "UNICAST",     "LOCAL",    "BROADCAST", "ANYCAST", "MULTICAST",
    "BLACKHOLE", "UNREACHABLE", "PROHIBIT", "THROW",     "NAT",     "XRESOLVE"};

template<typename Names>
std::optional<IcmpTypeAndCode> icmpByName(const Names &names, std::string_view text)
{
    for (const NamedIcmp &entry : names) {
        if (entry.name == text) {
            return IcmpTypeAndCode{entry.type, entry.firstCode, entry.lastCode};
        }
    }
    return std::nullopt;
}

std::optional<std::uint8_t> parseByte(std::string_view text)
{
    const auto value = parseUnsigned(text, 255);
    return value ? std::optional(static_cast<std::uint8_t>(*value)) : std::nullopt;
}

} // namespace

std::optional<std::uint64_t> parseUnsigned(std::string_view text, std::uint64_t limit)
{
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    } else if (text.size() > 1 && text.front() == '0') {
        base = 8;
    }
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value > limit) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::uint64_t> parseDecimal(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::uint16_t> parsePort(std::string_view text)
{
    if (const auto number = parseUnsigned(text, 65535)) {
        return static_cast<std::uint16_t>(*number);
    }
    for (const NamedPort &entry : services) {
        if (entry.name == text) {
            return entry.port;
        }
    }
    return std::nullopt;
}

std::optional<PortRange> parsePortRange(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) {
        const auto port = parsePort(text);
        return port ? std::optional(PortRange{*port, *port}) : std::nullopt;
    }
    const std::string_view firstText = text.substr(0, colon);
    const std::string_view lastText = text.substr(colon + 1);
    const auto first = firstText.empty() ? std::optional<std::uint16_t>(0) : parsePort(firstText);
    const auto last = lastText.empty() ? std::optional<std::uint16_t>(65535) : parsePort(lastText);
    if (!first || !last || *first > *last) {
        return std::nullopt;
    }
    return PortRange{*first, *last};
}

void appendPortRange(std::string &text, const PortRange &range)
{
    text += std::to_string(range.first);
    if (range.first != range.last) {
        text += ':';
        text += std::to_string(range.last);
    }
}

std::optional<std::uint8_t> parseTcpFlags(std::string_view text)
{
    unsigned flags = 0;
    while (true) {
        const std::size_t comma = text.find(',');
        const std::string_view word = text.substr(0, comma);
        const auto found =
            std::find_if(tcpFlagNames.begin(), tcpFlagNames.end(), [word](const NamedFlag &flag) {
                return flag.name == word;
            });
        if (found != tcpFlagNames.end()) {
            flags |= found->bit;
        } else if (word == "ALL") {
            flags |= allTcpFlags;
        } else if (word != "NONE") {
            return std::nullopt;
        }
        if (comma == std::string_view::npos) {
            return static_cast<std::uint8_t>(flags);
        }
        text.remove_prefix(comma + 1);
    }
}

void appendTcpFlags(std::string &text, std::uint8_t flags)
{
    bool first = true;
    for (const NamedFlag &flag : tcpFlagNames) {
        if ((flags & flag.bit) != 0) {
            text += first ? "" : ",";
            text += flag.name;
            first = false;
        }
    }
    if (first) {
        text += "NONE";
    }
}

std::optional<IcmpTypeAndCode> parseIcmpType(std::string_view text, Family family)
{
    if (family == Family::Ipv4 && text == "any") {
        return IcmpTypeAndCode{};
    }
    if (auto named =
            family == Family::Ipv4 ? icmpByName(icmpNames, text) : icmpByName(icmpv6Names, text)) {
        return named;
    }
    const std::size_t slash = text.find('/');
    std::string_view codes;
    if (slash != std::string_view::npos) {
        codes = text.substr(slash + 1);
        text = text.substr(0, slash);
        // "destination-unreachable/port-unreachable", as some guides write it.
        const auto outer =
            family == Family::Ipv4 ? icmpByName(icmpNames, text) : icmpByName(icmpv6Names, text);
        auto inner =
            family == Family::Ipv4 ? icmpByName(icmpNames, codes) : icmpByName(icmpv6Names, codes);
        if (outer && inner) {
            return outer->type == inner->type ? inner : std::nullopt;
        }
    }
    const auto type = parseByte(text);
    if (!type) {
        return std::nullopt;
    }
    std::uint8_t firstCode = 0;
    std::uint8_t lastCode = 255;
    if (slash != std::string_view::npos) {
        const std::size_t colon = codes.find(':');
        const auto first = parseByte(codes.substr(0, colon));
        const auto last =
            colon == std::string_view::npos ? first : parseByte(codes.substr(colon + 1));
        if (!first || !last || *first > *last) {
            return std::nullopt;
        }
        firstCode = *first;
        lastCode = *last;
    }
    if (family == Family::Ipv4 && *type == 255 && firstCode == 0 && lastCode == 255) {
        return IcmpTypeAndCode{};
    }
    return IcmpTypeAndCode{*type, firstCode, lastCode};
}

std::optional<AddressType> parseAddressType(std::string_view text)
{
    const auto found = std::find(std::begin(addressTypeNames), std::end(addressTypeNames), text);
    if (found == std::end(addressTypeNames)) {
        return std::nullopt;
    }
    return static_cast<AddressType>(found - std::begin(addressTypeNames));
}

std::string_view toString(AddressType type)
{
    return addressTypeNames[static_cast<std::size_t>(type)];
}

void appendHex(std::string &text, std::uint32_t value)
{
    char buffer[8];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, 16);
    text += "0x";
    text.append(buffer, end);
}

} // namespace Portlight::Core
