// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/wizard/wizardcontext.h"

#include <QWizard>

namespace Portlight::App
{

class StepsList;

/// The nine steps from "What goes wrong?" to "Does it work now?". Made to be embedded in a page:
/// leaving it emits left() instead of hiding it.
class TroubleshootWizard : public QWizard
{
    Q_OBJECT

public:
    enum Step {
        SymptomStep,
        ConnectionStep,
        ReadStep,
        WatchStep,
        ChecksStep,
        FoundStep,
        FixStep,
        ReviewStep,
        DoneStep,
        StepCount
    };

    explicit TroubleshootWizard(WizardContext &context, QWidget *parent = nullptr);

    WizardContext &context() const;
    /// "Step 3 of 9: Read the firewall", for the window title and screen readers.
    QString stepText() const;

    void reject() override;
    void done(int result) override;

Q_SIGNALS:
    void left();
    void unlockRequested();
    /// What was kept is to survive a restart.
    void persistRequested();
    void ruleRequested(const Portlight::Core::Location &location);

private:
    void focusPage();

    WizardContext &m_context;
    StepsList *m_steps;
};

} // namespace Portlight::App
