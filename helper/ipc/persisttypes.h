// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/persistence.h"
#include "core/result.h"
#include "helper/ipc/wiretypes.h"

namespace Portlight::Ipc
{

/// What crosses the bus about saving and snapshots; as wiretypes.h, and with its conversions.

struct WirePersistenceFile { // (sssbsbsb)
    QString path;
    QString backend; ///< empty: a file of settings
    QString family;
    bool existed = false;
    QString before;
    bool remains = false;
    QString after;
    bool changes = false;
};

struct WireLeftOut { // (sssssuss)
    QString backend;
    QString family;
    QString table;
    QString chain;
    QString rule;
    uint rules = 0;
    QString owner;
    QString reason;
};

struct WireNote { // (sss)
    QString code;
    QString subject;
    QString detail;
};

struct WireSnapshot { // (ssxuutb)
    QString id;
    QString name;
    qlonglong taken = 0;
    uint uid = 0;
    uint rules = 0;
    qulonglong bytes = 0;
    bool here = true;
};

struct WireSnapshotSide { // (sssus)
    QString backend;
    QString family;
    QString text;
    uint rules = 0;
    QString missing;
};

using WirePersistenceFiles = QList<WirePersistenceFile>;
using WireLeftOuts = QList<WireLeftOut>;
using WireNotes = QList<WireNote>;
using WireSnapshots = QList<WireSnapshot>;
using WireSnapshotSides = QList<WireSnapshotSide>;

QDBusArgument &operator<<(QDBusArgument &argument, const WirePersistenceFile &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WirePersistenceFile &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireLeftOut &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireLeftOut &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireNote &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireNote &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireSnapshot &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireSnapshot &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireSnapshotSide &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireSnapshotSide &value);

/// Part of registerWireTypes().
void registerPersistTypes();

WirePersistenceFiles toWire(const std::vector<Core::PersistenceFile> &files);
WireLeftOuts toWire(const std::vector<Core::LeftOut> &leftOut);
WireNotes toWire(const std::vector<Core::PersistenceNote> &notes);
Core::Result<std::vector<Core::PersistenceFile>> filesFromWire(const WirePersistenceFiles &files);
Core::Result<std::vector<Core::LeftOut>> leftOutFromWire(const WireLeftOuts &leftOut);
std::vector<Core::PersistenceNote> notesFromWire(const WireNotes &notes);

WireSnapshot toWire(const Core::SnapshotInfo &info);
WireSnapshotSides toWire(const std::vector<Core::SnapshotSide> &sides);
Core::SnapshotInfo snapshotFromWire(const WireSnapshot &wire);
Core::Result<std::vector<Core::SnapshotSide>> sidesFromWire(const WireSnapshotSides &sides);

} // namespace Portlight::Ipc

Q_DECLARE_METATYPE(Portlight::Ipc::WirePersistenceFile)
Q_DECLARE_METATYPE(Portlight::Ipc::WireLeftOut)
Q_DECLARE_METATYPE(Portlight::Ipc::WireNote)
Q_DECLARE_METATYPE(Portlight::Ipc::WireSnapshot)
Q_DECLARE_METATYPE(Portlight::Ipc::WireSnapshotSide)
