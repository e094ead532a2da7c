// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/names.h"
#include "helper/ipc/wiretypes.h"
#include "peerconnection.h"

#include <QDBusUnixFileDescriptor>
#include <QTemporaryFile>
#include <QtTest>

#include <array>
#include <fcntl.h>
#include <unistd.h>

using namespace Portlight;

namespace
{

QVariantList tryArguments(const Ipc::WireChange &change, uint seconds = 5)
{
    return {QVariant::fromValue(Ipc::WireChanges{change}), QVariant::fromValue(Ipc::WireMap()),
            seconds, QStringLiteral("test"), true};
}

Ipc::WireChange ruleChange(const QString &chain, const QStringList &tokens)
{
    return {QStringLiteral("append-rule"),
            QStringLiteral("nft"),
            QStringLiteral("ipv4"),
            QStringLiteral("filter"),
            chain,
            0,
            tokens};
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

} // namespace

/// A helper with --peer in a network of its own, as --direct, the lab and the window's practice
/// use it.
class TestPeer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyReadAnswers_data();
    void everyReadAnswers();
    void badInputIsRefused_data();
    void badInputIsRefused();
    void ruleWithoutWordsCounts();
    void watchesPackets();
    void tooManyAtOnceAreRefused();
    void endsWithTheConnection();
    void saysWhyItCannotStart_data();
    void saysWhyItCannotStart();

private:
    PeerConnection m_helper;
    QTemporaryFile m_file;
    std::array<int, 2> m_pipe{-1, -1};
};

void TestPeer::initTestCase()
{
    QVERIFY(m_helper.start());
    QVERIFY(m_file.open());
    QCOMPARE(::pipe2(m_pipe.data(), O_CLOEXEC), 0);
}

void TestPeer::everyReadAnswers_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariantList>("arguments");
    QTest::addColumn<QString>("signature");
    const auto row = [](const char *name, const QVariantList &arguments, const char *signature) {
        QTest::newRow(name) << QString::fromLatin1(name).section(QLatin1Char(' '), 0, 0)
                            << arguments << QString::fromLatin1(signature);
    };
    const QString ipv4 = QStringLiteral("ipv4");
    const QString ipv6 = QStringLiteral("ipv6");
    row("ReadRules nft", {QStringLiteral("nft"), ipv4}, "ssss");
    row("ReadRules nft ipv6", {QStringLiteral("nft"), ipv6}, "ssss");
    row("ReadRules legacy", {QStringLiteral("legacy"), ipv4}, "ssss");
    row("ReadRules legacy ipv6", {QStringLiteral("legacy"), ipv6}, "ssss");
    row("ReadGeneration nft", {QStringLiteral("nft"), ipv4}, "s");
    row("ReadGeneration legacy", {QStringLiteral("legacy"), ipv6}, "s");
    row("ReadCounters nft", {QStringLiteral("nft"), ipv4}, "sa(ssbay)");
    row("ReadCounters legacy", {QStringLiteral("legacy"), ipv6}, "sa(ssbay)");
    row("ReadNativeTables", {}, "as");
    row("ReadNftables", {}, "ssss");
    row("ReadSets", {QStringList{QStringLiteral("banned")}, 1000U}, "a(ssastsuu)");
    row("ReadWorld", {}, "a(subbasusiii)a(sussyuasssu)a(subssssuuyiiiiixxsui)a{sx}as");
    row("ReadInterfaces", {}, "a(subbas)");
    row("LookUpRoute", {QStringLiteral("127.0.0.1"), QString(), QString()}, "ssss");
    row("ReadListeners", {}, "a(ysqsuubs)");
    row("ReadSessions", {}, "a(sqsqssuu)");
    row("ReadSettings",
        {QStringList{QStringLiteral("net.ipv4.ip_forward"),
                     QStringLiteral("net.netfilter.nf_conntrack_max")}},
        "a{ss}");
    row("ReadSettings none", {QStringList()}, "a{ss}");
    row("ReadConntrack", {}, "a{st}");
    row("ReadConntrackStatistics", {}, "aa{st}");
    row("ReadConntrackSummary", {QVariant::fromValue(Ipc::WireMap()), 10U},
        "a{st}a(sta(st))a(sa(ut))");
    row("ReadConntrackRates", {}, "tdta(yitttdd)");
    row("ReadManagers", {}, "a(sbs)ss");
    row("ReadTrials", {}, "a(sssasxuubs)");
    row("PlanPersistence", {}, "ssa(sssbsbsb)a(sssssuss)a(sss)asbb");
    row("ReadSnapshots", {}, "a(ssxuutb)");
}

