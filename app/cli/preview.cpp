// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/preview.h"

#include "app/cli/json.h"
#include "app/wording/wording.h"
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

constexpr std::string_view markOf(DifferenceLine::Kind kind)
{
    switch (kind) {
    case DifferenceLine::Kind::Removed:
        return "-";
    case DifferenceLine::Kind::Added:
        return "+";
    case DifferenceLine::Kind::Same:
        break;
    }
    return " ";
}

void printJsonPreview(const Output &output, const std::vector<ChainDifference> &differences,
                      const std::vector<Change> &changes, Backend backend)
{
    auto chains = nlohmann::json::array();
    for (const ChainDifference &difference : differences) {
        auto lines = nlohmann::json::array();
        for (const DifferenceLine &line : difference.lines) {
            lines.push_back(std::string(markOf(line.kind)) + line.text);
        }
        chains.push_back(
            {{"table", difference.table}, {"chain", difference.chain}, {"lines", lines}});
    }
    auto commands = nlohmann::json::array();
    for (const Change &change : changes) {
        commands.push_back(command(change, backend));
    }
    printJson(output, {{"differences", chains}, {"commands", commands}});
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
    const auto found = differences(before, after);
    if (session.options().json) {
        printJsonPreview(output, found, changes, before.backend);
        return;
    }
    for (const ChainDifference &difference : found) {
        output.data(output.bold(Text::tr("%1 in %2", "the list INPUT in the table filter")
                                    .arg(QString::fromStdString(difference.chain),
                                         QString::fromStdString(difference.table))));
        for (const DifferenceLine &line : difference.lines) {
            const QString text = QString::fromUtf8(markOf(line.kind).data(), 1) + QLatin1Char(' ')
                + QString::fromStdString(line.text);
            output.data(line.kind == DifferenceLine::Kind::Removed     ? output.bad(text)
                            : line.kind == DifferenceLine::Kind::Added ? output.good(text)
                                                                       : text);
        }
    }
    output.talk(Text::tr("%n changes.", nullptr, static_cast<int>(changes.size())));
}

} // namespace Portlight::App::Cli
