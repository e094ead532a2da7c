// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/session.h"

#include <span>

namespace Portlight::App::Cli
{

/// One command of portlightctl. Each file *command.cpp makes one or a few of them; commandtable.cpp
/// lists all.
struct Command {
    const char *name;
    const char *arguments; ///< of the usage line: "FILE|- --backend legacy|nft …"
    QString (*summary)(); ///< one line, translated
    /// Null: the options are not looked at (a command of a later version may get any).
    void (*addOptions)(QCommandLineParser &parser);
    /// Ends with an exit code. A usage error is reported through Arguments::wrong before anything
    /// is done or printed.
    int (*run)(Session &session, Arguments &arguments);
};

std::span<const Command> commands();

/// Reports the first problem of the arguments on stderr, with a hint where to read more.
int usageError(const Session &session, const Arguments &arguments, const char *command);

/// Shorthand for addOptions: a flag, and an option with a value.
void addFlag(QCommandLineParser &parser, const char *name, const QString &help);
void addValue(QCommandLineParser &parser, const char *name, const char *valueName,
              const QString &help);

extern const Command statusCommand;
extern const Command rulesCommand;
extern const Command explainCommand;
extern const Command lintCommand;
extern const Command diagnoseCommand;
extern const Command fixCommand;
extern const Command applyCommand;
extern const Command restoreCommand;
extern const Command trialsCommand;
extern const Command keepCommand;
extern const Command undoCommand;
extern const Command extendCommand;
extern const Command conntrackCommand;
extern const Command reportCommand;
extern const Command practiceCommand;
extern const Command probeCommand;
extern const Command watchCommand;
extern const Command logCommand;
extern const Command persistCommand;
extern const Command snapshotCommand;

} // namespace Portlight::App::Cli
