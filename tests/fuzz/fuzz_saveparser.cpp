// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
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

/// The laws for each text: what was written reads back as the same, canonical text is a fixed
/// point.
void check(std::string_view text, Family family)
{
    const auto ruleset = parseSave(text, Backend::File, family);
    if (!ruleset) {
        require(!ruleset.error().message.empty() && ruleset.error().position.line > 0);
        return;
    }
    const std::string written = writeSave(*ruleset);
    const auto again = parseSave(written, Backend::File, family);
    require(again.has_value());
    require(writeSave(*again) == written);
    for (const Table &table : ruleset->tables) {
        for (const Chain &chain : table.chains) {
            for (const Rule &rule : chain.rules) {
                const std::string canonical = canonicalRuleText(chain.name, rule);
                const auto reread = parseRule(canonical, family);
                // Quotes are added and masks written out, so that a line at the limit can grow past
                // it.
                require(reread.has_value() || canonical.size() > maxSaveLineBytes);
                require(!reread || canonicalRuleText(chain.name, *reread) == canonical);
            }
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    check(text, Family::Ipv4);
    check(text, Family::Ipv6);
    if (const auto arguments = splitArguments(text)) {
        const auto again = splitArguments(joinArguments(*arguments));
        require(again.has_value() && *again == *arguments);
    }
    return 0;
}
