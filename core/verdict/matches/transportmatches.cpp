// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packetbytes.h"
#include "core/verdict/matches/matches.h"

#include <algorithm>
#include <bitset>

namespace Portlight::Core
{

namespace
{

constexpr std::uint8_t optionMss = 2;
constexpr unsigned dccpInvalid = 10; ///< and all types after it

/// Walks over TCP options as xt_tcpmss.c and xt_tcpudp.c do: kinds 0 and 1 have no length, and a
/// length of 0 is taken for 1. `use` answers true to stop.
template<typename Use> void forEachTcpOption(const std::vector<std::uint8_t> &options, Use use)
{
    for (std::size_t i = 0; i < options.size();) {
        if (use(i)) {
            return;
        }
        const bool hasLength = options[i] >= 2 && i + 1 < options.size() && options[i + 1] != 0;
        i += hasLength ? options[i + 1] : 1U;
    }
}

/// Yes, no or a doubt that ends the evaluation of a transport match.
std::optional<MatchAnswer> withoutTransport(const Packet &packet, std::uint8_t protocol)
{
    if (packet.protocol == ProtocolAny) {
        return MatchAnswer{Answer::CannotTell, "protocol"};
    }
    if (packet.protocol != protocol || packet.fragment.offset != 0) {
        return MatchAnswer{Answer::No, {}};
    }
    return std::nullopt;
}

void takePorts(AllOf &all, const std::optional<Negatable<PortRange>> &range,
               const std::optional<std::uint16_t> &port, std::string_view field)
{
    if (range) {
        all.ask(port, field, range->inverted, [&range](std::uint16_t number) {
            return range->value.contains(number);
        });
    }
}

bool flagsFit(const SctpCondition &condition, std::uint8_t type, std::uint8_t flags)
{
    for (const SctpCondition::Chunk &chunk : condition.chunks) {
        if (chunk.type == type) {
            return (flags & chunk.flagsMask) == chunk.flags;
        }
    }
    return true;
}

/// xt_sctp.c, match_packet(). Nothing: the chunk list is broken, and the kernel drops the packet.
std::optional<bool> chunksFit(const SctpCondition &condition,
                              const std::vector<std::uint8_t> &payload)
{
    std::bitset<256> asked;
    for (const SctpCondition::Chunk &chunk : condition.chunks) {
        asked.set(chunk.type);
    }
    std::bitset<256> missing = asked;
    std::size_t offset = 0;
    do {
        if (payload.size() < offset + 4) {
            return std::nullopt;
        }
        const std::uint8_t type = payload[offset];
        const bool fits = asked.test(type) && flagsFit(condition, type, payload[offset + 1]);
        const std::size_t length =
            static_cast<std::size_t>(payload[offset + 2]) << 8U | payload[offset + 3];
        if (length == 0) {
            return std::nullopt;
        }
        offset += (length + 3) / 4 * 4;
        if (fits) {
            missing.reset(type);
        }
        if (fits && condition.mode == SctpCondition::Mode::Any) {
            return true;
        }
        if (!fits && condition.mode == SctpCondition::Mode::Only) {
            return false;
        }
    } while (offset < payload.size());
    switch (condition.mode) {
    case SctpCondition::Mode::All:
        return missing.none();
    case SctpCondition::Mode::Any:
        return false;
    case SctpCondition::Mode::Only:
        break;
    }
    return true;
}

std::optional<std::uint32_t> bigEndian(const std::vector<std::uint8_t> &bytes, std::size_t at,
                                       std::size_t count)
{
    if (bytes.size() < at + count) {
        return std::nullopt;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value = value << 8U | bytes[at + i];
    }
    return value;
}

std::optional<std::uint32_t> spiOf(const Packet &packet, std::uint8_t protocol)
{
    if (packet.spi || !packet.payload) {
        return packet.spi;
    }
    return protocol == ProtocolEsp ? bigEndian(*packet.payload, 0, 4)
        : protocol == ProtocolAh   ? bigEndian(*packet.payload, 4, 4)
                                   : bigEndian(*packet.payload, 2, 2);
}

/// ip6t_ah.c: an extension header wherever it stands.
MatchAnswer authenticationHeader(const SpiCondition &condition, const Packet &packet)
{
    const std::vector<std::uint8_t> *header = nullptr;
    for (const ExtensionHeader &extension : packet.extensionHeaders) {
        if (extension.protocol == ProtocolAh && header == nullptr) {
            header = &extension.bytes;
        }
    }
    if (header == nullptr && packet.protocol == ProtocolAh) {
        return {Answer::CannotTell, "ah"};
    }
    if (header == nullptr || header->size() < 12) {
        return {Answer::No, {}};
    }
    AllOf all;
    const std::uint32_t spi = bigEndian(*header, 4, 4).value_or(0);
    all.take(answerOf(condition.spi.value.contains(spi) != condition.spi.inverted), {});
    if (condition.length) {
        const auto length = static_cast<std::uint32_t>(((*header)[1] + 2) * 4);
        all.take(answerOf((length == condition.length->value) != condition.length->inverted), {});
    }
    if (condition.reservedIsZero) {
        all.take(answerOf((*header)[2] == 0 && (*header)[3] == 0), {});
    }
    return all.result();
}

} // namespace

Answer hasTcpOption(const Packet &packet, std::uint8_t kind, bool invert)
{
    if (!packet.tcpOptions) {
        return Answer::CannotTell;
    }
    bool found = false;
    forEachTcpOption(*packet.tcpOptions, [&](std::size_t at) {
        found = (*packet.tcpOptions)[at] == kind;
        return found;
    });
    return answerOf(found != invert);
}

MatchAnswer evaluate(const TcpMssCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    if (const auto without = withoutTransport(packet, ProtocolTcp)) {
        return *without;
    }
    if (!packet.tcpOptions) {
        return {Answer::CannotTell, "tcp-option"};
    }
    const std::vector<std::uint8_t> &options = *packet.tcpOptions;
    std::optional<std::uint32_t> size;
    forEachTcpOption(options, [&](std::size_t at) {
        if (options[at] == optionMss && at + 4 <= options.size() && options[at + 1] == 4) {
            size = bigEndian(options, at + 2, 2);
        }
        return size.has_value();
    });
    const bool fits = size && condition.size.contains(static_cast<std::uint16_t>(*size));
    return {answerOf(fits != condition.inverted), {}};
}

MatchAnswer evaluate(const SpiCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    if (condition.protocol == ProtocolAh && condition.family == Family::Ipv6) {
        return authenticationHeader(condition, packet);
    }
    if (const auto without = withoutTransport(packet, condition.protocol)) {
        return *without;
    }
    const std::uint32_t limit = condition.protocol == ProtocolIpcomp ? 0xffff : 0xffffffff;
    if (condition.spi.value == Range<std::uint32_t>{0, limit}) {
        return {answerOf(!condition.spi.inverted), {}};
    }
    AllOf all;
    all.ask(spiOf(packet, condition.protocol), "spi", condition.spi.inverted,
            [&condition](std::uint32_t spi) {
                return condition.spi.value.contains(spi);
            });
    return all.result();
}

MatchAnswer evaluate(const SctpCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    if (const auto without = withoutTransport(packet, ProtocolSctp)) {
        return *without;
    }
    AllOf all;
    takePorts(all, condition.sourcePorts, packet.sourcePort, "sport");
    takePorts(all, condition.destinationPorts, packet.destinationPort, "dport");
    const auto fits = packet.payload ? chunksFit(condition, *packet.payload) : std::nullopt;
    all.take(fits ? inverted(answerOf(*fits), condition.inverted) : Answer::CannotTell, "sctp");
    return all.result();
}

MatchAnswer evaluate(const DccpCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    if (const auto without = withoutTransport(packet, ProtocolDccp)) {
        return *without;
    }
    AllOf all;
    takePorts(all, condition.sourcePorts, packet.sourcePort, "sport");
    takePorts(all, condition.destinationPorts, packet.destinationPort, "dport");
    // RFC 4340, 5.1: the type stands in the ninth byte, four of them after the ports.
    constexpr std::size_t typeAt = 4;
    std::optional<unsigned> type;
    if (packet.payload && packet.payload->size() > typeAt) {
        type = ((*packet.payload)[typeAt] >> 1U) & 0xfU;
    }
    all.ask(type, "dccp", condition.inverted, [&condition](unsigned number) {
        return (condition.types >> std::min(number, dccpInvalid) & 1U) != 0;
    });
    return all.result();
}

} // namespace Portlight::Core
