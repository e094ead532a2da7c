// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>

namespace Portlight::App
{

/// For reports: "kernel", "distribution", "iptables", "portlight". What cannot be told is left out.
std::map<std::string, std::string> systemVersions();

} // namespace Portlight::App
