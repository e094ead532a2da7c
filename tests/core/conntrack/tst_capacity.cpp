// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/capacity.h"
#include "core/conntrack/helperrules.h"
#include "core/conntrack/metrics.h"
#include "core/conntrack/settingcheck.h"
#include "core/packet/packet.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Portlight::Core;

namespace
{

ConntrackEntry entryOf(std::uint8_t protocol, std::uint32_t id = 1, std::uint16_t port = 80)
{
    ConntrackEntry entry;
    entry.original.protocol = protocol;
    entry.original.source = *IpAddress::parse("192.0.2.1");
    entry.original.destination = *IpAddress::parse("192.0.2.2");
    entry.original.destinationPort = port;
    entry.reply = inverse(entry.original);
    entry.id = id;
    return entry;
}

CapacityInput oneLoad(double rate, double seconds)
{
    CapacityInput input;
    input.loads = {{"udp", rate, seconds, ValueSource::Assumed, ValueSource::Assumed}};
    return input;
}

bool has(const CapacityPlan &plan, CapacityAdvice advice)
{
    return std::find(plan.advice.begin(), plan.advice.end(), advice) != plan.advice.end();
}

std::size_t kindOf(const char *name)
{
    return timeoutKindOfSetting(std::string("net.netfilter.nf_conntrack_") + name);
}

} // namespace

class TestCapacity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheKernelHolds();
    void badValues_data();
    void badValues();
    void timeToFull();
    void adviceHasReasons();
    void comparesWithKnownRules();
    void presetsAreComplete();
    void timeoutKinds();
    void agesTellWhatWouldBeFree();
    void meterCounts();
    void meterStaysBounded();
    void meterForgetsAfterAnOverrun();
    void readingsAreCompared();
    void lifetimesCutOffByTheEnd();
    void measuredPlan();
    void metrics();
    void doubtsAboutSettings_data();
    void doubtsAboutSettings();
    void helperRules();
};

void TestCapacity::whatTheKernelHolds()
{
    // 2,000 a second for 4 s are 8,000 at a time. With 100 thought entries of 60 s and 8,000 that
    // have 2 s left on average the collector comes every (6000 + 16000) / 8100 = 2.716 s.
    const CapacityPlan plan = planCapacity(oneLoad(2000, 4));
    QCOMPARE(plan.live, 8000.0);
    QVERIFY(std::abs(plan.collectSeconds - 22000.0 / 8100) < 0.001);
    QCOMPARE(plan.entries, std::uint64_t(std::ceil(8000 + 2000 * 22000.0 / 8100)));
    // Few entries: it comes once a minute.
    QVERIFY(planCapacity(oneLoad(0.1, 120)).collectSeconds > 59);
    CapacityInput both = oneLoad(100, 30);
    both.loads.push_back({"tcp", 10, 120, ValueSource::Assumed, ValueSource::Assumed});
    both.longLived = 500;
    const CapacityPlan sum = planCapacity(both);
    QCOMPARE(sum.live, 4200.0);
    QCOMPARE(sum.byKind.size(), std::size_t{2});
    const double parts = sum.byKind[0].second + sum.byKind[1].second + 500;
    QVERIFY(std::abs(parts - static_cast<double>(sum.entries)) <= 1);
}

void TestCapacity::badValues_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<double>("live");
    const double infinite = std::numeric_limits<double>::infinity();
    const double none = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("zero") << 0.0 << 0.0 << 0.0;
    QTest::newRow("negative rate") << -5.0 << 10.0 << 0.0;
    QTest::newRow("negative time") << 5.0 << -10.0 << 0.0;
    QTest::newRow("infinite") << infinite << 10.0 << 0.0;
    QTest::newRow("no number") << 5.0 << none << 0.0;
    QTest::newRow("beyond the most") << 1e300 << 1e300 << 1e6 * 432000;
}

