// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/arguments.h"

#include "helper/conntrack/settings.h"
#include "helper/ipc/conntracktypes.h"
#include "helper/ipc/convert.h"
#include "helper/ipc/limits.h"

#include <algorithm>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::failure;

constexpr auto operation = "read arguments";

tl::unexpected<Core::Error> invalid(const char *what, const QString &value)
{
    return failure(ErrorCode::InvalidArgument, operation,
                   std::string(what) + ": \"" + Ipc::printable(value) + '"');
}

Core::Result<void> checkLength(const QString &value)
{
    if (static_cast<std::size_t>(value.size()) > Ipc::maxStringBytes) {
        return failure(ErrorCode::LimitExceeded, operation, "text too long");
    }
    return {};
}

template<typename... Texts> Core::Result<void> checkLengths(const Texts &...texts)
{
    Core::Result<void> result;
    (void)((result = checkLength(texts)).has_value() && ...);
    return result;
}

bool isHexadecimal(const QString &text, int digits)
{
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](QChar digit) {
               return (digit >= QLatin1Char('0') && digit <= QLatin1Char('9'))
                   || (digit >= QLatin1Char('a') && digit <= QLatin1Char('f'));
           });
}

/// The changes and what they were made from.
struct CheckedChanges {
    std::vector<Core::Change> changes;
    std::map<std::string, std::string> generations;
};

Core::Result<CheckedChanges> checkedChanges(const Ipc::WireChanges &changes,
                                            const Ipc::WireMap &generations)
{
    auto known = Ipc::generationsFromWire(generations);
    if (!known) {
        return tl::unexpected(known.error());
    }
    auto converted = Ipc::changesFromWire(changes);
    if (!converted) {
        return tl::unexpected(converted.error());
    }
    for (const Core::Change &change : *converted) {
        const auto *setting = std::get_if<Core::SetSetting>(&change);
        if (setting == nullptr) {
            continue;
        }
        if (auto valid = SettingStore::validate(setting->name, setting->value); !valid) {
            return tl::unexpected(valid.error());
        }
    }
    return CheckedChanges{std::move(*converted), std::move(*known)};
}

} // namespace

