// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/ipset.h"

#include "core/packet/packet.h"

#include <algorithm>
#include <charconv>

namespace Portlight::Core
{

namespace
{

std::optional<std::uint32_t> parseNumber(std::string_view text, std::uint32_t limit)
{
    int base = 10;
    if (text.starts_with("0x")) {
        base = 16;
        text.remove_prefix(2);
    }
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()
        || number > limit) {
        return std::nullopt;
    }
    return number;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + 1);
    }
}

bool readNetwork(std::string_view text, Family family, IpSetValue &value)
{
    const std::size_t dash = text.find('-');
    value.network = IpNetwork::parse(text.substr(0, dash));
    if (dash != std::string_view::npos) {
        value.last = IpAddress::parse(text.substr(dash + 1));
        if (!value.last || value.last->family != family) {
            return false;
        }
    }
    return value.network && value.network->address.family == family;
}

/// "TYPE/CODE" or "TYPENAME"; ipset prints numbers when it knows no name, so only those are read.
std::optional<std::uint16_t> readIcmp(std::string_view text)
{
    if (text == "echo-request" || text == "ping") {
        return std::uint16_t{8U << 8U};
    }
    if (text == "echo-reply" || text == "pong") {
        return std::uint16_t{0};
    }
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    const auto type = parseNumber(text.substr(0, slash), 255);
    const auto code = parseNumber(text.substr(slash + 1), 255);
    return type && code ? std::optional(static_cast<std::uint16_t>(*type << 8U | *code))
                        : std::nullopt;
}

bool readPort(std::string_view text, bool withProtocol, Family family, IpSetValue &value)
{
    if (withProtocol) {
        value.protocol = ProtocolTcp; // what ipset takes when nothing is said
        if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
            auto protocol = parseProtocol(text.substr(0, colon));
            if (!protocol) {
                return false;
            }
            if (*protocol == ProtocolIcmp && family == Family::Ipv6) {
                protocol = ProtocolIcmpv6;
            }
            value.protocol = *protocol;
            text.remove_prefix(colon + 1);
        }
        if (value.protocol == ProtocolIcmp || value.protocol == ProtocolIcmpv6) {
            const auto number = readIcmp(text);
            value.firstPort = value.lastPort = number.value_or(0);
            return number.has_value();
        }
    }
    const std::size_t dash = text.find('-');
    const auto first = parseNumber(text.substr(0, dash), 65535);
    const auto last =
        dash == std::string_view::npos ? first : parseNumber(text.substr(dash + 1), 65535);
    if (!first || !last) {
        return false;
    }
    value.firstPort = static_cast<std::uint16_t>(*first);
    value.lastPort = static_cast<std::uint16_t>(*last);
    return true;
}

bool readValue(IpSetField field, bool withProtocol, Family family, std::string_view text,
               IpSetValue &value)
{
    switch (field) {
    case IpSetField::Address:
    case IpSetField::Network:
        return readNetwork(text, family, value);
    case IpSetField::Port:
        return readPort(text, withProtocol, family, value);
    case IpSetField::Mac:
        value.mac = MacAddress::parse(text);
        return value.mac.has_value();
    case IpSetField::Mark: {
        const auto mark = parseNumber(text, 0xffffffff);
        value.mark = mark.value_or(0);
        return mark.has_value();
    }
    case IpSetField::Interface:
    case IpSetField::Set:
        value.name = text;
        // "physdev:eth0" asks for the port of a bridge.
        return !text.empty() && text.find(':') == std::string_view::npos;
    }
    return false;
}

} // namespace

std::optional<std::vector<IpSetField>> IpSet::fieldsOf(std::string_view type)
{
    if (type == "list:set") {
        return std::vector{IpSetField::Set};
    }
    const std::size_t colon = type.find(':');
    const std::string_view method = type.substr(0, colon);
    if (colon == std::string_view::npos || (method != "hash" && method != "bitmap")) {
        return std::nullopt;
    }
    std::vector<IpSetField> fields;
    for (const std::string_view name : split(type.substr(colon + 1), ',')) {
        if (name == "ip") {
            fields.push_back(IpSetField::Address);
        } else if (name == "net") {
            fields.push_back(IpSetField::Network);
        } else if (name == "port") {
            fields.push_back(IpSetField::Port);
        } else if (name == "mac") {
            fields.push_back(IpSetField::Mac);
        } else if (name == "mark") {
            fields.push_back(IpSetField::Mark);
        } else if (name == "iface") {
            fields.push_back(IpSetField::Interface);
        } else {
            return std::nullopt;
        }
    }
    return fields;
}

std::optional<IpSetMember> IpSet::parseMember(std::string_view type, Family family,
                                              std::string_view text)
{
    const auto fields = fieldsOf(type);
    if (!fields) {
        return std::nullopt;
    }
    const std::vector<std::string_view> words = split(text, ' ');
    const std::vector<std::string_view> parts = split(words.front(), ',');
    // A bitmap:ip,mac may leave the hardware address open; the first packet would fill it in.
    const bool wildcard = std::find(words.begin(), words.end(), "wildcard") != words.end();
    if (parts.size() != fields->size() || wildcard) {
        return std::nullopt;
    }
    IpSetMember member;
    member.exception = std::find(words.begin(), words.end(), "nomatch") != words.end();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        IpSetValue value;
        if (!readValue((*fields)[i], type != "bitmap:port", family, parts[i], value)) {
            return std::nullopt;
        }
        member.values.push_back(std::move(value));
    }
    return member;
}

} // namespace Portlight::Core
