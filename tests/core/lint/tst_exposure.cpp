// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/exposure.h"
#include "tests/core/verdict/verdicttesting.h"

using namespace VerdictTesting;

namespace
{

World serverWorld()
{
    World world;
    world.interfaces = std::vector<NetworkInterface>(2);
    world.interfaces->at(0).name = "lo";
    world.interfaces->at(0).addresses = {*IpNetwork::parse("127.0.0.1/8")};
    world.interfaces->at(1).name = "eth0";
    world.interfaces->at(1).addresses = {*IpNetwork::parse("192.0.2.1/24"),
                                         *IpNetwork::parse("192.0.2.2/24"),
                                         *IpNetwork::parse("2001:db8::1/64")};
    return world;
}

Listener listener(std::uint8_t protocol, std::uint16_t port, const char *address,
                  const char *program)
{
    Listener made;
    made.protocol = protocol;
    made.port = port;
    made.address = *IpAddress::parse(address);
    made.program = program;
    return made;
}

std::string told(const Opening &opening)
{
    std::string text = opening.sure ? "open" : "perhaps";
    for (const IpNetwork &source : opening.sources) {
        text += (opening.allBut ? " not " : " ") + source.toString();
    }
    for (const std::string &device : opening.devices) {
        text += " over " + (device.empty() ? "other" : device);
    }
    return text + (opening.conditional ? " under conditions" : "");
}

/// "tcp 22 sshd served open (filter INPUT 1)", separated by "; "
std::string told(const std::vector<ExposedPorts> &list)
{
    std::string text;
    for (const ExposedPorts &one : list) {
        text += (text.empty() ? "" : "; ") + protocolName(one.protocol) + ' '
            + std::to_string(one.ports.first);
        if (one.ports.last != one.ports.first) {
            text += '-' + std::to_string(one.ports.last);
        }
        text += (one.program.empty() ? "" : " " + one.program) + ' '
            + std::string(toString(one.use)) + (one.isServedInPart ? " in part" : "");
        for (const Opening &opening : one.openings) {
            text += ' ' + told(opening);
        }
        text += one.openings.empty() ? " closed" : "";
        text += one.decidedBy ? " (" + place(*one.decidedBy) + ')' : "";
    }
    return text;
}

} // namespace

class TestExposure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ports_data();
    void ports();
    void isStopped();
};

