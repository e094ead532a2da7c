// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "clirun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Portlight::Test;

namespace
{

QString dataFile(const char *name)
{
    return QStringLiteral(PORTLIGHT_TEST_DATA "/") + QLatin1String(name);
}

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usageErrors_data();
    void usageErrors();
    void unreadableRulesNameTheirPlace();
    void helpAndVersion();
    void withoutHelper_data();
    void withoutHelper();
    void explain_data();
    void explain();
    void explainManyPackets();
    void explainText();
    void lintFile();
    void lintJson();
    void globalOptionsMayStandAnywhere();
    void probe();
};

void TestCli::usageErrors_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("named"); ///< what the message has to name

    QTest::newRow("no command") << ""
                                << "Usage";
    QTest::newRow("misspelt command") << "diagnos --port 80"
                                      << "diagnose";
    QTest::newRow("unknown command") << "frobnicate"
                                     << "frobnicate";
    QTest::newRow("unknown option") << "diagnose --prot tcp"
                                    << "prot";
    QTest::newRow("option without its value") << "diagnose --port"
                                              << "port";
    QTest::newRow("port missing") << "diagnose"
                                  << "--port";
    QTest::newRow("port 0") << "diagnose --port 0"
                            << "--port";
    QTest::newRow("port beyond 16 bits") << "diagnose --port 70000"
                                         << "70000";
    QTest::newRow("port no number") << "diagnose --port abc"
                                    << "abc";
    QTest::newRow("negative port") << "diagnose --port -1"
                                   << "--port";
    QTest::newRow("port with a ping") << "diagnose --protocol icmp --port 80"
                                      << "--port";
    QTest::newRow("address") << "diagnose --port 80 --from 10.0.0.300"
                             << "10.0.0.300";
    QTest::newRow("two families") << "diagnose --port 80 --from 10.0.0.1 --to ::1"
                                  << "--from";
    QTest::newRow("family against address") << "diagnose --port 80 --to ::1 --family ipv4"
                                            << "--family";
    QTest::newRow("direction") << "diagnose --port 80 --direction sideways"
                               << "sideways";
    QTest::newRow("out to nowhere") << "diagnose --port 80 --direction out"
                                    << "--to";
    QTest::newRow("device that leaves on the way in") << "diagnose --port 80 --out-interface eth0"
                                                      << "--out-interface";
    QTest::newRow("device name too long") << "diagnose --port 80 --in-interface abcdefghijklmnopq"
                                          << "--in-interface";
    QTest::newRow("protocol") << "diagnose --port 80 --protocol sctp"
                              << "--protocol";
    QTest::newRow("trial too short") << "fix --port 80 --try 4"
                                     << "--try";
    QTest::newRow("trial too long") << "fix --port 80 --try 601"
                                    << "--try";
    QTest::newRow("kind of fix") << "fix --port 80 --choose wishful-thinking"
                                 << "wishful";
    QTest::newRow("table") << "rules --table filters"
                           << "filters";
    QTest::newRow("backend") << "rules --backend ebtables"
                             << "ebtables";
    QTest::newRow("family") << "rules --family ipv5"
                            << "ipv5";
    QTest::newRow("rules file missing") << "explain --rules /nonexistent/rules --dport 22"
                                        << "/nonexistent/rules";
    QTest::newRow("rules file is a folder") << "explain --rules / --dport 22"
                                            << "/";
    QTest::newRow("lint of a missing file") << "lint --rules /nonexistent/rules"
                                            << "/nonexistent/rules";
    QTest::newRow("lint of a bare file name") << "lint rules.v4"
                                              << "rules.v4";
    QTest::newRow("flags") << "explain --rules - --tcp-flags SYNACK"
                           << "SYNACK";
    QTest::newRow("state") << "explain --rules - --state newish"
                           << "newish";
    QTest::newRow("mac") << "explain --rules - --mac-source 02:00"
                         << "02:00";
    QTest::newRow("length") << "explain --rules - --length long"
                            << "--length “long” is not right: must be a whole number from 0 to "
                               "65535";
    QTest::newRow("fragment") << "explain --rules - --fragment {\"at\":1}"
                              << "--fragment “{\"at\":1}” is not right: has no part \"at\"";
    QTest::newRow("mark") << "explain --rules - --mark blue"
                          << "blue";
    QTest::newRow("apply without a file") << "apply --backend nft --family ipv4"
                                          << "FILE";
    QTest::newRow("apply without backend") << "apply - --family ipv4"
                                           << "--backend";
    QTest::newRow("apply without family") << "apply - --backend nft"
                                          << "--family";
    QTest::newRow("apply of nothing") << "apply /dev/null --backend nft --family ipv4"
                                      << "/dev/null";
    QTest::newRow("keep without id") << "keep"
                                     << "ID";
    QTest::newRow("story") << "practice no-such-story"
                           << "no-such-story";
    QTest::newRow("format") << "report --port 80 --format pdf"
                            << "pdf";
    QTest::newRow("conntrack verb") << "conntrack explode"
                                    << "explode";
    QTest::newRow("conntrack group") << "conntrack top --by colour"
                                     << "colour";
    QTest::newRow("conntrack filter") << "conntrack list --port 65536"
                                      << "65536";
    QTest::newRow("conntrack network") << "conntrack top --from 10.0.0.0/33"
                                       << "10.0.0.0/33";
    QTest::newRow("end of all connections") << "conntrack end --yes"
                                            << "--from";
    QTest::newRow("conntrack format") << "conntrack status --format xml"
                                      << "xml";
    QTest::newRow("plan of nothing") << "conntrack plan"
                                     << "--measure";
    QTest::newRow("plan of a negative rate") << "conntrack plan --new-per-second -5"
                                             << "-5";
    QTest::newRow("time-out that is none") << "conntrack plan --timeout udp_timeout=0"
                                           << "udp_timeout=0";
    QTest::newRow("unknown time-out") << "conntrack plan --timeout tea_timeout=300"
                                      << "tea_timeout";
    QTest::newRow("limit that is negative") << "conntrack set max -- -1"
                                            << "-1";
    QTest::newRow("limit that is no number") << "conntrack set max many"
                                             << "many";
    QTest::newRow("limit without a value") << "conntrack set max"
                                           << "set";
    QTest::newRow("unknown helper") << "conntrack assign gopher"
                                    << "ftp";
    QTest::newRow("helper of the other family") << "conntrack assign pptp --family ipv6"
                                                << "pptp";
    QTest::newRow("color") << "--color pink status"
                           << "--color";
    QTest::newRow("probe without address") << "probe --port 80"
                                           << "--to";
}

