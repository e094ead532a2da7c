// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "frames.h"
#include "helper/watch/capturefilter.h"
#include "helper/watch/capturejson.h"
#include "helper/watch/sightings.h"

#include <QTest>

#include <memory>
#include <pcap/pcap.h>
#include <random>

using namespace Portlight;
using Core::SightingKind;
using Helper::readFrame;

namespace
{

constexpr std::uint8_t syn = 0x02;
constexpr std::uint8_t reset = 0x04;
constexpr std::uint8_t ack = 0x10;

Core::WatchSubject subjectOf(std::uint8_t protocol, std::uint16_t port, const char *from,
                             const char *to)
{
    Core::WatchSubject subject;
    subject.protocol = protocol;
    subject.port = port;
    subject.from = Core::IpAddress::parse(from);
    subject.to = Core::IpAddress::parse(to);
    return subject;
}

/// Whether the kernel would hand the frame over: libpcap compiles the filter for cooked frames and
/// runs it over the bytes.
bool passes(const Core::WatchSubject &subject, const Frames::Bytes &frame,
            const std::vector<unsigned> &interfaces = {})
{
    const std::unique_ptr<pcap_t, decltype(&pcap_close)> handle(
        pcap_open_dead(DLT_LINUX_SLL2, Helper::snapLength), &pcap_close);
    bpf_program program{};
    const std::string filter = Helper::captureFilter(subject, interfaces);
    if (pcap_compile(handle.get(), &program, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0) {
        qWarning("%s: %s", filter.c_str(), pcap_geterr(handle.get()));
        return false;
    }
    pcap_pkthdr header{};
    header.caplen = static_cast<bpf_u_int32>(frame.size());
    header.len = header.caplen;
    const bool yes = pcap_offline_filter(&program, &header, frame.data()) != 0;
    pcap_freecode(&program);
    return yes;
}

} // namespace

Q_DECLARE_METATYPE(Core::WatchSubject)
Q_DECLARE_METATYPE(Frames::Bytes)

/// The filter, the reading of packets, and the counting of a packet watch, on frames built by hand.
class TestCapture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void others_data();
    void others();
    void translationIsFollowed();
    void interfacesAreChosenInTheFilter();
    void extensionHeadersAreSkipped();
    void cutFramesAreNothing();
    void placesAreCountedTogether();
    void delayIsFromTheRequest();
    void placesAreLimited();
    void linesComeBack();
    void strangeLinesAreNothing();
};

void TestCapture::kinds_data()
{
    QTest::addColumn<Core::WatchSubject>("subject");
    QTest::addColumn<Frames::Bytes>("packet");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("icmp");
    const auto row = [](const char *name, const Core::WatchSubject &subject,
                        const Frames::Bytes &packet, const char *kind, int icmp = -1) {
        QTest::newRow(name) << subject << packet << QString::fromLatin1(kind) << icmp;
    };
    struct Side {
        const char *name;
        const char *client;
        const char *server;
        std::uint8_t ping;
        std::uint8_t echo;
        std::uint8_t unreachable;
        std::uint8_t portCode;
    };
    for (const Side &side : {Side{"IPv4", "10.9.0.1", "10.9.0.2", Core::ProtocolIcmp, 8, 3, 3},
                             Side{"IPv6", "fd09::1", "fd09::2", Core::ProtocolIcmpv6, 128, 1, 4}}) {
        const auto named = [&side](const char *what) {
            return std::string(side.name) + ' ' + what;
        };
        const auto web = subjectOf(Core::ProtocolTcp, 8080, side.client, side.server);
        const auto dns = subjectOf(Core::ProtocolUdp, 53, side.client, side.server);
        const auto ping = subjectOf(side.ping, 0, side.client, side.server);
        const auto request =
            Frames::ip(side.client, side.server, Core::ProtocolTcp, Frames::tcp(40000, 8080, syn));
        row(named("SYN").c_str(), web, request, "request");
        row(named("SYN and ACK").c_str(), web,
            Frames::ip(side.server, side.client, Core::ProtocolTcp,
                       Frames::tcp(8080, 40000, syn | ack)),
            "answer");
        row(named("RST").c_str(), web,
            Frames::ip(side.server, side.client, Core::ProtocolTcp,
                       Frames::tcp(8080, 40000, reset | ack)),
            "reset");
        row(named("port unreachable").c_str(), web,
            Frames::ip(side.server, side.client, side.ping,
                       Frames::icmp(side.unreachable, side.portCode, request)),
            "icmp-error", side.portCode);
        row(named("error of a router").c_str(), web,
            Frames::ip(side.server[0] == 'f' ? "fd09::99" : "10.9.0.99", side.client, side.ping,
                       Frames::icmp(side.unreachable, side.portCode, request)),
            "icmp-error", side.portCode);
        row(named("UDP request").c_str(), dns,
            Frames::ip(side.client, side.server, Core::ProtocolUdp, Frames::udp(40000, 53)),
            "request");
        row(named("UDP answer").c_str(), dns,
            Frames::ip(side.server, side.client, Core::ProtocolUdp, Frames::udp(53, 40000)),
            "answer");
        row(named("UDP from 53 to 53").c_str(), dns,
            Frames::ip(side.client, side.server, Core::ProtocolUdp, Frames::udp(53, 53)),
            "request");
        row(named("echo request").c_str(), ping,
            Frames::ip(side.client, side.server, side.ping, Frames::icmp(side.echo, 0)), "request");
        row(named("echo reply").c_str(), ping,
            Frames::ip(side.server, side.client, side.ping,
                       Frames::icmp(side.echo == 8 ? 0 : 129, 0)),
            "answer");
    }
}

