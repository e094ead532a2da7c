// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/netfilter/rulesource.h"

#include <QVariantList>

#include <optional>
#include <string>
#include <vector>

namespace Portlight::Helper
{

/// The reading methods of the interface: each reads the machine and gives the arguments of the
/// reply, in the order of org.portlight.Helper1.xml. They take time and run in worker threads;
/// their arguments have been checked.

Core::Result<QVariantList> rulesReply(Core::Backend backend, Core::Family family);
Core::Result<QVariantList> generationReply(Core::Backend backend, Core::Family family);
Core::Result<QVariantList> countersReply(Core::Backend backend, Core::Family family);
Core::Result<QVariantList> nativeTablesReply();
Core::Result<QVariantList> nftablesReply();
Core::Result<QVariantList> setsReply(const std::vector<std::string> &names, std::size_t most);
Core::Result<QVariantList> interfacesReply();
Core::Result<QVariantList> worldReply();
Core::Result<QVariantList> routeReply(const Core::IpAddress &destination,
                                      const std::optional<Core::IpAddress> &source,
                                      const std::string &inInterface);
Core::Result<QVariantList> listenersReply();
Core::Result<QVariantList> sessionsReply();
Core::Result<QVariantList> settingsReply(const std::vector<std::string> &names);
Core::Result<QVariantList> managersReply();

} // namespace Portlight::Helper
