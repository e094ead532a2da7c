// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/lab/labprocess.h"
#include "tests/lab/stories.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <memory>

#include <sys/stat.h>
#include <unistd.h>

namespace
{

const QList<int> ports{22, 80, 8080, 8443, 9000, 9090};
constexpr int asked = 8080;
constexpr int trialSeconds = 5;

/// PORTLIGHT_TEST_BACKEND chooses one, so that two runs can wait at the same time.
QStringList backends()
{
    const QString chosen = qEnvironmentVariable("PORTLIGHT_TEST_BACKEND");
    return chosen.isEmpty() ? QStringList{QStringLiteral("nft"), QStringLiteral("legacy")}
                            : QStringList{chosen};
}

/// One lab and the command line in it, on the node that is "this computer".
class Scene
{
public:
    Scene(const QString &story, const QString &chosenBackend,
          LabProcess::User user = LabProcess::Self)
        : lab(story, chosenBackend, user)
        , backend(chosenBackend)
        , here(lab.ready().value(QStringLiteral("here")).toString())
        , client(lab.ready().value(QStringLiteral("client")).toString())
        , question(lab.ready().value(QStringLiteral("question")).toObject())
        , target(question.value(QStringLiteral("to")).toString())
    {
    }

    QStringList command(const QStringList &arguments) const
    {
        return QStringList{lab.programFolder() + QStringLiteral("/portlightctl"),
                           QStringLiteral("--direct"), QStringLiteral("--no-ask"),
                           QStringLiteral("--json")}
        + arguments;
    }
    RunResult ctl(const QStringList &arguments)
    {
        return lab.run(here, command(arguments), 60'000);
    }
    QStringList questionOptions() const
    {
        return {
            QStringLiteral("--port"),      QString::number(asked),
            QStringLiteral("--direction"), question.value(QStringLiteral("direction")).toString(),
            QStringLiteral("--from"),      question.value(QStringLiteral("from")).toString(),
            QStringLiteral("--to"),        target};
    }
    /// What the client meets on each port of the list: "connected", "refused", "timed-out", ….
    QMap<int, QString> matrix()
    {
        QMap<int, QString> outcomes;
        const auto seen = lab.probe(client, target, ports, 600);
        for (const int port : ports)
            outcomes.insert(port, seen.value(port).value(QStringLiteral("outcome")).toString());
        return outcomes;
    }
    QString outcome(int milliseconds)
    {
        return lab.probe(client, target, {asked}, milliseconds)
            .value(asked)
            .value(QStringLiteral("outcome"))
            .toString();
    }
    /// Lines of both families as the backend's own save program prints them, without comments.
    /// Tables without any rule are left out: a fix may need one that was not there, and the kernel
    /// does not let go of a legacy table once it was used.
    QStringList rules(bool counters)
    {
        static const QRegularExpression numbers(QStringLiteral("\\[\\d+:\\d+\\]"));
        QStringList lines;
        for (const char *family : {"iptables", "ip6tables"}) {
            QStringList save{QStringLiteral("%1-%2-save").arg(QLatin1String(family), backend)};
            if (counters)
                save.append(QStringLiteral("-c"));
            QString text = QString::fromUtf8(lab.run(here, save).output);
            if (!counters)
                text.remove(numbers);
            QStringList table;
            for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
                if (line.startsWith(QLatin1Char('#')))
                    continue;
                table.append(QLatin1String(family) + QLatin1Char(' ') + line);
                if (line != QLatin1String("COMMIT"))
                    continue;
                if (!isEmptyTable(table))
                    lines += table;
                table.clear();
            }
        }
        return lines;
    }
    /// Packets counted by each rule, keyed by family and text.
    QMap<QString, qint64> counters()
    {
        static const QRegularExpression pattern(
            QStringLiteral("^(ip6?tables) \\[(\\d+):\\d+\\] (-A .*)$"));
        QMap<QString, qint64> packets;
        for (const QString &line : rules(true)) {
            const auto match = pattern.match(line);
            if (match.hasMatch())
                packets.insert(match.captured(1) + QLatin1Char(' ') + match.captured(3),
                               match.captured(2).toLongLong());
        }
        return packets;
    }
    QByteArray forwarding()
    {
        return lab
            .run(here, {QStringLiteral("cat"), QStringLiteral("/proc/sys/net/ipv4/ip_forward")})
            .output;
    }
    /// All that a fix of these stories could change.
    QStringList state()
    {
        return rules(false) << QString::fromUtf8(forwarding());
    }
    QStringList trialIds()
    {
        static const QRegularExpression pattern(QStringLiteral("[0-9a-f]{32}"));
        QStringList ids;
        auto found = pattern.globalMatch(QString::fromUtf8(ctl({QStringLiteral("trials")}).output));
        while (found.hasNext())
            ids.append(found.next().captured());
        ids.removeDuplicates();
        return ids;
    }
    /// Numbers of the processes of that name in this lab, as seen from outside.
    QList<pid_t> processes(const QString &name) const
    {
        QList<pid_t> pids;
        for (const QString &line : processesIn(lab.networks())) {
            if (line.section(QLatin1Char('('), 1).section(QLatin1Char(')'), 0, 0) == name.left(15))
                pids.append(line.section(QLatin1Char(' '), 0, 0).toInt());
        }
        return pids;
    }

private:
    static bool isEmptyTable(const QStringList &lines)
    {
        return std::none_of(lines.begin(), lines.end(), [](const QString &line) {
            return line.contains(QLatin1String("-A ")) || line.contains(QLatin1String(" DROP "))
                || line.contains(QLatin1String(" - "));
        });
    }

public:
    LabProcess lab;
    QString backend;
    QString here;
    QString client;
    QJsonObject question;
    QString target;
};

} // namespace

class TestEndToEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void diagnoseFixUndo_data();
    void diagnoseFixUndo();
    void whatNobodyKeepsIsTakenBack_data();
    void whatNobodyKeepsIsTakenBack();

    void cleanup();

private:
    void checkDiagnosis(Scene &scene, const StoryFacts &facts);
    void checkFix(Scene &scene, const StoryFacts &facts);

    QTemporaryDir m_temporary; ///< what the programs take for /tmp
    bool m_killed = false;
};

void TestEndToEnd::initTestCase()
{
    QVERIFY(m_temporary.isValid());
    QCOMPARE(::chmod(m_temporary.path().toLocal8Bit().constData(), 01777), 0);
    qputenv("TMPDIR", m_temporary.path().toLocal8Bit());
    const QString whyNot = LabProcess::whyNot(LabProcess::Self);
    if (!whyNot.isEmpty())
        QSKIP(qPrintable(QStringLiteral("no namespaces here: ") + whyNot));
}

void TestEndToEnd::cleanup()
{
    // A killed program cannot tidy up; all others have to.
    QDir folder(m_temporary.path());
    const QStringList left = folder.entryList({QStringLiteral("portlightctl-*")});
    for (const QString &name : left)
        QDir(folder.filePath(name)).removeRecursively();
    if (!m_killed)
        QCOMPARE(left, QStringList());
}

void TestEndToEnd::diagnoseFixUndo_data()
{
    QTest::addColumn<StoryFacts>("facts");
    QTest::addColumn<QString>("backend");
    QTest::addColumn<bool>("plainUser");
    for (const StoryFacts &facts : storyFacts()) {
        for (const QString &backend : backends())
            QTest::addRow("%s, %s", qPrintable(facts.id), qPrintable(backend))
                << facts << backend << false;
    }
    if (::geteuid() == 0) {
        for (const QString &backend : backends())
            QTest::addRow("plain user, %s", qPrintable(backend))
                << storyFacts().first() << backend << true;
    }
}

void TestEndToEnd::diagnoseFixUndo()
{
    QFETCH(StoryFacts, facts);
    QFETCH(QString, backend);
    QFETCH(bool, plainUser);
    const auto user = plainUser ? LabProcess::PlainUser : LabProcess::Self;
    if (const QString whyNot = plainUser ? LabProcess::whyNot(user) : QString(); !whyNot.isEmpty())
        QSKIP(qPrintable(whyNot));
    Scene scene(facts.id, backend, user);
    QVERIFY2(scene.lab.isReady(), qPrintable(scene.lab.error()));

    checkDiagnosis(scene, facts);
    if (!QTest::currentTestFailed())
        checkFix(scene, facts);
}

