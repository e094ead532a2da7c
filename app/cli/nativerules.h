// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/json.h"
#include "app/cli/session.h"
#include "core/ruleset/native.h"

namespace Portlight::App::Cli
{

/// `rules --backend native`: all tables of nftables with chains, rules, sets and owners. `family`
/// keeps the tables that packets of that family can meet.
int runNativeRules(Session &session, std::optional<Core::Family> family, const std::string &table);

/// Members {"owner", "wiped_by", "dynamic", "user_chain"} of an ownership that is somebody's.
void addOwner(Json &json, const Core::Ownership &ownership);

} // namespace Portlight::App::Cli