void TestCapacity::badValues()
{
    QFETCH(const double, rate);
    QFETCH(const double, seconds);
    QFETCH(const double, live);
    CapacityInput input = oneLoad(rate, seconds);
    input.longLived = 0;
    input.reservePercent = rate < 0 ? -5 : 1e9;
    input.bytesPerEntry = 0;
    const CapacityPlan plan = planCapacity(input);
    QCOMPARE(plan.live, live);
    QVERIFY(plan.recommendedMax >= 65536);
    QVERIFY(plan.recommendedMax >= plan.entries);
    QVERIFY(!plan.usedPercent && !plan.secondsToFull && !plan.memoryPercent);
    QCOMPARE(plan.chainLength, 0.0); // no buckets: nothing to divide by
    QVERIFY(plan.recommendedBytes >= plan.recommendedMax * 256);
}

void TestCapacity::timeToFull()
{
    CapacityInput input = oneLoad(1000, 120);
    input.max = 60000;
    QCOMPARE(*planCapacity(input).secondsToFull, 60.0);
    input.longLived = 30000;
    QCOMPARE(*planCapacity(input).secondsToFull, 30.0);
    input.longLived = 60000;
    QCOMPARE(*planCapacity(input).secondsToFull, 0.0);
    input.longLived = 0;
    input.max = 1'000'000;
    QVERIFY(!planCapacity(input).secondsToFull.has_value());
    // A short kind stands still at 100 * (2 + collect) and the long one goes on.
    CapacityInput two = oneLoad(100, 2);
    two.loads.push_back({"tcp", 10, 432000, ValueSource::Assumed, ValueSource::Assumed});
    const double collect = planCapacity(two).collectSeconds;
    const double standing = 100 * (2 + collect);
    two.max = 100000;
    QVERIFY(std::abs(*planCapacity(two).secondsToFull - (100000 - standing) / 10) < 1);
}

void TestCapacity::adviceHasReasons()
{
    CapacityInput input = oneLoad(1, 10);
    input.max = 262144;
    input.buckets = 262144;
    input.memoryBytes = 24ULL << 30U;
    QVERIFY((planCapacity(input).advice == std::vector{CapacityAdvice::Enough}));
    input.loads[0].perSecond = 5000;
    input.loads[0].secondsEach = 120;
    QVERIFY(has(planCapacity(input), CapacityAdvice::RaiseMax));
    input.max = 4'000'000;
    QVERIFY(has(planCapacity(input), CapacityAdvice::RaiseBuckets));
    QVERIFY(!has(planCapacity(input), CapacityAdvice::RaiseMax));
    input.buckets = 2'000'000;
    QVERIFY(has(planCapacity(input), CapacityAdvice::MatchBuckets));
    QVERIFY(has(planCapacity(input), CapacityAdvice::TooMuchMemory));
    CapacityInput waiting = oneLoad(1, 432000);
    QVERIFY(has(planCapacity(waiting), CapacityAdvice::ShortenTimeout));
}

void TestCapacity::comparesWithKnownRules()
{
    QCOMPARE(kernelDefaultMax(24ULL << 30U), std::uint64_t{262144}); // seen on such a computer
    QCOMPARE(kernelDefaultMax(2ULL << 30U), std::uint64_t{65536});
    QCOMPARE(kernelDefaultMax(512ULL << 20U), std::uint64_t{4096});
    QCOMPARE(kernelDefaultMax(1), std::uint64_t{1024});
    QCOMPARE(perCoreMax(1), std::uint64_t{131072});
    QCOMPARE(perCoreMax(8), std::uint64_t{262144});
    QCOMPARE(perCoreMax(128), std::uint64_t{1048576});
}

void TestCapacity::presetsAreComplete()
{
    for (const char *name : {"desktop", "containers", "peer-to-peer", "hotspot", "load-test"}) {
        const auto preset = capacityPreset(name);
        QVERIFY2(preset.has_value(), name);
        QVERIFY(planCapacity(*preset).entries > 0);
    }
    QVERIFY(!capacityPreset("measured").has_value());
}