Core::Result<RulesArguments> rulesArguments(const QString &backend, const QString &family)
{
    if (auto checked = checkLengths(backend, family); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto knownBackend = Ipc::backendFromWire(backend);
    const auto knownFamily = Ipc::familyFromWire(family);
    if (!knownBackend || !knownFamily) {
        return tl::unexpected(!knownBackend ? knownBackend.error() : knownFamily.error());
    }
    return RulesArguments{*knownBackend, *knownFamily};
}

Core::Result<RouteArguments> routeArguments(const QString &destination, const QString &source,
                                            const QString &inInterface)
{
    if (auto checked = checkLengths(destination, source, inInterface); !checked) {
        return tl::unexpected(checked.error());
    }
    RouteArguments result;
    const auto to = Ipc::addressFromWire(destination);
    if (!to) {
        return tl::unexpected(to.error());
    }
    result.destination = *to;
    if (!source.isEmpty()) {
        const auto from = Ipc::addressFromWire(source);
        if (!from) {
            return tl::unexpected(from.error());
        }
        if (from->family != to->family) {
            return invalid("source of another family", source);
        }
        result.source = *from;
    }
    if (!inInterface.isEmpty()) {
        const auto name = Ipc::interfaceNameFromWire(inInterface);
        if (!name) {
            return tl::unexpected(name.error());
        }
        result.inInterface = *name;
    }
    return result;
}

Core::Result<std::vector<std::string>> settingNames(const QStringList &names)
{
    if (static_cast<std::size_t>(names.size()) > Ipc::maxSettings) {
        return failure(ErrorCode::LimitExceeded, operation, "too many settings");
    }
    std::vector<std::string> result;
    for (const QString &name : names) {
        if (auto checked = checkLength(name); !checked) {
            return tl::unexpected(checked.error());
        }
        if (!settingRule(name.toStdString())) {
            return invalid("unknown setting", name);
        }
        result.push_back(name.toStdString());
    }
    return result;
}

Core::Result<std::vector<std::string>> setArguments(const QStringList &names, unsigned most)
{
    if (most == 0 || most > Core::mostSetMembers) {
        return invalid("not a number of members", QString::number(most));
    }
    if (static_cast<std::size_t>(names.size()) > Ipc::maxSets) {
        return failure(ErrorCode::LimitExceeded, operation, "too many sets");
    }
    std::vector<std::string> result;
    for (const QString &name : names) {
        if (auto checked = checkLength(name); !checked) {
            return tl::unexpected(checked.error());
        }
        const std::string bytes = name.toStdString();
        const bool control = std::any_of(bytes.begin(), bytes.end(), [](char c) {
            return static_cast<unsigned char>(c) < ' ' || c == 0x7f;
        });
        if (bytes.empty() || bytes.size() > Core::maxSetNameLength || control) {
            return invalid("not the name of a set", name);
        }
        result.push_back(bytes);
    }
    return result;
}

Core::Result<Core::EntryFilter> entryFilter(const Ipc::WireMap &words)
{
    if (static_cast<std::size_t>(words.size()) > Ipc::maxFilterWords) {
        return failure(ErrorCode::LimitExceeded, operation, "too many words in a filter");
    }
    std::map<std::string, std::string> known;
    for (auto word = words.constBegin(); word != words.constEnd(); ++word) {
        if (auto checked = checkLengths(word.key(), word.value()); !checked) {
            return tl::unexpected(checked.error());
        }
        known.emplace(Ipc::printable(word.key()), word.value().toStdString());
    }
    return Core::parseEntryFilter(known);
}

Core::Result<void> groupLimit(unsigned limit)
{
    if (limit < 1 || limit > Ipc::maxGroupLimit) {
        return invalid("number of groups", QString::number(limit));
    }
    return {};
}

Core::Result<std::vector<Core::ConntrackEntry>> endedEntries(const QByteArrayList &records)
{
    if (static_cast<std::size_t>(records.size()) > Ipc::maxEndedEntries) {
        return failure(ErrorCode::LimitExceeded, operation, "too many connections at once");
    }
    auto entries = Ipc::entriesFromWire(records);
    if (!entries || entries->empty()) {
        return failure(ErrorCode::InvalidArgument, operation, "no entry of the table");
    }
    return entries;
}

Core::Result<TrialRequest> trialArguments(const Ipc::WireChanges &changes,
                                          const Ipc::WireMap &generations, unsigned seconds,
                                          const QString &summary, bool dryRun)
{
    if (auto checked = checkLength(summary); !checked) {
        return tl::unexpected(checked.error());
    }
    if (auto checked = trialSeconds(seconds); !checked) {
        return tl::unexpected(checked.error());
    }
    auto checkedParts = checkedChanges(changes, generations);
    if (!checkedParts) {
        return tl::unexpected(checkedParts.error());
    }
    TrialRequest request;
    request.changes = std::move(checkedParts->changes);
    request.generations = std::move(checkedParts->generations);
    request.seconds = seconds;
    request.summary = Ipc::printable(summary, static_cast<int>(Ipc::maxStringBytes));
    request.dryRun = dryRun;
    return request;
}

Core::Result<RehearsalRequest> rehearsalArguments(const Ipc::WireChanges &changes,
                                                  const Ipc::WireMap &generations,
                                                  const Ipc::WireQuestion &question)
{
    auto asked = Ipc::questionFromWire(question);
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    auto parts = checkedChanges(changes, generations);
    if (!parts) {
        return tl::unexpected(parts.error());
    }
    return RehearsalRequest{std::move(*asked), std::move(parts->changes),
                            std::move(parts->generations)};
}

bool isConntrackOnly(const TrialRequest &request)
{
    return std::all_of(request.changes.begin(), request.changes.end(), [](const auto &change) {
        const auto *setting = std::get_if<Core::SetSetting>(&change);
        const auto rule = setting != nullptr ? settingRule(setting->name) : std::nullopt;
        return rule && rule->kind == SettingKind::Conntrack;
    });
}

Core::Result<std::string> trialId(const QString &id)
{
    constexpr int digits = 32;
    if (!isHexadecimal(id, digits)) {
        return invalid("not a trial", id);
    }
    return id.toStdString();
}

Core::Result<std::string> watchId(const QString &id)
{
    constexpr int digits = 32;
    if (!isHexadecimal(id, digits)) {
        return invalid("not a packet watch", id);
    }
    return id.toStdString();
}

Core::Result<void> watchSeconds(unsigned seconds)
{
    if (seconds < 1 || seconds > Ipc::maxWatchSeconds) {
        return invalid("seconds out of range", QString::number(seconds));
    }
    return {};
}

Core::Result<std::string> planRevision(const QString &revision)
{
    constexpr int digits = 64;
    if (!isHexadecimal(revision, digits)) {
        return invalid("not a revision of a plan", revision);
    }
    return revision.toStdString();
}

Core::Result<std::string> snapshotName(const QString &name)
{
    if (auto checked = checkLength(name); !checked) {
        return tl::unexpected(checked.error());
    }
    const int most = static_cast<int>(Ipc::maxSnapshotNameLength);
    if (name.trimmed().isEmpty() || name.size() > most
        || Ipc::printable(name, most) != name.toStdString()) {
        return invalid("not a name", name);
    }
    return name.toStdString();
}

Core::Result<void> trialSeconds(unsigned seconds)
{
    if (seconds < Ipc::minTrialSeconds || seconds > Ipc::maxTrialSeconds) {
        return invalid("seconds out of range", QString::number(seconds));
    }
    return {};
}

} // namespace Portlight::Helper
