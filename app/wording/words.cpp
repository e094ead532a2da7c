// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/words.h"
#include "app/wording/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Words)
};

struct Service {
    std::uint8_t protocol; ///< 0: TCP and UDP
    std::uint16_t port;
    const char *name;
};

/// Names, not words: they are the same in every language.
constexpr std::array services{
    Service{Core::ProtocolTcp, 20, "FTP data"},
    Service{Core::ProtocolTcp, 21, "FTP"},
    Service{Core::ProtocolTcp, 22, "SSH"},
    Service{Core::ProtocolTcp, 23, "Telnet"},
    Service{Core::ProtocolTcp, 25, "SMTP"},
    Service{0, 53, "DNS"},
    Service{Core::ProtocolUdp, 67, "DHCP"},
    Service{Core::ProtocolUdp, 68, "DHCP"},
    Service{Core::ProtocolUdp, 69, "TFTP"},
    Service{Core::ProtocolTcp, 80, "HTTP"},
    Service{Core::ProtocolTcp, 110, "POP3"},
    Service{Core::ProtocolUdp, 123, "NTP"},
    Service{Core::ProtocolUdp, 137, "NetBIOS"},
    Service{Core::ProtocolUdp, 138, "NetBIOS"},
    Service{Core::ProtocolTcp, 139, "NetBIOS"},
    Service{Core::ProtocolTcp, 143, "IMAP"},
    Service{Core::ProtocolUdp, 161, "SNMP"},
    Service{Core::ProtocolTcp, 389, "LDAP"},
    Service{0, 443, "HTTPS"},
    Service{Core::ProtocolTcp, 445, "SMB"},
    Service{Core::ProtocolTcp, 465, "SMTP"},
    Service{Core::ProtocolUdp, 500, "IPsec"},
    Service{Core::ProtocolUdp, 514, "syslog"},
    Service{Core::ProtocolUdp, 546, "DHCPv6"},
    Service{Core::ProtocolTcp, 587, "SMTP"},
    Service{0, 631, "IPP"},
    Service{Core::ProtocolTcp, 636, "LDAPS"},
    Service{Core::ProtocolTcp, 853, "DNS over TLS"},
    Service{Core::ProtocolTcp, 873, "rsync"},
    Service{Core::ProtocolTcp, 993, "IMAPS"},
    Service{Core::ProtocolTcp, 995, "POP3S"},
    Service{Core::ProtocolUdp, 1194, "OpenVPN"},
    Service{Core::ProtocolUdp, 1900, "UPnP"},
    Service{Core::ProtocolTcp, 2049, "NFS"},
    Service{Core::ProtocolTcp, 3306, "MySQL"},
    Service{Core::ProtocolTcp, 3389, "RDP"},
    Service{Core::ProtocolUdp, 4500, "IPsec"},
    Service{0, 5060, "SIP"},
    Service{Core::ProtocolUdp, 5353, "mDNS"},
    Service{Core::ProtocolUdp, 5355, "LLMNR"},
    Service{Core::ProtocolTcp, 5432, "PostgreSQL"},
    Service{Core::ProtocolTcp, 5900, "VNC"},
    Service{Core::ProtocolTcp, 6379, "Redis"},
    Service{Core::ProtocolTcp, 6443, "Kubernetes"},
    Service{Core::ProtocolTcp, 9418, "Git"},
    Service{Core::ProtocolUdp, 51820, "WireGuard"},
};

} // namespace

QString serviceName(std::uint8_t protocol, std::uint16_t port)
{
    for (const Service &service : services) {
        const bool sameProtocol = service.protocol == protocol
            || (service.protocol == 0
                && (protocol == Core::ProtocolTcp || protocol == Core::ProtocolUdp));
        if (sameProtocol && service.port == port) {
            return QString::fromLatin1(service.name);
        }
    }
    return {};
}

std::vector<std::pair<std::uint8_t, std::uint16_t>> servicesNamed(const QString &name)
{
    std::vector<std::pair<std::uint8_t, std::uint16_t>> found;
    for (const Service &service : services) {
        if (name.compare(QLatin1String(service.name), Qt::CaseInsensitive) == 0) {
            found.emplace_back(service.protocol, service.port);
        }
    }
    return found;
}

namespace Words
{

QString plain(std::string_view text)
{
    QString result = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (QChar &character : result) {
        const bool isLineOrTab = character == QLatin1Char('\n') || character == QLatin1Char('\t');
        const auto category = character.category();
        if (!isLineOrTab && (category == QChar::Other_Control || category == QChar::Other_Format)) {
            character = QChar(QChar::ReplacementCharacter);
        }
    }
    return result;
}

QString familyWord(Core::Family family)
{
    return family == Core::Family::Ipv4 ? QStringLiteral("IPv4") : QStringLiteral("IPv6");
}

QString protocolWord(std::uint8_t protocol)
{
    switch (protocol) {
    case Core::ProtocolTcp:
        return QStringLiteral("TCP");
    case Core::ProtocolUdp:
        return QStringLiteral("UDP");
    case Core::ProtocolIcmp:
        return QStringLiteral("ICMP");
    case Core::ProtocolIcmpv6:
        return QStringLiteral("ICMPv6");
    case Core::ProtocolSctp:
        return QStringLiteral("SCTP");
    case Core::ProtocolEsp:
        return QStringLiteral("ESP");
    case Core::ProtocolAh:
        return QStringLiteral("AH");
    case Core::ProtocolUdplite:
        return QStringLiteral("UDP-Lite");
    default: {
        const QString name = plain(Core::protocolName(protocol));
        bool isNumber = false;
        name.toUInt(&isNumber);
        return isNumber ? Text::tr("protocol %1").arg(name) : name;
    }
    }
}

QString address(const Core::IpAddress &address)
{
    return plain(address.toString());
}

QString portWord(std::uint8_t protocol, std::optional<std::uint16_t> port)
{
    if (!port) {
        const bool isPing = protocol == Core::ProtocolIcmp || protocol == Core::ProtocolIcmpv6;
        return isPing ? Text::tr("ping") : protocolWord(protocol);
    }
    const QString service = serviceName(protocol, *port);
    if (service.isEmpty()) {
        return Text::tr("%1 port %2", "TCP port 8080").arg(protocolWord(protocol)).arg(*port);
    }
    return Text::tr("%1 port %2 (%3)", "TCP port 22 (SSH)")
        .arg(protocolWord(protocol))
        .arg(*port)
        .arg(service);
}

QString list(const QStringList &parts)
{
    if (parts.size() < 2) {
        return parts.join(QString());
    }
    const QString front = parts.mid(0, parts.size() - 1).join(QStringLiteral(", "));
    return Text::tr("%1 and %2", "the last two parts of a list").arg(front, parts.last());
}

QString size(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1);
}

QString number(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString duration(double seconds)
{
    if (!(seconds >= 0)) {
        return {};
    }
    if (seconds < 90) {
        return Text::tr("about %n seconds", nullptr, static_cast<int>(std::lround(seconds)));
    }
    if (seconds < 90 * 60) {
        return Text::tr("about %n minutes", nullptr, static_cast<int>(std::lround(seconds / 60)));
    }
    if (seconds < 36 * 3600) {
        return Text::tr("about %n hours", nullptr, static_cast<int>(std::lround(seconds / 3600)));
    }
    const double days = seconds / 86400;
    if (days > 1000) {
        return Text::tr("years");
    }
    return Text::tr("about %n days", nullptr, static_cast<int>(std::lround(days)));
}

} // namespace Words

} // namespace Portlight::App
