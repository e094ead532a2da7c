// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/lockout.h"
#include "core/text/saveparser.h"

#include <QtTest>

using namespace Portlight::Core;
using Part = LockOut::Part;

namespace
{

Ruleset rules(const std::string &input, const std::string &output = {},
              const std::string &policy = "ACCEPT")
{
    auto ruleset = parseSave("*filter\n:INPUT " + policy
                                 + " [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n" + input
                                 + output + "COMMIT\n",
                             Backend::Nft, Family::Ipv4);
    return ruleset.value_or(Ruleset{});
}

/// A login from 10.9.0.1, and a mail connection to 198.51.100.25.
std::vector<Session> sessions()
{
    Session ssh;
    ssh.local = *IpAddress::parse("10.9.0.2");
    ssh.localPort = 22;
    ssh.remote = *IpAddress::parse("10.9.0.1");
    ssh.remotePort = 40000;
    ssh.interface = "eth0";
    ssh.program = "sshd";
    Session mail;
    mail.local = *IpAddress::parse("10.9.0.2");
    mail.localPort = 50000;
    mail.remote = *IpAddress::parse("198.51.100.25");
    mail.remotePort = 993;
    mail.interface = "eth0";
    mail.program = "thunderbird";
    mail.uid = 1000;
    return {ssh, mail};
}

std::vector<Listener> listeners()
{
    Listener ssh;
    ssh.address = IpAddress::any(Family::Ipv4);
    ssh.port = 22;
    return {ssh};
}

QStringList cutBy(const Ruleset &before, const Ruleset &after,
                  std::vector<Session> all = sessions())
{
    QStringList result;
    const char *parts[] = {"received", "sent", "from there", "from here"};
    for (const LockOut &cut :
         lockOuts({before}, {after}, all, listeners(), {*IpAddress::parse("10.9.0.2")})) {
        const QString by = cut.deciding ? QStringLiteral("%1 %2")
                                              .arg(QString::fromStdString(cut.deciding->chain))
                                              .arg(cut.deciding->number)
                                        : QStringLiteral("?");
        result += QStringLiteral("%1 %2 %3%4")
                      .arg(cut.session.localPort)
                      .arg(QString::fromLatin1(parts[int(cut.part)]), by,
                           cut.certain ? QString() : QStringLiteral(" perhaps"));
    }
    return result;
}

const std::string establishedFirst =
    "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n";

} // namespace

class TestLockOut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsCut_data();
    void whatIsCut();
    void bothBackendsAreWalked();
    void ownSessionComesFirst();
    void sshConnection_data();
    void sshConnection();
    void changesAreMade();
};

void TestLockOut::whatIsCut_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("policyAfter");
    QTest::addColumn<QStringList>("cut");
    const QString none;
    const QString accept = QStringLiteral("ACCEPT");
    const QString drop = QStringLiteral("DROP");
    const QString established = QString::fromStdString(establishedFirst);
    QTest::newRow("nothing changes") << none << none << accept << QStringList();
    QTest::newRow("a drop of everything that comes in")
        << none << QStringLiteral("-A INPUT -j DROP\n") << accept
        << QStringList{QStringLiteral("22 received INPUT 1"),
                       QStringLiteral("50000 received INPUT 1"),
                       QStringLiteral("22 from there INPUT 1")};
    QTest::newRow("the policy, with nothing for open connections")
        << none << QStringLiteral("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n") << drop
        << QStringList{QStringLiteral("50000 received INPUT 0")};
    QTest::newRow("the policy, open connections first")
        << none << established << drop << QStringList{QStringLiteral("22 from there INPUT 0")};
    QTest::newRow("another port") << none
                                  << QStringLiteral("-A INPUT -p tcp -m tcp --dport 80 -j DROP\n")
                                  << accept << QStringList();
    QTest::newRow("only the one address is refused")
        << none << QStringLiteral("-A INPUT -s 10.9.0.1/32 -j REJECT\n") << accept
        << QStringList{QStringLiteral("22 received INPUT 1"),
                       QStringLiteral("22 from there INPUT 1")};
    QTest::newRow("what goes out")
        << none << QStringLiteral("-A OUTPUT -p tcp -m tcp --dport 993 -j DROP\n") << accept
        << QStringList{QStringLiteral("50000 sent OUTPUT 1"),
                       QStringLiteral("50000 from here OUTPUT 1")};
    QTest::newRow("what goes out, of another user")
        << none
        << QStringLiteral("-A OUTPUT -p tcp -m tcp --dport 993 -m owner --uid-owner 7 -j DROP\n")
        << accept << QStringList();
    QTest::newRow("it was cut before")
        << QStringLiteral("-A INPUT -j DROP\n") << QStringLiteral("-A INPUT -j REJECT\n") << accept
        << QStringList();
    QTest::newRow("another device")
        << none << QStringLiteral("-A INPUT -i wlan0 -j DROP\n") << accept << QStringList();
    QTest::newRow("what cannot be told")
        << established << established + QStringLiteral("-A INPUT -m limit --limit 3/min -j DROP\n")
        << accept << QStringList{QStringLiteral("22 from there ? perhaps")};
    QTest::newRow("a doubt that was there before")
        << established + QStringLiteral("-A INPUT -m limit --limit 3/min -j DROP\n")
        << established
            + QStringLiteral(
                "-A INPUT -p icmp -j ACCEPT\n-A INPUT -m limit --limit 3/min -j DROP\n")
        << accept << QStringList();
}

