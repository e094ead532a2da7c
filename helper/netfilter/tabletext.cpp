// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/tabletext.h"

#include <algorithm>

namespace Portlight::Helper
{

namespace
{

template<typename Function> void forEachLine(std::string_view text, const Function &function)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        function(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
}

bool has(std::string_view line, std::string_view part)
{
    return line.find(part) != std::string_view::npos;
}

void append(std::string &reason, std::string_view line)
{
    reason += reason.empty() ? "" : "\n";
    reason += line;
}

} // namespace

std::string incompleteReason(std::string_view text, std::string_view errors, int exitCode)
{
    std::string reason;
    forEachLine(errors, [&](std::string_view line) {
        // That both backends hold tables is told by reading both, and takes nothing from this text.
        if (!line.empty() && !has(line, "-legacy tables present")) {
            append(reason, line);
        }
    });
    std::size_t opened = 0;
    std::size_t committed = 0;
    forEachLine(text, [&](std::string_view line) {
        if (line.starts_with('#') && has(line, "incompatible")) {
            append(reason, line);
        }
        opened += line.starts_with('*') ? 1U : 0U;
        committed += line == "COMMIT" ? 1U : 0U;
    });
    if (opened != committed) {
        append(reason, "the text of a table ends without COMMIT");
    }
    if (exitCode != 0) {
        append(reason, "the program ended with code " + std::to_string(exitCode));
    }
    return reason;
}

} // namespace Portlight::Helper
