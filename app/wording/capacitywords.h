// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/capacity.h"
#include "core/conntrack/entry.h"
#include "core/conntrack/settingcheck.h"

#include <QString>

namespace Portlight::App
{

/// Sentences about the size of the connection table; see wording.h.

QString capacitySentence(const Core::CapacityPlan &plan, const Core::CapacityInput &input);
QString adviceSentence(Core::CapacityAdvice advice, const Core::CapacityPlan &plan);
QString sourceText(Core::ValueSource source); ///< "measured"
QString doubtSentence(Core::SettingDoubt doubt);
/// "TIME_WAIT" stays as the kernel has it; "ASSURED", "REPLIED", "UNREPLIED" become words.
QString entryStateText(const Core::ConntrackEntry &entry);

} // namespace Portlight::App
