// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/text/kernelsave.h"

#include <string>
#include <vector>

namespace Portlight::Helper
{

/// Each part as iptables-save prints it, in the words of its library of xtables, which works in a
/// process of its own (portlight-readlegacy). An error when it does not know one of them. Nothing
/// is asked when there are no parts.
Core::Result<std::vector<std::string>> xtablesWords(Core::Family family,
                                                    const std::vector<Core::ModulePart> &parts);

/// How a part is handed over: this, then struct xt_entry_match or xt_entry_target, of a multiple of
/// eight bytes. The answer is the text of each, with a zero behind.
struct XtablesPartHeader {
    std::uint8_t isTarget = 0;
    std::uint8_t protocol = 0;
    std::uint8_t protocolInverted = 0;
    std::uint8_t unused[5] = {};
};
static_assert(sizeof(XtablesPartHeader) == 8);

} // namespace Portlight::Helper
