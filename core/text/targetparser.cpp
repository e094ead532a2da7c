// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/targetparser.h"

#include "core/text/arguments.h"
#include "core/text/values.h"

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

struct NamedKind {
    std::string_view name;
    Target::Kind kind;
};

constexpr std::array targets = std::to_array<NamedKind>({
    {"ACCEPT", Target::Kind::Accept},
    {"DROP", Target::Kind::Drop},
    {"RETURN", Target::Kind::Return},
    {"QUEUE", Target::Kind::Queue},
    {"NFQUEUE", Target::Kind::Queue},
    {"REJECT", Target::Kind::Reject},
    {"LOG", Target::Kind::Log},
    {"NFLOG", Target::Kind::Log},
    {"ULOG", Target::Kind::Log},
    {"TRACE", Target::Kind::Log},
    {"AUDIT", Target::Kind::Log},
    {"LED", Target::Kind::Log},
    {"RATEEST", Target::Kind::Log},
    {"IDLETIMER", Target::Kind::Log},
    {"SET", Target::Kind::Log},
    {"TEE", Target::Kind::Log},
    {"MARK", Target::Kind::Mark},
    {"CONNMARK", Target::Kind::Mark},
    {"HMARK", Target::Kind::Mark},
    {"NOTRACK", Target::Kind::Notrack},
    {"CT", Target::Kind::Notrack},
    {"DNAT", Target::Kind::DestinationNat},
    {"REDIRECT", Target::Kind::DestinationNat},
    {"SNAT", Target::Kind::SourceNat},
    {"MASQUERADE", Target::Kind::SourceNat},
    {"TTL", Target::Kind::Change},
    {"HL", Target::Kind::Change},
    {"TOS", Target::Kind::Change},
    {"DSCP", Target::Kind::Change},
    {"ECN", Target::Kind::Change},
    {"TCPMSS", Target::Kind::Change},
    {"TCPOPTSTRIP", Target::Kind::Change},
    {"CHECKSUM", Target::Kind::Change},
    {"CLASSIFY", Target::Kind::Change},
    {"SECMARK", Target::Kind::Change},
    {"CONNSECMARK", Target::Kind::Change},
    // They end the walk in ways of their own, or rewrite addresses without the nat table.
    {"TPROXY", Target::Kind::Opaque},
    {"SYNPROXY", Target::Kind::Opaque},
    {"CLUSTERIP", Target::Kind::Opaque},
    {"DNPT", Target::Kind::Opaque},
    {"SNPT", Target::Kind::Opaque},
    {"TARPIT", Target::Kind::Opaque},
    {"CHAOS", Target::Kind::Opaque},
    {"DELUDE", Target::Kind::Opaque},
    {"STEAL", Target::Kind::Opaque},
});

struct RejectName {
    std::string_view typed;
    std::string_view printed;
};

constexpr std::array rejectIpv4 = std::to_array<RejectName>({
    {"net-unreach", "icmp-net-unreachable"},
    {"host-unreach", "icmp-host-unreachable"},
    {"proto-unreach", "icmp-proto-unreachable"},
    {"port-unreach", "icmp-port-unreachable"},
    {"net-prohib", "icmp-net-prohibited"},
    {"host-prohib", "icmp-host-prohibited"},
    {"tcp-rst", "tcp-reset"},
    {"admin-prohib", "icmp-admin-prohibited"},
});
constexpr std::array rejectIpv6 = std::to_array<RejectName>({
    {"no-route", "icmp6-no-route"},
    {"adm-prohibited", "icmp6-adm-prohibited"},
    {"addr-unreach", "icmp6-addr-unreachable"},
    {"port-unreach", "icmp6-port-unreachable"},
    {"tcp-reset", "tcp-reset"},
    {"policy-fail", "icmp6-policy-fail"},
    {"reject-route", "icmp6-reject-route"},
});

struct LogLevel {
    std::string_view name;
    std::uint64_t number;
};
constexpr LogLevel logLevels[] = {{"emerg", 0},  {"panic", 0}, {"alert", 1},   {"crit", 2},
                                  {"error", 3},  {"err", 3},   {"warning", 4}, {"warn", 4},
                                  {"notice", 5}, {"info", 6},  {"debug", 7}};

template<typename Names> bool printedReject(const Names &names, std::string &options)
{
    const std::string_view given = std::string_view(options).substr(options.find(' ') + 1);
    const auto found = std::find_if(names.begin(), names.end(), [given](const RejectName &name) {
        return name.typed == given || name.printed == given;
    });
    if (found == names.end()) {
        return false;
    }
    options = "--reject-with ";
    options += found->printed;
    return true;
}

