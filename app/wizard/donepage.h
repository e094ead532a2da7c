// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWizardPage>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace Portlight::App
{

class IconLabel;
class MessageBar;
class WizardContext;

class DonePage : public QWizardPage
{
    Q_OBJECT

public:
    explicit DonePage(WizardContext &context);
    void initializePage() override;
    bool isComplete() const override;
    int nextId() const override;

Q_SIGNALS:
    /// The kept change is to survive a restart.
    void persistRequested();

private:
    void showTrial();
    void showRetry();

    WizardContext &m_context;
    MessageBar *m_message;
    IconLabel *m_icon;
    QLabel *m_result;
    QLabel *m_proof;
    QProgressBar *m_countdown;
    QLabel *m_left;
    QPushButton *m_keep;
    QPushButton *m_undo;
    QPushButton *m_more;
    QPushButton *m_again;
    QPushButton *m_persist;
    QPlainTextEdit *m_summary;
};

} // namespace Portlight::App
