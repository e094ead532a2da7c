// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/nativesets.h"

#include "core/verdict/addressregions.h"
#include "core/verdict/fieldbits.h"
#include "core/verdict/nativeeffects.h"

#include <algorithm>
#include <bit>

namespace Portlight::Core
{

namespace
{

constexpr std::uint8_t echoTypes[] = {0, 8};
constexpr std::uint8_t echoTypes6[] = {128, 129};

/// What one part of an expression is for all packets: told apart case by case, or bits of a field.
struct View {
    struct Case {
        PacketSet packets = PacketSpace::all;
        Answer absent = Answer::No; ///< Yes: they have no such thing
        std::optional<NftValue> value; ///< nothing: not known
    };
    std::vector<Case> cases;
    std::optional<FieldBits> bits; ///< then the cases say only where it is there
};

class Viewer
{
public:
    Viewer(const NativeSetPlace &place, PacketSpace &space)
        : m_place(place)
        , m_space(space)
    {
    }

    /// One view a part of the expression.
    std::vector<View> views(const NftExpression &expression)
    {
        if (const auto *selector = std::get_if<NftSelector>(&expression.is)) {
            return {view(*selector)};
        }
        if (const auto *concat = std::get_if<NftConcat>(&expression.is)) {
            std::vector<View> all;
            for (const NftExpression &part : concat->parts) {
                for (View &one : views(part)) {
                    all.push_back(std::move(one));
                }
            }
            return all;
        }
        if (const auto *binary = std::get_if<NftBinary>(&expression.is)) {
            return {view(*binary)};
        }
        const std::size_t parts = std::max<std::size_t>(expression.types.size(), 1);
        View unknown;
        unknown.cases.push_back({PacketSpace::all, Answer::CannotTell, std::nullopt});
        return std::vector<View>(parts, unknown);
    }

    /// Where a part is there.
    MatchSets present(const View &view)
    {
        MatchSets sets{PacketSpace::none, PacketSpace::none};
        for (const View::Case &one : view.cases) {
            if (one.absent == Answer::No) {
                sets.yes = m_space.united(sets.yes, one.packets);
            }
            if (one.absent != Answer::Yes) {
                sets.may = m_space.united(sets.may, one.packets);
            }
        }
        return sets;
    }

    MatchSets present(const std::vector<View> &views)
    {
        MatchSets all;
        for (const View &view : views) {
            all = both(all, present(view));
        }
        return all;
    }

    /// Where a part is there and within a range.
    MatchSets within(const View &view, const NftRange &range)
    {
        const MatchSets there = present(view);
        if (!range.known) {
            return {PacketSpace::none, there.may};
        }
        if (view.bits) {
            const auto inside = rangeSet(*view.bits, range);
            if (!inside) {
                return {PacketSpace::none, there.may};
            }
            const PacketSet elsewhere = m_space.complement(view.bits->known);
            return both(there,
                        {m_space.intersection(*inside, view.bits->known),
                         m_space.united(*inside, elsewhere)});
        }
        return byCase(view, [&range](const NftValue &value) {
            return value >= range.first && value <= range.last;
        });
    }

    /// Where a part is there and has one of these bits.
    MatchSets anyBit(const View &view, const NftValue &mask)
    {
        if (!view.bits) {
            return byCase(view, [&mask](const NftValue &value) {
                return !(value & mask).isZero();
            });
        }
        View masked = view;
        masked.bits->mask = masked.bits->mask & mask;
        return minus(present(view), within(masked, {NftValue{}, NftValue{}, true}));
    }

    MatchSets both(const MatchSets &a, const MatchSets &b)
    {
        return {m_space.intersection(a.yes, b.yes), m_space.intersection(a.may, b.may)};
    }
    /// In `a`, but not in `b`.
    MatchSets minus(const MatchSets &a, const MatchSets &b)
    {
        return {m_space.difference(a.yes, b.may), m_space.difference(a.may, b.yes)};
    }

