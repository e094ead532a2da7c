// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/watchpage.h"

#include "app/widgets/card.h"
#include "app/widgets/icons.h"
#include "app/wizard/troubleshootwizard.h"
#include "app/wording/wording.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>

namespace Portlight::App
{

WatchPage::WatchPage(WizardContext &context)
    : m_context(context)
    , m_explanation(textLabel({}, this))
    , m_try(new QPushButton(tr("Tr&y It for Me"), this))
    , m_skip(new QPushButton(tr("&Can't Try Now"), this))
    , m_progress(new QProgressBar(this))
    , m_lines(new QListWidget(this))
{
    setSubTitle(tr("Try the connection now, the way it fails."));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addSpacing(4);
    column->addWidget(m_explanation);
    auto *row = new QHBoxLayout;
    row->addWidget(m_try);
    row->addWidget(m_skip);
    row->addStretch(1);
    column->addLayout(row);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(8);
    m_progress->setAccessibleName(tr("Trying the connection"));
    column->addWidget(m_progress);
    m_lines->setAccessibleName(tr("What was seen"));
    m_lines->setSelectionMode(QAbstractItemView::SingleSelection);
    m_lines->setWordWrap(true);
    m_lines->setIconSize(QSize(18, 18));
    column->addWidget(m_lines, 1);
    setBusy(false);
    connect(m_try, &QPushButton::clicked, this, [this] {
        setBusy(true);
        addLine(QStringLiteral("action-continue"),
                tr("The request was sent; waiting for an answer."));
        m_context.tryConnection();
    });
    connect(m_skip, &QPushButton::clicked, this, [this] {
        m_context.setProbeAllowed(false);
        wizard()->next();
    });
    connect(
        &m_context, &WizardContext::probeFinished, this, [this](const Core::ProbeResult &result) {
            setBusy(false);
            const bool connected = result.outcome == Core::ProbeOutcome::Connected;
            addLine(connected ? QStringLiteral("result-ok") : QStringLiteral("result-problem"),
                    probeText(result));
            addLine(QStringLiteral("help-about"),
                    connected
                        ? tr("It works at the moment. Next checks what could still be in the way.")
                        : tr("This is the failure. Next finds out who is behind it."));
            wizard()->button(QWizard::NextButton)->setFocus();
        });
    connect(&m_context, &WizardContext::probeFailed, this, [this](const Core::Error &error) {
        setBusy(false);
        addLine(QStringLiteral("result-unknown"), errorWords(error).oneLine());
    });
}

void WatchPage::addLine(const QString &iconName, const QString &text)
{
    auto *item =
        new QListWidgetItem(icon(iconName),
                            QStringLiteral("%1  %2").arg(
                                QTime::currentTime().toString(QStringLiteral("HH:mm:ss")), text));
    m_lines->addItem(item);
    m_lines->scrollToBottom();
}

void WatchPage::setBusy(bool busy)
{
    // Kept in the layout: a line that comes and goes would move the buttons under the pointer.
    QSizePolicy policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(policy);
    m_progress->setVisible(busy);
    m_try->setEnabled(!busy && m_context.probeSource() != WizardContext::ProbeSource::None);
}

void WatchPage::initializePage()
{
    m_lines->clear();
    setBusy(false);
    switch (m_context.probeSource()) {
    case WizardContext::ProbeSource::Remote:
        m_explanation->setText(tr("Portlight can try it from the practice computer \"%1\", the one "
                                  "that can't connect.")
                                   .arg(m_context.remoteName()));
        m_try->setFocus();
        break;
    case WizardContext::ProbeSource::Local:
        m_explanation->setText(tr("Portlight can try it from this computer, with one connection "
                                  "and no data."));
        m_try->setFocus();
        break;
    case WizardContext::ProbeSource::None:
        m_explanation->setText(
            tr("Portlight is not on the computer that connects, so it can't try this itself. Try "
               "it there now, note how it fails (\"refused\" at once, or \"timed out\" after a "
               "while), then press Next. The answer will be calculated, not seen."));
        m_skip->setFocus();
        break;
    }
}

int WatchPage::nextId() const
{
    return TroubleshootWizard::ChecksStep;
}

} // namespace Portlight::App
