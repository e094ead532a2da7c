// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/lab/story.h"
#include "tests/lab/labprocess.h"
#include "tests/lab/stories.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace Portlight::Helper;

namespace
{

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return process.readAllStandardOutput();
}

/// Everything a lab could have spoilt here, without what ticks by itself.
QByteArray hostNetwork()
{
    return outputOf(QStringLiteral("nft"),
                    {QStringLiteral("-s"), QStringLiteral("list"), QStringLiteral("ruleset")})
        + outputOf(QStringLiteral("ip"), {QStringLiteral("-br"), QStringLiteral("address")})
        + outputOf(QStringLiteral("ip"), {QStringLiteral("-4"), QStringLiteral("route")})
        + outputOf(QStringLiteral("sysctl"), {QStringLiteral("net.ipv4.ip_forward")});
}

} // namespace

class TestLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void failsForItsClientAsTold_data();
    void failsForItsClientAsTold();
    void leavesNothingBehind_data();
    void leavesNothingBehind();
    void ipv6IsBlockedAlike();
    void runsSeveralProgramsAtOnce();
    void answersBadRequests_data();
    void answersBadRequests();
    void outputIsCappedAndReadable();
    void nodesHaveTheirOwnState();
    void nodesCannotChangeSettings();
    void runHasTheProgramsExitCode_data();
    void runHasTheProgramsExitCode();
    void badStoriesAreExplained_data();
    void badStoriesAreExplained();

private:
    QByteArray m_hostBefore;
    QString m_noLab;
    QString m_noPlainLab;
};

void TestLab::initTestCase()
{
    m_hostBefore = hostNetwork();
    m_noLab = LabProcess::whyNot(LabProcess::Self);
    m_noPlainLab = LabProcess::whyNot(LabProcess::PlainUser);
    if (!m_noLab.isEmpty())
        QSKIP(qPrintable(QStringLiteral("no namespaces here: ") + m_noLab));
}

void TestLab::cleanupTestCase()
{
    QCOMPARE(hostNetwork(), m_hostBefore);
}

void TestLab::failsForItsClientAsTold_data()
{
    QTest::addColumn<StoryFacts>("facts");
    QTest::addColumn<QString>("backend");
    QTest::addColumn<int>("user");
    for (const StoryFacts &facts : storyFacts()) {
        for (const char *backend : {"nft", "legacy"}) {
            for (const int user : {LabProcess::Self, LabProcess::PlainUser}) {
                if (user == LabProcess::PlainUser && ::geteuid() != 0)
                    continue;
                QTest::addRow("%s, %s%s", qPrintable(facts.id), backend,
                              user == LabProcess::PlainUser ? ", plain user" : "")
                    << facts << QString::fromLatin1(backend) << user;
            }
        }
    }
}

void TestLab::failsForItsClientAsTold()
{
    QFETCH(StoryFacts, facts);
    QFETCH(QString, backend);
    QFETCH(int, user);
    if (user == LabProcess::PlainUser && !m_noPlainLab.isEmpty())
        QSKIP(qPrintable(m_noPlainLab));

    LabProcess lab(facts.id, backend, static_cast<LabProcess::User>(user));
    QVERIFY2(lab.isReady(), qPrintable(lab.error()));
    QCOMPARE(lab.ready().value(QStringLiteral("story")).toString(), facts.id);
    QCOMPARE(lab.ready().value(QStringLiteral("backend")).toString(), backend);
    const QJsonObject question = lab.ready().value(QStringLiteral("question")).toObject();
    QCOMPARE(question.value(QStringLiteral("port")).toInt(), 8080);

    const QString target = question.value(QStringLiteral("to")).toString();
    const QString client = lab.ready().value(QStringLiteral("client")).toString();
    const int patience = facts.outcome == QStringLiteral("timed-out") ? 500 : 10'000;
    const QJsonObject seen = lab.probe(client, target, {8080}, patience).value(8080);
    QCOMPARE(seen.value(QStringLiteral("outcome")).toString(), facts.outcome);
    QCOMPARE(seen.value(QStringLiteral("icmp")).toString(), facts.icmp);
    QCOMPARE(seen.value(QStringLiteral("offender")).toString(),
             facts.icmp.isEmpty()           ? QString()
                 : facts.offender.isEmpty() ? target
                                            : facts.offender);

    const RunResult sockets =
        lab.run(facts.server, {QStringLiteral("ss"), QStringLiteral("-Htln")});
    QVERIFY2(sockets.output.contains(facts.listener.toUtf8() + ' '), sockets.output.constData());
    const RunResult rules = lab.run(lab.ready().value(QStringLiteral("here")).toString(),
                                    {QStringLiteral("iptables-%1-save").arg(backend)});
    QCOMPARE(rules.code, 0);
    QVERIFY2(rules.output.contains("-A "), "the story's rules are not in the chosen backend");

    const QSet<quint64> networks = lab.networks();
    QCOMPARE(networks.size(), lab.ready().value(QStringLiteral("nodes")).toArray().size());
    QVERIFY(!processesIn(networks).isEmpty());
    QCOMPARE(lab.finish(), 0);
    QCOMPARE(processesIn(networks), QStringList());
}

