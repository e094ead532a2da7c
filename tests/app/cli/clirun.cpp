// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "clirun.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

namespace Portlight::Test
{

std::unique_ptr<QProcess> startCtl(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"),
                       QStringLiteral("unix:path=/nonexistent/bus"));
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral(PORTLIGHT_BIN_DIR "/portlightctl"), arguments);
    return process;
}

Run finish(QProcess &process)
{
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(30000)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

Run runCtl(const QStringList &arguments, const QByteArray &input)
{
    const auto process = startCtl(arguments);
    process->write(input);
    process->closeWriteChannel();
    return finish(*process);
}

QByteArray runTool(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const Run run = finish(process);
    if (run.code != 0) {
        const QByteArray what = program.toUtf8() + ' ' + arguments.join(QLatin1Char(' ')).toUtf8()
            + ": " + run.out + run.err;
        QTest::qFail(what.constData(), __FILE__, __LINE__);
    }
    return run.out;
}

QByteArray savedRules(const char *program)
{
    static const QRegularExpression counters(QStringLiteral(R"(\[\d+:\d+\])"));
    QByteArray rules;
    for (const QByteArray &line : runTool(QString::fromLatin1(program), {}).split('\n')) {
        if (!line.isEmpty() && !line.startsWith('#')) {
            rules += QString::fromUtf8(line).remove(counters).toUtf8() + '\n';
        }
    }
    return rules;
}

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QList<QJsonObject> objects(const QByteArray &lines)
{
    QList<QJsonObject> result;
    for (const QByteArray &line : lines.split('\n')) {
        if (!line.isEmpty()) {
            result.append(QJsonDocument::fromJson(line).object());
        }
    }
    return result;
}

} // namespace Portlight::Test
