// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace Portlight::Helper
{

/// The number of nft transactions committed in this network namespace. Each one raises it by
/// exactly one; reading does not (FACTS.md 1.2). Unsupported on a kernel without nf_tables.
Core::Result<std::uint32_t> nftGeneration();

/// False when nf_tables is a module that is not loaded: asking the kernel would then load it.
bool nftIsLoaded();

std::string nftGenerationText(std::uint32_t generation); ///< "nft:N"

} // namespace Portlight::Helper
