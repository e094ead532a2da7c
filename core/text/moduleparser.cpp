// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/moduleparser.h"

#include "core/ruleset/ruleset.h"
#include "core/text/values.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

/// The order in which iptables-save prints states, whatever order was typed.
constexpr FlowState printedStates[] = {FlowState::Invalid, FlowState::New, FlowState::Related,
                                       FlowState::Established, FlowState::Untracked};

/// Calls `use` for each part between commas until it answers false.
template<typename Use> bool forEachPart(std::string_view list, Use use)
{
    while (true) {
        const std::size_t comma = list.find(',');
        if (!use(list.substr(0, comma))) {
            return false;
        }
        if (comma == std::string_view::npos) {
            return true;
        }
        list.remove_prefix(comma + 1);
    }
}

std::uint8_t protocolOfModule(std::string_view module)
{
    if (module == "tcp") {
        return ProtocolTcp;
    }
    if (module == "udp") {
        return ProtocolUdp;
    }
    if (module == "sctp") {
        return ProtocolSctp;
    }
    if (module == "dccp") {
        return ProtocolDccp;
    }
    if (module == "udplite") {
        return ProtocolUdplite;
    }
    return ProtocolAny;
}

bool isSourcePort(std::string_view option)
{
    return option == "--sport" || option == "--source-port";
}

bool isDestinationPort(std::string_view option)
{
    return option == "--dport" || option == "--destination-port";
}

bool isIcmpType(const IcmpMatch &match, std::string_view option)
{
    return option == (match.family == Family::Ipv4 ? "--icmp-type" : "--icmpv6-type");
}

OptionOutcome take(TransportMatch &match, std::string_view option, std::string_view value,
                   std::string_view compare, bool inverted)
{
    if (isSourcePort(option) || isDestinationPort(option)) {
        const bool source = isSourcePort(option);
        auto &ports = source ? match.sourcePorts : match.destinationPorts;
        if (ports) {
            return OptionOutcome::Repeated;
        }
        ports = parsePortRange(value);
        (source ? match.sourceInverted : match.destinationInverted) = inverted;
        return ports ? OptionOutcome::Taken : OptionOutcome::BadValue;
    }
    if (option == "--tcp-option") {
        const auto number = parseUnsigned(value, 255);
        if (match.tcpOption) {
            return OptionOutcome::Repeated;
        }
        if (!number || *number == 0) {
            return OptionOutcome::BadValue;
        }
        match.tcpOption = static_cast<std::uint8_t>(*number);
        match.tcpOptionInverted = inverted;
        return OptionOutcome::Taken;
    }
    if (match.flagsMask) {
        return OptionOutcome::Repeated;
    }
    const bool syn = option == "--syn";
    match.flagsMask = parseTcpFlags(syn ? "SYN,RST,ACK,FIN" : value);
    const auto flags = parseTcpFlags(syn ? "SYN" : compare);
    if (!match.flagsMask || !flags) {
        return OptionOutcome::BadValue;
    }
    match.flagsCompare = *flags;
    match.flagsInverted = inverted;
    return OptionOutcome::Taken;
}

OptionOutcome take(MultiportMatch &match, std::string_view option, std::string_view value,
                   bool inverted)
{
    if (!match.ranges.empty()) {
        return OptionOutcome::Repeated;
    }
    match.ports = option == "--ports" || option == "--port" ? MultiportMatch::Ports::Either
        : option.starts_with("--s")                         ? MultiportMatch::Ports::Source
                                                            : MultiportMatch::Ports::Destination;
    match.inverted = inverted;
    std::size_t slots = 0;
    const bool good = forEachPart(value, [&](std::string_view part) {
        const auto range = parsePortRange(part);
        if (!range) {
            return false;
        }
        // The kernel keeps 15 numbers; a range takes two.
        slots += part.find(':') == std::string_view::npos ? 1 : 2;
        match.ranges.push_back(*range);
        return slots <= 15;
    });
    return good ? OptionOutcome::Taken : OptionOutcome::BadValue;
}

OptionOutcome take(IcmpMatch &match, std::string_view value, bool inverted)
{
    const auto parsed = parseIcmpType(value, match.family);
    if (!parsed) {
        return OptionOutcome::BadValue;
    }
    if (match.family == Family::Ipv4 && parsed->type == 255) {
        return OptionOutcome::NotUnderstood; // the kernel takes 255 as any type, with any code
    }
    match.type = parsed->type;
    match.firstCode = parsed->firstCode;
    match.lastCode = parsed->lastCode;
    match.inverted = inverted;
    return OptionOutcome::Taken;
}

