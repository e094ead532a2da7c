// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/prober.h"

#include <QByteArray>
#include <QStringList>

namespace Portlight::App
{

/// The line that `portlightctl probe --json` prints, and its reader:
/// {"outcome":"rejected","errno":111,"icmp_type":3,"icmp_code":3,"offender":"10.0.0.1",
///  "milliseconds":0.4}. What is not known is left out.
QByteArray probeToJson(const Core::ProbeResult &result);
Core::Result<Core::ProbeResult> probeFromJson(const QByteArray &line);

/// Arguments of portlightctl that make it do this request.
QStringList probeArguments(const ProbeRequest &request);

QString probeOutcomeCode(Core::ProbeOutcome outcome); ///< "timed-out"

} // namespace Portlight::App
