// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QStringList>

/// What a program in a node said and how it ended.
struct RunResult {
    int code = -1;
    QByteArray output;
    QByteArray errors;
};

/// portlight-lab as a child, spoken to in its line protocol; blocking, for tests.
class LabProcess
{
public:
    /// Root runs a lab as a plain user too; somebody else is one already.
    enum User { Self, PlainUser };

    LabProcess(const QString &story, const QString &backend, User user = Self);
    ~LabProcess();

    /// Waits for the ready event. False: `error` tells why.
    bool isReady();
    QString error() const;
    bool isUnsupported() const;
    const QJsonObject &ready() const;
    qint64 processId() const;

    /// Sends a request (an id is added) and answers that id, for several at once.
    int send(QJsonObject request);
    void sendRaw(const QByteArray &line);
    /// The next event of that id; an empty object after a time-out. Id -1: null.
    QJsonObject await(int id, int milliseconds = 30'000);
    RunResult run(const QString &node, const QStringList &command, int milliseconds = 30'000);
    int startRequest(const QString &node, const QStringList &command);
    /// One object a port, keyed by the port.
    QHash<int, QJsonObject> probe(const QString &node, const QString &address,
                                  const QList<int> &ports, int milliseconds);

    /// The inodes of the nodes' network namespaces.
    QSet<quint64> networks() const;
    /// Closes the lab's input and waits for its end; the exit code.
    int finish();
    void signal(int number);
    bool waitForEnd();

    /// Where this lab's programs are, as its nodes see them.
    QString programFolder() const;
    static QString program(User user = Self);
    /// Why a lab cannot be had on this machine; empty when it can. Run once per user.
    static QString whyNot(User user);

private:
    QJsonObject nextEvent(int milliseconds);

    User m_user;
    QProcess m_process;
    QJsonObject m_ready;
    QList<QJsonObject> m_events;
    int m_lastId = 0;
};

/// Living processes (zombies do not count) in one of these network namespaces.
QStringList processesIn(const QSet<quint64> &networks);
