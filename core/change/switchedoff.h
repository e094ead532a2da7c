// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <string>

namespace Portlight::Core
{

/// The text of a rule when it is switched off, without "-A CHAIN".
std::string bodyWhenOff(const Rule &rule);

} // namespace Portlight::Core