bool normalizeReject(Target &target, Family family)
{
    if (target.options.empty()) {
        target.options = family == Family::Ipv4 ? "--reject-with icmp-port-unreachable"
                                                : "--reject-with icmp6-port-unreachable";
        return true;
    }
    if (!target.options.starts_with("--reject-with ")) {
        return false;
    }
    return family == Family::Ipv4 ? printedReject(rejectIpv4, target.options)
                                  : printedReject(rejectIpv6, target.options);
}

/// "--set-mark V/M" means (mark & ~M) | V, which is what --set-xmark V/(M|V) prints as well.
void normalizeMark(Target &target)
{
    constexpr std::string_view typed = "--set-mark ";
    if (!target.options.starts_with(typed)) {
        return;
    }
    const std::string_view text = std::string_view(target.options).substr(typed.size());
    const std::size_t slash = text.find('/');
    const auto value = parseUnsigned(text.substr(0, slash), 0xffffffff);
    const auto mask = slash == std::string_view::npos
        ? std::optional<std::uint64_t>(0xffffffff)
        : parseUnsigned(text.substr(slash + 1), 0xffffffff);
    if (!value || !mask) {
        return;
    }
    std::string printed = "--set-xmark ";
    appendHex(printed, static_cast<std::uint32_t>(*value));
    printed += '/';
    appendHex(printed, static_cast<std::uint32_t>(*mask | *value));
    target.options = std::move(printed);
}

/// iptables prints the prefix first, the level only when it is not 4, then the flags in this order.
bool normalizeLog(Target &target)
{
    if (target.options.empty()) {
        return true;
    }
    ArgumentList arguments;
    if (!arguments.split(target.options)) {
        return false;
    }
    std::string_view prefix;
    std::uint64_t level = 4;
    constexpr std::string_view flags[] = {"--log-tcp-sequence", "--log-tcp-options",
                                          "--log-ip-options", "--log-uid", "--log-macdecode"};
    bool present[std::size(flags)] = {};
    for (std::size_t index = 0; index < arguments.size(); ++index) {
        const std::string_view name = arguments[index].value;
        const auto *flag = std::find(std::begin(flags), std::end(flags), name);
        if (flag != std::end(flags)) {
            present[flag - std::begin(flags)] = true;
            continue;
        }
        if (index + 1 == arguments.size() || arguments[index].quoted) {
            // A newer option keeps its text.
            return name != "--log-prefix" && name != "--log-level";
        }
        const std::string_view value = arguments[++index].value;
        if (name == "--log-prefix") {
            prefix = value;
        } else if (name == "--log-level") {
            const auto *named = std::find_if(std::begin(logLevels), std::end(logLevels),
                                             [value](const LogLevel &entry) {
                                                 return entry.name == value;
                                             });
            const auto number = named == std::end(logLevels) ? parseUnsigned(value, 7)
                                                             : std::optional(named->number);
            if (!number) {
                return false;
            }
            level = *number;
        } else {
            return true;
        }
    }
    std::string printed;
    if (!prefix.empty()) {
        printed += " --log-prefix ";
        appendQuoted(printed, prefix);
    }
    if (level != 4) {
        printed += " --log-level " + std::to_string(level);
    }
    for (std::size_t index = 0; index < std::size(flags); ++index) {
        if (present[index]) {
            printed += ' ';
            printed += flags[index];
        }
    }
    target.options = printed.empty() ? std::string() : printed.substr(1);
    return true;
}

} // namespace

Target::Kind targetKind(std::string_view name, std::string_view chain)
{
    if (name == "NETMAP") {
        return chain == "POSTROUTING" || chain == "INPUT" ? Target::Kind::SourceNat
                                                          : Target::Kind::DestinationNat;
    }
    const auto found = std::find_if(targets.begin(), targets.end(), [name](const NamedKind &entry) {
        return entry.name == name;
    });
    return found == targets.end() ? Target::Kind::Jump : found->kind;
}

bool normalizeTarget(Target &target, Family family)
{
    switch (target.kind) {
    case Target::Kind::Accept:
    case Target::Kind::Drop:
    case Target::Kind::Return:
    case Target::Kind::Goto:
        return target.options.empty();
    case Target::Kind::Reject:
        return normalizeReject(target, family);
    case Target::Kind::Mark:
        if (target.name == "MARK") {
            normalizeMark(target);
        }
        return true;
    case Target::Kind::Log:
        return target.name != "LOG" || normalizeLog(target);
    default:
        return true;
    }
}

} // namespace Portlight::Core
