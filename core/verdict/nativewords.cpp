// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/nativewords.h"

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

std::string wordOf(const NftDecision &decision)
{
    switch (decision.kind) {
    case NftDecision::Kind::Accept:
        return "ACCEPT";
    case NftDecision::Kind::Drop:
        return "DROP";
    case NftDecision::Kind::Return:
        return "RETURN";
    case NftDecision::Kind::Jump:
    case NftDecision::Kind::Goto:
        return decision.chain;
    case NftDecision::Kind::Continue:
        break;
    }
    return {};
}

struct Words {
    std::string operator()(const NftDecision &decision) const
    {
        return wordOf(decision);
    }
    std::string operator()(const NftReject &) const
    {
        return "REJECT";
    }
    std::string operator()(const NftNat &nat) const
    {
        switch (nat.kind) {
        case NftNat::Kind::Source:
            return "SNAT";
        case NftNat::Kind::Destination:
            return "DNAT";
        case NftNat::Kind::Masquerade:
            return "MASQUERADE";
        case NftNat::Kind::Redirect:
            break;
        }
        return "REDIRECT";
    }
    std::string operator()(const NftAssignment &assignment) const
    {
        return assignment.to.subject == NftSubject::Mark  ? "MARK"
            : assignment.to.subject == NftSubject::CtMark ? "CONNMARK"
                                                          : std::string();
    }
    std::string operator()(const NftNotrack &) const
    {
        return "NOTRACK";
    }
    std::string operator()(const NftQueue &) const
    {
        return "QUEUE";
    }
    std::string operator()(const NftOpaque &opaque) const
    {
        return opaque.name;
    }
    template<typename Other> std::string operator()(const Other &) const
    {
        return {};
    }
};

} // namespace

std::string nativeRuleText(const NativeRule &rule)
{
    return rule.text + " # handle " + std::to_string(rule.handle);
}

std::string nativeAction(const NftProgram &program, const NftDecision *decision)
{
    if (decision != nullptr) {
        return wordOf(*decision);
    }
    // The last statement that says anything is the one the rule is for.
    for (auto it = program.statements.rbegin(); it != program.statements.rend(); ++it) {
        std::string word = std::visit(Words{}, it->is);
        if (!word.empty()) {
            return word;
        }
    }
    return {};
}

std::string nativeRejection(const NftReject &reject, Family family)
{
    struct Code {
        std::string_view nft;
        std::string_view iptables;
    };
    constexpr Code codes4[] = {{"net-unreachable", "icmp-net-unreachable"},
                               {"host-unreachable", "icmp-host-unreachable"},
                               {"prot-unreachable", "icmp-proto-unreachable"},
                               {"port-unreachable", "icmp-port-unreachable"},
                               {"net-prohibited", "icmp-net-prohibited"},
                               {"host-prohibited", "icmp-host-prohibited"},
                               {"admin-prohibited", "icmp-admin-prohibited"}};
    constexpr Code codes6[] = {{"no-route", "icmp6-no-route"},
                               {"admin-prohibited", "icmp6-adm-prohibited"},
                               {"addr-unreachable", "icmp6-addr-unreachable"},
                               {"port-unreachable", "icmp6-port-unreachable"},
                               {"policy-fail", "icmp6-policy-fail"},
                               {"reject-route", "icmp6-reject-route"}};
    // net/netfilter/nft_reject.c: what the code without a family means in each.
    constexpr Code anyTo4[] = {{"no-route", "net-unreachable"}};
    constexpr Code anyTo6[] = {{"host-unreachable", "addr-unreachable"}};
    const auto find = [](const auto &codes, std::string_view code) -> std::optional<std::string> {
        for (const Code &one : codes) {
            if (one.nft == code) {
                return std::string(one.iptables);
            }
        }
        return std::nullopt;
    };
    if (reject.kind == NftReject::Kind::TcpReset) {
        return "tcp-reset";
    }
    const bool is4 = reject.kind == NftReject::Kind::Icmp
        || (reject.kind == NftReject::Kind::Icmpx && family == Family::Ipv4);
    std::string code = reject.code;
    if (reject.kind == NftReject::Kind::Icmpx) {
        code = (is4 ? find(anyTo4, code) : find(anyTo6, code)).value_or(code);
    }
    return (is4 ? find(codes4, code) : find(codes6, code)).value_or(code);
}

} // namespace Portlight::Core
