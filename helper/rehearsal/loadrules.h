// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/rehearsal/scene.h"

#include <nlohmann/json_fwd.hpp>

namespace Portlight::Helper
{

/// Loads sets and rules of a scene into this process's network namespace, which must hold none yet.
/// Gives a list of limits as JSON, or an object with "error". A single rule that the kernel refuses
/// here is left out and told.
nlohmann::json loadIntoThisNamespace(const Scene &scene);

} // namespace Portlight::Helper
