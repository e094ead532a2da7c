// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/qtext.h"
#include "app/models/ruleform.h"
#include "core/text/saveparser.h"

#include <algorithm>
#include <array>
#include <utility>

namespace Portlight::App
{

namespace
{

void append(std::string &text, const std::string &part)
{
    text += text.empty() || part.empty() ? "" : " ";
    text += part;
}

/// One argument, whatever was typed into the field.
std::string word(const QString &text)
{
    return Core::joinArguments({stdtext(text.trimmed())});
}

std::string valueText(const FieldValue &value, const char *option)
{
    if (value.text.trimmed().isEmpty()) {
        return {};
    }
    std::string text = value.except ? "! " : "";
    text += option;
    text += ' ';
    text += word(value.text);
    return text;
}

/// Lists are written with or without blanks by people, never with blanks by iptables.
QString compact(const QString &text)
{
    QString list = text;
    return list.remove(QLatin1Char(' '));
}

} // namespace

std::string RuleForm::writeHead() const
{
    struct Entry {
        RuleField field;
        const FieldValue &now;
        const FieldValue &base;
        const char *option;
    };
    const std::array entries{
        Entry{RuleField::Source, m_fields.source, m_base.source, "-s"},
        Entry{RuleField::Destination, m_fields.destination, m_base.destination, "-d"},
        Entry{RuleField::InInterface, m_fields.inInterface, m_base.inInterface, "-i"},
        Entry{RuleField::OutInterface, m_fields.outInterface, m_base.outInterface, "-o"},
        Entry{RuleField::Protocol, m_fields.protocol, m_base.protocol, "-p"},
    };
    std::string text;
    for (const auto &entry : entries) {
        const auto part = std::find_if(m_parts.begin(), m_parts.end(), [&entry](const Part &each) {
            return each.field == entry.field;
        });
        append(text,
               entry.now == entry.base && part != m_parts.end()
                   ? part->text
                   : valueText(entry.now, entry.option));
    }
    return text;
}

std::string RuleForm::writePorts(bool &portsDone) const
{
    if (std::exchange(portsDone, true)) {
        return {};
    }
    const auto part = std::find_if(m_parts.begin(), m_parts.end(), [](const Part &each) {
        return each.isTransport;
    });
    const std::array now{&m_fields.sourcePorts, &m_fields.destinationPorts};
    const std::array base{&m_base.sourcePorts, &m_base.destinationPorts};
    const std::array single{"--sport", "--dport"};
    const std::array list{"--sports", "--dports"};
    const bool sameProtocol = m_fields.protocol == m_base.protocol;
    if (sameProtocol && *now[0] == *base[0] && *now[1] == *base[1]) {
        return part == m_parts.end() ? std::string() : part->text;
    }
    std::string options;
    std::string lists;
    for (std::size_t side = 0; side < now.size(); ++side) {
        const bool touched = *now[side] != *base[side];
        FieldValue value = *now[side];
        value.text = compact(value.text);
        const bool isList = value.text.contains(QLatin1Char(','));
        if (touched && isList) {
            append(lists, "-m multiport");
            append(lists, valueText(value, list[side]));
        } else if (touched || m_baseHasTransport[side]) {
            append(options, valueText(value, single[side]));
        }
    }
    if (part != m_parts.end()) {
        append(options, part->rest);
    }
    std::string text;
    if (!options.empty()) {
        const auto protocol = Core::parseProtocol(stdtext(m_fields.protocol.text.trimmed()));
        if (protocol) {
            append(text, "-m");
            append(text, Core::protocolName(*protocol));
        }
        append(text, options);
    }
    append(text, lists);
    return text;
}

std::string RuleForm::writeModules() const
{
    struct Entry {
        RuleField field;
        bool touched;
        std::string text;
        bool done = false;
    };
    QStringList states;
    for (const auto state : m_fields.states) {
        states << qtext(Core::toString(state));
    }
    const QString stateList = states.join(QLatin1Char(','));
    const bool isIpv4 = m_place.family == Core::Family::Ipv4;
    std::string limit = valueText({compact(m_fields.limit), false}, "-m limit --limit");
    if (!limit.empty()) {
        append(limit, valueText({m_fields.limitBurst, false}, "--limit-burst"));
    }
    std::array entries{
        Entry{RuleField::State, m_fields.states != m_base.states,
              valueText({stateList, false}, "-m conntrack --ctstate")},
        Entry{RuleField::IcmpType, m_fields.icmpType != m_base.icmpType,
              valueText({m_fields.icmpType, false},
                        isIpv4 ? "-m icmp --icmp-type" : "-m icmp6 --icmpv6-type")},
        Entry{RuleField::Mark, m_fields.mark != m_base.mark,
              valueText({m_fields.mark, false}, "-m mark --mark")},
        Entry{RuleField::Limit,
              m_fields.limit != m_base.limit || m_fields.limitBurst != m_base.limitBurst, limit},
        Entry{RuleField::Comment, m_fields.comment != m_base.comment,
              valueText({m_fields.comment, false}, "-m comment --comment")},
    };
    std::string text;
    bool portsDone = false;
    const bool hasTransport = std::any_of(m_parts.begin(), m_parts.end(), [](const Part &part) {
        return part.isTransport;
    });
    if (!hasTransport) {
        append(text, writePorts(portsDone));
    }
    for (const auto &part : m_parts) {
        if (part.isTransport) {
            append(text, writePorts(portsDone));
            continue;
        }
        if (!part.field) {
            append(text, part.text);
            continue;
        }
        if (part.field == RuleField::SourcePorts || part.field == RuleField::DestinationPorts) {
            const bool isSource = part.field == RuleField::SourcePorts;
            const bool touched = isSource ? m_fields.sourcePorts != m_base.sourcePorts
                                          : m_fields.destinationPorts != m_base.destinationPorts;
            append(text, touched ? std::string() : part.text);
            continue;
        }
        for (auto &entry : entries) {
            if (entry.field == part.field) {
                append(text, entry.touched ? entry.text : part.text);
                entry.done = true;
            }
        }
    }
    for (const auto &entry : entries) {
        append(text, entry.done ? std::string() : entry.text);
    }
    return text;
}

std::string RuleForm::writeTarget() const
{
    const bool sameAction = m_fields.action == m_base.action;
    if (sameAction && m_fields.refuseWith == m_base.refuseWith
        && m_fields.logPrefix == m_base.logPrefix && m_fields.targetChain == m_base.targetChain
        && m_fields.natTo == m_base.natTo) {
        return m_target;
    }
    std::string text;
    const auto option = [](const QString &value, const char *name) {
        return valueText({value, false}, name);
    };
    switch (m_fields.action) {
    case RuleAction::Allow:
        text = "-j ACCEPT";
        break;
    case RuleAction::Drop:
        text = "-j DROP";
        break;
    case RuleAction::Refuse:
        text = "-j REJECT";
        append(text, option(m_fields.refuseWith, "--reject-with"));
        break;
    case RuleAction::Log:
        text = "-j LOG";
        if (!m_fields.logPrefix.isEmpty()) {
            // A blank at its end keeps it apart from what the kernel writes behind it.
            append(text, "--log-prefix");
            append(text, Core::joinArguments({stdtext(m_fields.logPrefix)}));
        }
        break;
    case RuleAction::Continue:
        text = option(m_fields.targetChain, "-j");
        break;
    case RuleAction::Return:
        text = "-j RETURN";
        break;
    case RuleAction::Count:
        break;
    case RuleAction::SendOn:
        text = "-j DNAT";
        append(text, option(m_fields.natTo, "--to-destination"));
        break;
    case RuleAction::Redirect:
        text = "-j REDIRECT";
        append(text, option(m_fields.natTo, "--to-ports"));
        break;
    case RuleAction::OwnAddress:
        text = "-j SNAT";
        append(text, option(m_fields.natTo, "--to-source"));
        break;
    case RuleAction::Share:
        text = "-j MASQUERADE";
        append(text, option(m_fields.natTo, "--to-ports"));
        break;
    case RuleAction::Other:
        break;
    }
    if (sameAction) {
        append(text, m_targetRest);
    }
    return text;
}

std::string RuleForm::write() const
{
    std::string text = writeHead();
    append(text, writeModules());
    append(text, writeTarget());
    return text;
}

} // namespace Portlight::App