void TestLockOut::whatIsCut()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QFETCH(const QString, policyAfter);
    QFETCH(const QStringList, cut);
    QCOMPARE(cutBy(rules(before.toStdString()),
                   rules(after.toStdString(), {}, policyAfter.toStdString())),
             cut);
}

void TestLockOut::bothBackendsAreWalked()
{
    // The other backend drops already: this change opens and closes nothing.
    Ruleset legacy = rules("-A INPUT -j DROP\n");
    legacy.backend = Backend::Legacy;
    const auto none = lockOuts({legacy, rules({})}, {legacy, rules("-A INPUT -j DROP\n")},
                               sessions(), listeners(), {});
    QVERIFY(none.empty());
    Ruleset open = rules({});
    open.backend = Backend::Legacy;
    const auto cuts = lockOuts({open, rules({})}, {legacy, rules({})}, sessions(), listeners(), {});
    QVERIFY(!cuts.empty());
    QCOMPARE(int(cuts.front().deciding->backend), int(Backend::Legacy));
    QCOMPARE(cuts.front().action, std::string("DROP"));
}

void TestLockOut::ownSessionComesFirst()
{
    std::vector<Session> all = sessions();
    std::swap(all[0], all[1]);
    markOwnSession(all, "10.9.0.1 40000 10.9.0.2 22");
    QCOMPARE(all.size(), std::size_t(2));
    QVERIFY(all[1].own);
    const QStringList cut = cutBy(rules({}), rules("-A INPUT -j DROP\n"), all);
    QCOMPARE(cut.first(), QStringLiteral("22 received INPUT 1"));
    // One that could not be read is known all the same, and is a way in without any listener.
    std::vector<Session> unread;
    markOwnSession(unread, "10.9.0.1 40000 10.9.0.2 2222");
    QCOMPARE(cutBy(rules({}), rules(establishedFirst, {}, "DROP"), unread),
             QStringList{QStringLiteral("2222 from there INPUT 0")});
}

void TestLockOut::sshConnection_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("IPv4") << QByteArray("10.9.0.1 40000 10.9.0.2 22") << true;
    QTest::newRow("IPv6") << QByteArray("fd00::1 40000 fd00::2 22") << true;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("three words") << QByteArray("10.9.0.1 40000 10.9.0.2") << false;
    QTest::newRow("five words") << QByteArray("10.9.0.1 40000 10.9.0.2 22 x") << false;
    QTest::newRow("no port") << QByteArray("10.9.0.1 0 10.9.0.2 22") << false;
    QTest::newRow("too large") << QByteArray("10.9.0.1 70000 10.9.0.2 22") << false;
    QTest::newRow("a name") << QByteArray("host 40000 10.9.0.2 22") << false;
    QTest::newRow("two families") << QByteArray("fd00::1 40000 10.9.0.2 22") << false;
}

void TestLockOut::sshConnection()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, valid);
    QCOMPARE(parseSshConnection(text.toStdString()).has_value(), valid);
}

void TestLockOut::changesAreMade()
{
    const ChainPlace input{Backend::Nft, Family::Ipv4, "filter", "INPUT"};
    const auto after =
        withChanges({rules({})}, {SetPolicy{input, Policy::Drop}, SetSetting{"x", "1", {}}});
    QVERIFY(after.has_value());
    QCOMPARE(int(*after->front().table("filter")->chain("INPUT")->policy), int(Policy::Drop));
    // Rules that nobody has made yet are empty ones.
    const auto first = withChanges({}, {AppendRule{input, "-j DROP"}});
    QVERIFY(first.has_value());
    QCOMPARE(first->front().ruleCount(), std::size_t(1));
    QVERIFY(!withChanges({rules({})}, {DeleteRule{input, 1, "-j DROP", false}}).has_value());
}

QTEST_GUILESS_MAIN(TestLockOut)
#include "tst_lockout.moc"