void TestCapacity::timeoutKinds()
{
    ConntrackEntry tcp = entryOf(ProtocolTcp);
    tcp.state = 3;
    QCOMPARE(timeoutKindOf(tcp), kindOf("tcp_timeout_established"));
    tcp.state = 7;
    QCOMPARE(timeoutKindOf(tcp), kindOf("tcp_timeout_time_wait"));
    tcp.state = 0;
    QCOMPARE(timeoutKindOf(tcp), noTimeoutKind);
    ConntrackEntry udp = entryOf(ProtocolUdp);
    QCOMPARE(timeoutKindOf(udp), kindOf("udp_timeout"));
    udp.status = FlowSeenReply | FlowAssured;
    QCOMPARE(timeoutKindOf(udp), kindOf("udp_timeout_stream"));
    udp.status |= FlowFixedTimeout;
    QCOMPARE(timeoutKindOf(udp), noTimeoutKind);
    QCOMPARE(timeoutKindOf(entryOf(ProtocolIcmpv6)), kindOf("icmpv6_timeout"));
    QCOMPARE(timeoutKindOf(entryOf(89)), kindOf("generic_timeout"));
    QCOMPARE(timeoutKindOf(entryOf(ProtocolSctp)), noTimeoutKind);
    QCOMPARE(timeoutKindOfSetting("net.netfilter.nf_conntrack_max"), noTimeoutKind);
}

