// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/packetwatch.h"

#include <string>
#include <vector>

namespace Portlight::Helper
{

/// The filter of a watch in the words of pcap-filter(7), made of numbers and addresses only. It
/// lets through the packets of the subject in both families and the ICMP errors that may quote
/// them; readFrame() looks closer. `interfaces` are indexes; empty: all.
std::string captureFilter(const Core::WatchSubject &subject,
                          const std::vector<unsigned> &interfaces);

} // namespace Portlight::Helper
