// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/service/helperprocess.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace Portlight::Helper
{

inline constexpr int exitCannotServe = 1;
inline constexpr int exitUsage = 2;

/// What the command line of portlight-helper says.
struct Options {
    std::optional<int> exitCode; ///< print `message` and end
    QString message;
    QString askCaller; ///< not empty: answer one polkit question (PolkitAuthorizer::askAndExit)
    QString askAction;
    HelperOptions helper;
};

/// `arguments` with the program's name at the front.
Options readOptions(const QStringList &arguments);

} // namespace Portlight::Helper
