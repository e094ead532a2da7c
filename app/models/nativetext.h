// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <string_view>

namespace Portlight::App
{

/// What a rule in nft's words ends with, as far as one can tell for an icon and a word: the verdict
/// or the statement that decides, else "only counts". A map of verdicts is Opaque.
Core::Target nativeTarget(std::string_view text);

} // namespace Portlight::App
