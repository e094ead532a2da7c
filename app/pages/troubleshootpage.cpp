// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/troubleshootpage.h"

#include "app/pages/session.h"
#include "app/wizard/troubleshootwizard.h"

#include <QAbstractButton>
#include <QTimer>
#include <QVBoxLayout>

namespace Portlight::App
{

TroubleshootPage::TroubleshootPage(Session &session, QWidget *parent)
    : Page(session, tr("Troubleshoot"), parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    connect(&session, &Session::aboutToSwitch, this, &TroubleshootPage::letGo);
    connect(&session, &Session::switched, this, &TroubleshootPage::restart);
    connect(&session, &Session::accessChanged, this, [this] {
        if (m_context) {
            m_context->setUnlocked(this->session().access() == Session::Access::Open);
        }
    });
}

TroubleshootPage::~TroubleshootPage()
{
    letGo();
}

void TroubleshootPage::letGo()
{
    delete m_wizard;
    m_wizard = nullptr;
    m_context.reset();
}

void TroubleshootPage::restart()
{
    letGo();
    if (session().helper() == nullptr) {
        return;
    }
    WizardServices services;
    services.helper = session().helper();
    services.remoteProber = session().remoteProber();
    services.localProber = session().localProber();
    services.remoteName = session().story() ? session().story()->client : QString();
    services.unlocked =
        session().mode() != Session::Mode::Live || session().access() == Session::Access::Open;
    m_context = std::make_unique<WizardContext>(services);
    if (session().story()) {
        m_context->setQuestion(session().story()->question);
    }
    m_wizard = new TroubleshootWizard(*m_context, this);
    m_column->addWidget(m_wizard);
    m_wizard->show();
    connect(m_wizard, &TroubleshootWizard::unlockRequested, this, [this] {
        this->session().unlock();
    });
    connect(m_wizard, &TroubleshootWizard::persistRequested, this,
            &TroubleshootPage::persistRequested);
    connect(m_wizard, &TroubleshootWizard::ruleRequested, this, &TroubleshootPage::ruleRequested);
    connect(m_wizard, &QWizard::currentIdChanged, this, &TroubleshootPage::stepChanged);
    // The wizard is still in its own slot when it says that it was left.
    connect(m_wizard, &TroubleshootWizard::left, this, &TroubleshootPage::restart,
            Qt::QueuedConnection);
    connect(m_context.get(), &WizardContext::trialChanged, this, [this] {
        this->session().refreshTrials();
        if (m_context->trialState() != WizardContext::TrialState::Trying) {
            this->session().refresh();
        }
    });
    connect(m_context.get(), &WizardContext::trialStarted, this, [this] {
        this->session().refresh();
    });
    Q_EMIT stepChanged();
}

void TroubleshootPage::ask(const Core::Question &question)
{
    restart();
    if (m_context) {
        m_context->setQuestion(question);
    }
}

void TroubleshootPage::takeFocus()
{
    if (m_wizard == nullptr) {
        return;
    }
    auto *last = m_wizard->focusWidget();
    (last != nullptr ? last : m_wizard->button(QWizard::NextButton))->setFocus();
}

void TroubleshootPage::refresh()
{
    session().refresh();
}

TroubleshootWizard *TroubleshootPage::wizard() const
{
    return m_wizard;
}

WizardContext *TroubleshootPage::context() const
{
    return m_context.get();
}

bool TroubleshootPage::showsTrial() const
{
    return isVisible() && m_wizard != nullptr
        && m_wizard->currentId() == TroubleshootWizard::DoneStep
        && m_context->trialState() == WizardContext::TrialState::Trying;
}

QString TroubleshootPage::stepText() const
{
    return m_wizard != nullptr ? m_wizard->stepText() : QString();
}

} // namespace Portlight::App
