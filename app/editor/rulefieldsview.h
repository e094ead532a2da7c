// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/ruleform.h"

#include <QWidget>

#include <map>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QStackedWidget;

namespace Portlight::App
{

/// The fields of the rule editor. Shows and gives a RuleFields; decides nothing.
class RuleFieldsView : public QWidget
{
    Q_OBJECT

public:
    /// `interfaces` are offered, others can be typed.
    RuleFieldsView(const RuleForm &form, const QStringList &interfaces, QWidget *parent = nullptr);

    RuleFields fields() const;
    /// Does not emit edited(). What is shown already is not touched, so that the cursor stays.
    void setFields(const RuleFields &fields);
    /// The focus goes to a field; false when there is none for it.
    bool focusField(RuleField field);
    /// Puts the sign of a problem at one field, and takes it from all others.
    void markProblem(const std::optional<RuleField> &field);

Q_SIGNALS:
    void edited();

private:
    struct Value {
        QLineEdit *line = nullptr;
        QComboBox *combo = nullptr; ///< its line edit is `line`
        QCheckBox *except = nullptr;
    };
    Value addValue(QFormLayout *form, RuleField field, const QString &placeholder,
                   const QStringList &offered = {});
    QLineEdit *addLine(QFormLayout *form, RuleField field, const QString &placeholder);
    QWidget *makeConditions(const RuleForm &form, const QStringList &interfaces);
    QWidget *makeAction(const RuleForm &form);
    void fillProtocols(Core::Family family);
    FieldValue valueOf(const Value &value) const;
    void show(const Value &value, const FieldValue &shown);
    void showRows();
    QString dataOf(const QComboBox *combo) const;
    void showData(QComboBox *combo, const QString &value);

    QFormLayout *m_left = nullptr;
    QFormLayout *m_right = nullptr;
    QFormLayout *m_details = nullptr;
    std::map<RuleField, QWidget *> m_focus;
    Value m_protocol;
    Value m_source;
    Value m_destination;
    Value m_sourcePorts;
    Value m_destinationPorts;
    Value m_inInterface;
    Value m_outInterface;
    std::vector<std::pair<Core::FlowState, QCheckBox *>> m_states;
    QComboBox *m_icmpType = nullptr;
    QLineEdit *m_limit = nullptr;
    QLineEdit *m_limitBurst = nullptr;
    QLineEdit *m_mark = nullptr;
    QLineEdit *m_comment = nullptr;
    QComboBox *m_action = nullptr;
    QComboBox *m_refuseWith = nullptr;
    QLineEdit *m_logPrefix = nullptr;
    QComboBox *m_targetChain = nullptr;
    QLineEdit *m_natTo = nullptr;
    bool m_updating = false;
};

QString ruleActionName(RuleAction action);
/// Name of the icon.
QString ruleActionIconName(RuleAction action);

} // namespace Portlight::App
