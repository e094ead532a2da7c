// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

#include <optional>
#include <string>

namespace Portlight::Helper
{

/// One changing request, from whom and how it ended.
struct AuditRecord {
    QString method;
    QString caller; ///< unique bus name; empty without a bus
    unsigned uid = 0;
    QString action;
    QString subject; ///< what it is about; may hold text of the caller
    std::optional<Core::Error> error; ///< nothing: done
};

/// "portlight: Try caller=:1.5 uid=1000 action=… result=done about=…", on one line: every piece is
/// without control characters and has a limit, so that no caller can forge a line.
std::string auditLine(const AuditRecord &record);

/// Writes the line to stderr, which is the journal under systemd.
void audit(const AuditRecord &record);

} // namespace Portlight::Helper