void TestCapacity::agesTellWhatWouldBeFree()
{
    // Established ones whose last packet was 0, 100, 200, … seconds ago.
    const std::size_t established = kindOf("tcp_timeout_established");
    Timeouts now = usualTimeouts();
    TableCounter counter(now, 1);
    ConntrackEntry entry = entryOf(ProtocolTcp);
    entry.state = 3;
    for (std::uint32_t age = 0; age < 400000; age += 100) {
        entry.secondsLeft = 432000 - age;
        counter.add(entry);
    }
    const TableSummary summary = counter.summary(10);
    for (const std::uint32_t wanted : {600U, 3600U, 86400U, 300000U}) {
        Timeouts shorter = now;
        shorter[established] = wanted;
        const double truth = (400000.0 - wanted) / 100;
        const FreedByTimeouts freed = freedBy(summary.ages, now, shorter);
        QVERIFY2(std::abs(freed.entries - truth) <= truth * 0.02,
                 qPrintable(QString::number(freed.entries)));
        QCOMPARE(freed.byKind[established], freed.entries);
    }
    Timeouts longer = now;
    longer[established] = 1'000'000;
    QCOMPARE(freedBy(summary.ages, now, longer).entries, 0.0);
    AgeHistogram exact;
    for (const std::uint32_t age : {0U, 5U, 5U, 127U, 128U, 4'000'000'000U}) {
        exact.add(age);
    }
    QCOMPARE(exact.atLeast(0), 6.0);
    QCOMPARE(exact.atLeast(5), 5.0);
    QCOMPARE(exact.atLeast(6), 3.0);
    QCOMPARE(exact.atLeast(128), 2.0);
    QCOMPARE(exact.total(), std::uint64_t{6});
}

void TestCapacity::meterCounts()
{
    FlowMeter meter(42, 100);
    for (std::uint32_t id = 0; id < 60; ++id) {
        meter.began(entryOf(ProtocolTcp, id, id % 2 == 0 ? 80 : 443), 100 + id * 0.1);
    }
    for (std::uint32_t id = 0; id < 60; id += 2) {
        meter.ended(entryOf(ProtocolTcp, id, 80), 100 + id * 0.1 + 2);
    }
    meter.ended(entryOf(ProtocolUdp, 9999, 53), 101); // its beginning was before our time
    const FlowRates rates = meter.reading(110);
    QCOMPARE(rates.meter, std::uint64_t{42});
    QCOMPARE(rates.seconds, 10.0);
    QCOMPARE(rates.began(), std::uint64_t{60});
    QCOMPARE(rates.ended(), std::uint64_t{31});
    QVERIFY(!rates.isAtLeast());
    QCOMPARE(rates.flows.size(), std::size_t{3});
    const auto web = std::find_if(rates.flows.begin(), rates.flows.end(), [](const FlowRate &row) {
        return row.port == 80;
    });
    QCOMPARE(web->lifetimes, std::uint64_t{30});
    QVERIFY(std::abs(*web->meanLifetime() - 2) < 0.001);
    const auto protocols = rates.byProtocol();
    QCOMPARE(protocols.size(), std::size_t{2});
    QCOMPARE(protocols[0].began, std::uint64_t{60});
    QVERIFY(!protocols[1].meanLifetime().has_value());
}

void TestCapacity::meterStaysBounded()
{
    FlowMeter meter(1, 0);
    for (std::uint32_t id = 0; id < 300000; ++id) {
        meter.began(entryOf(ProtocolUdp, id, static_cast<std::uint16_t>(id)), id * 1e-4);
    }
    // All of them live for 40 s; only a sample was followed.
    for (std::uint32_t id = 0; id < 300000; ++id) {
        meter.ended(entryOf(ProtocolUdp, id, static_cast<std::uint16_t>(id)), id * 1e-4 + 40);
    }
    const FlowRates rates = meter.reading(80);
    QCOMPARE(rates.began(), std::uint64_t{300000});
    QCOMPARE(rates.ended(), std::uint64_t{300000});
    QVERIFY(rates.flows.size() <= FlowMeter::mostPorts + 1);
    const FlowRate all = rates.byProtocol().at(0);
    QVERIFY(all.lifetimes > 10000 && all.lifetimes <= FlowMeter::mostFollowed);
    QVERIFY(std::abs(*all.meanLifetime() - 40) < 0.01);
}

void TestCapacity::meterForgetsAfterAnOverrun()
{
    FlowMeter meter(1, 0);
    meter.began(entryOf(ProtocolTcp, 7), 1);
    meter.overrun();
    meter.ended(entryOf(ProtocolTcp, 7), 2); // perhaps of another flow with the same id
    const FlowRates rates = meter.reading(3);
    QVERIFY(rates.isAtLeast());
    QCOMPARE(rates.overruns, std::uint64_t{1});
    QCOMPARE(rates.flows.at(0).lifetimes, std::uint64_t{0});
}

void TestCapacity::readingsAreCompared()
{
    FlowMeter meter(5, 0);
    meter.began(entryOf(ProtocolTcp, 1), 1);
    const FlowRates first = meter.reading(10);
    meter.began(entryOf(ProtocolTcp, 2), 11);
    meter.began(entryOf(ProtocolUdp, 3, 53), 12);
    const FlowRates second = meter.reading(15);
    const FlowRates change = between(first, second);
    QCOMPARE(change.seconds, 5.0);
    QCOMPARE(change.began(), std::uint64_t{2});
    // Counters that went back belong to another meter.
    FlowMeter anew(6, 14);
    QCOMPARE(between(second, anew.reading(20)).seconds, 6.0);
    FlowRates back = first;
    back.seconds = 100;
    QCOMPARE(between(back, second).began(), second.began());
}

void TestCapacity::lifetimesCutOffByTheEnd()
{
    // Of flows that live 10 s each, one a tenth of a second, for 20 s: the last 100 have not ended.
    FlowMeter meter(1, 0);
    for (std::uint32_t id = 0; id < 200; ++id) {
        meter.began(entryOf(ProtocolTcp, id), id * 0.1);
    }
    for (std::uint32_t id = 0; id < 100; ++id) {
        meter.ended(entryOf(ProtocolTcp, id), id * 0.1 + 10);
    }
    const FlowRate row = meter.reading(20).flows.at(0);
    // (100 x 10 s + what 100 open ones have lived, 5 s on average) / 100 ends
    QVERIFY(std::abs(*row.meanLifetime() - 15) < 0.1);
    QVERIFY(!row.meanLifetime(101).has_value());
}

void TestCapacity::measuredPlan()
{
    FlowRates rates;
    rates.seconds = 10;
    FlowRate tcp{ProtocolTcp, std::uint16_t{80}, 1000, 900, 900, 900 * 20.0, 0};
    FlowRate udp{ProtocolUdp, std::uint16_t{53}, 500, 0, 0, 0, 0};
    rates.flows = {tcp, udp};
    TableSummary table;
    table.entries = 10000;
    auto &protocols = table.groups[static_cast<std::size_t>(GroupKey::Protocol)];
    protocols.groups = {{"tcp", 5000}, {"udp", 1500}};
    const CapacityInput input = measuredInput(rates, table, usualTimeouts());
    QCOMPARE(input.loads.size(), std::size_t{2});
    QCOMPARE(input.loads[0].perSecond, 100.0);
    QCOMPARE(input.loads[0].secondsEach, 20.0);
    QVERIFY(input.loads[0].lifetimeFrom == ValueSource::Measured);
    QCOMPARE(input.loads[1].secondsEach, 30.0); // 1,500 entries at 50 a second
    QVERIFY(input.loads[1].lifetimeFrom == ValueSource::Table);
    QCOMPARE(input.longLived, std::uint64_t{10000 - 2000 - 1500});
    QVERIFY(measuredInput({}, {}, usualTimeouts()).loads.empty());
}

void TestCapacity::metrics()
{
    ConntrackStatistics statistics;
    statistics.drop = 7;
    const std::string text = metricsText({100, 262144, 65536}, statistics, 256);
    QVERIFY(text.find("\nportlight_conntrack_entries 100\n") != std::string::npos);
    QVERIFY(text.find("\nportlight_conntrack_drop_total 7\n") != std::string::npos);
    QVERIFY(text.find("# TYPE portlight_conntrack_drop_total counter\n") != std::string::npos);
    QVERIFY(text.ends_with('\n'));
    // Each sample stands behind its HELP and TYPE, under a name that the format allows.
    const QRegularExpression sample(QStringLiteral("^[a-z_][a-z0-9_]* [0-9]+$"));
    const QStringList lines =
        QString::fromStdString(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size() % 3, 0);
    for (int i = 0; i < lines.size(); i += 3) {
        const QString name = lines.at(i + 2).section(QLatin1Char(' '), 0, 0);
        QVERIFY(lines.at(i).startsWith(QStringLiteral("# HELP %1 ").arg(name)));
        QVERIFY(lines.at(i + 1).startsWith(QStringLiteral("# TYPE %1 ").arg(name)));
        QVERIFY2(sample.match(lines.at(i + 2)).hasMatch(), qPrintable(lines.at(i + 2)));
    }
    QCOMPARE(QString::fromStdString(metricsText({}, statistics, {})).count(QLatin1Char('\n')), 3);
}

void TestCapacity::doubtsAboutSettings_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qulonglong>("value");
    QTest::addColumn<QString>("doubt");
    // In use: 1,000 of 4,096 places, 4,096 buckets; 1 GiB of memory, 384 bytes an entry.
    const auto row = [](const char *name, qulonglong value, const char *doubt) {
        QTest::addRow("%s %llu", name, value)
            << QStringLiteral("net.netfilter.nf_conntrack_%1").arg(QLatin1String(name)) << value
            << QString::fromLatin1(doubt);
    };
    row("max", 999, "below-use");
    row("max", 1, "below-use");
    row("max", 1000, "");
    row("max", 4096, "");
    row("max", 4 * 4096, "");
    row("max", 4 * 4096 + 1, "long-chains");
    row("max", 2'796'202, "long-chains"); // the last that fits
    row("max", 2'796'203, "beyond-memory");
    row("max", 0, "beyond-memory"); // no limit at all
    row("max", ~0ULL, "beyond-memory");
    row("buckets", 1024, "");
    row("buckets", 1023, "long-chains");
    row("buckets", 134'217'729, "beyond-memory");
    row("udp_timeout", 1, "");
}

