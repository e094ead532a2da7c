// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/questionoptions.h"

#include "app/cli/command.h"
#include "app/cli/packetoptions.h"

#include <QCoreApplication>

#include <limits>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::QuestionOptions)
};

using namespace Core;

bool isPing(std::uint8_t protocol)
{
    return protocol == ProtocolIcmp || protocol == ProtocolIcmpv6;
}

void checkFamilies(Arguments &arguments, const std::optional<IpAddress> &one, const char *oneName,
                   const std::optional<IpAddress> &other, const char *otherName,
                   std::optional<Family> asked)
{
    if (one && other && one->family != other->family) {
        arguments.wrong(Text::tr("--%1 and --%2: one is an IPv4 address and the other an IPv6 one")
                            .arg(QString::fromLatin1(oneName), QString::fromLatin1(otherName)));
    }
    for (const auto &[address, name] : {std::pair{one, oneName}, std::pair{other, otherName}}) {
        if (address && asked && address->family != *asked) {
            arguments.wrong(
                Text::tr("--%1 “%2” is not an address of the --family asked for")
                    .arg(QString::fromLatin1(name), QString::fromStdString(address->toString())));
        }
    }
}

} // namespace

void addQuestionOptions(QCommandLineParser &parser)
{
    addValue(parser, "port", "N", Text::tr("The port asked about, 1 to 65535."));
    addValue(parser, "protocol", "P", Text::tr("tcp (default), udp, or icmp for a ping."));
    addValue(parser, "direction", "D", Text::tr("in (default), out or forward."));
    addValue(parser, "from", "ADDR", Text::tr("Who asks; without it, anyone but this computer."));
    addValue(parser, "to", "ADDR", Text::tr("Who is asked."));
    addValue(parser, "in-interface", "IF", Text::tr("The network device it comes in on."));
    addValue(parser, "out-interface", "IF", Text::tr("The network device it leaves on."));
    addValue(parser, "family", "F", Text::tr("ipv4 or ipv6."));
}

Question readQuestion(Arguments &arguments)
{
    Question question;
    const auto direction = arguments.choice(
        "direction", {QStringLiteral("in"), QStringLiteral("out"), QStringLiteral("forward")});
    if (direction == QLatin1String("out")) {
        question.direction = Way::Output;
    } else if (direction == QLatin1String("forward")) {
        question.direction = Way::Forward;
    }
    question.protocol = arguments.protocol("protocol").value_or(ProtocolTcp);
    question.port = arguments.port("port");
    question.from = arguments.address("from");
    question.to = arguments.address("to");
    question.inInterface = arguments.interface("in-interface");
    question.outInterface = arguments.interface("out-interface");
    const auto family = arguments.family("family");
    checkFamilies(arguments, question.from, "from", question.to, "to", family);

    const auto &address = question.to ? question.to : question.from;
    question.family = address ? address->family : family.value_or(Family::Ipv4);
    const bool supported = question.protocol == ProtocolTcp || question.protocol == ProtocolUdp
        || isPing(question.protocol);
    if (!supported) {
        arguments.wrong(Text::tr("--protocol: tcp, udp or icmp is expected"));
    }
    if (isPing(question.protocol)) {
        question.protocol = question.family == Family::Ipv6 ? ProtocolIcmpv6 : ProtocolIcmp;
        if (arguments.has("port")) {
            arguments.wrong(Text::tr("--port: a ping has no port"));
        }
    } else if (!arguments.has("port")) {
        arguments.wrong(Text::tr("--port is missing"));
    }
    if (question.direction != Way::Input && !arguments.has("to")) {
        arguments.wrong(Text::tr("--to is missing: which computer is to be reached?"));
    }
    if (question.direction == Way::Input && arguments.has("out-interface")) {
        arguments.wrong(Text::tr("--out-interface: what comes in leaves on no network device"));
    }
    if (question.direction == Way::Output && arguments.has("in-interface")) {
        arguments.wrong(Text::tr("--in-interface: what goes out comes in on no network device"));
    }
    return question;
}

void addPacketOptions(QCommandLineParser &parser)
{
    addValue(parser, "hook", "H", Text::tr("input (default), output or forward."));
    addValue(parser, "protocol", "P", Text::tr("tcp (default), udp, icmp, … or a number."));
    addValue(parser, "source", "A", Text::tr("Address of the sender."));
    addValue(parser, "destination", "A", Text::tr("Address of the receiver."));
    addValue(parser, "sport", "N", Text::tr("Port of the sender."));
    addValue(parser, "dport", "N", Text::tr("Port of the receiver."));
    addValue(parser, "in-interface", "IF", Text::tr("The network device it comes in on."));
    addValue(parser, "out-interface", "IF", Text::tr("The network device it leaves on."));
    addValue(parser, "tcp-flags", "FLAGS", Text::tr("Such as SYN,ACK; SYN by default."));
    addValue(parser, "icmp-type", "N", Text::tr("Type of an ICMP message, 0 to 255."));
    addValue(parser, "state", "S",
             Text::tr("NEW (default), ESTABLISHED, RELATED, INVALID or UNTRACKED."));
    addValue(parser, "mark", "N", Text::tr("Mark of the packet, such as 0x1."));
    addValue(parser, "mac-source", "MAC", Text::tr("Network card of the sender."));
    addValue(parser, "uid", "N", Text::tr("User of the sending program."));
    addValue(parser, "local-address", "A",
             Text::tr("An address of this computer; may be repeated."));
    addPacketDetailOptions(parser);
}