void TestPeer::everyReadAnswers()
{
    QFETCH(const QString, method);
    QFETCH(const QVariantList, arguments);
    QFETCH(const QString, signature);
    const QDBusMessage reply = m_helper.ask(method, arguments);
    QVERIFY2(reply.type() == QDBusMessage::ReplyMessage, qPrintable(reply.errorMessage()));
    QCOMPARE(reply.signature(), signature);
}

void TestPeer::badInputIsRefused_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariantList>("arguments");
    QTest::addColumn<Core::ErrorCode>("code");
    const auto row = [](const char *name, const char *method, const QVariantList &arguments,
                        Core::ErrorCode code = Core::ErrorCode::InvalidArgument) {
        QTest::newRow(name) << QString::fromLatin1(method) << arguments << code;
    };
    const QString huge(2 * 1024 * 1024, QLatin1Char('x'));
    const QString ipv4 = QStringLiteral("ipv4");
    const QString input = QStringLiteral("INPUT");
    const QString id = QStringLiteral("0123456789abcdef0123456789abcdef");
    const auto accept = words("-p tcp -m tcp --dport 80 -j ACCEPT");
    const auto tooMuch = Core::ErrorCode::LimitExceeded;

    row("unknown backend", "ReadRules", {QStringLiteral("native"), ipv4});
    row("counters of native tables", "ReadCounters", {QStringLiteral("native"), ipv4});
    row("unknown family", "ReadGeneration", {QStringLiteral("nft"), QStringLiteral("IPv4")});
    row("backend of 2 MB", "ReadRules", {huge, ipv4}, tooMuch);
    row("set without a name", "ReadSets", {QStringList{QString()}, 1U});
    row("set with a line break", "ReadSets", {QStringList{QStringLiteral("a\nb")}, 1U});
    row("name of a set too long", "ReadSets", {QStringList{QString(32, QLatin1Char('x'))}, 1U});
    row("no members of a set", "ReadSets", {QStringList{QStringLiteral("a")}, 0U});
    row("too many members of a set", "ReadSets", {QStringList{QStringLiteral("a")}, 65537U});
    row("setting off the list", "ReadSettings", {QStringList{QStringLiteral("kernel.hostname")}});
    row("setting that leaves its folder", "ReadSettings",
        {QStringList{QStringLiteral("net.ipv4.conf.../../kernel.hostname.rp_filter")}});
    row("setting of 2 MB", "ReadSettings", {QStringList{huge}}, tooMuch);
    row("not an address", "LookUpRoute", {QStringLiteral("localhost"), QString(), QString()});
    row("source of the other family", "LookUpRoute",
        {QStringLiteral("127.0.0.1"), QStringLiteral("::1"), QString()});
    row("interface with a slash", "LookUpRoute",
        {QStringLiteral("127.0.0.1"), QString(), QStringLiteral("a/b")});
    const auto filter = [](const char *key, const QString &value) {
        return QVariant::fromValue(Ipc::WireMap{{QString::fromLatin1(key), value}});
    };
    row("unknown key", "ReadConntrackSummary", {filter("colour", QStringLiteral("red")), 10U});
    row("port beyond the last", "ReadConntrackSummary",
        {filter("port", QStringLiteral("65536")), 10U});
    row("negative zone", "ReadConntrackSummary", {filter("zone", QStringLiteral("-1")), 10U});
    row("filter of 2 MB", "ReadConntrackSummary", {filter("state", huge), 10U}, tooMuch);
    row("no groups at all", "ReadConntrackSummary", {filter("family", ipv4), 0U});
    row("10001 groups", "ReadConntrackSummary", {filter("family", ipv4), 10001U});
    const auto entries = [&filter](int pipe) {
        return QVariantList{filter("protocol", QStringLiteral("tcp")),
                            QVariant::fromValue<qulonglong>(0), QVariant::fromValue<qulonglong>(1),
                            QVariant::fromValue(QDBusUnixFileDescriptor(pipe))};
    };
    row("entries into a file", "ReadConntrackEntries", entries(m_file.handle()));
    row("entries into the wrong end of a pipe", "ReadConntrackEntries", entries(m_pipe[0]));
    row("no connection to end", "EndConnections", {QVariant::fromValue(QByteArrayList())});
    row("half a connection", "EndConnections",
        {QVariant::fromValue(QByteArrayList{QByteArray("\x05\x00\x06", 3)})});
    row("1001 connections", "EndConnections",
        {QVariant::fromValue(QByteArrayList(1001, QByteArray("x")))}, tooMuch);

    row("4 seconds", "Try", tryArguments(ruleChange(input, accept), 4));
    row("601 seconds", "Try", tryArguments(ruleChange(input, accept), 601));
    row("chain with a line break", "Try",
        tryArguments(ruleChange(QStringLiteral("A\n-F"), accept)));
    row("chain that is an option", "Try", tryArguments(ruleChange(QStringLiteral("-F"), accept)));
    row("chain of 29 characters", "Try",
        tryArguments(ruleChange(QString(29, QLatin1Char('a')), accept)));
    row("token with a line break", "Try",
        tryArguments(ruleChange(input,
                                {QStringLiteral("-m"), QStringLiteral("comment"),
                                 QStringLiteral("--comment"), QStringLiteral("x\nCOMMIT"),
                                 QStringLiteral("-j"), QStringLiteral("ACCEPT")})));
    row("program to run as root", "Try",
        tryArguments(
            ruleChange(input, words("-m limit --limit 1/sec --modprobe /tmp/x -j ACCEPT"))));
    row("program to run as root, shortened", "Try",
        tryArguments(ruleChange(input, words("-m limit --limit 1/sec --mo=/tmp/x -j ACCEPT"))));
    row("program to run as root, behind the target", "Try",
        tryArguments(ruleChange(input, words("-j TEE --gateway 1.1.1.1 -M/tmp/x"))));
    row("match that is a path", "Try",
        tryArguments(ruleChange(input, words("-m ../../tmp/x -j ACCEPT"))));
    row("target that is a path", "Try", tryArguments(ruleChange(input, words("-j /tmp/x"))));
    row("token of 2 MB", "Try", tryArguments(ruleChange(input, {huge})), tooMuch);
    row("rule over 4 KiB", "Try",
        tryArguments(ruleChange(input,
                                {QStringLiteral("-m"), QStringLiteral("string"),
                                 QStringLiteral("--string"), QString(5000, QLatin1Char('x'))})),
        tooMuch);
    row("unknown table", "Try",
        tryArguments({QStringLiteral("flush-chain"),
                      QStringLiteral("nft"),
                      ipv4,
                      QStringLiteral("broute"),
                      input,
                      0,
                      {}}));
    row("unknown kind", "Try",
        tryArguments({QStringLiteral("restore"),
                      QStringLiteral("nft"),
                      ipv4,
                      QStringLiteral("filter"),
                      input,
                      0,
                      {}}));
    row("policy that is none", "Try",
        tryArguments({QStringLiteral("set-policy"),
                      QStringLiteral("nft"),
                      ipv4,
                      QStringLiteral("filter"),
                      input,
                      0,
                      {QStringLiteral("REJECT")}}));
    row("setting that may not be set", "Try",
        tryArguments({QStringLiteral("set-setting"),
                      {},
                      {},
                      {},
                      {},
                      0,
                      {QStringLiteral("kernel.core_pattern"), QStringLiteral("|/tmp/x")}}));
    row("no changes", "Try",
        {QVariant::fromValue(Ipc::WireChanges()), QVariant::fromValue(Ipc::WireMap()), 5U,
         QString(), true});
    row("20001 changes", "Try",
        {QVariant::fromValue(Ipc::WireChanges(20001, ruleChange(input, accept))),
         QVariant::fromValue(Ipc::WireMap()), 5U, QString(), true},
        tooMuch);
    row("trial that is a path", "Keep", {QStringLiteral("../../../../etc/passwd")});
    row("trial nobody knows", "Keep", {id}, Core::ErrorCode::NotFound);
    row("undo of nothing", "Undo", {id}, Core::ErrorCode::NotFound);
    row("extended too far", "Extend", {id, 601U});

    const auto subject = [](uchar protocol, ushort port, const char *from,
                            const QStringList &interfaces = {}) {
        return QVariant::fromValue(Ipc::WireWatchSubject{protocol,
                                                         port,
                                                         QString::fromLatin1(from),
                                                         QStringLiteral("192.0.2.1"),
                                                         {},
                                                         0,
                                                         interfaces,
                                                         0,
                                                         {}});
    };
    row("watch for no time", "WatchPackets", {subject(6, 80, ""), 0U});
    row("watch for 601 seconds", "WatchPackets", {subject(6, 80, ""), 601U});
    row("watch without a port", "WatchPackets", {subject(6, 0, ""), 5U});
    row("watched ping with a port", "WatchPackets", {subject(1, 80, ""), 5U});
    row("watched protocol that is none", "WatchPackets", {subject(132, 80, ""), 5U});
    row("watched host with a filter", "WatchPackets", {subject(6, 80, "192.0.2.9 or port 22"), 5U});
    row("watched hosts of two families", "WatchPackets", {subject(6, 80, "fd00::1"), 5U});
    row("watched interface that is a path", "WatchPackets",
        {subject(6, 80, "", {QStringLiteral("../eth0")}), 5U});
    row("watch of 9 interfaces", "WatchPackets",
        {subject(6, 80, "", QStringList(9, QStringLiteral("lo"))), 5U}, tooMuch);
    row("watch of an interface nobody has", "WatchPackets",
        {subject(6, 80, "", {QStringLiteral("nosuch0")}), 5U}, Core::ErrorCode::NotFound);
    row("log prefix with a line break", "WatchPackets",
        {QVariant::fromValue(
             Ipc::WireWatchSubject{6, 80, {}, {}, {}, 0, {}, 7, QStringLiteral("a\nb")}),
         5U});
    row("watch that is a path", "ReadWatch", {QStringLiteral("../../etc/passwd")});
    row("watch nobody began", "ReadWatch", {id}, Core::ErrorCode::NotFound);
    row("stop of a watch nobody began", "StopWatch", {id}, Core::ErrorCode::NotFound);

    row("revision that is a path", "Persist", {QStringLiteral("../../etc/passwd")});
    row("revision of 2 MB", "Persist", {huge});
    row("plan that nobody made", "Persist", {id + id}, Core::ErrorCode::Stale);
    row("snapshot without a name", "SaveSnapshot", {QStringLiteral(" ")});
    row("snapshot with a line break", "SaveSnapshot", {QStringLiteral("a\nb")});
    row("snapshot with a long name", "SaveSnapshot", {QString(101, QLatin1Char('x'))});
    row("snapshot of 2 MB", "SaveSnapshot", {huge}, tooMuch);
    row("snapshot that is a path", "ReadSnapshot", {QStringLiteral("../trials/x")});
    row("snapshot nobody took", "ReadSnapshot", {id}, Core::ErrorCode::NotFound);
    row("removed snapshot that is a path", "RemoveSnapshot", {QStringLiteral("../../x")});
    row("removed snapshot nobody took", "RemoveSnapshot", {id}, Core::ErrorCode::NotFound);
}

