// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWizardPage>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace Portlight::App
{

class WizardContext;

class WatchPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit WatchPage(WizardContext &context);
    void initializePage() override;
    int nextId() const override;

private:
    void addLine(const QString &iconName, const QString &text);
    void setBusy(bool busy);

    WizardContext &m_context;
    QLabel *m_explanation;
    QPushButton *m_try;
    QPushButton *m_skip;
    QProgressBar *m_progress;
    QListWidget *m_lines;
};

} // namespace Portlight::App
