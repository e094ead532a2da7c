// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/troubleshootwizard.h"

#include "app/wizard/checkspage.h"
#include "app/wizard/connectionpage.h"
#include "app/wizard/donepage.h"
#include "app/wizard/fixpage.h"
#include "app/wizard/foundpage.h"
#include "app/wizard/readpage.h"
#include "app/wizard/reviewpage.h"
#include "app/wizard/stepslist.h"
#include "app/wizard/symptompage.h"
#include "app/wizard/watchpage.h"

#include <QMessageBox>
#include <QPushButton>

namespace Portlight::App
{

namespace
{

QStringList stepNames()
{
    return {
        TroubleshootWizard::tr("What goes wrong?"),
        TroubleshootWizard::tr("Which connection?"),
        TroubleshootWizard::tr("Read the firewall"),
        TroubleshootWizard::tr("Watch it fail"),
        TroubleshootWizard::tr("Checks"),
        TroubleshootWizard::tr("What was found"),
        TroubleshootWizard::tr("Choose a fix"),
        TroubleshootWizard::tr("Review change"),
        TroubleshootWizard::tr("Does it work now?"),
    };
}

} // namespace

TroubleshootWizard::TroubleshootWizard(WizardContext &context, QWidget *parent)
    : QWizard(parent)
    , m_context(context)
    , m_steps(new StepsList(stepNames(), this))
{
    setWindowFlags(Qt::Widget);
    setWizardStyle(QWizard::ModernStyle);
    setOption(QWizard::NoBackButtonOnStartPage);
    setOption(QWizard::NoCancelButtonOnLastPage);
    setOption(QWizard::IndependentPages);
    setButtonText(QWizard::BackButton, tr("&Back"));
    setButtonText(QWizard::NextButton, tr("&Next"));
    setButtonText(QWizard::CancelButton, tr("Cancel"));
    setButtonText(QWizard::FinishButton, tr("F&inish"));
    setButtonText(QWizard::CommitButton, tr("&Apply for 90 Seconds"));
    setSideWidget(m_steps);

    auto *found = new FoundPage(context);
    auto *read = new ReadPage(context);
    setPage(SymptomStep, new SymptomPage(context));
    setPage(ConnectionStep, new ConnectionPage(context));
    setPage(ReadStep, read);
    setPage(WatchStep, new WatchPage(context));
    setPage(ChecksStep, new ChecksPage(context));
    setPage(FoundStep, found);
    setPage(FixStep, new FixPage(context));
    setPage(ReviewStep, new ReviewPage(context));
    auto *done = new DonePage(context);
    setPage(DoneStep, done);
    connect(done, &DonePage::persistRequested, this, &TroubleshootWizard::persistRequested);
    const QStringList names = stepNames();
    for (int step = SymptomStep; step < StepCount; ++step) {
        page(step)->setTitle(names[step]);
        page(step)->setAccessibleName(
            tr("Step %1 of %2: %3")
                .arg(QString::number(step + 1), QString::number(StepCount), names[step]));
    }
    connect(read, &ReadPage::unlockRequested, this, &TroubleshootWizard::unlockRequested);
    connect(found, &FoundPage::ruleRequested, this, &TroubleshootWizard::ruleRequested);
    connect(this, &QWizard::currentIdChanged, this, [this](int id) {
        if (id >= 0) {
            m_steps->setCurrent(id);
            focusPage();
        }
    });
    setAccessibleName(tr("Find out why it fails"));
}

void TroubleshootWizard::focusPage()
{
    // Qt passes the focus on when the old page is hidden, in an embedded wizard even out of it.
    if (!isVisible()) {
        return;
    }
    auto *chosen = currentPage()->focusWidget();
    if (chosen != nullptr && chosen->isEnabled()) {
        chosen->setFocus();
        return;
    }
    for (const auto which : {NextButton, CommitButton, FinishButton, CancelButton}) {
        if (button(which)->isVisible() && button(which)->isEnabled()) {
            button(which)->setFocus();
            return;
        }
    }
}

WizardContext &TroubleshootWizard::context() const
{
    return m_context;
}

QString TroubleshootWizard::stepText() const
{
    return currentPage() != nullptr ? currentPage()->accessibleName() : QString();
}

void TroubleshootWizard::reject()
{
    if (m_context.trialState() == WizardContext::TrialState::Trying) {
        QMessageBox question(QMessageBox::Question, tr("Change being tried"),
                             tr("A change is being tried. Undo it now, or leave it to the "
                                "countdown, which undoes it by itself?"),
                             QMessageBox::NoButton, this);
        auto *undo = question.addButton(tr("Undo Now"), QMessageBox::AcceptRole);
        auto *leave = question.addButton(tr("Leave to Countdown"), QMessageBox::DestructiveRole);
        question.addButton(tr("Stay Here"), QMessageBox::RejectRole);
        question.exec();
        if (question.clickedButton() == undo) {
            m_context.undo();
        } else if (question.clickedButton() != leave) {
            return;
        }
    }
    m_context.cancelDiagnosis();
    Q_EMIT left();
}

void TroubleshootWizard::done(int result)
{
    // QDialog would hide the embedded wizard; the page decides what comes next.
    if (result == QDialog::Accepted) {
        Q_EMIT left();
    } else {
        reject();
    }
}

} // namespace Portlight::App
