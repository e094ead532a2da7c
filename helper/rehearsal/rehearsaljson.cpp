// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/rehearsaljson.h"

#include "helper/trial/changejson.h"

#include <nlohmann/json.hpp>

namespace Portlight::Helper
{

namespace
{

using nlohmann::json;

std::string addressText(const std::optional<Core::IpAddress> &address)
{
    return address ? address->toString() : std::string();
}

json questionJson(const Core::Question &question)
{
    return {{"direction", Core::toString(question.direction)},
            {"protocol", question.protocol},
            {"port", question.port.value_or(0)},
            {"from", addressText(question.from)},
            {"to", addressText(question.to)},
            {"in_interface", question.inInterface},
            {"out_interface", question.outInterface},
            {"family", Core::toString(question.family)},
            {"from_anyone", question.fromAnyone}};
}

Core::Question questionFromJson(const json &value)
{
    Core::Question question;
    question.direction = Core::parseWay(value.at("direction").get<std::string>()).value();
    question.protocol = value.at("protocol");
    if (const auto port = value.at("port").get<std::uint16_t>(); port != 0) {
        question.port = port;
    }
    question.from = Core::IpAddress::parse(value.at("from").get<std::string>());
    question.to = Core::IpAddress::parse(value.at("to").get<std::string>());
    question.inInterface = value.at("in_interface");
    question.outInterface = value.at("out_interface");
    question.family = Core::parseFamily(value.at("family").get<std::string>()).value();
    question.fromAnyone = value.at("from_anyone");
    return question;
}

json locationJson(const Core::Location &location)
{
    return {{"backend", Core::toString(location.backend)},
            {"family", Core::toString(location.family)},
            {"table", location.table},
            {"chain", location.chain},
            {"number", location.number},
            {"rule", location.rule}};
}

Core::Location locationFromJson(const json &value)
{
    return {Core::parseBackend(value.at("backend").get<std::string>()).value(),
            Core::parseFamily(value.at("family").get<std::string>()).value(),
            value.at("table"),
            value.at("chain"),
            value.at("number"),
            value.at("rule")};
}

json runJson(const Core::RehearsedRun &run)
{
    json moved = json::array();
    for (const Core::MovedRule &rule : run.moved) {
        moved.push_back({{"location", locationJson(rule.location)}, {"packets", rule.packets}});
    }
    return {{"probe", toJson(run.probe)}, {"moved", moved}};
}

Core::RehearsedRun runFromJson(const json &value)
{
    Core::RehearsedRun run;
    run.probe = probeFromJson(value.at("probe")).value();
    for (const auto &rule : value.at("moved")) {
        run.moved.push_back({locationFromJson(rule.at("location")), rule.at("packets")});
    }
    return run;
}

/// Calls `read`; a part that is missing or of another type gives nothing.
template<typename T, typename Read> std::optional<T> guarded(Read read)
{
    try {
        return read();
    } catch (const json::exception &) {
        return std::nullopt;
    } catch (const std::bad_optional_access &) {
        return std::nullopt;
    }
}

} // namespace

json toJson(const RehearsalRequest &request)
{
    json changes = json::array();
    for (const Core::Change &change : request.changes) {
        changes.push_back(toJson(change));
    }
    return {{"question", questionJson(request.question)},
            {"changes", changes},
            {"generations", request.generations}};
}

std::optional<RehearsalRequest> requestFromJson(const json &value)
{
    return guarded<RehearsalRequest>([&value] {
        RehearsalRequest request;
        request.question = questionFromJson(value.at("question"));
        for (const auto &change : value.at("changes")) {
            request.changes.push_back(changeFromJson(change).value());
        }
        request.generations = value.at("generations");
        return request;
    });
}

json toJson(const Core::ProbeResult &probe)
{
    return {{"outcome", Core::outcomeName(probe.outcome)},
            {"errno", probe.errorNumber},
            {"icmp_type", probe.icmpType ? int{*probe.icmpType} : -1},
            {"icmp_code", probe.icmpCode ? int{*probe.icmpCode} : -1},
            {"offender", addressText(probe.offender)},
            {"milliseconds", probe.milliseconds},
            {"bound_to", addressText(probe.boundTo)},
            {"from_where", probe.fromWhere}};
}

std::optional<Core::ProbeResult> probeFromJson(const json &value)
{
    return guarded<Core::ProbeResult>([&value] {
        Core::ProbeResult probe;
        probe.outcome = Core::parseProbeOutcome(value.at("outcome").get<std::string>()).value();
        probe.errorNumber = value.at("errno");
        const int type = value.at("icmp_type");
        const int code = value.at("icmp_code");
        if (type >= 0 && code >= 0) {
            probe.icmpType = static_cast<std::uint8_t>(type);
            probe.icmpCode = static_cast<std::uint8_t>(code);
        }
        probe.offender = Core::IpAddress::parse(value.at("offender").get<std::string>());
        probe.milliseconds = value.at("milliseconds");
        probe.boundTo = Core::IpAddress::parse(value.at("bound_to").get<std::string>());
        probe.fromWhere = value.at("from_where");
        return probe;
    });
}

json toJson(const Core::RehearsalLimit &limit)
{
    return {
        {"gap", Core::toString(limit.gap)}, {"subject", limit.subject}, {"detail", limit.detail}};
}

std::optional<Core::RehearsalLimit> limitFromJson(const json &value)
{
    return guarded<Core::RehearsalLimit>([&value] {
        return Core::RehearsalLimit{
            Core::parseRehearsalGap(value.at("gap").get<std::string>()).value(),
            value.at("subject"), value.at("detail")};
    });
}

json toJson(const Core::Error &error)
{
    return {{"code", Core::toString(error.code)}, {"operation", error.operation},
            {"message", error.message},           {"detail", error.detail},
            {"line", error.position.line},        {"column", error.position.column}};
}

Core::Error errorFromJson(const json &value)
{
    const auto error = guarded<Core::Error>([&value] {
        return Core::Error{Core::parseErrorCode(value.at("code").get<std::string>()).value(),
                           value.at("operation"),
                           value.at("message"),
                           value.at("detail"),
                           {value.at("line"), value.at("column")}};
    });
    return error.value_or(
        Core::Error{Core::ErrorCode::Internal, "rehearse", "the answer could not be read", {}, {}});
}

json toJson(const Core::Result<Core::RehearsalReport> &result)
{
    if (!result) {
        return {{"error", toJson(result.error())}};
    }
    json limits = json::array();
    for (const Core::RehearsalLimit &limit : result->limits) {
        limits.push_back(toJson(limit));
    }
    return {{"question", questionJson(result->question)},
            {"before", runJson(result->before)},
            {"after", runJson(result->after)},
            {"limits", limits}};
}

Core::Result<Core::RehearsalReport> resultFromJson(const json &value)
{
    if (value.is_object() && value.contains("error")) {
        return tl::unexpected(errorFromJson(value.at("error")));
    }
    auto report = guarded<Core::RehearsalReport>([&value] {
        Core::RehearsalReport read;
        read.question = questionFromJson(value.at("question"));
        read.before = runFromJson(value.at("before"));
        read.after = runFromJson(value.at("after"));
        for (const auto &limit : value.at("limits")) {
            read.limits.push_back(limitFromJson(limit).value());
        }
        return read;
    });
    if (!report) {
        return tl::unexpected(errorFromJson({}));
    }
    return *std::move(report);
}

} // namespace Portlight::Helper
