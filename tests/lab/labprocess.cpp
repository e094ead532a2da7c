// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/lab/labprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <csignal>

#include <sys/stat.h>
#include <unistd.h>

namespace
{

/// The programs where a plain user can reach them: a build folder may lie below a closed home.
struct OpenCopy {
    QTemporaryDir folder{QDir::tempPath() + QStringLiteral("/portlight-lab-test-XXXXXX")};

    OpenCopy()
    {
        const QString path = folder.path();
        QDir().mkpath(path + QStringLiteral("/bin"));
        QDir().mkpath(path + QStringLiteral("/share/portlight/stories"));
        const QDir programs(QStringLiteral(PORTLIGHT_BIN_DIR));
        for (const QString &name : programs.entryList({QStringLiteral("portlight?*")}, QDir::Files))
            QFile::copy(programs.filePath(name), path + QStringLiteral("/bin/") + name);
        QFile::copy(QStringLiteral(PORTLIGHT_TESTS_DIR "/labprobe"),
                    path + QStringLiteral("/bin/labprobe"));
        const QDir stories(programs.filePath(QStringLiteral("../share/portlight/stories")));
        for (const QString &name : stories.entryList(QDir::Files))
            QFile::copy(stories.filePath(name),
                        path + QStringLiteral("/share/portlight/stories/") + name);
        ::chmod(path.toLocal8Bit().constData(), 0755);
    }
};

const OpenCopy &openCopy()
{
    static const OpenCopy copy;
    return copy;
}

} // namespace

QString LabProcess::programFolder() const
{
    return m_user == PlainUser ? openCopy().folder.path() + QStringLiteral("/bin")
                               : QStringLiteral(PORTLIGHT_BIN_DIR);
}

QString LabProcess::program(User user)
{
    return (user == PlainUser ? openCopy().folder.path() + QStringLiteral("/bin")
                              : QStringLiteral(PORTLIGHT_BIN_DIR))
        + QStringLiteral("/portlight-lab");
}

