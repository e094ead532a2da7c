// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/dispatcher.h"

#include "helper/service/audit.h"
#include "helper/service/errorreply.h"
#include "helper/service/methodtable.h"

#include <QDBusPendingCall>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QRunnable>

#include <unistd.h>

namespace Portlight::Helper
{

namespace
{

constexpr int maxReaders = 4;

Core::Error makeError(Core::ErrorCode code, const char *operation, const char *message)
{
    return {code, operation, message, {}, {}};
}

} // namespace

struct Dispatcher::Job {
    Request request;
    Access access;
    QString action;
    unsigned uid = 0;
    bool entered = false;
};

Dispatcher::Dispatcher(Authorizer &authorizer, QObject *parent)
    : QObject(parent)
    , m_authorizer(authorizer)
{
    m_readers.setMaxThreadCount(maxReaders);
    m_changer.setMaxThreadCount(1);
}

Dispatcher::~Dispatcher()
{
    m_readers.waitForDone();
    m_changer.waitForDone();
}

bool Dispatcher::isIdle() const
{
    return m_jobs == 0;
}

void Dispatcher::refuse(const Request &request, const Core::Error &error)
{
    request.connection.send(errorReply(request.message, error));
}

void Dispatcher::submit(Request request)
{
    // Security: a method that nobody gave an action is refused, whatever it does.
    const MethodRule *rule = methodRule(request.message.member());
    if (rule == nullptr) {
        refuse(request, makeError(Core::ErrorCode::Denied, "authorize", "no action for method"));
        return;
    }
    const QString action = request.action.isEmpty() ? QLatin1String(rule->action) : request.action;
    const auto job = std::make_shared<Job>(Job{std::move(request), rule->access, action});
    ++m_jobs;
    askForUid(job, [this, job] {
        enter(job);
    });
}

void Dispatcher::askForUid(const JobPointer &job, std::function<void()> next)
{
    const QString caller = job->request.message.service();
    if (caller.isEmpty()) { // without a bus there is only the one who started us
        job->uid = getuid();
        next();
        return;
    }
    QDBusMessage question = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("GetConnectionUnixUser"));
    question << caller;
    auto *watcher = new QDBusPendingCallWatcher(job->request.connection.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, job, next = std::move(next)](QDBusPendingCallWatcher *finished) {
                finished->deleteLater();
                const QDBusPendingReply<uint> reply(*finished);
                if (reply.isError()) {
                    drop(job); // gone: nobody to answer, and nothing is done for nobody
                    return;
                }
                job->uid = reply.value();
                next();
            });
}

void Dispatcher::enter(const JobPointer &job)
{
    if (!m_quota.enter(job->uid, job->access)) {
        finish(job,
               tl::unexpected(makeError(Core::ErrorCode::LimitExceeded, "queue request",
                                        "too many requests of this user")));
        return;
    }
    job->entered = true;
    authorize(job);
}

void Dispatcher::authorize(const JobPointer &job)
{
    if (!job->request.isOwners) {
        ask(job);
        return;
    }
    inThread(Access::Read, [this, job] {
        const bool isOwners = job->request.isOwners(job->uid);
        QMetaObject::invokeMethod(
            this,
            [this, job, isOwners] {
                if (isOwners) {
                    run(job);
                } else {
                    ask(job);
                }
            },
            Qt::QueuedConnection);
    });
}

void Dispatcher::ask(const JobPointer &job)
{
    const QDBusMessage &message = job->request.message;
    const Question question{message.service(), job->action,
                            message.isInteractiveAuthorizationAllowed()};
    m_authorizer.ask(question, [this, job](bool yes) {
        if (!yes) {
            finish(
                job,
                tl::unexpected(makeError(Core::ErrorCode::Denied, "authorize", "not authorized")));
        } else if (job->access == Access::Read) {
            run(job);
        } else {
            // Time has passed at the prompt: nothing is changed for a caller that is gone.
            askForUid(job, [this, job] {
                run(job);
            });
        }
    });
}

void Dispatcher::run(const JobPointer &job)
{
    inThread(job->access, [this, job] {
        auto result = job->request.work(job->uid);
        QMetaObject::invokeMethod(
            this,
            [this, job, result = std::move(result)] {
                finish(job, result);
            },
            Qt::QueuedConnection);
    });
}

void Dispatcher::finish(const JobPointer &job, const Core::Result<QVariantList> &result)
{
    const Request &request = job->request;
    if (job->access == Access::Change) {
        audit({request.message.member(), request.message.service(), job->uid, job->action,
               request.subject, result ? std::nullopt : std::optional(result.error())});
    }
    if (result) {
        request.connection.send(request.message.createReply(*result));
    } else {
        request.connection.send(errorReply(request.message, result.error()));
    }
    drop(job);
}

void Dispatcher::drop(const JobPointer &job)
{
    if (job->entered) {
        m_quota.leave(job->uid, job->access);
    }
    --m_jobs;
    if (job->access == Access::Change) {
        Q_EMIT changed();
    }
    if (m_jobs == 0) {
        Q_EMIT idle();
    }
}

void Dispatcher::runInLine(std::function<void()> work)
{
    inThread(Access::Change, std::move(work));
}

void Dispatcher::inThread(Access access, std::function<void()> work)
{
    QThreadPool &pool = access == Access::Read ? m_readers : m_changer;
    pool.start(QRunnable::create(std::move(work)));
}

} // namespace Portlight::Helper
