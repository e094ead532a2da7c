// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/flowmeter.h"
#include "core/result.h"

#include <chrono>
#include <memory>

namespace Portlight::Helper
{

/// Counts new and ended flows of this network namespace from the events of ctnetlink, in a thread
/// of its own that runs only while somebody asks for its readings.
class FlowWatch
{
public:
    struct Options {
        /// Without a reading for so long the counting ends.
        std::chrono::milliseconds patience = std::chrono::seconds(10);
        /// Of the socket, in bytes; the kernel drops events when it is full.
        int bufferBytes = 8 * 1024 * 1024;
    };

    FlowWatch();
    explicit FlowWatch(const Options &options);
    ~FlowWatch();

    /// What was counted so far. The first reading, and the first after a pause, starts the counting
    /// and is empty, with another meter number. Unsupported without connection tracking, or where
    /// its events are switched off (net.netfilter.nf_conntrack_events is 0).
    Core::Result<Core::FlowRates> read();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Portlight::Helper
