// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/kerneldecode.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

using Base = Expression::Payload::Base;
using Key = Expression::Meta::Key;
using Operator = Expression::Compare::Operator;

/// What a register holds: a piece of the packet or of its circumstances, and what was done to it.
struct Loaded {
    std::uint32_t reg = 0;
    std::uint32_t length = 0;
    std::variant<Expression::Payload, Expression::Meta> from;
    std::optional<RegisterData> mask;
    bool used = false;
};

bool allZero(const RegisterData &data)
{
    return std::all_of(data.bytes.begin(), data.bytes.begin() + data.size, [](std::uint8_t byte) {
        return byte == 0;
    });
}

std::uint32_t words(std::uint32_t bytes)
{
    return (bytes + 3) / 4;
}

std::uint16_t port(const RegisterData &data, std::size_t at)
{
    return static_cast<std::uint16_t>(data.bytes.at(at) << 8U | data.bytes.at(at + 1));
}

/// Ports that pass a comparison, if they are one range.
std::optional<PortRange> rangeOf(Operator op, std::uint16_t value)
{
    constexpr std::uint16_t last = 65535;
    switch (op) {
    case Operator::Equal:
    case Operator::NotEqual:
        return PortRange{value, value};
    case Operator::LessOrEqual:
        return PortRange{0, value};
    case Operator::GreaterOrEqual:
        return PortRange{value, last};
    case Operator::Less:
        return value == 0 ? std::nullopt
                          : std::optional(PortRange{0, static_cast<std::uint16_t>(value - 1)});
    case Operator::Greater:
        return value == last
            ? std::nullopt
            : std::optional(PortRange{static_cast<std::uint16_t>(value + 1), last});
    }
    return std::nullopt;
}

class Decoder
{
public:
    explicit Decoder(Family family)
        : m_family(family)
    {
    }

    std::optional<DecodedRule> decode(const KernelRule &rule)
    {
        for (const Expression::Any &expression : rule.expressions) {
            const bool good = std::visit(
                [this](const auto &one) {
                    return read(one);
                },
                expression);
            if (!good) {
                return std::nullopt;
            }
        }
        if (m_data || !std::all_of(m_loaded.begin(), m_loaded.end(), mayGo)) {
            return std::nullopt;
        }
        if (rule.comment) {
            m_rule.comment = *rule.comment;
        }
        return std::move(m_rule);
    }

private:
    /// Matches come before the counter, and nothing comes after the end of a rule.
    bool isOpen() const
    {
        return !m_rule.counters && m_rule.end == DecodedRule::End::None;
    }

    /// "-i +" loads the name of the device and compares it with nothing.
    static bool mayGo(const Loaded &loaded)
    {
        const auto *meta = std::get_if<Expression::Meta>(&loaded.from);
        return loaded.used
            || (meta != nullptr && (meta->key == Key::InName || meta->key == Key::OutName));
    }

    bool load(std::uint32_t reg, std::uint32_t length,
              std::variant<Expression::Payload, Expression::Meta> from)
    {
        const auto overlaps = [reg, length](const Loaded &old) {
            return old.reg < reg + words(length) && reg < old.reg + words(old.length);
        };
        for (const Loaded &old : m_loaded) {
            if (overlaps(old) && !mayGo(old)) {
                return false;
            }
        }
        m_loaded.erase(std::remove_if(m_loaded.begin(), m_loaded.end(), overlaps), m_loaded.end());
        m_loaded.push_back({reg, length, from, std::nullopt, false});
        return isOpen();
    }

    Loaded *at(std::uint32_t reg)
    {
        const auto found = std::find_if(m_loaded.begin(), m_loaded.end(), [reg](const Loaded &one) {
            return one.reg == reg;
        });
        return found == m_loaded.end() ? nullptr : &*found;
    }

