// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packetspace.h"

#include <algorithm>
#include <bit>

namespace Portlight::Core
{

namespace
{

constexpr unsigned widthOf(Field field, Family family, std::size_t devices)
{
    switch (field) {
    case Field::Protocol:
    case Field::TcpFlags:
        return 8;
    case Field::Port:
    case Field::SourcePort:
        return 16;
    case Field::InInterface:
    case Field::OutInterface:
        return static_cast<unsigned>(std::bit_width(devices - 1));
    case Field::State:
        return 3;
    case Field::Destination:
    case Field::Source:
        return family == Family::Ipv4 ? 32 : 128;
    case Field::Mark:
        return 32;
    }
    return 0;
}

/// The bits of a number in network byte order, right-aligned in whole bytes.
std::array<std::uint8_t, 4> bytesOf(std::uint32_t value)
{
    return {static_cast<std::uint8_t>(value >> 24U), static_cast<std::uint8_t>(value >> 16U),
            static_cast<std::uint8_t>(value >> 8U), static_cast<std::uint8_t>(value)};
}

/// Bit `index` of a field of `width` bits whose value ends at the end of `value`.
bool bitOf(std::span<const std::uint8_t> value, unsigned index, unsigned width)
{
    const std::size_t fromEnd = width - 1 - index;
    const std::uint8_t byte = value[value.size() - 1 - fromEnd / 8];
    return (byte >> (fromEnd % 8) & 1U) != 0;
}

bool isIcmp(std::uint8_t protocol)
{
    return protocol == ProtocolIcmp || protocol == ProtocolIcmpv6;
}

} // namespace

PacketSpace::PacketSpace(Family family, DeviceNames devices, WorkBounds bounds)
    : m_family(family)
    , m_devices(std::move(devices))
    , m_layout([&] {
        std::array<Bits, fieldCount> layout;
        unsigned next = 0;
        for (std::size_t i = 0; i < fieldCount; ++i) {
            layout[i] = {next, widthOf(static_cast<Field>(i), family, m_devices.count())};
            next = layout[i].end();
        }
        return layout;
    }())
    , m_diagram(m_layout.back().end(), std::move(bounds))
{
}

tl::unexpected<Error> PacketSpace::exhaustion(std::string operation) const
{
    return m_diagram.wasStopped()
        ? failure(ErrorCode::Cancelled, std::move(operation), "it was stopped")
        : failure(ErrorCode::LimitExceeded, std::move(operation),
                  "the rules need more memory than allowed");
}

PacketSet PacketSpace::masked(Field field, std::uint32_t value, std::uint32_t mask)
{
    const Bits &place = bits(field);
    PacketSet set = all;
    for (unsigned i = place.width; i-- > 0;) {
        const std::uint32_t bit = 1U << (place.width - 1 - i);
        if ((mask & bit) != 0) {
            const bool one = (value & bit) != 0;
            set = m_diagram.node(place.first + i, one ? none : set, one ? set : none);
        }
    }
    return set;
}

PacketSet PacketSpace::network(Field field, const IpNetwork &network)
{
    if (network.address.family != m_family) {
        return none;
    }
    const Bits &place = bits(field);
    const std::span value(network.address.bytes.data(), network.address.size());
    const std::span mask(network.mask.data(), network.address.size());
    PacketSet set = all;
    for (unsigned i = place.width; i-- > 0;) {
        if (bitOf(mask, i, place.width)) {
            const bool one = bitOf(value, i, place.width);
            set = m_diagram.node(place.first + i, one ? none : set, one ? set : none);
        }
    }
    return set;
}

PacketSet PacketSpace::address(Field field, const IpAddress &address)
{
    const unsigned bitsOfAddress = address.family == Family::Ipv4 ? 32 : 128;
    return network(field, IpNetwork::fromPrefix(address, bitsOfAddress));
}

PacketSet PacketSpace::atLeast(const Bits &place, std::span<const std::uint8_t> value)
{
    PacketSet set = all;
    for (unsigned i = place.width; i-- > 0;) {
        set = bitOf(value, i, place.width) ? m_diagram.node(place.first + i, none, set)
                                           : m_diagram.node(place.first + i, set, all);
    }
    return set;
}

PacketSet PacketSpace::atMost(const Bits &place, std::span<const std::uint8_t> value)
{
    PacketSet set = all;
    for (unsigned i = place.width; i-- > 0;) {
        set = bitOf(value, i, place.width) ? m_diagram.node(place.first + i, all, set)
                                           : m_diagram.node(place.first + i, set, none);
    }
    return set;
}

PacketSet PacketSpace::range(Field field, std::uint32_t first, std::uint32_t last)
{
    const auto low = bytesOf(first);
    const auto high = bytesOf(last);
    return m_diagram.intersection(atLeast(bits(field), low), atMost(bits(field), high));
}

PacketSet PacketSpace::addressRange(Field field, const IpAddress &first, const IpAddress &last)
{
    if (first.family != m_family || last.family != m_family) {
        return none;
    }
    return m_diagram.intersection(atLeast(bits(field), std::span(first.bytes.data(), first.size())),
                                  atMost(bits(field), std::span(last.bytes.data(), last.size())));
}

PacketSet PacketSpace::oneDevice(Field field, unsigned number)
{
    // Numbers that stand for no device are read as the last one.
    return number + 1 == m_devices.count() ? range(field, number, (1U << bits(field).width) - 1)
                                           : equal(field, number);
}

PacketSet PacketSpace::device(Field field, std::string_view pattern)
{
    PacketSet set = none;
    for (const unsigned number : m_devices.matching(pattern)) {
        set = united(set, oneDevice(field, number));
    }
    return set;
}

PacketSet PacketSpace::state(FlowState state)
{
    // Numbers that stand for no state are read as the last one.
    if (state == FlowState::Untracked) {
        return range(Field::State, static_cast<std::uint32_t>(state), 7);
    }
    return equal(Field::State, static_cast<std::uint32_t>(state));
}

PacketSet PacketSpace::forget(PacketSet set, Field field)
{
    const Bits &place = bits(field);
    return place.width == 0 ? set : m_diagram.forget(set, place.first, place.end() - 1);
}

PacketSet PacketSpace::assign(PacketSet set, Field field, std::uint32_t value, std::uint32_t mask)
{
    const Bits &place = bits(field);
    if (std::popcount(mask) >= static_cast<int>(place.width)) {
        return intersection(forget(set, field), masked(field, value, mask));
    }
    for (unsigned i = 0; i < place.width; ++i) {
        if ((mask >> (place.width - 1 - i) & 1U) != 0) {
            set = m_diagram.forget(set, place.first + i, place.first + i);
        }
    }
    return intersection(set, masked(field, value, mask));
}

std::uint32_t PacketSpace::readField(const std::vector<bool> &string, Field field) const
{
    const Bits &place = bits(field);
    std::uint32_t value = 0;
    for (unsigned i = place.first; i < place.end(); ++i) {
        value = value << 1U | (string[i] ? 1U : 0U);
    }
    return value;
}

Packet PacketSpace::example(PacketSet set, const std::function<bool()> &choose) const
{
    std::vector<bool> string(m_diagram.variables());
    for (unsigned variable = 0; variable < string.size(); ++variable) {
        if (m_diagram.variableOf(set) != variable) {
            string[variable] = choose();
            continue;
        }
        const PacketSet low = m_diagram.low(set);
        const PacketSet high = m_diagram.high(set);
        const bool one = low == none || (high != none && choose());
        string[variable] = one;
        set = one ? high : low;
    }
    const auto readAddress = [&](Field field) {
        IpAddress address = IpAddress::any(m_family);
        const Bits &place = bits(field);
        for (unsigned i = 0; i < place.width; ++i) {
            if (string[place.first + i]) {
                address.bytes[i / 8] |= static_cast<std::uint8_t>(0x80U >> (i % 8));
            }
        }
        return address;
    };
    const auto readDevice = [&](Field field) {
        const auto last = static_cast<std::uint32_t>(m_devices.count()) - 1;
        return m_devices.example(std::min(readField(string, field), last));
    };
    Packet packet;
    packet.family = m_family;
    packet.protocol = static_cast<std::uint8_t>(readField(string, Field::Protocol));
    const std::uint32_t port = readField(string, Field::Port);
    if (isIcmp(packet.protocol)) {
        packet.icmpType = static_cast<std::uint8_t>(port >> 8U);
        packet.icmpCode = static_cast<std::uint8_t>(port);
    } else {
        packet.destinationPort = static_cast<std::uint16_t>(port);
        packet.sourcePort = static_cast<std::uint16_t>(readField(string, Field::SourcePort));
    }
    packet.inInterface = readDevice(Field::InInterface);
    packet.outInterface = readDevice(Field::OutInterface);
    const auto lastState = static_cast<std::uint32_t>(FlowState::Untracked);
    packet.state = static_cast<FlowState>(std::min(readField(string, Field::State), lastState));
    packet.destination = readAddress(Field::Destination);
    packet.source = readAddress(Field::Source);
    packet.tcpFlags = static_cast<std::uint8_t>(readField(string, Field::TcpFlags));
    packet.mark = readField(string, Field::Mark);
    return packet;
}

PacketSet PacketSpace::containing(const Packet &packet)
{
    PacketSet set = state(packet.state.value_or(FlowState::New));
    if (!packet.state) {
        set = all;
    }
    const auto require = [&](PacketSet part) {
        set = intersection(set, part);
    };
    if (packet.protocol != ProtocolAny) {
        require(equal(Field::Protocol, packet.protocol));
    }
    if (packet.destinationPort) {
        require(equal(Field::Port, *packet.destinationPort));
    } else if (packet.icmpType && isIcmp(packet.protocol)) {
        const std::uint32_t type = std::uint32_t(*packet.icmpType) << 8U;
        require(packet.icmpCode ? equal(Field::Port, type | *packet.icmpCode)
                                : masked(Field::Port, type, 0xff00U));
    }
    if (packet.sourcePort) {
        require(equal(Field::SourcePort, *packet.sourcePort));
    }
    if (packet.source) {
        require(address(Field::Source, *packet.source));
    }
    if (packet.destination) {
        require(address(Field::Destination, *packet.destination));
    }
    if (packet.inInterface) {
        require(oneDevice(Field::InInterface, m_devices.numberOf(*packet.inInterface)));
    }
    if (packet.outInterface) {
        require(oneDevice(Field::OutInterface, m_devices.numberOf(*packet.outInterface)));
    }
    if (packet.protocol == ProtocolTcp) {
        require(equal(Field::TcpFlags, packet.tcpFlags));
    }
    require(equal(Field::Mark, packet.mark));
    return set;
}

void PacketSpace::forEachRange(
    PacketSet set, Field field,
    const std::function<void(std::uint32_t, std::uint32_t, PacketSet)> &visit) const
{
    const Bits &place = bits(field);
    std::uint32_t first = 0;
    std::uint32_t next = 0;
    PacketSet current = none;
    bool any = false;
    const auto emit = [&](std::uint32_t size, PacketSet rest) {
        if (any && rest != current) {
            visit(first, next - 1, current);
            first = next;
        }
        any = true;
        current = rest;
        next += size;
    };
    // Depth-first, low before high: values come in ascending order.
    const auto descend = [&](const auto &self, PacketSet at, unsigned depth) -> void {
        const unsigned variable = m_diagram.variableOf(at);
        if (variable >= place.end()) {
            emit(1U << (place.width - depth), at);
            return;
        }
        const unsigned asked = variable - place.first;
        if (asked > depth) {
            // Bits that are not asked about: both halves look alike.
            self(self, at, depth + 1);
            self(self, at, depth + 1);
            return;
        }
        self(self, m_diagram.low(at), depth + 1);
        self(self, m_diagram.high(at), depth + 1);
    };
    descend(descend, set, 0);
    if (any) {
        visit(first, next - 1, current);
    }
}

std::optional<std::vector<IpNetwork>> PacketSpace::networks(PacketSet set, Field field,
                                                            std::size_t limit) const
{
    const Bits &place = bits(field);
    std::vector<IpNetwork> found;
    IpAddress address = IpAddress::any(m_family);
    bool tooMany = false;
    const auto descend = [&](const auto &self, PacketSet at, unsigned depth) -> void {
        if (at == none || tooMany) {
            return;
        }
        const unsigned variable = m_diagram.variableOf(at);
        if (variable >= place.end()) {
            if (found.size() == limit) {
                tooMany = true;
                return;
            }
            found.push_back(IpNetwork::fromPrefix(address, depth));
            return;
        }
        const bool isAsked = variable == place.first + depth;
        const auto bit = static_cast<std::uint8_t>(0x80U >> (depth % 8));
        self(self, isAsked ? m_diagram.low(at) : at, depth + 1);
        address.bytes[depth / 8] |= bit;
        self(self, isAsked ? m_diagram.high(at) : at, depth + 1);
        address.bytes[depth / 8] &= static_cast<std::uint8_t>(~bit);
    };
    descend(descend, set, 0);
    if (tooMany) {
        return std::nullopt;
    }
    return found;
}

} // namespace Portlight::Core
