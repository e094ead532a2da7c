// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/pages/page.h"
#include "core/diagnosis/question.h"
#include "core/ruleset/ruleset.h"

#include <memory>

class QVBoxLayout;

namespace Portlight::App
{

class TroubleshootWizard;
class WizardContext;

/// The wizard, embedded. Leaving it starts it anew; a practice story fills in its question.
class TroubleshootPage : public Page
{
    Q_OBJECT

public:
    explicit TroubleshootPage(Session &session, QWidget *parent = nullptr);
    ~TroubleshootPage() override;

    void refresh() override;
    /// Null while there is nothing to ask (the practice network is still being built).
    TroubleshootWizard *wizard() const;
    WizardContext *context() const;
    /// True while the wizard itself shows the countdown of its trial.
    bool showsTrial() const;
    QString stepText() const;
    void restart();
    /// Starts anew with this question filled in.
    void ask(const Core::Question &question);
    /// To the control of the current step where the user was.
    void takeFocus();

Q_SIGNALS:
    void ruleRequested(const Portlight::Core::Location &location);
    void stepChanged();
    void persistRequested();

private:
    void letGo();

    QVBoxLayout *m_column;
    std::unique_ptr<WizardContext> m_context;
    TroubleshootWizard *m_wizard = nullptr;
};

} // namespace Portlight::App
