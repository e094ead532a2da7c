// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/exitcodes.h"

#include <QCoreApplication>

#include <vector>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::CommandTable)
};

int notYet(Session &session, Arguments &arguments)
{
    Q_UNUSED(arguments)
    session.output().talk(
        Text::tr("portlightctl: This version of Portlight can't do that yet. Nothing was done."));
    return ExitUnknown;
}

} // namespace

std::span<const Command> commands()
{
    static const std::vector<Command> all{
        statusCommand,
        rulesCommand,
        explainCommand,
        lintCommand,
        diagnoseCommand,
        fixCommand,
        applyCommand,
        restoreCommand,
        trialsCommand,
        keepCommand,
        undoCommand,
        extendCommand,
        conntrackCommand,
        reportCommand,
        practiceCommand,
        probeCommand,
        persistCommand,
        snapshotCommand,
        {"watch", "QUESTION [--seconds N]",
         [] {
             return Text::tr("Watch packets (not in this version yet).");
         },
         nullptr, notYet},
        {"log", "QUESTION",
         [] {
             return Text::tr("A temporary LOG rule (not in this version yet).");
         },
         nullptr, notYet},
    };
    return all;
}

int usageError(const Session &session, const Arguments &arguments, const char *command)
{
    session.output().talk(QStringLiteral("portlightctl: ") + arguments.problem());
    session.output().talk(
        Text::tr("Try “portlightctl %1 --help”.").arg(QString::fromLatin1(command)));
    return ExitUsage;
}

void addFlag(QCommandLineParser &parser, const char *name, const QString &help)
{
    parser.addOption(QCommandLineOption(QString::fromLatin1(name), help));
}

void addValue(QCommandLineParser &parser, const char *name, const char *valueName,
              const QString &help)
{
    parser.addOption(
        QCommandLineOption(QString::fromLatin1(name), help, QString::fromLatin1(valueName)));
}

} // namespace Portlight::App::Cli
