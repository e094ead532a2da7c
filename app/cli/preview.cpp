// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/preview.h"

#include "app/cli/differencetext.h"
#include "app/cli/json.h"
#include "app/cli/openingtext.h"
#include "core/change/difference.h"
#include "core/text/saveparser.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::Preview)
};

using namespace Core;

/// Counts the lines that are shown, not the changes: the same rules may come of one change or of
/// three.
QString countText(const Ruleset &before, const Ruleset &after)
{
    int added = 0;
    int removed = 0;
    for (const ChainDifference &chain : differences(before, after)) {
        for (const DifferenceLine &line : chain.lines) {
            added += line.kind == DifferenceLine::Kind::Added ? 1 : 0;
            removed += line.kind == DifferenceLine::Kind::Removed ? 1 : 0;
        }
    }
    return added + removed == 0 ? Text::tr("No rule changes.")
                                : Text::tr("Added: %1. Removed: %2.").arg(added).arg(removed);
}

} // namespace

Result<Ruleset> rulesetOf(const RulesReply &reply, Backend backend, Family family)
{
    if (reply.incomplete) {
        return failure(ErrorCode::Unsupported, "read the rules",
                       "these rules cannot be read completely, so they are not changed");
    }
    Ruleset ruleset;
    if (reply.reading == Reading::Done) {
        auto parsed = parseSave(reply.text, backend, family);
        if (!parsed) {
            return parsed;
        }
        ruleset = std::move(*parsed);
    }
    ruleset.backend = backend;
    ruleset.family = family;
    ruleset.generation = reply.generation;
    return ruleset;
}

Result<Ruleset> rulesAfter(const Ruleset &before, const std::vector<Change> &changes)
{
    Ruleset after = before;
    for (const Change &change : changes) {
        if (const auto applied = applyChange(after, change); !applied) {
            return tl::unexpected(applied.error());
        }
    }
    return after;
}

void printPreview(const Session &session, const Ruleset &before, const Ruleset &after,
                  const std::vector<Change> &changes)
{
    const Output &output = session.output();
    if (session.options().json) {
        auto commands = Json::array();
        for (const Change &change : changes) {
            commands.push_back(command(change, before.backend));
        }
        printJson(output,
                  {{"differences", differenceJson(before, after)},
                   {"openings", openingDifferenceJson(before, after)},
                   {"commands", commands}});
        return;
    }
    printDifference(output, before, after);
    printOpeningDifference(output, before, after);
    output.talk(countText(before, after));
}

} // namespace Portlight::App::Cli