void TestEndToEnd::checkDiagnosis(Scene &scene, const StoryFacts &facts)
{
    const QStringList before = scene.rules(false);
    const RunResult result =
        scene.ctl(QStringList{QStringLiteral("diagnose")} + scene.questionOptions());
    QVERIFY2(result.code == 1, result.errors.constData());
    const QJsonObject diagnosis = QJsonDocument::fromJson(result.output).object();
    QCOMPARE(diagnosis.value(QStringLiteral("schema")).toString(),
             QStringLiteral("portlight.diagnosis/1"));
    QCOMPARE(diagnosis.value(QStringLiteral("outcome")).toString(), QStringLiteral("blocked"));
    const QJsonObject finding =
        diagnosis.value(QStringLiteral("findings")).toArray().first().toObject();
    QVERIFY2(finding.value(QStringLiteral("cause")).toString() == facts.cause,
             result.output.constData());
    if (!facts.chain.isEmpty()) {
        const QJsonObject location = finding.value(QStringLiteral("location")).toObject();
        QCOMPARE(location.value(QStringLiteral("backend")).toString(), scene.backend);
        QCOMPARE(location.value(QStringLiteral("family")).toString(), facts.family);
        QCOMPARE(location.value(QStringLiteral("table")).toString(), facts.table);
        QCOMPARE(location.value(QStringLiteral("chain")).toString(), facts.chain);
        QCOMPARE(location.value(QStringLiteral("number")).toInt(-1), facts.number);
    }
    QCOMPARE(scene.rules(false), before);
}

void TestEndToEnd::checkFix(Scene &scene, const StoryFacts &facts)
{
    const QMap<int, QString> matrixBefore = scene.matrix();
    QCOMPARE(matrixBefore.value(asked), facts.outcome);
    const QStringList rulesBefore = scene.rules(false);
    const QMap<QString, qint64> countersBefore = scene.counters();
    const QByteArray forwardingBefore = scene.forwarding();

    const RunResult fix = scene.ctl(QStringList{QStringLiteral("fix")} + scene.questionOptions()
                                    + QStringList{QStringLiteral("--yes")});
    if (facts.cause == QStringLiteral("listens-elsewhere")) {
        // No rule is wrong here, so none may change.
        QVERIFY2(fix.code == 1, fix.errors.constData());
        QCOMPARE(scene.rules(false), rulesBefore);
        QCOMPARE(scene.trialIds(), QStringList());
        return;
    }
    QVERIFY2(fix.code == 0, (fix.errors + fix.output).constData());

    QMap<int, QString> matrixAfter = scene.matrix();
    QCOMPARE(matrixAfter.value(asked), QStringLiteral("connected"));
    if (facts.table.isEmpty()) {
        // The gateway's own rules let the client's network out by design.
        QVERIFY(!matrixAfter.values().contains(QStringLiteral("timed-out")));
    } else {
        matrixAfter.insert(asked, matrixBefore.value(asked));
        QCOMPARE(matrixAfter, matrixBefore);
    }
    if (facts.cause == QStringLiteral("forwarding-disabled")) {
        QCOMPARE(scene.forwarding(), QByteArray("1\n"));
        QCOMPARE(scene.rules(false), rulesBefore);
    } else {
        const auto countersAfter = scene.counters();
        QStringList added;
        for (auto rule = countersAfter.begin(); rule != countersAfter.end(); ++rule) {
            if (countersBefore.contains(rule.key()))
                continue;
            added.append(rule.key());
            QVERIFY2(rule.value() > 0, qPrintable(QStringLiteral("nothing met ") + rule.key()));
        }
        QVERIFY2(!added.isEmpty() || facts.cause == QStringLiteral("accept-too-late"),
                 "the fix added no rule");
        QVERIFY(scene.rules(false) != rulesBefore);
    }

    const QStringList ids = scene.trialIds();
    QCOMPARE(ids.size(), 1);
    const RunResult undo = scene.ctl({QStringLiteral("undo"), ids.first()});
    QVERIFY2(undo.code == 0, undo.errors.constData());
    QCOMPARE(scene.rules(false), rulesBefore);
    QCOMPARE(scene.forwarding(), forwardingBefore);
    const auto countersAtEnd = scene.counters();
    for (auto rule = countersBefore.begin(); rule != countersBefore.end(); ++rule)
        QVERIFY2(countersAtEnd.value(rule.key()) >= rule.value(),
                 qPrintable(QStringLiteral("the counter went back: ") + rule.key()));
    QCOMPARE(scene.outcome(600), facts.outcome);
}