void TestCapture::kinds()
{
    QFETCH(const Core::WatchSubject, subject);
    QFETCH(const Frames::Bytes, packet);
    QFETCH(const QString, kind);
    QFETCH(const int, icmp);
    for (const std::uint8_t type : {Frames::host, Frames::leaving}) {
        const Frames::Bytes frame = Frames::cooked(packet, type, 70000);
        QVERIFY(passes(subject, frame));
        const auto read = readFrame(frame, subject);
        QVERIFY(read.has_value());
        QCOMPARE(QString::fromStdString(std::string(Core::toString(read->kind))), kind);
        QCOMPARE(read->outgoing, type == Frames::leaving);
        QCOMPARE(read->interface, 70000U);
        QCOMPARE(read->icmpCode ? int{*read->icmpCode} : -1, icmp);
        QVERIFY(read->client == *subject.from);
        QCOMPARE(read->port, subject.port);
    }
}

void TestCapture::others_data()
{
    QTest::addColumn<Frames::Bytes>("packet");
    QTest::addColumn<bool>("mayPass"); // the filter is coarser than the reader
    const auto tcp = [](const char *from, const char *to, unsigned source, unsigned destination,
                        std::uint8_t flags) {
        return Frames::ip(from, to, Core::ProtocolTcp, Frames::tcp(source, destination, flags));
    };
    QTest::newRow("another port") << tcp("10.9.0.1", "10.9.0.2", 40000, 22, syn) << false;
    QTest::newRow("an established packet")
        << tcp("10.9.0.1", "10.9.0.2", 40000, 8080, ack) << false;
    QTest::newRow("an established packet, IPv6")
        << tcp("fd09::1", "fd09::2", 40000, 8080, ack) << false;
    QTest::newRow("two strangers") << tcp("192.0.2.1", "192.0.2.2", 40000, 8080, syn) << false;
    QTest::newRow("UDP") << Frames::ip("10.9.0.1", "10.9.0.2", Core::ProtocolUdp,
                                       Frames::udp(40000, 8080))
                         << false;
    QTest::newRow("the client's own reset")
        << tcp("10.9.0.1", "10.9.0.2", 40000, 8080, reset) << true;
    QTest::newRow("an error about another connection")
        << Frames::ip("10.9.0.2", "10.9.0.1", Core::ProtocolIcmp,
                      Frames::icmp(3, 3, tcp("10.9.0.1", "10.9.0.2", 40000, 22, syn)))
        << true;
    QTest::newRow("an error without a quotation")
        << Frames::ip("10.9.0.2", "10.9.0.1", Core::ProtocolIcmp, Frames::icmp(3, 3)) << true;
    QTest::newRow("a ping") << Frames::ip("10.9.0.1", "10.9.0.2", Core::ProtocolIcmp,
                                          Frames::icmp(8, 0))
                            << false;
}

void TestCapture::others()
{
    QFETCH(const Frames::Bytes, packet);
    QFETCH(const bool, mayPass);
    const auto subject = subjectOf(Core::ProtocolTcp, 8080, "10.9.0.1", "10.9.0.2");
    QCOMPARE(passes(subject, Frames::cooked(packet)), mayPass);
    QVERIFY(!readFrame(Frames::cooked(packet), subject));
}