void TestLab::leavesNothingBehind_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("user");
    QTest::newRow("input ends") << 0 << int(LabProcess::Self);
    QTest::newRow("killed outright") << SIGKILL << int(LabProcess::Self);
    QTest::newRow("asked to end") << SIGTERM << int(LabProcess::Self);
    QTest::newRow("interrupted") << SIGINT << int(LabProcess::Self);
    QTest::newRow("terminal gone") << SIGHUP << int(LabProcess::Self);
    QTest::newRow("plain user, killed outright") << SIGKILL << int(LabProcess::PlainUser);
}

void TestLab::leavesNothingBehind()
{
    QFETCH(int, signal);
    QFETCH(int, user);
    if (user == LabProcess::PlainUser && !m_noPlainLab.isEmpty())
        QSKIP(qPrintable(m_noPlainLab));
    LabProcess lab(QStringLiteral("closed-by-policy"), QStringLiteral("nft"),
                   static_cast<LabProcess::User>(user));
    QVERIFY2(lab.isReady(), qPrintable(lab.error()));
    const int started = lab.startRequest(QStringLiteral("server"),
                                         {QStringLiteral("sleep"), QStringLiteral("600")});
    QCOMPARE(lab.await(started).value(QStringLiteral("event")).toString(),
             QStringLiteral("started"));
    // As a trial's guard does: no parent, no session in common, all signals shrugged off.
    const RunResult detached = lab.run(
        QStringLiteral("server"),
        {QStringLiteral("sh"), QStringLiteral("-c"),
         QStringLiteral("trap '' TERM INT HUP; (setsid sleep 600 </dev/null >/dev/null 2>&1 &)")});
    QCOMPARE(detached.code, 0);
    const QSet<quint64> networks = lab.networks();
    QVERIFY(processesIn(networks).size() >= 4);
    if (signal == 0)
        QCOMPARE(lab.finish(), 0);
    else
        lab.signal(signal);
    QVERIFY(lab.waitForEnd());
    QTRY_COMPARE(processesIn(networks), QStringList());
}

