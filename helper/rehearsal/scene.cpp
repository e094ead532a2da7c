// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/scene.h"

#include "helper/conntrack/settings.h"
#include "helper/netfilter/smallfile.h"
#include "helper/rehearsal/liverules.h"
#include "helper/rehearsal/translation.h"
#include "helper/watch/interfaces.h"
#include "helper/watch/listeners.h"
#include "helper/watch/route.h"

#include <algorithm>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::Family;
using Core::IpAddress;
using Core::RehearsalGap;
using Core::RouteKind;
using Core::Way;

constexpr auto operation = "rehearse";
constexpr std::size_t mostInterfaces = 256;
constexpr std::size_t mostListeners = 64;
constexpr std::size_t mostStandIns = 8;

/// Fills a scene step by step; the first step that fails ends it.
class SceneReader
{
public:
    SceneReader(const RehearsalRequest &request, Scene &scene)
        : m_request(request)
        , m_question(scene.question)
        , m_scene(scene)
    {
    }

    Core::Result<void> read();

private:
    Core::Result<void> readDevices();
    Core::Result<void> readRoutes();
    Core::Result<void> placeSender();
    Core::Result<void> placeReceiver(const IpAddress &address, std::optional<std::uint16_t> port);
    Core::Result<void> readListening();
    void readSettings();
    void remember(const std::string &path);
    bool isLocal(const IpAddress &address) const;
    StandIn *standInFor(const std::string &interface);

    const RehearsalRequest &m_request;
    Core::Question &m_question;
    Scene &m_scene;
    LiveRules m_rules;
};

bool SceneReader::isLocal(const IpAddress &address) const
{
    return address.isLoopback()
        || std::any_of(m_scene.interfaces.begin(), m_scene.interfaces.end(),
                       [&address](const Core::NetworkInterface &device) {
                           return std::any_of(device.addresses.begin(), device.addresses.end(),
                                              [&address](const Core::IpNetwork &own) {
                                                  return own.address == address;
                                              });
                       });
}

/// Null when the device does not exist or is the loopback device, or when there are too many.
StandIn *SceneReader::standInFor(const std::string &interface)
{
    const auto device = std::find_if(m_scene.interfaces.begin(), m_scene.interfaces.end(),
                                     [&interface](const Core::NetworkInterface &one) {
                                         return one.name == interface && !one.loopback;
                                     });
    if (device == m_scene.interfaces.end()) {
        return nullptr;
    }
    const auto found = std::find_if(m_scene.standIns.begin(), m_scene.standIns.end(),
                                    [&interface](const StandIn &one) {
                                        return one.interface == interface;
                                    });
    if (found != m_scene.standIns.end()) {
        return &*found;
    }
    if (m_scene.standIns.size() >= mostStandIns) {
        return nullptr;
    }
    m_scene.standIns.push_back({interface, {}, {}, {}});
    return &m_scene.standIns.back();
}

Core::Result<void> SceneReader::readDevices()
{
    auto interfaces = readInterfaces();
    if (!interfaces) {
        return tl::unexpected(interfaces.error());
    }
    if (interfaces->size() > mostInterfaces) {
        m_scene.limits.push_back({RehearsalGap::Devices, {}, {}});
        interfaces->resize(mostInterfaces);
    }
    m_scene.interfaces = *std::move(interfaces);
    return {};
}

Core::Result<void> SceneReader::placeSender()
{
    const auto back = lookUpRoute(*m_question.from, std::nullopt, {});
    if (!back) {
        return tl::unexpected(back.error());
    }
    if (m_question.inInterface.empty()) {
        m_question.inInterface = back->outInterface;
    }
    StandIn *sender = standInFor(m_question.inInterface);
    if (sender == nullptr) {
        return Core::failure(ErrorCode::InvalidArgument, operation,
                             "there is no network device that the packet could come in on",
                             m_question.inInterface);
    }
    sender->addresses.push_back(*m_question.from);
    m_scene.routes.push_back({*m_question.from, *back});
    if (back->kind == RouteKind::Unicast && back->outInterface != m_question.inInterface) {
        m_scene.answerInterface = back->outInterface;
    }
    return {};
}

/// Somebody who answers at an address that is not this computer's.
Core::Result<void> SceneReader::placeReceiver(const IpAddress &address,
                                              std::optional<std::uint16_t> port)
{
    const bool asked = address == *m_question.to;
    auto route = lookUpRoute(
        address, asked && m_question.direction == Way::Output ? m_question.from : std::nullopt, {});
    if (!route) {
        return tl::unexpected(route.error());
    }
    if (asked && !m_question.outInterface.empty() && route->kind == RouteKind::Unicast) {
        route->outInterface = m_question.outInterface;
    } else if (asked) {
        m_question.outInterface = route->outInterface;
    }
    m_scene.routes.push_back({address, *route});
    if (route->kind != RouteKind::Unicast) {
        return {};
    }
    StandIn *receiver = standInFor(route->outInterface);
    if (receiver == nullptr) {
        m_scene.limits.push_back({RehearsalGap::Devices, route->outInterface, {}});
        return {};
    }
    if (!m_scene.sentFromHere && receiver->interface == m_question.inInterface) {
        if (asked) {
            return Core::failure(ErrorCode::Unsupported, operation,
                                 "the packet would leave on the network device it came in on",
                                 receiver->interface);
        }
        m_scene.limits.push_back({RehearsalGap::Devices, receiver->interface, {}});
        return {};
    }
    receiver->addresses.push_back(address);
    const auto answered = port ? port : m_question.port;
    if (answered) {
        receiver->ports.push_back(*answered);
    }
    if (!m_scene.sentFromHere && m_question.from->isPrivate() && !address.isPrivate()) {
        receiver->unreachable.push_back(*m_question.from);
    }
    if (asked) {
        m_scene.limits.push_back({RehearsalGap::FarEnd, address.toString(), {}});
    }
    return {};
}

