// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/lab/labprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/stat.h>
#include <unistd.h>

/// `watch` and `diagnose --watch` beside a client that keeps trying: what is seen on the wire, and
/// what a diagnosis makes of it.
class TestWatchedStories : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void seesWhatHappens_data();
    void seesWhatHappens();
    void diagnosisUsesIt_data();
    void diagnosisUsesIt();
    void logsBeforeTheSuspect_data();
    void logsBeforeTheSuspect();
    void interruptedLogLeavesNothing();
    void nobodyTries();
    void interrupted();

private:
    struct End {
        int code = -1;
        QJsonObject answer;
        QString errors;
    };
    static QStringList command(const LabProcess &lab, const QString &name,
                               const QStringList &options);
    static End runBesideClient(LabProcess &lab, const QString &name, const QStringList &options);
    static QStringList captures(const LabProcess &lab);
    static QString rulesOf(LabProcess &lab, const QString &backend);

    QTemporaryDir m_temporary;
};

void TestWatchedStories::initTestCase()
{
    QVERIFY(m_temporary.isValid());
    QCOMPARE(::chmod(m_temporary.path().toLocal8Bit().constData(), 01777), 0);
    qputenv("TMPDIR", m_temporary.path().toLocal8Bit());
    const QString whyNot = LabProcess::whyNot(LabProcess::Self);
    if (!whyNot.isEmpty())
        QSKIP(qPrintable(QStringLiteral("no namespaces here: ") + whyNot));
}

QStringList TestWatchedStories::command(const LabProcess &lab, const QString &name,
                                        const QStringList &options)
{
    const QJsonObject question = lab.ready().value(QStringLiteral("question")).toObject();
    return QStringList{lab.programFolder() + QStringLiteral("/portlightctl"),
                       QStringLiteral("--direct"),
                       QStringLiteral("--no-ask"),
                       QStringLiteral("--json"),
                       name,
                       QStringLiteral("--port"),
                       QStringLiteral("8080"),
                       QStringLiteral("--direction"),
                       question.value(QStringLiteral("direction")).toString(),
                       QStringLiteral("--from"),
                       question.value(QStringLiteral("from")).toString(),
                       QStringLiteral("--to"),
                       question.value(QStringLiteral("to")).toString()}
    + options;
}

TestWatchedStories::End TestWatchedStories::runBesideClient(LabProcess &lab, const QString &name,
                                                            const QStringList &options)
{
    const QString here = lab.ready().value(QStringLiteral("here")).toString();
    const QString client = lab.ready().value(QStringLiteral("client")).toString();
    const QJsonObject question = lab.ready().value(QStringLiteral("question")).toObject();
    const int request = lab.startRequest(here, command(lab, name, options));
    QJsonObject event = lab.await(request); // started
    for (event = lab.await(request, 1); event.isEmpty(); event = lab.await(request, 1))
        lab.probe(client, question.value(QStringLiteral("to")).toString(), {8080}, 700);
    return {
        event.value(QStringLiteral("code")).toInt(-1),
        QJsonDocument::fromJson(event.value(QStringLiteral("output")).toString().toUtf8()).object(),
        event.value(QStringLiteral("errors")).toString()};
}

QStringList TestWatchedStories::captures(const LabProcess &lab)
{
    return processesIn(lab.networks()).filter(QStringLiteral("(portlight-captu)"));
}

