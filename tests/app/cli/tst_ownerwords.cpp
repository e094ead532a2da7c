// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/ownerwords.h"
#include "core/text/saveparser.h"

#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

class TestOwnerWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOwnerHasWords()
    {
        QStringList seen;
        for (const Core::Owner owner : Core::allOwners) {
            const QString name = ownerName(owner);
            QVERIFY(!name.isEmpty() && !seen.contains(name));
            seen += name;
            for (const Core::WipedBy wipedBy :
                 {Core::WipedBy::Restart, Core::WipedBy::OwnerReload, Core::WipedBy::OwnerRestart,
                  Core::WipedBy::OwnerAnyTime}) {
                QVERIFY(!wipedBySentence({owner, wipedBy, false, {}}).isEmpty());
            }
        }
        QVERIFY(foreignRuleWarning({}).isEmpty());
        QVERIFY(foreignRuleWarning(
                    {Core::Owner::Docker, Core::WipedBy::OwnerRestart, true, "DOCKER-USER"})
                    .contains(QLatin1String("DOCKER-USER")));
    }

    void commands_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *rule, const QStringList &expected) {
            QTest::newRow(rule) << QString::fromLatin1(rule) << expected;
        };
        row("-A ufw-user-input -p tcp -m tcp --dport 8080 -j ACCEPT",
            {QStringLiteral("ufw allow proto tcp from any to any port 8080")});
        row("-A ufw-user-input -s 192.0.2.0/24 -p udp -m udp --dport 100:200 -j DROP",
            {QStringLiteral("ufw deny proto udp from 192.0.2.0/24 to any port 100:200")});
        row("-A ufw-user-forward -i eth1 -o eth0 -j ACCEPT",
            {QStringLiteral("ufw route allow in on eth1 out on eth0 from any to any")});
        row("-A ufw-user-output -d 192.0.2.1/32 -j REJECT",
            {QStringLiteral("ufw reject out from any to 192.0.2.1")});
        row("-A ufw-user-input -p tcp -m recent --set -j ACCEPT", {});
        row("-A IN_public_allow -p tcp -m tcp --dport 8080 -j ACCEPT",
            {QStringLiteral("firewall-cmd --add-port=8080/tcp"),
             QStringLiteral("firewall-cmd --permanent --add-port=8080/tcp")});
        const QString rich = QStringLiteral(
            "--add-rich-rule='rule family=\"ipv4\" source address=\"192.0.2.1\" drop'");
        row("-A IN_public_deny -s 192.0.2.1/32 -j DROP",
            {QStringLiteral("firewall-cmd ") + rich,
             QStringLiteral("firewall-cmd --permanent ") + rich});
        row("-A DOCKER -s 203.0.113.9/32 -o docker0 -j DROP",
            {QStringLiteral("iptables -I DOCKER-USER -s 203.0.113.9/32 -o docker0 -j DROP")});
        row("-A f2b-sshd -s 203.0.113.9/32 -j REJECT",
            {QStringLiteral("fail2ban-client set sshd unbanip 203.0.113.9")});
        row("-A KUBE-FIREWALL -j DROP", {});
        row("-A mine -p tcp -m tcp --dport 22 -j ACCEPT", {});
    }

    void commands()
    {
        QFETCH(QString, rule);
        QFETCH(QStringList, expected);
        const auto parsed = Core::parseRule(rule.toStdString(), Core::Family::Ipv4);
        QVERIFY(parsed.has_value());
        const std::string chain = rule.section(QLatin1Char(' '), 1, 1).toStdString();
        QCOMPARE(ownerCommands(Core::ownerOfChainNamed(chain), Core::Family::Ipv4, chain, *parsed),
                 expected);
    }
};

QTEST_APPLESS_MAIN(TestOwnerWords)
#include "tst_ownerwords.moc"