/// A published port: behind the DNAT the packet has another destination, behind a MASQUERADE
/// another sender.
void TestCapture::translationIsFollowed()
{
    auto subject = subjectOf(Core::ProtocolTcp, 8080, "198.51.100.7", "203.0.113.2");
    subject.translatedTo = Core::IpAddress::parse("192.168.77.2");
    subject.translatedPort = 80;
    const auto inside = Frames::cooked(
        Frames::ip("198.51.100.7", "192.168.77.2", Core::ProtocolTcp, Frames::tcp(40000, 80, syn)),
        Frames::leaving);
    QVERIFY(passes(subject, inside));
    QVERIFY(readFrame(inside, subject).has_value());
    const auto masked = Frames::cooked(
        Frames::ip("192.168.77.1", "192.168.77.2", Core::ProtocolTcp, Frames::tcp(40000, 80, syn)),
        Frames::leaving);
    QVERIFY(passes(subject, masked));
    QVERIFY(readFrame(masked, subject).has_value());
    subject.translatedTo.reset();
    subject.translatedPort = 0;
    QVERIFY(!readFrame(inside, subject));
}

void TestCapture::interfacesAreChosenInTheFilter()
{
    const auto subject = subjectOf(Core::ProtocolTcp, 8080, "10.9.0.1", "10.9.0.2");
    const auto packet =
        Frames::ip("10.9.0.1", "10.9.0.2", Core::ProtocolTcp, Frames::tcp(40000, 8080, syn));
    QVERIFY(passes(subject, Frames::cooked(packet, Frames::host, 3), {2, 3}));
    QVERIFY(!passes(subject, Frames::cooked(packet, Frames::host, 4), {2, 3}));
}

void TestCapture::extensionHeadersAreSkipped()
{
    const auto subject = subjectOf(Core::ProtocolTcp, 8080, "fd09::1", "fd09::2");
    Frames::Bytes options{Core::ProtocolTcp, 0, 0, 0, 0, 0, 0, 0};
    Frames::append(options, Frames::tcp(40000, 8080, syn));
    const auto packet = Frames::ip("fd09::1", "fd09::2", 0, options);
    QVERIFY(readFrame(Frames::cooked(packet), subject).has_value());
    Frames::Bytes endless;
    for (int i = 0; i < 9; ++i) {
        Frames::append(endless, {0, 0, 0, 0, 0, 0, 0, 0});
    }
    QVERIFY(!readFrame(Frames::cooked(Frames::ip("fd09::1", "fd09::2", 0, endless)), subject));
}

/// No length and no byte makes the reader look beyond the end (address sanitizer watches in CI).
void TestCapture::cutFramesAreNothing()
{
    const auto subject = subjectOf(Core::ProtocolTcp, 8080, "10.9.0.1", "10.9.0.2");
    const auto request =
        Frames::ip("10.9.0.1", "10.9.0.2", Core::ProtocolTcp, Frames::tcp(40000, 8080, syn));
    const auto whole = Frames::cooked(
        Frames::ip("10.9.0.2", "10.9.0.1", Core::ProtocolIcmp, Frames::icmp(3, 3, request)));
    constexpr std::size_t quotedPorts = 4;
    const std::size_t least = whole.size() - Frames::tcp(0, 0, 0).size() + quotedPorts;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const Frames::Bytes cut(whole.begin(), whole.begin() + static_cast<long>(length));
        QCOMPARE(readFrame(cut, subject).has_value(), length >= least);
    }
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same bytes each time
    for (int i = 0; i < 20000; ++i) {
        Frames::Bytes changed = whole;
        for (int count = 0; count < 3; ++count) {
            changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
        }
        changed.resize(random() % (changed.size() + 1));
        static_cast<void>(readFrame(changed, subject));
    }
}

void TestCapture::placesAreCountedTogether()
{
    Helper::Sightings sightings([](unsigned index) {
        return "eth" + std::to_string(index);
    });
    const auto subject = subjectOf(Core::ProtocolTcp, 8080, "10.9.0.1", "10.9.0.2");
    for (const unsigned port : {40000U, 40001U, 40002U}) {
        sightings.add(
            *readFrame(Frames::cooked(Frames::ip("10.9.0.1", "10.9.0.2", Core::ProtocolTcp,
                                                 Frames::tcp(port, 8080, syn))),
                       subject),
            port - 39999.0);
    }
    const Core::PacketWatch &watch = sightings.watch();
    QCOMPARE(watch.sightings.size(), std::size_t{1});
    QCOMPARE(watch.sightings[0].packets, std::uint64_t{3});
    QCOMPARE(watch.sightings[0].first, 1.0);
    QCOMPARE(watch.sightings[0].last, 3.0);
    QVERIFY(watch.sightings[0].interface == "eth2");
    const auto sum = Core::sumOf(watch, SightingKind::Request, false);
    QCOMPARE(sum.packets, std::uint64_t{3});
    QCOMPARE(Core::sumOf(watch, SightingKind::Request, true).packets, std::uint64_t{0});
}

