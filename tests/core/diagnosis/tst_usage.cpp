// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/usage.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace Portlight::Core;

Q_DECLARE_METATYPE(Portlight::Core::ConntrackUsage)
Q_DECLARE_METATYPE(Portlight::Core::PlanInput)

class TestUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void state_data();
    void state();
    void percentNeverDividesByNothing();
    void forecast_data();
    void forecast();
    void plan();
    void planAtTheEdges();
    void presetsArePlausible();
};

void TestUsage::state_data()
{
    QTest::addColumn<ConntrackUsage>("usage");
    QTest::addColumn<bool>("loss");
    QTest::addColumn<int>("previous");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const ConntrackUsage &usage, bool loss, int previous,
                        const char *expected) {
        QTest::newRow(name) << usage << loss << previous << QString::fromUtf8(expected);
    };
    constexpr int none = -1;
    constexpr int filling = static_cast<int>(UsageState::FillingUp);
    constexpr int full = static_cast<int>(UsageState::Full);
    const auto used = [](std::uint64_t count) {
        return ConntrackUsage{count, 1000, 1000};
    };
    row("not loaded", {}, false, none, "not-in-use");
    row("not loaded, whatever was lost", {}, true, none, "not-in-use");
    row("0 used may mean not tracking", used(0), false, none, "not-tracking");
    row("limit 0 is unlimited", {5, 0, 1000}, false, none, "unlimited");
    row("7 %", used(70), false, none, "room-to-spare");
    row("just below 75 %", used(749), false, none, "room-to-spare");
    row("75 %", used(750), false, none, "filling-up");
    row("just below 95 %", used(949), false, none, "filling-up");
    row("95 %", used(950), false, none, "full");
    row("above the limit: it was lowered", used(2000), false, none, "full");
    row("loss in an almost empty table", used(10), true, none, "full");
    row("stays filling up at 73 %", used(730), false, filling, "filling-up");
    row("leaves filling up below 73 %", used(729), false, filling, "room-to-spare");
    row("stays full at 93 %", used(930), false, full, "full");
    row("leaves full below 93 %", used(929), false, full, "filling-up");
    row("from full to 74 %: the lower limit's margin counts, too", used(740), false, full,
        "filling-up");
    row("loss is over", used(10), false, full, "room-to-spare");
}

void TestUsage::state()
{
    QFETCH(ConntrackUsage, usage);
    QFETCH(bool, loss);
    QFETCH(int, previous);
    QFETCH(QString, expected);
    const std::optional<UsageState> before =
        previous < 0 ? std::nullopt : std::optional(static_cast<UsageState>(previous));
    QCOMPARE(QString::fromStdString(std::string(toString(usageState(usage, loss, before)))),
             expected);
}

void TestUsage::percentNeverDividesByNothing()
{
    QVERIFY(!usedPercent({}).has_value());
    QVERIFY(!usedPercent({5, 0, 0}).has_value());
    QCOMPARE(usedPercent({250, 1000, 0}).value(), 25.0);
    QCOMPARE(usedPercent({5000, 1000, 0}).value(), 100.0);
}

void TestUsage::forecast_data()
{
    QTest::addColumn<QList<double>>("seconds");
    QTest::addColumn<QList<int>>("counts");
    QTest::addColumn<int>("max"); // negative: not known
    QTest::addColumn<int>("trend");
    QTest::addColumn<double>("toFull"); // negative: none
    constexpr int steady = static_cast<int>(Trend::Steady);
    constexpr int rising = static_cast<int>(Trend::Rising);
    constexpr int falling = static_cast<int>(Trend::Falling);
    constexpr int unknown = static_cast<int>(Trend::Unknown);
    QTest::newRow("nothing") << QList<double>{} << QList<int>{} << 1000 << unknown << -1.0;
    QTest::newRow("two samples") << QList<double>{0, 9} << QList<int>{1, 9} << 1000 << unknown
                                 << -1.0;
    QTest::newRow("too close") << QList<double>{0, 1, 1.9} << QList<int>{1, 2, 3} << 1000 << unknown
                               << -1.0;
    QTest::newRow("all at one time")
        << QList<double>{4, 4, 4} << QList<int>{1, 2, 3} << 1000 << unknown << -1.0;
    QTest::newRow("a clock that is no number")
        << QList<double>{0, std::numeric_limits<double>::quiet_NaN(), 4} << QList<int>{1, 2, 3}
        << 1000 << unknown << -1.0;
    QTest::newRow("steady") << QList<double>{0, 1, 2} << QList<int>{500, 500, 500} << 1000 << steady
                            << -1.0;
    QTest::newRow("below a thousandth a minute")
        << QList<double>{0, 60, 120} << QList<int>{5000, 5090, 5180} << 100000 << steady << -1.0;
    QTest::newRow("rising 10 a second")
        << QList<double>{0, 1, 2} << QList<int>{100, 110, 120} << 1000 << rising << 88.0;
    QTest::newRow("falling") << QList<double>{0, 1, 2} << QList<int>{120, 110, 100} << 1000
                             << falling << -1.0;
    QTest::newRow("rising without a limit")
        << QList<double>{0, 1, 2} << QList<int>{100, 110, 120} << 0 << rising << -1.0;
    QTest::newRow("limit not known")
        << QList<double>{0, 1, 2} << QList<int>{100, 110, 120} << -1 << rising << -1.0;
    QTest::newRow("rising above the limit")
        << QList<double>{0, 1, 2} << QList<int>{990, 1000, 1010} << 1000 << rising << 0.0;
}

