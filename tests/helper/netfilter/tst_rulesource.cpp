// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "helper/netfilter/generation.h"
#include "helper/netfilter/rulesource.h"
#include "helper/netfilter/tabletext.h"

#include <QDir>
#include <QtTest>

using namespace Portlight;
using Core::Backend;
using Core::Family;
using Helper::RulesText;

namespace
{

constexpr Backend backends[] = {Backend::Legacy, Backend::Nft};
constexpr Family families[] = {Family::Ipv4, Family::Ipv6};

/// One rule of each shape the printing knows.
const char *const shapes4 = R"(*filter
:INPUT DROP [11:2200]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:USER - [0:0]
[1:2] -A INPUT -s 10.0.0.0/255.0.255.0 -d 192.0.2.1/32 -i eth+ -p tcp -m tcp --dport 80 -j ACCEPT
[3:4] -A INPUT ! -s 10.0.0.0/8 ! -i lo ! -p udp -g USER
[0:0] -A INPUT -f -j DROP
[0:0] -A INPUT ! -f -j DROP
[0:0] -A INPUT -p 253 -j RETURN
[0:0] -A INPUT -m comment --comment "two words"
[0:0] -A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
[0:0] -A INPUT -m limit --limit 5/min -j LOG --log-prefix "dropped: " --log-level 7
[0:0] -A FORWARD -o abcdefghijklmno -j REJECT --reject-with icmp-host-prohibited
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
[0:0] -A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 192.0.2.7:8080
[0:0] -A POSTROUTING -o eth0 -j MASQUERADE
COMMIT
)";
const char *const shapes6 = R"(*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
[1:2] -A INPUT ! -s fe80::/10 -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT
[0:0] -A INPUT -d ff00::/ff00:0:ff00:: -p udp -m udp --sport 53 -j REJECT
COMMIT
)";

} // namespace

class TestRuleSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // First: nothing was loaded yet in this network namespace.
    void readingCreatesNothing()
    {
        for (const Backend backend : backends) {
            for (const Family family : families) {
                const auto rules = Helper::readRules(backend, family);
                QVERIFY(rules.has_value());
                QVERIFY(rules->status == RulesText::Status::NotThere);
                QVERIFY(rules->text.empty());
                QVERIFY(Helper::readGeneration(backend, family).has_value());
            }
        }
        QVERIFY(Helper::readNativeTables()->empty());
        for (const char *name :
             {"/proc/thread-self/net/ip_tables_names", "/proc/thread-self/net/ip6_tables_names"}) {
            QFile names(QString::fromLatin1(name));
            if (names.open(QIODevice::ReadOnly)) {
                QCOMPARE(names.readAll(), QByteArray());
            }
        }
        QCOMPARE(Test::runTool("nft", {"list", "tables"}), std::string());
    }

    void equalsTheSaveProgram_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("ipv6");
        QTest::newRow("each shape, IPv4") << QByteArray(shapes4) << false;
        QTest::newRow("each shape, IPv6") << QByteArray(shapes6) << true;
        const QDir shared(QStringLiteral(PORTLIGHT_SHARED_DIR "/rulesets"));
        const QStringList names =
            shared.entryList({QStringLiteral("*.v4"), QStringLiteral("*.v6")}, QDir::Files);
        for (const QString &name : names) {
            QFile file(shared.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QTest::newRow(qPrintable(name)) << file.readAll() << name.endsWith(QLatin1String("6"));
        }
    }

    void equalsTheSaveProgram()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, ipv6);
        const Family family = ipv6 ? Family::Ipv6 : Family::Ipv4;
        for (const Backend backend : backends) {
            Test::runTool("nft", {"flush", "ruleset"});
            Test::runTool(Test::toolName(backend, family, "-restore"), {"-c"}, text.toStdString(),
                          backend == Backend::Nft);
            const auto rules = Helper::readRules(backend, family);
            QVERIFY(rules.has_value());
            const std::string expected = Test::savedText(backend, family);
            if (expected.empty()) {
                continue; // not every old ruleset loads into nft
            }
            QVERIFY2(rules->status == RulesText::Status::Done, rules->detail.c_str());
            QCOMPARE(Test::withoutComments(rules->text), expected);
            // What the model says is the same firewall, down to its counters.
            const auto model = Core::parseSave(rules->text, backend, family);
            QVERIFY(model.has_value());
            Test::runTool("nft", {"flush", "ruleset"});
            Test::loadRules(backend, family, Core::writeSave(*model));
            QCOMPARE(Test::savedText(backend, family), expected);
        }
    }

    void generationMovesWithRulesOnly()
    {
        for (const Backend backend : backends) {
            Test::loadRules(backend, Family::Ipv4, shapes4);
            const auto first = Helper::readGeneration(backend, Family::Ipv4);
            QCOMPARE(*Helper::readGeneration(backend, Family::Ipv4), *first);
            Test::sendPacket(9); // counters move
            QCOMPARE(*Helper::readGeneration(backend, Family::Ipv4), *first);
            QCOMPARE(Helper::readRules(backend, Family::Ipv4)->generation, *first);
            Test::runTool(Test::toolName(backend, Family::Ipv4, ""), {"-A", "USER", "-j", "DROP"});
            QVERIFY(*Helper::readGeneration(backend, Family::Ipv4) != *first);
        }
        const auto before = Helper::nftGeneration();
        Test::runTool("iptables-nft-restore", {"--noflush"},
                      "*filter\n-A USER -j DROP\n-A USER -j DROP\nCOMMIT\n");
        QCOMPARE(*Helper::nftGeneration(), *before + 1);
    }

    void nativeTablesAreNamed()
    {
        Test::runTool("nft", {"flush", "ruleset"});
        Test::loadRules(Backend::Nft, Family::Ipv4, shapes4);
        Test::runTool("nft", {"add table inet firewalld"});
        const auto native = Helper::readNativeTables();
        QVERIFY(native.has_value());
        QCOMPARE(native->size(), std::size_t(1));
        QCOMPARE(native->front(), std::string("inet firewalld"));
        Test::runTool("nft", {"flush", "ruleset"});
    }

    void incompleteReasons_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("complete");
        const QByteArray good("*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n");
        QTest::newRow("good") << good << QByteArray() << 0 << true;
        QTest::newRow("other backend in use, too")
            << good << QByteArray("# Warning: iptables-legacy tables present, use …\n") << 0
            << true;
        QTest::newRow("words on stderr") << good << QByteArray("Parsing failed\n") << 0 << false;
        QTest::newRow("exit code") << good << QByteArray() << 3 << false;
        QTest::newRow("cut") << QByteArray("*filter\n:INPUT ACCEPT [0:0]\n") << QByteArray() << 0
                             << false;
        QTest::newRow("comment") << QByteArray("# Table `x' is incompatible, use 'nft' tool.\n")
                                 << QByteArray() << 0 << false;
    }

    void incompleteReasons()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, errors);
        QFETCH(int, code);
        QFETCH(bool, complete);
        QCOMPARE(Helper::incompleteReason(text.toStdString(), errors.toStdString(), code).empty(),
                 complete);
    }
};

QTEST_GUILESS_MAIN(TestRuleSource)
#include "tst_rulesource.moc"
