// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/evidence.h"
#include "core/ruleset/native.h"
#include "core/verdict/engine.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace Portlight::App
{

class QuietRules;
struct FirewallInsight;

/// What was read of the firewall, as the pages show it. Shared and never changed once made.
struct FirewallData {
    std::vector<std::shared_ptr<const Core::Ruleset>> rulesets;
    /// One a ruleset, in the same order; may be shorter.
    std::vector<std::shared_ptr<const QuietRules>> quiet;
    std::shared_ptr<const Core::NativeRuleset> native; ///< null: not read
    std::shared_ptr<const FirewallInsight> insight; ///< null: not calculated yet
    std::vector<std::string> nativeTables;
    std::vector<Core::NetworkInterface> interfaces;
    std::vector<Core::Listener> listeners;
    std::vector<Core::Manager> managers;
    std::string persistence;
    Core::Backend defaultBackend = Core::Backend::Nft;
    bool incomplete = false; ///< a part could not be read or rendered
    bool rulesRead = false;
    bool listenersRead = false;
    bool managersRead = false;

    const std::shared_ptr<const Core::Ruleset> *ruleset(Core::Backend backend,
                                                        Core::Family family) const;
    std::shared_ptr<const QuietRules> quietRules(Core::Backend backend, Core::Family family) const;
    /// Puts a ruleset in the place of the one of its backend and family, or takes that one away.
    void replaceRuleset(Core::Backend backend, Core::Family family,
                        std::shared_ptr<const Core::Ruleset> ruleset,
                        std::shared_ptr<const QuietRules> quietRules);
    /// Rules of both families in one backend.
    std::size_t ruleCount(Core::Backend backend) const;
    std::vector<Core::IpAddress> localAddresses() const;
};

/// What the firewall does with strangers, in words.
struct FirewallSummary {
    QString headline; ///< "The firewall is on."
    QString effect; ///< "Incoming connections are blocked unless a rule allows them. Allowed: …"
    QString outgoing; ///< "Programs on this computer may connect anywhere."
};
FirewallSummary summarize(const FirewallData &data, Core::Family family);

/// What follows from a reading by walking packets through its rules. Takes its time with large
/// firewalls: not for the thread that draws.
struct FirewallInsight {
    FirewallSummary ipv4;
    FirewallSummary ipv6;
};
FirewallInsight insightOf(const FirewallData &data);
/// Both readings lead to the same insight: rules (by generation), devices and listeners are equal.
bool haveSameInsight(const FirewallData &a, const FirewallData &b);

} // namespace Portlight::App
