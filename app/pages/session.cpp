// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/session.h"

#include "app/pages/aside.h"
#include "app/pages/localusage.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace Portlight::App
{

namespace
{

constexpr double lossWindowSeconds = 300;
constexpr double forecastSeconds = 120;
constexpr unsigned moreTrialSeconds = 60;

} // namespace

Session::Session(QObject *parent)
    : QObject(parent)
    , m_epoch(new QObject(this))
    , m_tick(new QTimer(this))
{
    m_clock.start();
    m_tick->setInterval(1000);
    connect(m_tick, &QTimer::timeout, this, [this] {
        readUsage();
        if (activeTrial() != nullptr) {
            refreshTrials();
        }
    });
}

Session::~Session()
{
    delete m_epoch;
    // The helper's process lives in the practice network: it goes first.
    m_remoteProber.reset();
    m_localProber.reset();
    m_helper.reset();
}

void Session::switchTo(Mode mode)
{
    Q_EMIT aboutToSwitch();
    delete m_epoch;
    m_epoch = new QObject(this);
    m_remoteProber.reset();
    m_localProber.reset();
    m_helper.reset();
    m_lab.reset();
    m_story.reset();
    releaseAside(std::exchange(m_data, {}));
    m_hasData = false;
    m_reading = false;
    m_readAgain = false;
    m_readingUsage = false;
    m_readingTrials = false;
    m_history.clear();
    m_lossSeconds.reset();
    m_usage = {};
    m_drops.clear();
    m_trials.clear();
    m_mode = mode;
    m_access = Access::Locked;
    m_tick->start();
}

void Session::startLive()
{
    switchTo(Mode::Live);
    m_helper = HelperClient::onSystemBus();
    m_localProber = std::make_unique<LocalProber>();
    readUsage();
    Q_EMIT switched();
    Q_EMIT accessChanged();
}

void Session::startDirect(HelperClient::Launcher launcher)
{
    switchTo(Mode::Direct);
    m_helper = HelperClient::direct(std::move(launcher));
    m_localProber = std::make_unique<LocalProber>();
    readUsage();
    Q_EMIT switched();
    unlock();
}

void Session::startPractice(const QString &story, const QString &backend)
{
    switchTo(Mode::Practice);
    m_lab = std::make_unique<LabClient>();
    connect(m_lab.get(), &LabClient::ended, m_epoch, [this](const QString &reason) {
        Q_EMIT practiceFailed(Core::Error{Core::ErrorCode::KernelRefused,
                                          "keep the practice network",
                                          reason.toStdString(),
                                          reason.toStdString(),
                                          {}});
    });
    setAccess(Access::Asking);
    Q_EMIT switched();
    m_lab->start(story, backend, m_epoch, [this](Core::Result<StoryInfo> info) {
        if (!info) {
            setAccess(Access::Missing);
            Q_EMIT practiceFailed(info.error());
            return;
        }
        m_story = *info;
        m_helper = m_lab->helperClient();
        m_remoteProber = m_lab->clientProber();
        m_localProber = m_lab->hereProber();
        Q_EMIT switched();
        refresh();
    });
}

Session::Mode Session::mode() const
{
    return m_mode;
}

Session::Access Session::access() const
{
    return m_access;
}

const std::optional<StoryInfo> &Session::story() const
{
    return m_story;
}

HelperClient *Session::helper() const
{
    return m_helper.get();
}

Prober *Session::remoteProber() const
{
    return m_remoteProber.get();
}

Prober *Session::localProber() const
{
    return m_localProber.get();
}

void Session::setAccess(Access access)
{
    if (m_access != access) {
        m_access = access;
        Q_EMIT accessChanged();
    }
}

void Session::handleFailure(const Core::Error &error)
{
    if (error.code == Core::ErrorCode::HelperMissing) {
        setAccess(Access::Missing);
    } else if (error.code == Core::ErrorCode::Denied || error.code == Core::ErrorCode::Cancelled) {
        setAccess(Access::Locked);
    }
    Q_EMIT failed(error);
}

void Session::unlock()
{
    if (!m_helper || m_access == Access::Asking) {
        return;
    }
    setAccess(Access::Asking);
    // One cheap call asks for the password; the rest then goes through without asking again.
    m_helper->readInterfaces(m_epoch,
                             [this](Core::Result<std::vector<Core::NetworkInterface>> answer) {
                                 if (!answer) {
                                     setAccess(Access::Locked);
                                     handleFailure(answer.error());
                                     return;
                                 }
                                 refresh();
                             });
}

void Session::readUsage()
{
    if (m_helper && m_access == Access::Open) {
        if (std::exchange(m_readingUsage, true)) {
            return;
        }
        m_helper->readConntrack(m_epoch, [this](Core::Result<ConntrackReply> reply) {
            m_readingUsage = false;
            if (reply) {
                noteUsage(reply->usage, reply->statistics);
            } else {
                handleFailure(reply.error());
            }
        });
    } else if (m_mode != Mode::Practice) {
        noteUsage(readLocalUsage(), {});
    }
}

void Session::noteUsage(const Core::ConntrackUsage &usage,
                        const std::optional<Core::ConntrackStatistics> &statistics)
{
    const double now = seconds();
    if (statistics && m_usage.statistics
        && statistics->drop + statistics->earlyDrop
            > m_usage.statistics->drop + m_usage.statistics->earlyDrop) {
        m_lossSeconds = now;
    }
    const bool lossSeen = m_lossSeconds && now - *m_lossSeconds < lossWindowSeconds;
    const auto previous = m_usage.read ? std::optional(m_usage.state) : std::nullopt;
    m_usage.now = usage;
    m_usage.statistics = statistics;
    m_usage.state = Core::usageState(usage, lossSeen, previous);
    m_usage.read = true;
    if (usage.count) {
        m_history.add(now, *usage.count);
    }
    m_usage.forecast = Core::forecast(m_history.latest(forecastSeconds), usage.max);
    Q_EMIT usageChanged();
}

void Session::refreshTrials()
{
    if (!m_helper || m_readingTrials
        || (m_mode == Mode::Live && m_access != Access::Open && m_access != Access::Asking)) {
        return;
    }
    m_readingTrials = true;
    m_helper->readTrials(m_epoch, [this](Core::Result<std::vector<Trial>> trials) {
        m_readingTrials = false;
        if (trials) {
            m_trials = std::move(*trials);
            Q_EMIT trialsChanged();
        }
    });
}

const FirewallData &Session::data() const
{
    return m_data;
}

bool Session::hasData() const
{
    return m_hasData;
}

QDateTime Session::updated() const
{
    return m_updated;
}

const Session::Usage &Session::usage() const
{
    return m_usage;
}

const UsageHistory &Session::history() const
{
    return m_history;
}

const DropWatch &Session::drops() const
{
    return m_drops;
}

const std::vector<Trial> &Session::trials() const
{
    return m_trials;
}

const Trial *Session::activeTrial() const
{
    const auto found = std::find_if(m_trials.begin(), m_trials.end(), [](const Trial &trial) {
        return trial.here && trial.state == QLatin1String("trying");
    });
    return found == m_trials.end() ? nullptr : &*found;
}

Callback<bool> Session::trialAnswered()
{
    return [this](Core::Result<bool> answer) {
        if (!answer) {
            Q_EMIT failed(answer.error());
        }
        refreshTrials();
        refresh();
    };
}

void Session::keepTrial(const QString &id)
{
    if (m_helper) {
        m_helper->keep(id, m_epoch, trialAnswered());
    }
}

void Session::undoTrial(const QString &id)
{
    if (m_helper) {
        m_helper->undo(id, m_epoch, trialAnswered());
    }
}

void Session::extendTrial(const QString &id)
{
    unsigned left = 0;
    for (const auto &trial : m_trials) {
        if (trial.id == id) {
            left = trial.secondsLeft;
        }
    }
    if (m_helper) {
        m_helper->extend(id, left + moreTrialSeconds, m_epoch, trialAnswered());
    }
}

double Session::seconds() const
{
    return static_cast<double>(m_clock.elapsed()) / 1000.0;
}

} // namespace Portlight::App
