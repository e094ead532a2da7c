// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/lockout.h"

#include <QString>

namespace Portlight::App
{

/// What a change would cut, with the rule that does it: "Your own SSH session from 10.9.0.1 would
/// be cut: rule 3 in INPUT (filter, IPv4, nft) stops what comes in." One sentence, translated.
QString lockOutText(const Core::LockOut &lockOut);

} // namespace Portlight::App
