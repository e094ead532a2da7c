// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "clirun.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace Portlight::Test;

namespace
{

const QByteArray rules = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                         ":OUTPUT ACCEPT [0:0]\n:DOCKER - [0:0]\n:f2b-sshd - [0:0]\n"
                         "-A INPUT -p tcp -m tcp --dport 22 -j f2b-sshd\n"
                         "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                         "-A FORWARD -j DOCKER\n"
                         "-A DOCKER -d 172.17.0.2/32 -p tcp -j ACCEPT\n"
                         "-A f2b-sshd -j RETURN\nCOMMIT\n";

/// Made by two programs and by hand; one rule stands within a table of iptables.
const QByteArray nativeRules =
    "table inet firewalld {\n chain filter_INPUT {\n  type filter hook input priority 10;\n"
    "  tcp dport 8443 drop\n }\n}\n"
    "table inet mine {\n"
    " set friends { type ipv4_addr; flags interval; elements = { 192.0.2.0/24, 198.51.100.7 } }\n"
    " chain in { type filter hook input priority 20; policy accept;\n"
    "  ip saddr @friends tcp dport 9000-9010 counter accept comment \"for friends\"\n }\n}\n"
    "table ip6 other {\n chain empty { }\n}\n"
    "add rule ip filter INPUT tcp dport { 8000, 8001 } drop\n";

QJsonObject only(const Run &run)
{
    const auto all = objects(run.out);
    return all.size() == 1 ? all.constFirst() : QJsonObject();
}

QJsonObject named(const QJsonArray &list, const char *name)
{
    for (const auto &one : list) {
        if (one.toObject()[QStringLiteral("name")].toString() == QLatin1String(name)) {
            return one.toObject();
        }
    }
    return {};
}

QStringList direct(const char *arguments)
{
    return QStringList{QStringLiteral("--direct")} + words(arguments);
}

} // namespace

/// What the command line tells of rules and keeps of them, with a helper of its own and real rules.
class TestCliRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void ownersAndSets();
    void rulesAsText();
    void nativeTables();
    void nativeTablesAsText();
    void rulesOfNftInTablesOfIptables();
    void snapshotWalk_data();
    void snapshotWalk();
    void snapshotsThatAreNot_data();
    void snapshotsThatAreNot();
    void snapshotLeavesOthersAlone();
};

void TestCliRules::initTestCase()
{
    if (!qEnvironmentVariableIsSet("PORTLIGHT_OWN_NETWORK")) {
        QSKIP("changes rules: run it with in-own-network.sh");
    }
}

void TestCliRules::init()
{
    runTool(QStringLiteral("nft"), {QStringLiteral("flush"), QStringLiteral("ruleset")});
    runTool(QStringLiteral("iptables-nft-restore"), {}, rules);
    runTool(QStringLiteral("iptables-legacy-restore"), {},
            "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p udp -j DROP\nCOMMIT\n");
}

void TestCliRules::ownersAndSets()
{
    runTool(QStringLiteral("ipset"), words("-exist create banned hash:ip"));
    runTool(QStringLiteral("ipset"), words("-exist add banned 203.0.113.9"));
    runTool(QStringLiteral("iptables-nft"),
            words("-A INPUT -m set --match-set banned src -j DROP"));
    const Run run = runCtl(direct("--json rules --backend nft --family ipv4"));
    QCOMPARE(run.code, 0);
    const QJsonObject ruleset = only(run)[QStringLiteral("rulesets")].toArray().at(0).toObject();
    const QJsonArray chains =
        named(ruleset[QStringLiteral("tables")].toArray(), "filter")[QStringLiteral("chains")]
            .toArray();
    QCOMPARE(named(chains, "DOCKER")[QStringLiteral("owner")].toString(), QStringLiteral("docker"));
    QCOMPARE(named(chains, "DOCKER")[QStringLiteral("user_chain")].toString(),
             QStringLiteral("DOCKER-USER"));
    QCOMPARE(named(chains, "f2b-sshd")[QStringLiteral("owner")].toString(),
             QStringLiteral("fail2ban"));
    const QJsonObject input = named(chains, "INPUT");
    QVERIFY(!input.contains(QStringLiteral("owner")));
    const QJsonArray inInput = input[QStringLiteral("rules")].toArray();
    QCOMPARE(inInput.at(0)[QStringLiteral("owner")].toString(), QStringLiteral("fail2ban"));
    QVERIFY(!inInput.at(1).toObject().contains(QStringLiteral("owner")));
    const QJsonObject set = named(ruleset[QStringLiteral("sets")].toArray(), "banned");
    QCOMPARE(set[QStringLiteral("members")].toArray(), QJsonArray{QStringLiteral("203.0.113.9")});
}

