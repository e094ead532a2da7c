// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/probejson.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Portlight::App
{

namespace
{

QString textOf(const Core::IpAddress &address)
{
    return QString::fromStdString(address.toString());
}

std::optional<std::uint8_t> byteOf(const QJsonObject &object, QLatin1String key)
{
    const int value = object.value(key).toInt(-1);
    return value < 0 || value > 255 ? std::nullopt
                                    : std::optional(static_cast<std::uint8_t>(value));
}

} // namespace

QString probeOutcomeCode(Core::ProbeOutcome outcome)
{
    const std::string_view code = Core::outcomeName(outcome);
    return QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size()));
}

QByteArray probeToJson(const Core::ProbeResult &result)
{
    QJsonObject object{{QStringLiteral("outcome"), probeOutcomeCode(result.outcome)},
                       {QStringLiteral("errno"), result.errorNumber},
                       {QStringLiteral("milliseconds"), result.milliseconds}};
    if (result.icmpType) {
        object.insert(QStringLiteral("icmp_type"), *result.icmpType);
    }
    if (result.icmpCode) {
        object.insert(QStringLiteral("icmp_code"), *result.icmpCode);
    }
    if (result.offender) {
        object.insert(QStringLiteral("offender"), textOf(*result.offender));
    }
    if (result.boundTo) {
        object.insert(QStringLiteral("bound_to"), textOf(*result.boundTo));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Core::Result<Core::ProbeResult> probeFromJson(const QByteArray &line)
{
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (!document.isObject()) {
        return Core::failure(Core::ErrorCode::ParseFailed, "read probe",
                             "the prober's answer is not a JSON object", line.toStdString());
    }
    const QJsonObject object = document.object();
    const QString outcome = object.value(QLatin1String("outcome")).toString();
    Core::ProbeResult result;
    result.outcome =
        Core::parseProbeOutcome(outcome.toStdString()).value_or(Core::ProbeOutcome::NotTried);
    result.errorNumber = object.value(QLatin1String("errno")).toInt();
    result.milliseconds = object.value(QLatin1String("milliseconds")).toDouble();
    result.icmpType = byteOf(object, QLatin1String("icmp_type"));
    result.icmpCode = byteOf(object, QLatin1String("icmp_code"));
    result.offender =
        Core::IpAddress::parse(object.value(QLatin1String("offender")).toString().toStdString());
    result.boundTo =
        Core::IpAddress::parse(object.value(QLatin1String("bound_to")).toString().toStdString());
    return result;
}

QStringList probeArguments(const ProbeRequest &request)
{
    QStringList arguments{
        QStringLiteral("probe"),      QStringLiteral("--json"),
        QStringLiteral("--to"),       textOf(request.to),
        QStringLiteral("--protocol"), QString::fromStdString(Core::protocolName(request.protocol)),
        QStringLiteral("--timeout"),  QString::number(request.timeoutMilliseconds)};
    if (request.port != 0) {
        arguments << QStringLiteral("--port") << QString::number(request.port);
    }
    if (request.bindTo) {
        arguments << QStringLiteral("--from") << textOf(*request.bindTo);
    }
    return arguments;
}

} // namespace Portlight::App
