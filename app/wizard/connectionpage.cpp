// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/connectionpage.h"

#include "app/models/qtext.h"
#include "app/widgets/card.h"
#include "app/wizard/troubleshootwizard.h"
#include "app/wording/wording.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace Portlight::App
{

namespace
{

QString problemText(FormProblem problem)
{
    switch (problem) {
    case FormProblem::None:
        return {};
    case FormProblem::PortMissing:
        return ConnectionPage::tr("A port (8080) or the name of a service (ssh) is needed.");
    case FormProblem::PortNotUnderstood:
        return ConnectionPage::tr("Ports go from 1 to 65535; this service name is not known.");
    case FormProblem::ToMissing:
        return ConnectionPage::tr("The address or name of the computer to reach is needed.");
    case FormProblem::FromMissing:
        return ConnectionPage::tr("The address of the computer that connects is needed.");
    case FormProblem::FromNotAnAddress:
        return ConnectionPage::tr("The sender must be an address, such as 192.0.2.7.");
    case FormProblem::FamiliesDiffer:
        return ConnectionPage::tr("One address is IPv4 and the other IPv6; they can't meet.");
    }
    return {};
}

} // namespace

ConnectionPage::ConnectionPage(WizardContext &context)
    : m_context(context)
    , m_layout(new QFormLayout(this))
    , m_direction(new QComboBox(this))
    , m_protocol(new QComboBox(this))
    , m_service(new QLineEdit(this))
    , m_from(new QLineEdit(this))
    , m_to(new QLineEdit(this))
    , m_hint(textLabel({}, this, true))
{
    setSubTitle(tr("Describe the connection that fails."));
    m_hint->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_layout->setVerticalSpacing(12);
    m_layout->setContentsMargins(0, 12, 0, 0);
    m_direction->addItem(tr("Another computer connects to this one"),
                         static_cast<int>(Core::Way::Input));
    m_direction->addItem(tr("This computer connects to another one"),
                         static_cast<int>(Core::Way::Output));
    m_direction->addItem(tr("Through this computer, from one to another"),
                         static_cast<int>(Core::Way::Forward));
    m_protocol->addItem(tr("TCP (most services)"), Core::ProtocolTcp);
    m_protocol->addItem(tr("UDP"), Core::ProtocolUdp);
    m_protocol->addItem(tr("Ping"), Core::ProtocolIcmp);
    m_service->setPlaceholderText(tr("8080 or ssh"));
    m_from->setPlaceholderText(tr("Anyone"));
    m_layout->addRow(tr("&Direction:"), m_direction);
    m_layout->addRow(tr("P&ort or service:"), m_service);
    m_layout->addRow(tr("&Protocol:"), m_protocol);
    m_layout->addRow(tr("Address of the othe&r computer:"), m_from);
    m_layout->addRow(tr("&Address or host name:"), m_to);
    m_layout->addRow(QString(), m_hint);
    for (auto *field : {m_service, m_from, m_to}) {
        connect(field, &QLineEdit::textChanged, this, [this] {
            showHint();
            Q_EMIT completeChanged();
        });
    }
    connect(m_direction, &QComboBox::currentIndexChanged, this, [this] {
        showFields();
    });
    connect(m_protocol, &QComboBox::currentIndexChanged, this, [this] {
        showFields();
    });
}

QuestionForm ConnectionPage::form() const
{
    QuestionForm form;
    form.direction = static_cast<Core::Way>(m_direction->currentData().toInt());
    form.protocol = static_cast<std::uint8_t>(m_protocol->currentData().toInt());
    form.from = m_from->text().trimmed();
    form.to = m_to->text().trimmed();
    form.service = m_service->text().trimmed();
    return form;
}

void ConnectionPage::initializePage()
{
    const QuestionForm known = m_context.form();
    m_direction->setCurrentIndex(m_direction->findData(static_cast<int>(known.direction)));
    m_protocol->setCurrentIndex(m_protocol->findData(known.protocol));
    m_service->setText(known.service);
    m_from->setText(known.from);
    m_to->setText(known.to);
    showFields();
    m_service->setFocus();
}

void ConnectionPage::showFields()
{
    const auto way = static_cast<Core::Way>(m_direction->currentData().toInt());
    const bool openDirection =
        m_context.symptom() == Symptom::NotSure || m_context.symptom() == Symptom::Stalls;
    m_layout->setRowVisible(m_direction, openDirection);
    m_layout->setRowVisible(m_service, m_protocol->currentData().toInt() != Core::ProtocolIcmp);
    m_layout->setRowVisible(m_from, way != Core::Way::Output);
    // Which of its own addresses is asked for matters little on the way in, unless it was given.
    m_layout->setRowVisible(m_to, way != Core::Way::Input || !m_to->text().isEmpty());
    const auto label = [this](QWidget *field) {
        return qobject_cast<QLabel *>(m_layout->labelForField(field));
    };
    label(m_from)->setText(way == Core::Way::Forward ? tr("Fro&m address:")
                                                     : tr("Address of the othe&r computer:"));
    m_from->setPlaceholderText(way == Core::Way::Forward ? QString() : tr("Anyone"));
    label(m_to)->setText(way == Core::Way::Input ? tr("&Address of this computer:")
                                                 : tr("&Address or host name:"));
    showHint();
    Q_EMIT completeChanged();
}

void ConnectionPage::showHint()
{
    const QuestionForm now = form();
    const FormProblem problem = problemOf(now);
    if (problem != FormProblem::None) {
        m_hint->setText(problemText(problem));
        return;
    }
    const auto question = toQuestion(now);
    m_hint->setText(question ? tr("Portlight will look at: %1").arg(questionText(*question))
                             : QString());
}

bool ConnectionPage::isComplete() const
{
    return problemOf(form()) == FormProblem::None;
}

bool ConnectionPage::validatePage()
{
    if (!isComplete()) {
        return false;
    }
    m_context.setForm(form());
    return true;
}

int ConnectionPage::nextId() const
{
    return m_context.needsUnlock() ? TroubleshootWizard::ReadStep : TroubleshootWizard::WatchStep;
}

} // namespace Portlight::App
