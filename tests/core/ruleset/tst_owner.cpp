// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/ruleset/owner.h"
#include "core/text/saveparser.h"

#include <QTest>

#include <set>

using namespace Portlight::Core;

namespace
{

/// Owner, what wipes it, dynamic, chain for people, as one line that fails readably.
QString said(const Ownership &ownership)
{
    const auto text = [](std::string_view part) {
        return QString::fromUtf8(part.data(), static_cast<int>(part.size()));
    };
    return text(toString(ownership.owner)) + QLatin1Char(' ') + text(toString(ownership.wipedBy))
        + (ownership.dynamic ? QStringLiteral(" dynamic") : QString())
        + (ownership.userChain.empty() ? QString() : QLatin1Char(' ') + text(ownership.userChain));
}

} // namespace

class TestOwner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names();
    void chains_data();
    void chains();
    void rules_data();
    void rules();
    void nativeTables_data();
    void nativeTables();
};

void TestOwner::names()
{
    std::set<std::string_view> seen;
    for (const Owner owner : allOwners) {
        QVERIFY(seen.insert(toString(owner)).second);
        QCOMPARE(parseOwner(toString(owner)), std::optional(owner));
    }
    QVERIFY(!parseOwner("somebody"));
}

void TestOwner::chains_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("chain");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *table, const char *chain, const char *expected) {
        QTest::newRow(chain) << QString::fromLatin1(table) << QString::fromLatin1(chain)
                             << QString::fromLatin1(expected);
    };
    row("filter", "INPUT", "hand restart");
    row("filter", "SSHLimit", "hand restart");
    row("filter", "IN_THE_HOUSE", "hand restart");
    row("filter", "tsunami", "hand restart");
    row("filter", "MY-DOCKER", "hand restart");
    row("filter", "DOCKER", "docker owner-restart dynamic DOCKER-USER");
    row("filter", "DOCKER-ISOLATION-STAGE-1", "docker owner-restart dynamic DOCKER-USER");
    row("filter", "DOCKER-USER", "docker owner-restart dynamic DOCKER-USER");
    row("nat", "DOCKER_OUTPUT", "docker owner-restart dynamic DOCKER-USER");
    row("filter", "ufw-before-input", "ufw owner-reload ufw-user-input");
    row("filter", "ufw6-after-logging-forward", "ufw owner-reload ufw6-user-forward");
    row("filter", "ufw-user-limit", "ufw owner-reload");
    row("filter", "f2b-sshd", "fail2ban owner-restart dynamic");
    row("filter", "LIBVIRT_FWI", "libvirt owner-restart dynamic");
    row("filter", "FI-vnet0", "libvirt owner-restart dynamic");
    row("nat", "KUBE-SVC-ERIFXISQEP7F7OF4", "kubernetes owner-any-time dynamic");
    row("filter", "cali-INPUT", "kubernetes owner-any-time dynamic");
    row("filter", "ts-input", "tailscale owner-any-time dynamic");
    row("nat", "NETAVARK-HOSTPORT-DNAT", "podman owner-any-time dynamic");
    row("nat", "CNI-a8bf3c2e9d0f", "podman owner-any-time dynamic CNI-ADMIN");
    row("filter", "IN_public", "firewalld owner-reload dynamic");
    row("filter", "IN_office_allow", "firewalld owner-reload dynamic");
    row("filter", "FORWARD_OUT_ZONES", "firewalld owner-reload dynamic");
}

void TestOwner::chains()
{
    QFETCH(QString, table);
    QFETCH(QString, chain);
    QFETCH(QString, expected);
    Table where;
    where.name = table.toStdString();
    Chain what;
    what.name = chain.toStdString();
    QCOMPARE(said(ownerOfChain(where, what)), expected);
}

