// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/qtext.h"
#include "app/models/ruleform.h"
#include "core/change/changetext.h"
#include "core/text/saveparser.h"

#include <QFile>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

Core::Table filterTable()
{
    const auto ruleset =
        Core::parseSave("*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                        ":services - [0:0]\nCOMMIT\n",
                        Core::Backend::Nft, Core::Family::Ipv4);
    return ruleset->tables.front();
}

RuleForm formFor(const char *chain = "INPUT", Core::Family family = Core::Family::Ipv4,
                 const char *tableName = "filter")
{
    static const Core::Table table = filterTable();
    return RuleForm({Core::Backend::Nft, family, tableName, chain}, &table);
}

} // namespace

class TestRuleForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsShowWhatTheTextSays()
    {
        auto form = formFor();
        form.setText(QStringLiteral(
            "! -s 10.0.0.0/8 -d 192.0.2.7 -i eth0 -p tcp -m tcp --sport 1000:2000 --dport ssh "
            "-m conntrack --ctstate NEW,RELATED -m limit --limit 5/min --limit-burst 3 "
            "-m mark --mark 0x1/0xff -m comment --comment \"the office\" "
            "-j REJECT --reject-with tcp-reset"));
        QVERIFY(!form.problem());
        const auto &fields = form.fields();
        QCOMPARE(fields.source.text, QStringLiteral("10.0.0.0/8"));
        QVERIFY(fields.source.except);
        QCOMPARE(fields.destination.text, QStringLiteral("192.0.2.7"));
        QCOMPARE(fields.inInterface.text, QStringLiteral("eth0"));
        QCOMPARE(fields.protocol.text, QStringLiteral("tcp"));
        QCOMPARE(fields.sourcePorts.text, QStringLiteral("1000:2000"));
        QCOMPARE(fields.destinationPorts.text, QStringLiteral("22"));
        QVERIFY(fields.states == (std::set{Core::FlowState::New, Core::FlowState::Related}));
        QCOMPARE(fields.limit, QStringLiteral("5/min"));
        QCOMPARE(fields.limitBurst, QStringLiteral("3"));
        QCOMPARE(fields.mark, QStringLiteral("0x1/0xff"));
        QCOMPARE(fields.comment, QStringLiteral("the office"));
        QVERIFY(fields.action == RuleAction::Refuse);
        QCOMPARE(fields.refuseWith, QStringLiteral("tcp-reset"));
        QVERIFY(form.others().isEmpty());
    }

    void textFollowsTheFields_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("after");
        const auto row = [](const char *name, const char *before, const char *field,
                            const char *value, const char *after) {
            QTest::newRow(name) << before << field << value << after;
        };
        row("a port that changes", "-p tcp -m tcp --dport 22 -j ACCEPT", "dport", "80",
            "-p tcp -m tcp --dport 80 -j ACCEPT");
        row("one port becomes several", "-p tcp -m tcp --dport 22 -j ACCEPT", "dport", "80, https",
            "-p tcp -m multiport --dports 80,443 -j ACCEPT");
        row("several become a range", "-p tcp -m multiport --dports 80,443 -j ACCEPT", "dport",
            "1:10", "-p tcp -m tcp --dport 1:10 -j ACCEPT");
        row("flags stay when the port changes",
            "-p tcp -m tcp --dport 22 --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT", "dport", "23",
            "-p tcp -m tcp --dport 23 --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT");
        row("ports follow the protocol", "-p tcp -m tcp --dport 53 -j ACCEPT", "protocol", "udp",
            "-p udp -m udp --dport 53 -j ACCEPT");
        row("what no field shows stays in its place",
            "-p tcp -m recent --set --name x --mask 255.255.255.255 --rsource -m tcp --dport 22 "
            "-j ACCEPT",
            "comment", "door",
            "-p tcp -m recent --set --name x --mask 255.255.255.255 --rsource -m tcp --dport 22 "
            "-m comment --comment door -j ACCEPT");
        row("a condition that goes", "-s 10.0.0.1/32 -p tcp -j ACCEPT", "source", "",
            "-p tcp -j ACCEPT");
        row("options of the target that no field shows", "-j LOG --log-prefix a --log-level 7",
            "prefix", "b", "-j LOG --log-prefix b --log-level 7");
        row("ping", "-p icmp -j ACCEPT", "icmp", "echo-request",
            "-p icmp -m icmp --icmp-type 8 -j ACCEPT");
        row("no injection through a field", "-p tcp -j DROP", "comment", "x\" -j ACCEPT",
            "-p tcp -m comment --comment \"x\\\" -j ACCEPT\" -j DROP");
    }

    void textFollowsTheFields()
    {
        QFETCH(QString, before);
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, after);
        auto form = formFor();
        form.setText(before);
        QVERIFY2(!form.problem(), qPrintable(form.problem() ? form.problem()->detail : QString()));
        auto fields = form.fields();
        const QHash<QString, QString *> byName = {
            {QStringLiteral("dport"), &fields.destinationPorts.text},
            {QStringLiteral("protocol"), &fields.protocol.text},
            {QStringLiteral("comment"), &fields.comment},
            {QStringLiteral("source"), &fields.source.text},
            {QStringLiteral("prefix"), &fields.logPrefix},
            {QStringLiteral("icmp"), &fields.icmpType},
        };
        *byName.value(field) = value;
        form.setFields(fields);
        QVERIFY2(!form.problem(), qPrintable(form.problem() ? form.problem()->detail : QString()));
        QCOMPARE(qtext(form.body()), after);
        // Back again, and nothing but the text of the rule has become the usual one.
        auto again = formFor();
        again.setText(before);
        const auto untouched = again.fields();
        again.setFields(untouched);
        QVERIFY(Core::isSameRule(stdtext(before), again.body(), Core::Family::Ipv4));
    }

    /// Each rule line that the parser's table holds passes through the fields unharmed.
    void fieldsLoseNothing()
    {
        int walked = 0;
        for (const auto &[file, family] : {std::pair("rules-ipv4.t", Core::Family::Ipv4),
                                           std::pair("rules-ipv6.t", Core::Family::Ipv6)}) {
            QFile table(QStringLiteral(PORTLIGHT_TEST_DATA "/") + QLatin1String(file));
            QVERIFY(table.open(QIODevice::ReadOnly | QIODevice::Text));
            while (!table.atEnd()) {
                const auto line =
                    QString::fromUtf8(table.readLine()).section(QLatin1Char(';'), 0, 0);
                const auto body = stdtext(line.trimmed());
                if (body.empty() || body.front() == '#'
                    || !Core::parseRuleBody("FORWARD", body, family)) {
                    continue;
                }
                RuleForm form({Core::Backend::Nft, family, "filter", "FORWARD"}, nullptr);
                form.setText(qtext(body));
                QVERIFY2(form.fieldsFollow(), qPrintable(line));
                const auto fields = form.fields();
                form.setFields(fields);
                QVERIFY2(Core::isSameRule(body, stdtext(form.text()), family),
                         qPrintable(line + QStringLiteral(" became ") + form.text()));
                auto commented = fields;
                commented.comment = QStringLiteral("touched");
                form.setFields(commented);
                for (const auto &other : form.others()) {
                    QVERIFY2(form.text().contains(other), qPrintable(line));
                }
                ++walked;
            }
        }
        QVERIFY(walked > 60);
    }

    void problemsNameFieldAndPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("marked");
        const auto row = [](const char *name, const char *text, RuleField field,
                            const char *marked) {
            QTest::newRow(name) << text << int(field) << marked;
        };
        row("port", "-p tcp -m tcp --dport 22x -j ACCEPT", RuleField::DestinationPorts, "22x");
        row("address", "-s 10.0.0.300 -j ACCEPT", RuleField::Source, "10.0.0.300");
        row("other IP version", "-d 2001:db8::1 -j ACCEPT", RuleField::Destination, "2001:db8::1");
        row("option", "-p tcp --nonsense 3 -j ACCEPT", RuleField::Text, "--nonsense");
        row("way out of what comes in", "-o eth0 -j ACCEPT", RuleField::OutInterface, "eth0");
        row("list that is not there", "-p tcp -j nowhere", RuleField::TargetChain, "nowhere");
        row("reset without TCP", "-p udp -j REJECT --reject-with tcp-reset", RuleField::RefuseKind,
            "tcp-reset");
        row("behind umlauts", "-m comment --comment \"T\u00fcr \u00fcber\" -s 1.2.3 -j ACCEPT",
            RuleField::Source, "1.2.3");
    }

    void problemsNameFieldAndPlace()
    {
        QFETCH(QString, text);
        QFETCH(int, field);
        QFETCH(QString, marked);
        auto form = formFor();
        form.setText(text);
        QVERIFY(form.problem());
        QVERIFY(form.rule() == nullptr);
        QCOMPARE(int(form.problem()->field), field);
        QCOMPARE(form.text().mid(form.problem()->position, form.problem()->length), marked);
        QVERIFY(!form.problem()->sentence().isEmpty());
        QVERIFY(form.body().empty());
    }

    void missingValuesAreAskedFor()
    {
        auto form = formFor();
        RuleFields fields;
        fields.destinationPorts.text = QStringLiteral("22");
        form.setFields(fields);
        QVERIFY(form.problem());
        QVERIFY(form.problem()->field == RuleField::DestinationPorts);
        QVERIFY(form.problem()->flaw == RuleFlaw::NeedsProtocolWithPorts);
        fields.protocol.text = QStringLiteral("tcp");
        fields.action = RuleAction::Continue;
        form.setFields(fields);
        QVERIFY(form.problem()->field == RuleField::TargetChain);
        QVERIFY(form.problem()->flaw == RuleFlaw::Missing);
        fields.targetChain = QStringLiteral("services");
        form.setFields(fields);
        QVERIFY(!form.problem());
        QCOMPARE(form.body(), std::string("-p tcp -m tcp --dport 22 -j services"));
        fields.limit = QStringLiteral("often");
        form.setFields(fields);
        QVERIFY(form.problem()->field == RuleField::Limit);
    }

    void textThatCannotBeReadLeavesTheFieldsAlone()
    {
        auto form = formFor();
        form.setText(QStringLiteral("-p tcp -m tcp --dport 22 -j ACCEPT"));
        form.setText(QStringLiteral("-p tcp -m tcp --dport  -j ACCEPT"));
        QVERIFY(!form.fieldsFollow());
        QCOMPARE(form.fields().destinationPorts.text, QStringLiteral("22"));
        form.setText(QStringLiteral("-p tcp -m tcp --dport 23 -j ACCEPT"));
        QVERIFY(form.fieldsFollow());
        QCOMPARE(form.fields().destinationPorts.text, QStringLiteral("23"));
    }

    void actionsFitTheChain()
    {
        const auto has = [](const RuleForm &form, RuleAction action) {
            const auto all = form.actions();
            return std::find(all.begin(), all.end(), action) != all.end();
        };
        QVERIFY(has(formFor("INPUT"), RuleAction::Refuse));
        QVERIFY(!has(formFor("INPUT"), RuleAction::SendOn));
        QVERIFY(!has(formFor("INPUT", Core::Family::Ipv4, "mangle"), RuleAction::Refuse));
        QVERIFY(has(formFor("PREROUTING", Core::Family::Ipv4, "nat"), RuleAction::SendOn));
        QVERIFY(!has(formFor("PREROUTING", Core::Family::Ipv4, "nat"), RuleAction::Share));
        QVERIFY(!has(formFor("POSTROUTING", Core::Family::Ipv4, "nat"), RuleAction::Drop));
    }

    void natAddresses_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isIpv6");
        QTest::addColumn<bool>("good");
        QTest::newRow("address") << "192.0.2.7" << false << true;
        QTest::newRow("with port") << "192.0.2.7:8080" << false << true;
        QTest::newRow("port only") << ":8080" << false << true;
        QTest::newRow("range") << "192.0.2.7-192.0.2.9:1-9" << false << true;
        QTest::newRow("name") << "server" << false << false;
        QTest::newRow("IPv6 with port") << "[2001:db8::1]:80" << true << true;
        QTest::newRow("IPv6") << "2001:db8::1" << true << true;
        QTest::newRow("IPv4 for IPv6") << "192.0.2.7" << true << false;
        QTest::newRow("port too large") << "192.0.2.7:70000" << false << false;
    }

    void natAddresses()
    {
        QFETCH(QString, address);
        QFETCH(bool, isIpv6);
        QFETCH(bool, good);
        auto form = formFor("PREROUTING", isIpv6 ? Core::Family::Ipv6 : Core::Family::Ipv4, "nat");
        RuleFields fields;
        fields.protocol.text = QStringLiteral("tcp");
        fields.action = RuleAction::SendOn;
        fields.natTo = address;
        form.setFields(fields);
        QCOMPARE(!form.problem(), good);
    }

    void everyFlawHasASentence()
    {
        for (const auto field : allRuleFields) {
            QVERIFY(!ruleFieldName(field).isEmpty());
            QVERIFY(!ruleFlawText(field, RuleFlaw::NotUnderstood).isEmpty());
            QVERIFY(!ruleFlawText(field, RuleFlaw::Missing).isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestRuleForm)
#include "tst_ruleform.moc"
