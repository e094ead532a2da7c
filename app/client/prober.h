// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/helperclient.h"
#include "core/diagnosis/evidence.h"

#include <QObject>

namespace Portlight::App
{

struct ProbeRequest {
    std::uint8_t protocol = Core::ProtocolTcp;
    Core::IpAddress to;
    std::uint16_t port = 0;
    std::optional<Core::IpAddress> bindTo;
    int timeoutMilliseconds = 3000; ///< 100..30000
};

/// Tries a connection and tells exactly what came back (FACTS.md 1.1, 2.3). Needs no privileges.
/// Blocking; TCP reads IP_RECVERR's error queue for the rejecting hop, UDP sends one empty
/// datagram, ping uses an unprivileged ICMP socket where allowed.
Core::ProbeResult probeNow(const ProbeRequest &request);

/// Where probes start from: this computer, or a computer of the practice network.
class Prober : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void probe(const ProbeRequest &request, QObject *context,
                       Callback<Core::ProbeResult> done) = 0;
};

/// Runs probeNow in a worker thread.
class LocalProber : public Prober
{
    Q_OBJECT

public:
    using Prober::Prober;
    void probe(const ProbeRequest &request, QObject *context,
               Callback<Core::ProbeResult> done) override;
};

} // namespace Portlight::App
