// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/report/report.h"
#include "core/text/saveparser.h"

#include <QRegularExpression>
#include <QTest>

using namespace Portlight::Core;

namespace
{

constexpr const char *rules =
    "*filter\n"
    ":INPUT DROP [7:420]\n"
    ":FORWARD ACCEPT [0:0]\n"
    ":OUTPUT ACCEPT [0:0]\n"
    "[0:0] -A INPUT -s 198.51.100.0/24 -p tcp -m tcp --dport 22 -j ACCEPT\n"
    "[0:0] -A INPUT -s 198.51.100.77/32 -m comment --comment "
    "\"ask alice at 203.0.113.9:443 or gateway.example\" -j ACCEPT\n"
    "[3:180] -A INPUT -s 10.9.0.1/32 -p tcp -m tcp --dport 8080 -j REJECT "
    "--reject-with icmp-port-unreachable\n"
    "[0:0] -A INPUT -m mac --mac-source 02:42:ac:11:00:02 -j ACCEPT\n"
    "COMMIT\n"
    "*nat\n"
    ":PREROUTING ACCEPT [0:0]\n"
    ":OUTPUT ACCEPT [0:0]\n"
    "[0:0] -A PREROUTING -d 192.0.2.1/32 -p tcp -m tcp --dport 81 -j DNAT "
    "--to-destination 172.17.0.2:80\n"
    "COMMIT\n";

Evidence evidenceOf()
{
    Evidence evidence;
    auto ruleset = parseSave(rules, Backend::Nft, Family::Ipv4);
    if (ruleset) {
        evidence.rulesets.push_back(*std::move(ruleset));
    }
    evidence.rulesRead[Backend::Nft] = Reading::Done;
    evidence.listenersRead = Reading::Done;
    Listener web;
    web.address = *IpAddress::parse("192.0.2.1");
    web.port = 8080;
    web.program = "web";
    web.pid = 41;
    Listener other = web;
    other.port = 9090;
    evidence.listeners = {web, other};
    evidence.settings = {{"net.ipv4.ip_forward", "0"}};
    evidence.conntrackRead = Reading::Done;
    evidence.conntrack = {5, 1000, 256};
    evidence.statistics = ConntrackStatistics{};
    evidence.statistics->earlyDrop = 12;
    return evidence;
}

Report reportOf(Hiding *hiding)
{
    const Evidence evidence = evidenceOf();
    Question question;
    question.port = 8080;
    question.from = IpAddress::parse("10.9.0.1");
    question.to = IpAddress::parse("192.0.2.1");
    Report report;
    report.diagnosis = diagnose(question, evidence);
    report.wording.summaries = {"10.9.0.1 and fd09::1 (or FD09:0::1) are refused by 192.0.2.1."};
    report.versions = {{"kernel", "6.18.44"}, {"host", "gateway"}};
    report.rulesets = evidence.rulesets;
    report.sections = reportSections(report.diagnosis, evidence);
    report.hiding = hiding;
    return report;
}

} // namespace

/// "Hide addresses and names", and the ten sections of a report.
class TestHiding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void aliasesStay();
    void noReportHoldsAnAddress_data();
    void noReportHoldsAnAddress();
    void tenSections();
    void whatWasNotReadIsNoneOfNone();
};

void TestHiding::texts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hidden");
    const auto row = [](const char *name, const char *text, const char *hidden) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(hidden);
    };
    row("address", "from 192.0.2.7.", "from host-1.");
    row("with a port", "to 192.0.2.7:80,", "to host-1:80,");
    row("IPv6", "to [2001:db8::7]:80", "to [host-1]:80");
    row("the same in another spelling", "2001:db8::7 2001:DB8:0:0::7", "host-1 host-1");
    row("network", "-s 192.0.2.0/24 -d 192.0.2.0/24", "-s net-1/24 -d net-1/24");
    row("address with its prefix", "192.0.2.7/24", "host-1/24");
    row("whole IPv6 network", "fd09::/64", "net-1/64");
    row("range", "192.0.2.7-192.0.2.9", "host-1-host-2");
    row("behind a word", "SRC=192.0.2.7 dst:192.0.2.9", "SRC=host-1 dst:host-2");
    row("hardware", "02:42:ac:11:00:02", "mac-1");
    row("name", "gateway and gateway.example, not gateways",
        "name-1 and name-1.example, not gateways");
    row("everybody's", "127.0.0.1 ::1 0.0.0.0/0 ::/0", "127.0.0.1 ::1 0.0.0.0/0 ::/0");
    row("no addresses", "1.8.9 6.18.44-v5 03:04:05 std::string 12:34",
        "1.8.9 6.18.44-v5 03:04:05 std::string 12:34");
    row("nothing", "", "");
}

