// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/helperclient.h"
#include "app/client/prober.h"
#include "core/diagnosis/derive.h"

#include <QObject>

namespace Portlight::App
{

struct GatherOptions {
    bool probe = true;
    /// Prober at the asking side (the practice client for direction in); null: none there.
    Prober *remoteProber = nullptr;
    /// Prober on this computer, for the directions out and forward; null: none.
    Prober *localProber = nullptr;
    int probeTimeoutMilliseconds = 3000;
    /// Watch packets while the connection is tried, by a prober or by somebody else, for at most so
    /// many seconds; 0: do not watch. Ends sooner at a clear sign.
    unsigned watchSeconds = 0;
};

struct Gathered {
    Core::Question question; ///< with everything derived
    Core::Evidence evidence;
};

/// Collects the evidence for a question from helper and probers, in parallel where it can. Reads
/// only the family asked about. A part that cannot be read is marked in the evidence and the rest
/// goes on; only a question that makes no sense, or a cancel, is a failure. One object, one run.
class EvidenceGatherer : public QObject
{
    Q_OBJECT

public:
    EvidenceGatherer(HelperClient &client, Core::Question question, GatherOptions options,
                     QObject *parent = nullptr);
    ~EvidenceGatherer() override;
    void start();
    void cancel();

Q_SIGNALS:
    /// A step began: "interfaces", "rules", "listeners", "conntrack", "managers", "settings",
    /// "watch", "probe".
    void stepStarted(const QString &step);
    /// What the packet watch has seen so far.
    void watched(const Portlight::Core::PacketWatch &watch);
    void finished(const Portlight::App::Gathered &gathered);
    void failed(const Portlight::Core::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Portlight::App
