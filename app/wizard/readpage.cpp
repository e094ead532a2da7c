// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/readpage.h"

#include "app/widgets/card.h"
#include "app/widgets/icons.h"
#include "app/wizard/troubleshootwizard.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Portlight::App
{

ReadPage::ReadPage(WizardContext &context)
    : m_context(context)
    , m_state(textLabel({}, this))
    , m_unlock(new QPushButton(icon(QStringLiteral("object-locked")), tr("Unlock…"), this))
{
    setSubTitle(tr("Reading the rules needs an administrator's permission."));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(14);
    column->addSpacing(8);
    column->addWidget(textLabel(
        tr("Portlight reads rules, counters and the connection table. It changes nothing."), this));
    auto *row = new QHBoxLayout;
    row->addWidget(m_unlock);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(m_state);
    column->addWidget(textLabel(tr("Without permission, press Next: checks that need none still "
                                   "run, the others show \"Can't tell\"."),
                                this, true));
    column->addStretch(1);
    connect(m_unlock, &QPushButton::clicked, this, [this] {
        m_state->setText(tr("Waiting for permission…"));
        Q_EMIT unlockRequested();
    });
    connect(&m_context, &WizardContext::unlockedChanged, this, [this] {
        m_unlock->setEnabled(m_context.needsUnlock());
        m_state->setText(m_context.needsUnlock() ? QString() : tr("The rules can be read."));
        if (!m_context.needsUnlock() && isVisible()) {
            wizard()->button(QWizard::NextButton)->setFocus();
        }
    });
}

void ReadPage::initializePage()
{
    m_unlock->setEnabled(m_context.needsUnlock());
    m_state->clear();
    m_unlock->setFocus();
}

int ReadPage::nextId() const
{
    return m_context.isGeneral() ? TroubleshootWizard::ChecksStep : TroubleshootWizard::WatchStep;
}

} // namespace Portlight::App
