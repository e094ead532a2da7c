// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packetbytes.h"
#include "core/text/saveparser.h"
#include "core/text/values.h"
#include "core/verdict/flow.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

std::optional<std::uint32_t> numberOption(const Target &target, std::string_view name,
                                          std::uint64_t limit)
{
    const auto text = targetOption(target, name);
    const auto number = text ? parseUnsigned(*text, limit) : std::nullopt;
    return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
}

/// xt_HL.c: a sum stays between 0 and 255.
void applyHops(const Target &target, const std::string &prefix, Packet &packet)
{
    constexpr std::uint32_t most = 255;
    if (const auto set = numberOption(target, prefix + "-set", most)) {
        packet.ttl = static_cast<std::uint8_t>(*set);
    } else if (!packet.ttl) {
        return;
    } else if (const auto more = numberOption(target, prefix + "-inc", most)) {
        packet.ttl = static_cast<std::uint8_t>(std::min(*packet.ttl + *more, most));
    } else if (const auto less = numberOption(target, prefix + "-dec", most)) {
        packet.ttl =
            static_cast<std::uint8_t>(*packet.ttl - std::min<std::uint32_t>(*packet.ttl, *less));
    } else {
        packet.ttl.reset();
    }
}

/// (tos & ~mask) ^ value; known also when the mask covers the whole byte.
void setTrafficClass(std::uint32_t value, std::uint32_t mask, Packet &packet)
{
    constexpr std::uint32_t wholeByte = 0xff;
    if (packet.trafficClass || mask == wholeByte) {
        packet.trafficClass =
            static_cast<std::uint8_t>((packet.trafficClass.value_or(0) & ~mask) ^ value);
    }
}

/// xt_DSCP.c, tos_tg(). iptables prints all its forms as --set-tos VALUE/MASK.
void applyTos(const Target &target, Packet &packet)
{
    const std::string text = targetOption(target, "set-tos").value_or("");
    const std::size_t slash = text.find('/');
    const auto value = parseUnsigned(std::string_view(text).substr(0, slash), 0xff);
    const auto mask = slash == std::string::npos
        ? std::optional<std::uint64_t>(0xff)
        : parseUnsigned(std::string_view(text).substr(slash + 1), 0xff);
    if (!value || !mask) {
        packet.trafficClass.reset();
        return;
    }
    setTrafficClass(static_cast<std::uint32_t>(*value), static_cast<std::uint32_t>(*mask), packet);
}

/// xt_TCPMSS.c with --set-mss: never raises a size; without the option it is put first.
void applyMss(const Target &target, Packet &packet)
{
    const auto size = numberOption(target, "set-mss", 65535);
    if (!packet.tcpOptions || !size) {
        packet.tcpOptions.reset();
        packet.length.reset();
        return;
    }
    std::vector<std::uint8_t> &options = *packet.tcpOptions;
    const auto high = [](std::uint32_t number) {
        return static_cast<std::uint8_t>(number >> 8U);
    };
    const auto low = [](std::uint32_t number) {
        return static_cast<std::uint8_t>(number & 0xffU);
    };
    for (std::size_t i = 0; i + 4 <= options.size();) {
        if (options[i] == 2 && options[i + 1] == 4) {
            const std::uint32_t old = std::uint32_t{options[i + 2]} << 8U | options[i + 3];
            if (old > *size) {
                options[i + 2] = high(*size);
                options[i + 3] = low(*size);
            }
            return;
        }
        i += options[i] < 2 || options[i + 1] == 0 ? 1U : options[i + 1];
    }
    // Data behind the header leaves no room for it; what a missing option stands for is the limit.
    if (!packet.payload) {
        packet.tcpOptions.reset();
        packet.length.reset();
        return;
    }
    if (!packet.payload->empty()) {
        return;
    }
    const std::uint32_t usual = packet.family == Family::Ipv4 ? 536 : 1220;
    const std::uint32_t added = std::min(*size, usual);
    options.insert(options.begin(), {2, 4, high(added), low(added)});
    if (packet.length) {
        packet.length = static_cast<std::uint16_t>(*packet.length + 4);
    }
}

} // namespace

void applyChange(const Target &target, Flow &flow)
{
    Packet &packet = flow.packet;
    const std::string &name = target.name;
    if (name == "TTL" || name == "HL") {
        applyHops(target, name == "TTL" ? "ttl" : "hl", packet);
    } else if (name == "TOS") {
        applyTos(target, packet);
    } else if (name == "DSCP") {
        if (const auto dscp = numberOption(target, "set-dscp", 63)) {
            setTrafficClass(*dscp << 2U, 0xfc, packet);
        } else {
            packet.trafficClass.reset();
        }
    } else if (name == "ECN") {
        packet.tcpFlags = static_cast<std::uint8_t>(packet.tcpFlags & ~(TcpEce | TcpCwr));
    } else if (name == "TCPMSS") {
        applyMss(target, packet);
    } else if (name == "TCPOPTSTRIP") {
        packet.tcpOptions.reset(); // no-operations take the place of what it strips
    } else if (name == "CLASSIFY") {
        packet.priority.reset();
    }
}

} // namespace Portlight::Core
