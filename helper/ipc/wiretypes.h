// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QByteArray>
#include <QDBusArgument>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace Portlight::Ipc
{

/// What crosses the bus, field by field as org.portlight.Helper1.xml has it. Built with Qt 5 in the
/// helper and Qt 6 in the front end from this one header. Nothing here is checked: convert.h turns
/// these into values of core, or refuses.

struct WireInterface { // (subbas)
    QString name;
    uint index = 0;
    bool up = false;
    bool loopback = false;
    QStringList addresses;
};

struct WireListener { // (ysqsuubs)
    uchar protocol = 0;
    QString address;
    ushort port = 0;
    QString program;
    uint pid = 0;
    uint uid = 0;
    bool ipv6Only = true;
    QString boundInterface;
};

struct WireSession { // (sqsqssuu)
    QString localAddress;
    ushort localPort = 0;
    QString remoteAddress;
    ushort remotePort = 0;
    QString interfaceName;
    QString program;
    uint pid = 0;
    uint uid = 0;
};

struct WireGroup { // (st)
    QString name;
    qulonglong count = 0;
};

struct WireSet { // (ssastsuu)
    QString name;
    QString type;
    QStringList members;
    qulonglong count = 0;
    QString family;
    uint prefixLength = 0;
    uint markMask = 0;
};

struct WireManager { // (sbs)
    QString name;
    bool active = false;
    QString detail;
};

struct WireChange { // (sssssuas)
    QString kind;
    QString backend;
    QString family;
    QString table;
    QString chain;
    uint position = 0;
    QStringList arguments;
};

struct WireTrial { // (sssasxuubs)
    QString id;
    QString state;
    QString summary;
    QStringList commands;
    qlonglong began = 0;
    uint secondsLeft = 0;
    uint uid = 0;
    bool here = true;
    QString detail;
};

struct WireChainCounters { // (ssbay)
    QString table;
    QString chain;
    bool hasPolicy = false;
    QByteArray values;
};

struct WireQuestion { // (syqssss)
    QString direction;
    uchar protocol = 0;
    ushort port = 0;
    QString from;
    QString to;
    QString inInterface;
    QString outInterface;
};

struct WireAttempt { // (siiisds)
    QString outcome;
    int errorNumber = 0;
    int icmpType = -1;
    int icmpCode = -1;
    QString offender;
    double milliseconds = 0;
    QString boundTo;
};

struct WireMovedRule { // (ssssust)
    QString backend;
    QString family;
    QString table;
    QString chain;
    uint number = 0;
    QString rule;
    qulonglong packets = 0;
};

struct WireLimit { // (sss)
    QString gap;
    QString subject;
    QString detail;
};

/// What a packet watch looks for; empty texts and port 0: not given.
struct WireWatchSubject { // (yqsssqasqs)
    uchar protocol = 6;
    ushort port = 0;
    QString from;
    QString to;
    QString translatedTo;
    ushort translatedPort = 0;
    QStringList interfaces;
    ushort logGroup = 0;
    QString logPrefix;
};

struct WireSighting { // (ssbssqiitddd)
    QString kind;
    QString interface;
    bool outgoing = false;
    QString source;
    QString destination;
    ushort port = 0;
    int icmpType = -1;
    int icmpCode = -1;
    qulonglong packets = 0;
    double first = 0;
    double last = 0;
    double afterRequest = -1;
};

using WireInterfaces = QList<WireInterface>;
using WireListeners = QList<WireListener>;
using WireSessions = QList<WireSession>;
using WireMap = QMap<QString, QString>;
using WireCounts = QMap<QString, qulonglong>;
using WireGroups = QList<WireGroup>;
using WireSets = QList<WireSet>;
using WireManagers = QList<WireManager>;
using WireChanges = QList<WireChange>;
using WireTrials = QList<WireTrial>;
using WireCounters = QList<WireChainCounters>;
using WireMovedRules = QList<WireMovedRule>;
using WireLimits = QList<WireLimit>;
using WireSightings = QList<WireSighting>;

QDBusArgument &operator<<(QDBusArgument &argument, const WireInterface &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireInterface &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireListener &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireListener &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireSession &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireSession &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireGroup &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireGroup &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireSet &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireSet &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireManager &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireManager &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireChange &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireChange &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireTrial &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireTrial &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireChainCounters &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireChainCounters &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireQuestion &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireQuestion &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireAttempt &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireAttempt &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireMovedRule &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireMovedRule &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireLimit &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireLimit &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireWatchSubject &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireWatchSubject &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireSighting &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireSighting &value);

/// Before the first call or reply; may be called again.
void registerWireTypes();

} // namespace Portlight::Ipc

Q_DECLARE_METATYPE(Portlight::Ipc::WireInterface)
Q_DECLARE_METATYPE(Portlight::Ipc::WireListener)
Q_DECLARE_METATYPE(Portlight::Ipc::WireSession)
Q_DECLARE_METATYPE(Portlight::Ipc::WireGroup)
Q_DECLARE_METATYPE(Portlight::Ipc::WireSet)
Q_DECLARE_METATYPE(Portlight::Ipc::WireManager)
Q_DECLARE_METATYPE(Portlight::Ipc::WireChange)
Q_DECLARE_METATYPE(Portlight::Ipc::WireTrial)
Q_DECLARE_METATYPE(Portlight::Ipc::WireChainCounters)
Q_DECLARE_METATYPE(Portlight::Ipc::WireQuestion)
Q_DECLARE_METATYPE(Portlight::Ipc::WireAttempt)
Q_DECLARE_METATYPE(Portlight::Ipc::WireMovedRule)
Q_DECLARE_METATYPE(Portlight::Ipc::WireLimit)
Q_DECLARE_METATYPE(Portlight::Ipc::WireWatchSubject)
Q_DECLARE_METATYPE(Portlight::Ipc::WireSighting)
