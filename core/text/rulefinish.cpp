// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/ruleparser.h"

#include "core/text/modules/moduleoptions.h"
#include "core/text/targetparser.h"
#include "core/text/values.h"

namespace Portlight::Core
{

namespace
{

bool holdsAlways(const AddressMatch &match)
{
    return !match.inverted && match.network.prefixLength() == 0U;
}

bool holdsAlways(const InterfaceMatch &match)
{
    return !match.inverted && match.pattern == "+";
}

bool holdsAlways(const ProtocolMatch &match)
{
    return match.protocol == ProtocolAny;
}

bool holdsAlways(const FragmentMatch &)
{
    return false;
}

} // namespace

bool RuleParser::finish(Rule &rule)
{
    rule.matches.clear();
    const auto heads = [](const auto &...parts) {
        return (std::size_t{0} + ... + (parts ? std::size_t{1} : std::size_t{0}));
    };
    rule.matches.reserve(
        heads(m_source, m_destination, m_inInterface, m_outInterface, m_protocol, m_fragment)
        + m_sections.size() - (m_targetSection == none ? 0 : 1));
    // What holds for every packet ("-s 0/0", "-i +", "-p all") is not there once it is printed.
    const auto keep = [&rule](auto &match) {
        if (match && !holdsAlways(*match)) {
            rule.matches.emplace_back(std::move(*match));
        }
    };
    keep(m_source);
    keep(m_destination);
    keep(m_inInterface);
    keep(m_outInterface);
    const auto protocol = m_protocol;
    keep(m_protocol);
    keep(m_fragment);
    for (std::size_t index = 0; index < m_sections.size(); ++index) {
        if (index == m_targetSection) {
            continue;
        }
        Section &section = m_sections[index];
        const std::uint8_t needed = neededProtocol(section.match);
        if (needed != ProtocolAny && !section.opaque) {
            if (!protocol || protocol->protocol != needed) {
                return fail(section.nameIndex,
                            "-m " + std::string(section.name) + " needs -p " + protocolName(needed)
                                + " before it");
            }
            section.opaque = protocol->inverted; // nft allows it, with a meaning of its own
        }
        const bool ports = protocol && !protocol->inverted && hasPorts(protocol->protocol);
        if (std::holds_alternative<MultiportMatch>(section.match) && !section.opaque && !ports) {
            return fail(section.nameIndex, "-m multiport needs -p tcp, udp, udplite, sctp or dccp");
        }
        const std::string_view missing = section.opaque ? "" : missingOption(section.match);
        const bool empty = !section.opaque && section.complete == 0
            && !std::holds_alternative<TransportMatch>(section.match);
        if (!missing.empty() || empty) {
            return fail(section.nameIndex,
                        "-m " + std::string(section.name) + " needs an option"
                            + (missing.empty() ? "" : ": " + std::string(missing)));
        }
        if (section.opaque) {
            std::string text = textOf(index, true);
            auto condition = moduleCondition(section.name, text, m_family);
            rule.matches.emplace_back(
                OpaqueMatch{std::string(section.name), std::move(text), std::move(condition)});
        } else {
            rule.matches.emplace_back(std::move(section.match));
        }
    }
    if (m_targetSection != none) {
        m_target.options = textOf(m_targetSection, false);
        if (m_target.kind == Target::Kind::Jump && !m_target.options.empty()) {
            m_target.kind = Target::Kind::Opaque; // chains have no options
        }
        if (!normalizeTarget(m_target, m_family)) {
            return fail(m_sections[m_targetSection].nameIndex,
                        '"' + m_target.options + "\" is not right for " + m_target.name);
        }
        const bool reset =
            m_target.kind == Target::Kind::Reject && m_target.options == "--reject-with tcp-reset";
        if (reset && (!protocol || protocol->protocol != ProtocolTcp || protocol->inverted)) {
            return fail(m_sections[m_targetSection].nameIndex, "tcp-reset needs -p tcp");
        }
    }
    rule.target = std::move(m_target);
    if (m_targetSection == none && isNativeRule(rule)) {
        rule.target.kind = Target::Kind::Opaque; // only nft's words say what it does
    }
    if (m_counters) {
        rule.counters = m_counters;
    }
    return true;
}

} // namespace Portlight::Core
