// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/factarguments.h"
#include "app/wording/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstring>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::FactArguments)
};

} // namespace

FactArguments::FactArguments(const Core::Fact &fact)
    : m_fact(fact)
{
}

std::string_view FactArguments::raw(std::size_t index) const
{
    return index < m_fact.arguments.size() ? std::string_view(m_fact.arguments[index])
                                           : std::string_view();
}

QString FactArguments::operator[](std::size_t index) const
{
    return Words::plain(raw(index));
}

bool FactArguments::isEmpty(std::size_t index) const
{
    return raw(index).empty();
}

QString FactArguments::placeFirst(std::size_t index) const
{
    if (raw(index) == "0" || isEmpty(index)) {
        return Text::tr("The “otherwise” (policy) of %1 (%2)", "begins a sentence")
            .arg((*this)[index + 1], (*this)[index + 2]);
    }
    return Text::tr("Rule %1 in %2 (%3)", "begins a sentence")
        .arg((*this)[index], (*this)[index + 1], (*this)[index + 2]);
}

QString FactArguments::place(std::size_t index) const
{
    if (raw(index) == "0" || isEmpty(index)) {
        return Text::tr("the “otherwise” (policy) of %1 (%2)", "inside a sentence")
            .arg((*this)[index + 1], (*this)[index + 2]);
    }
    return Text::tr("rule %1 in %2 (%3)", "inside a sentence")
        .arg((*this)[index], (*this)[index + 1], (*this)[index + 2]);
}

QString FactArguments::shortPlaceFirst(std::size_t index) const
{
    if (raw(index) == "0" || isEmpty(index)) {
        return Text::tr("The “otherwise” (policy) of %1", "begins a sentence")
            .arg((*this)[index + 1]);
    }
    return Text::tr("Rule %1 in %2", "begins a sentence").arg((*this)[index], (*this)[index + 1]);
}

QString FactArguments::shortPlace(std::size_t index) const
{
    if (raw(index) == "0" || isEmpty(index)) {
        return Text::tr("the “otherwise” (policy) of %1", "inside a sentence")
            .arg((*this)[index + 1]);
    }
    return Text::tr("rule %1 in %2", "inside a sentence").arg((*this)[index], (*this)[index + 1]);
}

QString FactArguments::traffic(std::size_t index) const
{
    const auto protocol = Core::parseProtocol(raw(index));
    if (!protocol) {
        return (*this)[index];
    }
    bool isNumber = false;
    const ushort port = (*this)[index + 1].toUShort(&isNumber);
    return Words::portWord(*protocol, isNumber ? std::optional<std::uint16_t>(port) : std::nullopt);
}

QString FactArguments::protocol(std::size_t index) const
{
    const auto number = Core::parseProtocol(raw(index));
    return number ? Words::protocolWord(*number) : (*this)[index];
}

QString FactArguments::family(std::size_t index) const
{
    const auto value = Core::parseFamily(raw(index));
    return value ? Words::familyWord(*value) : (*this)[index];
}

QString FactArguments::endpoint(std::size_t index) const
{
    const QString address = (*this)[index];
    const QString port = (*this)[index + 1];
    if (port.isEmpty()) {
        return address;
    }
    return address.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:%2").arg(address, port)
                                              : QStringLiteral("%1:%2").arg(address, port);
}

QString FactArguments::addressOr(std::size_t index, const QString &whenEmpty) const
{
    return isEmpty(index) ? whenEmpty : (*this)[index];
}

QString FactArguments::count(std::size_t index) const
{
    bool isNumber = false;
    const qulonglong value = (*this)[index].toULongLong(&isNumber);
    return isNumber ? QLocale().toString(value) : (*this)[index];
}

QString FactArguments::milliseconds(std::size_t index) const
{
    bool isNumber = false;
    const double value = (*this)[index].toDouble(&isNumber);
    const QString text = isNumber ? QLocale().toString(value, 'g', 3) : (*this)[index];
    return Text::tr("%1 ms", "milliseconds")
        .arg(isNumber && value >= 1000 ? QLocale().toString(value, 'f', 0) : text);
}

QString FactArguments::icmp(std::size_t typeIndex) const
{
    bool typeIsNumber = false;
    bool codeIsNumber = false;
    const uint type = (*this)[typeIndex].toUInt(&typeIsNumber);
    const uint code = (*this)[typeIndex + 1].toUInt(&codeIsNumber);
    return typeIsNumber && codeIsNumber ? icmpErrorName(type, code) : QStringLiteral("ICMP");
}

QString FactArguments::errorNumber(std::size_t index) const
{
    bool isNumber = false;
    const int number = (*this)[index].toInt(&isNumber);
    return isNumber ? QString::fromLocal8Bit(std::strerror(number)) : (*this)[index];
}

