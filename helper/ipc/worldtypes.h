// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/world.h"
#include "core/result.h"

#include <QDBusArgument>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace Portlight::Ipc
{

/// What ReadWorld sends, as wiretypes.h has the rest. Texts are empty, and signed numbers -1, where
/// something is not set.

struct WireDevice { // (subbasusiii)
    QString name;
    uint index = 0;
    bool up = false;
    bool loopback = false;
    QStringList addresses;
    uint group = 0;
    QString bridge;
    int forwards4 = -1;
    int forwards6 = -1;
    int reversePathFilter = -1;
};

struct WireRoute { // (sussyuasssu)
    QString kind;
    uint table = 0;
    QString destination;
    QString source;
    uchar tos = 0;
    uint metric = 0;
    QStringList interfaces;
    QString gateway;
    QString preferredSource;
    uint realm = 0;
};

struct WireRoutingRule { // (subssssuuyiiiiixxsui)
    QString family;
    uint priority = 0;
    bool inverted = false;
    QString from;
    QString to;
    QString inInterface;
    QString outInterface;
    uint mark = 0;
    uint markMask = 0;
    uchar tos = 0;
    int protocol = -1;
    int firstSourcePort = -1;
    int lastSourcePort = -1;
    int firstDestinationPort = -1;
    int lastDestinationPort = -1;
    qlonglong firstUid = -1;
    qlonglong lastUid = -1;
    QString action;
    uint table = 0;
    int suppressPrefix = -1;
};

using WireDevices = QList<WireDevice>;
using WireRoutes = QList<WireRoute>;
using WireRoutingRules = QList<WireRoutingRule>;
using WireNumbers = QMap<QString, qlonglong>;

QDBusArgument &operator<<(QDBusArgument &argument, const WireDevice &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireDevice &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireRoute &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireRoute &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireRoutingRule &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireRoutingRule &value);

/// Part of registerWireTypes().
void registerWorldTypes();

struct WireWorld {
    WireDevices devices;
    WireRoutes routes;
    WireRoutingRules rules;
    WireNumbers numbers;
    QStringList missing;
};
/// Sets are not part of it.
WireWorld toWire(const Core::WorldReading &reading);
Core::Result<Core::WorldReading> worldFromWire(const WireWorld &world);

} // namespace Portlight::Ipc

Q_DECLARE_METATYPE(Portlight::Ipc::WireDevice)
Q_DECLARE_METATYPE(Portlight::Ipc::WireRoute)
Q_DECLARE_METATYPE(Portlight::Ipc::WireRoutingRule)
