// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/matches/matches.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

using Bytes = std::vector<std::uint8_t>;

/// The first header of a kind that has at least `least` bytes, or null.
const Bytes *headerOf(const Packet &packet, std::uint8_t protocol, std::size_t least)
{
    for (const ExtensionHeader &header : packet.extensionHeaders) {
        if (header.protocol == protocol) {
            return header.bytes.size() >= least ? &header.bytes : nullptr;
        }
    }
    return nullptr;
}

std::uint32_t statedLength(const Bytes &header)
{
    return (std::uint32_t{header[1]} + 1) * 8;
}

template<typename Value>
Answer equals(const std::optional<Negatable<Value>> &asked, std::uint32_t value)
{
    return asked ? inverted(answerOf(value == asked->value), asked->inverted) : Answer::Yes;
}

Answer within(const std::optional<Negatable<Range<std::uint32_t>>> &asked, std::uint32_t value)
{
    return asked ? inverted(answerOf(asked->value.contains(value)), asked->inverted) : Answer::Yes;
}

/// ip6t_hbh.c: the options in their order from the first on.
bool optionsFit(const std::vector<OptionsHeaderCondition::Option> &asked, const Bytes &header)
{
    const std::size_t end = std::min<std::size_t>(header.size(), statedLength(header));
    std::size_t at = 2;
    for (const OptionsHeaderCondition::Option &option : asked) {
        if (at >= end || header[at] != option.type) {
            return false;
        }
        if (option.type == 0) { // Pad1 has no length
            ++at;
            continue;
        }
        if (at + 1 >= end) {
            return false;
        }
        if (option.length && *option.length != header[at + 1]) {
            return false;
        }
        at += std::size_t{header[at + 1]} + 2;
    }
    return true;
}

} // namespace

/// ip6t_frag.c.
MatchAnswer evaluate(const FragmentHeaderCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    const Bytes *header = headerOf(packet, ProtocolFragment, 8);
    if (header == nullptr) {
        return packet.fragment.isWhole() ? MatchAnswer{Answer::No, {}}
                                         : MatchAnswer{Answer::CannotTell, "frag"};
    }
    const auto word = [header](std::size_t at) {
        return std::uint32_t{(*header)[at]} << 8U | (*header)[at + 1];
    };
    const std::uint32_t offset = word(2);
    const bool more = (offset & 1U) != 0;
    AllOf all;
    all.take(within(condition.id, word(4) << 16U | word(6)), {});
    all.take(condition.length ? Answer::CannotTell : Answer::Yes, "frag");
    all.take(answerOf(!condition.reservedIsZero || ((*header)[1] == 0 && (offset & 6U) == 0)), {});
    all.take(answerOf(!condition.first || (offset & ~7U) == 0), {});
    all.take(answerOf(!condition.more || more), {});
    all.take(answerOf(!condition.last || !more), {});
    return all.result();
}

/// ip6t_rt.c.
MatchAnswer evaluate(const RoutingHeaderCondition &condition, const MatchContext &context)
{
    const Bytes *header = headerOf(context.packet, ProtocolRouting, 4);
    if (header == nullptr || header->size() < statedLength(*header)) {
        return {Answer::No, {}};
    }
    AllOf all;
    all.take(within(condition.segmentsLeft, (*header)[3]), {});
    all.take(equals(condition.length, statedLength(*header)), {});
    all.take(equals(condition.type, (*header)[2]), {});
    return all.result();
}

MatchAnswer evaluate(const OptionsHeaderCondition &condition, const MatchContext &context)
{
    const Bytes *header = headerOf(context.packet, condition.protocol, 2);
    if (header == nullptr) {
        return {Answer::No, {}};
    }
    AllOf all;
    all.take(equals(condition.length, statedLength(*header)), {});
    all.take(answerOf(optionsFit(condition.options, *header)), {});
    return all.result();
}

/// ip6t_mh.c.
MatchAnswer evaluate(const MobilityCondition &condition, const MatchContext &context)
{
    constexpr std::size_t typeAt = 2;
    const Packet &packet = context.packet;
    if (packet.protocol == ProtocolAny) {
        return {Answer::CannotTell, "protocol"};
    }
    if (packet.protocol != ProtocolMobility || packet.fragment.offset != 0) {
        return {Answer::No, {}};
    }
    AllOf all;
    std::optional<std::uint8_t> type;
    if (packet.payload && packet.payload->size() > typeAt) {
        type = (*packet.payload)[typeAt];
    }
    if (condition.type == Range<std::uint8_t>{0, 255}) {
        return {answerOf(!condition.inverted), {}};
    }
    all.ask(type, "mh", condition.inverted, [&condition](std::uint8_t value) {
        return condition.type.contains(value);
    });
    return all.result();
}

/// ip6t_ipv6header.c.
MatchAnswer evaluate(const HeaderListCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    constexpr std::uint8_t protocolBit = 1;
    constexpr std::uint8_t noneBit = 2;
    constexpr std::uint8_t espBit = 4;
    std::uint8_t found = 0;
    for (const ExtensionHeader &header : packet.extensionHeaders) {
        switch (header.protocol) {
        case 0:
            found |= 128;
            break;
        case ProtocolDestination:
            found |= 64;
            break;
        case ProtocolRouting:
            found |= 32;
            break;
        case ProtocolFragment:
            found |= 16;
            break;
        case ProtocolAh:
            found |= 8;
            break;
        default:
            break;
        }
    }
    if (packet.protocol == ProtocolAny) {
        return {Answer::CannotTell, "protocol"};
    }
    found |= packet.protocol == ProtocolEsp ? espBit
        : packet.protocol == ProtocolNone   ? noneBit
                                            : protocolBit;
    const std::uint8_t asked = condition.headers;
    if (condition.soft) {
        return {answerOf(condition.inverted ? (found & asked) == 0 : (found & asked) == asked), {}};
    }
    return {answerOf((found == asked) != condition.inverted), {}};
}

MatchAnswer evaluate(const SegmentRoutingCondition &, const MatchContext &context)
{
    return headerOf(context.packet, ProtocolRouting, 0) == nullptr
        ? MatchAnswer{Answer::No, {}}
        : MatchAnswer{Answer::CannotTell, "srh"};
}

/// ip6t_eui64.c: the interface identifier of the source is made of the hardware address.
MatchAnswer evaluate(const Eui64Condition &, const MatchContext &context)
{
    const Packet &packet = context.packet;
    if (!packet.source || !packet.macSource) {
        return {Answer::CannotTell,
                packet.source ? std::string_view("mac-source") : std::string_view("source")};
    }
    const auto &mac = packet.macSource->bytes;
    const std::array<std::uint8_t, 8> expected = {
        static_cast<std::uint8_t>(mac[0] ^ 2U), mac[1], mac[2], 0xff, 0xfe, mac[3], mac[4], mac[5]};
    return {
        answerOf(std::equal(expected.begin(), expected.end(), packet.source->bytes.begin() + 8)),
        {}};
}

} // namespace Portlight::Core
