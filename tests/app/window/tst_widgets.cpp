// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/localusage.h"
#include "app/pages/planner.h"
#include "app/widgets/gauge.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/widgets/trendchart.h"
#include "app/widgets/trialbar.h"

#include <QAccessible>
#include <QDir>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

double luminance(const QColor &colour)
{
    const auto linear = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

} // namespace

class TestWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gaugeLooksDifferentInEachState()
    {
        const auto picture = [](std::uint64_t count, Core::UsageState state) {
            Gauge gauge;
            gauge.resize(320, gauge.sizeHint().height());
            gauge.setUsage({count, 1000, 1000}, state, QStringLiteral("Word"),
                           QStringLiteral("Sentence"));
            // Greys: the states must differ without colour.
            return gauge.grab().toImage().convertToFormat(QImage::Format_Grayscale8);
        };
        const auto ok = picture(800, Core::UsageState::RoomToSpare);
        const auto warn = picture(800, Core::UsageState::FillingUp);
        const auto full = picture(800, Core::UsageState::Full);
        QVERIFY(ok != warn);
        QVERIFY(warn != full);
        QVERIFY(ok != full);
    }

    void gaugeIsAProgressBarForScreenReaders()
    {
        Gauge gauge;
        gauge.setUsage({180, 1000, 1000}, Core::UsageState::RoomToSpare,
                       QStringLiteral("Room to spare"), QStringLiteral("180 of 1000"));
        auto *interface = QAccessible::queryAccessibleInterface(&gauge);
        QVERIFY(interface != nullptr);
        QCOMPARE(interface->role(), QAccessible::ProgressBar);
        QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("Connection table"));
        QCOMPARE(interface->text(QAccessible::Description), QStringLiteral("180 of 1000"));
        QVERIFY(interface->valueInterface() != nullptr);
        QCOMPARE(interface->valueInterface()->currentValue().toInt(), 18);
        QCOMPARE(interface->valueInterface()->maximumValue().toInt(), 100);
    }

    void gaugeWithoutReadingHasNoNumber()
    {
        Gauge gauge;
        QCOMPARE(gauge.percent(), -1);
        gauge.setUsage({5, 0, 1000}, Core::UsageState::Unlimited, QStringLiteral("Unlimited"), {});
        QCOMPARE(gauge.percent(), -1);
        gauge.resize(10, 10);
        QVERIFY(!gauge.grab().isNull());
    }

    void stateColoursKeepTheirContrast_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void stateColoursKeepTheirContrast()
    {
        QFETCH(bool, dark);
        const QPalette palette = dark ? darkPalette() : lightPalette();
        QCOMPARE(isDark(palette), dark);
        for (const auto tone : {Tone::Good, Tone::Warning, Tone::Bad}) {
            QVERIFY(contrast(toneColour(tone, palette), palette.color(QPalette::Window)) >= 3.0);
        }
        QVERIFY(contrast(secondaryText(palette), palette.color(QPalette::Window)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::Text), palette.color(QPalette::Base)) >= 7.0);
    }

    void everyIconCanBeDrawn()
    {
        const QDir folder(QStringLiteral(":/icons/actions"));
        const auto files = folder.entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() > 30);
        for (const auto &file : files) {
            const QString name = file.chopped(4);
            QVERIFY2(!icon(name).isNull(), qPrintable(name));
            QVERIFY2(!icon(name).pixmap(24).toImage().isNull(), qPrintable(name));
        }
    }

    void messageShowsDetailsOnlyOnRequest()
    {
        QWidget window;
        MessageBar bar(&window);
        window.show();
        QVERIFY(bar.isHidden());
        bar.showMessage(MessageBar::Kind::Error, QStringLiteral("It failed."),
                        QStringLiteral("errno 13"));
        QVERIFY(bar.isVisible());
        QVERIFY(!bar.text().contains(QLatin1String("errno")));
        bool done = false;
        bar.setAction(QStringLiteral("Try Again"), [&done] {
            done = true;
        });
        for (auto *button : bar.findChildren<QPushButton *>()) {
            if (button->isVisible()) {
                button->click();
            }
        }
        QVERIFY(done);
        bar.showMessage(MessageBar::Kind::Warning, QStringLiteral("Something else."));
        for (auto *button : bar.findChildren<QPushButton *>()) {
            QVERIFY2(!button->isVisible(), "the old message's button stays");
        }
        bar.clear();
        QVERIFY(bar.isHidden());
    }

    void trialBarAsksOnce()
    {
        TrialBar bar;
        bar.start(QStringLiteral("Allow TCP 8080"), 74);
        QCOMPARE(bar.secondsLeft(), 74U);
        QSignalSpy keep(&bar, &TrialBar::keepRequested);
        auto *button = bar.findChildren<QPushButton *>().constFirst();
        button->click();
        bar.setBusy(true);
        button->click();
        QCOMPARE(keep.count(), 1);
        QTRY_VERIFY(bar.secondsLeft() < 74U);
    }

    void chartHasATwinInWords()
    {
        TrendChart chart;
        chart.resize(400, 260);
        chart.setSamples({{0, 10}, {1, 20}, {2, 30}}, 1000, {Core::Trend::Rising, 10, 97});
        auto *table = chart.findChild<QTableWidget *>();
        QVERIFY(table != nullptr);
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->item(0, 1)->text(), QStringLiteral("30"));
        chart.findChild<QPushButton *>()->click();
        QVERIFY(chart.showsTable());
    }

    void plannerRecalculatesAtOnce()
    {
        Planner planner;
        planner.setMemory(std::uint64_t{8} << 30);
        const auto before = planner.result();
        const QString sentenceBefore = planner.sentence();
        auto boxes = planner.findChildren<QSpinBox *>();
        QVERIFY(boxes.size() >= 6);
        QSpinBox *rate = nullptr;
        for (auto *box : boxes) {
            if (box->maximum() == 1'000'000) {
                rate = box;
            }
        }
        QVERIFY(rate != nullptr);
        rate->setValue(20'000);
        QVERIFY(planner.result().entries > before.entries);
        QVERIFY(planner.sentence() != sentenceBefore);
        const auto expected = Core::plan(planner.input());
        QVERIFY(planner.result() == expected);
        for (auto *button : planner.findChildren<QPushButton *>()) {
            if (button->text().contains(QLatin1String("This Size"))) {
                button->click();
            }
        }
        QCOMPARE(planner.input().max, std::min<std::uint64_t>(expected.recommendedMax, 16'777'216));
        QVERIFY(planner.commands().contains(QString::number(planner.input().max)));
    }

    void usageIsReadWithoutPermission()
    {
        QTemporaryDir folder;
        const auto write = [&folder](const char *name, const QByteArray &text) {
            QFile file(folder.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        QVERIFY(!readLocalUsage(folder.path()).count);
        write("nf_conntrack_count", "18204\n");
        write("nf_conntrack_max", "262144\n");
        write("nf_conntrack_buckets", "nonsense\n");
        const auto usage = readLocalUsage(folder.path());
        QCOMPARE(*usage.count, 18204U);
        QCOMPARE(*usage.max, 262144U);
        QVERIFY(!usage.buckets);
    }
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
