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

} // namespace

std::span<const Command> commands()
{
    static const std::vector<Command> all{
        statusCommand, rulesCommand,   explainCommand,   lintCommand,   diagnoseCommand,
        fixCommand,    applyCommand,   restoreCommand,   trialsCommand, keepCommand,
        undoCommand,   extendCommand,  conntrackCommand, reportCommand, practiceCommand,
        probeCommand,  persistCommand, snapshotCommand,  watchCommand,  logCommand,
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
