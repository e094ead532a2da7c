// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/conntrack/entrymessage.h"

#include "helper/netfilter/attributes.h"

#include <algorithm>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>

namespace Portlight::Helper
{

namespace
{

bool readAddress(const nlattr *attribute, Core::Family family, Core::IpAddress &address)
{
    address.family = family;
    if (attribute == nullptr || mnl_attr_get_payload_len(attribute) != address.size()) {
        return false;
    }
    std::copy_n(static_cast<const std::uint8_t *>(mnl_attr_get_payload(attribute)), address.size(),
                address.bytes.begin());
    return true;
}

struct TupleReading {
    Core::EntryTuple tuple;
    std::optional<std::uint16_t> zone;
};

std::optional<TupleReading> readTuple(const nlattr *nested)
{
    const Attributes<CTA_TUPLE_MAX + 1> parts(nested);
    const Attributes<CTA_IP_MAX + 1> addresses(parts.get(CTA_TUPLE_IP));
    const Attributes<CTA_PROTO_MAX + 1> protocol(parts.get(CTA_TUPLE_PROTO));
    const auto number = protocol.byte(CTA_PROTO_NUM);
    TupleReading result;
    Core::EntryTuple &tuple = result.tuple;
    const bool isIpv4 = readAddress(addresses.get(CTA_IP_V4_SRC), Core::Family::Ipv4, tuple.source)
        && readAddress(addresses.get(CTA_IP_V4_DST), Core::Family::Ipv4, tuple.destination);
    const bool isIpv6 = !isIpv4
        && readAddress(addresses.get(CTA_IP_V6_SRC), Core::Family::Ipv6, tuple.source)
        && readAddress(addresses.get(CTA_IP_V6_DST), Core::Family::Ipv6, tuple.destination);
    if (!number || (!isIpv4 && !isIpv6)) {
        return std::nullopt;
    }
    tuple.protocol = *number;
    const bool icmpv6 = protocol.get(CTA_PROTO_ICMPV6_TYPE) != nullptr;
    tuple.icmpType =
        protocol.byte(icmpv6 ? CTA_PROTO_ICMPV6_TYPE : CTA_PROTO_ICMP_TYPE).value_or(0);
    tuple.icmpCode =
        protocol.byte(icmpv6 ? CTA_PROTO_ICMPV6_CODE : CTA_PROTO_ICMP_CODE).value_or(0);
    tuple.icmpId = protocol.halfWord(icmpv6 ? CTA_PROTO_ICMPV6_ID : CTA_PROTO_ICMP_ID).value_or(0);
    tuple.sourcePort = protocol.halfWord(CTA_PROTO_SRC_PORT).value_or(0);
    tuple.destinationPort = protocol.halfWord(CTA_PROTO_DST_PORT).value_or(0);
    result.zone = parts.halfWord(CTA_TUPLE_ZONE);
    return result;
}

std::optional<std::uint8_t> readState(const nlattr *nested)
{
    const Attributes<CTA_PROTOINFO_MAX + 1> info(nested);
    if (const nlattr *tcp = info.get(CTA_PROTOINFO_TCP)) {
        return Attributes<CTA_PROTOINFO_TCP_MAX + 1>(tcp).byte(CTA_PROTOINFO_TCP_STATE);
    }
    if (const nlattr *sctp = info.get(CTA_PROTOINFO_SCTP)) {
        return Attributes<CTA_PROTOINFO_SCTP_MAX + 1>(sctp).byte(CTA_PROTOINFO_SCTP_STATE);
    }
    if (const nlattr *dccp = info.get(CTA_PROTOINFO_DCCP)) {
        return Attributes<CTA_PROTOINFO_DCCP_MAX + 1>(dccp).byte(CTA_PROTOINFO_DCCP_STATE);
    }
    return std::nullopt;
}

std::optional<Core::FlowAmount> readCounters(const nlattr *nested)
{
    if (nested == nullptr) {
        return std::nullopt;
    }
    const Attributes<CTA_COUNTERS_MAX + 1> counters(nested);
    return Core::FlowAmount{counters.longWord(CTA_COUNTERS_PACKETS).value_or(0),
                            counters.longWord(CTA_COUNTERS_BYTES).value_or(0)};
}

} // namespace

std::optional<Core::ConntrackEntry> parseEntryMessage(const nlmsghdr *message)
{
    const Attributes<CTA_MAX + 1> all(message, sizeof(nfgenmsg));
    const auto original = readTuple(all.get(CTA_TUPLE_ORIG));
    const auto reply = readTuple(all.get(CTA_TUPLE_REPLY));
    if (!original || !reply) {
        return std::nullopt;
    }
    Core::ConntrackEntry entry;
    entry.original = original->tuple;
    entry.reply = reply->tuple;
    if (const auto zone = all.halfWord(CTA_ZONE)) {
        entry.zone = *zone;
    } else if (original->zone) {
        entry.zone = *original->zone;
        entry.zoneSide = Core::ZoneSide::Original;
    } else if (reply->zone) {
        entry.zone = *reply->zone;
        entry.zoneSide = Core::ZoneSide::Reply;
    }
    entry.id = all.word(CTA_ID).value_or(0);
    entry.status = all.word(CTA_STATUS).value_or(0);
    entry.secondsLeft = all.word(CTA_TIMEOUT).value_or(0);
    entry.mark = all.word(CTA_MARK).value_or(0);
    entry.state = readState(all.get(CTA_PROTOINFO));
    entry.sent = readCounters(all.get(CTA_COUNTERS_ORIG));
    entry.answered = readCounters(all.get(CTA_COUNTERS_REPLY));
    if (const nlattr *help = all.get(CTA_HELP)) {
        entry.helper = Attributes<CTA_HELP_MAX + 1>(help).text(CTA_HELP_NAME);
    }
    if (const nlattr *times = all.get(CTA_TIMESTAMP)) {
        entry.began = Attributes<CTA_TIMESTAMP_MAX + 1>(times).longWord(CTA_TIMESTAMP_START);
    }
    return entry;
}

} // namespace Portlight::Helper
