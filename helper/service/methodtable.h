// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QLatin1String>
#include <QString>

namespace Portlight::Helper
{

enum class Access {
    Read,
    Change, ///< one at a time, written to the journal
};

struct MethodRule {
    const char *method;
    const char *action; ///< what polkit is asked
    Access access;
};

/// The rule of a method of the interface, or null: then it is refused. Deny is the default, and a
/// test walks the interface for methods without a rule.
const MethodRule *methodRule(const QString &method);

} // namespace Portlight::Helper