void TestLab::ipv6IsBlockedAlike()
{
    if (!QFile::exists(QStringLiteral("/proc/net/if_inet6")))
        QSKIP("this kernel has no IPv6");
    LabProcess lab(QStringLiteral("blocked-web-server"), QStringLiteral("nft"));
    QVERIFY(lab.isReady());
    const auto seen =
        lab.probe(QStringLiteral("client"), QStringLiteral("fd09::2"), {8080, 22}, 10'000);
    QCOMPARE(seen.value(8080).value(QStringLiteral("icmp")).toString(), QStringLiteral("1/4"));
    QCOMPARE(seen.value(22).value(QStringLiteral("outcome")).toString(),
             QStringLiteral("connected"));
}

void TestLab::runsSeveralProgramsAtOnce()
{
    LabProcess lab(QStringLiteral("closed-by-policy"), QStringLiteral("nft"));
    QVERIFY(lab.isReady());
    // The first can only end after the second has run: it waits for the second's connection.
    const auto request = [&lab](const QString &script) {
        return lab.send(
            {{QStringLiteral("run"),
              QJsonObject{{QStringLiteral("node"), QStringLiteral("server")},
                          {QStringLiteral("command"),
                           QJsonArray{QStringLiteral("sh"), QStringLiteral("-c"), script}}}}});
    };
    const QString fifo = QStringLiteral("/run/meeting");
    QCOMPARE(lab.run(QStringLiteral("server"), {QStringLiteral("mkfifo"), fifo}).code, 0);
    const int first = request(QStringLiteral("cat ") + fifo);
    const int second = request(QStringLiteral("echo met > ") + fifo);
    QCOMPARE(lab.await(second).value(QStringLiteral("code")).toInt(-1), 0);
    QCOMPARE(lab.await(first).value(QStringLiteral("output")).toString(), QStringLiteral("met\n"));
}

void TestLab::answersBadRequests_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("id");
    QTest::newRow("not JSON") << QByteArray("run it") << -1;
    QTest::newRow("a list") << QByteArray("[1]") << -1;
    QTest::newRow("no id") << QByteArray(R"({"run":{"node":"server","command":["true"]}})") << -1;
    QTest::newRow("neither run nor start") << QByteArray(R"({"id":7})") << 7;
    QTest::newRow("run and start") << QByteArray(R"({"id":7,"run":{},"start":{}})") << 7;
    QTest::newRow("empty command")
        << QByteArray(R"({"id":7,"run":{"node":"server","command":[]}})") << 7;
    QTest::newRow("command of numbers")
        << QByteArray(R"({"id":7,"run":{"node":"server","command":[1]}})") << 7;
    QTest::newRow("unknown node") << QByteArray(
        R"({"id":7,"run":{"node":"moon","command":["true"]}})")
                                  << 7;
    QTest::newRow("unknown program")
        << QByteArray(R"({"id":7,"run":{"node":"server","command":["/no/such"]}})") << 7;
}

void TestLab::answersBadRequests()
{
    QFETCH(QByteArray, line);
    QFETCH(int, id);
    LabProcess lab(QStringLiteral("listens-locally"), QStringLiteral("nft"));
    QVERIFY(lab.isReady());
    lab.sendRaw(line);
    const QJsonObject answer = lab.await(id);
    QCOMPARE(answer.value(QStringLiteral("event")).toString(), QStringLiteral("error"));
    QVERIFY(!answer.value(QStringLiteral("message")).toString().isEmpty());
    // And it goes on working.
    QCOMPARE(lab.run(QStringLiteral("server"), {QStringLiteral("true")}).code, 0);
}

void TestLab::outputIsCappedAndReadable()
{
    LabProcess lab(QStringLiteral("listens-locally"), QStringLiteral("nft"));
    QVERIFY(lab.isReady());
    const RunResult odd =
        lab.run(QStringLiteral("server"), {QStringLiteral("printf"), QStringLiteral("a\\377b")});
    QCOMPARE(odd.output, QByteArray("a\xef\xbf\xbd") + "b");
    const RunResult large = lab.run(
        QStringLiteral("server"),
        {QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("yes | head -c 20000000")},
        60'000);
    QCOMPARE(large.code, 0);
    QCOMPARE(large.output.size(), 16 * 1024 * 1024);
    // A program that never stops talking must not keep the lab from ending.
    lab.startRequest(QStringLiteral("server"), {QStringLiteral("yes")});
    QCOMPARE(lab.finish(), 0);
}

void TestLab::nodesHaveTheirOwnState()
{
    LabProcess lab(QStringLiteral("listens-locally"), QStringLiteral("nft"));
    QVERIFY(lab.isReady());
    const QString marker = QStringLiteral("/var/lib/portlight/lab-test-marker");
    const RunResult made =
        lab.run(QStringLiteral("server"),
                {QStringLiteral("sh"), QStringLiteral("-c"),
                 QStringLiteral("mkdir -p /var/lib/portlight && touch ") + marker});
    QVERIFY2(made.code == 0, made.errors.constData());
    QVERIFY(!QFile::exists(marker));
    QVERIFY(
        lab.run(QStringLiteral("client"), {QStringLiteral("test"), QStringLiteral("-e"), marker})
            .code
        != 0);
    QCOMPARE(
        lab.run(QStringLiteral("server"), {QStringLiteral("ls"), QStringLiteral("/run")}).output,
        QByteArray("portlight-lab\n"));
}

void TestLab::nodesCannotChangeSettings()
{
    // As root this would be the host's own folder.
    LabProcess lab(QStringLiteral("listens-locally"), QStringLiteral("nft"));
    QVERIFY(lab.isReady());
    const QString marker = QStringLiteral("/etc/portlight-lab-test-marker");
    const RunResult made = lab.run(QStringLiteral("server"), {QStringLiteral("touch"), marker});
    const bool reached = QFile::remove(marker);
    QVERIFY2(!reached, "a node wrote to the host's /etc");
    QVERIFY(made.code != 0);
    QCOMPARE(lab.run(QStringLiteral("server"),
                     {QStringLiteral("test"), QStringLiteral("-r"), QStringLiteral("/etc/passwd")})
                 .code,
             0);
}

void TestLab::runHasTheProgramsExitCode_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("code");
    const auto sh = [](const char *script) {
        return QStringList{QStringLiteral("sh"), QStringLiteral("-c"), QString::fromLatin1(script)};
    };
    QTest::newRow("its own code") << sh("exit 7") << 7;
    QTest::newRow("killed by a signal") << sh("kill -9 $$") << 128 + 9;
    QTest::newRow("not there") << QStringList{QStringLiteral("/no/such")} << 127;
}