void TestCli::usageErrors()
{
    QFETCH(QString, arguments);
    QFETCH(QString, named);
    const Run result = runCtl(arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QCOMPARE(result.code, 2);
    QVERIFY2(result.out.isEmpty(), result.out.constData());
    QVERIFY2(result.err.contains(named.toUtf8()), result.err.constData());
}

void TestCli::unreadableRulesNameTheirPlace()
{
    const Run result =
        runCtl({QStringLiteral("explain"), QStringLiteral("--rules"), dataFile("cli-broken.rules"),
                QStringLiteral("--dport"), QStringLiteral("22")});
    QCOMPARE(result.code, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains("cli-broken.rules:3:32: "), result.err.constData());

    const Run packets =
        runCtl({QStringLiteral("explain"), QStringLiteral("--rules"), dataFile("cli-server.rules"),
                QStringLiteral("--packets"), QStringLiteral("-")},
               "{\"dport\": 22}\n\n{\"dprot\": 22}\n");
    QCOMPARE(packets.code, 2);
    QVERIFY(packets.out.isEmpty());
    QVERIFY2(packets.err.contains("-:3") && packets.err.contains("dprot"), packets.err.constData());
}

void TestCli::helpAndVersion()
{
    const Run help = runCtl({QStringLiteral("--help")});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("diagnose"));
    QVERIFY(help.out.contains("130"));
    const Run one = runCtl(words("diagnose --help"));
    QCOMPARE(one.code, 0);
    QVERIFY(one.out.contains("--direction"));
    QVERIFY(runCtl({QStringLiteral("--version")}).out.startsWith("portlightctl "));
}

void TestCli::withoutHelper_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char *arguments : {"watch --port 80 --seconds 3",
                                  "log --port 80",
                                  "diagnose --port 80 --watch 5",
                                  "status",
                                  "rules",
                                  "rules --save",
                                  "diagnose --port 80 --no-probe --no-ask",
                                  "fix --port 80 --yes --no-probe",
                                  "conntrack",
                                  "conntrack top",
                                  "conntrack list",
                                  "conntrack end --port 1 --yes",
                                  "conntrack plan --preset desktop",
                                  "conntrack set max 100000",
                                  "conntrack assign ftp",
                                  "trials",
                                  "keep abc",
                                  "explain --dport 22",
                                  "lint",
                                  "report --port 80 --no-probe",
                                  "persist",
                                  "persist --dry-run",
                                  "persist --undo",
                                  "snapshot",
                                  "snapshot save",
                                  "snapshot restore abc --yes"}) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments);
    }
}

