// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/arguments.h"

#include <optional>
#include <string>

namespace Portlight::App::Cli
{

/// What `apply` and `restore` are about: FILE, and the firewall it is for.
struct ChangeFile {
    QString name; ///< "-" is standard input
    Core::Backend backend = Core::Backend::Nft;
    Core::Family family = Core::Family::Ipv4;
    std::string text;
};

void addChangeFileOptions(QCommandLineParser &parser);

/// Reads FILE when nothing was wrong with the arguments so far and --backend and --family are
/// there, too; otherwise, or when it can't be read, says so through Arguments::wrong.
std::optional<ChangeFile> readChangeFile(Arguments &arguments);

/// Whether somebody at the terminal can be asked: what comes from standard input can't be answered
/// there, too.
bool canAskAbout(const ChangeFile &file);

} // namespace Portlight::App::Cli
