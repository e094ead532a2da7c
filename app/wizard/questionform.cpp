// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/questionform.h"

#include "app/models/qtext.h"

#include <QHash>

namespace Portlight::App
{

namespace
{

/// Names people type. The system's own list is not asked: it differs from machine to machine.
const QHash<QString, std::uint16_t> &servicePorts()
{
    static const QHash<QString, std::uint16_t> ports = {
        {QStringLiteral("ftp"), 21},          {QStringLiteral("ssh"), 22},
        {QStringLiteral("sftp"), 22},         {QStringLiteral("telnet"), 23},
        {QStringLiteral("smtp"), 25},         {QStringLiteral("dns"), 53},
        {QStringLiteral("domain"), 53},       {QStringLiteral("dhcp"), 67},
        {QStringLiteral("tftp"), 69},         {QStringLiteral("http"), 80},
        {QStringLiteral("web"), 80},          {QStringLiteral("pop3"), 110},
        {QStringLiteral("ntp"), 123},         {QStringLiteral("imap"), 143},
        {QStringLiteral("snmp"), 161},        {QStringLiteral("ldap"), 389},
        {QStringLiteral("https"), 443},       {QStringLiteral("smb"), 445},
        {QStringLiteral("samba"), 445},       {QStringLiteral("submission"), 587},
        {QStringLiteral("ipp"), 631},         {QStringLiteral("cups"), 631},
        {QStringLiteral("printing"), 631},    {QStringLiteral("ldaps"), 636},
        {QStringLiteral("imaps"), 993},       {QStringLiteral("pop3s"), 995},
        {QStringLiteral("openvpn"), 1194},    {QStringLiteral("nfs"), 2049},
        {QStringLiteral("mysql"), 3306},      {QStringLiteral("mariadb"), 3306},
        {QStringLiteral("rdp"), 3389},        {QStringLiteral("sip"), 5060},
        {QStringLiteral("mdns"), 5353},       {QStringLiteral("postgresql"), 5432},
        {QStringLiteral("postgres"), 5432},   {QStringLiteral("vnc"), 5900},
        {QStringLiteral("redis"), 6379},      {QStringLiteral("http-alt"), 8080},
        {QStringLiteral("wireguard"), 51820},
    };
    return ports;
}

bool isPing(std::uint8_t protocol)
{
    return protocol == Core::ProtocolIcmp || protocol == Core::ProtocolIcmpv6;
}

} // namespace

std::optional<std::uint16_t> portOf(const QString &service)
{
    const QString word = service.trimmed().toLower();
    bool isNumber = false;
    const uint number = word.toUInt(&isNumber);
    if (isNumber) {
        return number >= 1 && number <= 65535 ? std::optional(static_cast<std::uint16_t>(number))
                                              : std::nullopt;
    }
    const auto found = servicePorts().constFind(word);
    return found == servicePorts().constEnd() ? std::nullopt : std::optional(*found);
}

FormProblem problemOf(const QuestionForm &form)
{
    const QString to = form.to.trimmed();
    const QString from = form.from.trimmed();
    if (form.direction != Core::Way::Input && to.isEmpty()) {
        return FormProblem::ToMissing;
    }
    if (form.direction == Core::Way::Forward && from.isEmpty()) {
        return FormProblem::FromMissing;
    }
    const auto fromAddress = Core::IpAddress::parse(stdtext(from));
    if (!from.isEmpty() && !fromAddress) {
        return FormProblem::FromNotAnAddress;
    }
    const auto toAddress = Core::IpAddress::parse(stdtext(to));
    if (fromAddress && toAddress && fromAddress->family != toAddress->family) {
        return FormProblem::FamiliesDiffer;
    }
    if (!isPing(form.protocol)) {
        if (form.service.trimmed().isEmpty()) {
            return FormProblem::PortMissing;
        }
        if (!portOf(form.service)) {
            return FormProblem::PortNotUnderstood;
        }
    }
    return FormProblem::None;
}

Core::Result<Core::Question> toQuestion(const QuestionForm &form,
                                        const std::optional<Core::IpAddress> &resolvedTo)
{
    if (problemOf(form) != FormProblem::None) {
        return Core::failure(Core::ErrorCode::InvalidArgument, "read the question",
                             "the connection is not described in full");
    }
    Core::Question question;
    question.direction = form.direction;
    question.protocol = form.protocol;
    question.from = Core::IpAddress::parse(stdtext(form.from.trimmed()));
    question.to = resolvedTo ? resolvedTo : Core::IpAddress::parse(stdtext(form.to.trimmed()));
    if (question.to) {
        question.family = question.to->family;
    } else if (question.from) {
        question.family = question.from->family;
    }
    if (isPing(form.protocol)) {
        question.protocol =
            question.family == Core::Family::Ipv4 ? Core::ProtocolIcmp : Core::ProtocolIcmpv6;
    } else {
        question.port = portOf(form.service);
    }
    return question;
}

QuestionForm toForm(const Core::Question &question)
{
    QuestionForm form;
    form.direction = question.direction;
    form.protocol =
        isPing(question.protocol) ? std::uint8_t{Core::ProtocolIcmp} : question.protocol;
    form.from =
        question.from && !question.fromAnyone ? qtext(question.from->toString()) : QString();
    form.to = question.to ? qtext(question.to->toString()) : QString();
    form.service = question.port ? QString::number(*question.port) : QString();
    return form;
}

} // namespace Portlight::App
