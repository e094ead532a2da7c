// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/rulefiltermodel.h"

#include "app/models/qtext.h"
#include "app/models/rulemodel.h"
#include "app/wording/wording.h"

#include <algorithm>

namespace Portlight::App
{

namespace
{

struct NamedRange {
    std::uint8_t protocol;
    Core::PortRange range;
};

std::vector<NamedRange> portsOf(const Core::Rule &rule)
{
    std::vector<NamedRange> ports;
    std::uint8_t protocol = Core::ProtocolTcp;
    for (const auto &match : rule.matches) {
        if (const auto *named = std::get_if<Core::ProtocolMatch>(&match)) {
            protocol = named->protocol;
        } else if (const auto *transport = std::get_if<Core::TransportMatch>(&match)) {
            if (transport->destinationPorts) {
                ports.push_back({transport->protocol, *transport->destinationPorts});
            }
            if (transport->sourcePorts) {
                ports.push_back({transport->protocol, *transport->sourcePorts});
            }
        } else if (const auto *multiport = std::get_if<Core::MultiportMatch>(&match)) {
            for (const auto &range : multiport->ranges) {
                ports.push_back({protocol, range});
            }
        }
    }
    return ports;
}

bool holdsPort(const Core::Rule &rule, std::uint16_t port)
{
    const auto ports = portsOf(rule);
    return std::any_of(ports.begin(), ports.end(), [port](const NamedRange &named) {
        const bool isAll = named.range.first == 0 && named.range.last == 65535;
        return !isAll && named.range.contains(port);
    });
}

bool holdsService(const Core::Rule &rule, const QString &word)
{
    const auto ports = portsOf(rule);
    return std::any_of(ports.begin(), ports.end(), [&word](const NamedRange &named) {
        return named.range.first == named.range.last
            && serviceName(named.protocol, named.range.first).contains(word, Qt::CaseInsensitive);
    });
}

bool holdsAddress(const Core::Rule &rule, const Core::IpAddress &address)
{
    return std::any_of(rule.matches.begin(), rule.matches.end(), [&](const Core::Match &match) {
        const auto *found = std::get_if<Core::AddressMatch>(&match);
        return found != nullptr && found->network.address.family == address.family
            && found->network.contains(address) != found->inverted;
    });
}

} // namespace

RuleFilterModel::RuleFilterModel(RuleModel *rules, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_rules(rules)
{
    setSourceModel(rules);
    setDynamicSortFilter(true);
}

void RuleFilterModel::setSearch(const QString &text)
{
    m_search = text.trimmed();
    m_words = m_search.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

QString RuleFilterModel::search() const
{
    return m_search;
}

int RuleFilterModel::hits() const
{
    return std::max(0, rowCount() - 1);
}

bool RuleFilterModel::matches(int sourceRow, const QString &word) const
{
    const auto *rule = m_rules->rule(sourceRow);
    if (rule == nullptr) {
        return true;
    }
    bool isNumber = false;
    const auto number = word.toUInt(&isNumber);
    if (isNumber && number > 0 && number <= 65535
        && holdsPort(*rule, static_cast<std::uint16_t>(number))) {
        return true;
    }
    if (const auto address = Core::IpAddress::parse(stdtext(word))) {
        return holdsAddress(*rule, *address) || qtext(rule->text).contains(word);
    }
    return holdsService(*rule, word) || qtext(rule->text).contains(word, Qt::CaseInsensitive)
        || m_rules->sentence(sourceRow).contains(word, Qt::CaseInsensitive);
}

bool RuleFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    return std::all_of(m_words.begin(), m_words.end(), [this, sourceRow](const QString &word) {
        return matches(sourceRow, word);
    });
}

} // namespace Portlight::App
