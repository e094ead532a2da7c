// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/rehearsal/rehearse.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace Portlight::Helper
{

/// What portlight-rehearse reads and writes, one object each. Both ends are of one installation, so
/// a part that is missing is a bug and gives nothing.

nlohmann::json toJson(const RehearsalRequest &request);
std::optional<RehearsalRequest> requestFromJson(const nlohmann::json &json);

nlohmann::json toJson(const Core::Result<Core::RehearsalReport> &result);
Core::Result<Core::RehearsalReport> resultFromJson(const nlohmann::json &json);

nlohmann::json toJson(const Core::ProbeResult &probe);
std::optional<Core::ProbeResult> probeFromJson(const nlohmann::json &json);

nlohmann::json toJson(const Core::RehearsalLimit &limit);
std::optional<Core::RehearsalLimit> limitFromJson(const nlohmann::json &json);

nlohmann::json toJson(const Core::Error &error);
Core::Error errorFromJson(const nlohmann::json &json);

} // namespace Portlight::Helper
