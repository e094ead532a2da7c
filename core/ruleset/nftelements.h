// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/nftvalue.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace Portlight::Core
{

/// How a value is written and how wide it is: nft's data types, as far as they are understood.
enum class NftType : std::uint8_t {
    Unknown,
    Integer,
    Ipv4,
    Ipv6,
    Ethernet,
    Service,
    Protocol,
    EtherType,
    NfProto,
    Device, ///< names; a trailing '*' stands for any ending
    DeviceIndex, ///< printed as a name
    Mark,
    User,
    Group,
    CtState,
    CtDirection,
    CtStatus,
    TcpFlags,
    IcmpType,
    IcmpCode,
    Icmpv6Type,
    Icmpv6Code,
    FibType,
    PacketType,
    Dscp,
    Day,
    Hour,
    Boolean,
};

/// A verdict in a rule or in a verdict map.
struct NftDecision {
    enum class Kind : std::uint8_t { Accept, Drop, Continue, Return, Jump, Goto };
    Kind kind = Kind::Continue;
    std::string chain; ///< Jump and Goto
    bool operator==(const NftDecision &) const = default;
};

/// What a map gives: values (one a part of a concatenation), or a verdict.
using NftData = std::variant<std::vector<NftRange>, NftDecision>;

/// The elements of a set or map, ordered by their first key so that a look-up does not go through
/// all of them.
class NftElements
{
public:
    explicit NftElements(std::size_t fields = 1);

    /// `key` has as many parts as the set has fields.
    void add(const std::vector<NftRange> &key, std::optional<NftData> data = std::nullopt);
    void setOtherwise(std::optional<NftData> data); ///< the element "*"
    /// To be called after the last add, before the first look-up.
    void sort();

    std::size_t fields() const
    {
        return m_fields;
    }
    std::size_t size() const
    {
        return m_order.size();
    }
    const NftRange &key(std::size_t element, std::size_t field) const
    {
        return m_keys[m_order[element] * m_fields + field];
    }
    const NftData *data(std::size_t element) const
    {
        return m_order[element] < m_data.size() ? &m_data[m_order[element]] : nullptr;
    }
    bool isMap() const
    {
        return !m_data.empty() || m_otherwise.has_value();
    }
    bool hasOtherwise() const
    {
        return m_hasOtherwise;
    }
    const NftData *otherwise() const
    {
        return m_otherwise ? &*m_otherwise : nullptr;
    }
    /// Elements whose first key may hold a value between the two: `visit(element)` until it says
    /// false.
    template<typename Visit>
    void between(const NftValue &first, const NftValue &last, Visit visit) const
    {
        for (std::size_t i = begins(last); i > 0 && m_reach[i - 1] >= first; --i) {
            if (key(i - 1, 0).last >= first && !visit(i - 1)) {
                return;
            }
        }
    }

private:
    std::size_t begins(const NftValue &value) const; ///< elements that begin at or below it

    std::size_t m_fields;
    std::vector<NftRange> m_keys;
    std::vector<NftData> m_data;
    std::vector<std::uint32_t> m_order;
    std::vector<NftValue> m_reach; ///< the highest end among the elements up to here
    std::optional<NftData> m_otherwise;
    bool m_hasOtherwise = false;
};

} // namespace Portlight::Core