QString FactArguments::tables(std::size_t index) const
{
    QStringList names = (*this)[index].split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (QString &name : names) {
        name = name.trimmed();
    }
    return Words::list(names);
}

QString FactArguments::verdict(std::size_t index) const
{
    const std::string_view word = raw(index);
    if (word == "accept") {
        return Text::tr("let through");
    }
    if (word == "drop") {
        return Text::tr("dropped silently");
    }
    if (word == "reject") {
        return Text::tr("refused");
    }
    if (word == "unknown") {
        return Text::tr("not clear");
    }
    return (*this)[index];
}

QString FactArguments::outcome(std::size_t index) const
{
    const std::string_view word = raw(index);
    if (word == "connected") {
        return Text::tr("it connected");
    }
    if (word == "refused") {
        return Text::tr("it was refused by a TCP reset");
    }
    if (word == "rejected") {
        return Text::tr("it was refused by an ICMP error");
    }
    if (word == "timed-out") {
        return Text::tr("no answer came");
    }
    if (word == "unreachable") {
        return Text::tr("it could not be sent");
    }
    return (*this)[index];
}

QString FactArguments::routeKind(std::size_t index) const
{
    const std::string_view word = raw(index);
    if (word == "none") {
        return Text::tr("there is no route");
    }
    if (word == "unreachable") {
        return Text::tr("the route says “unreachable”");
    }
    if (word == "blackhole") {
        return Text::tr("the route says “blackhole”: packets vanish");
    }
    if (word == "prohibit") {
        return Text::tr("the route says “prohibit”");
    }
    return (*this)[index];
}

QString FactArguments::action(std::size_t index) const
{
    const std::string_view word = raw(index);
    if (word == "DROP" || word == "policy DROP") {
        return Text::tr("drops silently (DROP)");
    }
    if (word == "REJECT") {
        return Text::tr("refuses (REJECT)");
    }
    return Text::tr("stops (%1)").arg((*this)[index]);
}

QString FactArguments::statistic(std::size_t index) const
{
    const std::string_view word = raw(index);
    if (word == "drop") {
        return Text::tr("new connections dropped by a full table (drop)");
    }
    if (word == "early_drop") {
        return Text::tr("connections thrown out to make room (early_drop)");
    }
    if (word == "chaintoolong") {
        return Text::tr("connections refused by a bucket that is too full (chaintoolong)");
    }
    if (word == "insert_failed") {
        return Text::tr("connections that could not be added (insert_failed)");
    }
    return (*this)[index];
}

QString FactArguments::toolWords(std::size_t index) const
{
    const QString words = (*this)[index].trimmed();
    return words.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(words);
}

QString FactArguments::delay(std::size_t index) const
{
    return isEmpty(index) ? QString()
                          : QLatin1Char(' ') + Text::tr("after %1").arg(milliseconds(index));
}

QString FactArguments::onTheWire(std::size_t index) const
{
    const std::string_view word = raw(index);
    if (word == "answered") {
        return Text::tr("it was answered");
    }
    if (word == "passed-on") {
        return Text::tr("it was passed on");
    }
    if (word == "refused") {
        return Text::tr("it was refused");
    }
    if (word == "silent") {
        return Text::tr("no answer left");
    }
    return Text::tr("nothing left this computer");
}

QString FactArguments::inBrackets(std::size_t index) const
{
    return isEmpty(index) ? QString() : QStringLiteral(" (%1)").arg((*this)[index]);
}

QString icmpErrorName(unsigned type, unsigned code)
{
    struct Name {
        unsigned type;
        unsigned code;
        const char *name;
    };
    static constexpr Name names[] = {
        {3, 0, "icmp-net-unreachable"},   {3, 1, "icmp-host-unreachable"},
        {3, 2, "icmp-proto-unreachable"}, {3, 3, "icmp-port-unreachable"},
        {3, 9, "icmp-net-prohibited"},    {3, 10, "icmp-host-prohibited"},
        {3, 13, "icmp-admin-prohibited"}, {1, 0, "icmp6-no-route"},
        {1, 1, "icmp6-adm-prohibited"},   {1, 3, "icmp6-addr-unreachable"},
        {1, 4, "icmp6-port-unreachable"}, {1, 5, "icmp6-policy-fail"},
        {1, 6, "icmp6-reject-route"},     {11, 0, "icmp-time-exceeded"},
    };
    for (const Name &known : names) {
        if (known.type == type && known.code == code) {
            return QString::fromLatin1(known.name);
        }
    }
    return QStringLiteral("ICMP %1/%2").arg(type).arg(code);
}

} // namespace Portlight::App
