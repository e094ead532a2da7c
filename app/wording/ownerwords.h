// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"
#include "core/ruleset/owner.h"

#include <QString>
#include <QStringList>

namespace Portlight::App
{

QString ownerName(Core::Owner owner); ///< "Docker"; "nobody we know" for Hand
/// What takes an edit away: "Gone when Docker's service is started anew, and after a restart."
QString wipedBySentence(const Core::Ownership &ownership);
/// Before a foreign rule is edited: whose it is, what wipes the edit, where people's rules belong.
QString foreignRuleWarning(const Core::Ownership &ownership);

/// How a person says the same with the owner's own tool, as commands for a shell; empty when the
/// owner has none for this. `rule` is one that would be put into `chain`: ufw and firewalld say
/// ports, protocols and source addresses; Docker and CNI want it in a chain of their own; fail2ban
/// takes back the ban that the rule is.
QStringList ownerCommands(const Core::Ownership &ownership, Core::Family family,
                          const std::string &chain, const Core::Rule &rule);

} // namespace Portlight::App