OptionOutcome take(StateMatch &match, std::string_view value, bool inverted)
{
    if (!match.states.empty() || match.sourceNat || match.destinationNat) {
        return OptionOutcome::Repeated;
    }
    bool seen[std::size(printedStates)] = {};
    const bool known = forEachPart(value, [&](std::string_view part) {
        if (const auto state = parseFlowState(part)) {
            seen[static_cast<std::size_t>(*state)] = true;
            return true;
        }
        const bool source = part == "SNAT" && !match.legacyModule;
        const bool destination = part == "DNAT" && !match.legacyModule;
        match.sourceNat = match.sourceNat || source;
        match.destinationNat = match.destinationNat || destination;
        return source || destination;
    });
    if (!known) {
        return OptionOutcome::NotUnderstood;
    }
    for (const FlowState state : printedStates) {
        if (seen[static_cast<std::size_t>(state)]) {
            match.states.push_back(state);
        }
    }
    match.inverted = inverted;
    return OptionOutcome::Taken;
}

OptionOutcome take(CommentMatch &match, std::string_view value, bool inverted)
{
    if (inverted || value.size() > maxCommentLength) {
        return OptionOutcome::BadValue;
    }
    match.text = value;
    return OptionOutcome::Taken;
}

OptionOutcome take(MarkMatch &match, std::string_view value, bool inverted)
{
    const std::size_t slash = value.find('/');
    const auto number = parseUnsigned(value.substr(0, slash), 0xffffffff);
    const auto mask = slash == std::string_view::npos
        ? std::optional<std::uint64_t>(0xffffffff)
        : parseUnsigned(value.substr(slash + 1), 0xffffffff);
    if (!number || !mask) {
        return OptionOutcome::BadValue;
    }
    match.value = static_cast<std::uint32_t>(*number);
    match.mask = static_cast<std::uint32_t>(*mask);
    match.inverted = inverted;
    return OptionOutcome::Taken;
}

OptionOutcome take(AddressTypeMatch &match, std::string_view option, std::string_view value,
                   bool inverted)
{
    if (option.starts_with("--limit-iface-")) {
        if (inverted) {
            return OptionOutcome::BadValue;
        }
        (option == "--limit-iface-in" ? match.limitInInterface : match.limitOutInterface) = true;
        return OptionOutcome::Taken;
    }
    const bool source = option == "--src-type";
    auto &types = source ? match.source : match.destination;
    if (!types.empty()) {
        return OptionOutcome::Repeated;
    }
    const bool known = forEachPart(value, [&](std::string_view part) {
        const auto type = parseAddressType(part);
        if (type) {
            types.push_back(*type);
        }
        return type.has_value();
    });
    if (!known) {
        return OptionOutcome::NotUnderstood;
    }
    std::sort(types.begin(), types.end());
    types.erase(std::unique(types.begin(), types.end()), types.end());
    (source ? match.sourceInverted : match.destinationInverted) = inverted;
    return OptionOutcome::Taken;
}

OptionOutcome take(MacMatch &match, std::string_view value, bool inverted)
{
    const auto address = MacAddress::parse(value);
    if (!address) {
        return OptionOutcome::BadValue;
    }
    match.address = *address;
    match.inverted = inverted;
    return OptionOutcome::Taken;
}

} // namespace

Match emptyMatch(std::string_view module, Family family)
{
    if (const std::uint8_t protocol = protocolOfModule(module)) {
        TransportMatch match;
        match.protocol = protocol;
        return match;
    }
    if (module == "multiport") {
        return MultiportMatch{};
    }
    if (module == "icmp" && family == Family::Ipv4) {
        return IcmpMatch{};
    }
    if ((module == "icmp6" || module == "icmpv6" || module == "ipv6-icmp")
        && family == Family::Ipv6) {
        IcmpMatch match;
        match.family = Family::Ipv6;
        return match;
    }
    if (module == "conntrack" || module == "state") {
        StateMatch match;
        match.legacyModule = module == "state";
        return match;
    }
    if (module == "comment") {
        return CommentMatch{};
    }
    if (module == "mark") {
        return MarkMatch{};
    }
    if (module == "addrtype") {
        return AddressTypeMatch{};
    }
    if (module == "mac") {
        return MacMatch{};
    }
    return OpaqueMatch{std::string(module), {}};
}

std::string_view implicitModule(std::uint8_t protocol, std::string_view option)
{
    const bool ports = isSourcePort(option) || isDestinationPort(option);
    switch (protocol) {
    case ProtocolTcp:
        return ports || option == "--syn" || option == "--tcp-flags" || option == "--tcp-option"
            ? "tcp"
            : "";
    case ProtocolUdp:
        return ports ? "udp" : "";
    case ProtocolSctp:
        return ports || option == "--chunk-types" ? "sctp" : "";
    case ProtocolDccp:
        return ports || option.starts_with("--dccp-") ? "dccp" : "";
    case ProtocolUdplite:
        return ports ? "udplite" : "";
    case ProtocolIcmp:
        return option == "--icmp-type" ? "icmp" : "";
    case ProtocolIcmpv6:
        return option == "--icmpv6-type" ? "icmp6" : "";
    default:
        return "";
    }
}

