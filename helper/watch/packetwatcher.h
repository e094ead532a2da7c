// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/packetwatch.h"
#include "core/result.h"
#include "helper/watch/capturejson.h"

#include <memory>

namespace Portlight::Helper
{

/// Who starts portlight-capture: a transient unit of systemd that may open the one socket and
/// little else, or a plain child process.
enum class CaptureHost : std::uint8_t { Systemd, Child };

/// One packet watch under way, done by portlight-capture. Ends with its time, with this object, and
/// with the process it lives in.
class PacketWatcher
{
public:
    /// Returns when the watch has begun: what is sent afterwards is seen. Denied, Unsupported (no
    /// such program) or NotFound (no such interface).
    static Core::Result<std::unique_ptr<PacketWatcher>> start(const CaptureRequest &request,
                                                              CaptureHost host);
    ~PacketWatcher();

    /// What was seen so far; `running` until it ended.
    Core::PacketWatch read() const;
    bool isRunning() const;
    /// Ends it early; what it has to say comes a moment later.
    void end();
    /// end(), and waits for that moment.
    void stop();

private:
    struct Private;
    explicit PacketWatcher(std::unique_ptr<Private> started);
    std::unique_ptr<Private> d;
};

} // namespace Portlight::Helper
