// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/editor/rehearsaldialog.h"

#include "app/models/qtext.h"
#include "app/models/ruleform.h"
#include "app/widgets/card.h"
#include "app/widgets/iconlabel.h"
#include "app/widgets/messagebar.h"
#include "app/wording/wording.h"
#include "core/text/values.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Portlight::App
{

RehearsalDialog::RehearsalDialog(HelperClient &helper, RehearsalRequest request, QWidget *parent)
    : QDialog(parent)
    , m_helper(helper)
    , m_request(std::move(request))
    , m_message(new MessageBar(this))
    , m_direction(new QComboBox(this))
    , m_protocol(new QComboBox(this))
    , m_port(new QLineEdit(this))
    , m_from(new QLineEdit(this))
    , m_to(new QLineEdit(this))
    , m_icon(new IconLabel(QStringLiteral("result-unknown"), 28, this))
    , m_result(textLabel({}, this))
    , m_details(new QPlainTextEdit(this))
    , m_progress(new QProgressBar(this))
    , m_start(new QPushButton(tr("&Rehearse"), this))
    , m_close(new QPushButton(tr("Close"), this))
{
    setWindowTitle(tr("Rehearse First"));
    resize(640, 520);
    m_direction->addItem(tr("Another computer connects to this one"),
                         static_cast<int>(Core::Way::Input));
    m_direction->addItem(tr("This computer connects to another one"),
                         static_cast<int>(Core::Way::Output));
    m_direction->addItem(tr("Traffic passes through this computer"),
                         static_cast<int>(Core::Way::Forward));
    m_protocol->addItem(QStringLiteral("TCP"), static_cast<int>(Core::ProtocolTcp));
    m_protocol->addItem(QStringLiteral("UDP"), static_cast<int>(Core::ProtocolUdp));
    m_protocol->addItem(tr("Ping"), static_cast<int>(Core::ProtocolIcmp));
    m_port->setPlaceholderText(tr("for example 8080, or ssh"));
    m_from->setPlaceholderText(QStringLiteral("192.0.2.7"));
    m_to->setPlaceholderText(QStringLiteral("192.0.2.1"));
    auto *form = new QFormLayout;
    const auto add = [this, form](const QString &text, QWidget *field) {
        auto *label = new QLabel(text, this);
        label->setBuddy(field);
        field->setAccessibleName(QString(text).remove(QLatin1Char('&')).remove(QLatin1Char(':')));
        form->addRow(label, field);
    };
    add(tr("&Which way:"), m_direction);
    add(tr("Proto&col:"), m_protocol);
    add(tr("&Port or service:"), m_port);
    add(tr("&From address:"), m_from);
    add(tr("&To address:"), m_to);
    m_result->setAccessibleName(tr("Result of the rehearsal"));
    enlarge(m_result, 1.15);
    auto *head = new QHBoxLayout;
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_result, 1);
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setPlaceholderText(tr("What the kernel did is told here."));
    m_details->setAccessibleName(tr("What the kernel did"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(8);
    m_progress->setAccessibleName(tr("Rehearsing"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_start);
    buttons->addWidget(m_close);
    m_start->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->addWidget(textLabel(tr("The connection is tried on the real kernel, in a copy of this "
                                   "firewall. Nothing here is changed."),
                                this, true));
    column->addWidget(m_message);
    column->addLayout(form);
    column->addLayout(head);
    column->addWidget(m_details, 1);
    column->addWidget(m_progress);
    column->addLayout(buttons);
    connect(m_protocol, &QComboBox::currentIndexChanged, this, [this] {
        m_port->setEnabled(m_protocol->currentData().toInt() != Core::ProtocolIcmp);
    });
    connect(m_start, &QPushButton::clicked, this, &RehearsalDialog::start);
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (m_progress->isVisible()) {
            // Cancel: answers that still come find nobody.
            delete m_call;
            m_call = nullptr;
            delete m_gatherer;
            setWaiting(false);
        } else {
            reject();
        }
    });
    m_icon->hide();
    prefill();
    setWaiting(false);
}

void RehearsalDialog::prefill()
{
    for (const auto &change : m_request.changes) {
        const auto *place = Core::placeOf(change);
        const auto *insert = std::get_if<Core::InsertRule>(&change);
        const auto *append = std::get_if<Core::AppendRule>(&change);
        const auto *deletion = std::get_if<Core::DeleteRule>(&change);
        const auto *switching = std::get_if<Core::SwitchRule>(&change);
        const std::string *body = insert != nullptr ? &insert->rule
            : append != nullptr                     ? &append->rule
            : deletion != nullptr                   ? &deletion->rule
            : switching != nullptr                  ? &switching->rule
                                                    : nullptr;
        if (place == nullptr || body == nullptr) {
            continue;
        }
        RuleForm rule(*place, nullptr);
        rule.setText(qtext(*body));
        const auto &fields = rule.fields();
        const auto protocol = Core::parseProtocol(stdtext(fields.protocol.text));
        const bool isPing = protocol == Core::ProtocolIcmp || protocol == Core::ProtocolIcmpv6;
        m_protocol->setCurrentIndex(
            std::max(0,
                     m_protocol->findData(isPing ? static_cast<int>(Core::ProtocolIcmp)
                                                 : static_cast<int>(protocol.value_or(0)))));
        m_port->setText(fields.destinationPorts.except
                            ? QString()
                            : fields.destinationPorts.text.section(QLatin1Char(','), 0, 0)
                                  .section(QLatin1Char(':'), 0, 0));
        const auto way = place->chain == "OUTPUT"                        ? Core::Way::Output
            : place->chain == "FORWARD" || place->chain == "POSTROUTING" ? Core::Way::Forward
                                                                         : Core::Way::Input;
        m_direction->setCurrentIndex(m_direction->findData(static_cast<int>(way)));
        const auto single = [](const FieldValue &value) {
            return value.except || value.text.contains(QLatin1Char('/')) ? QString() : value.text;
        };
        m_from->setText(single(fields.source));
        m_to->setText(single(fields.destination));
        return;
    }
}

void RehearsalDialog::setWaiting(bool waiting)
{
    m_progress->setVisible(waiting);
    m_start->setEnabled(!waiting);
    m_close->setText(waiting ? tr("Cancel") : tr("Close"));
}

void RehearsalDialog::showError(const Core::Error &error)
{
    setWaiting(false);
    const auto words = errorWords(error);
    m_message->showMessage(MessageBar::Kind::Error, words.oneLine(), words.detail);
}

void RehearsalDialog::start()
{
    m_message->clear();
    Core::Question question;
    question.direction = static_cast<Core::Way>(m_direction->currentData().toInt());
    question.protocol = static_cast<std::uint8_t>(m_protocol->currentData().toInt());
    const auto read = [this](QLineEdit *line, std::optional<Core::IpAddress> &address) {
        const QString text = line->text().trimmed();
        address = Core::IpAddress::parse(stdtext(text));
        if (address || text.isEmpty()) {
            return true;
        }
        m_message->showMessage(MessageBar::Kind::Error,
                               tr("\"%1\" is no address. Use one such as 192.0.2.7.").arg(text));
        line->setFocus();
        return false;
    };
    if (!read(m_from, question.from) || !read(m_to, question.to)) {
        return;
    }
    QLineEdit *missing = question.direction != Core::Way::Output && !question.from ? m_from
        : question.direction != Core::Way::Input && !question.to                   ? m_to
                                                                                   : nullptr;
    if (missing != nullptr) {
        m_message->showMessage(MessageBar::Kind::Error,
                               tr("%1 is missing: the copy needs both ends of the connection.")
                                   .arg(missing->accessibleName()));
        missing->setFocus();
        return;
    }
    if (question.protocol != Core::ProtocolIcmp) {
        question.port = Core::parsePort(stdtext(m_port->text().trimmed().toLower()));
        if (!question.port) {
            m_message->showMessage(MessageBar::Kind::Error,
                                   tr("Enter a port such as 8080, or a service such as ssh."));
            m_port->setFocus();
            return;
        }
    }
    const auto known = question.to ? question.to : question.from;
    question.family = known->family;
    if (question.protocol == Core::ProtocolIcmp && question.family == Core::Family::Ipv6) {
        question.protocol = Core::ProtocolIcmpv6;
    }
    setWaiting(true);
    // Interfaces and the other address are found as for a diagnosis.
    GatherOptions options;
    options.probe = false;
    m_gatherer = new EvidenceGatherer(m_helper, question, options, this);
    connect(m_gatherer, &EvidenceGatherer::finished, this, [this](const Gathered &gathered) {
        m_gatherer->deleteLater();
        rehearse(gathered.question);
    });
    connect(m_gatherer, &EvidenceGatherer::failed, this, [this](const Core::Error &error) {
        m_gatherer->deleteLater();
        showError(error);
    });
    m_gatherer->start();
}

void RehearsalDialog::rehearse(const Core::Question &question)
{
    m_request.question = question;
    m_call = new QObject(this);
    m_helper.rehearse(m_request, m_call, [this](Core::Result<RehearsalReply> report) {
        m_call->deleteLater();
        m_call = nullptr;
        if (report) {
            setWaiting(false);
            showReport(*report);
        } else {
            showError(report.error());
        }
    });
}

void RehearsalDialog::showReport(const RehearsalReply &report)
{
    m_icon->setIconName(report.after.works() ? QStringLiteral("result-ok")
                                             : QStringLiteral("result-problem"));
    m_icon->show();
    m_result->setText(rehearsalSentence(report));
    m_details->setPlainText(rehearsalDetails(report));
}

} // namespace Portlight::App
