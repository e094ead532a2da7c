// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"

#include <QFile>
#include <QTest>

using namespace Portlight::Core;

class TestRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void table_data();
    void table();
    void errorPositions_data();
    void errorPositions();
    void typedParts();
    void opaqueParts();
    void targets();
    void wrongInterfaceForChain();
    void oneLineOnly();
};

void TestRules::table_data()
{
    QTest::addColumn<bool>("ipv6");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("canonical");
    QTest::addColumn<bool>("good");
    for (const bool ipv6 : {false, true}) {
        const QString name = ipv6 ? QStringLiteral("rules-ipv6.t") : QStringLiteral("rules-ipv4.t");
        QFile file(QStringLiteral(PORTLIGHT_TEST_DATA "/") + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        int number = 0;
        while (!file.atEnd()) {
            ++number;
            const QString line = QString::fromUtf8(file.readLine()).remove(QLatin1Char('\n'));
            if (line.startsWith(QLatin1Char('#'))) {
                continue;
            }
            const QStringList columns = line.split(QLatin1Char(';'));
            QVERIFY2(columns.size() == 3, qPrintable(line));
            const QString input = columns[0].trimmed();
            QString canonical = columns[1].trimmed();
            if (canonical == QLatin1String("=")) {
                canonical = input;
            } else if (canonical == QLatin1String("-")) {
                canonical.clear();
            }
            const QString row =
                QStringLiteral("%1:%2 %3").arg(name, QString::number(number), input);
            QTest::newRow(qPrintable(row))
                << ipv6 << input << canonical << (columns[2].trimmed() == QLatin1String("OK"));
        }
    }
}

void TestRules::table()
{
    QFETCH(bool, ipv6);
    QFETCH(QString, input);
    QFETCH(QString, canonical);
    QFETCH(bool, good);
    const Family family = ipv6 ? Family::Ipv6 : Family::Ipv4;
    const std::string text = "-A FORWARD " + input.toStdString();
    const auto rule = parseRule(text, family);
    if (!good) {
        QVERIFY2(!rule, "accepted");
        QVERIFY(rule.error().code == ErrorCode::ParseFailed);
        QVERIFY(!rule.error().message.empty());
        QCOMPARE(rule.error().position.line, 1U);
        QVERIFY(rule.error().position.column >= 1);
        QVERIFY(rule.error().position.column <= text.size() + 1);
        return;
    }
    QVERIFY2(rule, rule ? "" : rule.error().message.c_str());
    QCOMPARE(rule->text, text);
    const std::string printed = canonicalRuleText("FORWARD", *rule);
    const QString expected = QStringLiteral("-A FORWARD")
        + (canonical.isEmpty() ? QString() : QLatin1Char(' ') + canonical);
    QCOMPARE(QString::fromStdString(printed), expected);
    // Canonical text reads back as itself, with the same parts unless one is not printed.
    const auto again = parseRule(printed, family);
    QVERIFY(again);
    QCOMPARE(canonicalRuleText("FORWARD", *again), printed);
    QVERIFY(again->target == rule->target);
}

void TestRules::errorPositions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<unsigned>("column");
    QTest::newRow("value of an option") << "-A INPUT -p tcp --dport 70000" << 25U;
    QTest::newRow("unknown option") << "-A INPUT --nonsense" << 10U;
    QTest::newRow("missing value: at the option") << "-A INPUT -s" << 10U;
    QTest::newRow("open quote") << "-A INPUT -m comment --comment \"x" << 31U;
    QTest::newRow("chain name") << "-A -j" << 4U;
    QTest::newRow("not a rule") << "INPUT -j DROP" << 1U;
}

void TestRules::errorPositions()
{
    QFETCH(QString, text);
    const auto rule = parseRule(text.toStdString(), Family::Ipv4);
    QVERIFY(!rule);
    QTEST(rule.error().position.column, "column");
}

