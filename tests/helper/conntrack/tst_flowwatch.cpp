// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packet.h"
#include "entrymaker.h"
#include "helper/conntrack/conntrackreader.h"
#include "helper/conntrack/flowwatch.h"
#include "helper/conntrack/table.h"

#include <QProcess>
#include <QtTest>

using namespace Portlight;
using namespace Portlight::Core;

namespace
{

constexpr unsigned flows = 2000;

std::vector<ConntrackEntry> entriesHere()
{
    std::vector<ConntrackEntry> entries;
    static_cast<void>(Helper::forEachEntry([&entries](const ConntrackEntry &entry) {
        entries.push_back(entry);
        return true;
    }));
    return entries;
}

void flush()
{
    QProcess::execute(QStringLiteral("conntrack"), {QStringLiteral("-F")});
}

} // namespace

/// New and ended flows as the kernel's events tell them.
class TestFlowWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void countsBeginningsAndEnds();
    void saysWhenEventsWereLost();
    void beginsAnewAfterAPause();
    void saysWhenEventsAreOff();
};

void TestFlowWatch::initTestCase()
{
    if (!Helper::isTracking()) {
        QSKIP("this kernel has no connection tracking");
    }
}

void TestFlowWatch::cleanup()
{
    flush();
}

void TestFlowWatch::countsBeginningsAndEnds()
{
    Helper::FlowWatch watch;
    const auto first = watch.read();
    QVERIFY2(first.has_value(), first ? "" : first.error().detail.c_str());
    QCOMPARE(first->began(), std::uint64_t{0});
    Test::EntryMaker maker;
    std::map<std::uint8_t, std::uint64_t> made;
    for (unsigned number = 0; number < flows; ++number) {
        const ConntrackEntry entry = Test::mixedEntry(number);
        QVERIFY2(maker.make(entry), maker.error().c_str());
        ++made[entry.original.protocol];
    }
    QTRY_COMPARE(watch.read()->began(), std::uint64_t{flows});
    for (const FlowRate &row : watch.read()->byProtocol()) {
        QCOMPARE(row.began, made.at(row.protocol));
        QCOMPARE(row.ended, std::uint64_t{0});
    }
    auto entries = entriesHere();
    QCOMPARE(entries.size(), std::size_t{flows});
    entries.resize(flows / 2);
    QVERIFY(Helper::endEntries(entries).has_value());
    QTRY_COMPARE(watch.read()->ended(), std::uint64_t{flows / 2});
    const FlowRates rates = *watch.read();
    QCOMPARE(rates.meter, first->meter);
    QVERIFY(!rates.isAtLeast());
    std::uint64_t lifetimes = 0;
    for (const FlowRate &row : rates.flows) {
        lifetimes += row.lifetimes;
        QVERIFY(row.lifetimeSeconds <= static_cast<double>(row.lifetimes) * rates.seconds);
        QVERIFY(row.began > row.ended || row.openSeconds == 0);
    }
    QCOMPARE(lifetimes, std::uint64_t{flows / 2});
}

void TestFlowWatch::saysWhenEventsWereLost()
{
    // One request ends all entries: more events at once than the buffer takes.
    Helper::FlowWatch::Options options;
    options.bufferBytes = 4096;
    Helper::FlowWatch watch(options);
    QVERIFY(watch.read().has_value());
    Test::EntryMaker maker;
    for (unsigned number = 0; number < 10000; ++number) {
        QVERIFY2(maker.make(Test::mixedEntry(number)), maker.error().c_str());
    }
    flush();
    QTRY_VERIFY(watch.read()->isAtLeast());
    QVERIFY(watch.read()->ended() <= 10000);
    // It goes on counting.
    const auto before = *watch.read();
    QVERIFY(maker.make(Test::mixedEntry(1)));
    QTRY_VERIFY(between(before, *watch.read()).began() >= 1);
}

void TestFlowWatch::beginsAnewAfterAPause()
{
    Helper::FlowWatch::Options options;
    options.patience = std::chrono::milliseconds(1);
    Helper::FlowWatch watch(options);
    const auto first = watch.read();
    QVERIFY(first.has_value());
    QTRY_VERIFY(watch.read()->meter != first->meter);
}

void TestFlowWatch::saysWhenEventsAreOff()
{
    const auto set = [](const char *value) {
        QFile setting(QStringLiteral("/proc/sys/net/netfilter/nf_conntrack_events"));
        return setting.open(QIODevice::WriteOnly) && setting.write(value) > 0;
    };
    QVERIFY(set("0"));
    Helper::FlowWatch watch;
    const auto rates = watch.read();
    QVERIFY(set("2")); // of this network only
    QVERIFY(!rates.has_value());
    QVERIFY(rates.error().code == ErrorCode::Unsupported);
    QVERIFY(watch.read().has_value());
}

QTEST_GUILESS_MAIN(TestFlowWatch)
#include "tst_flowwatch.moc"