void TestCapacity::doubtsAboutSettings()
{
    QFETCH(const QString, name);
    QFETCH(const qulonglong, value);
    QFETCH(const QString, doubt);
    const auto found =
        settingDoubt(name.toStdString(), value, {1000, 4096, 4096}, 384, 1ULL << 30U);
    QCOMPARE(found ? std::string(toString(*found)) : std::string(), doubt.toStdString());
    // Nothing known, nothing in doubt: and nothing is divided by it.
    QVERIFY(!settingDoubt(name.toStdString(), value, {}, 0, 0).has_value());
}

void TestCapacity::helperRules()
{
    const TrackingHelper *ftp = trackingHelper("ftp");
    QVERIFY(ftp != nullptr);
    QVERIFY(trackingHelper("gopher") == nullptr);
    const auto changes = assignHelper(*ftp, 2121, Backend::Nft, Family::Ipv6);
    QCOMPARE(changes.size(), std::size_t{2});
    QCOMPARE(command(changes[0], Backend::Nft),
             std::string(
                 "ip6tables -t raw -A PREROUTING -p tcp -m tcp --dport 2121 -j CT --helper ftp"));
    QVERIFY(command(changes[1], Backend::Nft).find("-A OUTPUT") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestCapacity)
#include "tst_capacity.moc"
