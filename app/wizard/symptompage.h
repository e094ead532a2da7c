// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWizardPage>

class QButtonGroup;

namespace Portlight::App
{

class WizardContext;

class SymptomPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit SymptomPage(WizardContext &context);
    void initializePage() override;
    int nextId() const override;

private:
    WizardContext &m_context;
    QButtonGroup *m_choices;
};

} // namespace Portlight::App
