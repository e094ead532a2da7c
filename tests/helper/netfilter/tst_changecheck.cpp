// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/changecheck.h"

#include <QtTest>

using namespace Portlight;

class TestChangeCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *name, const QByteArray &rule, bool good) {
            QTest::newRow(name) << rule << good;
        };
        row("everyday", "-p tcp -m tcp --dport 22 -j ACCEPT", true);
        row("negated", "! -s 10.0.0.0/8 -j DROP", true);
        row("quoted comment", "-m comment --comment \"two words\" -j ACCEPT", true);
        row("recent --set", "-m recent --set --name x --mask 255.255.255.255 --rsource", true);
        row("line break", "-j ACCEPT\n-F", false);
        row("carriage return", "-j ACCEPT\r", false);
        row("zero byte", QByteArray("-j ACCEPT\0x", 11), false);
        row("program to run", "-j ACCEPT --modprobe /tmp/x", false);
        row("with =", "-j ACCEPT --modprobe=/tmp/x", false);
        row("behind what looks like free text",
            "-m string --algo --string --modprobe=/tmp/x -j ACCEPT", false);
        row("in free text", "-m string --algo bm --string --modprobe=/tmp/x -j ACCEPT", true);
        row("comment that looks like an option", "-m comment --comment -j -j DROP", true);
        row("shortened", "-j ACCEPT --modp=/tmp/x", false);
        row("short form", "-j ACCEPT -M /tmp/x", false);
        row("in a bunch", "-fM/tmp/x -j ACCEPT", false);
        row("another table", "-t nat -j ACCEPT", false);
        row("another command", "-j ACCEPT -F", false);
        row("path as match", "-m ../../tmp/x -j ACCEPT", false);
        row("path as target", "-j ../../tmp/x", false);
        row("open quote", "-m comment --comment \"x", false);
        row("too long", QByteArray("-m comment --comment ") + QByteArray(4096, 'x'), false);
    }

    void rules()
    {
        QFETCH(QByteArray, rule);
        QFETCH(bool, good);
        const Core::ChainPlace place{Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"};
        QCOMPARE(Helper::checkChange(Core::AppendRule{place, rule.toStdString()}).has_value(),
                 good);
    }

    void places_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("chain");
        QTest::addColumn<bool>("good");
        QTest::newRow("user chain") << QByteArray("nat") << QByteArray("DOCKER-USER") << true;
        QTest::newRow("no such table") << QByteArray("filters") << QByteArray("INPUT") << false;
        QTest::newRow("blank") << QByteArray("filter") << QByteArray("A B") << false;
        QTest::newRow("line break") << QByteArray("filter") << QByteArray("A\n-F") << false;
        QTest::newRow("option") << QByteArray("filter") << QByteArray("-F") << false;
        QTest::newRow("29 characters") << QByteArray("filter") << QByteArray(29, 'x') << false;
    }

    void places()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, chain);
        QFETCH(bool, good);
        const Core::ChainPlace place{Core::Backend::Legacy, Core::Family::Ipv6, table.toStdString(),
                                     chain.toStdString()};
        QCOMPARE(Helper::checkChange(Core::FlushChain{place}).has_value(), good);
        // As the new name of a chain, too.
        const Core::ChainPlace web{Core::Backend::Legacy, Core::Family::Ipv6, "filter", "web"};
        QCOMPARE(Helper::checkChange(Core::RenameChain{web, chain.toStdString()}).has_value(),
                 good || table == "filters");
    }

    void movesAndSwitches()
    {
        const Core::ChainPlace input{Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"};
        const std::string drop = "-j DROP";
        QVERIFY(Helper::checkChange(Core::MoveRule{input, 2, drop, 1, {}, {}}));
        QVERIFY(!Helper::checkChange(Core::MoveRule{input, 0, drop, 1, {}, {}}));
        QVERIFY(!Helper::checkChange(Core::MoveRule{input, 2, drop, 0, {}, {}}));
        QVERIFY(!Helper::checkChange(Core::MoveRule{input, 2, "-j DROP\n-F", 1, {}, {}}));
        QVERIFY(Helper::checkChange(Core::SwitchRule{input, 2, drop, false}));
        QVERIFY(!Helper::checkChange(Core::SwitchRule{input, 0, drop, false}));
        QVERIFY(!Helper::checkChange(Core::SwitchRule{input, 2, "--modprobe=/bin/sh", false}));
        QVERIFY(Helper::checkChange(Core::ZeroCounters{input, 0}));
        // Counters are given back by an undo, never by a request.
        QVERIFY(!Helper::checkChange(Core::AddCounters{input, 1, drop, {5, 5}}));
    }
};

QTEST_GUILESS_MAIN(TestChangeCheck)
#include "tst_changecheck.moc"
