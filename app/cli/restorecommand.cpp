// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/applycommand.h"
#include "app/cli/changefile.h"
#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/cli/livesnapshot.h"
#include "app/cli/preview.h"
#include "app/cli/rulefiles.h"
#include "core/change/difference.h"
#include "core/text/saveparser.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::RestoreCommand)
};

using namespace Core;

void addOptions(QCommandLineParser &parser)
{
    addChangeFileOptions(parser);
    addValue(parser, "family", "F", Text::tr("ipv4 or ipv6."));
    addFlag(parser, "keep-others", Text::tr("Leave rule lists alone that FILE does not have."));
    addTrialOptions(parser);
}

/// Without what the saving program said of the day.
std::optional<Ruleset> readWanted(Arguments &arguments, const ChangeFile &file)
{
    auto wanted = parseSave(file.text, Backend::File, file.family);
    if (!wanted) {
        arguments.wrong(atPlace(file.name, wanted.error()));
        return std::nullopt;
    }
    if (wanted->tables.empty()) {
        arguments.wrong(Text::tr("%1: there is no table in it").arg(file.name));
        return std::nullopt;
    }
    return *std::move(wanted);
}

int run(Session &session, Arguments &arguments)
{
    const TrialOptions options = readTrialOptions(arguments);
    const auto file = readChangeFile(arguments);
    const auto wanted = file ? readWanted(arguments, *file) : std::nullopt;
    if (!wanted) {
        return ExitUsage;
    }
    auto readings = readAllRules(session, {file->backend}, {file->family});
    if (!readings.front().reply) {
        return session.fail(readings.front().reply.error());
    }
    const auto now = rulesetOf(*readings.front().reply, file->backend, file->family);
    if (!now) {
        return session.fail(now.error());
    }
    TryRequest request;
    auto changes = changesBetween(*now, *wanted, {}, arguments.has("keep-others"));
    if (!changes) {
        return session.fail(changes.error());
    }
    request.changes = *std::move(changes);
    const auto after = rulesAfter(*now, request.changes);
    if (!after) {
        return session.fail(after.error());
    }
    if (request.changes.empty() && !session.options().json) {
        session.output().talk(Text::tr("The rules are as in %1 already.").arg(file->name));
        return ExitDone;
    }
    printPreview(session, *now, *after, request.changes);
    if (request.changes.empty()) {
        return ExitDone;
    }
    if (arguments.has("dry-run")) {
        return ExitDone;
    }
    if (!now->generation.empty()) {
        const std::string key =
            std::string(toString(file->backend)) + '/' + std::string(toString(file->family));
        request.generations.emplace(key, now->generation);
    }
    request.summary = Text::tr("Rules of %1").arg(file->name);
    return tryAndWait(session, request, options, canAskAbout(*file));
}

} // namespace

constinit const Command restoreCommand{
    "restore",
    "FILE|- --backend legacy|nft --family ipv4|ipv6 [--keep-others] [--dry-run] [--try SECONDS] "
    "[--yes]",
    [] {
        return Text::tr("Make the tables of a file that iptables-save wrote what they are in it; "
                        "undone unless kept.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
