// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWizardPage>

class QLabel;
class QProgressBar;
class QTableView;

namespace Portlight::App
{

class CheckModel;
class MessageBar;
class WizardContext;

class ChecksPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit ChecksPage(WizardContext &context);
    void initializePage() override;
    void cleanupPage() override;
    bool isComplete() const override;
    int nextId() const override;

private:
    void start();
    void showResult();

    WizardContext &m_context;
    CheckModel *m_model;
    MessageBar *m_message;
    QLabel *m_state;
    QProgressBar *m_progress;
    QTableView *m_table;
    QLabel *m_detail;
};

} // namespace Portlight::App