    /// Keys of a set: all parts within the ranges of an element.
    MatchSets element(const std::vector<View> &views, const NftElements &elements,
                      std::size_t index)
    {
        MatchSets all;
        for (std::size_t field = 0; field < views.size(); ++field) {
            all = both(all, within(views[field], elements.key(index, field)));
        }
        return all;
    }

    /// Pairwise, so that no union is large before it has to be.
    PacketSet unitedAll(std::vector<PacketSet> sets)
    {
        while (sets.size() > 1) {
            for (std::size_t i = 0; i < sets.size() / 2; ++i) {
                sets[i] = m_space.united(sets[2 * i], sets[2 * i + 1]);
            }
            if (sets.size() % 2 != 0) {
                sets[sets.size() / 2] = sets.back();
            }
            sets.resize((sets.size() + 1) / 2);
        }
        return sets.empty() ? PacketSpace::none : sets.front();
    }

    const NftElements *elementsOf(const NftSetRef &set, std::size_t fields) const
    {
        const NftElements *elements = set.written.get();
        if (set.named) {
            const auto &sets = m_place.table.sets;
            elements = *set.named < sets.size() ? sets[*set.named].members.get() : nullptr;
        }
        return elements != nullptr && elements->fields() == fields ? elements : nullptr;
    }
    bool mayChange(const NftSetRef &set) const
    {
        return set.named && m_place.table.sets[*set.named].changes;
    }

private:
    template<typename Holds> MatchSets byCase(const View &view, Holds holds)
    {
        MatchSets sets{PacketSpace::none, PacketSpace::none};
        for (const View::Case &one : view.cases) {
            if (one.absent == Answer::Yes || (one.value && !holds(*one.value))) {
                continue;
            }
            sets.may = m_space.united(sets.may, one.packets);
            if (one.absent == Answer::No && one.value) {
                sets.yes = m_space.united(sets.yes, one.packets);
            }
        }
        return sets;
    }

    /// What the engine of one packet reads for packets that are alike in this.
    View::Case read(const NftSelector &selector, PacketSet packets, const Packet &packet)
    {
        Flow flow;
        flow.packet = packet;
        flow.markKnown = false;
        if (!m_place.place.destinationTranslated) {
            flow.connection.destinationTranslated = false;
        } else {
            flow.connection.destinationTranslated = true;
        }
        const NativeContext context{flow,          m_place.place.world, flow.packet,
                                    m_place.table, m_place.base,        m_place.place.hook};
        const NativeResult result = readSelector(selector, context);
        View::Case one{packets, result.absent, std::nullopt};
        if (result.parts.size() == 1 && result.parts.front().isKnown()) {
            one.value = result.parts.front().value;
        }
        return one;
    }

    View view(const NftSelector &selector)
    {
        View result;
        Packet packet = packetOfNoKind(m_place, m_space);
        PacketSet asked = PacketSpace::all;
        if (selector.needs == NftNeeds::Protocol) {
            packet.protocol = selector.protocol;
            asked = m_space.equal(Field::Protocol, selector.protocol);
            const PacketSet others = m_space.complement(asked);
            result.cases.push_back({others, Answer::Yes, std::nullopt});
        }
        for (const auto &[packets, one] : casesOf(selector, packet)) {
            const PacketSet part = m_space.intersection(packets, asked);
            if (part != PacketSpace::none) {
                result.cases.push_back(read(selector, part, one));
            }
        }
        result.bits = bitsOf(selector, m_space);
        return result;
    }

