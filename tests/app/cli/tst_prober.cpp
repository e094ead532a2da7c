// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// Runs in a network namespace of its own (see CMakeLists.txt): real sockets, real rules, nobody
// else's network.
#include "app/client/prober.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <cerrno>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

bool runs(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(10000) && process.exitCode() == 0;
}

bool rule(const QString &text)
{
    return runs(QStringLiteral("iptables-nft"), text.split(QLatin1Char(' ')));
}

/// A socket on 127.0.0.1 with a port of the kernel's choice.
class LocalService
{
public:
    explicit LocalService(int type)
        : m_descriptor(::socket(AF_INET, type | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof(address);
        auto *where = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_descriptor, where, length) != 0
            || (type == SOCK_STREAM && ::listen(m_descriptor, 8) != 0)
            || ::getsockname(m_descriptor, where, &length) != 0) {
            qFatal("no local service");
        }
        m_port = ntohs(address.sin_port);
    }
    ~LocalService()
    {
        ::close(m_descriptor);
    }
    std::uint16_t port() const
    {
        return m_port;
    }

private:
    int m_descriptor;
    std::uint16_t m_port = 0;
};

ProbeRequest request(std::uint16_t port, std::uint8_t protocol = Core::ProtocolTcp)
{
    ProbeRequest result;
    result.protocol = protocol;
    result.to = *Core::IpAddress::parse("127.0.0.1");
    result.port = port;
    result.timeoutMilliseconds = 400;
    return result;
}

} // namespace

class TestProber : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void connects();
    void resetHasNoSender();
    void rejectNamesItsSender();
    void adminProhibitedIsNoRoute();
    void dropTimesOut();
    void udpWithoutServiceIsRejected();
    void udpSilenceTimesOut();
    void localRuleForbidsUdp();
    void noRouteIsUnreachable();
    void wrongOwnAddress();
    void unknownProtocolIsNotTried();
    void threadAnswers();
    void deadContextIsNotCalled();
};

void TestProber::initTestCase()
{
    if (!runs(QStringLiteral("ip"),
              {QStringLiteral("link"), QStringLiteral("set"), QStringLiteral("lo"),
               QStringLiteral("up")})) {
        QSKIP("no network namespace of our own: nothing may be changed here");
    }
    if (!rule(QStringLiteral("-A OUTPUT -d 127.9.9.9 -j ACCEPT"))) {
        QSKIP("iptables-nft does not work in a namespace here");
    }
}

void TestProber::cleanup()
{
    (void)rule(QStringLiteral("-F"));
}

void TestProber::connects()
{
    const LocalService service(SOCK_STREAM);
    const auto result = probeNow(request(service.port()));
    QCOMPARE(result.outcome, Core::ProbeOutcome::Connected);
    QCOMPARE(result.errorNumber, 0);
    QVERIFY(!result.offender);
    QCOMPARE(result.fromWhere, std::string("here"));
}

void TestProber::resetHasNoSender()
{
    const auto result = probeNow(request(9));
    QCOMPARE(result.outcome, Core::ProbeOutcome::Refused);
    QCOMPARE(result.errorNumber, ECONNREFUSED);
    QVERIFY(!result.icmpType);
    QVERIFY(!result.offender);
}

void TestProber::rejectNamesItsSender()
{
    const LocalService service(SOCK_STREAM);
    QVERIFY(rule(QStringLiteral("-A INPUT -p tcp --dport %1 -j REJECT").arg(service.port())));
    const auto result = probeNow(request(service.port()));
    QCOMPARE(result.outcome, Core::ProbeOutcome::Rejected);
    QCOMPARE(result.errorNumber, ECONNREFUSED); // the same errno as a reset; the queue tells more
    QCOMPARE(result.icmpType, std::optional<std::uint8_t>(3));
    QCOMPARE(result.icmpCode, std::optional<std::uint8_t>(3));
    QVERIFY(result.offender);
    QCOMPARE(result.offender->toString(), std::string("127.0.0.1"));
}