void TestCliRules::rulesAsText()
{
    const Run run = runCtl(direct("rules"));
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains("INPUT (filter, IPv4, nft)")
                 && run.out.contains("INPUT (filter, IPv4, legacy)") && run.out.contains("fail2ban")
                 && run.out.contains("Docker"),
             run.out.constData());
    const Run legacy = runCtl(direct("rules --backend legacy --save"));
    QCOMPARE(legacy.code, 0);
    QVERIFY(legacy.out.contains("-A INPUT -p udp -j DROP\n"));
    const Run none = runCtl(direct("rules --table security"));
    QCOMPARE(none.code, 0);
    QVERIFY(none.out.isEmpty());
    QVERIFY(!none.err.isEmpty());
}

void TestCliRules::nativeTables()
{
    runTool(QStringLiteral("nft"), words("-f -"), nativeRules);
    const Run run = runCtl(direct("--json rules --backend native"));
    QCOMPARE(run.code, 0);
    const QJsonArray tables = only(run)[QStringLiteral("native_tables")].toArray();
    QCOMPARE(named(tables, "firewalld")[QStringLiteral("owner")].toString(),
             QStringLiteral("firewalld"));
    const QJsonObject mine = named(tables, "mine");
    QVERIFY(!mine.contains(QStringLiteral("owner")));
    const QJsonObject set = named(mine[QStringLiteral("sets")].toArray(), "friends");
    QCOMPARE(set[QStringLiteral("elements")].toArray(),
             (QJsonArray{QStringLiteral("192.0.2.0/24"), QStringLiteral("198.51.100.7")}));
    const QJsonObject chain = named(mine[QStringLiteral("chains")].toArray(), "in");
    QCOMPARE(chain[QStringLiteral("hook")].toString(), QStringLiteral("input"));
    QCOMPARE(chain[QStringLiteral("priority")].toInt(), 20);
    const QJsonObject rule = chain[QStringLiteral("rules")].toArray().at(0).toObject();
    QCOMPARE(rule[QStringLiteral("comment")].toString(), QStringLiteral("for friends"));
    QVERIFY2(rule[QStringLiteral("rule")].toString().contains(QLatin1String("9000-9010")),
             qPrintable(rule[QStringLiteral("rule")].toString()));
    QVERIFY(named(tables, "filter")[QStringLiteral("shared_with_iptables")].toBool());

    const QJsonArray ofIpv4 = only(runCtl(
        direct("--json rules --backend native --family ipv4")))[QStringLiteral("native_tables")]
                                  .toArray();
    QVERIFY(!named(ofIpv4, "mine").isEmpty() && named(ofIpv4, "other").isEmpty());
}

void TestCliRules::nativeTablesAsText()
{
    runTool(QStringLiteral("nft"), words("-f -"), nativeRules);
    const Run run = runCtl(direct("rules --backend native --table mine"));
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains("friends") && run.out.contains("198.51.100.7")
                 && run.out.contains("for friends") && !run.out.contains("8443"),
             run.out.constData());
}

/// What nft alone can say is shown in its words, and no such text is ever restored.
void TestCliRules::rulesOfNftInTablesOfIptables()
{
    runTool(QStringLiteral("nft"), words("-f -"), nativeRules);
    const Run shown = runCtl(direct("rules --backend nft --family ipv4"));
    QVERIFY2(shown.out.contains("tcp dport { 8000, 8001 } drop"), shown.out.constData());
    const Run saved = runCtl(direct("rules --backend nft --save"));
    QCOMPARE(saved.code, 0);
    QVERIFY2(saved.out.contains("--rule \"tcp dport { 8000, 8001 } drop\""), saved.out.constData());
    runTool(QStringLiteral("iptables-nft"), words("-F INPUT"));
    const QByteArray before = savedRules();
    const Run restored = runCtl(direct("restore - --backend nft --family ipv4 --yes"), saved.out);
    QCOMPARE(restored.code, 3);
    QCOMPARE(savedRules(), before);
}

void TestCliRules::snapshotWalk_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QString>("side");
    QTest::newRow("nft") << "iptables-nft"
                         << "nft";
    QTest::newRow("legacy") << "iptables-legacy"
                            << "legacy";
    QTest::newRow("nft, IPv6") << "ip6tables-nft"
                               << "nft";
}

