// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace Portlight::Helper
{

/// Why the output of a save program is not the whole truth, in its own words; empty when it is.
/// Exit code, error output, comments about what it could not print, and the last COMMIT of each
/// table must all agree: iptables-nft-save has been seen to stop half-way with good-looking text.
std::string incompleteReason(std::string_view text, std::string_view errors, int exitCode);

} // namespace Portlight::Helper
