// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "helper/netfilter/counters.h"
#include "helper/netfilter/rulesource.h"

#include <QDir>
#include <QtTest>

using namespace Portlight;
using Core::Backend;
using Core::Family;

namespace
{

constexpr Backend backends[] = {Backend::Legacy, Backend::Nft};

/// Rules that count what sendPackets() sends, of the kinds whose private part the kernel changes
/// while packets pass (limit, statistic, quota, hashlimit, recent).
const char *const counting = R"(*raw
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
[0:0] -A OUTPUT -p udp -j ACCEPT
COMMIT
*filter
:INPUT ACCEPT [7:777]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:ALPHA - [0:0]
:OMEGA - [0:0]
[0:0] -A INPUT -j OMEGA
[4000000000:5000000000000] -A INPUT -p udp -m udp --dport 9 -m limit --limit 1/hour -j ACCEPT
[0:0] -A INPUT -m statistic --mode nth --every 2 --packet 0 -j RETURN
[0:0] -A INPUT -m quota --quota 1000 -j ACCEPT
[0:0] -A INPUT -m recent --set --name seen --mask 255.255.255.255 --rsource
[0:0] -A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-burst 5 --hashlimit-mode srcip --hashlimit-name spam
[0:0] -A OMEGA -p udp -g ALPHA
[0:0] -A ALPHA -p udp -m udp --dport 9
COMMIT
)";

void sendPackets()
{
    for (unsigned short port = 1; port < 40; ++port) {
        Test::sendPacket(port);
    }
}

Core::Ruleset readModel(Backend backend, Family family)
{
    const auto rules = Helper::readRules(backend, family);
    if (!rules) {
        return {};
    }
    auto model = Core::parseSave(rules->text, backend, family);
    if (!model) {
        return {};
    }
    model->generation = rules->generation;
    return *model;
}

void clear()
{
    Test::runTool("nft", {"flush", "ruleset"});
    for (const char *family : {"iptables", "ip6tables"}) {
        Test::runTool(std::string(family) + "-legacy-restore", {},
                      "*filter\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\nCOMMIT\n"
                      "*nat\n:PREROUTING ACCEPT\n:INPUT ACCEPT\n:OUTPUT ACCEPT\n"
                      ":POSTROUTING ACCEPT\nCOMMIT\n*mangle\n:PREROUTING ACCEPT\n:INPUT ACCEPT\n"
                      ":FORWARD ACCEPT\n:OUTPUT ACCEPT\n:POSTROUTING ACCEPT\nCOMMIT\n*raw\n"
                      ":PREROUTING ACCEPT\n:OUTPUT ACCEPT\nCOMMIT\n");
    }
}

} // namespace