void TestLab::runHasTheProgramsExitCode()
{
    QFETCH(QStringList, command);
    QFETCH(int, code);
    const int seen = QProcess::execute(
        LabProcess::program(),
        QStringList{QStringLiteral("run"), QStringLiteral("listens-locally"),
                    QStringLiteral("--backend"), QStringLiteral("nft"), QStringLiteral("--node"),
                    QStringLiteral("server"), QStringLiteral("--")}
            + command);
    QCOMPARE(seen, code);
}

void TestLab::badStoriesAreExplained_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("not JSON") << QByteArray("{") << QByteArray("") << QByteArray("not JSON");
    QTest::newRow("misspelt key") << QByteArray("\"rules\"") << QByteArray("\"ruls\"")
                                  << QByteArray("nodes[1].ruls");
    QTest::newRow("port 0") << QByteArray("22 }") << QByteArray("0 }")
                            << QByteArray("nodes[1].services[2].port");
    QTest::newRow("port too large")
        << QByteArray("22 }") << QByteArray("65536 }") << QByteArray("nodes[1].services[2].port");
    QTest::newRow("no such node") << QByteArray("\"here\": \"server\"")
                                  << QByteArray("\"here\": \"moon\"") << QByteArray("moon");
    QTest::newRow("address without prefix") << QByteArray("10.9.0.1/24") << QByteArray("10.9.0.1")
                                            << QByteArray("links[0].ends[0].addresses[0]");
    QTest::newRow("prefix too long") << QByteArray("10.9.0.1/24") << QByteArray("10.9.0.1/33")
                                     << QByteArray("links[0].ends[0].addresses[0]");
    QTest::newRow("sysctl outside net")
        << QByteArray("net.ipv4.icmp_ratelimit") << QByteArray("kernel.panic")
        << QByteArray("nodes[1].sysctls.kernel.panic");
    QTest::newRow("sysctl that climbs")
        << QByteArray("net.ipv4.icmp_ratelimit") << QByteArray("net...kernel.panic")
        << QByteArray("nodes[1].sysctls.net...kernel.panic");
    QTest::newRow("unknown protocol")
        << QByteArray("\"tcp\", \"address\"") << QByteArray("\"sctp\", \"address\"")
        << QByteArray("nodes[1].services[0].protocol");
    QTest::newRow("interface name too long")
        << QByteArray("\"eth0\"") << QByteArray("\"eth0123456789abc\"")
        << QByteArray("links[0].ends[0].interface");
}

void TestLab::badStoriesAreExplained()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, place);
    QFile file(QStringLiteral(PORTLIGHT_SOURCE_DIR "/helper/lab/stories/blocked-web-server.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray text = file.readAll();
    QVERIFY2(Lab::parseStory(text.toStdString()).has_value(), "the original is fine");
    const auto at = text.indexOf(from);
    QVERIFY(at >= 0);
    text.replace(at, from.size(), to);
    const auto story = Lab::parseStory(text.toStdString());
    QVERIFY(!story.has_value());
    QVERIFY(story.error().code == Portlight::Core::ErrorCode::ParseFailed);
    QVERIFY2(QByteArray::fromStdString(story.error().message).contains(place),
             story.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestLab)
#include "tst_lab.moc"
