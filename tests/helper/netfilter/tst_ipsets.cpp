// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "core/text/saveparser.h"
#include "helper/netfilter/ipsets.h"

#include <QFile>
#include <QtTest>

#include <algorithm>

using namespace Portlight;

/// Members of sets as the ipset program prints them.
class TestIpSets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFile::exists(QStringLiteral("/sys/module/ip_set"))) {
            QSKIP("the kernel has no ip_set loaded");
        }
    }

    void asIpsetPrints_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArrayList>("members");
        const auto row = [](const char *type, const QByteArrayList &members) {
            QTest::newRow(type) << QByteArray(type) << members;
        };
        row("hash:ip", {"192.0.2.1", "192.0.2.2"});
        row("hash:ip family inet6 comment", {"2001:db8::1 comment \"two words\""});
        row("hash:net", {"10.0.0.0/8", "192.0.2.7"});
        row("hash:net,port", {"10.0.0.0/24,tcp:80", "10.0.1.0/24,udp:53"});
        row("hash:ip,port,net", {"192.0.2.1,tcp:22,10.0.0.0/8"});
        row("bitmap:port range 0-100", {"22", "80"});
    }

    void asIpsetPrints()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArrayList, members);
        std::string commands = "create s " + type.toStdString() + '\n';
        for (const QByteArray &member : members) {
            commands += "add s " + member.toStdString() + '\n';
        }
        Test::runTool("ipset", {"restore"}, commands);
        const auto sets = Helper::readSets({"s", "not-there"});
        Test::runTool("ipset", {"destroy", "s"});
        QVERIFY2(sets.has_value(), sets ? "" : sets.error().detail.c_str());
        QCOMPARE(sets->size(), std::size_t(1));
        QCOMPARE(sets->front().type, type.split(' ').constFirst().toStdString());
        QCOMPARE(sets->front().count, std::uint64_t(members.size()));
        std::vector<std::string> wanted;
        for (const QByteArray &member : members) {
            wanted.push_back(member.toStdString());
        }
        std::vector<std::string> got = sets->front().members;
        std::sort(wanted.begin(), wanted.end());
        std::sort(got.begin(), got.end());
        QCOMPARE(got, wanted);
    }

    void largeSetsAreCut()
    {
        std::string commands = "create s hash:ip\n";
        constexpr int count = 3000;
        for (int i = 0; i < count; ++i) {
            commands +=
                "add s 10.0." + std::to_string(i / 250) + '.' + std::to_string(i % 250) + '\n';
        }
        Test::runTool("ipset", {"restore"}, commands);
        const auto sets = Helper::readSets({"s"});
        Test::runTool("ipset", {"destroy", "s"});
        QVERIFY(sets && sets->size() == 1);
        QCOMPARE(sets->front().count, std::uint64_t(count));
        QCOMPARE(sets->front().members.size(), Core::maxSetMembers);
        QVERIFY(!Core::ipSetOf(sets->front()));
    }

    void forTheEngine_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<bool>("known");
        const auto row = [](const char *type, const char *member, bool known) {
            QTest::addRow("%s %s", type, member) << QByteArray(type) << QByteArray(member) << known;
        };
        row("hash:ip family inet6 netmask 64", "2001:db8::", true);
        row("hash:net,iface", "10.0.0.0/8,eth0", true);
        row("hash:net,iface", "10.0.0.0/8,physdev:eth0", false);
        row("bitmap:ip range 10.0.0.0/16", "10.0.0.7", true);
    }

    void forTheEngine()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, member);
        QFETCH(bool, known);
        Test::runTool("ipset", {"restore"},
                      "create s " + type.toStdString() + "\nadd s " + member.toStdString() + '\n');
        const auto sets = Helper::readSets({"s"}, Core::mostSetMembers);
        Test::runTool("ipset", {"destroy", "s"});
        QVERIFY(sets && sets->size() == 1);
        const auto set = Core::ipSetOf(sets->front());
        QCOMPARE(set.has_value(), known);
        if (set) {
            QCOMPARE(set->members.size(), std::size_t(1));
            QVERIFY((set->family == Core::Family::Ipv6) == type.contains("inet6"));
            QCOMPARE(set->prefixLength, type.contains("netmask") ? 64U : 0U);
        }
    }

    void namesInRules()
    {
        const auto rule =
            Core::parseRule("-A INPUT -m set --match-set a src -m set ! --match-set b "
                            "dst,dst -j SET --add-set a src",
                            Core::Family::Ipv4);
        QVERIFY(rule.has_value());
        QCOMPARE(Core::setsOf(*rule), (std::vector<std::string>{"a", "b"}));
    }
};

QTEST_GUILESS_MAIN(TestIpSets)
#include "tst_ipsets.moc"
