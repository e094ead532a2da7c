// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/arguments.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::Arguments)
};

} // namespace

Arguments::Arguments(const QCommandLineParser &parser)
    : m_parser(parser)
    , m_positional(parser.positionalArguments().mid(1))
{
}

bool Arguments::has(const char *option) const
{
    return m_parser.isSet(QString::fromLatin1(option));
}

QString Arguments::text(const char *option) const
{
    return m_parser.value(QString::fromLatin1(option));
}

QStringList Arguments::texts(const char *option) const
{
    return m_parser.values(QString::fromLatin1(option));
}

void Arguments::wrong(const QString &problem)
{
    if (m_problem.isEmpty()) {
        m_problem = problem;
    }
}

void Arguments::wrongValue(const char *option, const QString &value, const QString &expected)
{
    wrong(Text::tr("--%1 “%2”: %3").arg(QString::fromLatin1(option), value, expected));
}

std::optional<unsigned> Arguments::number(const char *option, unsigned least, unsigned most)
{
    if (!has(option)) {
        return std::nullopt;
    }
    bool isNumber = false;
    const QString value = text(option);
    const qulonglong number = value.toULongLong(&isNumber);
    if (!isNumber || number < least || number > most) {
        wrongValue(option, value,
                   Text::tr("a number from %1 to %2 is expected").arg(least).arg(most));
        return std::nullopt;
    }
    return static_cast<unsigned>(number);
}

std::optional<double> Arguments::decimal(const char *option, double least, double most)
{
    if (!has(option)) {
        return std::nullopt;
    }
    bool isNumber = false;
    const QString value = text(option);
    const double number = value.toDouble(&isNumber);
    if (!isNumber || !(number >= least && number <= most)) {
        wrongValue(option, value,
                   Text::tr("a number from %1 to %2 is expected")
                       .arg(QString::number(least, 'f', 0), QString::number(most, 'f', 0)));
        return std::nullopt;
    }
    return number;
}

std::optional<std::uint16_t> Arguments::port(const char *option)
{
    const auto value = number(option, 1, 65535);
    return value ? std::optional(static_cast<std::uint16_t>(*value)) : std::nullopt;
}

std::optional<Core::IpAddress> Arguments::address(const char *option)
{
    if (!has(option)) {
        return std::nullopt;
    }
    const QString value = text(option);
    auto address = Core::IpAddress::parse(value.toStdString());
    if (!address) {
        wrongValue(option, value,
                   Text::tr("an IPv4 or IPv6 address is expected, such as 192.0.2.1"));
    }
    return address;
}

std::optional<std::uint8_t> Arguments::protocol(const char *option)
{
    if (!has(option)) {
        return std::nullopt;
    }
    const QString value = text(option);
    auto protocol = Core::parseProtocol(value.toStdString());
    if (!protocol) {
        wrongValue(option, value, Text::tr("a protocol is expected, such as tcp, udp or icmp"));
    }
    return protocol;
}

std::optional<Core::Family> Arguments::family(const char *option)
{
    if (!has(option)) {
        return std::nullopt;
    }
    const QString value = text(option);
    auto family = Core::parseFamily(value.toStdString());
    if (!family) {
        wrongValue(option, value, Text::tr("ipv4 or ipv6 is expected"));
    }
    return family;
}

std::optional<Core::Backend> Arguments::backend(const char *option)
{
    if (!has(option)) {
        return std::nullopt;
    }
    const QString value = text(option);
    auto backend = Core::parseBackend(value.toStdString());
    if (!backend || *backend == Core::Backend::File) {
        wrongValue(option, value, Text::tr("legacy, nft or native is expected"));
        return std::nullopt;
    }
    return backend;
}

std::string Arguments::interface(const char *option)
{
    const QString value = text(option);
    const bool tooLong = value.toUtf8().size() > qsizetype{Core::maxInterfaceNameLength};
    if (has(option)
        && (value.isEmpty() || tooLong || value.contains(QLatin1Char('/'))
            || value.contains(QLatin1Char(' ')))) {
        wrongValue(option, value,
                   Text::tr("the name of a network device is expected, such as eth0"));
        return {};
    }
    return value.toStdString();
}

std::optional<QString> Arguments::choice(const char *option, const QStringList &choices)
{
    if (!has(option)) {
        return std::nullopt;
    }
    const QString value = text(option);
    if (!choices.contains(value)) {
        wrongValue(option, value,
                   Text::tr("expected is one of: %1").arg(choices.join(QStringLiteral(", "))));
        return std::nullopt;
    }
    return value;
}

} // namespace Portlight::App::Cli
