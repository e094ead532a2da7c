// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/openportsmodel.h"
#include "app/pages/openportsview.h"
#include "core/text/saveparser.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

std::shared_ptr<const Core::Ruleset> ruleset(const QString &lines, Core::Family family,
                                             const char *generation)
{
    const QString text = QStringLiteral("*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n"
                                        ":OUTPUT ACCEPT [0:0]\n%1COMMIT\n")
                             .arg(lines);
    auto parsed = Core::parseSave(text.toStdString(), Core::Backend::Nft, family);
    if (!parsed) {
        qFatal("%s", parsed.error().message.c_str());
    }
    parsed->generation = generation;
    return std::make_shared<const Core::Ruleset>(*std::move(parsed));
}

Core::Listener listener(std::uint16_t port, const char *address, const char *program)
{
    Core::Listener made;
    made.port = port;
    made.address = *Core::IpAddress::parse(address);
    made.program = program;
    made.ipv6Only = false;
    return made;
}

FirewallData data(const QString &ipv4, const QString &ipv6, const char *generation = "1")
{
    FirewallData made;
    Core::NetworkInterface lan;
    lan.name = "eth0";
    lan.up = true;
    lan.addresses = {*Core::IpNetwork::parse("192.0.2.7/24"),
                     *Core::IpNetwork::parse("2001:db8::7/64")};
    made.interfaces = {lan};
    made.rulesRead = true;
    made.listenersRead = true;
    made.rulesets = {ruleset(ipv4, Core::Family::Ipv4, generation),
                     ruleset(ipv6, Core::Family::Ipv6, generation)};
    made.listeners = {listener(22, "::", "sshd"), listener(80, "::", "nginx"),
                      listener(631, "127.0.0.1", "cupsd")};
    return made;
}

const QString ssh = QStringLiteral("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n");
const QString lan = QStringLiteral("-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 80 -j ACCEPT\n");

/// "22 TCP|sshd|From everyone"
QString row(const QAbstractItemModel &model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column) {
        cells << model.index(row, column).data().toString();
    }
    return cells.join(QLatin1Char('|'));
}

} // namespace

class TestOpenPorts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAndSentences()
    {
        const auto ports = openPortsOf(data(ssh + lan, ssh), {});
        QVERIFY(ports);
        OpenPortsModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPorts(*ports);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(row(model, 0), QStringLiteral("22 TCP|sshd|From everyone"));
        QCOMPARE(
            row(model, 1),
            QStringLiteral("80 TCP|nginx|IPv4: from 192.0.2.0/24; IPv6: blocked by the rules"));
        QCOMPARE(row(model, 2), QStringLiteral("631 TCP|cupsd|This computer only"));
        const QStringList icons{QStringLiteral("globe"), QStringLiteral("network"),
                                QStringLiteral("computer")};
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(model.index(i, OpenPortsModel::ReachColumn).data(IconNameRole).toString(),
                     icons[i]);
        }
        QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("TCP port 22 (SSH) is open: from everyone. sshd waits there."));
        const QPersistentModelIndex second(model.index(1, 0));
        auto others = *ports;
        others[1].program = QStringLiteral("apache2");
        model.setPorts(others);
        QVERIFY(second.isValid());
        QCOMPARE(row(model, 1).section(QLatin1Char('|'), 1, 1), QStringLiteral("apache2"));
    }

    void viewCalculatesAndAsks()
    {
        OpenPortsView view;
        auto *table = view.findChild<QTableView *>();
        view.setData(data(ssh, ssh));
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QSignalSpy rules(&view, &OpenPortsView::ruleRequested);
        QSignalSpy questions(&view, &OpenPortsView::questionRequested);
        const auto buttons = view.findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 2);
        QVERIFY(!buttons[0]->isEnabled() && !buttons[1]->isEnabled());
        table->setCurrentIndex(table->model()->index(0, 0));
        buttons[0]->click();
        buttons[1]->click();
        QCOMPARE(rules.size(), 1);
        QCOMPARE(rules[0][0].value<Core::Location>().number, 1U);
        QCOMPARE(questions.size(), 1);
        QVERIFY(questions[0][0].value<Core::Question>().port == std::optional<std::uint16_t>(22));
        // This one no rule decides about: there is only the question.
        table->setCurrentIndex(table->model()->index(2, 0));
        QVERIFY(!buttons[0]->isEnabled() && buttons[1]->isEnabled());
    }

    void newestWinsAndNothingIsCalculatedTwice()
    {
        OpenPortsView view;
        auto *table = view.findChild<QTableView *>();
        QSignalSpy resets(table->model(), &QAbstractItemModel::modelReset);
        view.setData(data(ssh, {}, "1"));
        view.setData(data(ssh, {}, "2"));
        view.setData(data({}, {}, "3"));
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->model()->index(0, OpenPortsModel::ReachColumn).data().toString(),
                 QStringLiteral("Blocked by the rules"));
        QCOMPARE(resets.size(), 1);
        // Equal generations: even other rules would not be looked at.
        view.setData(data(ssh, ssh, "3"));
        view.setData(data(ssh, ssh, "4"));
        QTRY_COMPARE(table->model()->index(0, OpenPortsModel::ReachColumn).data().toString(),
                     QStringLiteral("From everyone"));
        view.clear();
        QCOMPARE(table->model()->rowCount(), 0);
    }

    void goesAwayWhileItCalculates()
    {
        QString many;
        for (int i = 0; i < 20000; ++i) {
            many += QStringLiteral("-A INPUT -s 10.%1.%2.0/27 -p tcp -m tcp --dport %3 -j ACCEPT\n")
                        .arg(i % 250)
                        .arg(i / 250 * 3)
                        .arg(1000 + i * 17 % 9000);
        }
        const auto large = data(many, {});
        QElapsedTimer clock;
        {
            OpenPortsView view;
            view.setData(large);
            const auto *status = view.findChildren<QLabel *>().constFirst();
            QVERIFY(status != nullptr);
            clock.start();
        }
        // Far less than the calculation takes.
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    }
};

QTEST_MAIN(TestOpenPorts)
#include "tst_openports.moc"
