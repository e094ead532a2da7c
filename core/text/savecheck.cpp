// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/savecheck.h"

#include "core/text/kerneldecode.h"
#include "core/text/saveparser.h"
#include "core/text/savetext.h"
#include "core/text/savewriter.h"
#include "core/text/values.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace Portlight::Core
{

namespace
{

/// The kernel's name of the module behind a match; "state" is another spelling of "conntrack".
std::string_view moduleOf(const Match &match)
{
    struct Name {
        std::string_view operator()(const TransportMatch &transport) const
        {
            switch (transport.protocol) {
            case ProtocolTcp:
                return "tcp";
            case ProtocolUdp:
            case ProtocolUdplite:
                return "udp";
            case ProtocolSctp:
                return "sctp";
            case 33:
                return "dccp";
            default:
                return {};
            }
        }
        std::string_view operator()(const MultiportMatch &) const
        {
            return "multiport";
        }
        std::string_view operator()(const IcmpMatch &icmp) const
        {
            return icmp.family == Family::Ipv4 ? "icmp" : "icmp6";
        }
        std::string_view operator()(const StateMatch &) const
        {
            return "conntrack";
        }
        std::string_view operator()(const CommentMatch &) const
        {
            return "comment";
        }
        std::string_view operator()(const MarkMatch &) const
        {
            return "mark";
        }
        std::string_view operator()(const AddressTypeMatch &) const
        {
            return "addrtype";
        }
        std::string_view operator()(const MacMatch &) const
        {
            return "mac";
        }
        std::string_view operator()(const OpaqueMatch &opaque) const
        {
            return opaque.name == "state" ? std::string_view("conntrack")
                                          : std::string_view(opaque.name);
        }
        std::string_view operator()(const AddressMatch &) const
        {
            return {};
        }
        std::string_view operator()(const InterfaceMatch &) const
        {
            return {};
        }
        std::string_view operator()(const ProtocolMatch &) const
        {
            return {};
        }
        std::string_view operator()(const FragmentMatch &) const
        {
            return {};
        }
    };
    return std::visit(Name{}, match);
}

std::optional<std::uint64_t> number(std::string_view text)
{
    return parseUnsigned(text, 0xffffffff);
}

/// xt_limit counts in ten-thousandths of a second a packet (XT_LIMIT_SCALE).
std::uint64_t limitStep(std::uint64_t rate, std::uint64_t seconds)
{
    constexpr std::uint64_t scale = 10000;
    return scale * seconds / rate;
}

/// "-m limit --limit 5/min --limit-burst 7"
bool saysLimit(const OpaqueMatch &match, const Expression::Limit &limit)
{
    const auto words = splitArguments(match.text);
    if (match.name != "limit" || !words) {
        return false;
    }
    std::uint64_t rate = 3; // the defaults of libxt_limit
    std::uint64_t seconds = 3600;
    std::uint64_t burst = 5;
    for (std::size_t i = 2; i + 1 < words->size(); i += 2) {
        const std::string &value = (*words)[i + 1];
        const std::size_t slash = std::min(value.find('/'), value.size());
        const auto count = number(std::string_view(value).substr(0, slash));
        if (!count) {
            return false;
        }
        if ((*words)[i] == "--limit-burst") {
            burst = *count;
            continue;
        }
        if ((*words)[i] != "--limit" || slash == value.size() || *count == 0) {
            return false;
        }
        rate = *count;
        const std::string_view unit = std::string_view(value).substr(slash + 1);
        if (unit == "sec" || unit == "second") {
            seconds = 1;
        } else if (unit == "min" || unit == "minute") {
            seconds = 60;
        } else if (unit == "hour") {
            seconds = 3600;
        } else if (unit == "day") {
            seconds = 86400;
        } else {
            return false;
        }
    }
    return limitStep(rate, seconds) == limitStep(limit.rate, limit.seconds) && burst == limit.burst;
}

bool saysLog(const Target &target, const Expression::GroupLog &log)
{
    const auto words = splitArguments(target.options);
    if (target.name != "NFLOG" || !words) {
        return false;
    }
    Expression::GroupLog said;
    for (std::size_t i = 0; i + 1 < words->size(); i += 2) {
        const std::string &name = (*words)[i];
        const std::string &value = (*words)[i + 1];
        if (name == "--nflog-prefix") {
            said.prefix = value;
            continue;
        }
        const auto count = number(value);
        if (!count) {
            return false;
        }
        if (name == "--nflog-group") {
            said.group = static_cast<std::uint16_t>(*count);
        } else if (name == "--nflog-size" || name == "--nflog-range") {
            said.size = static_cast<std::uint32_t>(*count);
        } else if (name == "--nflog-threshold") {
            said.threshold = static_cast<std::uint16_t>(*count);
        } else {
            return false;
        }
    }
    return words->size() % 2 == 0 && said.group == log.group && said.prefix == log.prefix
        && said.size == log.size && said.threshold == log.threshold;
}

bool saysVerdict(const Target &target, const Expression::Verdict &verdict)
{
    using Code = Expression::Verdict::Code;
    switch (verdict.code) {
    case Code::Accept:
        return target.kind == Target::Kind::Accept;
    case Code::Drop:
        return target.kind == Target::Kind::Drop;
    case Code::Return:
        return target.kind == Target::Kind::Return;
    case Code::Jump:
        return target.kind == Target::Kind::Jump && target.name == verdict.chain;
    case Code::Goto:
        return target.kind == Target::Kind::Goto && target.name == verdict.chain;
    case Code::Other:
        break;
    }
    return false;
}

bool saysEnd(const Target &target, const DecodedRule &decoded)
{
    using End = DecodedRule::End;
    switch (decoded.end) {
    case End::None:
        return target.kind == Target::Kind::None;
    case End::Verdict:
        return saysVerdict(target, *decoded.verdict);
    case End::GroupLog:
        return saysLog(target, *decoded.log);
    case End::Trace:
        return target.name == "TRACE" && target.options.empty();
    case End::Module:
        break;
    }
    const std::string &name = decoded.target->name;
    const bool alias = target.name == "NOTRACK" && name == "CT";
    return target.kind != Target::Kind::Goto && (alias || target.name == name);
}

constexpr PortRange everyPort{};

/// A condition that every packet fulfils is in no rule of the kernel, and in no need of a match.
bool normalized(Match &match)
{
    if (auto *transport = std::get_if<TransportMatch>(&match)) {
        if (transport->sourcePorts == everyPort && !transport->sourceInverted) {
            transport->sourcePorts.reset();
        }
        if (transport->destinationPorts == everyPort && !transport->destinationInverted) {
            transport->destinationPorts.reset();
        }
        return transport->sourcePorts || transport->destinationPorts || transport->flagsMask
            || transport->tcpOption;
    }
    if (auto *address = std::get_if<AddressMatch>(&match)) {
        for (std::size_t i = 0; i < address->network.mask.size(); ++i) {
            address->network.address.bytes.at(i) &= address->network.mask.at(i);
        }
        return address->inverted || address->network.prefixLength() != 0U;
    }
    if (const auto *interface = std::get_if<InterfaceMatch>(&match)) {
        return interface->inverted || interface->pattern != "+";
    }
    if (const auto *protocol = std::get_if<ProtocolMatch>(&match)) {
        return protocol->protocol != ProtocolAny;
    }
    return true;
}

bool saysMatches(std::vector<Match> said, DecodedRule &decoded)
{
    auto module = decoded.modules.begin();
    for (Match &match : said) {
        const bool restricts = normalized(match);
        const auto same = std::find(decoded.matches.begin(), decoded.matches.end(), match);
        if (restricts && same != decoded.matches.end()) {
            decoded.matches.erase(same);
            continue;
        }
        if (const auto *comment = std::get_if<CommentMatch>(&match);
            comment != nullptr && decoded.comment == comment->text) {
            decoded.comment.reset();
            continue;
        }
        if (const auto *opaque = std::get_if<OpaqueMatch>(&match); opaque != nullptr
            && !decoded.limits.empty() && saysLimit(*opaque, decoded.limits.front().limit)) {
            decoded.limits.erase(decoded.limits.begin());
            continue;
        }
        const std::string_view name = moduleOf(match);
        if (!name.empty() && module != decoded.modules.end() && module->module->name == name) {
            ++module;
        } else if (restricts) {
            return false;
        }
    }
    return decoded.matches.empty() && !decoded.comment && decoded.limits.empty()
        && module == decoded.modules.end();
}

/// The usual rule without modules is printed from what the kernel has, and compared as text.
bool isExactly(const DecodedRule &decoded, std::string_view chain, std::string_view text)
{
    if (!decoded.modules.empty() || !decoded.limits.empty() || decoded.comment
        || (decoded.end != DecodedRule::End::None && decoded.end != DecodedRule::End::Verdict)) {
        return false;
    }
    Rule rule;
    rule.matches = decoded.matches;
    if (decoded.verdict != nullptr) {
        rule.target = targetOf(*decoded.verdict);
    }
    return canonicalRuleText(chain, rule) == text;
}

bool confirmsLine(const KernelRule &rule, std::string_view chain, std::string_view text,
                  Family family, bool &hasCounter)
{
    auto decoded = decodeRule(rule, family);
    if (!decoded) {
        return false;
    }
    hasCounter = decoded->counters.has_value();
    if (isExactly(*decoded, chain, text)) {
        return true;
    }
    auto said = parseRule(text, family);
    return said && saysEnd(said->target, *decoded)
        && saysMatches(std::move(said->matches), *decoded);
}

class Checker
{
public:
    Checker(const KernelTables &kernel, Family family)
        : m_kernel(kernel)
        , m_family(family)
    {
    }

    SaveCheck check(std::string_view text)
    {
        forEachSavedTable(text, [this](const SavedTable &saved) {
            const auto table =
                std::find_if(m_kernel.begin(), m_kernel.end(), [&](const KernelTable &one) {
                    return one.name == saved.name;
                });
            if (table == m_kernel.end()) {
                m_result.differs = true;
                return;
            }
            m_seen.push_back(&*table);
            checkTable(*table, saved);
        });
        for (const KernelTable &table : m_kernel) {
            if (std::find(m_seen.begin(), m_seen.end(), &table) == m_seen.end()) {
                checkTable(table, {});
                m_result.differs = m_result.differs || !table.chains.empty();
            }
        }
        return std::move(m_result);
    }

private:
    void checkTable(const KernelTable &table, const SavedTable &saved)
    {
        m_result.differs = m_result.differs || table.dormant;
        const auto lines = linesByChain(saved);
        // The save program prints built-in chains that do not exist yet, too.
        std::size_t known = 0;
        for (const std::string_view line : saved.chains) {
            const bool exists =
                std::any_of(table.chains.begin(), table.chains.end(), [&](const auto &chain) {
                    return chain.name == chainOfLine(line);
                });
            known += !exists && isUnusedChain(table.name, line)
                    && lines.find(chainOfLine(line))->second.empty()
                ? 1U
                : 0U;
        }
        for (const KernelChain &chain : table.chains) {
            const auto found = lines.find(chain.name);
            known += found == lines.end() ? 0U : 1U;
            const bool standard = isIptablesChain(table.name, chain);
            m_result.differs = m_result.differs || !standard || found == lines.end();
            const std::vector<RuleLine> none;
            const std::vector<RuleLine> &rules = found == lines.end() ? none : found->second;
            const bool fits = rules.size() == chain.rules.size();
            for (std::size_t i = 0; i < chain.rules.size(); ++i) {
                bool hasCounter = true;
                if (!fits
                    || !confirmsLine(chain.rules[i], chain.name, rules[i].rule, m_family,
                                     hasCounter)) {
                    m_result.unconfirmed.push_back({table.name, chain.name, chain.rules[i].handle});
                } else if (!hasCounter) {
                    m_result.differs = true;
                }
            }
        }
        m_result.differs = m_result.differs || known != lines.size();
    }

    const KernelTables &m_kernel;
    Family m_family;
    SaveCheck m_result;
    std::vector<const KernelTable *> m_seen;
};

} // namespace

bool confirms(const KernelRule &rule, std::string_view chain, std::string_view text, Family family)
{
    bool hasCounter = false;
    return confirmsLine(rule, chain, text, family, hasCounter);
}

SaveCheck checkSave(std::string_view text, const KernelTables &kernel, Family family)
{
    return Checker(kernel, family).check(text);
}

std::optional<NativeRuleWords> nativeRuleWords(const Rule &rule)
{
    for (const Match &match : rule.matches) {
        const auto *opaque = std::get_if<OpaqueMatch>(&match);
        if (opaque == nullptr || opaque->name != nativeModule) {
            continue;
        }
        const auto words = splitArguments(opaque->text);
        constexpr std::size_t expected = 6; // -m nft --handle N --rule WORDS
        if (!words || words->size() != expected || (*words)[2] != "--handle"
            || (*words)[4] != "--rule") {
            return NativeRuleWords{0, opaque->text};
        }
        return NativeRuleWords{parseDecimal((*words)[3]).value_or(0), (*words)[5]};
    }
    return std::nullopt;
}

} // namespace Portlight::Core
