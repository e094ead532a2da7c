// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/polkitauthorizer.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QProcess>
#include <QRunnable>

#include <PolkitQt1/Authority>
#include <PolkitQt1/Subject>

namespace Portlight::Helper
{

namespace
{

using PolkitQt1::Authority;

/// Each is a process of some megabytes; the quota of a user is far below.
constexpr int maxPrompts = 24;

Authority::Result check(const QString &caller, const QString &action,
                        Authority::AuthorizationFlags flags)
{
    Authority *authority = Authority::instance();
    if (authority == nullptr) {
        return Authority::Unknown;
    }
    authority->clearError(); // else one vanished caller would be the end of all later checks
    // Security: the bus' own name of the sender; a process id could be reused by somebody else.
    return authority->checkAuthorizationSync(action, PolkitQt1::SystemBusNameSubject(caller),
                                             flags);
}

} // namespace

PolkitAuthorizer::PolkitAuthorizer(QObject *parent)
    : Authorizer(parent)
{
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(-1);
    Authority::instance(); // belongs to the main thread
}

PolkitAuthorizer::~PolkitAuthorizer()
{
    m_thread.waitForDone();
}

void PolkitAuthorizer::ask(const Question &question, std::function<void(bool)> done)
{
    m_thread.start(QRunnable::create([this, question, done = std::move(done)] {
        const Authority::Result result = check(question.caller, question.action, Authority::None);
        QMetaObject::invokeMethod(
            this,
            [this, question, done, result] {
                if (result == Authority::Challenge && question.interactive) {
                    askWithPrompt(question, done);
                } else {
                    done(result == Authority::Yes);
                }
            },
            Qt::QueuedConnection);
    }));
}

void PolkitAuthorizer::askWithPrompt(const Question &question, std::function<void(bool)> done)
{
    if (m_prompts >= maxPrompts) {
        done(false);
        return;
    }
    ++m_prompts;
    auto *process = new QProcess(this);
    process->setProgram(QCoreApplication::applicationFilePath());
    process->setArguments({QStringLiteral("--ask"), question.caller, question.action});
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardOutputFile(QProcess::nullDevice());
    const auto end = [this, process, done = std::move(done)](bool yes) {
        process->disconnect(this);
        process->deleteLater();
        --m_prompts;
        done(yes);
    };
    connect(process, &QProcess::errorOccurred, this, [end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) { // after all others finished() comes
            end(false);
        }
    });
    connect(process, QOverload<int, QProcess::ExitStatus>::of(&QProcess::finished), this,
            [end](int exitCode, QProcess::ExitStatus status) {
                end(status == QProcess::NormalExit && exitCode == 0);
            });
    process->start();
}

int PolkitAuthorizer::askAndExit(const QString &caller, const QString &action)
{
    return check(caller, action, Authority::AllowUserInteraction) == Authority::Yes ? 0 : 1;
}

} // namespace Portlight::Helper
