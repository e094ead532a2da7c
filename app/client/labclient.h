// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/helperclient.h"
#include "app/client/prober.h"

#include <QJsonObject>
#include <QObject>
#include <QStringList>

namespace Portlight::App
{

struct StoryInfo {
    QString id; ///< "blocked-web-server"
    QString backend; ///< "nft" or "legacy"
    Core::Question question; ///< what to ask about it
    QString here; ///< the node that is "this computer"
    QString client; ///< the node that cannot connect
};

/// A running practice network: the program portlight-lab as a child process, spoken to in JSON
/// lines (helper/lab/README.md). Ends with this object, and all its namespaces with it.
class LabClient : public QObject
{
    Q_OBJECT

public:
    explicit LabClient(QObject *parent = nullptr);
    ~LabClient() override;

    /// Story ids known to the lab program; empty when it is missing.
    static QStringList stories();

    void start(const QString &story, const QString &backend, QObject *context,
               Callback<StoryInfo> done);
    struct RunResult {
        int exitCode = 0;
        QByteArray output;
        QByteArray errors;
    };
    /// Runs a program in a node and waits for its end.
    void run(const QString &node, const QStringList &command, QObject *context,
             Callback<RunResult> done);
    /// A helper client whose helper runs in node "here".
    std::unique_ptr<HelperClient> helperClient();
    /// A prober that probes from the client's node, and one from "here".
    std::unique_ptr<Prober> clientProber();
    std::unique_ptr<Prober> hereProber();
    const StoryInfo &story() const;

Q_SIGNALS:
    void ended(const QString &reason); ///< the lab program went away by itself

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Portlight::App