void TestHiding::texts()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, hidden);
    Hiding hiding;
    hiding.addName("gateway");
    QCOMPARE(QByteArray::fromStdString(hiding.hidden(text.toStdString())), hidden);
}

void TestHiding::aliasesStay()
{
    Hiding hiding;
    hiding.addName("localhost"); // everybody's
    QVERIFY(hiding.hidden("10.0.0.1 10.0.0.2") == "host-1 host-2");
    QVERIFY(hiding.hidden("10.0.0.2 at localhost, 10.0.0.3") == "host-2 at localhost, host-3");
    QCOMPARE(hiding.addresses(), std::size_t{3});
    QCOMPARE(hiding.names(), std::size_t{0});
}

void TestHiding::noReportHoldsAnAddress_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("json") << 0;
    QTest::newRow("markdown") << 1;
    QTest::newRow("html") << 2;
}

void TestHiding::noReportHoldsAnAddress()
{
    QFETCH(const int, format);
    using Writer = std::string (*)(const Report &);
    constexpr Writer writers[] = {reportJson, reportMarkdown, reportHtml};
    const auto written = [&](Hiding *hiding) {
        // As a reader sees it: what Markdown escapes is no hiding place.
        return QString::fromStdString(writers[format](reportOf(hiding))).remove(QLatin1Char('\\'));
    };
    QStringList secrets{QStringLiteral("02:42:ac:11:00:02"), QStringLiteral("gateway.example"),
                        QStringLiteral("alice"), QStringLiteral("fd09::1"),
                        QStringLiteral("FD09:0::1")};
    static const QRegularExpression address(QStringLiteral("\\d+\\.\\d+\\.\\d+\\.\\d+"));
    auto found = address.globalMatch(QString::fromLatin1(rules));
    while (found.hasNext()) {
        secrets += found.next().captured();
    }
    QVERIFY(secrets.size() > 10);
    const QString open = written(nullptr);
    Hiding hiding;
    hiding.addName("alice");
    hiding.addName("gateway");
    const QString closed = written(&hiding);
    for (const QString &secret : secrets) {
        QVERIFY2(open.contains(secret), qPrintable(secret)); // else this test proves nothing
        QVERIFY2(!closed.contains(secret), qPrintable(secret + QLatin1Char('\n') + closed));
    }
    QVERIFY(hiding.addresses() > 5);
    QCOMPARE(hiding.names(), std::size_t{2});
}

void TestHiding::tenSections()
{
    const Report report = reportOf(nullptr);
    QStringList found;
    for (const ReportSection &section : report.sections) {
        QStringList lines;
        for (const std::string &line : section.lines) {
            lines += QString::fromStdString(line);
        }
        found += QString::fromStdString(section.key) + QLatin1String(": ")
            + (section.read ? lines.join(QLatin1String(" | ")) : QStringLiteral("unread"));
    }
    QCOMPARE(found.size(), 10);
    QVERIFY(found[0].contains(QLatin1String("nft filter INPUT policy DROP [7:420]")));
    QVERIFY(
        found[1].contains(QLatin1String("nft filter INPUT 3 [3:180]: -A INPUT -s 10.9.0.1/32")));
    QCOMPARE(found[2], QStringLiteral("output: "));
    QVERIFY(found[3].contains(QLatin1String("nft nat PREROUTING 1")));
    // The rule that holds "8080" is met; the one for port 22 is not.
    QVERIFY(found[4].contains(QLatin1String("nft filter INPUT 3: ")));
    QVERIFY(!found[4].contains(QLatin1String("--dport 22")));
    QVERIFY(found[5].contains(QLatin1String("nf_conntrack_max = 1000")));
    QCOMPARE(found[6], QStringLiteral("losses: early_drop = 12"));
    QCOMPARE(found[7], QStringLiteral("listeners: tcp 192.0.2.1:8080 web (41)"));
    QCOMPARE(found[8], QStringLiteral("forwarding: net.ipv4.ip_forward = 0"));
    QVERIFY(found[9].contains(QLatin1String("INPUT 3 [3:180]")));
    QVERIFY(found[9].contains(QLatin1String("INPUT policy DROP [7:420]")));
}

void TestHiding::whatWasNotReadIsNoneOfNone()
{
    Evidence evidence;
    evidence.rulesRead[Backend::Nft] = Reading::Denied;
    evidence.listenersRead = Reading::Failed;
    const Diagnosis diagnosis = diagnose(Question{}, evidence);
    for (const ReportSection &section : reportSections(diagnosis, evidence)) {
        QVERIFY2(!section.read, section.key.c_str());
        QVERIFY(section.lines.empty() || section.key == "path");
    }
}

QTEST_GUILESS_MAIN(TestHiding)
#include "tst_hiding.moc"