    View view(const NftBinary &binary)
    {
        std::vector<View> left = views(binary.sides[0]);
        const auto *right = std::get_if<NftConstant>(&binary.sides[1].is);
        const bool isSimple = left.size() == 1 && right != nullptr && right->parts.size() == 1
            && right->parts[0].known && right->parts[0].first == right->parts[0].last;
        View result = left.empty() ? View() : std::move(left.front());
        if (isSimple && binary.op == NftBinary::Operator::And) {
            const NftValue mask = right->parts[0].first;
            if (result.bits) {
                result.bits->mask = result.bits->mask & mask;
            }
            for (View::Case &one : result.cases) {
                one.value = one.value ? std::optional(*one.value & mask) : std::nullopt;
            }
            return result;
        }
        result.bits.reset();
        for (View::Case &one : result.cases) {
            one.value.reset();
            // Of the other side nothing is known, not even whether it is there.
            if (!isSimple && one.absent == Answer::No) {
                one.absent = Answer::CannotTell;
            }
        }
        return result;
    }

    using Cases = std::vector<std::pair<PacketSet, Packet>>;

    /// Packets that the selector may tell apart, and that a set can tell apart, too.
    Cases casesOf(const NftSelector &selector, const Packet &packet)
    {
        switch (selector.subject) {
        case NftSubject::InDevice:
        case NftSubject::OutDevice:
            return devices(selector.subject == NftSubject::InDevice ? Field::InInterface
                                                                    : Field::OutInterface,
                           packet);
        case NftSubject::CtState:
        case NftSubject::CtDirection:
        case NftSubject::CtStatus:
        case NftSubject::CtL3Proto:
        case NftSubject::CtMark:
            return states(packet);
        case NftSubject::FibType:
            return addresses(selector.fib.source ? Field::Source : Field::Destination, packet);
        default:
            return {{PacketSpace::all, packet}};
        }
    }

    Cases devices(Field field, const Packet &packet)
    {
        Cases cases;
        const DeviceNames &names = m_space.devices();
        for (unsigned i = 0; i < names.count(); ++i) {
            Packet one = packet;
            (field == Field::InInterface ? one.inInterface : one.outInterface) = names.example(i);
            cases.emplace_back(m_space.device(field, names.example(i)), std::move(one));
        }
        return cases;
    }

    /// States, and the loopback device, over which a packet keeps its entry.
    Cases states(const Packet &packet)
    {
        Cases cases;
        const PacketSet loopback = m_space.device(Field::InInterface, "lo");
        for (const FlowState state : {FlowState::New, FlowState::Established, FlowState::Related,
                                      FlowState::Invalid, FlowState::Untracked}) {
            Packet one = packet;
            one.state = state;
            const PacketSet packets = m_space.state(state);
            if (m_place.place.way == Way::Output) {
                cases.emplace_back(packets, std::move(one));
                continue;
            }
            one.inInterface = "lo";
            cases.emplace_back(m_space.intersection(packets, loopback), one);
            const DeviceNames &names = m_space.devices();
            one.inInterface = names.example(static_cast<unsigned>(names.count()) - 1);
            cases.emplace_back(m_space.difference(packets, loopback), std::move(one));
        }
        return cases;
    }

    Cases addresses(Field field, const Packet &packet)
    {
        Cases cases;
        for (const AddressRegion &region : addressRegions(field, m_place.place.world, m_space)) {
            Packet one = packet;
            (field == Field::Source ? one.source : one.destination) = region.example;
            cases.emplace_back(region.set, std::move(one));
        }
        return cases;
    }

