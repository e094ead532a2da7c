// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/labclient.h"
#include "app/client/prober.h"

#include <QPointer>

namespace Portlight::App
{

/// Probes from a computer of the practice network, by running `portlightctl probe` in its node.
class LabProber : public Prober
{
    Q_OBJECT

public:
    /// `fromWhere` ends up in the results: "here", or what the node is called.
    LabProber(LabClient *lab, QString node, QString fromWhere, QObject *parent = nullptr);
    void probe(const ProbeRequest &request, QObject *context,
               Callback<Core::ProbeResult> done) override;

private:
    QPointer<LabClient> m_lab;
    QString m_node;
    QString m_fromWhere;
};

} // namespace Portlight::App