/// Counters and generations that are read without the rules.
class TestCounters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // First: nothing was loaded yet in this network namespace.
    void readingCreatesNothing()
    {
        for (const Backend backend : backends) {
            for (const Family family : {Family::Ipv4, Family::Ipv6}) {
                const auto reading = Helper::readCounters(backend, family);
                QVERIFY2(reading.has_value(), reading ? "" : reading.error().detail.c_str());
                QVERIFY(reading->chains.empty());
                QCOMPARE(reading->generation, *Helper::readGeneration(backend, family));
            }
        }
        QFile names(QStringLiteral("/proc/thread-self/net/ip_tables_names"));
        if (names.open(QIODevice::ReadOnly)) {
            QCOMPARE(names.readAll(), QByteArray());
        }
        QCOMPARE(Test::runTool("nft", {"list", "tables"}), std::string());
    }

    void equalTheSaveProgram_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("ipv6");
        QTest::newRow("counting") << QByteArray(counting) << false;
        const QDir shared(QStringLiteral(PORTLIGHT_SHARED_DIR "/rulesets"));
        for (const QString &name :
             shared.entryList({QStringLiteral("*.v4"), QStringLiteral("*.v6")}, QDir::Files)) {
            QFile file(shared.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QTest::newRow(qPrintable(name)) << file.readAll() << name.endsWith(QLatin1String("6"));
        }
    }

    void equalTheSaveProgram()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const bool, ipv6);
        const Family family = ipv6 ? Family::Ipv6 : Family::Ipv4;
        for (const Backend backend : backends) {
            clear();
            Test::runTool(Test::toolName(backend, family, "-restore"), {"-c"}, text.toStdString(),
                          backend == Backend::Nft);
            Core::Ruleset model = readModel(backend, family);
            if (model.ruleCount() == 0) {
                QVERIFY(backend == Backend::Nft); // not every old ruleset loads into nft
                continue;
            }
            const Core::Ruleset before = model;
            sendPackets();
            const auto reading = Helper::readCounters(backend, family);
            QVERIFY2(reading.has_value(), reading ? "" : reading.error().message.c_str());
            // Private parts of matches moved with the packets; the rules are the same.
            QCOMPARE(reading->generation, before.generation);
            const auto taken = Core::takeCounters(model, *reading);
            QVERIFY2(taken.has_value(), taken ? "" : taken.error().detail.c_str());
            QCOMPARE(Test::withoutComments(Core::writeSave(model)),
                     Test::savedText(backend, family));
            if (text == counting) {
                QVERIFY(!(model.tables == before.tables)); // packets did pass
            }
        }
    }

    void generationFollowsEveryChange_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("append") << QByteArray("-A INPUT -j DROP");
        QTest::newRow("insert") << QByteArray("-I INPUT 2 -s 192.0.2.1 -j DROP");
        QTest::newRow("delete") << QByteArray("-D INPUT 2");
        // The kernel's own check counts rules only: a replacement is what it cannot see.
        QTest::newRow("another address") << QByteArray("-R ALPHA 1 -s 192.0.2.7 -p udp");
        QTest::newRow("another target") << QByteArray("-R OMEGA 1 -p udp -j ALPHA");
        QTest::newRow("another chain") << QByteArray("-R INPUT 1 -j ALPHA");
        QTest::newRow("another limit")
            << QByteArray("-R INPUT 2 -p udp --dport 9 -m limit --limit 2/hour -j ACCEPT");
        QTest::newRow("policy") << QByteArray("-P FORWARD ACCEPT");
        QTest::newRow("new chain") << QByteArray("-N BETA");
        QTest::newRow("renamed chain") << QByteArray("-E ALPHA BETA");
        QTest::newRow("flush") << QByteArray("-F ALPHA");
    }

    void generationFollowsEveryChange()
    {
        QFETCH(const QByteArray, line);
        for (const Backend backend : backends) {
            clear();
            Test::loadRules(backend, Family::Ipv4, counting);
            Core::Ruleset model = readModel(backend, Family::Ipv4);
            QCOMPARE(*Helper::readGeneration(backend, Family::Ipv4), model.generation);
            std::vector<std::string> arguments;
            for (const QByteArray &word : line.split(' ')) {
                arguments.push_back(word.toStdString());
            }
            Test::runTool(Test::toolName(backend, Family::Ipv4, ""), arguments);
            const auto reading = Helper::readCounters(backend, Family::Ipv4);
            QVERIFY(reading.has_value());
            QVERIFY(reading->generation != model.generation);
            QCOMPARE(readModel(backend, Family::Ipv4).generation, reading->generation);
            const auto taken = Core::takeCounters(model, *reading);
            QVERIFY(!taken.has_value());
            QVERIFY(taken.error().code == Core::ErrorCode::Stale);
        }
    }

    /// Same rules, loaded anew: the digest is over what they say, not over where they lie.
    void sameRulesHaveTheSameDigest()
    {
        clear();
        const std::string empty = *Helper::readGeneration(Backend::Legacy, Family::Ipv4);
        Test::loadRules(Backend::Legacy, Family::Ipv4, counting);
        const std::string first = *Helper::readGeneration(Backend::Legacy, Family::Ipv4);
        QVERIFY(first != empty);
        QCOMPARE(first.size(), std::string("legacy:").size() + 32);
        clear();
        QCOMPARE(*Helper::readGeneration(Backend::Legacy, Family::Ipv4), empty);
        Test::loadRules(Backend::Legacy, Family::Ipv4, counting);
        QCOMPARE(*Helper::readGeneration(Backend::Legacy, Family::Ipv4), first);
        Test::runTool("iptables-legacy", {"-t", "security", "-L"}); // makes an empty table
        QCOMPARE(*Helper::readGeneration(Backend::Legacy, Family::Ipv4), first);
    }

    void nativeChainsDoNotMatter()
    {
        clear();
        Test::loadRules(Backend::Nft, Family::Ipv4, counting);
        Test::runTool("nft", {"-f", "-"},
                      "table ip filter {\n chain mine {\n type filter hook input priority -5;\n"
                      " counter accept\n }\n}\n");
        Core::Ruleset model = readModel(Backend::Nft, Family::Ipv4);
        const auto reading = Helper::readCounters(Backend::Nft, Family::Ipv4);
        QVERIFY(reading.has_value());
        QVERIFY(Core::takeCounters(model, *reading).has_value());
    }

    void otherShapesAreRefused()
    {
        clear();
        Test::loadRules(Backend::Legacy, Family::Ipv4, counting);
        Core::Ruleset model = readModel(Backend::Legacy, Family::Ipv4);
        const Core::Ruleset before = model;
        auto reading = Helper::readCounters(Backend::Legacy, Family::Ipv4);
        QVERIFY(reading.has_value());
        reading->chains.back().rules.emplace_back();
        const auto taken = Core::takeCounters(model, *reading);
        QVERIFY(!taken.has_value());
        QVERIFY(taken.error().code == Core::ErrorCode::Conflict);
        QVERIFY(model == before);
    }
};

QTEST_GUILESS_MAIN(TestCounters)
#include "tst_counters.moc"
