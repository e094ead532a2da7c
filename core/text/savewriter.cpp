// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/savewriter.h"

#include "core/text/arguments.h"
#include "core/text/values.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace Portlight::Core
{

namespace
{

constexpr PortRange allPorts{};

void appendOption(std::string &text, bool inverted, std::string_view option)
{
    text += inverted ? " ! " : " ";
    text += option;
    text += ' ';
}

void append(std::string &text, const AddressMatch &match)
{
    const bool everything = match.network.prefixLength() == 0U;
    if (everything && !match.inverted) {
        return;
    }
    appendOption(text, match.inverted, match.side == Side::Source ? "-s" : "-d");
    text += match.network.toString();
}

void append(std::string &text, const InterfaceMatch &match)
{
    if (match.pattern == "+" && !match.inverted) {
        return;
    }
    appendOption(text, match.inverted, match.side == Side::Source ? "-i" : "-o");
    text += match.pattern;
}

void append(std::string &text, const ProtocolMatch &match)
{
    if (match.protocol != ProtocolAny) {
        appendOption(text, match.inverted, "-p");
        text += protocolName(match.protocol);
    }
}

void append(std::string &text, const FragmentMatch &match)
{
    text += match.inverted ? " ! -f" : " -f";
}

void append(std::string &text, const TransportMatch &match)
{
    text += " -m ";
    text += protocolName(match.protocol);
    // iptables leaves out "every port" for tcp and udp, and prints it for the others.
    const bool printsAll = match.protocol != ProtocolTcp && match.protocol != ProtocolUdp;
    const auto ports = [&](std::string_view option, const std::optional<PortRange> &range,
                           bool inverted) {
        if (range && (printsAll || inverted || !(*range == allPorts))) {
            appendOption(text, inverted, option);
            appendPortRange(text, *range);
        }
    };
    ports("--sport", match.sourcePorts, match.sourceInverted);
    ports("--dport", match.destinationPorts, match.destinationInverted);
    if (match.tcpOption) {
        appendOption(text, match.tcpOptionInverted, "--tcp-option");
        text += std::to_string(*match.tcpOption);
    }
    const bool anyFlags = match.flagsMask == std::uint8_t{0} && match.flagsCompare == 0;
    if (match.flagsMask && (!anyFlags || match.flagsInverted)) {
        appendOption(text, match.flagsInverted, "--tcp-flags");
        appendTcpFlags(text, *match.flagsMask);
        text += ' ';
        appendTcpFlags(text, match.flagsCompare);
    }
}

void append(std::string &text, const MultiportMatch &match)
{
    text += " -m multiport";
    const std::string_view option = match.ports == MultiportMatch::Ports::Source ? "--sports"
        : match.ports == MultiportMatch::Ports::Destination                      ? "--dports"
                                                                                 : "--ports";
    appendOption(text, match.inverted, option);
    bool first = true;
    for (const PortRange &range : match.ranges) {
        text += first ? "" : ",";
        appendPortRange(text, range);
        first = false;
    }
}

void append(std::string &text, const IcmpMatch &match)
{
    const bool ipv4 = match.family == Family::Ipv4;
    text += ipv4 ? " -m icmp" : " -m icmp6";
    appendOption(text, match.inverted, ipv4 ? "--icmp-type" : "--icmpv6-type");
    if (!match.type) {
        text += "any";
        return;
    }
    text += std::to_string(*match.type);
    if (match.firstCode != 0 || match.lastCode != 255) {
        text += '/';
        text += std::to_string(match.firstCode);
        if (match.firstCode != match.lastCode) {
            text += ':';
            text += std::to_string(match.lastCode);
        }
    }
}

void append(std::string &text, const StateMatch &match)
{
    text += match.legacyModule ? " -m state" : " -m conntrack";
    appendOption(text, match.inverted, match.legacyModule ? "--state" : "--ctstate");
    bool first = true;
    const auto name = [&](std::string_view word) {
        text += first ? "" : ",";
        text += word;
        first = false;
    };
    for (const FlowState state : {FlowState::Invalid, FlowState::New, FlowState::Related,
                                  FlowState::Established, FlowState::Untracked}) {
        if (std::find(match.states.begin(), match.states.end(), state) != match.states.end()) {
            name(toString(state));
        }
    }
    if (match.sourceNat) {
        name("SNAT");
    }
    if (match.destinationNat) {
        name("DNAT");
    }
}

void append(std::string &text, const CommentMatch &match)
{
    text += " -m comment --comment ";
    appendQuoted(text, match.text);
}

void append(std::string &text, const MarkMatch &match)
{
    text += " -m mark";
    appendOption(text, match.inverted, "--mark");
    appendHex(text, match.value);
    if (match.mask != 0xffffffff) {
        text += '/';
        appendHex(text, match.mask);
    }
}

void append(std::string &text, const AddressTypeMatch &match)
{
    text += " -m addrtype";
    const auto types = [&text](std::string_view option, const std::vector<AddressType> &list,
                               bool inverted) {
        if (list.empty()) {
            return;
        }
        appendOption(text, inverted, option);
        bool first = true;
        for (const AddressType type : list) {
            text += first ? "" : ",";
            text += toString(type);
            first = false;
        }
    };
    types("--src-type", match.source, match.sourceInverted);
    types("--dst-type", match.destination, match.destinationInverted);
    text += match.limitInInterface ? " --limit-iface-in" : "";
    text += match.limitOutInterface ? " --limit-iface-out" : "";
}

void append(std::string &text, const MacMatch &match)
{
    text += " -m mac";
    appendOption(text, match.inverted, "--mac-source");
    text += match.address.toString();
}

void append(std::string &text, const OpaqueMatch &match)
{
    text += ' ';
    text += match.text;
}

constexpr std::size_t headSize = 6;

/// The place in the order -s -d -i -o -p -f; modules come after all of them.
std::size_t headOrder(const Match &match)
{
    if (const auto *address = std::get_if<AddressMatch>(&match)) {
        return address->side == Side::Source ? 0 : 1;
    }
    if (const auto *interface = std::get_if<InterfaceMatch>(&match)) {
        return interface->side == Side::Source ? 2 : 3;
    }
    if (std::holds_alternative<ProtocolMatch>(match)) {
        return 4;
    }
    return std::holds_alternative<FragmentMatch>(match) ? 5 : headSize;
}

void appendNumber(std::string &text, std::uint64_t number)
{
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

void appendLines(std::string &text, const std::vector<std::string> &lines)
{
    for (const std::string &line : lines) {
        text += line;
        text += '\n';
    }
}

void appendTable(std::string &text, const Table &table, const WriteOptions &options)
{
    if (options.comments) {
        appendLines(text, table.commentsBefore);
    }
    text += '*';
    text += table.name;
    text += '\n';
    for (const Chain &chain : table.chains) {
        text += ':';
        text += chain.name;
        text += ' ';
        text += chain.policy ? toString(*chain.policy) : "-";
        text += ' ';
        appendCounters(text, chain.counters.value_or(Counters{}));
        if (chain.nativeHook) {
            text += ' ' + chain.nativeHook->type + ' ';
            text += toString(chain.nativeHook->hook);
            text += ' ' + std::to_string(chain.nativeHook->priority);
        }
        text += '\n';
    }
    for (const Chain &chain : table.chains) {
        for (const Rule &rule : chain.rules) {
            if (options.counters && rule.counters) {
                appendCounters(text, *rule.counters);
                text += ' ';
            }
            text += rule.text;
            text += '\n';
        }
    }
    text += "COMMIT\n";
    if (options.comments) {
        appendLines(text, table.commentsAfter);
    }
}

} // namespace

void appendMatch(std::string &text, const Match &match)
{
    std::visit(
        [&text](const auto &typed) {
            append(text, typed);
        },
        match);
}

void appendCounters(std::string &text, const Counters &counters)
{
    text += '[';
    appendNumber(text, counters.packets);
    text += ':';
    appendNumber(text, counters.bytes);
    text += ']';
}

bool isHeadMatch(const Match &match)
{
    return headOrder(match) < headSize;
}

void appendRuleHead(std::string &text, std::string_view chain, const std::vector<Match> &matches)
{
    text += "-A ";
    text += chain;
    for (std::size_t order = 0; order < headSize; ++order) {
        for (const Match &match : matches) {
            if (headOrder(match) == order) {
                appendMatch(text, match);
            }
        }
    }
}

std::string writeSave(const Ruleset &ruleset, const WriteOptions &options)
{
    std::string text;
    text.reserve(ruleset.ruleCount() * 96);
    if (options.comments) {
        appendLines(text, ruleset.comments);
    }
    for (const Table &table : ruleset.tables) {
        appendTable(text, table, options);
    }
    return text;
}

std::string matchText(const Match &match)
{
    std::string text;
    appendMatch(text, match);
    return text.empty() ? text : text.substr(1);
}

std::string targetText(const Target &target)
{
    if (target.name.empty()) { // none, or what a rule of nft does is part of its words
        return {};
    }
    std::string text = target.kind == Target::Kind::Goto ? "-g " : "-j ";
    text += target.name;
    if (!target.options.empty()) {
        text += ' ';
        text += target.options;
    }
    return text;
}

bool hasOpaquePart(const Rule &rule)
{
    const bool opaqueMatch =
        std::any_of(rule.matches.begin(), rule.matches.end(), [](const Match &match) {
            return std::holds_alternative<OpaqueMatch>(match);
        });
    switch (rule.target.kind) {
    case Target::Kind::None:
    case Target::Kind::Accept:
    case Target::Kind::Drop:
    case Target::Kind::Return:
    case Target::Kind::Reject:
    case Target::Kind::Jump:
    case Target::Kind::Goto:
        return opaqueMatch;
    default:
        return opaqueMatch
            || (!rule.target.options.empty() && rule.target.name != "LOG"
                && rule.target.name != "MARK");
    }
}

std::string canonicalRuleText(std::string_view chain, const Rule &rule)
{
    std::string text;
    appendRuleHead(text, chain, rule.matches);
    for (const Match &match : rule.matches) {
        if (!isHeadMatch(match)) {
            appendMatch(text, match);
        }
    }
    const std::string target = targetText(rule.target);
    text += target.empty() ? "" : " ";
    text += target;
    return text;
}

} // namespace Portlight::Core
