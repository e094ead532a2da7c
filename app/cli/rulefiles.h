// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/result.h"
#include "core/ruleset/native.h"

#include <vector>

namespace Portlight::App::Cli
{

/// "rules.v4:3:14: …": what editors and people know from compilers.
QString atPlace(const QString &file, const Core::Error &error);

/// The files of all --rules options as iptables-save text. What cannot be read is reported through
/// Arguments::wrong with its position. With `native` they may also be what `nft -j list ruleset`
/// prints; those tables are added to it.
std::vector<Core::Ruleset> readRuleFiles(Arguments &arguments, Core::Family family,
                                         Core::NativeRuleset *native = nullptr);

} // namespace Portlight::App::Cli