Core::Result<void> SceneReader::readRoutes()
{
    const bool toHere = isLocal(*m_question.to);
    if (m_question.direction == Way::Input && !toHere) {
        return Core::failure(ErrorCode::InvalidArgument, operation,
                             "the address asked for is not this computer's",
                             m_question.to->toString());
    }
    if (m_question.direction == Way::Output && m_question.from && !isLocal(*m_question.from)) {
        return Core::failure(ErrorCode::InvalidArgument, operation,
                             "the sender is not this computer", m_question.from->toString());
    }
    m_scene.sentFromHere = m_question.direction == Way::Output
        || (m_question.direction == Way::Input && isLocal(*m_question.from));
    if (!m_scene.sentFromHere) {
        if (auto placed = placeSender(); !placed) {
            return placed;
        }
    }
    if (!toHere) {
        if (auto placed = placeReceiver(*m_question.to, std::nullopt); !placed) {
            return placed;
        }
    }
    const Translations translations = translationsOf(m_rules.rulesets, m_rules.nativeTables,
                                                     m_request.changes, m_question.family);
    for (const std::string &rule : translations.unknown) {
        m_scene.limits.push_back({RehearsalGap::Destination, rule, {}});
    }
    for (const Translation &translation : translations.known) {
        const bool known = isLocal(translation.address) || translation.address == *m_question.to
            || std::any_of(m_scene.routes.begin(), m_scene.routes.end(),
                           [&translation](const SceneRoute &route) {
                               return route.to == translation.address;
                           });
        if (known) {
            continue;
        }
        // A rule about somebody else's packets must not stop the rehearsal of this one.
        if (!placeReceiver(translation.address, translation.port)) {
            m_scene.limits.push_back({RehearsalGap::Destination, translation.rule, {}});
        }
    }
    return {};
}

Core::Result<void> SceneReader::readListening()
{
    auto listeners = readListeners();
    if (!listeners) {
        return tl::unexpected(listeners.error());
    }
    const auto answers = [this](const Core::Listener &listener) {
        const bool dual = !listener.ipv6Only && listener.address.family == Family::Ipv6
            && listener.address.isUnspecified();
        return listener.protocol == m_question.protocol
            && (listener.address.family == m_question.family || dual);
    };
    std::stable_partition(listeners->begin(), listeners->end(),
                          [this](const Core::Listener &listener) {
                              return listener.port == m_question.port;
                          });
    for (Core::Listener &listener : *listeners) {
        if (answers(listener) && m_scene.listeners.size() < mostListeners) {
            if (listener.address.family != m_question.family) {
                listener.address = IpAddress::any(m_question.family);
            }
            m_scene.listeners.push_back(std::move(listener));
        }
    }
    return {};
}

void SceneReader::remember(const std::string &path)
{
    if (auto value = readSmallFile("/proc/sys/" + path, 64)) {
        value->erase(std::find(value->begin(), value->end(), '\n'), value->end());
        m_scene.settings.emplace_back(path, *std::move(value));
    }
}

void SceneReader::readSettings()
{
    std::vector<std::string> devices{"all"};
    for (const StandIn &standIn : m_scene.standIns) {
        devices.push_back(standIn.interface);
    }
    remember("net/ipv4/ip_forward");
    for (const std::string &device : devices) {
        for (const char *name : {"forwarding", "rp_filter", "accept_local", "route_localnet"}) {
            remember("net/ipv4/conf/" + device + '/' + name);
        }
        remember("net/ipv6/conf/" + device + "/forwarding");
    }
}

Core::Result<void> SceneReader::read()
{
    std::vector<Side> changed;
    for (const Core::Change &change : m_request.changes) {
        const auto *setting = std::get_if<Core::SetSetting>(&change);
        const auto rule = setting != nullptr ? settingRule(setting->name) : std::nullopt;
        if (rule && rule->kind == SettingKind::Conntrack) {
            return Core::failure(ErrorCode::Unsupported, operation,
                                 "settings of connection tracking are those of the whole system",
                                 setting->name);
        }
        if (const Core::ChainPlace *place = Core::placeOf(change)) {
            changed.push_back({place->backend, place->family});
        }
    }
    auto rules = readLiveRules(m_request.generations, changed);
    if (!rules) {
        return tl::unexpected(rules.error());
    }
    m_rules = *std::move(rules);
    if (auto done = readDevices(); !done) {
        return done;
    }
    if (auto done = readRoutes(); !done) {
        return done;
    }
    if (auto done = readListening(); !done) {
        return done;
    }
    readSettings();
    const auto limits = limitsOf(m_rules, m_question);
    m_scene.limits.insert(m_scene.limits.end(), limits.begin(), limits.end());
    m_scene.rules = std::move(m_rules.steps);
    m_scene.sets = std::move(m_rules.sets);
    return {};
}

} // namespace

Core::Result<Scene> readScene(const RehearsalRequest &request)
{
    Scene scene;
    scene.question = request.question;
    if (auto done = SceneReader(request, scene).read(); !done) {
        return tl::unexpected(done.error());
    }
    return scene;
}

} // namespace Portlight::Helper