void TestExposure::ports_data()
{
    QTest::addColumn<QString>("ruleset");
    QTest::addColumn<QString>("listeners"); // "ADDRESS PORT PROGRAM", separated by commas
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *why, const std::string &ruleset, const char *listeners,
                        const char *expected) {
        QTest::newRow(why) << q(ruleset) << QString::fromLatin1(listeners)
                           << QString::fromLatin1(expected);
    };
    const std::string ssh = "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n";
    row("open and listened on", filter(ssh, "DROP"), "0.0.0.0 22 sshd",
        "tcp 22 sshd served open (filter INPUT 1)");
    row("open, but nothing listens", filter(ssh, "DROP"), "",
        "tcp 22 unserved open (filter INPUT 1)");
    row("listens, but closed", filter(ssh, "DROP"), "0.0.0.0 22 sshd,0.0.0.0 80 nginx",
        "tcp 22 sshd served open (filter INPUT 1); tcp 80 nginx served closed (filter INPUT 0)");
    row("who closes it is a rule", filter("-A INPUT -p tcp -j REJECT\n"), "0.0.0.0 80 nginx",
        "tcp 80 nginx served closed (filter INPUT 1); udp 1-65535 unserved open (filter INPUT 0); "
        "dccp 1-65535 unserved open (filter INPUT 0); sctp 1-65535 unserved open (filter INPUT 0); "
        "udplite 1-65535 unserved open (filter INPUT 0)");
    row("for this computer only", filter(ssh, "DROP"), "127.0.0.1 22 sshd",
        "tcp 22 sshd served-here closed; tcp 22 unserved open (filter INPUT 1)");
    row("here and for others is for others", filter(ssh, "DROP"),
        "127.0.0.1 22 sshd,192.0.2.1 22 sshd", "tcp 22 sshd served open (filter INPUT 1)");
    row("[::] that answers IPv4, too", filter(ssh, "DROP"), ":: 22 sshd",
        "tcp 22 sshd served open (filter INPUT 1)");
    // Only what the program's own address gets counts.
    row("one address open, one served",
        filter("-A INPUT -d 192.0.2.1/32 -p tcp -m tcp --dport 22 -j ACCEPT\n", "DROP"),
        "192.0.2.2 22 sshd", "tcp 22 sshd served closed (filter INPUT 0)");
    row("the open address is the served one",
        filter("-A INPUT -d 192.0.2.1/32 -p tcp -m tcp --dport 22 -j ACCEPT\n", "DROP"),
        "192.0.2.1 22 sshd", "tcp 22 sshd served open (filter INPUT 1)");
    row("a network", filter("-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT\n", "DROP"),
        "0.0.0.0 22 sshd", "tcp 22 sshd served open 10.0.0.0/8 (filter INPUT 1)");
    row("cannot tell",
        filter("-A INPUT -p tcp -m tcp --dport 22 -m limit --limit 3/min -j ACCEPT\n", "DROP"),
        "0.0.0.0 22 sshd", "tcp 22 sshd served perhaps");
    row("a range, served in part",
        filter("-A INPUT -p tcp -m tcp --dport 8000:8003 -j ACCEPT\n", "DROP"), "0.0.0.0 8001 web",
        "tcp 8000-8003 unserved in part open (filter INPUT 1); "
        "tcp 8001 web served open (filter INPUT 1)");
    row("a published port",
        "*nat\n:PREROUTING ACCEPT [0:0]\n"
        "-A PREROUTING -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80\n"
        "COMMIT\n*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n"
        "-A FORWARD -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j ACCEPT\nCOMMIT\n",
        "", "tcp 8080 passed-on open (filter FORWARD 1)");
}

void TestExposure::ports()
{
    QFETCH(QString, ruleset);
    QFETCH(QString, listeners);
    QFETCH(QString, expected);
    const std::vector<Ruleset> all{rules(ruleset.toStdString())};
    std::vector<Listener> waiting;
    for (const QString &text : listeners.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QStringList words = text.split(QLatin1Char(' '));
        waiting.push_back(
            listener(ProtocolTcp, words[1].toUShort(), qPrintable(words[0]), qPrintable(words[2])));
        waiting.back().ipv6Only = false;
    }
    const auto exposed = exposedPorts(all, Family::Ipv4, waiting, serverWorld());
    QVERIFY(exposed);
    QCOMPARE(q(told(*exposed)), expected);
}

void TestExposure::isStopped()
{
    // 2,000 rules make far more steps than there are between two questions.
    std::string lines;
    for (int i = 0; i < 2000; ++i) {
        lines += "-A INPUT -s 10." + std::to_string(i % 250) + '.' + std::to_string(i / 250 * 7)
            + ".0/24 -p tcp -m tcp --dport " + std::to_string(1000 + i * 17 % 5000)
            + " -j ACCEPT\n";
    }
    const std::vector<Ruleset> all{rules(filter(lines, "DROP"))};
    const auto stopped =
        exposedPorts(all, Family::Ipv4, {}, World(), {WorkBounds::defaultNodes, [] {
                                                          return true;
                                                      }});
    QVERIFY(!stopped);
    QVERIFY(stopped.error().code == ErrorCode::Cancelled);
    const auto tooSmall = exposedPorts(all, Family::Ipv4, {}, World(), {1000, {}});
    QVERIFY(!tooSmall);
    QVERIFY(tooSmall.error().code == ErrorCode::LimitExceeded);
}

QTEST_APPLESS_MAIN(TestExposure)
#include "tst_exposure.moc"