bool isProtocolOption(std::string_view option)
{
    return isSourcePort(option) || isDestinationPort(option) || option == "--syn"
        || option == "--tcp-flags" || option == "--tcp-option" || option == "--icmp-type"
        || option == "--icmpv6-type";
}

bool hasOption(const Match &match, std::string_view option)
{
    if (const auto *transport = std::get_if<TransportMatch>(&match)) {
        return isSourcePort(option) || isDestinationPort(option)
            || (transport->protocol == ProtocolTcp
                && (option == "--tcp-flags" || option == "--syn" || option == "--tcp-option"));
    }
    if (std::holds_alternative<MultiportMatch>(match)) {
        return option == "--sports" || option == "--source-ports" || option == "--dports"
            || option == "--destination-ports" || option == "--ports" || option == "--port"
            || isSourcePort(option) || isDestinationPort(option);
    }
    if (const auto *icmp = std::get_if<IcmpMatch>(&match)) {
        return isIcmpType(*icmp, option);
    }
    if (const auto *state = std::get_if<StateMatch>(&match)) {
        return option == (state->legacyModule ? "--state" : "--ctstate");
    }
    if (std::holds_alternative<CommentMatch>(match)) {
        return option == "--comment";
    }
    if (std::holds_alternative<MarkMatch>(match)) {
        return option == "--mark";
    }
    if (std::holds_alternative<AddressTypeMatch>(match)) {
        return option == "--src-type" || option == "--dst-type" || option == "--limit-iface-in"
            || option == "--limit-iface-out";
    }
    return std::holds_alternative<MacMatch>(match) && option == "--mac-source";
}

unsigned valueCount(std::string_view option)
{
    if (option == "--syn" || option == "--limit-iface-in" || option == "--limit-iface-out") {
        return 0;
    }
    return option == "--tcp-flags" ? 2 : 1;
}

OptionOutcome takeOption(Match &match, std::string_view option, std::string_view value,
                         std::string_view secondValue, bool inverted)
{
    if (!hasOption(match, option)) {
        return OptionOutcome::NotMine;
    }
    if (auto *transport = std::get_if<TransportMatch>(&match)) {
        return take(*transport, option, value, secondValue, inverted);
    }
    if (auto *multiport = std::get_if<MultiportMatch>(&match)) {
        return take(*multiport, option, value, inverted);
    }
    if (auto *icmp = std::get_if<IcmpMatch>(&match)) {
        return take(*icmp, value, inverted);
    }
    if (auto *state = std::get_if<StateMatch>(&match)) {
        return take(*state, value, inverted);
    }
    if (auto *comment = std::get_if<CommentMatch>(&match)) {
        return take(*comment, value, inverted);
    }
    if (auto *mark = std::get_if<MarkMatch>(&match)) {
        return take(*mark, value, inverted);
    }
    if (auto *addressType = std::get_if<AddressTypeMatch>(&match)) {
        return take(*addressType, option, value, inverted);
    }
    return take(std::get<MacMatch>(match), value, inverted);
}

std::string_view missingOption(const Match &match)
{
    if (const auto *multiport = std::get_if<MultiportMatch>(&match)) {
        return multiport->ranges.empty() ? "--dports, --sports or --ports" : "";
    }
    if (const auto *state = std::get_if<StateMatch>(&match)) {
        const bool complete = !state->states.empty() || state->sourceNat || state->destinationNat;
        return complete ? "" : state->legacyModule ? "--state" : "--ctstate";
    }
    if (const auto *types = std::get_if<AddressTypeMatch>(&match)) {
        return types->source.empty() && types->destination.empty() ? "--src-type or --dst-type"
                                                                   : "";
    }
    return "";
}

bool hasPorts(std::uint8_t protocol)
{
    return protocol == ProtocolTcp || protocol == ProtocolUdp || protocol == ProtocolUdplite
        || protocol == ProtocolSctp || protocol == ProtocolDccp;
}

std::uint8_t neededProtocol(const Match &match)
{
    if (const auto *transport = std::get_if<TransportMatch>(&match)) {
        return transport->protocol;
    }
    if (const auto *icmp = std::get_if<IcmpMatch>(&match)) {
        return icmp->family == Family::Ipv4 ? ProtocolIcmp : ProtocolIcmpv6;
    }
    return ProtocolAny;
}

} // namespace Portlight::Core
