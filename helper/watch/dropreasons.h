// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace Portlight::Helper
{

/// Why the kernel drops packets of IPv4 and IPv6, from the event skb:kfree_skb, as long as this
/// object lives. It uses a trace instance of its own, so nobody else's tracing is disturbed, and
/// takes it away at the end; what a killed process left is taken away by the next one. The event
/// belongs to no network namespace and holds no addresses.
class DropReasons
{
public:
    /// Unsupported where there is no tracefs, no such event or no reason in it; Denied where it may
    /// not be used.
    /// `id`, of letters and digits, tells this instance from others of the process.
    static Core::Result<std::unique_ptr<DropReasons>> start(const std::string &id);
    DropReasons(const DropReasons &) = delete;
    DropReasons &operator=(const DropReasons &) = delete;
    ~DropReasons();

    /// Packets by reason since start(); the newest few thousand are counted. Reasons that say
    /// nothing (NOT_SPECIFIED) are left out.
    std::map<std::string, std::uint64_t> read() const;

private:
    explicit DropReasons(std::string folder);
    std::string m_folder;
};

/// Counts the reasons in what the file "trace" of an instance shows. Lines that are not of this
/// event are left out.
std::map<std::string, std::uint64_t> dropReasonsIn(std::string_view trace);

/// The number of NOT_SPECIFIED in an event's file "format"; -1 when the event has no reasons.
int notSpecifiedIn(std::string_view format);

} // namespace Portlight::Helper