void TestCliRules::snapshotWalk()
{
    QFETCH(QString, tool);
    QFETCH(QString, side);
    const QByteArray save = tool.toUtf8() + "-save";
    if (tool.startsWith(QLatin1String("ip6"))) {
        runTool(tool, words("-P INPUT ACCEPT"));
    }
    const QByteArray before = savedRules(save.constData());
    const QString name = QStringLiteral("before the change, ") + tool;
    const Run saved = runCtl(QStringList{QStringLiteral("--direct"), QStringLiteral("snapshot"),
                                         QStringLiteral("save"), name, QStringLiteral("--json")});
    QCOMPARE(saved.code, 0);
    const QString id = only(saved)[QStringLiteral("snapshot")].toString();
    QVERIFY(!id.isEmpty());
    const auto snapshot = [&id](const char *verb, const char *more = "") {
        return runCtl(QStringList{QStringLiteral("--direct"), QStringLiteral("snapshot"),
                                  QString::fromLatin1(verb), id.left(8)}
                      + words(more));
    };
    const Run same = snapshot("compare");
    QCOMPARE(same.code, 0);
    QVERIFY(same.out.isEmpty());
    QCOMPARE(snapshot("restore", "--yes").code, 0); // nothing to do is no problem

    runTool(tool, words("-A INPUT -p tcp --dport 4711 -j DROP"));
    runTool(tool, words("-P OUTPUT DROP"));
    const QByteArray changed = savedRules(save.constData());
    const Run differs = snapshot("compare");
    QCOMPARE(differs.code, 1);
    QVERIFY2(differs.out.contains("+ -A INPUT -p tcp -m tcp --dport 4711 -j DROP")
                 && differs.out.contains("+ -P OUTPUT DROP")
                 && differs.out.contains('(' + side.toUtf8() + ')'),
             differs.out.constData());

    const QJsonArray listed =
        only(runCtl(direct("--json snapshot list")))[QStringLiteral("snapshots")].toArray();
    QVERIFY(!named(listed, name.toUtf8().constData()).isEmpty());
    const Run shown = snapshot("show");
    QCOMPARE(shown.code, 0);
    QVERIFY(shown.out.contains("-A INPUT -p udp -j DROP") && !shown.out.contains("4711"));

    const Run dry = snapshot("restore", "--dry-run");
    QCOMPARE(dry.code, 0);
    QVERIFY2(dry.out.contains("4711") && dry.out.contains("-P OUTPUT ACCEPT"), dry.out.constData());
    QCOMPARE(savedRules(save.constData()), changed);

    const Run restored = snapshot("restore", "--yes");
    QVERIFY2(restored.code == 0, restored.err.constData());
    QCOMPARE(savedRules(save.constData()), before);
    QCOMPARE(snapshot("compare").code, 0);
    QCOMPARE(snapshot("remove").code, 0);
    QCOMPARE(snapshot("show").code, 2);
}

void TestCliRules::snapshotsThatAreNot_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("show") << "snapshot show nope" << QByteArray("nope");
    QTest::newRow("restore") << "snapshot restore nope --yes" << QByteArray("nope");
    QTest::newRow("no id") << "snapshot compare" << QByteArray("ID");
    QTest::newRow("verb") << "snapshot explode" << QByteArray("explode");
    QTest::newRow("one too many") << "snapshot show a b" << QByteArray("“b”");
    QTest::newRow("option of another verb") << "snapshot list --yes" << QByteArray("--yes");
    QTest::newRow("seconds") << "snapshot restore nope --try 4" << QByteArray("--try");
}

void TestCliRules::snapshotsThatAreNot()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, named);
    const QByteArray before = savedRules();
    const Run run = runCtl(direct(arguments.toUtf8().constData()));
    QCOMPARE(run.code, 2);
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains(named), run.err.constData());
    QCOMPARE(savedRules(), before);
}

/// What another program made since stays when a snapshot comes back.
void TestCliRules::snapshotLeavesOthersAlone()
{
    QCOMPARE(runCtl(direct("snapshot save others")).code, 0);
    runTool(QStringLiteral("iptables-nft"), words("-I f2b-sshd -s 203.0.113.66 -j REJECT"));
    runTool(QStringLiteral("iptables-nft"), words("-A INPUT -p tcp --dport 4711 -j DROP"));
    const Run restored = runCtl(direct("snapshot restore others --yes"));
    QVERIFY2(restored.code == 0, restored.err.constData());
    const QByteArray now = savedRules();
    QVERIFY2(now.contains("-A f2b-sshd -s 203.0.113.66/32") && !now.contains("4711"),
             now.constData());
}

QTEST_GUILESS_MAIN(TestCliRules)
#include "tst_clirules.moc"