void TestEndToEnd::whatNobodyKeepsIsTakenBack_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("victim");
    const auto apply = QStringLiteral("apply");
    const auto fix = QStringLiteral("fix");
    QTest::newRow("apply, nobody answers") << apply << QString();
    QTest::newRow("apply, the front end is killed") << apply << QStringLiteral("portlightctl");
    QTest::newRow("fix, nobody answers") << fix << QString();
    QTest::newRow("fix, the helper is killed") << fix << QStringLiteral("portlight-helper");
}

/// All stories and backends at once, because what is tested is mostly waiting.
void TestEndToEnd::whatNobodyKeepsIsTakenBack()
{
    QFETCH(QString, command);
    QFETCH(QString, victim);
    m_killed = !victim.isEmpty();
    QTemporaryFile change;
    QVERIFY(change.open());
    change.write("*filter\n-I INPUT 1 -p tcp -m tcp --dport 4444 -j ACCEPT\nCOMMIT\n");
    change.close();

    struct Trial {
        std::unique_ptr<Scene> scene;
        QStringList before;
        int request = 0;
    };
    std::vector<Trial> trials;
    // It is the trial that is tested here; a few stories stand for all.
    constexpr int enough = 6;
    for (const StoryFacts &facts : storyFacts().mid(0, enough)) {
        if (command == QStringLiteral("fix") && facts.cause == QStringLiteral("listens-elsewhere"))
            continue; // nothing a trial could fix
        for (const QString &backend : backends()) {
            Trial trial{std::make_unique<Scene>(facts.id, backend), {}, 0};
            QVERIFY2(trial.scene->lab.isReady(), qPrintable(trial.scene->lab.error()));
            trial.before = trial.scene->state();
            trials.push_back(std::move(trial));
        }
    }
    for (Trial &trial : trials) {
        Scene &scene = *trial.scene;
        QStringList arguments{command};
        if (command == QStringLiteral("apply"))
            arguments << change.fileName() << QStringLiteral("--backend") << scene.backend
                      << QStringLiteral("--family") << QStringLiteral("ipv4");
        else
            arguments << scene.questionOptions();
        arguments << QStringLiteral("--try") << QString::number(trialSeconds);
        trial.request = scene.lab.startRequest(scene.here, scene.command(arguments));
        QCOMPARE(scene.lab.await(trial.request).value(QStringLiteral("event")).toString(),
                 QStringLiteral("started"));
        QTRY_VERIFY_WITH_TIMEOUT(scene.state() != trial.before, 15'000);
        if (!victim.isEmpty()) {
            const QList<pid_t> pids = scene.processes(victim);
            QCOMPARE(pids.size(), 1);
            QCOMPARE(::kill(pids.first(), SIGKILL), 0);
        }
    }
    for (Trial &trial : trials) {
        Scene &scene = *trial.scene;
        const QJsonObject end = scene.lab.await(trial.request);
        QCOMPARE(end.value(QStringLiteral("event")).toString(), QStringLiteral("ended"));
        if (victim != QStringLiteral("portlightctl")) {
            const QString errors = end.value(QStringLiteral("errors")).toString();
            const int code = end.value(QStringLiteral("code")).toInt();
            // Without its helper the command cannot know how it ends, but it must not claim
            // success.
            const bool told = victim.isEmpty() ? code == 5 : code == 5 || code == 3;
            QVERIFY2(told, qPrintable(QString::number(code) + QLatin1Char(' ') + errors));
        }
        QTRY_COMPARE_WITH_TIMEOUT(scene.state(), trial.before, (trialSeconds + 5) * 1000);
    }
}

QTEST_GUILESS_MAIN(TestEndToEnd)
#include "tst_endtoend.moc"
