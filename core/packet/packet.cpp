// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packet.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace Portlight::Core
{

namespace
{

struct NamedProtocol {
    std::uint8_t number;
    std::string_view name;
};

/// Sorted by number; the names iptables-save prints on Debian (its /etc/protocols).
constexpr std::array protocols = std::to_array<NamedProtocol>({
    {1, "icmp"},        {2, "igmp"},
    {3, "ggp"},         {4, "ipencap"},
    {5, "st"},          {6, "tcp"},
    {8, "egp"},         {9, "igp"},
    {12, "pup"},        {17, "udp"},
    {20, "hmp"},        {22, "xns-idp"},
    {27, "rdp"},        {29, "iso-tp4"},
    {33, "dccp"},       {36, "xtp"},
    {37, "ddp"},        {38, "idpr-cmtp"},
    {41, "ipv6"},       {43, "ipv6-route"},
    {44, "ipv6-frag"},  {45, "idrp"},
    {46, "rsvp"},       {47, "gre"},
    {50, "esp"},        {51, "ah"},
    {57, "skip"},       {58, "ipv6-icmp"},
    {59, "ipv6-nonxt"}, {60, "ipv6-opts"},
    {73, "rspf"},       {81, "vmtp"},
    {88, "eigrp"},      {89, "ospf"},
    {93, "ax.25"},      {94, "ipip"},
    {97, "etherip"},    {98, "encap"},
    {103, "pim"},       {108, "ipcomp"},
    {112, "vrrp"},      {115, "l2tp"},
    {124, "isis"},      {132, "sctp"},
    {133, "fc"},        {135, "mobility-header"},
    {136, "udplite"},   {137, "mpls-in-ip"},
    {138, "manet"},     {139, "hip"},
    {140, "shim6"},     {141, "wesp"},
    {142, "rohc"},      {143, "ethernet"},
});

constexpr FlowState flowStates[] = {FlowState::New, FlowState::Established, FlowState::Related,
                                    FlowState::Invalid, FlowState::Untracked};

bool equalsIgnoringCase(std::string_view left, std::string_view right)
{
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [lower](char a, char b) {
                          return lower(a) == lower(b);
                      });
}

/// The entry that the request made or belongs to, as its reply meets it. What the request's walk
/// translated is not known here.
Connection connectionOfReply(const Packet &request)
{
    Connection connection = request.connection.value_or(Connection{});
    if (!request.connection) {
        connection.original = {request.source, request.destination, request.sourcePort,
                               request.destinationPort};
        connection.expected = request.state == FlowState::Related;
    }
    connection.isReply = !request.connection ? std::optional(true)
        : connection.isReply                 ? std::optional(!*connection.isReply)
                                             : std::nullopt;
    connection.seenReply = true;
    connection.confirmed = true;
    connection.secondsLeft.reset();
    connection.originalAmount.reset();
    connection.replyAmount.reset();
    return connection;
}

} // namespace

std::string_view toString(Way way)
{
    switch (way) {
    case Way::Input:
        return "input";
    case Way::Output:
        return "output";
    case Way::Forward:
        return "forward";
    }
    return "input";
}

std::optional<Way> parseWay(std::string_view text)
{
    for (const Way way : {Way::Input, Way::Output, Way::Forward}) {
        if (toString(way) == text) {
            return way;
        }
    }
    return std::nullopt;
}

std::string protocolName(std::uint8_t protocol)
{
    const auto found = std::lower_bound(protocols.begin(), protocols.end(), protocol,
                                        [](const NamedProtocol &entry, std::uint8_t number) {
                                            return entry.number < number;
                                        });
    if (found != protocols.end() && found->number == protocol) {
        return std::string(found->name);
    }
    return std::to_string(protocol);
}

std::optional<std::uint8_t> parseProtocol(std::string_view text)
{
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size()) {
        return number <= 255 ? std::optional(static_cast<std::uint8_t>(number)) : std::nullopt;
    }
    if (equalsIgnoringCase(text, "icmpv6")) {
        return ProtocolIcmpv6;
    }
    if (equalsIgnoringCase(text, "all")) {
        return ProtocolAny;
    }
    for (const NamedProtocol &entry : protocols) {
        if (equalsIgnoringCase(text, entry.name)) {
            return entry.number;
        }
    }
    return std::nullopt;
}

std::string_view toString(FlowState state)
{
    switch (state) {
    case FlowState::New:
        return "NEW";
    case FlowState::Established:
        return "ESTABLISHED";
    case FlowState::Related:
        return "RELATED";
    case FlowState::Invalid:
        return "INVALID";
    case FlowState::Untracked:
        return "UNTRACKED";
    }
    return "NEW";
}

std::optional<FlowState> parseFlowState(std::string_view text)
{
    for (const FlowState state : flowStates) {
        if (equalsIgnoringCase(text, toString(state))) {
            return state;
        }
    }
    return std::nullopt;
}

Packet replyTo(const Packet &request)
{
    Packet reply = request;
    std::swap(reply.source, reply.destination);
    std::swap(reply.sourcePort, reply.destinationPort);
    std::swap(reply.inInterface, reply.outInterface);
    switch (request.way) {
    case Way::Input:
        reply.way = Way::Output;
        break;
    case Way::Output:
        reply.way = Way::Input;
        break;
    case Way::Forward:
        break;
    }
    if (request.protocol == ProtocolTcp) {
        const bool opens = (request.tcpFlags & (TcpSyn | TcpAck)) == TcpSyn;
        reply.tcpFlags = opens ? TcpSyn | TcpAck : TcpAck;
    }
    // nf_conntrack_proto_icmp.c, invmap: echo, timestamp, information, address mask.
    constexpr std::pair<std::uint8_t, std::uint8_t> answers[] = {
        {8, 0}, {13, 14}, {15, 16}, {17, 18}};
    for (const auto &[asked, answered] : answers) {
        if (request.protocol == ProtocolIcmp && request.icmpType == asked) {
            reply.icmpType = answered;
        }
    }
    if (request.protocol == ProtocolIcmpv6 && request.icmpType == 128) {
        reply.icmpType = std::uint8_t{129};
    }
    reply.state = FlowState::Established;
    reply.mark = 0;
    reply.macSource.reset();
    reply.macDestination.reset();
    reply.uid.reset();
    reply.gid.reset();
    reply.groups.reset();
    reply.hasSender.reset();
    reply.socket.reset();
    reply.cgroupClass.reset();
    reply.cgroupPath.reset();
    reply.length.reset();
    reply.ttl.reset();
    reply.trafficClass.reset();
    reply.fragment = {};
    reply.extensionHeaders.clear();
    reply.tcpOptions.reset();
    reply.spi.reset();
    reply.payload.reset();
    reply.linkType.reset();
    reply.cpu.reset();
    reply.priority.reset();
    reply.realm.reset();
    reply.connection = connectionOfReply(request);
    std::swap(reply.bridgePortIn, reply.bridgePortOut);
    return reply;
}

} // namespace Portlight::Core