void TestWatchedStories::seesWhatHappens_data()
{
    QTest::addColumn<QString>("story");
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("seen"); // kind, way and interface, in order
    QTest::addColumn<bool>("plainUser");
    const auto row = [](const char *story, int code, const QStringList &seen, bool plain = false) {
        QTest::addRow("%s%s", story, plain ? ", plain user" : "")
            << QString::fromLatin1(story) << code << seen << plain;
    };
    const QString arrived = QStringLiteral("request in eth0");
    row("blocked-web-server", 1, {arrived, QStringLiteral("icmp-error out eth0")});
    row("blocked-web-server", 1, {arrived, QStringLiteral("icmp-error out eth0")}, true);
    row("closed-by-policy", 1, {arrived});
    row("listens-locally", 1, {arrived, QStringLiteral("reset out eth0")});
    row("ipv6-forgotten", 1, {arrived});
    row("answers-blocked", 1, {arrived});
    row("hotspot-without-forwarding", 1, {QStringLiteral("request in lan0")});
    row("gateway-without-masquerade", 1,
        {QStringLiteral("request in lan0"), QStringLiteral("request out wan0")});
    // The refusal of one's own OUTPUT comes over loopback; nothing left on the wire.
    row("outgoing-refused", 1, {QStringLiteral("icmp-error in lo")});
}

void TestWatchedStories::seesWhatHappens()
{
    QFETCH(const QString, story);
    QFETCH(const int, code);
    QFETCH(const QStringList, seen);
    QFETCH(const bool, plainUser);
    const auto user = plainUser ? LabProcess::PlainUser : LabProcess::Self;
    if (plainUser && ::geteuid() != 0)
        QSKIP("somebody else is a plain user already");
    if (const QString whyNot = plainUser ? LabProcess::whyNot(user) : QString(); !whyNot.isEmpty())
        QSKIP(qPrintable(whyNot));
    LabProcess lab(story, QStringLiteral("nft"), user);
    QVERIFY2(lab.isReady(), qPrintable(lab.error()));
    const End end = runBesideClient(lab, QStringLiteral("watch"),
                                    {QStringLiteral("--seconds"), QStringLiteral("60")});
    QVERIFY2(end.code == code, qPrintable(QString::number(end.code) + end.errors));
    QCOMPARE(end.answer.value(QStringLiteral("schema")).toString(),
             QStringLiteral("portlight.watch/1"));
    QStringList places;
    for (const QJsonValue &value : end.answer.value(QStringLiteral("sightings")).toArray()) {
        const QJsonObject one = value.toObject();
        places += one.value(QStringLiteral("kind")).toString() + QLatin1Char(' ')
            + one.value(QStringLiteral("way")).toString() + QLatin1Char(' ')
            + one.value(QStringLiteral("interface")).toString();
        QVERIFY(one.value(QStringLiteral("packets")).toInt() > 0);
    }
    QCOMPARE(places, seen);
    QCOMPARE(captures(lab), QStringList());
}

void TestWatchedStories::diagnosisUsesIt_data()
{
    QTest::addColumn<QString>("story");
    QTest::addColumn<QString>("cause");
    QTest::addColumn<QString>("certainty");
    QTest::addColumn<QString>("evidence");
    // Calculated without a watch; the wire and the counter prove it.
    QTest::newRow("policy") << "closed-by-policy"
                            << "policy-drop"
                            << "proven"
                            << "Nothing left this computer in answer.";
    QTest::newRow("rule") << "blocked-web-server"
                          << "rule-reject"
                          << "proven"
                          << "icmp-port-unreachable, which left";
    QTest::newRow("service") << "listens-locally"
                             << "listens-elsewhere"
                             << "calculated"
                             << "a TCP reset of 10.9.0.2 left";
    QTest::newRow("forwarding") << "hotspot-without-forwarding"
                                << "forwarding-disabled"
                                << "calculated"
                                << "The requests came in and did not leave again.";
    QTest::newRow("sender") << "gateway-without-masquerade"
                            << "missing-masquerade"
                            << "proven"
                            << "passed on, with the sender 192.168.77.2";
}