void TestCli::withoutHelper()
{
    QFETCH(QString, arguments);
    const Run result = runCtl(arguments.split(QLatin1Char(' ')));
    QCOMPARE(result.code, 3);
    QVERIFY2(result.out.isEmpty(), result.out.constData());
    QVERIFY2(result.err.contains("--direct"), result.err.constData());
}

void TestCli::explain_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("chain");
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("code");

    QTest::newRow("the blamed rule, third in INPUT")
        << "--source 192.0.2.9 --dport 8080 --in-interface eth0"
        << "reject"
        << "INPUT" << 3 << 1;
    QTest::newRow("known connections pass before it")
        << "--source 192.0.2.9 --dport 8080 --in-interface eth0 --state ESTABLISHED"
        << "accept"
        << "INPUT" << 1 << 0;
    QTest::newRow("loopback passes before it")
        << "--source 127.0.0.1 --dport 8080 --in-interface lo"
        << "accept"
        << "INPUT" << 2 << 0;
    QTest::newRow("jump and accept in the user chain")
        << "--source 10.2.3.4 --dport 22 --in-interface eth0"
        << "accept"
        << "services" << 1 << 0;
    QTest::newRow("the wrong source falls back to the policy")
        << "--source 192.0.2.9 --dport 22 --in-interface eth0"
        << "drop"
        << "INPUT" << 0 << 1;
    QTest::newRow("multiport") << "--source 192.0.2.9 --dport 443 --in-interface eth0"
                               << "accept"
                               << "services" << 2 << 0;
    QTest::newRow("no rule for UDP")
        << "--protocol udp --source 192.0.2.9 --dport 53 --in-interface eth0"
        << "drop"
        << "INPUT" << 0 << 1;
    QTest::newRow("another chain") << "--hook output --destination 192.0.2.9 --dport 25"
                                   << "accept"
                                   << "OUTPUT" << 0 << 0;
    QTest::newRow("a limit can't be told")
        << "--protocol icmp --icmp-type 8 --source 192.0.2.9 --in-interface eth0"
        << "unknown"
        << "" << -1 << 3;
}

void TestCli::explain()
{
    QFETCH(QString, options);
    QFETCH(QString, verdict);
    QFETCH(QString, chain);
    QFETCH(int, number);
    QFETCH(int, code);
    const QStringList arguments =
        QStringList{QStringLiteral("explain"), QStringLiteral("--json"), QStringLiteral("--rules"),
                    dataFile("cli-server.rules")}
        + options.split(QLatin1Char(' '));
    const Run result = runCtl(arguments);
    QVERIFY2(result.err.isEmpty(), result.err.constData());
    QCOMPARE(result.code, code);
    const auto lines = objects(result.out);
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.first().value(QLatin1String("verdict")).toString(), verdict);
    if (number >= 0) {
        const QJsonObject deciding = lines.first().value(QLatin1String("deciding")).toObject();
        QCOMPARE(deciding.value(QLatin1String("chain")).toString(), chain);
        QCOMPARE(deciding.value(QLatin1String("number")).toInt(-1), number);
        QCOMPARE(deciding.value(QLatin1String("backend")).toString(), QStringLiteral("file"));
    } else {
        QVERIFY(!lines.first().value(QLatin1String("unknown")).toArray().isEmpty());
    }
}

