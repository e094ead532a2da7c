// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/persistence.h"
#include "core/result.h"
#include "helper/conntrack/settings.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Helper
{

inline constexpr char settingsFolder[] = "/etc/sysctl.d";
inline constexpr char settingsName[] = "99-zz-portlight.conf"; ///< core's keptSettingsFile
static_assert(std::string_view(Core::keptSettingsFile).ends_with(settingsName));
static_assert(std::string_view(Core::keptSettingsFile).starts_with(settingsFolder));
inline constexpr char modulesFolder[] = "/etc/modules-load.d";
inline constexpr char modulesName[] = "portlight.conf";
inline constexpr char moduleOptionsFolder[] = "/etc/modprobe.d";

using Settings = std::map<std::string, std::string>;

/// "net.ipv4.ip_forward = 1", one a line. Only names of settings.h come out.
Settings parseSettings(const std::string &text);
std::string settingsText(const Settings &settings);

/// Modules that must be loaded before the settings can be: a value for a module that comes later
/// would be lost (FACTS.md 4, complaint 22). Empty when none.
std::string modulesText(const Settings &settings);

/// Options of modules for /etc/modprobe.d: the buckets of connection tracking, so that a module
/// that is loaded by something else before the settings begins with them. Empty unless the limit is
/// among the settings, too: with this option alone the module would set a limit of eight times the
/// buckets.
std::string moduleOptionsText(const Settings &settings);

/// The running values of what trials changed (`changed`, name to the value they set) and of what
/// the file has already. A trial's setting that was changed by somebody since is not ours any more;
/// one that cannot be read now keeps the value of the file.
Settings settingsToKeep(const Settings &file, const Settings &changed, const SettingStore &store);

/// Of `settings`, those to which a file that is read later gives another value.
std::vector<std::string> overriddenSettings(const Settings &settings);

} // namespace Portlight::Helper
