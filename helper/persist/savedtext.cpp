// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/persist/savedtext.h"

#include "core/text/savewriter.h"
#include "helper/persist/sha256.h"

#include <algorithm>

namespace Portlight::Helper
{

namespace
{

constexpr std::string_view sealStart = "# portlight sha256=";

std::string sealLine(std::string_view text)
{
    const auto lines = std::count(text.begin(), text.end(), '\n');
    std::size_t tables = text.starts_with('*') ? 1U : 0U;
    for (std::size_t at = text.find("\n*"); at != std::string_view::npos;
         at = text.find("\n*", at + 1)) {
        ++tables;
    }
    return std::string(sealStart) + sha256(text) + " lines=" + std::to_string(lines)
        + " tables=" + std::to_string(tables) + '\n';
}

} // namespace

std::string savedText(const Core::Ruleset &ruleset)
{
    std::string text = "# Saved by portlightctl persist; iptables-restore reads it.\n";
    text += Core::writeSave(ruleset, {.counters = false, .comments = false});
    return text + sealLine(text);
}

Seal sealOf(std::string_view text)
{
    std::size_t at = text.rfind(sealStart);
    if (at == std::string_view::npos || (at > 0 && text[at - 1] != '\n')) {
        return Seal::Missing;
    }
    return text.substr(at) == sealLine(text.substr(0, at)) ? Seal::Whole : Seal::Broken;
}

} // namespace Portlight::Helper
