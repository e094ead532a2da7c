// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWizardPage>

class QLabel;
class QPushButton;

namespace Portlight::App
{

class WizardContext;

class ReadPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit ReadPage(WizardContext &context);
    void initializePage() override;
    int nextId() const override;

Q_SIGNALS:
    void unlockRequested();

private:
    WizardContext &m_context;
    QLabel *m_state;
    QPushButton *m_unlock;
};

} // namespace Portlight::App