void TestProber::adminProhibitedIsNoRoute()
{
    QVERIFY(rule(QStringLiteral(
        "-A INPUT -p tcp --dport 7001 -j REJECT --reject-with icmp-admin-prohibited")));
    const auto result = probeNow(request(7001));
    QCOMPARE(result.outcome, Core::ProbeOutcome::Rejected);
    QCOMPARE(result.errorNumber, EHOSTUNREACH);
    QCOMPARE(result.icmpCode, std::optional<std::uint8_t>(13));
}

void TestProber::dropTimesOut()
{
    const LocalService service(SOCK_STREAM);
    QVERIFY(rule(QStringLiteral("-A INPUT -p tcp --dport %1 -j DROP").arg(service.port())));
    const auto result = probeNow(request(service.port()));
    QCOMPARE(result.outcome, Core::ProbeOutcome::TimedOut);
    QVERIFY(result.milliseconds >= 400);
    QVERIFY(result.milliseconds < 5000);
}

void TestProber::udpWithoutServiceIsRejected()
{
    const auto result = probeNow(request(9, Core::ProtocolUdp));
    QCOMPARE(result.outcome, Core::ProbeOutcome::Rejected);
    QCOMPARE(result.icmpType, std::optional<std::uint8_t>(3));
    QCOMPARE(result.icmpCode, std::optional<std::uint8_t>(3));
}

void TestProber::udpSilenceTimesOut()
{
    const LocalService service(SOCK_DGRAM);
    QCOMPARE(probeNow(request(service.port(), Core::ProtocolUdp)).outcome,
             Core::ProbeOutcome::TimedOut);
}

void TestProber::localRuleForbidsUdp()
{
    QVERIFY(rule(QStringLiteral("-A OUTPUT -p udp --dport 7002 -j DROP")));
    const auto result = probeNow(request(7002, Core::ProtocolUdp));
    QCOMPARE(result.outcome, Core::ProbeOutcome::Unreachable);
    QCOMPARE(result.errorNumber, EPERM);
}

void TestProber::noRouteIsUnreachable()
{
    ProbeRequest asked = request(80);
    asked.to = *Core::IpAddress::parse("192.0.2.1");
    const auto result = probeNow(asked);
    QCOMPARE(result.outcome, Core::ProbeOutcome::Unreachable);
    QCOMPARE(result.errorNumber, ENETUNREACH);
}

void TestProber::wrongOwnAddress()
{
    ProbeRequest asked = request(80);
    asked.bindTo = Core::IpAddress::parse("192.0.2.77");
    const auto result = probeNow(asked);
    QCOMPARE(result.outcome, Core::ProbeOutcome::Unreachable);
    QCOMPARE(result.errorNumber, EADDRNOTAVAIL);
    QCOMPARE(result.boundTo, asked.bindTo);
}

void TestProber::unknownProtocolIsNotTried()
{
    QCOMPARE(probeNow(request(80, Core::ProtocolSctp)).outcome, Core::ProbeOutcome::NotTried);
}

void TestProber::threadAnswers()
{
    const LocalService service(SOCK_STREAM);
    LocalProber prober;
    std::optional<Core::ProbeOutcome> outcome;
    prober.probe(request(service.port()), this, [&outcome](const auto &result) {
        outcome = result->outcome;
    });
    QVERIFY(!outcome); // never from within the call
    QTRY_VERIFY(outcome.has_value());
    QCOMPARE(*outcome, Core::ProbeOutcome::Connected);
}

void TestProber::deadContextIsNotCalled()
{
    LocalProber prober;
    bool called = false;
    bool after = false;
    auto context = std::make_unique<QObject>();
    prober.probe(request(9), context.get(), [&called](const auto &) {
        called = true;
    });
    context.reset();
    prober.probe(request(9), this, [&after](const auto &) {
        after = true;
    });
    QTRY_VERIFY(after);
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(TestProber)
#include "tst_prober.moc"
