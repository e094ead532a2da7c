// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/persisttypes.h"

#include "helper/ipc/convert.h"

#include <QDBusMetaType>

namespace Portlight::Ipc
{

namespace
{

template<typename... Fields> QDBusArgument &write(QDBusArgument &argument, const Fields &...fields)
{
    argument.beginStructure();
    (argument << ... << fields);
    argument.endStructure();
    return argument;
}

template<typename... Fields>
const QDBusArgument &read(const QDBusArgument &argument, Fields &...fields)
{
    argument.beginStructure();
    (argument >> ... >> fields);
    argument.endStructure();
    return argument;
}

template<typename T> void registerType(const char *name)
{
    qRegisterMetaType<T>(name);
    qDBusRegisterMetaType<T>();
}

QString optionalText(const std::optional<std::string> &value)
{
    return value ? text(*value) : QString();
}

std::optional<std::string> optionalText(bool there, const QString &value)
{
    return there ? std::optional(value.toStdString()) : std::nullopt;
}

tl::unexpected<Core::Error> unknownWord(const QString &word)
{
    return Core::failure(Core::ErrorCode::InvalidArgument, "read answer",
                         "unknown word: " + printable(word));
}

} // namespace

QDBusArgument &operator<<(QDBusArgument &argument, const WirePersistenceFile &value)
{
    return write(argument, value.path, value.backend, value.family, value.existed, value.before,
                 value.remains, value.after, value.changes);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WirePersistenceFile &value)
{
    return read(argument, value.path, value.backend, value.family, value.existed, value.before,
                value.remains, value.after, value.changes);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireLeftOut &value)
{
    return write(argument, value.backend, value.family, value.table, value.chain, value.rule,
                 value.rules, value.owner, value.reason);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireLeftOut &value)
{
    return read(argument, value.backend, value.family, value.table, value.chain, value.rule,
                value.rules, value.owner, value.reason);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireNote &value)
{
    return write(argument, value.code, value.subject, value.detail);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireNote &value)
{
    return read(argument, value.code, value.subject, value.detail);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireSnapshot &value)
{
    return write(argument, value.id, value.name, value.taken, value.uid, value.rules, value.bytes,
                 value.here);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireSnapshot &value)
{
    return read(argument, value.id, value.name, value.taken, value.uid, value.rules, value.bytes,
                value.here);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireSnapshotSide &value)
{
    return write(argument, value.backend, value.family, value.text, value.rules, value.missing);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireSnapshotSide &value)
{
    return read(argument, value.backend, value.family, value.text, value.rules, value.missing);
}

void registerPersistTypes()
{
    registerType<WirePersistenceFile>("Portlight::Ipc::WirePersistenceFile");
    registerType<WireLeftOut>("Portlight::Ipc::WireLeftOut");
    registerType<WireNote>("Portlight::Ipc::WireNote");
    registerType<WireSnapshot>("Portlight::Ipc::WireSnapshot");
    registerType<WireSnapshotSide>("Portlight::Ipc::WireSnapshotSide");
    registerType<WirePersistenceFiles>("Portlight::Ipc::WirePersistenceFiles");
    registerType<WireLeftOuts>("Portlight::Ipc::WireLeftOuts");
    registerType<WireNotes>("Portlight::Ipc::WireNotes");
    registerType<WireSnapshots>("Portlight::Ipc::WireSnapshots");
    registerType<WireSnapshotSides>("Portlight::Ipc::WireSnapshotSides");
}

WirePersistenceFiles toWire(const std::vector<Core::PersistenceFile> &files)
{
    WirePersistenceFiles result;
    for (const Core::PersistenceFile &file : files) {
        result += WirePersistenceFile{text(file.path),
                                      file.backend ? toWire(*file.backend) : QString(),
                                      file.backend ? toWire(file.family) : QString(),
                                      file.before.has_value(),
                                      optionalText(file.before),
                                      file.after.has_value(),
                                      optionalText(file.after),
                                      file.changes};
    }
    return result;
}

WireLeftOuts toWire(const std::vector<Core::LeftOut> &leftOut)
{
    WireLeftOuts result;
    for (const Core::LeftOut &what : leftOut) {
        result += WireLeftOut{toWire(what.backend),
                              toWire(what.family),
                              text(what.table),
                              text(what.chain),
                              text(what.rule),
                              static_cast<uint>(what.rules),
                              text(Core::toString(what.owner)),
                              text(Core::toString(what.reason))};
    }
    return result;
}

WireNotes toWire(const std::vector<Core::PersistenceNote> &notes)
{
    WireNotes result;
    for (const Core::PersistenceNote &note : notes) {
        result += WireNote{text(note.code), text(note.subject), text(note.detail)};
    }
    return result;
}

Core::Result<std::vector<Core::PersistenceFile>> filesFromWire(const WirePersistenceFiles &files)
{
    std::vector<Core::PersistenceFile> result;
    for (const WirePersistenceFile &wire : files) {
        Core::PersistenceFile file;
        file.path = wire.path.toStdString();
        if (!wire.backend.isEmpty()) {
            const auto backend = backendFromWire(wire.backend);
            const auto family = familyFromWire(wire.family);
            if (!backend || !family) {
                return tl::unexpected(!backend ? backend.error() : family.error());
            }
            file.backend = *backend;
            file.family = *family;
        }
        file.before = optionalText(wire.existed, wire.before);
        file.after = optionalText(wire.remains, wire.after);
        file.changes = wire.changes;
        result.push_back(std::move(file));
    }
    return result;
}

Core::Result<std::vector<Core::LeftOut>> leftOutFromWire(const WireLeftOuts &leftOut)
{
    std::vector<Core::LeftOut> result;
    for (const WireLeftOut &wire : leftOut) {
        const auto backend = backendFromWire(wire.backend);
        const auto family = familyFromWire(wire.family);
        if (!backend || !family) {
            return tl::unexpected(!backend ? backend.error() : family.error());
        }
        const auto owner = Core::parseOwner(wire.owner.toStdString());
        const auto reason = Core::parseLeftOutReason(wire.reason.toStdString());
        if (!owner || !reason) {
            return unknownWord(!owner ? wire.owner : wire.reason);
        }
        result.push_back({*backend, *family, wire.table.toStdString(), wire.chain.toStdString(),
                          wire.rule.toStdString(), wire.rules, *owner, *reason});
    }
    return result;
}

std::vector<Core::PersistenceNote> notesFromWire(const WireNotes &notes)
{
    std::vector<Core::PersistenceNote> result;
    for (const WireNote &wire : notes) {
        result.push_back(
            {wire.code.toStdString(), wire.subject.toStdString(), wire.detail.toStdString()});
    }
    return result;
}

WireSnapshot toWire(const Core::SnapshotInfo &info)
{
    return {text(info.id),
            text(info.name),
            static_cast<qlonglong>(info.taken),
            info.uid,
            static_cast<uint>(info.rules),
            static_cast<qulonglong>(info.bytes),
            info.here};
}

WireSnapshotSides toWire(const std::vector<Core::SnapshotSide> &sides)
{
    WireSnapshotSides result;
    for (const Core::SnapshotSide &side : sides) {
        result += WireSnapshotSide{toWire(side.backend), toWire(side.family), text(side.text),
                                   static_cast<uint>(side.rules), text(side.missing)};
    }
    return result;
}

Core::SnapshotInfo snapshotFromWire(const WireSnapshot &wire)
{
    return {wire.id.toStdString(),
            wire.name.toStdString(),
            wire.taken,
            wire.uid,
            wire.rules,
            wire.bytes,
            wire.here};
}

Core::Result<std::vector<Core::SnapshotSide>> sidesFromWire(const WireSnapshotSides &sides)
{
    std::vector<Core::SnapshotSide> result;
    for (const WireSnapshotSide &wire : sides) {
        const auto backend = backendFromWire(wire.backend);
        const auto family = familyFromWire(wire.family);
        if (!backend || !family) {
            return tl::unexpected(!backend ? backend.error() : family.error());
        }
        result.push_back(
            {*backend, *family, wire.text.toStdString(), wire.rules, wire.missing.toStdString()});
    }
    return result;
}

} // namespace Portlight::Ipc
