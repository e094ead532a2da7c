// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/preview.h"

#include "app/cli/differencetext.h"
#include "app/cli/json.h"
#include "app/cli/openingtext.h"
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
    output.talk(Text::tr("%n changes.", nullptr, static_cast<int>(changes.size())));
}

} // namespace Portlight::App::Cli