void TestPeer::badInputIsRefused()
{
    QFETCH(const QString, method);
    QFETCH(const QVariantList, arguments);
    QFETCH(const Core::ErrorCode, code);
    const QDBusMessage reply = m_helper.ask(method, arguments);
    QCOMPARE(reply.type(), QDBusMessage::ErrorMessage);
    QCOMPARE(reply.errorName(), Ipc::errorName(code));
    // Message, operation, detail; short, and nothing that could forge a line in a log.
    QCOMPARE(reply.arguments().size(), 3);
    QVERIFY(!reply.errorMessage().isEmpty());
    QVERIFY(reply.errorMessage().size() < 400);
    QVERIFY(!reply.errorMessage().contains(QLatin1Char('\n')));
}

/// "-A INPUT" alone matches everything and does nothing but count, as with iptables.
void TestPeer::ruleWithoutWordsCounts()
{
    const auto saved = [] {
        QProcess save;
        save.start(QStringLiteral("iptables-nft-save"), QStringList());
        save.waitForFinished();
        return save.readAllStandardOutput();
    };
    QVariantList arguments = tryArguments(ruleChange(QStringLiteral("INPUT"), {}));
    arguments.last() = false; // in earnest
    const QDBusMessage tried = m_helper.ask(QStringLiteral("Try"), arguments);
    QCOMPARE(tried.errorMessage(), QString());
    QVERIFY2(saved().contains("\n-A INPUT\n"), saved().constData());
    const QDBusMessage undone = m_helper.ask(QStringLiteral("Undo"), tried.arguments());
    QCOMPARE(undone.errorMessage(), QString());
    QVERIFY2(!saved().contains("-A INPUT"), saved().constData());
}

