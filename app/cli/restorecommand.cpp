// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/applycommand.h"
#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/cli/inputfile.h"
#include "app/cli/livesnapshot.h"
#include "app/cli/preview.h"
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
    addValue(parser, "backend", "B", Text::tr("legacy or nft."));
    addValue(parser, "family", "F", Text::tr("ipv4 or ipv6."));
    addFlag(parser, "keep-others", Text::tr("Leave rule lists alone that FILE does not have."));
    addFlag(parser, "dry-run", Text::tr("Show what would change and change nothing."));
    addTrialOptions(parser);
}

/// Without what the saving program said of the day.
std::optional<Ruleset> readWanted(Arguments &arguments, Family family)
{
    const QString file = arguments.positional().value(0);
    const auto text = readInput(file);
    auto wanted = text ? parseSave(*text, Backend::File, family)
                       : Result<Ruleset>(tl::unexpected(text.error()));
    if (!wanted) {
        const Error &error = wanted.error();
        QString place = file;
        if (error.position.line != 0) {
            place += QStringLiteral(":%1").arg(error.position.line);
        }
        arguments.wrong(place + QStringLiteral(": ") + QString::fromStdString(error.message));
        return std::nullopt;
    }
    if (wanted->tables.empty()) {
        arguments.wrong(Text::tr("%1: there is no table in it").arg(file));
        return std::nullopt;
    }
    return *std::move(wanted);
}

void checkArguments(Arguments &arguments, const std::optional<Backend> &backend)
{
    if (arguments.positional().size() != 1) {
        arguments.wrong(Text::tr("one FILE is expected, or - for standard input"));
    } else if (!arguments.has("backend")) {
        arguments.wrong(Text::tr("--backend is missing: legacy or nft"));
    } else if (!arguments.has("family")) {
        arguments.wrong(Text::tr("--family is missing: ipv4 or ipv6"));
    } else if (backend == Backend::Native) {
        arguments.wrong(Text::tr("--backend “native”: legacy or nft is expected"));
    }
}

int run(Session &session, Arguments &arguments)
{
    const auto backend = arguments.backend("backend");
    const auto family = arguments.family("family");
    const TrialOptions options = readTrialOptions(arguments);
    checkArguments(arguments, backend);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    const auto wanted = readWanted(arguments, *family);
    if (!wanted) {
        return ExitUsage;
    }
    auto readings = readAllRules(session, {*backend}, {*family});
    if (!readings.front().reply) {
        return session.fail(readings.front().reply.error());
    }
    const auto now = rulesetOf(*readings.front().reply, *backend, *family);
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
    printPreview(session, *now, *after, request.changes);
    if (request.changes.empty()) {
        session.output().talk(
            Text::tr("The rules are as in %1 already.").arg(arguments.positional().constFirst()));
        return ExitDone;
    }
    if (arguments.has("dry-run")) {
        return ExitDone;
    }
    if (!now->generation.empty()) {
        const std::string key =
            std::string(toString(*backend)) + '/' + std::string(toString(*family));
        request.generations.emplace(key, now->generation);
    }
    request.summary = Text::tr("Rules of %1").arg(arguments.positional().constFirst());
    const bool ask = canAsk() && arguments.positional().constFirst() != QLatin1String("-");
    return tryAndWait(session, request, options, ask);
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
