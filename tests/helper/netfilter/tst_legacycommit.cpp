// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "helper/netfilter/commit.h"
#include "helper/netfilter/rulesource.h"

#include <QDir>
#include <QtTest>

using namespace Portlight;
using Core::Backend;
using Core::Family;

namespace
{

const char *const base = R"(*filter
:INPUT DROP [11:2200]
:FORWARD ACCEPT [1:1]
:OUTPUT ACCEPT [0:0]
:USER - [0:0]
[1:2] -A INPUT -s 10.0.0.0/8 -j ACCEPT
[3:4] -A INPUT -p tcp -m tcp --dport 80 -j USER
[5:6] -A INPUT -s 192.0.2.1/32 -j DROP
[7:8] -A USER -j RETURN
COMMIT
)";

Helper::CommitRequest requestFor(const std::string &lines, Family family = Family::Ipv4)
{
    Helper::CommitRequest request;
    request.backend = Backend::Legacy;
    request.family = family;
    request.restoreText = "*filter\n" + lines + "COMMIT\n";
    request.generation = *Helper::readGeneration(Backend::Legacy, family);
    return request;
}

std::string saved(Family family = Family::Ipv4)
{
    return Test::savedText(Backend::Legacy, family);
}

} // namespace

/// portlight-commitlegacy: what it writes, and when it must not.
class TestLegacyCommit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        Test::loadRules(Backend::Legacy, Family::Ipv4, base);
    }

    void equalsTheRestoreProgram_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::newRow("insert") << QByteArray(
            "[9:99] -I INPUT 2 -s 10.1.0.0/16 ! -i eth+ -j DROP\n");
        QTest::newRow("insert at the end") << QByteArray("-I INPUT 4 -p udp -j USER\n");
        QTest::newRow("append") << QByteArray("-A USER -p icmp -m icmp --icmp-type 8 -j ACCEPT\n");
        QTest::newRow("delete by number") << QByteArray("-D INPUT 2\n");
        QTest::newRow("delete by content")
            << QByteArray("-D INPUT -p tcp -m tcp --dport 80 -j USER\n");
        QTest::newRow("replace") << QByteArray("-R INPUT 3 ! -s 192.0.2.1/32 -j REJECT\n");
        QTest::newRow("new chain")
            << QByteArray("-N ALPHA\n-A ALPHA -j DROP\n-I INPUT 1 -f -g ALPHA\n");
        QTest::newRow("rename chain") << QByteArray("-E USER ALPHA\n");
        QTest::newRow("delete chain") << QByteArray("-D INPUT 2\n-F USER\n-X USER\n");
        QTest::newRow("flush") << QByteArray("-F INPUT\n");
        QTest::newRow("zero a rule") << QByteArray("-Z INPUT 3\n");
        QTest::newRow("two of one match")
            << QByteArray("-A INPUT -m comment --comment one -m comment --comment \"two -j x\" "
                          "-m limit --limit 5/min -j LOG --log-prefix \"a b: \"\n");
    }

    /// The same lines through iptables-legacy-restore give the same text, but for the counters of
    /// policies, which that one loses.
    void equalsTheRestoreProgram()
    {
        QFETCH(const QByteArray, lines);
        const auto done = Helper::commitRules(requestFor(lines.toStdString()));
        QVERIFY2(done.has_value(), done ? "" : done.error().detail.c_str());
        QVERIFY(done->generation.has_value());
        QCOMPARE(*Helper::readGeneration(Backend::Legacy, Family::Ipv4), *done->generation);
        std::string ours = saved();
        QVERIFY(ours.find(":INPUT DROP [11:2200]") != std::string::npos);
        QVERIFY(ours.find(":FORWARD ACCEPT [1:1]") != std::string::npos);
        Test::loadRules(Backend::Legacy, Family::Ipv4, base);
        Test::runTool("iptables-legacy-restore", {"--noflush", "--counters"},
                      "*filter\n" + lines.toStdString() + "COMMIT\n");
        QString theirs = QString::fromStdString(saved());
        theirs.replace(QLatin1String(":INPUT DROP [0:0]"), QLatin1String(":INPUT DROP [11:2200]"));
        theirs.replace(QLatin1String(":FORWARD ACCEPT [0:0]"),
                       QLatin1String(":FORWARD ACCEPT [1:1]"));
        QCOMPARE(QString::fromStdString(ours), theirs);
    }

    void policiesAndZeroing()
    {
        QVERIFY(Helper::commitRules(requestFor("-P INPUT ACCEPT\n")).has_value());
        // As iptables -P does it: the new policy begins to count. Those of others stay.
        QVERIFY(saved().find(":INPUT ACCEPT [0:0]") != std::string::npos);
        QVERIFY(saved().find(":FORWARD ACCEPT [1:1]") != std::string::npos);
        QVERIFY(Helper::commitRules(requestFor(":INPUT DROP [5:6]\n")).has_value());
        QVERIFY(saved().find(":INPUT DROP [5:6]") != std::string::npos);
        QVERIFY(Helper::commitRules(requestFor("-Z INPUT\n")).has_value());
        QVERIFY(saved().find(":INPUT DROP [0:0]") != std::string::npos);
        QVERIFY(saved().find("[0:0] -A INPUT -s 10.0.0.0/8") != std::string::npos);
        QVERIFY(saved().find("[7:8] -A USER -j RETURN") != std::string::npos);
    }

    /// What the kernel cannot see: as many rules as before.
    void otherRulesOfTheSameNumberAreNotOverwritten()
    {
        const Helper::CommitRequest request = requestFor("-A INPUT -j ACCEPT\n");
        Test::runTool("iptables-legacy", {"-R", "INPUT", "3", "-s", "192.0.2.99", "-j", "DROP"});
        const std::string theirs = saved();
        const auto done = Helper::commitRules(request);
        QVERIFY(!done.has_value());
        QVERIFY(done.error().code == Core::ErrorCode::Stale);
        QCOMPARE(saved(), theirs);
    }

    void anotherTableCountsToo()
    {
        const Helper::CommitRequest request = requestFor("-A INPUT -j ACCEPT\n");
        Test::runTool("iptables-legacy", {"-t", "mangle", "-A", "INPUT", "-j", "ACCEPT"});
        QVERIFY(!Helper::commitRules(request).has_value());
        Test::runTool("iptables-legacy", {"-t", "mangle", "-F"});
        QVERIFY(Helper::commitRules(request).has_value()); // an empty table is none
    }

    void countersDoNotMakeItStale()
    {
        const Helper::CommitRequest request = requestFor("-I INPUT 1 -i lo -j ACCEPT\n");
        Test::sendPacket(9);
        QVERIFY(Helper::commitRules(request).has_value());
    }

    void badLinesChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"-A INPUT --modprobe /bin/sh",
                                 "-A INPUT -p tcp -m tcp --dport 99999 -j ACCEPT",
                                 "-A INPUT -j NOSUCH",
                                 "-A NOSUCH -j ACCEPT",
                                 "-I INPUT 9 -j ACCEPT",
                                 "-D INPUT 9",
                                 "-R INPUT 0 -j ACCEPT",
                                 "-X USER",
                                 "-N USER",
                                 "-P USER DROP",
                                 "-E USER INPUT",
                                 "-A INPUT -m tcp --dport 80",
                                 "-A INPUT -m limit --limit 5/x",
                                 "-A INPUT -s ::1",
                                 "-A INPUT -j ACCEPT -j DROP",
                                 "-A INPUT !",
                                 "-A INPUT stray",
                                 "-A",
                                 "-Q INPUT",
                                 "[1:x] -A INPUT -j ACCEPT",
                                 "-g USER",
                                 "-A INPUT -m nosuchmatch"}) {
            QTest::newRow(line) << QByteArray(line);
        }
    }

    void badLinesChangeNothing()
    {
        QFETCH(const QByteArray, line);
        const std::string before = saved();
        // The first line is good: nothing of a table is written before all of it is understood.
        const auto done = Helper::commitRules(
            requestFor("-A INPUT -s 192.0.2.2/32 -j ACCEPT\n" + line.toStdString() + "\n"));
        QVERIFY(!done.has_value());
        QVERIFY(done.error().code == Core::ErrorCode::KernelRefused);
        QVERIFY(!done.error().detail.empty());
        QCOMPARE(saved(), before);
    }

    void aDryRunMakesNoTable()
    {
        Helper::CommitRequest request = requestFor("");
        request.restoreText = "*security\n-A INPUT -j ACCEPT\nCOMMIT\n";
        request.mode = Helper::CommitMode::DryRun;
        const auto done = Helper::commitRules(request);
        QVERIFY2(done.has_value(), done ? "" : done.error().detail.c_str());
        QFile names(QStringLiteral("/proc/thread-self/net/ip_tables_names"));
        QVERIFY(names.open(QIODevice::ReadOnly));
        QVERIFY(!names.readAll().contains("security"));
    }

    void tellsTheRulesAskedFor()
    {
        Helper::CommitRequest request =
            requestFor("-I INPUT 2 -m limit --limit 300/hour -j DROP\n-A USER -j ACCEPT\n");
        request.ask = {{"filter", "INPUT", 2}, {"filter", "USER", 2}};
        const auto done = Helper::commitRules(request);
        QVERIFY(done.has_value());
        const std::vector<std::string> expected{"-A INPUT -m limit --limit 5/min -j DROP",
                                                "-A USER -j ACCEPT"};
        QVERIFY(done->rules == expected);
    }

    /// Every rule of real firewalls is built from its text and is the same rule to the kernel.
    void buildsTheRulesOfRealFirewalls_data()
    {
        QTest::addColumn<QString>("path");
        const QDir shared(QStringLiteral(PORTLIGHT_SHARED_DIR "/rulesets"));
        for (const QString &name :
             shared.entryList({QStringLiteral("*.v4"), QStringLiteral("*.v6")}, QDir::Files)) {
            QTest::newRow(qPrintable(name)) << shared.filePath(name);
        }
    }

    void buildsTheRulesOfRealFirewalls()
    {
        QFETCH(const QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Family family = path.endsWith(QLatin1Char('6')) ? Family::Ipv6 : Family::Ipv4;
        Test::loadRules(Backend::Legacy, family, file.readAll().toStdString());
        const std::string before = saved(family);
        const std::string generation = *Helper::readGeneration(Backend::Legacy, family);
        const auto model = Core::parseSave(before, Backend::Legacy, family);
        QVERIFY(model.has_value());
        Helper::CommitRequest request;
        request.backend = Backend::Legacy;
        request.family = family;
        request.generation = generation;
        for (const Core::Table &table : model->tables) {
            request.restoreText += "*" + table.name + "\n";
            for (const Core::Chain &chain : table.chains) {
                unsigned number = 0;
                for (const Core::Rule &rule : chain.rules) {
                    ++number;
                    const Core::Counters counters = rule.counters.value_or(Core::Counters{});
                    const std::string head = "-A " + chain.name;
                    // In at its own place, and the old one, which is now behind it, out.
                    request.restoreText += '[' + std::to_string(counters.packets) + ':'
                        + std::to_string(counters.bytes) + "] -I " + chain.name + ' '
                        + std::to_string(number) + rule.text.substr(head.size()) + "\n-D "
                        + chain.name + ' ' + std::to_string(number + 1) + '\n';
                }
            }
            request.restoreText += "COMMIT\n";
        }
        const auto done = Helper::commitRules(request);
        QVERIFY2(done.has_value(), done ? "" : done.error().detail.c_str());
        QCOMPARE(saved(family), before);
        QCOMPARE(*Helper::readGeneration(Backend::Legacy, family), *done->generation);
    }
};

QTEST_GUILESS_MAIN(TestLegacyCommit)
#include "tst_legacycommit.moc"
