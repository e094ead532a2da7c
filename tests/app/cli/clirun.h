// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <memory>

namespace Portlight::Test
{

/// How a run of portlightctl ended. Code -1: by a signal, or not within half a minute.
struct Run {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// Runs portlightctl where no helper of the computer can be reached over a bus. Its input ends
/// after `input`, so it never has a terminal to ask at.
Run runCtl(const QStringList &arguments, const QByteArray &input = {});

/// The same command, still running, with its input open.
std::unique_ptr<QProcess> startCtl(const QStringList &arguments);
/// Waits for its end.
Run finish(QProcess &process);

/// Runs another program that must succeed, and gives its output; fails the test otherwise.
QByteArray runTool(const QString &program, const QStringList &arguments,
                   const QByteArray &input = {});

/// What iptables-nft-save and its sisters print, without comments and counters.
QByteArray savedRules(const char *program = "iptables-nft-save");

/// Split at blanks.
QStringList words(const char *text);
/// The JSON objects of a text, one a line.
QList<QJsonObject> objects(const QByteArray &lines);

} // namespace Portlight::Test
