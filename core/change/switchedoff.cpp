// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/switchedoff.h"

#include "core/change/change.h"
#include "core/change/changetext.h"
#include "core/text/savewriter.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

constexpr std::string_view offComment = "portlight:off";
/// Any; it is not part of a body.
constexpr std::string_view someChain = "X";

Match neverTrue()
{
    return MarkMatch{0, 0, true};
}

/// Where the two matches of a rule that is switched off begin.
std::vector<Match>::const_iterator findOff(const std::vector<Match> &matches)
{
    return std::adjacent_find(
        matches.begin(), matches.end(), [](const Match &first, const Match &second) {
            return first == neverTrue() && second == Match(CommentMatch{std::string(offComment)});
        });
}

std::string body(const Rule &rule)
{
    const std::string text = canonicalRuleText(someChain, rule);
    return std::string(bodyOf(someChain, text));
}

} // namespace

bool isSwitchedOff(const Rule &rule)
{
    return findOff(rule.matches) != rule.matches.end();
}

std::string switchedOffBody(const Rule &rule)
{
    Rule on = rule;
    const auto off = findOff(on.matches);
    if (off != on.matches.end()) {
        on.matches.erase(off, off + 2);
    }
    return body(on);
}

std::string bodyWhenOff(const Rule &rule)
{
    Rule off = rule;
    // The canonical text puts addresses, interfaces and the protocol before all modules; of those
    // the never true one must be asked first, so that "limit" and "recent" count nothing.
    off.matches.insert(off.matches.begin(), {neverTrue(), CommentMatch{std::string(offComment)}});
    return body(off);
}

} // namespace Portlight::Core
