// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/service/authorizer.h"
#include "helper/service/quota.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>
#include <QThreadPool>
#include <QVariantList>

#include <functional>
#include <memory>

namespace Portlight::Helper
{

/// Does the work; runs in a worker thread and gives the arguments of the reply.
using Work = std::function<Core::Result<QVariantList>(unsigned uid)>;

struct Request {
    QDBusConnection connection;
    QDBusMessage message;
    Work work;
    QString action; ///< instead of the method's own, if not empty
    /// True: this user needs no permission for it. Runs in a worker thread.
    std::function<bool(unsigned uid)> isOwners;
    QString subject; ///< for the journal
};

/// Carries a request from its arguments to its reply: who is it, within the quota, permitted, still
/// there, done, recorded, answered. Nothing waits in here: a user's open prompt delays nobody else.
/// Reads run side by side, changes one after the other.
class Dispatcher : public QObject
{
    Q_OBJECT

public:
    explicit Dispatcher(Authorizer &authorizer, QObject *parent = nullptr);
    /// Waits for the work under way.
    ~Dispatcher() override;

    /// Its reply comes later; the caller has called setDelayedReply().
    void submit(Request request);
    /// The answer to arguments that cannot be right.
    void refuse(const Request &request, const Core::Error &error);
    /// Work of the helper itself, in line with the changes of others.
    void runInLine(std::function<void()> work);
    bool isIdle() const;

Q_SIGNALS:
    /// A change was made or refused; the trials may be others now.
    void changed();
    /// Nothing is under way any more.
    void idle();

private:
    struct Job;
    using JobPointer = std::shared_ptr<Job>;

    void askForUid(const JobPointer &job, std::function<void()> next);
    void enter(const JobPointer &job);
    void authorize(const JobPointer &job);
    void ask(const JobPointer &job);
    void run(const JobPointer &job);
    void finish(const JobPointer &job, const Core::Result<QVariantList> &result);
    void drop(const JobPointer &job);
    void inThread(Access access, std::function<void()> work);

    Authorizer &m_authorizer;
    Quota m_quota;
    QThreadPool m_readers;
    QThreadPool m_changer;
    int m_jobs = 0;
};

} // namespace Portlight::Helper