void TestWatchedStories::diagnosisUsesIt()
{
    QFETCH(const QString, story);
    QFETCH(const QString, cause);
    QFETCH(const QString, certainty);
    QFETCH(const QString, evidence);
    LabProcess lab(story, QStringLiteral("legacy"));
    QVERIFY2(lab.isReady(), qPrintable(lab.error()));
    const End end = runBesideClient(lab, QStringLiteral("diagnose"),
                                    {QStringLiteral("--watch"), QStringLiteral("60")});
    QVERIFY2(end.code == 1, qPrintable(end.errors));
    const QJsonObject first =
        end.answer.value(QStringLiteral("findings")).toArray().first().toObject();
    QCOMPARE(first.value(QStringLiteral("cause")).toString(), cause);
    QCOMPARE(first.value(QStringLiteral("certainty")).toString(), certainty);
    QStringList words;
    for (const QJsonValue &value : first.value(QStringLiteral("evidence")).toArray())
        words += value.toString();
    QVERIFY2(!words.filter(evidence).isEmpty(), qPrintable(words.join(QLatin1Char('\n'))));
    QVERIFY2(words.filter(QStringLiteral("differ")).isEmpty(),
             qPrintable(words.join(QLatin1Char('\n'))));
}

void TestWatchedStories::logsBeforeTheSuspect_data()
{
    QTest::addColumn<QString>("story");
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QString>("place"); // table, chain, number
    const auto row = [](const char *story, const char *backend, const char *place) {
        QTest::addRow("%s, %s", story, backend)
            << QString::fromLatin1(story) << QString::fromLatin1(backend)
            << QString::fromLatin1(place);
    };
    row("blocked-web-server", "nft", "filter INPUT 3");
    row("blocked-web-server", "legacy", "filter INPUT 3");
    row("closed-by-policy", "nft", "filter INPUT 0");
    row("closed-by-policy", "legacy", "filter INPUT 0");
    row("hidden-in-mangle", "nft", "mangle PREROUTING 1");
    row("published-and-dropped", "legacy", "filter FORWARD 0");
    row("ipv6-forgotten", "nft", "filter INPUT 0");
    row("answers-blocked", "nft", "filter OUTPUT 0");
}

void TestWatchedStories::logsBeforeTheSuspect()
{
    QFETCH(const QString, story);
    QFETCH(const QString, backend);
    QFETCH(const QString, place);
    LabProcess lab(story, backend);
    QVERIFY2(lab.isReady(), qPrintable(lab.error()));
    const QString before = rulesOf(lab, backend);
    const End end = runBesideClient(lab, QStringLiteral("log"),
                                    {QStringLiteral("--seconds"), QStringLiteral("60")});
    QVERIFY2(end.code == 1, qPrintable(QString::number(end.code) + end.errors));
    QCOMPARE(end.answer.value(QStringLiteral("schema")).toString(),
             QStringLiteral("portlight.log/1"));
    const QJsonObject where = end.answer.value(QStringLiteral("before")).toObject();
    QCOMPARE(QStringLiteral("%1 %2 %3")
                 .arg(where.value(QStringLiteral("table")).toString(),
                      where.value(QStringLiteral("chain")).toString())
                 .arg(where.value(QStringLiteral("number")).toInt(-1)),
             place);
    QVERIFY(end.answer.value(QStringLiteral("suspected")).toBool());
    QVERIFY(end.answer.value(QStringLiteral("packets")).toInt() > 0);
    QVERIFY(end.answer.value(QStringLiteral("taken_back")).toBool());
    const QJsonObject seen =
        end.answer.value(QStringLiteral("sightings")).toArray().first().toObject();
    const bool answers = place.contains(QLatin1String("OUTPUT"));
    QCOMPARE(seen.value(QStringLiteral("kind")).toString(),
             answers ? QStringLiteral("answer") : QStringLiteral("request"));
    const QJsonObject question = lab.ready().value(QStringLiteral("question")).toObject();
    QCOMPARE(seen.value(answers ? QStringLiteral("to") : QStringLiteral("from")).toString(),
             question.value(QStringLiteral("from")).toString());
    QCOMPARE(rulesOf(lab, backend), before);
}

