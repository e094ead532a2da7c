// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/editor/rulefieldsview.h"

#include "app/widgets/card.h"
#include "app/widgets/icons.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace Portlight::App
{

namespace
{

constexpr int fieldWidth = 130;
const char problemProperty[] = "problemAction";

} // namespace

QString ruleActionName(RuleAction action)
{
    switch (action) {
    case RuleAction::Allow:
        return RuleFieldsView::tr("Allow");
    case RuleAction::Drop:
        return RuleFieldsView::tr("Drop silently");
    case RuleAction::Refuse:
        return RuleFieldsView::tr("Refuse");
    case RuleAction::Log:
        return RuleFieldsView::tr("Only log");
    case RuleAction::Continue:
        return RuleFieldsView::tr("Continue in another list");
    case RuleAction::Return:
        return RuleFieldsView::tr("Go back");
    case RuleAction::Count:
        return RuleFieldsView::tr("Only count");
    case RuleAction::SendOn:
        return RuleFieldsView::tr("Send on to another address");
    case RuleAction::Redirect:
        return RuleFieldsView::tr("Send to this computer");
    case RuleAction::OwnAddress:
        return RuleFieldsView::tr("Change own address");
    case RuleAction::Share:
        return RuleFieldsView::tr("Share this computer's address");
    case RuleAction::Other:
        return RuleFieldsView::tr("As the text says");
    }
    return {};
}

QString ruleActionIconName(RuleAction action)
{
    switch (action) {
    case RuleAction::Allow:
        return QStringLiteral("action-allow");
    case RuleAction::Drop:
        return QStringLiteral("action-drop");
    case RuleAction::Refuse:
        return QStringLiteral("action-refuse");
    case RuleAction::Log:
        return QStringLiteral("action-log");
    case RuleAction::Continue:
        return QStringLiteral("action-continue");
    case RuleAction::Return:
        return QStringLiteral("action-return");
    case RuleAction::Count:
        return QStringLiteral("action-count");
    case RuleAction::SendOn:
    case RuleAction::Redirect:
    case RuleAction::OwnAddress:
    case RuleAction::Share:
        return QStringLiteral("action-change");
    case RuleAction::Other:
        return QStringLiteral("result-unknown");
    }
    return {};
}

RuleFieldsView::RuleFieldsView(const RuleForm &form, const QStringList &interfaces, QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(makeConditions(form, interfaces));
    column->addWidget(makeAction(form));
    showRows();
}

RuleFieldsView::Value RuleFieldsView::addValue(QFormLayout *form, RuleField field,
                                               const QString &placeholder,
                                               const QStringList &offered)
{
    Value value;
    const QString name = ruleFieldName(field);
    auto *row = new QWidget(this);
    auto *inner = new QHBoxLayout(row);
    inner->setContentsMargins(0, 0, 0, 0);
    if (offered.isEmpty()) {
        value.line = new QLineEdit(row);
        inner->addWidget(value.line, 1);
    } else {
        value.combo = new QComboBox(row);
        value.combo->setEditable(true);
        value.combo->setInsertPolicy(QComboBox::NoInsert);
        value.combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        value.combo->setMinimumContentsLength(8);
        value.combo->setAccessibleName(name);
        value.line = value.combo->lineEdit();
        inner->addWidget(value.combo, 1);
        for (const auto &each : offered) {
            value.combo->addItem(each, each);
        }
        value.combo->setCurrentIndex(-1);
    }
    QWidget *input = value.combo != nullptr ? static_cast<QWidget *>(value.combo) : value.line;
    input->setMinimumWidth(fieldWidth);
    value.line->setPlaceholderText(placeholder);
    value.line->setAccessibleName(name);
    value.except = new QCheckBox(tr("all but"), row);
    value.except->setAccessibleName(tr("%1: all but this").arg(name));
    value.except->setToolTip(tr("The rule is about everything but this."));
    inner->addWidget(value.except);
    auto *label = new QLabel(tr("%1:").arg(name), this);
    label->setBuddy(input);
    form->addRow(label, row);
    m_focus[field] = input;
    connect(value.line, &QLineEdit::textChanged, this, [this] {
        showRows();
        if (!m_updating) {
            Q_EMIT edited();
        }
    });
    connect(value.except, &QCheckBox::toggled, this, [this] {
        if (!m_updating) {
            Q_EMIT edited();
        }
    });
    return value;
}

QLineEdit *RuleFieldsView::addLine(QFormLayout *form, RuleField field, const QString &placeholder)
{
    auto *line = new QLineEdit(this);
    line->setPlaceholderText(placeholder);
    line->setAccessibleName(ruleFieldName(field));
    line->setMinimumWidth(fieldWidth);
    auto *label = new QLabel(tr("%1:").arg(ruleFieldName(field)), this);
    label->setBuddy(line);
    form->addRow(label, line);
    m_focus[field] = line;
    connect(line, &QLineEdit::textChanged, this, [this] {
        if (!m_updating) {
            Q_EMIT edited();
        }
    });
    return line;
}

void RuleFieldsView::fillProtocols(Core::Family family)
{
    const bool isIpv4 = family == Core::Family::Ipv4;
    m_protocol.combo->clear();
    m_protocol.combo->addItem(tr("Any"), QString());
    m_protocol.combo->addItem(QStringLiteral("TCP"), QStringLiteral("tcp"));
    m_protocol.combo->addItem(QStringLiteral("UDP"), QStringLiteral("udp"));
    m_protocol.combo->addItem(isIpv4 ? tr("ICMP (ping)") : tr("ICMPv6 (ping)"),
                              isIpv4 ? QStringLiteral("icmp") : QStringLiteral("ipv6-icmp"));
    m_protocol.combo->addItem(QStringLiteral("SCTP"), QStringLiteral("sctp"));
    m_protocol.combo->addItem(QStringLiteral("UDP-Lite"), QStringLiteral("udplite"));
    m_protocol.combo->addItem(QStringLiteral("ESP"), QStringLiteral("esp"));
    m_protocol.combo->addItem(QStringLiteral("AH"), QStringLiteral("ah"));
    m_icmpType->addItem(tr("Any"), QString());
    const std::vector<std::pair<QString, const char *>> kinds = {
        {tr("Ping (echo-request)"), isIpv4 ? "8" : "128"},
        {tr("Answer to a ping (echo-reply)"), isIpv4 ? "0" : "129"},
        {tr("Can't be reached (destination-unreachable)"), isIpv4 ? "3" : "1"},
        {tr("Took too long (time-exceeded)"), isIpv4 ? "11" : "3"},
    };
    for (const auto &[text, number] : kinds) {
        m_icmpType->addItem(text, QLatin1String(number));
    }
    if (!isIpv4) {
        m_icmpType->addItem(tr("Too big (packet-too-big)"), QStringLiteral("2"));
        m_icmpType->addItem(tr("Neighbour wanted (neighbour-solicitation)"), QStringLiteral("135"));
        m_icmpType->addItem(tr("Neighbour here (neighbour-advertisement)"), QStringLiteral("136"));
    }
}

QWidget *RuleFieldsView::makeConditions(const RuleForm &form, const QStringList &interfaces)
{
    auto *card = new Card(tr("For which packets"), this);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(18);
    m_left = new QFormLayout;
    m_right = new QFormLayout;
    for (auto *half : {m_left, m_right}) {
        half->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        half->setFormAlignment(Qt::AlignTop);
        half->setRowWrapPolicy(QFormLayout::DontWrapRows);
        columns->addLayout(half, 1);
    }
    card->body()->addLayout(columns);
    const bool isIpv4 = form.place().family == Core::Family::Ipv4;
    const QString anyAddress = isIpv4 ? tr("any, or 192.0.2.0/24") : tr("any, or 2001:db8::/32");
    QStringList devices = interfaces;
    devices.prepend(QString());

    m_protocol = addValue(m_left, RuleField::Protocol, tr("any"), {QString()});
    m_source = addValue(m_left, RuleField::Source, anyAddress);
    m_sourcePorts = addValue(m_left, RuleField::SourcePorts, tr("any"));
    m_inInterface = addValue(m_left, RuleField::InInterface, tr("any device"), devices);
    m_icmpType = new QComboBox(this);
    m_icmpType->setEditable(true);
    m_icmpType->setInsertPolicy(QComboBox::NoInsert);
    m_icmpType->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_icmpType->setMinimumContentsLength(14);
    m_icmpType->setAccessibleName(ruleFieldName(RuleField::IcmpType));
    auto *icmpLabel = new QLabel(tr("%1:").arg(ruleFieldName(RuleField::IcmpType)), this);
    icmpLabel->setBuddy(m_icmpType);
    m_left->addRow(icmpLabel, m_icmpType);
    m_focus[RuleField::IcmpType] = m_icmpType;
    connect(m_icmpType->lineEdit(), &QLineEdit::textChanged, this, [this] {
        if (!m_updating) {
            Q_EMIT edited();
        }
    });
    m_mark = addLine(m_left, RuleField::Mark, tr("any, or 0x1"));

    auto *states = new QWidget(this);
    auto *grid = new QGridLayout(states);
    grid->setContentsMargins(0, 0, 0, 0);
    const std::vector<std::pair<Core::FlowState, QString>> names = {
        {Core::FlowState::New, tr("new")},
        {Core::FlowState::Established, tr("established")},
        {Core::FlowState::Related, tr("related")},
        {Core::FlowState::Invalid, tr("invalid")},
        {Core::FlowState::Untracked, tr("untracked")},
    };
    for (const auto &[state, name] : names) {
        auto *box = new QCheckBox(name, states);
        box->setAccessibleName(tr("Connection state: %1").arg(name));
        const int index = static_cast<int>(m_states.size());
        grid->addWidget(box, index / 3, index % 3);
        m_states.emplace_back(state, box);
        connect(box, &QCheckBox::toggled, this, [this] {
            if (!m_updating) {
                Q_EMIT edited();
            }
        });
    }
    m_focus[RuleField::State] = m_states.front().second;
    m_right->addRow(tr("%1:").arg(ruleFieldName(RuleField::State)), states);
    m_destination = addValue(m_right, RuleField::Destination, anyAddress);
    m_destinationPorts =
        addValue(m_right, RuleField::DestinationPorts, tr("any, or 22, ssh, 80,443"));
    m_outInterface = addValue(m_right, RuleField::OutInterface, tr("any device"), devices);
    auto *limit = new QWidget(this);
    auto *limitRow = new QHBoxLayout(limit);
    limitRow->setContentsMargins(0, 0, 0, 0);
    m_limit = new QLineEdit(limit);
    m_limit->setPlaceholderText(tr("5/minute"));
    m_limit->setAccessibleName(ruleFieldName(RuleField::Limit));
    m_limitBurst = new QLineEdit(limit);
    m_limitBurst->setPlaceholderText(QStringLiteral("5"));
    m_limitBurst->setAccessibleName(tr("Packets at once before the limit counts"));
    m_limitBurst->setToolTip(m_limitBurst->accessibleName());
    m_limitBurst->setMaximumWidth(64);
    auto *burstLabel = new QLabel(tr("at once:"), limit);
    limitRow->addWidget(m_limit, 1);
    limitRow->addWidget(burstLabel);
    limitRow->addWidget(m_limitBurst);
    m_focus[RuleField::Limit] = m_limit;
    auto *limitLabel = new QLabel(tr("%1:").arg(ruleFieldName(RuleField::Limit)), this);
    limitLabel->setBuddy(m_limit);
    m_right->addRow(limitLabel, limit);
    for (auto *line : {m_limit, m_limitBurst}) {
        connect(line, &QLineEdit::textChanged, this, [this] {
            if (!m_updating) {
                Q_EMIT edited();
            }
        });
    }
    m_comment = addLine(m_right, RuleField::Comment, tr("for people only"));
    fillProtocols(form.place().family);
    return card;
}

QWidget *RuleFieldsView::makeAction(const RuleForm &form)
{
    auto *card = new Card(tr("What happens to them"), this);
    m_details = new QFormLayout;
    m_details->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    card->body()->addLayout(m_details);
    m_action = new QComboBox(this);
    m_action->setAccessibleName(ruleFieldName(RuleField::Action));
    for (const auto action : form.actions()) {
        m_action->addItem(icon(ruleActionIconName(action)), ruleActionName(action),
                          static_cast<int>(action));
    }
    const auto addCombo = [this](RuleField field, bool editable) {
        auto *combo = new QComboBox(this);
        combo->setEditable(editable);
        combo->setInsertPolicy(QComboBox::NoInsert);
        combo->setAccessibleName(ruleFieldName(field));
        auto *label = new QLabel(tr("%1:").arg(ruleFieldName(field)), this);
        label->setBuddy(combo);
        m_details->addRow(label, combo);
        m_focus[field] = combo;
        return combo;
    };
    auto *actionLabel = new QLabel(tr("%1:").arg(ruleFieldName(RuleField::Action)), this);
    actionLabel->setBuddy(m_action);
    m_details->addRow(actionLabel, m_action);
    m_focus[RuleField::Action] = m_action;
    m_refuseWith = addCombo(RuleField::RefuseKind, false);
    m_refuseWith->addItem(tr("The usual one"), QString());
    for (const auto &kind : form.refuseKinds()) {
        m_refuseWith->addItem(kind == QLatin1String("tcp-reset")
                                  ? tr("TCP reset: nothing listens here (tcp-reset)")
                                  : kind,
                              kind);
    }
    m_targetChain = addCombo(RuleField::TargetChain, true);
    m_targetChain->addItem(QString(), QString());
    for (const auto &chain : form.chains()) {
        m_targetChain->addItem(chain, chain);
    }
    m_logPrefix = addLine(m_details, RuleField::LogPrefix, tr("for example: blocked "));
    m_natTo = addLine(m_details, RuleField::NatAddress,
                      form.place().family == Core::Family::Ipv4 ? tr("192.0.2.7 or 192.0.2.7:8080")
                                                                : tr("2001:db8::7 or "
                                                                     "[2001:db8::7]:8080"));
    const auto changed = [this] {
        showRows();
        if (!m_updating) {
            Q_EMIT edited();
        }
    };
    connect(m_action, &QComboBox::currentIndexChanged, this, changed);
    connect(m_refuseWith, &QComboBox::currentIndexChanged, this, changed);
    connect(m_targetChain->lineEdit(), &QLineEdit::textChanged, this, changed);
    return card;
}

QString RuleFieldsView::dataOf(const QComboBox *combo) const
{
    const QString text =
        combo->isEditable() ? combo->currentText().trimmed() : combo->currentText();
    const int index = combo->findText(text);
    return index >= 0 ? combo->itemData(index).toString() : text;
}

void RuleFieldsView::showData(QComboBox *combo, const QString &value)
{
    if (dataOf(combo) == value) {
        return;
    }
    const int index = combo->findData(value);
    combo->setCurrentIndex(index);
    if (index < 0 && combo->isEditable()) {
        combo->setEditText(value);
    }
}

FieldValue RuleFieldsView::valueOf(const Value &value) const
{
    const QString text = value.combo != nullptr ? dataOf(value.combo) : value.line->text();
    return {text, value.except->isChecked()};
}

void RuleFieldsView::show(const Value &value, const FieldValue &shown)
{
    if (value.combo != nullptr) {
        showData(value.combo, shown.text);
    } else if (value.line->text() != shown.text) {
        value.line->setText(shown.text);
    }
    value.except->setChecked(shown.except);
}

RuleFields RuleFieldsView::fields() const
{
    RuleFields fields;
    fields.protocol = valueOf(m_protocol);
    fields.source = valueOf(m_source);
    fields.destination = valueOf(m_destination);
    fields.sourcePorts = valueOf(m_sourcePorts);
    fields.destinationPorts = valueOf(m_destinationPorts);
    fields.inInterface = valueOf(m_inInterface);
    fields.outInterface = valueOf(m_outInterface);
    for (const auto &[state, box] : m_states) {
        if (box->isChecked()) {
            fields.states.insert(state);
        }
    }
    fields.icmpType = dataOf(m_icmpType);
    fields.limit = m_limit->text();
    fields.limitBurst = m_limitBurst->text();
    fields.mark = m_mark->text();
    fields.comment = m_comment->text();
    fields.action = static_cast<RuleAction>(m_action->currentData().toInt());
    // Details of another action are kept in their widgets, but are not part of this one.
    if (fields.action == RuleAction::Refuse) {
        fields.refuseWith = dataOf(m_refuseWith);
    } else if (fields.action == RuleAction::Log) {
        fields.logPrefix = m_logPrefix->text();
    } else if (fields.action == RuleAction::Continue) {
        fields.targetChain = dataOf(m_targetChain);
    } else {
        fields.natTo = m_details->isRowVisible(m_natTo) ? m_natTo->text() : QString();
    }
    return fields;
}

void RuleFieldsView::setFields(const RuleFields &fields)
{
    m_updating = true;
    show(m_protocol, fields.protocol);
    show(m_source, fields.source);
    show(m_destination, fields.destination);
    show(m_sourcePorts, fields.sourcePorts);
    show(m_destinationPorts, fields.destinationPorts);
    show(m_inInterface, fields.inInterface);
    show(m_outInterface, fields.outInterface);
    for (const auto &[state, box] : m_states) {
        box->setChecked(fields.states.count(state) > 0);
    }
    showData(m_icmpType, fields.icmpType);
    const auto showLine = [](QLineEdit *line, const QString &text) {
        if (line->text() != text) {
            line->setText(text);
        }
    };
    showLine(m_limit, fields.limit);
    showLine(m_limitBurst, fields.limitBurst);
    showLine(m_mark, fields.mark);
    showLine(m_comment, fields.comment);
    int index = m_action->findData(static_cast<int>(fields.action));
    if (index < 0) {
        // Not offered here, because the kernel refuses it: the text says so, and this shows it.
        m_action->addItem(icon(ruleActionIconName(fields.action)), ruleActionName(fields.action),
                          static_cast<int>(fields.action));
        index = m_action->count() - 1;
    }
    m_action->setCurrentIndex(index);
    showData(m_refuseWith, fields.refuseWith);
    showLine(m_logPrefix, fields.logPrefix);
    showData(m_targetChain, fields.targetChain);
    showLine(m_natTo, fields.natTo);
    showRows();
    m_updating = false;
}

void RuleFieldsView::showRows()
{
    if (m_details == nullptr || m_natTo == nullptr) {
        return;
    }
    const auto action = static_cast<RuleAction>(m_action->currentData().toInt());
    m_details->setRowVisible(m_refuseWith, action == RuleAction::Refuse);
    m_details->setRowVisible(m_logPrefix, action == RuleAction::Log);
    m_details->setRowVisible(m_targetChain, action == RuleAction::Continue);
    m_details->setRowVisible(m_natTo,
                             action == RuleAction::SendOn || action == RuleAction::OwnAddress
                                 || action == RuleAction::Redirect || action == RuleAction::Share);
    // What has a value is never hidden, whatever the protocol.
    const QString protocol = dataOf(m_protocol.combo);
    const bool isIcmp = protocol.contains(QLatin1String("icmp")) || protocol == QLatin1String("1")
        || protocol == QLatin1String("58");
    m_left->setRowVisible(m_icmpType, isIcmp || !dataOf(m_icmpType).isEmpty());
}

bool RuleFieldsView::focusField(RuleField field)
{
    const auto found = m_focus.find(field);
    if (found == m_focus.end() || !found->second->isVisible()) {
        return false;
    }
    found->second->setFocus(Qt::OtherFocusReason);
    return true;
}

void RuleFieldsView::markProblem(const std::optional<RuleField> &field)
{
    for (const auto &[each, widget] : m_focus) {
        auto *combo = qobject_cast<QComboBox *>(widget);
        auto *line = combo != nullptr ? combo->lineEdit() : qobject_cast<QLineEdit *>(widget);
        if (line == nullptr) {
            continue;
        }
        auto *sign = line->property(problemProperty).value<QAction *>();
        if (sign == nullptr && field == each) {
            sign = line->addAction(icon(QStringLiteral("result-problem")),
                                   QLineEdit::TrailingPosition);
            sign->setToolTip(tr("This must be corrected."));
            line->setProperty(problemProperty, QVariant::fromValue(sign));
        }
        if (sign != nullptr) {
            sign->setVisible(field == each);
        }
    }
}

} // namespace Portlight::App
