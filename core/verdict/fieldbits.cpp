// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/fieldbits.h"

namespace Portlight::Core
{

namespace
{

PacketSet protocols(PacketSpace &space, std::initializer_list<std::uint8_t> numbers)
{
    PacketSet set = PacketSpace::none;
    for (const std::uint8_t number : numbers) {
        set = space.united(set, space.equal(Field::Protocol, number));
    }
    return set;
}

} // namespace

std::optional<FieldBits> bitsOf(const NftSelector &selector, PacketSpace &space)
{
    if (selector.subject == NftSubject::Mark) {
        return FieldBits{Field::Mark, 0, 32, NftValue::ones(32), false, PacketSpace::all};
    }
    if (selector.subject == NftSubject::L4Proto) {
        return FieldBits{Field::Protocol, 0, 8, NftValue::ones(8), false, PacketSpace::all};
    }
    if (selector.subject != NftSubject::Payload) {
        return std::nullopt;
    }
    struct Known {
        NftLayer layer;
        unsigned offset;
        unsigned bits;
        FieldBits place;
    };
    const bool is4 = space.family() == Family::Ipv4;
    const unsigned width = is4 ? 32 : 128;
    const PacketSet carriers =
        protocols(space, {ProtocolTcp, ProtocolUdp, ProtocolUdplite, ProtocolSctp, ProtocolDccp});
    const PacketSet icmp = protocols(space, {ProtocolIcmp, ProtocolIcmpv6});
    const NftValue byte = NftValue::ones(8);
    const std::initializer_list<Known> all = {
        {NftLayer::Network,
         is4 ? 96U : 64U,
         width,
         {Field::Source, 0, width, NftValue::ones(width), false, PacketSpace::all}},
        {NftLayer::Network,
         is4 ? 128U : 192U,
         width,
         {Field::Destination, 0, width, NftValue::ones(width), false, PacketSpace::all}},
        {NftLayer::Network,
         is4 ? 72U : 48U,
         8,
         {Field::Protocol, 0, 8, byte, false, PacketSpace::all}},
        {NftLayer::Transport,
         0,
         16,
         {Field::SourcePort, 0, 16, NftValue::ones(16), false, carriers}},
        {NftLayer::Transport, 16, 16, {Field::Port, 0, 16, NftValue::ones(16), false, carriers}},
        {NftLayer::Transport,
         104,
         8,
         {Field::TcpFlags, 0, 8, byte, false, protocols(space, {ProtocolTcp})}},
        {NftLayer::Transport, 0, 8, {Field::Port, 8, 8, byte, false, icmp}},
        {NftLayer::Transport, 8, 8, {Field::Port, 0, 8, byte, true, icmp}},
    };
    for (const Known &one : all) {
        if (one.layer == selector.layer && one.offset == selector.offset
            && one.bits == selector.bits) {
            return one.place;
        }
    }
    return std::nullopt;
}

} // namespace Portlight::Core
