// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/ruleform.h"

namespace Portlight::App
{

std::vector<RuleAction> RuleForm::actions() const
{
    std::vector<RuleAction> all;
    const auto &chain = m_place.chain;
    const bool isUserChain = !Core::isBuiltInChain(m_place.table, chain);
    if (m_place.table == "nat") {
        if (isUserChain || chain == "PREROUTING" || chain == "OUTPUT") {
            all.insert(all.end(), {RuleAction::SendOn, RuleAction::Redirect});
        }
        if (isUserChain || chain == "POSTROUTING") {
            all.push_back(RuleAction::Share);
        }
        if (isUserChain || chain == "POSTROUTING" || chain == "INPUT") {
            all.push_back(RuleAction::OwnAddress);
        }
        all.push_back(RuleAction::Allow);
    } else {
        all.insert(all.end(), {RuleAction::Allow, RuleAction::Drop});
    }
    if (m_place.table == "filter") {
        all.push_back(RuleAction::Refuse);
    }
    all.push_back(RuleAction::Log);
    if (!m_chains.isEmpty()) {
        all.push_back(RuleAction::Continue);
    }
    all.insert(all.end(), {RuleAction::Return, RuleAction::Count, RuleAction::Other});
    return all;
}

QStringList RuleForm::refuseKinds() const
{
    if (m_place.family == Core::Family::Ipv4) {
        return {QStringLiteral("icmp-port-unreachable"),  QStringLiteral("tcp-reset"),
                QStringLiteral("icmp-host-unreachable"),  QStringLiteral("icmp-net-unreachable"),
                QStringLiteral("icmp-proto-unreachable"), QStringLiteral("icmp-host-prohibited"),
                QStringLiteral("icmp-net-prohibited"),    QStringLiteral("icmp-admin-prohibited")};
    }
    return {QStringLiteral("icmp6-port-unreachable"), QStringLiteral("tcp-reset"),
            QStringLiteral("icmp6-addr-unreachable"), QStringLiteral("icmp6-no-route"),
            QStringLiteral("icmp6-adm-prohibited"),   QStringLiteral("icmp6-policy-fail"),
            QStringLiteral("icmp6-reject-route")};
}

QStringList RuleForm::chains() const
{
    return m_chains;
}

} // namespace Portlight::App
