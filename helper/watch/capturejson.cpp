// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/capturejson.h"

#include "helper/watch/sightings.h"

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

std::string lineOf(const json &value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

/// Calls `read` and turns what the JSON library throws into nothing.
template<typename Value, typename Read>
std::optional<Value> readLine(std::string_view line, Read read)
{
    if (line.size() > longestCaptureLine) {
        return std::nullopt;
    }
    const json value = json::parse(line, nullptr, false);
    if (!value.is_object()) {
        return std::nullopt;
    }
    try {
        return read(value);
    } catch (const json::exception &) {
        return std::nullopt;
    }
}

std::optional<Core::Sighting> sightingFrom(const json &value)
{
    Core::Sighting sighting;
    const auto kind = Core::parseSightingKind(value.at("kind").get<std::string>());
    const auto source = Core::IpAddress::parse(value.at("source").get<std::string>());
    const auto destination = Core::IpAddress::parse(value.at("destination").get<std::string>());
    sighting.interface = value.at("interface");
    constexpr std::size_t longestName = 15;
    if (!kind || !source || !destination || sighting.interface.size() > longestName) {
        return std::nullopt;
    }
    sighting.kind = *kind;
    sighting.source = *source;
    sighting.destination = *destination;
    sighting.outgoing = value.at("outgoing");
    sighting.port = value.at("port");
    if (value.contains("icmp_type")) {
        sighting.icmpType = value.at("icmp_type").get<std::uint8_t>();
        sighting.icmpCode = value.at("icmp_code").get<std::uint8_t>();
    }
    sighting.packets = value.at("packets");
    sighting.first = value.at("first");
    sighting.last = value.at("last");
    if (value.contains("after_request")) {
        sighting.afterRequest = value.at("after_request").get<double>();
    }
    return sighting;
}

json toJson(const Core::Sighting &sighting)
{
    json value{{"kind", Core::toString(sighting.kind)},
               {"interface", sighting.interface},
               {"outgoing", sighting.outgoing},
               {"source", sighting.source.toString()},
               {"destination", sighting.destination.toString()},
               {"port", sighting.port},
               {"packets", sighting.packets},
               {"first", sighting.first},
               {"last", sighting.last}};
    if (sighting.icmpType && sighting.icmpCode) {
        value["icmp_type"] = *sighting.icmpType;
        value["icmp_code"] = *sighting.icmpCode;
    }
    if (sighting.afterRequest) {
        value["after_request"] = *sighting.afterRequest;
    }
    return value;
}

} // namespace

std::string toLine(const CaptureRequest &request)
{
    const Core::WatchSubject &subject = request.subject;
    return lineOf({{"protocol", subject.protocol},
                   {"port", subject.port},
                   {"from", addressText(subject.from)},
                   {"to", addressText(subject.to)},
                   {"translated_to", addressText(subject.translatedTo)},
                   {"translated_port", subject.translatedPort},
                   {"interfaces", subject.interfaces},
                   {"log_group", subject.logGroup},
                   {"log_prefix", subject.logPrefix},
                   {"seconds", request.seconds}});
}

std::optional<CaptureRequest> captureRequestFrom(std::string_view line)
{
    return readLine<CaptureRequest>(line, [](const json &value) -> std::optional<CaptureRequest> {
        CaptureRequest request;
        Core::WatchSubject &subject = request.subject;
        subject.protocol = value.at("protocol");
        subject.port = value.at("port");
        subject.from = Core::IpAddress::parse(value.at("from").get<std::string>());
        subject.to = Core::IpAddress::parse(value.at("to").get<std::string>());
        subject.translatedTo = Core::IpAddress::parse(value.at("translated_to").get<std::string>());
        subject.translatedPort = value.at("translated_port");
        subject.interfaces = value.at("interfaces").get<std::vector<std::string>>();
        subject.logGroup = value.at("log_group");
        subject.logPrefix = value.at("log_prefix");
        request.seconds = value.at("seconds");
        return request;
    });
}

std::string toLine(const Core::PacketWatch &watch)
{
    json sightings = json::array();
    for (const Core::Sighting &sighting : watch.sightings) {
        sightings.push_back(toJson(sighting));
    }
    return lineOf({{"running", watch.running},
                   {"seconds", watch.seconds},
                   {"sightings", std::move(sightings)},
                   {"packets", watch.packets},
                   {"lost", watch.lost},
                   {"limited", watch.limited}});
}

std::optional<Core::PacketWatch> packetWatchFrom(std::string_view line)
{
    return readLine<Core::PacketWatch>(
        line, [](const json &value) -> std::optional<Core::PacketWatch> {
            Core::PacketWatch watch;
            watch.running = value.at("running");
            watch.seconds = value.at("seconds");
            watch.packets = value.at("packets");
            watch.lost = value.at("lost");
            watch.limited = value.at("limited");
            for (const json &one : value.at("sightings")) {
                auto sighting = sightingFrom(one);
                if (!sighting || watch.sightings.size() == Sightings::mostPlaces) {
                    return std::nullopt;
                }
                watch.sightings.push_back(*std::move(sighting));
            }
            return watch;
        });
}

} // namespace Portlight::Helper