    bool read(const Expression::Payload &payload)
    {
        return payload.length > 0 && payload.length <= 16
            && load(payload.to, payload.length, payload);
    }
    bool read(const Expression::Meta &meta)
    {
        constexpr std::uint32_t nameLength = 16;
        constexpr std::uint32_t markLength = 4;
        const std::uint32_t length = meta.key == Key::Mark ? markLength
            : meta.key == Key::Protocol                    ? 1
                                                           : nameLength;
        return meta.key != Key::Other && load(meta.to, length, meta);
    }
    bool read(const Expression::Bitwise &bitwise)
    {
        Loaded *loaded = at(bitwise.from);
        if (loaded == nullptr || loaded->mask || loaded->used || bitwise.from != bitwise.to
            || !allZero(bitwise.flip) || bitwise.mask.size != loaded->length) {
            return false;
        }
        loaded->mask = bitwise.mask;
        return isOpen();
    }
    bool read(const Expression::Compare &compare)
    {
        Loaded *loaded = at(compare.from);
        if (loaded == nullptr || compare.data.size == 0 || !isOpen()) {
            return false;
        }
        const bool good = std::visit(
            [&](const auto &from) {
                return condition(from, *loaded, compare);
            },
            loaded->from);
        loaded->used = true;
        return good;
    }
    bool read(const Expression::Range &range)
    {
        Loaded *loaded = at(range.from);
        const auto *payload =
            loaded == nullptr ? nullptr : std::get_if<Expression::Payload>(&loaded->from);
        if (payload == nullptr || payload->base != Base::Transport || payload->length != 2
            || loaded->mask || loaded->used || range.low.size != 2 || range.high.size != 2
            || !isOpen()) {
            return false;
        }
        loaded->used = true;
        return ports(payload->offset, {port(range.low, 0), port(range.high, 0)}, range.inverted);
    }
    bool read(const Expression::Data &data)
    {
        constexpr std::uint8_t on = 1;
        m_data = data.to;
        return data.data.size >= 1 && data.data.bytes[0] == on
            && std::all_of(data.data.bytes.begin() + 1, data.data.bytes.end(),
                           [](std::uint8_t byte) {
                               return byte == 0;
                           });
    }
    bool read(const Expression::SetTrace &trace)
    {
        const bool good = m_data == trace.from && m_rule.end == DecodedRule::End::None;
        m_data.reset();
        m_rule.end = DecodedRule::End::Trace;
        return good;
    }
    bool read(const Expression::Counter &counter)
    {
        const bool good = isOpen();
        m_rule.counters = counter.counters;
        return good;
    }
    bool read(const Expression::Verdict &verdict)
    {
        const bool good = m_rule.end == DecodedRule::End::None
            && verdict.code != Expression::Verdict::Code::Other;
        m_rule.end = DecodedRule::End::Verdict;
        m_rule.verdict = &verdict;
        return good;
    }
    bool read(const Expression::Module &module)
    {
        if (!module.isTarget) {
            m_rule.modules.push_back({&module, m_rule.matches.size()});
            return isOpen();
        }
        const bool good = m_rule.end == DecodedRule::End::None;
        m_rule.end = DecodedRule::End::Module;
        m_rule.target = &module;
        return good;
    }
    bool read(const Expression::Limit &limit)
    {
        m_rule.limits.push_back({limit, m_rule.matches.size(), m_rule.modules.size()});
        return isOpen() && limit.rate > 0 && limit.seconds > 0;
    }
    bool read(const Expression::GroupLog &log)
    {
        const bool good = m_rule.end == DecodedRule::End::None;
        m_rule.end = DecodedRule::End::GroupLog;
        m_rule.log = &log;
        return good;
    }
    bool read(const Expression::Unknown &)
    {
        return false;
    }

    bool condition(const Expression::Meta &meta, const Loaded &loaded,
                   const Expression::Compare &compare)
    {
        const bool inverted = compare.op == Operator::NotEqual;
        if (loaded.used || (!inverted && compare.op != Operator::Equal)) {
            return false;
        }
        switch (meta.key) {
        case Key::Protocol:
            return !loaded.mask && protocol(compare.data, inverted);
        case Key::InName:
        case Key::OutName:
            return !loaded.mask
                && interface(meta.key == Key::InName ? Side::Source : Side::Destination,
                             compare.data, inverted);
        case Key::Mark:
            return mark(loaded, compare.data, inverted);
        case Key::Other:
            break;
        }
        return false;
    }

