// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/ownsession.h"

#include <QFile>

#include <algorithm>

#include <unistd.h>

namespace Portlight::App
{

namespace
{

/// The parent of a process, from /proc/PID/stat; 0 when it has none or is gone. The name before it
/// may hold blanks and brackets of its own.
std::uint32_t parentOf(std::uint32_t pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QByteArray text = file.readAll();
    const QList<QByteArray> words = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return words.value(1).toUInt();
}

/// This process, its parent and so on, without the first process of all.
std::vector<std::uint32_t> lineOfDescent()
{
    std::vector<std::uint32_t> pids;
    constexpr std::size_t most = 256; // numbers may be used anew while we look
    for (auto pid = static_cast<std::uint32_t>(::getpid()); pid > 1 && pids.size() < most;
         pid = parentOf(pid)) {
        pids.push_back(pid);
    }
    return pids;
}

bool isSshServer(const Core::Session &session)
{
    return session.program == "sshd" || session.program == "sshd-session"; // the latter from 9.8
}

} // namespace

void markOwnSessions(std::vector<Core::Session> &sessions,
                     const std::vector<Core::IpAddress> &localAddresses)
{
    const std::string named = qgetenv("SSH_CONNECTION").toStdString();
    const auto own = Core::parseSshConnection(named);
    if (own
        && std::find(localAddresses.begin(), localAddresses.end(), own->local)
            != localAddresses.end()) {
        Core::markOwnSession(sessions, named);
    }
    const auto descent = lineOfDescent();
    for (Core::Session &session : sessions) {
        session.own = session.own
            || (isSshServer(session)
                && std::find(descent.begin(), descent.end(), session.pid) != descent.end());
    }
}

} // namespace Portlight::App
