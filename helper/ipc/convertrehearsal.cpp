// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/convert.h"
#include "helper/ipc/limits.h"

namespace Portlight::Ipc
{

namespace
{

using Core::ErrorCode;
using Core::failure;

constexpr auto operation = "read arguments";

tl::unexpected<Core::Error> invalid(const std::string &what, const QString &value)
{
    return failure(ErrorCode::InvalidArgument, operation, what + ": \"" + printable(value) + '"');
}

QString wireAddress(const std::optional<Core::IpAddress> &address)
{
    return address ? text(address->toString()) : QString();
}

Core::Result<void> readAddress(const QString &value, std::optional<Core::IpAddress> &into)
{
    if (value.isEmpty()) {
        return {};
    }
    const auto address = addressFromWire(value);
    if (!address) {
        return tl::unexpected(address.error());
    }
    into = *address;
    return {};
}

Core::Result<void> readInterface(const QString &value, std::string &into)
{
    if (value.isEmpty()) {
        return {};
    }
    const auto name = interfaceNameFromWire(value);
    if (!name) {
        return tl::unexpected(name.error());
    }
    into = *name;
    return {};
}

std::optional<std::uint8_t> byteFromWire(int value)
{
    return value < 0 || value > 255 ? std::nullopt
                                    : std::optional(static_cast<std::uint8_t>(value));
}

} // namespace

WireQuestion toWire(const Core::Question &question)
{
    return {text(Core::toString(question.direction)),
            question.protocol,
            question.port.value_or(0),
            wireAddress(question.from),
            wireAddress(question.to),
            text(question.inInterface),
            text(question.outInterface)};
}

Core::Result<Core::Question> questionFromWire(const WireQuestion &wire)
{
    for (const QString &part :
         {wire.direction, wire.from, wire.to, wire.inInterface, wire.outInterface}) {
        if (static_cast<std::size_t>(part.size()) > maxStringBytes) {
            return failure(ErrorCode::LimitExceeded, operation, "text too long");
        }
    }
    Core::Question question;
    const auto way = Core::parseWay(wire.direction.toStdString());
    if (!way) {
        return invalid("not a direction", wire.direction);
    }
    question.direction = *way;
    for (const auto &done :
         {readAddress(wire.from, question.from), readAddress(wire.to, question.to),
          readInterface(wire.inInterface, question.inInterface),
          readInterface(wire.outInterface, question.outInterface)}) {
        if (!done) {
            return tl::unexpected(done.error());
        }
    }
    if (!question.to || (!question.from && question.direction != Core::Way::Output)) {
        return invalid("an address is missing", wire.to);
    }
    question.family = question.to->family;
    if (question.from && question.from->family != question.family) {
        return invalid("addresses of two families", wire.from);
    }
    question.protocol = wire.protocol;
    const bool ping = wire.protocol
        == (question.family == Core::Family::Ipv4 ? Core::ProtocolIcmp : Core::ProtocolIcmpv6);
    if (!ping && wire.protocol != Core::ProtocolTcp && wire.protocol != Core::ProtocolUdp) {
        return invalid("protocol that cannot be asked about", QString::number(wire.protocol));
    }
    if (ping == (wire.port != 0)) {
        return invalid(ping ? "a ping has no port" : "a port is missing",
                       QString::number(wire.port));
    }
    if (!ping) {
        question.port = wire.port;
    }
    return question;
}

WireRun toWire(const Core::RehearsedRun &run)
{
    WireRun wire;
    const Core::ProbeResult &probe = run.probe;
    wire.attempt = {text(Core::outcomeName(probe.outcome)),
                    probe.errorNumber,
                    probe.icmpType ? int{*probe.icmpType} : -1,
                    probe.icmpCode ? int{*probe.icmpCode} : -1,
                    wireAddress(probe.offender),
                    probe.milliseconds,
                    wireAddress(probe.boundTo)};
    for (const Core::MovedRule &moved : run.moved) {
        const Core::Location &location = moved.location;
        wire.moved += WireMovedRule{text(Core::toString(location.backend)),
                                    toWire(location.family),
                                    text(location.table),
                                    text(location.chain),
                                    location.number,
                                    text(location.rule),
                                    moved.packets};
    }
    return wire;
}

Core::Result<Core::RehearsedRun> runFromWire(const WireRun &wire)
{
    Core::RehearsedRun run;
    const auto outcome = Core::parseProbeOutcome(wire.attempt.outcome.toStdString());
    if (!outcome) {
        return invalid("not an outcome", wire.attempt.outcome);
    }
    run.probe.outcome = *outcome;
    run.probe.errorNumber = wire.attempt.errorNumber;
    run.probe.icmpType = byteFromWire(wire.attempt.icmpType);
    run.probe.icmpCode = byteFromWire(wire.attempt.icmpCode);
    run.probe.milliseconds = wire.attempt.milliseconds;
    run.probe.fromWhere = "rehearsal";
    for (const auto &done : {readAddress(wire.attempt.offender, run.probe.offender),
                             readAddress(wire.attempt.boundTo, run.probe.boundTo)}) {
        if (!done) {
            return tl::unexpected(done.error());
        }
    }
    for (const WireMovedRule &moved : wire.moved) {
        const auto backend = Core::parseBackend(moved.backend.toStdString());
        const auto family = familyFromWire(moved.family);
        if (!backend || !family) {
            return invalid("not a place of a rule", moved.backend);
        }
        run.moved.push_back({{*backend, *family, moved.table.toStdString(),
                              moved.chain.toStdString(), moved.number, moved.rule.toStdString()},
                             moved.packets});
    }
    return run;
}

WireLimits toWire(const std::vector<Core::RehearsalLimit> &limits)
{
    WireLimits wires;
    for (const Core::RehearsalLimit &limit : limits) {
        wires +=
            WireLimit{text(Core::toString(limit.gap)), text(limit.subject), text(limit.detail)};
    }
    return wires;
}

std::vector<Core::RehearsalLimit> limitsFromWire(const WireLimits &wires)
{
    std::vector<Core::RehearsalLimit> limits;
    for (const WireLimit &wire : wires) {
        if (const auto gap = Core::parseRehearsalGap(wire.gap.toStdString())) {
            limits.push_back({*gap, wire.subject.toStdString(), wire.detail.toStdString()});
        }
    }
    return limits;
}

} // namespace Portlight::Ipc