    /// Packets with a number within the range; nothing when sets cannot say it.
    std::optional<PacketSet> rangeSet(const FieldBits &bits, const NftRange &range)
    {
        if (bits.isIcmpCode) {
            return icmpCodes(bits, range);
        }
        const NftValue highest = NftValue::ones(bits.width);
        if (range.first > highest || range.first > range.last) {
            return PacketSpace::none;
        }
        const NftValue last = std::min(range.last, highest);
        const bool isAddress = bits.field == Field::Source || bits.field == Field::Destination;
        if (bits.mask != highest) {
            if (range.first != last) {
                return std::nullopt;
            }
            if (!(range.first & ~bits.mask).isZero()) {
                return PacketSpace::none;
            }
            if (isAddress) {
                const IpAddress mask = bits.mask.address(m_space.family());
                IpNetwork network;
                network.address = range.first.address(m_space.family());
                network.mask = mask.bytes;
                return m_space.network(bits.field, network);
            }
            return m_space.masked(bits.field,
                                  static_cast<std::uint32_t>(range.first.low << bits.shift),
                                  static_cast<std::uint32_t>(bits.mask.low << bits.shift));
        }
        if (isAddress) {
            return m_space.addressRange(bits.field, range.first.address(m_space.family()),
                                        last.address(m_space.family()));
        }
        const std::uint64_t below = (std::uint64_t(1) << bits.shift) - 1;
        return m_space.range(bits.field, static_cast<std::uint32_t>(range.first.low << bits.shift),
                             static_cast<std::uint32_t>(last.low << bits.shift | below));
    }

    PacketSet icmpCodes(const FieldBits &bits, const NftRange &range)
    {
        const auto holds = [&](std::uint64_t code) {
            const NftValue value = NftValue::of(code) & bits.mask;
            return value >= range.first && value <= range.last;
        };
        PacketSet codes = PacketSpace::none;
        for (std::uint32_t code = 0; code < 256; ++code) {
            if (holds(code)) {
                codes = m_space.united(codes, m_space.masked(Field::Port, code, 0xffU));
            }
        }
        PacketSet echo = PacketSpace::none;
        const auto addEcho = [&](std::uint8_t protocol, std::span<const std::uint8_t> types) {
            for (const std::uint8_t type : types) {
                echo = m_space.united(
                    echo,
                    m_space.intersection(
                        m_space.equal(Field::Protocol, protocol),
                        m_space.masked(Field::Port, std::uint32_t(type) << 8U, 0xff00U)));
            }
        };
        addEcho(ProtocolIcmp, echoTypes);
        addEcho(ProtocolIcmpv6, echoTypes6);
        return holds(0) ? m_space.united(codes, echo) : m_space.difference(codes, echo);
    }

