// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/entryrecord.h"

#include <algorithm>
#include <limits>

namespace Portlight::Core
{

namespace
{

enum Flag : std::uint8_t {
    IsIpv6 = 0x01,
    HasReply = 0x02, ///< otherwise the inverse of the original
    HasState = 0x04,
    HasZone = 0x08,
    HasMark = 0x10,
    HasCounters = 0x20,
    HasHelper = 0x40,
    HasBeginning = 0x80,
};

constexpr std::size_t longestHelperName = 32; // NF_CT_HELPER_NAME_LEN is 16

class Writer
{
public:
    explicit Writer(std::string &to)
        : m_to(to)
    {
    }
    void byte(std::uint8_t value)
    {
        m_to.push_back(static_cast<char>(value));
    }
    void number(std::uint64_t value)
    {
        while (value >= 0x80) {
            byte(static_cast<std::uint8_t>(value | 0x80U));
            value >>= 7U;
        }
        byte(static_cast<std::uint8_t>(value));
    }
    void bytes(const std::uint8_t *data, std::size_t size)
    {
        m_to.append(reinterpret_cast<const char *>(data), size);
    }
    void tuple(const EntryTuple &tuple)
    {
        bytes(tuple.source.bytes.data(), tuple.source.size());
        bytes(tuple.destination.bytes.data(), tuple.destination.size());
        if (isIcmp(tuple.protocol)) {
            byte(tuple.icmpType);
            byte(tuple.icmpCode);
            number(tuple.icmpId);
        } else {
            number(tuple.sourcePort);
            number(tuple.destinationPort);
        }
    }

private:
    std::string &m_to;
};

class Reader
{
public:
    explicit Reader(std::string_view from)
        : m_from(from)
    {
    }
    bool isDone() const
    {
        return m_good && m_from.empty();
    }
    std::uint8_t byte()
    {
        if (m_from.empty()) {
            m_good = false;
            return 0;
        }
        const auto value = static_cast<std::uint8_t>(m_from.front());
        m_from.remove_prefix(1);
        return value;
    }
    template<typename Number> Number number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t part = byte();
            const std::uint64_t bits = part & 0x7fU;
            if (shift == 63 && bits > 1) {
                break;
            }
            value |= bits << shift;
            if ((part & 0x80U) == 0) {
                m_good = m_good && value <= std::numeric_limits<Number>::max();
                return static_cast<Number>(value);
            }
        }
        m_good = false;
        return 0;
    }
    std::string text(std::size_t size)
    {
        if (size > m_from.size()) {
            m_good = false;
            return {};
        }
        std::string result(m_from.substr(0, size));
        m_from.remove_prefix(size);
        return result;
    }
    void address(IpAddress &address, Family family)
    {
        address.family = family;
        const std::string bytes = text(address.size());
        std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
    }
    EntryTuple tuple(Family family, std::uint8_t protocol)
    {
        EntryTuple result;
        result.protocol = protocol;
        address(result.source, family);
        address(result.destination, family);
        if (isIcmp(protocol)) {
            result.icmpType = byte();
            result.icmpCode = byte();
            result.icmpId = number<std::uint16_t>();
        } else {
            result.sourcePort = number<std::uint16_t>();
            result.destinationPort = number<std::uint16_t>();
        }
        return result;
    }
    void fail()
    {
        m_good = false;
    }

private:
    std::string_view m_from;
    bool m_good = true;
};

FlowAmount readCounters(Reader &reader)
{
    FlowAmount counters;
    counters.packets = reader.number<std::uint64_t>();
    counters.bytes = reader.number<std::uint64_t>();
    return counters;
}

} // namespace

