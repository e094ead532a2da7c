// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/screenshot.h"

#include "app/pages/mainwindow.h"
#include "app/pages/rulespage.h"
#include "app/pages/session.h"
#include "app/pages/troubleshootpage.h"
#include "app/wizard/troubleshootwizard.h"
#include "app/wording/wording.h"

#include <QMap>
#include <QPixmap>
#include <QTimer>

namespace Portlight::App
{

namespace
{

const QMap<QString, int> &stepsByName()
{
    static const QMap<QString, int> steps = {
        {QStringLiteral("symptom"), TroubleshootWizard::SymptomStep},
        {QStringLiteral("connection"), TroubleshootWizard::ConnectionStep},
        {QStringLiteral("read"), TroubleshootWizard::ReadStep},
        {QStringLiteral("watch"), TroubleshootWizard::WatchStep},
        {QStringLiteral("checks"), TroubleshootWizard::ChecksStep},
        {QStringLiteral("found"), TroubleshootWizard::FoundStep},
        {QStringLiteral("fix"), TroubleshootWizard::FixStep},
        {QStringLiteral("review"), TroubleshootWizard::ReviewStep},
        {QStringLiteral("done"), TroubleshootWizard::DoneStep},
    };
    return steps;
}

const QMap<QString, MainWindow::PageIndex> &pagesByName()
{
    static const QMap<QString, MainWindow::PageIndex> pages = {
        {QStringLiteral("overview"), MainWindow::Overview},
        {QStringLiteral("rules"), MainWindow::Rules},
        {QStringLiteral("capacity"), MainWindow::Capacity},
        {QStringLiteral("troubleshoot"), MainWindow::Troubleshoot},
        {QStringLiteral("history"), MainWindow::History},
    };
    return pages;
}

} // namespace

Screenshot::Screenshot(Session &session, MainWindow &window, const QString &page,
                       const QString &file, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_window(window)
    , m_page(page)
    , m_file(file)
{
}

int Screenshot::wizardStep(const QString &page)
{
    if (page.startsWith(QLatin1String("wizard-"))) {
        bool isNumber = false;
        const int number = page.mid(7).toInt(&isNumber);
        return isNumber && number >= 1 && number <= TroubleshootWizard::StepCount ? number - 1 : -1;
    }
    return stepsByName().value(page, -1);
}

bool Screenshot::isKnownPage(const QString &page)
{
    return pagesByName().contains(page) || wizardStep(page) >= 0;
}

void Screenshot::start()
{
    constexpr int patienceMilliseconds = 60000;
    QTimer::singleShot(patienceMilliseconds, this, [this] {
        Q_EMIT finished(false, tr("The data did not come in time."));
    });
    connect(&m_session, &Session::practiceFailed, this, [this](const Core::Error &error) {
        Q_EMIT finished(false, errorWords(error).oneLine());
    });
    if (m_session.mode() == Session::Mode::Live || m_session.hasData()) {
        openPage();
        return;
    }
    connect(&m_session, &Session::dataChanged, this, &Screenshot::openPage);
    connect(&m_session, &Session::failed, this, [this](const Core::Error &error) {
        if (!m_session.hasData()) {
            Q_EMIT finished(false, errorWords(error).oneLine());
        }
    });
}

void Screenshot::openPage()
{
    if (m_opened) {
        return;
    }
    m_opened = true;
    const int step = wizardStep(m_page);
    m_window.showPage(step >= 0 ? MainWindow::Troubleshoot : pagesByName().value(m_page));
    if (step > 0) {
        walkWizard();
        return;
    }
    // Charts and the column of the last seconds need a few readings.
    const bool needsTime = m_page == QLatin1String("capacity") || m_page == QLatin1String("rules");
    grabSoon(needsTime ? 6500 : 1200);
}

void Screenshot::walkWizard()
{
    auto *wizard = m_window.troubleshootPage()->wizard();
    auto *context = m_window.troubleshootPage()->context();
    if (wizard == nullptr) {
        Q_EMIT finished(false, tr("There is nothing to ask about."));
        return;
    }
    const int wanted = wizardStep(m_page);
    const auto advance = [this, wizard, context, wanted] {
        for (int guard = 0; guard < TroubleshootWizard::StepCount; ++guard) {
            const int now = wizard->currentId();
            const bool isHere = now >= wanted || now < 0;
            if (now == TroubleshootWizard::WatchStep && !context->firstProbe()
                && context->probeSource() != WizardContext::ProbeSource::None) {
                context->tryConnection();
                return;
            }
            if (now == TroubleshootWizard::ChecksStep && context->isDiagnosing()) {
                return;
            }
            if (now == TroubleshootWizard::DoneStep
                && (context->isRetrying() || !context->afterwards())) {
                return;
            }
            if (isHere) {
                grabSoon(1200);
                return;
            }
            wizard->next();
            if (wizard->currentId() == now) {
                if (now == TroubleshootWizard::ReviewStep && context->isApplying()) {
                    return;
                }
                Q_EMIT finished(false, tr("The wizard does not get to this step."));
                return;
            }
        }
    };
    connect(context, &WizardContext::probeFinished, this, advance, Qt::QueuedConnection);
    connect(context, &WizardContext::diagnosisFinished, this, advance, Qt::QueuedConnection);
    connect(context, &WizardContext::trialStarted, this, advance, Qt::QueuedConnection);
    connect(context, &WizardContext::retryFinished, this, advance, Qt::QueuedConnection);
    const auto fail = [this](const Core::Error &error) {
        Q_EMIT finished(false, errorWords(error).oneLine());
    };
    connect(context, &WizardContext::probeFailed, this, fail);
    connect(context, &WizardContext::diagnosisFailed, this, fail);
    connect(context, &WizardContext::trialFailed, this, fail);
    advance();
}

void Screenshot::grabSoon(int milliseconds)
{
    if (std::exchange(m_grabbing, true)) {
        return;
    }
    QTimer::singleShot(milliseconds, this, [this] {
        const bool saved = m_window.grab().save(m_file);
        Q_EMIT finished(
            saved, saved ? QString() : tr("The picture could not be saved to %1.").arg(m_file));
    });
}

} // namespace Portlight::App