    const NativeSetPlace &m_place;
    PacketSpace &m_space;
};

MatchSets membership(Viewer &viewer, const std::vector<View> &views, const NftSetRef &set)
{
    const MatchSets there = viewer.present(views);
    const NftElements *elements = viewer.elementsOf(set, views.size());
    if (elements == nullptr || viewer.mayChange(set)) {
        return {PacketSpace::none, there.may};
    }
    if (elements->hasOtherwise()) {
        return there;
    }
    std::vector<PacketSet> yes;
    std::vector<PacketSet> may;
    yes.reserve(elements->size());
    may.reserve(elements->size());
    for (std::size_t i = 0; i < elements->size(); ++i) {
        const MatchSets one = viewer.element(views, *elements, i);
        yes.push_back(one.yes);
        may.push_back(one.may);
    }
    return {viewer.unitedAll(std::move(yes)), viewer.unitedAll(std::move(may))};
}

/// A comparison with a constant.
MatchSets compared(Viewer &viewer, const std::vector<View> &views, const NftMatch &match,
                   const std::vector<NftRange> &ranges)
{
    using Operator = NftMatch::Operator;
    const MatchSets there = viewer.present(views);
    const NftRange &range = ranges.front();
    switch (match.op) {
    case Operator::Equal:
    case Operator::NotEqual: {
        MatchSets equal;
        for (std::size_t i = 0; i < views.size(); ++i) {
            equal = viewer.both(equal, viewer.within(views[i], ranges[i]));
        }
        return match.op == Operator::Equal ? equal : viewer.minus(there, equal);
    }
    case Operator::LessOrEqual:
    case Operator::Greater: {
        const MatchSets upTo = viewer.within(views.front(), {NftValue{}, range.last, range.known});
        return match.op == Operator::LessOrEqual ? upTo : viewer.minus(there, upTo);
    }
    case Operator::Less:
    case Operator::GreaterOrEqual: {
        const MatchSets from =
            viewer.within(views.front(), {range.first, NftValue::ones(128), range.known});
        return match.op == Operator::GreaterOrEqual ? from : viewer.minus(there, from);
    }
    case Operator::AnyBit:
    case Operator::NoBit: {
        const MatchSets some = range.known ? viewer.anyBit(views.front(), range.first)
                                           : MatchSets{PacketSpace::none, there.may};
        return match.op == Operator::AnyBit ? some : viewer.minus(there, some);
    }
    }
    return {PacketSpace::none, there.may};
}

} // namespace

bool isAskedBySets(const NftSelector &selector, PacketSpace &space)
{
    return bitsOf(selector, space).has_value();
}

Packet packetOfNoKind(const NativeSetPlace &place, const PacketSpace &space)
{
    Packet packet;
    packet.family = space.family();
    packet.way = place.place.way;
    packet.protocol = ProtocolAny;
    packet.state.reset();
    return packet;
}

MatchSets nativeSets(const NftMatch &match, const NativeSetPlace &place, PacketSpace &space)
{
    Viewer viewer(place, space);
    const std::vector<View> views = viewer.views(match.left);
    if (const auto *set = std::get_if<NftSetRef>(&match.right.is)) {
        const MatchSets inside = membership(viewer, views, *set);
        const bool isInverted =
            match.op == NftMatch::Operator::NotEqual || match.op == NftMatch::Operator::NoBit;
        return isInverted ? viewer.minus(viewer.present(views), inside) : inside;
    }
    const auto *constant = std::get_if<NftConstant>(&match.right.is);
    if (constant == nullptr || constant->parts.size() != views.size() || views.empty()) {
        return {PacketSpace::none, viewer.present(views).may};
    }
    return compared(viewer, views, match, constant->parts);
}

VerdictMapSets nativeSets(const NftVerdictMap &map, const NativeSetPlace &place, PacketSpace &space)
{
    Viewer viewer(place, space);
    const std::vector<View> views = viewer.views(map.key);
    const MatchSets there = viewer.present(views);
    VerdictMapSets result;
    const NftElements *elements = viewer.elementsOf(map.set, views.size());
    if (elements == nullptr || viewer.mayChange(map.set)) {
        result.decisions.push_back({nullptr, {PacketSpace::none, there.may}});
        return result;
    }
    const auto add = [&](const NftData *data, const MatchSets &sets) {
        const auto *decision = data != nullptr ? std::get_if<NftDecision>(data) : nullptr;
        for (DecisionSets &known : result.decisions) {
            const bool isSame = decision == nullptr || known.decision == nullptr
                ? decision == known.decision
                : *decision == *known.decision;
            if (isSame) {
                known.sets.yes = space.united(known.sets.yes, sets.yes);
                known.sets.may = space.united(known.sets.may, sets.may);
                return;
            }
        }
        result.decisions.push_back({decision, sets});
    };
    MatchSets taken{PacketSpace::none, PacketSpace::none};
    for (std::size_t i = 0; i < elements->size(); ++i) {
        const MatchSets one = viewer.element(views, *elements, i);
        add(elements->data(i), one);
        taken.yes = space.united(taken.yes, one.yes);
        taken.may = space.united(taken.may, one.may);
    }
    result.found = taken.yes;
    if (elements->hasOtherwise()) {
        add(elements->otherwise(), viewer.minus(there, taken));
        result.found = there.yes;
    }
    return result;
}

MatchSets nativeSets(const NftReject &reject, PacketSpace &space)
{
    if (reject.kind == NftReject::Kind::TcpReset) {
        const PacketSet tcp = space.equal(Field::Protocol, ProtocolTcp);
        return {tcp, tcp};
    }
    Packet packet;
    packet.family = space.family();
    const bool applies = rejectApplies(reject, packet).answer == Answer::Yes;
    return applies ? MatchSets{} : MatchSets{PacketSpace::none, PacketSpace::none};
}

} // namespace Portlight::Core