    bool protocol(const RegisterData &data, bool inverted)
    {
        if (data.size != 1 || has<ProtocolMatch>()) {
            return false;
        }
        m_protocol = inverted ? std::uint8_t{0} : data.bytes[0];
        m_rule.matches.emplace_back(ProtocolMatch{data.bytes[0], inverted});
        return true;
    }

    bool interface(Side side, const RegisterData &data, bool inverted)
    {
        const auto *end = data.bytes.begin() + data.size;
        const auto *zero = std::find(data.bytes.begin(), end, std::uint8_t{0});
        std::string pattern(data.bytes.begin(), zero);
        if (zero == end) {
            pattern += '+'; // without its end it is a beginning
        } else if (pattern.ends_with('+') || std::any_of(zero, end, [](std::uint8_t byte) {
                       return byte != 0;
                   })) {
            return false; // a device of that very name cannot be told in iptables' words
        }
        // How iptables-nft says "! -i +": a name that no device can have.
        if (pattern == "INVAL/D" && !inverted) {
            pattern = "+";
            inverted = true;
        }
        const bool repeated =
            std::any_of(m_rule.matches.begin(), m_rule.matches.end(), [side](const Match &match) {
                const auto *other = std::get_if<InterfaceMatch>(&match);
                return other != nullptr && other->side == side;
            });
        m_rule.matches.emplace_back(InterfaceMatch{side, std::move(pattern), inverted});
        return !repeated;
    }

    bool mark(const Loaded &loaded, const RegisterData &data, bool inverted)
    {
        // Marks stand in the byte order of the machine.
        const auto word = [](const RegisterData &bytes) {
            std::uint32_t value = 0;
            std::copy_n(bytes.bytes.begin(), sizeof value,
                        reinterpret_cast<std::uint8_t *>(&value));
            return value;
        };
        if (data.size != sizeof(std::uint32_t)) {
            return false;
        }
        m_rule.matches.emplace_back(
            MarkMatch{word(data), loaded.mask ? word(*loaded.mask) : 0xffffffffU, inverted});
        return true;
    }

    bool condition(const Expression::Payload &payload, const Loaded &loaded,
                   const Expression::Compare &compare)
    {
        if (payload.base == Base::Transport) {
            return transport(payload, loaded, compare);
        }
        const bool inverted = compare.op == Operator::NotEqual;
        if (payload.base != Base::Network || loaded.used || compare.data.size != payload.length
            || (!inverted && compare.op != Operator::Equal)) {
            return false;
        }
        constexpr std::uint32_t fragmentOffset = 6;
        constexpr std::uint32_t protocolOffset = 9;
        if (m_family == Family::Ipv4 && payload.offset == protocolOffset && payload.length == 1) {
            return !loaded.mask && protocol(compare.data, inverted);
        }
        if (m_family == Family::Ipv4 && payload.offset == fragmentOffset && payload.length == 2) {
            const bool isFragment =
                loaded.mask && port(*loaded.mask, 0) == 0x1fff && allZero(compare.data);
            const bool repeated = has<FragmentMatch>();
            m_rule.matches.emplace_back(FragmentMatch{!inverted});
            return isFragment && !repeated;
        }
        return address(payload, loaded, compare.data, inverted);
    }

