// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/wizard/questionform.h"

#include <QWizardPage>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace Portlight::App
{

class WizardContext;

class ConnectionPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit ConnectionPage(WizardContext &context);
    void initializePage() override;
    bool isComplete() const override;
    bool validatePage() override;
    int nextId() const override;

private:
    QuestionForm form() const;
    void showFields();
    void showHint();

    WizardContext &m_context;
    QFormLayout *m_layout;
    QComboBox *m_direction;
    QComboBox *m_protocol;
    QLineEdit *m_service;
    QLineEdit *m_from;
    QLineEdit *m_to;
    QLabel *m_hint;
};

} // namespace Portlight::App
