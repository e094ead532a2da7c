// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWizardPage>

class QButtonGroup;
class QVBoxLayout;

namespace Portlight::App
{

class WizardContext;

class FixPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit FixPage(WizardContext &context);
    void initializePage() override;
    int nextId() const override;

private:
    void addChoice(int id, const QString &title, const QString &effect, const QString &risk,
                   const QString &commands);

    WizardContext &m_context;
    QWidget *m_list;
    QVBoxLayout *m_column;
    QButtonGroup *m_choices;
};

} // namespace Portlight::App
