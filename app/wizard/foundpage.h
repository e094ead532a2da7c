// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <QWizardPage>

class QLabel;
class QPushButton;
class QTableWidget;
class QVBoxLayout;

namespace Portlight::App
{

class Card;
class IconLabel;
class MessageBar;
class WizardContext;

class FoundPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit FoundPage(WizardContext &context);
    void initializePage() override;
    int nextId() const override;

Q_SIGNALS:
    void ruleRequested(const Portlight::Core::Location &location);

private:
    void showFinding();
    void showNothing();

    WizardContext &m_context;
    IconLabel *m_icon;
    QLabel *m_sentence;
    QLabel *m_place;
    QLabel *m_known;
    QLabel *m_evidence;
    QLabel *m_others;
    Card *m_conditionsCard;
    QTableWidget *m_conditions;
    QPushButton *m_showRule;
    MessageBar *m_message;
};

} // namespace Portlight::App
