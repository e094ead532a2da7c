// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/packetoptions.h"

#include "app/cli/command.h"
#include "core/verdict/packetjsondetails.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::PacketOptions)
};

struct Detail {
    const char *option;
    const char *value; ///< its name in the help
    bool isText; ///< else a number, true, false, or JSON
    const char *help;
};

constexpr Detail details[] = {
    {"length", "N", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions",
                       "Length of the packet with its headers, in bytes.")},
    {"ttl", "N", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "Time to live, or hop limit.")},
    {"tos", "N", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "The TOS byte, with DSCP and ECN.")},
    {"fragment", "JSON", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions",
                       "Which part of a packet it is: {\"offset\":185,\"more\":true}.")},
    {"extension-headers", "JSON", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions",
                       "IPv6 extension headers: [{\"protocol\":43,\"bytes\":\"3b00\"}].")},
    {"tcp-options", "HEX", true,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "Bytes of the TCP options.")},
    {"spi", "N", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "Index of an ESP or AH packet.")},
    {"payload", "HEX", true,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "Bytes after the header.")},
    {"link-type", "T", true,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions",
                       "unicast, broadcast, multicast or otherhost.")},
    {"mac-destination", "MAC", true,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "Network card of the receiver.")},
    {"bridge-port-in", "IF", true,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions",
                       "The port of a bridge it comes in on; empty: none.")},
    {"bridge-port-out", "IF", true,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions",
                       "The port of a bridge it leaves on; empty: none.")},
    {"realm", "N", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "Realm of its route.")},
    {"cpu", "N", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "Processor that handles it.")},
    {"ipsec", "B", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "true or false: IPsec protects it.")},
    {"gid", "N", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "Group of the sending program.")},
    {"groups", "JSON", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions",
                       "Other groups of the sending program: [4,27].")},
    {"has-sender", "B", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions",
                       "true or false: a program sends it, not the kernel itself.")},
    {"socket", "JSON", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions",
                       "The socket that gets it: {\"exists\":true,\"wildcard\":false}.")},
    {"cgroup-class", "N", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "net_cls class of the sender.")},
    {"cgroup-path", "PATH", true,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions", "Control group of the sender.")},
    {"connection", "JSON", false,
     QT_TRANSLATE_NOOP("Portlight::App::Cli::PacketOptions",
                       "Its entry in the table of connections: {\"is_reply\":true}.")},
};

nlohmann::json valueOf(const Detail &detail, const QString &text)
{
    const std::string bytes = text.toStdString();
    if (detail.isText) {
        return bytes;
    }
    // What is no JSON stays a text, which no such option takes.
    nlohmann::json value = nlohmann::json::parse(bytes, nullptr, false);
    return value.is_discarded() ? nlohmann::json(bytes) : value;
}

} // namespace

void addPacketDetailOptions(QCommandLineParser &parser)
{
    addValue(parser, "icmp-code", "N", Text::tr("Code of an ICMP message, 0 to 255."));
    for (const Detail &detail : details) {
        addValue(parser, detail.option, detail.value, Text::tr(detail.help));
    }
}

bool hasPacketDetails(const Arguments &arguments)
{
    return arguments.has("icmp-code")
        || std::any_of(std::begin(details), std::end(details), [&arguments](const Detail &detail) {
               return arguments.has(detail.option);
           });
}

void readPacketDetails(Arguments &arguments, Core::Packet &packet)
{
    if (const auto code = arguments.number("icmp-code", 0, 255)) {
        packet.icmpCode = static_cast<std::uint8_t>(*code);
    }
    for (const Detail &detail : details) {
        if (!arguments.has(detail.option)) {
            continue;
        }
        std::string key = detail.option;
        std::replace(key.begin(), key.end(), '-', '_');
        const QString given = arguments.text(detail.option);
        std::string problem;
        (void)Core::readPacketDetail(key, valueOf(detail, given), packet, problem);
        if (!problem.empty()) {
            arguments.wrong(Text::tr("--%1 “%2” is not right: %3", "an option, its value, a reason")
                                .arg(QString::fromLatin1(detail.option), given,
                                     QString::fromStdString(problem)));
        }
    }
}

} // namespace Portlight::App::Cli