LabProcess::LabProcess(const QString &story, const QString &backend, User user)
    : m_user(user)
{
    QStringList command{program(user), QStringLiteral("serve"), story, QStringLiteral("--backend"),
                        backend};
    if (user == PlainUser && ::geteuid() == 0)
        command = QStringList{QStringLiteral("setpriv"), QStringLiteral("--reuid"),
                              QStringLiteral("65534"),   QStringLiteral("--regid"),
                              QStringLiteral("65534"),   QStringLiteral("--clear-groups")}
            + command;
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(command.first(), command.mid(1));
    m_ready = nextEvent(30'000);
}

LabProcess::~LabProcess()
{
    finish();
}

QJsonObject LabProcess::nextEvent(int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    while (!m_process.canReadLine()) {
        const auto left = milliseconds - static_cast<int>(clock.elapsed());
        if (left <= 0 || !m_process.waitForReadyRead(left))
            return {};
    }
    return QJsonDocument::fromJson(m_process.readLine()).object();
}

bool LabProcess::isReady()
{
    return m_ready.value(QStringLiteral("event")).toString() == QStringLiteral("ready");
}

QString LabProcess::error() const
{
    return m_ready.value(QStringLiteral("message")).toString();
}

bool LabProcess::isUnsupported() const
{
    return m_ready.value(QStringLiteral("code")).toString() == QStringLiteral("unsupported");
}

const QJsonObject &LabProcess::ready() const
{
    return m_ready;
}

qint64 LabProcess::processId() const
{
    return m_process.processId();
}

int LabProcess::send(QJsonObject request)
{
    request.insert(QStringLiteral("id"), ++m_lastId);
    sendRaw(QJsonDocument(request).toJson(QJsonDocument::Compact));
    return m_lastId;
}

void LabProcess::sendRaw(const QByteArray &line)
{
    m_process.write(line + '\n');
    m_process.waitForBytesWritten();
}

QJsonObject LabProcess::await(int id, int milliseconds)
{
    const auto belongs = [id](const QJsonObject &event) {
        return event.value(QStringLiteral("id")).toInt(-1) == id;
    };
    for (qsizetype i = 0; i < m_events.size(); ++i) {
        if (belongs(m_events.at(i)))
            return m_events.takeAt(i);
    }
    for (QJsonObject event = nextEvent(milliseconds); !event.isEmpty();
         event = nextEvent(milliseconds)) {
        if (belongs(event))
            return event;
        m_events.append(event);
    }
    return {};
}

int LabProcess::startRequest(const QString &node, const QStringList &command)
{
    return send({{QStringLiteral("start"),
                  QJsonObject{{QStringLiteral("node"), node},
                              {QStringLiteral("command"), QJsonArray::fromStringList(command)}}}});
}

RunResult LabProcess::run(const QString &node, const QStringList &command, int milliseconds)
{
    const int id =
        send({{QStringLiteral("run"),
               QJsonObject{{QStringLiteral("node"), node},
                           {QStringLiteral("command"), QJsonArray::fromStringList(command)}}}});
    const QJsonObject event = await(id, milliseconds);
    RunResult result;
    result.code = event.value(QStringLiteral("code")).toInt(-1);
    result.output = event.value(QStringLiteral("output")).toString().toUtf8();
    result.errors = event.value(QStringLiteral("errors")).toString().toUtf8()
        + event.value(QStringLiteral("message")).toString().toUtf8();
    return result;
}

QHash<int, QJsonObject> LabProcess::probe(const QString &node, const QString &address,
                                          const QList<int> &ports, int milliseconds)
{
    const QString program = m_user == PlainUser ? programFolder() + QStringLiteral("/labprobe")
                                                : QStringLiteral(PORTLIGHT_TESTS_DIR "/labprobe");
    QStringList command{program, address, QString::number(milliseconds)};
    for (const int port : ports)
        command.append(QString::number(port));
    QHash<int, QJsonObject> results;
    const QList<QByteArray> lines = run(node, command).output.split('\n');
    for (const QByteArray &line : lines) {
        const QJsonObject result = QJsonDocument::fromJson(line).object();
        if (!result.isEmpty())
            results.insert(result.value(QStringLiteral("port")).toInt(), result);
    }
    return results;
}

QSet<quint64> LabProcess::networks() const
{
    QSet<quint64> inodes;
    const QJsonArray nodes = m_ready.value(QStringLiteral("nodes")).toArray();
    for (const auto &node : nodes) {
        const QString pid = QString::number(node.toObject().value(QStringLiteral("pid")).toInt());
        struct stat network {
        };
        if (::stat(QStringLiteral("/proc/%1/ns/net").arg(pid).toLocal8Bit().constData(), &network)
            == 0)
            inodes.insert(network.st_ino);
    }
    return inodes;
}

int LabProcess::finish()
{
    m_process.closeWriteChannel();
    return waitForEnd() ? m_process.exitCode() : -1;
}

void LabProcess::signal(int number)
{
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

bool LabProcess::waitForEnd()
{
    return m_process.state() == QProcess::NotRunning || m_process.waitForFinished(10'000);
}

QString LabProcess::whyNot(User user)
{
    if (user == PlainUser && ::geteuid() == 0
        && QStandardPaths::findExecutable(QStringLiteral("setpriv")).isEmpty())
        return QStringLiteral("setpriv is missing");
    LabProcess lab(QStringLiteral("closed-by-policy"), QStringLiteral("nft"), user);
    return lab.isReady() || !lab.isUnsupported() ? QString() : lab.error();
}

QStringList processesIn(const QSet<quint64> &networks)
{
    QStringList found;
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString &entry : entries) {
        struct stat network {
        };
        const QString folder = QStringLiteral("/proc/") + entry;
        if (::stat((folder + QStringLiteral("/ns/net")).toLocal8Bit().constData(), &network) != 0
            || !networks.contains(network.st_ino))
            continue;
        QFile status(folder + QStringLiteral("/stat"));
        if (!status.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = status.readAll();
        if (!text.mid(text.lastIndexOf(')') + 2).startsWith('Z'))
            found.append(entry + QLatin1Char(' ') + QString::fromUtf8(text));
    }
    return found;
}
