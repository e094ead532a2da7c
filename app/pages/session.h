// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/helperclient.h"
#include "app/client/labclient.h"
#include "app/client/prober.h"
#include "app/models/dropwatch.h"
#include "app/models/firewallview.h"
#include "app/models/usagehistory.h"
#include "core/conntrack/usage.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <optional>

class QTimer;

namespace Portlight::App
{

/// What the window looks at: this computer, or a practice network. Holds the helper client and the
/// latest readings; pages show them and ask for new ones. In live mode nothing is asked of the
/// helper before unlock(), so that no password prompt appears by itself.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class Mode { Live, Direct, Practice };
    enum class Access {
        Locked, ///< nothing was asked yet, or permission was refused
        Asking,
        Open,
        Missing, ///< the helper is not installed or went away
    };
    struct Usage {
        Core::ConntrackUsage now;
        Core::UsageState state = Core::UsageState::NotInUse;
        Core::Forecast forecast;
        std::optional<Core::ConntrackStatistics> statistics;
        bool read = false;
    };

    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    void startLive();
    /// `launcher`: see HelperClient::direct().
    void startDirect(HelperClient::Launcher launcher = {});
    void startPractice(const QString &story, const QString &backend);

    Mode mode() const;
    Access access() const;
    const std::optional<StoryInfo> &story() const;
    HelperClient *helper() const;
    Prober *remoteProber() const;
    Prober *localProber() const;

    void unlock();
    /// Reads everything anew.
    void refresh();
    struct RuleSide {
        Core::Backend backend;
        Core::Family family;
    };
    /// Brings rulesets up to date: only their counters are read while their generation stands
    /// still.
    void refreshRules(const std::vector<RuleSide> &sides);
    void refreshTrials();

    const FirewallData &data() const;
    /// A full reading has arrived since the start.
    bool hasData() const;
    QDateTime updated() const;
    const Usage &usage() const;
    const UsageHistory &history() const;
    const DropWatch &drops() const;
    const std::vector<Trial> &trials() const;
    /// The trial that runs in this network, or null.
    const Trial *activeTrial() const;
    void keepTrial(const QString &id);
    void undoTrial(const QString &id);
    void extendTrial(const QString &id);
    double seconds() const;

Q_SIGNALS:
    /// Helper and probers are about to go: let go of them.
    void aboutToSwitch();
    void switched();
    void accessChanged();
    void dataChanged();
    /// Rules or counters were brought up to date; the rest of the data is as it was.
    void rulesChanged();
    void usageChanged();
    void trialsChanged();
    void failed(const Portlight::Core::Error &error);
    /// The practice network could not be built or fell apart.
    void practiceFailed(const Portlight::Core::Error &error);

private:
    struct PendingRead;
    struct PendingRefresh;
    /// Null without doubt: there is none. Null with doubt: it could not be read.
    using RulesetRead = std::function<void(std::shared_ptr<const Core::Ruleset>, bool doubt)>;
    void switchTo(Mode mode);
    void setAccess(Access access);
    void handleFailure(const Core::Error &error);
    void readUsage();
    void readingDone();
    void noteUsage(const Core::ConntrackUsage &usage,
                   const std::optional<Core::ConntrackStatistics> &statistics);
    void readNative(const std::shared_ptr<PendingRead> &pending);
    void partDone(const std::shared_ptr<PendingRead> &pending);
    void dataRead(FirewallData &&data, DropWatch::Sample &&drops);
    void readRuleset(Core::Backend backend, Core::Family family, RulesetRead done);
    void refreshSide(const RuleSide &side, const RulesetRead &done);
    void refreshed(const std::shared_ptr<PendingRefresh> &pending);
    Callback<bool> trialAnswered();

    Mode m_mode = Mode::Live;
    Access m_access = Access::Locked;
    std::unique_ptr<LabClient> m_lab;
    std::unique_ptr<HelperClient> m_helper;
    std::unique_ptr<Prober> m_remoteProber;
    std::unique_ptr<Prober> m_localProber;
    std::optional<StoryInfo> m_story;
    /// Context of all calls: deleted on a switch, and with it all answers on their way.
    QObject *m_epoch = nullptr;
    FirewallData m_data;
    bool m_hasData = false;
    bool m_reading = false;
    bool m_readAgain = false; ///< a refresh was asked for while one was on its way
    bool m_readingUsage = false;
    bool m_readingTrials = false;
    QDateTime m_updated;
    Usage m_usage;
    UsageHistory m_history;
    std::optional<double> m_lossSeconds;
    DropWatch m_drops;
    std::vector<Trial> m_trials;
    QTimer *m_tick;
    QElapsedTimer m_clock;
};

} // namespace Portlight::App