bool hasPacketOptions(const Arguments &arguments)
{
    constexpr const char *names[] = {
        "hook",  "protocol",     "source",        "destination", "sport",
        "dport", "in-interface", "out-interface", "tcp-flags",   "icmp-type",
        "state", "mark",         "mac-source",    "uid",
    };
    for (const char *name : names) {
        if (arguments.has(name)) {
            return true;
        }
    }
    return hasPacketDetails(arguments);
}

namespace
{

unsigned char readFlags(Arguments &arguments)
{
    struct Flag {
        const char *name;
        std::uint8_t bit;
    };
    static constexpr Flag flags[] = {{"FIN", TcpFin}, {"SYN", TcpSyn}, {"RST", TcpRst},
                                     {"PSH", TcpPsh}, {"ACK", TcpAck}, {"URG", TcpUrg}};
    if (!arguments.has("tcp-flags")) {
        return TcpSyn;
    }
    const QString value = arguments.text("tcp-flags");
    if (value.compare(QLatin1String("NONE"), Qt::CaseInsensitive) == 0) {
        return 0;
    }
    std::uint8_t result = 0;
    for (const QString &word : value.split(QLatin1Char(','))) {
        bool known = false;
        for (const Flag &flag : flags) {
            if (word.trimmed().compare(QLatin1String(flag.name), Qt::CaseInsensitive) == 0) {
                result = static_cast<std::uint8_t>(result | flag.bit);
                known = true;
            }
        }
        if (!known) {
            arguments.wrong(Text::tr("--tcp-flags “%1”: FIN, SYN, RST, PSH, ACK, URG or NONE is "
                                     "expected")
                                .arg(value));
        }
    }
    return result;
}

unsigned readMark(Arguments &arguments)
{
    if (!arguments.has("mark")) {
        return 0;
    }
    bool isNumber = false;
    const QString value = arguments.text("mark");
    const quint32 mark = value.toUInt(&isNumber, 0);
    if (!isNumber) {
        arguments.wrong(Text::tr("--mark “%1”: a number is expected, such as 0x1").arg(value));
    }
    return mark;
}

} // namespace

Packet readPacket(Arguments &arguments, Core::Family family)
{
    Packet packet;
    packet.family = family;
    const auto hook = arguments.choice(
        "hook", {QStringLiteral("input"), QStringLiteral("output"), QStringLiteral("forward")});
    if (hook) {
        packet.way = parseWay(hook->toStdString()).value_or(Way::Input);
    }
    packet.protocol = arguments.protocol("protocol").value_or(ProtocolTcp);
    packet.source = arguments.address("source");
    packet.destination = arguments.address("destination");
    checkFamilies(arguments, packet.source, "source", packet.destination, "destination", family);
    if (const auto port = arguments.number("sport", 0, 65535)) {
        packet.sourcePort = static_cast<std::uint16_t>(*port);
    }
    if (const auto port = arguments.number("dport", 0, 65535)) {
        packet.destinationPort = static_cast<std::uint16_t>(*port);
    }
    if (arguments.has("in-interface")) {
        packet.inInterface = arguments.interface("in-interface");
    }
    if (arguments.has("out-interface")) {
        packet.outInterface = arguments.interface("out-interface");
    }
    packet.tcpFlags = readFlags(arguments);
    if (const auto type = arguments.number("icmp-type", 0, 255)) {
        packet.icmpType = static_cast<std::uint8_t>(*type);
    }
    if (arguments.has("state")) {
        packet.state = parseFlowState(arguments.text("state").toStdString());
        if (!packet.state) {
            arguments.wrong(Text::tr("--state “%1”: NEW, ESTABLISHED, RELATED, INVALID or "
                                     "UNTRACKED is expected")
                                .arg(arguments.text("state")));
        }
    }
    packet.mark = readMark(arguments);
    if (arguments.has("mac-source")) {
        packet.macSource = MacAddress::parse(arguments.text("mac-source").toStdString());
        if (!packet.macSource) {
            arguments.wrong(Text::tr("--mac-source “%1”: six pairs of hexadecimal digits are "
                                     "expected, such as 02:00:00:00:00:01")
                                .arg(arguments.text("mac-source")));
        }
    }
    packet.uid = arguments.number("uid", 0, std::numeric_limits<std::uint32_t>::max());
    for (const QString &text : arguments.texts("local-address")) {
        if (const auto address = IpAddress::parse(text.toStdString())) {
            packet.localAddresses.push_back(*address);
        } else {
            arguments.wrong(Text::tr("--local-address “%1”: an IP address is expected").arg(text));
        }
    }
    readPacketDetails(arguments, packet);
    return packet;
}

} // namespace Portlight::App::Cli
