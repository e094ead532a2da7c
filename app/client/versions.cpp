// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/versions.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QSysInfo>

namespace Portlight::App
{

namespace
{

constexpr int timeoutMilliseconds = 2000;

/// The first line of `iptables --version`: "iptables v1.8.9 (nf_tables)".
QString iptablesVersion()
{
    const QStringList folders{QStringLiteral("/usr/sbin"), QStringLiteral("/sbin"),
                              QStringLiteral("/usr/bin")};
    const QString program = QStandardPaths::findExecutable(QStringLiteral("iptables"), folders);
    if (program.isEmpty()) {
        return {};
    }
    QProcess process;
    process.start(program, {QStringLiteral("--version")});
    if (!process.waitForFinished(timeoutMilliseconds)) {
        process.kill();
        process.waitForFinished(timeoutMilliseconds);
        return {};
    }
    return QString::fromUtf8(process.readAllStandardOutput()).section(QLatin1Char('\n'), 0, 0);
}

} // namespace

std::map<std::string, std::string> systemVersions()
{
    std::map<std::string, std::string> versions;
    const auto add = [&versions](const char *name, const QString &value) {
        if (!value.isEmpty()) {
            versions.emplace(name, value.toStdString());
        }
    };
    add("kernel", QSysInfo::kernelType() + QLatin1Char(' ') + QSysInfo::kernelVersion());
    add("distribution", QSysInfo::prettyProductName());
    add("iptables", iptablesVersion());
    add("portlight", QCoreApplication::applicationVersion());
    return versions;
}

} // namespace Portlight::App
