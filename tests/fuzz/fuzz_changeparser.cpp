// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/change.h"
#include "core/change/transaction.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"

#include <cstdlib>

using namespace Portlight::Core;

namespace
{

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

/// No text of a caller begins a line of its own.
void isOneTransaction(const Result<std::string> &text)
{
    require(text.has_value());
    std::string_view rest = *text;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        require(!line.empty() && std::string_view("*[-:C").find(line[0]) != std::string_view::npos);
    }
}

constexpr auto startText = "*filter\n:INPUT DROP [1:2]\n:FORWARD ACCEPT [0:0]\n"
                           ":OUTPUT ACCEPT [0:0]\n:own - [0:0]\n"
                           "[1:1] -A INPUT -i lo -j ACCEPT\n[2:2] -A INPUT -j own\n"
                           "[3:3] -A own -j DROP\nCOMMIT\n";

} // namespace

/// The laws for each change that can be applied: its inverse gives the same text back, and it can
/// be said for a shell and for iptables-restore.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto changes = parseChanges(text, Backend::Nft, Family::Ipv4);
    if (!changes) {
        require(!changes.error().message.empty() && changes.error().position.line > 0);
        return 0;
    }
    Ruleset ruleset = parseSave(startText, Backend::Nft, Family::Ipv4).value();
    for (const Change &change : *changes) {
        require(!command(change, Backend::Nft).empty());
        const Ruleset before = ruleset;
        Transaction transaction(ruleset);
        const bool planned = transaction.apply(change).has_value();
        const auto inverse = applyChange(ruleset, change);
        if (!inverse) {
            require(ruleset == before && !planned);
            continue;
        }
        require(planned);
        isOneTransaction(transaction.restoreText());
        Ruleset back = ruleset;
        for (const Change &step : rebase(*inverse, ruleset)) {
            require(applyChange(back, step).has_value());
        }
        const bool newTable = before.tables.size() != ruleset.tables.size();
        require(newTable || writeSave(back) == writeSave(before));
    }
    return 0;
}