    bool address(const Expression::Payload &payload, const Loaded &loaded, const RegisterData &data,
                 bool inverted)
    {
        const bool ipv4 = m_family == Family::Ipv4;
        const std::uint32_t sourceAt = ipv4 ? 12 : 8;
        const std::uint32_t size = ipv4 ? 4 : 16;
        const bool isSource = payload.offset == sourceAt;
        if ((!isSource && payload.offset != sourceAt + size) || payload.length > size) {
            return false;
        }
        AddressMatch match;
        match.side = isSource ? Side::Source : Side::Destination;
        match.inverted = inverted;
        match.network.address.family = m_family;
        for (std::size_t i = 0; i < payload.length; ++i) {
            match.network.address.bytes.at(i) = data.bytes.at(i);
            match.network.mask.at(i) = loaded.mask ? loaded.mask->bytes.at(i) : std::uint8_t{255};
        }
        const bool repeated =
            std::any_of(m_rule.matches.begin(), m_rule.matches.end(), [&](const Match &one) {
                const auto *other = std::get_if<AddressMatch>(&one);
                return other != nullptr && other->side == match.side;
            });
        m_rule.matches.emplace_back(match);
        return !repeated;
    }

    /// iptables-nft has words for the ports of TCP and UDP, and for the flags of TCP.
    TransportMatch *transport()
    {
        if (m_protocol != ProtocolTcp && m_protocol != ProtocolUdp) {
            return nullptr;
        }
        if (!m_transport) {
            m_transport = m_rule.matches.size();
            m_rule.matches.emplace_back(
                TransportMatch{m_protocol, {}, false, {}, false, {}, 0, false, {}, false});
        }
        return std::get_if<TransportMatch>(&m_rule.matches[*m_transport]);
    }

    bool ports(std::uint32_t offset, PortRange range, bool inverted)
    {
        TransportMatch *match = transport();
        if (match == nullptr || (offset != 0 && offset != 2) || range.first > range.last) {
            return false;
        }
        auto &side = offset == 0 ? match->sourcePorts : match->destinationPorts;
        bool &sideInverted = offset == 0 ? match->sourceInverted : match->destinationInverted;
        // Two comparisons in a row, "at least" and "at most", are one range.
        if (side && !sideInverted && !inverted && side->last == 65535 && range.first == 0
            && side->first <= range.last) {
            side->last = range.last;
            return true;
        }
        const bool repeated = side.has_value();
        side = range;
        sideInverted = inverted;
        return !repeated;
    }

    bool transport(const Expression::Payload &payload, const Loaded &loaded,
                   const Expression::Compare &compare)
    {
        const bool inverted = compare.op == Operator::NotEqual;
        const bool equality = inverted || compare.op == Operator::Equal;
        if (compare.data.size != payload.length) {
            return false;
        }
        constexpr std::uint32_t flagsOffset = 13;
        if (payload.offset == flagsOffset && payload.length == 1) {
            TransportMatch *match = transport();
            if (match == nullptr || match->protocol != ProtocolTcp || match->flagsMask || !equality
                || loaded.used) {
                return false;
            }
            match->flagsMask = loaded.mask ? loaded.mask->bytes[0] : std::uint8_t{255};
            match->flagsCompare = compare.data.bytes[0];
            match->flagsInverted = inverted;
            return true;
        }
        if (loaded.mask) {
            return false;
        }
        if (payload.offset == 0 && payload.length == 4) {
            // Both ports at once. "Not this pair" has no words in iptables.
            const std::uint16_t source = port(compare.data, 0);
            const std::uint16_t destination = port(compare.data, 2);
            return compare.op == Operator::Equal && !loaded.used
                && ports(0, {source, source}, false) && ports(2, {destination, destination}, false);
        }
        const auto range = rangeOf(compare.op, port(compare.data, 0));
        return payload.length == 2 && range && ports(payload.offset, *range, inverted);
    }

    template<typename Kind> bool has() const
    {
        return std::any_of(m_rule.matches.begin(), m_rule.matches.end(), [](const Match &match) {
            return std::holds_alternative<Kind>(match);
        });
    }

    Family m_family;
    DecodedRule m_rule;
    std::vector<Loaded> m_loaded;
    std::optional<std::uint32_t> m_data; ///< register with the number 1
    std::uint8_t m_protocol = 0;
    std::optional<std::size_t> m_transport; ///< its place in the matches
};

} // namespace

std::optional<DecodedRule> decodeRule(const KernelRule &rule, Family family)
{
    return Decoder(family).decode(rule);
}

} // namespace Portlight::Core