void appendRecord(std::string &to, const ConntrackEntry &entry)
{
    const std::size_t begin = to.size();
    const EntryTuple plain = inverse(entry.original);
    const bool hasZone = entry.zone != 0 || entry.zoneSide != ZoneSide::Both;
    const bool hasCounters = entry.sent && entry.answered;
    const auto flag = [](bool set, Flag which) {
        return set ? static_cast<unsigned>(which) : 0U;
    };
    Writer writer(to);
    writer.byte(0); // the length, below
    writer.byte(static_cast<std::uint8_t>(
        flag(entry.original.source.family == Family::Ipv6, IsIpv6)
        | flag(entry.reply != plain, HasReply) | flag(entry.state.has_value(), HasState)
        | flag(hasZone, HasZone) | flag(entry.mark != 0, HasMark) | flag(hasCounters, HasCounters)
        | flag(!entry.helper.empty(), HasHelper) | flag(entry.began.has_value(), HasBeginning)));
    writer.byte(entry.original.protocol);
    writer.tuple(entry.original);
    if (entry.reply != plain) {
        writer.tuple(entry.reply);
    }
    writer.number(entry.id);
    writer.number(entry.status);
    writer.number(entry.secondsLeft);
    if (entry.state) {
        writer.byte(*entry.state);
    }
    if (hasZone) {
        writer.byte(static_cast<std::uint8_t>(entry.zoneSide));
        writer.number(entry.zone);
    }
    if (entry.mark != 0) {
        writer.number(entry.mark);
    }
    if (hasCounters) {
        for (const FlowAmount &counters : {*entry.sent, *entry.answered}) {
            writer.number(counters.packets);
            writer.number(counters.bytes);
        }
    }
    if (!entry.helper.empty()) {
        const std::string_view name = std::string_view(entry.helper).substr(0, longestHelperName);
        writer.byte(static_cast<std::uint8_t>(name.size()));
        to.append(name);
    }
    if (entry.began) {
        writer.number(*entry.began);
    }
    to[begin] = static_cast<char>(static_cast<std::uint8_t>(to.size() - begin - 1));
}

Result<ConntrackEntry> parseRecord(std::string_view record)
{
    Reader reader(record);
    const std::size_t length = reader.byte();
    const unsigned flags = reader.byte();
    const Family family = (flags & IsIpv6) != 0 ? Family::Ipv6 : Family::Ipv4;
    const std::uint8_t protocol = reader.byte();
    ConntrackEntry entry;
    entry.original = reader.tuple(family, protocol);
    entry.reply =
        (flags & HasReply) != 0 ? reader.tuple(family, protocol) : inverse(entry.original);
    entry.id = reader.number<std::uint32_t>();
    entry.status = reader.number<std::uint32_t>();
    entry.secondsLeft = reader.number<std::uint32_t>();
    if ((flags & HasState) != 0) {
        entry.state = reader.byte();
    }
    if ((flags & HasZone) != 0) {
        const std::uint8_t side = reader.byte();
        if (side > static_cast<std::uint8_t>(ZoneSide::Reply)) {
            reader.fail();
        }
        entry.zoneSide = static_cast<ZoneSide>(side);
        entry.zone = reader.number<std::uint16_t>();
    }
    if ((flags & HasMark) != 0) {
        entry.mark = reader.number<std::uint32_t>();
    }
    if ((flags & HasCounters) != 0) {
        entry.sent = readCounters(reader);
        entry.answered = readCounters(reader);
    }
    if ((flags & HasHelper) != 0) {
        const std::size_t size = reader.byte();
        entry.helper = reader.text(std::min(size, longestHelperName));
        const bool printable = std::all_of(entry.helper.begin(), entry.helper.end(), [](char c) {
            return c > ' ' && c < 0x7f;
        });
        if (size > longestHelperName || !printable) {
            reader.fail();
        }
    }
    if ((flags & HasBeginning) != 0) {
        entry.began = reader.number<std::uint64_t>();
    }
    if (!reader.isDone() || length + 1 != record.size()) {
        return failure(ErrorCode::ParseFailed, "read an entry of the connection table",
                       "the record is not one");
    }
    return entry;
}

Result<void> EntryReader::read(std::string_view piece, std::vector<ConntrackEntry> &entries)
{
    m_rest.append(piece);
    std::string_view left = m_rest;
    while (!left.empty()) {
        const std::size_t size = static_cast<std::uint8_t>(left.front()) + std::size_t{1};
        if (left.size() < size) {
            break;
        }
        auto entry = parseRecord(left.substr(0, size));
        if (!entry) {
            return tl::unexpected(entry.error());
        }
        entries.push_back(std::move(*entry));
        left.remove_prefix(size);
    }
    m_rest.erase(0, m_rest.size() - left.size());
    return {};
}

bool EntryReader::isAtEnd() const
{
    return m_rest.empty();
}

} // namespace Portlight::Core
