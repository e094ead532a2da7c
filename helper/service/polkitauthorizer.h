// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/service/authorizer.h"

#include <QThreadPool>

namespace Portlight::Helper
{

/// Asks polkit, every time anew.
///
/// polkit-qt has one Authority for the whole process. Its asynchronous check answers without an id,
/// and its synchronous one writes errors into the singleton without a lock and then fails until
/// they are cleared. So no two checks may run in one process at once, but a prompt may stay open
/// for minutes. Hence two steps:
///  1. without a prompt, in one worker thread, one check after the other: an answer in
///     milliseconds;
///  2. only where polkit says that a password would help, and the caller allows a prompt: a process
///     for this one question (askAndExit), so that nobody waits for anybody else's password.
class PolkitAuthorizer : public Authorizer
{
    Q_OBJECT

public:
    explicit PolkitAuthorizer(QObject *parent = nullptr);
    ~PolkitAuthorizer() override;

    void ask(const Question &question, std::function<void(bool)> done) override;

    /// The process of step 2: 0 is yes, everything else is no.
    static int askAndExit(const QString &caller, const QString &action);

private:
    void askWithPrompt(const Question &question, std::function<void(bool)> done);

    QThreadPool m_thread;
    int m_prompts = 0;
};

} // namespace Portlight::Helper