/// The rules of both families, without counters and comments.
QString TestWatchedStories::rulesOf(LabProcess &lab, const QString &backend)
{
    const QString here = lab.ready().value(QStringLiteral("here")).toString();
    QString text;
    for (const char *family : {"iptables", "ip6tables"}) {
        const QStringList save{QStringLiteral("%1-%2-save").arg(QLatin1String(family), backend)};
        text += QString::fromUtf8(lab.run(here, save).output);
    }
    static const QRegularExpression noise(QStringLiteral("\\[\\d+:\\d+\\]|#[^\n]*\n"));
    return text.remove(noise);
}

void TestWatchedStories::interruptedLogLeavesNothing()
{
    const QString backend = QStringLiteral("nft");
    LabProcess lab(QStringLiteral("blocked-web-server"), backend);
    QVERIFY2(lab.isReady(), qPrintable(lab.error()));
    const QString before = rulesOf(lab, backend);
    const QString here = lab.ready().value(QStringLiteral("here")).toString();
    const int request = lab.startRequest(
        here,
        command(lab, QStringLiteral("log"), {QStringLiteral("--seconds"), QStringLiteral("500")}));
    QCOMPARE(lab.await(request).value(QStringLiteral("event")).toString(),
             QStringLiteral("started"));
    QTRY_VERIFY_WITH_TIMEOUT(rulesOf(lab, backend).contains(QLatin1String("NFLOG")), 30'000);
    const QStringList programs =
        processesIn(lab.networks()).filter(QStringLiteral("(portlightctl)"));
    QCOMPARE(programs.size(), 1);
    QCOMPARE(::kill(programs.first().section(QLatin1Char(' '), 0, 0).toInt(), SIGINT), 0);
    QCOMPARE(lab.await(request).value(QStringLiteral("code")).toInt(), 130);
    QCOMPARE(rulesOf(lab, backend), before);
}

void TestWatchedStories::nobodyTries()
{
    LabProcess lab(QStringLiteral("closed-by-policy"), QStringLiteral("nft"));
    QVERIFY2(lab.isReady(), qPrintable(lab.error()));
    const QString here = lab.ready().value(QStringLiteral("here")).toString();
    const RunResult result = lab.run(
        here,
        command(lab, QStringLiteral("watch"), {QStringLiteral("--seconds"), QStringLiteral("1")}),
        60'000);
    QCOMPARE(result.code, 3);
    const QJsonObject answer = QJsonDocument::fromJson(result.output).object();
    QVERIFY(answer.value(QStringLiteral("sightings")).toArray().isEmpty());
    QVERIFY(answer.value(QStringLiteral("seconds")).toDouble() >= 1);
}

void TestWatchedStories::interrupted()
{
    LabProcess lab(QStringLiteral("closed-by-policy"), QStringLiteral("nft"));
    QVERIFY2(lab.isReady(), qPrintable(lab.error()));
    const QString here = lab.ready().value(QStringLiteral("here")).toString();
    const int request =
        lab.startRequest(here,
                         command(lab, QStringLiteral("watch"),
                                 {QStringLiteral("--seconds"), QStringLiteral("600")}));
    QCOMPARE(lab.await(request).value(QStringLiteral("event")).toString(),
             QStringLiteral("started"));
    QTRY_COMPARE_WITH_TIMEOUT(captures(lab).size(), 1, 30'000);
    const QStringList programs =
        processesIn(lab.networks()).filter(QStringLiteral("(portlightctl)"));
    QCOMPARE(programs.size(), 1);
    QCOMPARE(::kill(programs.first().section(QLatin1Char(' '), 0, 0).toInt(), SIGINT), 0);
    QCOMPARE(lab.await(request).value(QStringLiteral("code")).toInt(), 130);
    QTRY_COMPARE_WITH_TIMEOUT(captures(lab), QStringList(), 30'000);
}

QTEST_GUILESS_MAIN(TestWatchedStories)
#include "tst_watchedstories.moc"
