// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/app/window/fakehelper.h"

#include "core/text/saveparser.h"
#include "helper/ipc/convert.h"
#include "helper/ipc/names.h"
#include "helper/ipc/worldtypes.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QMutexLocker>

using namespace Portlight;

namespace
{

std::vector<Core::ChainCounters> countersOf(const std::string &text, const FakeHelper::Side &side)
{
    std::vector<Core::ChainCounters> all;
    const auto parsed = Core::parseSave(text, side.first, side.second);
    if (!parsed) {
        return all;
    }
    for (const auto &table : parsed->tables) {
        for (const auto &chain : table.chains) {
            Core::ChainCounters counters{table.name, chain.name, {}, {}};
            if (chain.policy) {
                counters.policy = chain.counters;
            }
            for (const auto &rule : chain.rules) {
                counters.rules.push_back(rule.counters.value_or(Core::Counters()));
            }
            all.push_back(std::move(counters));
        }
    }
    return all;
}

} // namespace

FakeHelper::FakeHelper()
{
    Ipc::registerWireTypes();
    m_thread.start();
    moveToThread(&m_thread);
}

FakeHelper::~FakeHelper()
{
    if (!m_connection.isEmpty()) {
        QDBusConnection::disconnectFromPeer(m_connection);
    }
    m_thread.quit();
    m_thread.wait();
}

App::HelperClient::Launcher FakeHelper::launcher()
{
    return [this](const QString &, const QStringList &arguments) {
        static int number = 0;
        m_connection = QStringLiteral("fake-helper-%1").arg(++number);
        return QMetaObject::invokeMethod(this, [this, address = arguments.at(1)] {
            auto connection = QDBusConnection::connectToPeer(address, m_connection);
            connection.registerVirtualObject(QLatin1String(Ipc::objectPath), this);
            connection.send(QDBusMessage::createSignal(QLatin1String(Ipc::objectPath),
                                                       QLatin1String(Ipc::peerInterfaceName),
                                                       QLatin1String(Ipc::peerReadySignal)));
        });
    };
}

void FakeHelper::setRules(const Side &side, const std::string &text, const std::string &generation)
{
    Rules rules{QString::fromStdString(text), QString::fromStdString(generation),
                countersOf(text, side)};
    const QMutexLocker locker(&m_mutex);
    m_rules[side] = std::move(rules);
}

void FakeHelper::setCounters(const Side &side, const std::string &text)
{
    auto counters = countersOf(text, side);
    const QMutexLocker locker(&m_mutex);
    m_rules[side].counters = std::move(counters);
}

void FakeHelper::setSession(const QString &localAddress, quint16 localPort,
                            const QString &remoteAddress, quint16 remotePort)
{
    Ipc::WireSession session;
    session.localAddress = localAddress;
    session.localPort = localPort;
    session.remoteAddress = remoteAddress;
    session.remotePort = remotePort;
    session.interfaceName = QStringLiteral("eth0");
    const QMutexLocker locker(&m_mutex);
    m_sessions = {session};
}

int FakeHelper::calls(const QString &method) const
{
    const QMutexLocker locker(&m_mutex);
    const auto found = m_calls.find(method);
    return found == m_calls.end() ? 0 : found->second;
}

QString FakeHelper::introspect(const QString &) const
{
    return {};
}

bool FakeHelper::handleMessage(const QDBusMessage &message, const QDBusConnection &connection)
{
    if (message.interface() != QLatin1String(Ipc::interfaceName)) {
        return false;
    }
    const auto arguments = answer(message);
    return connection.send(arguments.isEmpty()
                               ? message.createErrorReply(Ipc::errorName(Core::ErrorCode::NotFound),
                                                          QStringLiteral("not in this test"))
                               : message.createReply(arguments));
}

QVariantList FakeHelper::answer(const QDBusMessage &message)
{
    const QString method = message.member();
    const QMutexLocker locker(&m_mutex);
    ++m_calls[method];
    if (method == QLatin1String("ReadRules") || method == QLatin1String("ReadCounters")) {
        const auto backend = Core::parseBackend(message.arguments().at(0).toString().toStdString());
        const auto family = Core::parseFamily(message.arguments().at(1).toString().toStdString());
        const auto found = m_rules.find({*backend, *family});
        const Rules rules = found == m_rules.end() ? Rules() : found->second;
        if (method == QLatin1String("ReadCounters")) {
            return {rules.generation, QVariant::fromValue(Ipc::toWire(rules.counters))};
        }
        return {found == m_rules.end() ? QStringLiteral("not-there") : QStringLiteral("done"),
                rules.text, rules.generation, QString()};
    }
    if (method == QLatin1String("ReadInterfaces")) {
        return {QVariant::fromValue(Ipc::WireInterfaces())};
    }
    if (method == QLatin1String("ReadWorld")) {
        // All of it missing: pages show what they show without.
        Core::WorldReading reading;
        reading.missing = {"interfaces", "rules4", "routes4", "rules6", "routes6"};
        const Ipc::WireWorld world = Ipc::toWire(reading);
        return {QVariant::fromValue(world.devices), QVariant::fromValue(world.routes),
                QVariant::fromValue(world.rules), QVariant::fromValue(world.numbers),
                world.missing};
    }
    if (method == QLatin1String("ReadListeners")) {
        return {QVariant::fromValue(Ipc::WireListeners())};
    }
    if (method == QLatin1String("ReadSessions")) {
        return {QVariant::fromValue(m_sessions)};
    }
    if (method == QLatin1String("ReadManagers")) {
        return {QVariant::fromValue(Ipc::WireManagers()), QStringLiteral("none"),
                QStringLiteral("nft")};
    }
    if (method == QLatin1String("ReadNativeTables")) {
        return {QStringList()};
    }
    if (method == QLatin1String("ReadTrials")) {
        return {QVariant::fromValue(Ipc::WireTrials())};
    }
    if (method == QLatin1String("ReadConntrack")) {
        return {QVariant::fromValue(Ipc::WireCounts())};
    }
    return {};
}