void TestRules::typedParts()
{
    const auto rule = parseRule("-A INPUT -p tcp --dport 8000:8080 -s 192.0.2.0/24 ! -i lo -m "
                                "conntrack --ctstate NEW -j ACCEPT",
                                Family::Ipv4);
    QVERIFY(rule);
    QCOMPARE(rule->matches.size(), std::size_t{5});
    QCOMPARE(std::get<AddressMatch>(rule->matches[0]).network.toString(),
             std::string("192.0.2.0/24"));
    QVERIFY(std::get<InterfaceMatch>(rule->matches[1]).inverted);
    QCOMPARE(static_cast<int>(std::get<ProtocolMatch>(rule->matches[2]).protocol), 6);
    const auto &ports = std::get<TransportMatch>(rule->matches[3]);
    QVERIFY(ports.destinationPorts == (PortRange{8000, 8080}));
    QVERIFY(!ports.sourcePorts);
    QVERIFY(std::get<StateMatch>(rule->matches[4]).states == std::vector{FlowState::New});
    QCOMPARE(rule->target.kind, Target::Kind::Accept);
    QVERIFY(!hasOpaquePart(*rule));
}

void TestRules::opaqueParts()
{
    const auto rule = parseRule(
        "-A INPUT -p tcp -m  limit  --limit 5/min ! --limit-burst 3 -m tcp --dport 5 -j DROP",
        Family::Ipv4);
    QVERIFY(rule);
    const auto &opaque = std::get<OpaqueMatch>(rule->matches[1]);
    QCOMPARE(opaque.name, std::string("limit"));
    QCOMPARE(opaque.text, std::string("-m  limit  --limit 5/min ! --limit-burst 3"));
    QVERIFY(hasOpaquePart(*rule));
    QCOMPARE(matchText(rule->matches[0]), std::string("-p tcp"));
    QCOMPARE(targetText(rule->target), std::string("-j DROP"));
}

void TestRules::targets()
{
    const auto kind = [](const char *text) {
        const auto rule = parseRule(std::string("-A X ") + text, Family::Ipv4);
        return rule ? rule->target.kind : Target::Kind::Opaque;
    };
    QCOMPARE(kind(""), Target::Kind::None);
    QCOMPARE(kind("-j MASQUERADE"), Target::Kind::SourceNat);
    QCOMPARE(kind("-j REDIRECT --to-ports 81"), Target::Kind::DestinationNat);
    QCOMPARE(kind("-j NFQUEUE --queue-num 0"), Target::Kind::Queue);
    QCOMPARE(kind("-j NOTRACK"), Target::Kind::Notrack);
    QCOMPARE(kind("-j TCPMSS --clamp-mss-to-pmtu"), Target::Kind::Change);
    QCOMPARE(kind("-j anything"), Target::Kind::Jump);
    QCOMPARE(kind("-g anything"), Target::Kind::Goto);
    QCOMPARE(kind("-j NEWTARGET --with option"), Target::Kind::Opaque);

    const auto log =
        parseRule("-A X -j LOG --log-prefix \"a \\\"b\\\" \" --log-level 7", Family::Ipv4);
    QVERIFY(log);
    QCOMPARE(targetOption(log->target, "--log-prefix"), std::optional<std::string>("a \"b\" "));
    QCOMPARE(targetOption(log->target, "log-level"), std::optional<std::string>("7"));
    QVERIFY(!targetOption(log->target, "log"));
}

void TestRules::wrongInterfaceForChain()
{
    QVERIFY(!parseRule("-A INPUT -o eth0 -j DROP", Family::Ipv4));
    QVERIFY(!parseRule("-A OUTPUT -i eth0 -j DROP", Family::Ipv4));
    QVERIFY(parseRule("-A own -i eth0 -o eth1 -j DROP", Family::Ipv4));
}

void TestRules::oneLineOnly()
{
    QVERIFY(!parseRule("-A INPUT -j DROP\n-A INPUT -j ACCEPT", Family::Ipv4));
    QVERIFY(!parseRule(std::string_view("-A INPUT\0 -j DROP", 17), Family::Ipv4));
    const auto rule = parseRule("-A INPUT " + std::string(maxSaveLineBytes, 'x'), Family::Ipv4);
    QVERIFY(!rule);
    QVERIFY(rule.error().code == ErrorCode::LimitExceeded);
}

QTEST_APPLESS_MAIN(TestRules)
#include "tst_rules.moc"
