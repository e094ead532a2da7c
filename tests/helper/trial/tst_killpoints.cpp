// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include <QProcess>
#include <QtTest>

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

namespace
{

/// One run of killcase, in a network of its own.
struct Case {
    QString verb;
    QString ending;
    QString victim;
    QString point;
    int times = 1;
    QString title() const
    {
        return QStringList{verb, ending, victim, point, QString::number(times)}.join(
            QStringLiteral(", "));
    }
};

std::unique_ptr<QProcess> start(const Case &one)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->start(QStringLiteral(PORTLIGHT_OWN_NETWORK),
                   {QStringLiteral(PORTLIGHT_KILLCASE), QStringLiteral(PORTLIGHT_MORTAL_UNDO),
                    one.verb, one.ending, one.victim, one.point, QString::number(one.times)});
    return process;
}

} // namespace

/// A SIGKILL after every step of a trial: the end is exactly the old state, or exactly the new one
/// when keep was durable; both backends, both families, and a sysctl.
class TestKillPoints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyDeathLeavesOldOrNew();
    void productionHasNoKillPoints();

private:
    /// Each point that the verb passes, with how often.
    QMap<QString, int> pointsOf(const QString &verb, const QString &victim);
    void runAll(std::vector<Case> cases);
};

void TestKillPoints::initTestCase()
{
    constexpr int skipped = 77;
    if (QProcess::execute(QStringLiteral(PORTLIGHT_OWN_NETWORK), {QStringLiteral("true")})
        == skipped) {
        QSKIP("this system gives plain users no namespaces");
    }
}

QMap<QString, int> TestKillPoints::pointsOf(const QString &verb, const QString &victim)
{
    QMap<QString, int> points;
    const auto process = start({verb, QStringLiteral("guard"), victim, QStringLiteral("-"), 1});
    process->waitForFinished(120000);
    const QStringList lines =
        QString::fromUtf8(process->readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        ++points[line];
    }
    if (process->exitCode() != 0) {
        QTest::qFail(qPrintable(lines.join(QLatin1Char('\n'))), __FILE__, __LINE__);
    }
    return points;
}

void TestKillPoints::runAll(std::vector<Case> cases)
{
    // Most of their time they wait for a deadline.
    constexpr std::size_t atOnce = 24;
    std::vector<std::pair<Case, std::unique_ptr<QProcess>>> running;
    std::size_t next = 0;
    QStringList wrong;
    while (next < cases.size() || !running.empty()) {
        while (next < cases.size() && running.size() < atOnce) {
            running.emplace_back(cases[next], start(cases[next]));
            ++next;
        }
        auto &[one, process] = running.front();
        if (!process->waitForFinished(300000)) {
            wrong += one.title() + QStringLiteral(": no end");
            process->kill();
            process->waitForFinished();
        } else if (process->exitCode() != 0) {
            wrong += one.title() + QStringLiteral(": ") + QString::fromUtf8(process->readAll());
        }
        running.erase(running.begin());
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestKillPoints::everyDeathLeavesOldOrNew()
{
    std::vector<Case> cases;
    QStringList names;
    const auto add = [&](const QString &verb, const QString &ending, const QString &victim,
                         const QMap<QString, int> &points) {
        for (auto point = points.begin(); point != points.end(); ++point) {
            for (int times = 1; times <= point.value(); ++times) {
                cases.push_back({verb, ending, victim, point.key(), times});
            }
            names += point.key();
        }
    };
    const QString helper = QStringLiteral("helper");
    for (const char *name : {"begin", "keep", "undo", "undo-kept", "extend", "recover"}) {
        const QString verb = QString::fromLatin1(name);
        const QMap<QString, int> points = pointsOf(verb, helper);
        QVERIFY2(!points.isEmpty(), name);
        add(verb, QStringLiteral("restart"), helper, points);
        add(verb, QStringLiteral("reboot"), helper, points);
        if (verb != QLatin1String("recover")) { // there the guard is dead already
            add(verb, QStringLiteral("guard"), helper, points);
        }
    }
    const QString guard = QStringLiteral("guard");
    const QMap<QString, int> ofGuard = pointsOf(QStringLiteral("begin"), guard);
    QVERIFY(!ofGuard.isEmpty());
    add(QStringLiteral("begin"), QStringLiteral("restart"), guard, ofGuard);
    names.removeDuplicates();
    qInfo("%lld named points, %zu deaths", static_cast<long long>(names.size()), cases.size());
    QVERIFY(names.size() >= 25);

    // All of them take minutes (PORTLIGHT_KILLS=all). Without: each point of each verb once, at one
    // of its passings and with one of its endings.
    if (qEnvironmentVariable("PORTLIGHT_KILLS") != QLatin1String("all")) {
        const unsigned seed = std::random_device{}();
        std::shuffle(cases.begin(), cases.end(), std::mt19937(seed));
        QSet<QString> seen;
        std::erase_if(cases, [&seen](const Case &one) {
            const QString key = one.verb + one.victim + one.point;
            const bool isOld = seen.contains(key);
            seen.insert(key);
            return isOld;
        });
        qInfo("%zu of them, seed %u", cases.size(), seed);
    }
    runAll(std::move(cases));
}

void TestKillPoints::productionHasNoKillPoints()
{
    const auto holds = [](const char *path) {
        QFile program(QString::fromLocal8Bit(path));
        return program.open(QIODevice::ReadOnly)
            && program.readAll().contains("undo of a side recorded");
    };
    QVERIFY(holds(PORTLIGHT_MORTAL_UNDO)); // else the search proves nothing
    QVERIFY(!holds(PORTLIGHT_BIN_DIR "/portlight-undo"));
}

QTEST_GUILESS_MAIN(TestKillPoints)
#include "tst_killpoints.moc"