void TestCli::explainManyPackets()
{
    const Run result =
        runCtl({QStringLiteral("explain"), QStringLiteral("--json"), QStringLiteral("--rules"),
                dataFile("cli-server.rules"), QStringLiteral("--packets"), QStringLiteral("-")},
               "{\"id\":\"a\",\"source\":\"10.1.1.1\",\"dport\":22,\"in_interface\":\"eth0\"}\n"
               "{\"id\":\"b\",\"source\":\"10.1.1.1\",\"dport\":8080,\"in_interface\":\"eth0\"}\n"
               "{\"id\":\"c\",\"protocol\":\"udp\",\"dport\":1,\"in_interface\":\"eth0\"}\n");
    QCOMPARE(result.code, 1);
    const auto lines = objects(result.out);
    QCOMPARE(lines.size(), 3);
    const QStringList ids{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    const QStringList verdicts{QStringLiteral("accept"), QStringLiteral("reject"),
                               QStringLiteral("drop")};
    for (qsizetype index = 0; index < lines.size(); ++index) {
        QCOMPARE(lines.at(index).value(QLatin1String("id")).toString(), ids.at(index));
        QCOMPARE(lines.at(index).value(QLatin1String("verdict")).toString(), verdicts.at(index));
    }
}

void TestCli::explainText()
{
    const Run result =
        runCtl({QStringLiteral("explain"), QStringLiteral("--rules"), dataFile("cli-server.rules"),
                QStringLiteral("--dport"), QStringLiteral("8080"), QStringLiteral("--in-interface"),
                QStringLiteral("eth0")});
    QCOMPARE(result.code, 1);
    QVERIFY2(result.out.contains("Refused (icmp-port-unreachable)"), result.out.constData());
    QVERIFY(result.out.contains("rule 3 in INPUT"));
    QVERIFY(!result.out.contains('\x1b')); // no terminal, no colours
}

void TestCli::lintFile()
{
    const Run good =
        runCtl({QStringLiteral("lint"), QStringLiteral("--rules"), dataFile("cli-server.rules")});
    QCOMPARE(good.code, 0);
    QVERIFY2(good.out.contains("TCP port 22 (SSH) from 10.0.0.0/8\n"), good.out.constData());
    QVERIFY(good.out.contains("TCP port 443 (HTTPS) from everyone\n"));

    const Run bad = runCtl(words("lint --rules -"),
                           "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                           ":OUTPUT ACCEPT [0:0]\n-A INPUT -p tcp -j DROP\n"
                           "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n");
    QCOMPARE(bad.code, 1);
    QVERIFY2(bad.out.contains("Problem: IPv4 filter INPUT 2\n"), bad.out.constData());
    QVERIFY2(bad.out.contains("1: -A INPUT -p tcp -j DROP"), bad.out.constData());
}

void TestCli::lintJson()
{
    const Run result = runCtl(words("lint --json --rules - --family ipv6"),
                              "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n"
                              ":OUTPUT ACCEPT [0:0]\n-A INPUT -s 2001:db8::/32 -p tcp -m tcp "
                              "--dport 22 -j ACCEPT\nCOMMIT\n");
    QCOMPARE(result.code, 1);
    const QJsonObject json = QJsonDocument::fromJson(result.out).object();
    QCOMPARE(json[QLatin1String("schema")].toString(), QStringLiteral("portlight.lint/1"));
    QStringList kinds;
    for (const QJsonValue &finding : json[QLatin1String("findings")].toArray()) {
        kinds += finding[QLatin1String("kind")].toString();
    }
    QCOMPARE(kinds.join(QLatin1Char(' ')), QStringLiteral("loopback-blocked replies-blocked"));
    const QJsonArray open = json[QLatin1String("open")].toArray();
    QCOMPARE(open.size(), 1);
    QCOMPARE(open[0][QLatin1String("first_port")].toInt(), 22);
    QCOMPARE(open[0][QLatin1String("sources")][0].toString(), QStringLiteral("2001:db8::/32"));
}

void TestCli::globalOptionsMayStandAnywhere()
{
    const QString rules = dataFile("cli-server.rules");
    const QStringList options{QStringLiteral("--rules"), rules, QStringLiteral("--dport"),
                              QStringLiteral("8080")};
    const QStringList name{QStringLiteral("explain")};
    const QStringList json{QStringLiteral("--json")};
    const QByteArray first = runCtl(json + name + options).out;
    QVERIFY(!first.isEmpty());
    QCOMPARE(runCtl(name + json + options).out, first);
    QCOMPARE(runCtl(name + options + json).out, first);
}

void TestCli::probe()
{
    // Nobody listens on port 9 of the loopback device of this machine; if somebody does, the
    // outcome is another one of the list.
    const Run result = runCtl(words("probe --to 127.0.0.1 --port 9 --timeout 500 --json"));
    QVERIFY(result.code == 0 || result.code == 1);
    const auto lines = objects(result.out);
    QCOMPARE(lines.size(), 1);
    QVERIFY(QStringList({QStringLiteral("refused"), QStringLiteral("connected"),
                         QStringLiteral("rejected"), QStringLiteral("timed-out"),
                         QStringLiteral("unreachable")})
                .contains(lines.first().value(QLatin1String("outcome")).toString()));
    QVERIFY(lines.first().value(QLatin1String("milliseconds")).isDouble());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
