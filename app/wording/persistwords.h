// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/persistence.h"

#include <QString>

namespace Portlight::App
{

/// Sentences about saving, as wording.h.
QString wayText(const std::string &way);
/// Why something is not saved, to stand behind its name: "Docker makes it anew by itself".
QString leftOutReasonText(const Core::LeftOut &what);
QString persistenceNoteText(const Core::PersistenceNote &note);

} // namespace Portlight::App
