// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/watch/capturejson.h"
#include "helper/watch/frame.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace Portlight::Helper
{

/// Where portlight-capture gets its packets from. Opened with privileges, read without.
class CaptureSource
{
public:
    struct Packet {
        std::optional<WatchedPacket> watched; ///< nothing: not about the subject
        std::optional<std::chrono::nanoseconds> seen; ///< since 1970, as the kernel says
    };

    CaptureSource() = default;
    CaptureSource(const CaptureSource &) = delete;
    CaptureSource &operator=(const CaptureSource &) = delete;
    virtual ~CaptureSource() = default;

    /// Readable when a packet waits.
    virtual int descriptor() const = 0;
    /// The next one; nothing when none waits.
    virtual std::optional<Packet> next() = 0;
    virtual std::uint64_t lost() = 0;
};

/// What goes in and out of the network devices (libpcap). `code` is the exit code that says why
/// there is none, and why is said on standard error; so with the next.
std::unique_ptr<CaptureSource> openWire(const Core::WatchSubject &subject, int &code);
/// What a rule with the target NFLOG hands over: its group and prefix are in the subject.
std::unique_ptr<CaptureSource> openLog(const Core::WatchSubject &subject, int &code);

/// Says it on standard error and gives the code back.
int complain(int code, const char *what, const char *detail);

} // namespace Portlight::Helper
