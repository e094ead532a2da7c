// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/packetwatch.h"

#include <optional>
#include <string>
#include <string_view>

namespace Portlight::Helper
{

struct CaptureRequest {
    Core::WatchSubject subject;
    unsigned seconds = 10;
};

/// What portlight-capture reads (one line) and writes (one line each time something was seen). The
/// writer has looked at hostile packets, so what it says is checked like any other text.

std::string toLine(const CaptureRequest &request);
std::optional<CaptureRequest> captureRequestFrom(std::string_view line);

std::string toLine(const Core::PacketWatch &watch);
std::optional<Core::PacketWatch> packetWatchFrom(std::string_view line);

/// The longest line either side takes.
inline constexpr std::size_t longestCaptureLine = std::size_t{64} * 1024;

/// Exit codes of portlight-capture.
inline constexpr int captureDone = 0;
inline constexpr int captureFailed = 1;
inline constexpr int captureDenied = 4;
inline constexpr int captureNoInterface = 5;

} // namespace Portlight::Helper
