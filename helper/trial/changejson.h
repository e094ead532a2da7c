// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace Portlight::Helper
{

nlohmann::json toJson(const Core::Change &change);
std::optional<Core::Change> changeFromJson(const nlohmann::json &json);
nlohmann::json toJson(const Core::ChainPlace &place);
std::optional<Core::ChainPlace> placeFromJson(const nlohmann::json &json);

} // namespace Portlight::Helper