void TestPeer::watchesPackets()
{
    Ipc::WireWatchSubject subject;
    subject.port = 4711;
    const QDBusMessage began =
        m_helper.ask(QStringLiteral("WatchPackets"), {QVariant::fromValue(subject), 60U});
    QVERIFY2(began.type() == QDBusMessage::ReplyMessage, qPrintable(began.errorMessage()));
    const QVariant id = began.arguments().value(0);
    const QDBusMessage read = m_helper.ask(QStringLiteral("ReadWatch"), {id});
    QCOMPARE(read.signature(), QStringLiteral("bda(ssbssqiitddd)ttbba{st}"));
    QCOMPARE(read.arguments().value(0).toBool(), true);
    const QDBusMessage stopped = m_helper.ask(QStringLiteral("StopWatch"), {id});
    QCOMPARE(stopped.signature(), read.signature());
    QCOMPARE(stopped.arguments().value(0).toBool(), false);
    QCOMPARE(m_helper.ask(QStringLiteral("ReadWatch"), {id}).errorName(),
             Ipc::errorName(Core::ErrorCode::NotFound));
}

void TestPeer::tooManyAtOnceAreRefused()
{
    QList<QDBusPendingCall> calls;
    for (int i = 0; i < 100; ++i) {
        calls += m_helper.call(QStringLiteral("ReadRules"),
                               {QStringLiteral("nft"), QStringLiteral("ipv4")});
    }
    int answered = 0;
    int refused = 0;
    for (QDBusPendingCall &call : calls) {
        QTRY_VERIFY_WITH_TIMEOUT(call.isFinished(), 20'000);
        const bool tooMany =
            call.isError() && call.error().name() == Ipc::errorName(Core::ErrorCode::LimitExceeded);
        ++(tooMany ? refused : answered);
        QVERIFY(tooMany || !call.isError());
    }
    QVERIFY(answered >= 8);
    QVERIFY(refused > 0);
    QCOMPARE(m_helper.ask(QStringLiteral("ReadInterfaces")).type(), QDBusMessage::ReplyMessage);
}

void TestPeer::endsWithTheConnection()
{
    PeerConnection helper;
    QVERIFY(helper.start());
    helper.hangUp();
    QTRY_COMPARE(helper.process().state(), QProcess::NotRunning);
    QCOMPARE(helper.process().exitStatus(), QProcess::NormalExit);
    QCOMPARE(helper.process().exitCode(), 0);
}

void TestPeer::saysWhyItCannotStart_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("about");
    QTest::newRow("nobody at the address")
        << words("--peer unix:path=/nonexistent/bus") << 1 << QByteArray("cannot connect");
    QTest::newRow("unknown option") << words("--fast") << 2 << QByteArray("--fast");
    QTest::newRow("trials of the service elsewhere")
        << words("--trials /tmp") << 2 << QByteArray("--peer");
    QTest::newRow("two at once") << words("--system --peer unix:path=/x") << 2
                                 << QByteArray("either");
    QTest::newRow("version") << words("--version") << 0 << QByteArray();
}

void TestPeer::saysWhyItCannotStart()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, about);
    QProcess process;
    process.start(QStringLiteral(PORTLIGHT_BIN_DIR "/portlight-helper"), arguments);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), exitCode);
    QVERIFY(process.readAllStandardError().contains(about));
}

QTEST_GUILESS_MAIN(TestPeer)
#include "tst_peer.moc"