void TestUsage::forecast()
{
    QFETCH(QList<double>, seconds);
    QFETCH(QList<int>, counts);
    QFETCH(int, max);
    QFETCH(int, trend);
    QFETCH(double, toFull);
    std::vector<UsageSample> samples;
    for (qsizetype index = 0; index < seconds.size(); ++index) {
        samples.push_back({seconds[index], static_cast<std::uint64_t>(counts[index])});
    }
    const Forecast result = Portlight::Core::forecast(
        samples, max < 0 ? std::nullopt : std::optional<std::uint64_t>(max));
    QCOMPARE(static_cast<int>(result.trend), trend);
    QCOMPARE(result.secondsToFull.has_value(), toFull >= 0);
    if (toFull >= 0) {
        QVERIFY(std::abs(*result.secondsToFull - toFull) < 0.001);
    }
}

void TestUsage::plan()
{
    // FACTS: 1000 short connections a second that stay 120 s are 120,000 entries.
    PlanInput input;
    input.newPerSecond = 1000;
    input.secondsEach = 120;
    input.longLived = 900;
    input.reservePercent = 25;
    input.max = 262144;
    input.buckets = 65536;
    input.bytesPerEntry = 256;
    input.memoryBytes = 1024ULL * 1024 * 1024;
    const Plan result = Portlight::Core::plan(input);
    QCOMPARE(result.entries, std::uint64_t(120900));
    QVERIFY(std::abs(result.usedPercent.value() - 46.1197) < 0.001);
    QVERIFY(!result.secondsToFull.has_value());
    QCOMPARE(result.recommendedMax, std::uint64_t(196608)); // 161,200 up to 3 x 65,536
    QCOMPARE(result.recommendedBuckets, std::uint64_t(196608));
    QVERIFY(std::abs(result.chainLength - 3.6896) < 0.001);
    QCOMPARE(result.bytesWhenFull, std::uint64_t(262144 * 256 + 65536 * 8));
    QVERIFY(std::abs(result.memoryPercent.value() - 6.2988) < 0.001);

    input.max = 65536;
    // 64,636 places are left for 1000 a second.
    QVERIFY(std::abs(Portlight::Core::plan(input).secondsToFull.value() - 64.636) < 0.001);
}

void TestUsage::planAtTheEdges()
{
    const Plan empty = Portlight::Core::plan({});
    QCOMPARE(empty.entries, std::uint64_t(0));
    QVERIFY(!empty.usedPercent && !empty.secondsToFull && !empty.memoryPercent);
    QCOMPARE(empty.chainLength, 0.0);
    QCOMPARE(empty.recommendedMax, std::uint64_t(65536));

    PlanInput wild;
    wild.newPerSecond = std::numeric_limits<double>::infinity();
    wild.secondsEach = -5;
    wild.reservePercent = 100; // would divide by nothing
    wild.longLived = 20'000'000;
    wild.max = 10;
    const Plan result = Portlight::Core::plan(wild);
    QCOMPARE(result.entries, std::uint64_t(16'000'000));
    QCOMPARE(result.secondsToFull.value(), 0.0);
    QVERIFY(result.recommendedMax >= 160'000'000);
}

void TestUsage::presetsArePlausible()
{
    QCOMPARE(planPresets().size(), std::size_t(5));
    for (const PlanPreset &preset : planPresets()) {
        QVERIFY(Portlight::Core::plan(preset.input).entries > 0);
    }
}

QTEST_APPLESS_MAIN(TestUsage)
#include "tst_usage.moc"