void TestOwner::rules_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *table, const char *rule, const char *expected) {
        QTest::newRow(rule) << QString::fromLatin1(table) << QString::fromLatin1(rule)
                            << QString::fromLatin1(expected);
    };
    const char *const hand = "hand restart";
    const char *const docker = "docker owner-restart dynamic DOCKER-USER";
    row("filter", "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT", hand);
    row("filter", "-A INPUT -j SSHLimit", hand);
    row("filter", "-A INPUT -i docker0 -p tcp -m tcp --dport 5432 -j ACCEPT", hand);
    row("filter", "-A FORWARD -i docker0 -o eth0 -j ACCEPT", hand);
    row("filter", "-A FORWARD -s 172.17.0.0/16 -i docker0 ! -o docker0 -j ACCEPT", hand);
    row("filter", "-A FORWARD -i br-lan -o br-lan -j ACCEPT", hand);
    row("filter", "-A FORWARD -j DOCKER-USER", docker);
    row("filter", "-A FORWARD -i docker0 ! -o docker0 -j ACCEPT", docker);
    row("filter", "-A FORWARD -i br-b74b417b331f -o br-b74b417b331f -j ACCEPT", docker);
    row("filter", "-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
        docker);
    row("nat", "-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE", docker);
    row("nat", "-A POSTROUTING -s 172.17.0.0/16 -o eth0 -j MASQUERADE", hand);
    row("nat",
        "-A POSTROUTING -s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE",
        docker);
    row("raw", "-A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP", docker);
    row("filter", "-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -j ACCEPT", docker);
    // In the chain that Docker keeps for people only the last rule is Docker's.
    row("filter", "-A DOCKER-USER -s 203.0.113.9/32 -j DROP", hand);
    row("filter", "-A DOCKER-USER -j RETURN", docker);
    row("filter", "-A DOCKER-USER -j f2b-web", "fail2ban owner-restart dynamic");
    row("filter", "-A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT",
        "ufw owner-reload ufw-user-input");
    row("filter", "-A INPUT -j ufw-before-input", "ufw owner-reload ufw-user-input");
    row("filter", "-A SSHLimit -j f2b-sshd", "fail2ban owner-restart dynamic");
    row("filter", "-A SSHLimit -j DOCKER", hand);
    row("nat", "-A PREROUTING -m comment --comment \"kubernetes service portals\" -j KUBE-SERVICES",
        "kubernetes owner-any-time dynamic");
    row("nat", "-A POSTROUTING -m comment --comment \"flanneld masq\" -j FLANNEL-POSTRTG",
        "kubernetes owner-any-time dynamic");
    row("filter",
        "-A INPUT -i lxdbr0 -p udp -m udp --dport 67 -m comment --comment \"generated for LXD "
        "network lxdbr0\" -j ACCEPT",
        "lxd owner-restart dynamic");
    row("filter", "-A INPUT -m comment --comment \"portlight: off\" -j DROP", "portlight restart");
    // Ours in a chain of theirs goes with their chain.
    row("filter", "-A ufw-user-input -m comment --comment \"portlight: off\" -j DROP",
        "portlight owner-reload ufw-user-input");
}

void TestOwner::rules()
{
    QFETCH(QString, table);
    QFETCH(QString, rule);
    QFETCH(QString, expected);
    const auto parsed = parseRule(rule.toStdString(), Family::Ipv4);
    QVERIFY(parsed.has_value());
    Table where;
    where.name = table.toStdString();
    Chain chain;
    chain.name = rule.section(QLatin1Char(' '), 1, 1).toStdString();
    QCOMPARE(said(ownerOfRule(where, chain, *parsed)), expected);
}

void TestOwner::nativeTables_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *table, const char *expected) {
        QTest::newRow(table) << QString::fromLatin1(table) << QString::fromLatin1(expected);
    };
    row("inet firewalld", "firewalld owner-reload dynamic");
    row("ip docker-bridges", "docker owner-restart dynamic");
    row("inet netavark", "podman owner-any-time dynamic");
    row("ip6 libvirt_network", "libvirt owner-restart dynamic");
    row("inet f2b-table", "fail2ban owner-restart dynamic");
    row("ip kube-proxy", "kubernetes owner-any-time dynamic");
    row("bridge lxd", "lxd owner-restart dynamic");
    row("inet filter", "hand restart");
    row("ip filter", "hand restart");
    row("arp lxd", "hand restart");
    row("inet mine", "hand restart");
}

void TestOwner::nativeTables()
{
    QFETCH(QString, table);
    QFETCH(QString, expected);
    const QStringList parts = table.split(QLatin1Char(' '));
    QCOMPARE(said(ownerOfNativeTable(parts[0].toStdString(), parts[1].toStdString())), expected);
}

QTEST_APPLESS_MAIN(TestOwner)
#include "tst_owner.moc"
