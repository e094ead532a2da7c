// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWizardPage>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace Portlight::App
{

class MessageBar;
class WizardContext;

class ReviewPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit ReviewPage(WizardContext &context);
    void initializePage() override;
    bool isComplete() const override;
    /// Starts the trial and stays; the page is left when the helper has it.
    bool validatePage() override;
    int nextId() const override;

private:
    WizardContext &m_context;
    MessageBar *m_message;
    QLabel *m_place;
    QListWidget *m_before;
    QListWidget *m_after;
    QPlainTextEdit *m_commands;
    QLabel *m_lasting;
    QProgressBar *m_progress;
    QPushButton *m_rehearse;
};

} // namespace Portlight::App
