// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/symptompage.h"

#include "app/widgets/icons.h"
#include "app/wizard/troubleshootwizard.h"

#include <QButtonGroup>
#include <QRadioButton>
#include <QVBoxLayout>

namespace Portlight::App
{

SymptomPage::SymptomPage(WizardContext &context)
    : m_context(context)
    , m_choices(new QButtonGroup(this))
{
    setSubTitle(tr("Pick the line that fits best. Nothing changes before the review step."));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addSpacing(8);
    const auto add = [&](Symptom symptom, const QString &iconName, const QString &text) {
        auto *choice = new QRadioButton(text, this);
        choice->setIcon(icon(iconName));
        choice->setIconSize(QSize(26, 26));
        choice->setMinimumHeight(36);
        m_choices->addButton(choice, static_cast<int>(symptom));
        column->addWidget(choice);
    };
    add(Symptom::Incoming, QStringLiteral("symptom-in"),
        tr("&Another computer can't reach a service on this computer"));
    add(Symptom::Outgoing, QStringLiteral("symptom-out"),
        tr("A &program on this computer can't reach another computer"));
    add(Symptom::Through, QStringLiteral("symptom-through"),
        tr("T&raffic passing through (container, virtual machine, hotspot) doesn't get through"));
    add(Symptom::Stalls, QStringLiteral("symptom-stall"),
        tr("Connections break or &stall after a while"));
    add(Symptom::Busy, QStringLiteral("symptom-busy"),
        tr("New connections fail when the system is bus&y"));
    add(Symptom::NotSure, QStringLiteral("symptom-unsure"),
        tr("Not s&ure: check everything about one connection"));
    column->addStretch(1);
    m_choices->button(static_cast<int>(m_context.symptom()))->setChecked(true);
    connect(m_choices, &QButtonGroup::idClicked, this, [this](int id) {
        m_context.setSymptom(static_cast<Symptom>(id));
    });
    connect(m_choices, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked) {
            m_context.setSymptom(static_cast<Symptom>(id));
        }
    });
    connect(&m_context, &WizardContext::questionChanged, this, [this] {
        m_choices->button(static_cast<int>(m_context.symptom()))->setChecked(true);
    });
}

void SymptomPage::initializePage()
{
    auto *chosen = m_choices->button(static_cast<int>(m_context.symptom()));
    chosen->setChecked(true);
    chosen->setFocus();
}

int SymptomPage::nextId() const
{
    if (!m_context.isGeneral()) {
        return TroubleshootWizard::ConnectionStep;
    }
    return m_context.needsUnlock() ? TroubleshootWizard::ReadStep : TroubleshootWizard::ChecksStep;
}

} // namespace Portlight::App
