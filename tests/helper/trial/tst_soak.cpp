// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include <QMap>
#include <QProcess>
#include <QtTest>

#include <memory>
#include <random>
#include <vector>

/// SIGKILL at any moment, for the real programs: the old rules are back, or the kept ones stand.
/// PORTLIGHT_SOAK is the number of trials; PORTLIGHT_SOAK_SEED the first of their seeds.
class TestSoak : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDeathLeavesOldOrKept();
};

void TestSoak::everyDeathLeavesOldOrKept()
{
    const QString shell = QStringLiteral(PORTLIGHT_OWN_NETWORK);
    constexpr int skipped = 77;
    if (QProcess::execute(shell, {QStringLiteral("true")}) == skipped) {
        QSKIP("this system gives plain users no namespaces");
    }
    bool isNumber = false;
    const unsigned wished = qEnvironmentVariable("PORTLIGHT_SOAK").toUInt(&isNumber);
    const unsigned count = isNumber ? wished : 24;
    unsigned first = qEnvironmentVariable("PORTLIGHT_SOAK_SEED").toUInt(&isNumber);
    if (!isNumber) {
        first = std::random_device{}() / 2;
    }
    qInfo("%u trials, seeds from %u on", count, first);

    constexpr std::size_t atOnce = 24; // most of their time they wait for a deadline
    std::vector<std::pair<unsigned, std::unique_ptr<QProcess>>> running;
    QMap<QString, int> ends;
    QStringList wrong;
    for (unsigned next = 0; next < count || !running.empty();) {
        while (next < count && running.size() < atOnce) {
            auto process = std::make_unique<QProcess>();
            process->setProcessChannelMode(QProcess::MergedChannels);
            process->start(
                shell,
                {QStringLiteral("unshare"), QStringLiteral("-pf"), QStringLiteral("--mount-proc"),
                 QStringLiteral("--kill-child"), QStringLiteral(PORTLIGHT_SOAKCASE),
                 QStringLiteral(PORTLIGHT_BIN_DIR "/portlightctl"), QString::number(first + next)});
            running.emplace_back(first + next, std::move(process));
            ++next;
        }
        auto &[seed, process] = running.front();
        const bool ended = process->waitForFinished(400000);
        const QString said = QString::fromUtf8(process->readAll()).trimmed();
        if (!ended || process->exitCode() != 0) {
            wrong += QStringLiteral("seed %1: %2")
                         .arg(seed)
                         .arg(ended ? said : QStringLiteral("no end"));
            process->kill();
            process->waitForFinished();
        } else {
            ++ends[said.section(QLatin1Char(':'), 0, 0)];
        }
        running.erase(running.begin());
    }
    for (auto end = ends.begin(); end != ends.end(); ++end) {
        qInfo("%s: %d", qPrintable(end.key()), end.value());
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(TestSoak)
#include "tst_soak.moc"