void TestCapture::delayIsFromTheRequest()
{
    Helper::Sightings sightings([](unsigned) {
        return std::string("eth0");
    });
    const auto subject = subjectOf(Core::ProtocolTcp, 8080, "10.9.0.1", "10.9.0.2");
    const auto request = Frames::cooked(
        Frames::ip("10.9.0.1", "10.9.0.2", Core::ProtocolTcp, Frames::tcp(40000, 8080, syn)));
    const auto answer = Frames::cooked(
        Frames::ip("10.9.0.2", "10.9.0.1", Core::ProtocolTcp, Frames::tcp(8080, 40000, syn | ack)),
        Frames::leaving);
    sightings.add(*readFrame(request, subject), 100);
    sightings.add(*readFrame(answer, subject), 112.5);
    const Core::PacketWatch &watch = sightings.watch();
    QCOMPARE(watch.sightings.size(), std::size_t{2});
    QCOMPARE(watch.sightings[1].afterRequest.value_or(-1), 12.5);
    QVERIFY(Core::hasClearSign(watch, 1000));
}

void TestCapture::placesAreLimited()
{
    Helper::Sightings sightings([](unsigned index) {
        return std::to_string(index);
    });
    Core::WatchSubject subject;
    subject.port = 8080;
    const auto packet =
        Frames::ip("10.9.0.1", "10.9.0.2", Core::ProtocolTcp, Frames::tcp(40000, 8080, syn));
    for (unsigned index = 0; index < 1000; ++index) {
        sightings.add(*readFrame(Frames::cooked(packet, Frames::host, index), subject), index);
    }
    QCOMPARE(sightings.watch().sightings.size(), Helper::Sightings::mostPlaces);
    QVERIFY(sightings.watch().limited);
    QVERIFY(Helper::toLine(sightings.watch()).size() < Helper::longestCaptureLine);
}

void TestCapture::linesComeBack()
{
    auto subject = subjectOf(Core::ProtocolUdp, 53, "fd09::1", "fd09::2");
    subject.translatedTo = Core::IpAddress::parse("fd09::3");
    subject.translatedPort = 5353;
    subject.interfaces = {"eth0", "wg0"};
    subject.logGroup = 4711;
    subject.logPrefix = "portlight-1";
    const auto request = Helper::captureRequestFrom(Helper::toLine({subject, 30}));
    QVERIFY(request.has_value());
    QVERIFY(request->subject == subject);
    QCOMPARE(request->seconds, 30U);

    Core::PacketWatch watch;
    watch.running = true;
    watch.seconds = 1.5;
    watch.packets = 9;
    watch.lost = 2;
    Core::Sighting sighting;
    sighting.kind = SightingKind::IcmpError;
    sighting.interface = "eth0";
    sighting.outgoing = true;
    sighting.source = *Core::IpAddress::parse("10.9.0.2");
    sighting.destination = *Core::IpAddress::parse("10.9.0.1");
    sighting.port = 8080;
    sighting.icmpType = 3;
    sighting.icmpCode = 13;
    sighting.packets = 4;
    sighting.first = 0.25;
    sighting.last = 900;
    sighting.afterRequest = 0.125;
    watch.sightings = {sighting};
    const auto back = Helper::packetWatchFrom(Helper::toLine(watch));
    QVERIFY(back.has_value());
    QVERIFY(*back == watch);
}

void TestCapture::strangeLinesAreNothing()
{
    for (const char *line :
         {"", "{", "[]", "{}", R"({"running":1})",
          R"({"running":true,"seconds":1,"packets":0,"lost":0,"limited":false,"sightings":[{}]})",
          R"({"running":true,"seconds":1,"packets":0,"lost":0,"limited":false,"sightings":[
             {"kind":"request","interface":"a-name-that-is-far-too-long","outgoing":true,
              "source":"10.0.0.1","destination":"10.0.0.2","port":1,"packets":1,"first":0,
              "last":0}]})"}) {
        QVERIFY2(!Helper::packetWatchFrom(line), line);
        QVERIFY2(!Helper::captureRequestFrom(line), line);
    }
    QVERIFY(!Helper::packetWatchFrom(std::string(Helper::longestCaptureLine + 1, ' ')));
}

QTEST_GUILESS_MAIN(TestCapture)
#include "tst_capture.moc"
