// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/applycommand.h"
#include "app/cli/command.h"
#include "app/cli/differencetext.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/cli/livesnapshot.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/change/difference.h"
#include "core/text/saveparser.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace Portlight::App::Cli
{

namespace
{

using namespace Core;
using Words::plain;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::SnapshotCommand)
};

constexpr qsizetype shownIdLength = 8;

void addOptions(QCommandLineParser &parser)
{
    addTrialOptions(parser);
    addFlag(parser, "dry-run", Text::tr("restore: change nothing; show what would be changed."));
}

QString timeText(std::int64_t seconds)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(seconds), QLocale::ShortFormat);
}

Json infoJson(const SnapshotInfo &info)
{
    return {{"id", info.id},       {"name", info.name},   {"taken", info.taken}, {"uid", info.uid},
            {"rules", info.rules}, {"bytes", info.bytes}, {"here", info.here}};
}

Result<std::vector<SnapshotInfo>> readAll(Session &session)
{
    HelperClient &helper = session.helper();
    return session.wait<std::vector<SnapshotInfo>>(Text::tr("Reading the snapshots…"),
                                                   [&helper](QObject *context, auto done) {
                                                       helper.readSnapshots(context, done);
                                                   });
}

Result<Snapshot> readOne(Session &session, const QString &id)
{
    HelperClient &helper = session.helper();
    return session.wait<Snapshot>(Text::tr("Reading the snapshot…"),
                                  [&helper, &id](QObject *context, auto done) {
                                      helper.readSnapshot(id, context, done);
                                  });
}

/// The snapshot a person means: by the beginning of its id, or by its whole name.
std::optional<QString> findId(Arguments &arguments, const std::vector<SnapshotInfo> &all,
                              const QString &word)
{
    std::optional<QString> found;
    for (const SnapshotInfo &info : all) {
        const QString id = QString::fromStdString(info.id);
        const bool fits = (!word.isEmpty() && id.startsWith(word, Qt::CaseInsensitive))
            || QString::fromStdString(info.name) == word;
        if (!fits) {
            continue;
        }
        if (found) {
            arguments.wrong(Text::tr("“%1” fits more than one snapshot").arg(word));
            return std::nullopt;
        }
        found = id;
    }
    if (!found) {
        arguments.wrong(
            Text::tr("there is no snapshot “%1”; “portlightctl snapshot list” lists them")
                .arg(word));
    }
    return found;
}

/// Reads the snapshot named by the positional argument; otherwise `exitCode` says how to end.
std::optional<Snapshot> pick(Session &session, Arguments &arguments, qsizetype argument,
                             int &exitCode)
{
    const auto all = readAll(session);
    if (!all) {
        exitCode = session.fail(all.error());
        return std::nullopt;
    }
    const auto id = findId(arguments, *all, arguments.positional().value(argument));
    if (!id) {
        exitCode = ExitUsage;
        return std::nullopt;
    }
    auto snapshot = readOne(session, *id);
    if (!snapshot) {
        exitCode = session.fail(snapshot.error());
        return std::nullopt;
    }
    return *std::move(snapshot);
}

int save(Session &session, const QString &wish)
{
    const QString name = wish.isEmpty()
        ? QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
        : wish;
    HelperClient &helper = session.helper();
    const auto id = session.wait<QString>(Text::tr("Saving the running rules…"),
                                          [&helper, &name](QObject *context, auto done) {
                                              helper.saveSnapshot(name, context, done);
                                          });
    if (!id) {
        return session.fail(id.error());
    }
    if (session.options().json) {
        printJson(session.output(), {{"snapshot", jsonText(*id)}, {"name", jsonText(name)}});
    } else {
        session.output().data(Text::tr("Snapshot %1: %2").arg(id->left(shownIdLength), name));
    }
    return ExitDone;
}

int list(Session &session)
{
    const auto all = readAll(session);
    if (!all) {
        return session.fail(all.error());
    }
    if (session.options().json) {
        Json json = Json::array();
        for (const SnapshotInfo &info : *all) {
            json.push_back(infoJson(info));
        }
        printJson(session.output(), {{"snapshots", std::move(json)}});
        return ExitDone;
    }
    if (all->empty()) {
        session.output().talk(Text::tr("There are no snapshots yet. “portlightctl snapshot save” "
                                       "takes one."));
        return ExitDone;
    }
    TextTable table(
        {Text::tr("ID"), Text::tr("Taken"), Text::tr("Rules"), Text::tr("Size"), Text::tr("Name")});
    table.setRightAligned(2);
    table.setRightAligned(3);
    for (const SnapshotInfo &info : *all) {
        QString name = plain(info.name);
        if (!info.here) {
            name += QLatin1Char(' ') + Text::tr("(another network namespace)");
        }
        table.addRow({QString::fromStdString(info.id).left(shownIdLength), timeText(info.taken),
                      Words::number(info.rules), Words::size(info.bytes), name});
    }
    table.print(session.output());
    return ExitDone;
}

int show(Session &session, const Snapshot &snapshot)
{
    if (session.options().json) {
        Json json = infoJson(snapshot.info);
        json["sides"] = Json::array();
        for (const SnapshotSide &side : snapshot.sides) {
            json["sides"].push_back({{"backend", toString(side.backend)},
                                     {"family", toString(side.family)},
                                     {"rules", side.rules},
                                     {"missing", side.missing},
                                     {"text", side.text}});
        }
        json["settings"] = snapshot.settings;
        printJson(session.output(), json);
        return ExitDone;
    }
    const Output &output = session.output();
    output.data(output.bold(
        Text::tr("%1, taken %2").arg(plain(snapshot.info.name), timeText(snapshot.info.taken))));
    for (const SnapshotSide &side : snapshot.sides) {
        const QString where = QStringLiteral("%1 (%2)").arg(
            Words::familyWord(side.family), QString::fromUtf8(toString(side.backend).data()));
        if (!side.missing.empty()) {
            output.data(Text::tr("%1: not saved: %2").arg(where, plain(side.missing)));
        } else if (!side.text.empty()) {
            output.data(output.bold(
                Text::tr("%1: %n rules", nullptr, static_cast<int>(side.rules)).arg(where)));
            output.raw(side.text);
        }
    }
    return ExitDone;
}

const SnapshotSide *sideOf(const Snapshot &snapshot, Backend backend, Family family)
{
    const auto found =
        std::find_if(snapshot.sides.begin(), snapshot.sides.end(), [&](const SnapshotSide &side) {
            return side.backend == backend && side.family == family;
        });
    return found == snapshot.sides.end() ? nullptr : &*found;
}

/// The rules of now, as a snapshot that is nowhere saved.
struct Now {
    Snapshot snapshot;
    std::map<std::string, std::string> generations;
};

Result<Now> readNow(Session &session)
{
    Now now;
    for (RulesReading &reading :
         readAllRules(session, {Backend::Nft, Backend::Legacy}, {Family::Ipv4, Family::Ipv6})) {
        if (!reading.reply) {
            return tl::unexpected(reading.reply.error());
        }
        SnapshotSide side{reading.backend, reading.family, {}, 0, {}};
        if (reading.reply->incomplete) {
            side.missing = reading.reply->detail.empty() ? "incomplete" : reading.reply->detail;
        } else {
            side.text = std::move(reading.reply->text);
        }
        now.snapshot.sides.push_back(std::move(side));
        now.generations.emplace(std::string(toString(reading.backend)) + '/'
                                    + std::string(toString(reading.family)),
                                reading.reply->generation);
    }
    return now;
}

/// One family in one backend that is there in full on both sides.
struct ComparedSide {
    Ruleset before;
    Ruleset after;
};

/// Sides of which one is not whole are named, and left out.
Result<std::vector<ComparedSide>> compared(Session &session, const Snapshot &before,
                                           const Snapshot &after)
{
    std::vector<ComparedSide> sides;
    for (const SnapshotSide &side : before.sides) {
        const SnapshotSide *other = sideOf(after, side.backend, side.family);
        if (other == nullptr || !side.missing.empty() || !other->missing.empty()) {
            session.output().talk(
                Text::tr("%1 (%2) can't be compared: it holds more than iptables rules can say.")
                    .arg(Words::familyWord(side.family),
                         QString::fromUtf8(toString(side.backend).data())));
            continue;
        }
        auto first = parseSave(side.text, side.backend, side.family);
        auto second = parseSave(other->text, side.backend, side.family);
        if (!first || !second) {
            return tl::unexpected(!first ? first.error() : second.error());
        }
        sides.push_back({bare(*first), bare(*second)});
    }
    return sides;
}

int printComparison(Session &session, const std::vector<ComparedSide> &sides)
{
    const Output &output = session.output();
    if (session.options().json) {
        Json json = Json::array();
        for (const ComparedSide &side : sides) {
            json.push_back({{"backend", toString(side.before.backend)},
                            {"family", toString(side.before.family)},
                            {"differences", differenceJson(side.before, side.after)}});
        }
        printJson(output, {{"sides", std::move(json)}});
    }
    bool same = true;
    for (const ComparedSide &side : sides) {
        if (differences(side.before, side.after).empty()) {
            continue;
        }
        same = false;
        if (!session.options().json) {
            output.data(output.bold(QStringLiteral("%1 (%2)").arg(
                Words::familyWord(side.before.family),
                QString::fromUtf8(toString(side.before.backend).data()))));
            printDifference(output, side.before, side.after);
        }
    }
    if (same) {
        session.output().talk(Text::tr("No difference."));
    }
    return same ? ExitDone : ExitProblem;
}

int compare(Session &session, Arguments &arguments, const Snapshot &before)
{
    Snapshot after;
    if (arguments.positional().size() > 2) {
        int exitCode = ExitDone;
        auto other = pick(session, arguments, 2, exitCode);
        if (!other) {
            return exitCode;
        }
        after = *std::move(other);
    } else {
        auto now = readNow(session);
        if (!now) {
            return session.fail(now.error());
        }
        after = std::move(now->snapshot);
    }
    const auto sides = compared(session, before, after);
    return sides ? printComparison(session, *sides) : session.fail(sides.error());
}

/// Settings of the snapshot that have another value now. Those a person cannot set are left alone.
Result<std::vector<Change>> settingChanges(Session &session, const Snapshot &snapshot)
{
    std::vector<std::string> names;
    for (const auto &[name, value] : snapshot.settings) {
        names.push_back(name);
    }
    HelperClient &helper = session.helper();
    using Values = std::map<std::string, std::string>;
    const auto now = session.wait<Values>(Text::tr("Reading the settings…"),
                                          [&helper, &names](QObject *context, auto done) {
                                              helper.readSettings(names, context, done);
                                          });
    if (!now) {
        return tl::unexpected(now.error());
    }
    std::vector<Change> changes;
    for (const auto &[name, value] : snapshot.settings) {
        const auto current = now->find(name);
        if (current != now->end() && current->second != value) {
            changes.push_back(SetSetting{name, value, current->second});
        }
    }
    return changes;
}

int restore(Session &session, const Arguments &arguments, const Snapshot &snapshot,
            const TrialOptions &options)
{
    const Output &output = session.output();
    if (!snapshot.info.here) {
        output.talk(Text::tr("This snapshot is of another network namespace."));
        return ExitUnknown;
    }
    const auto now = readNow(session);
    if (!now) {
        return session.fail(now.error());
    }
    TryRequest request;
    request.summary = Text::tr("Snapshot “%1”").arg(plain(snapshot.info.name));
    for (const SnapshotSide &side : snapshot.sides) {
        const SnapshotSide *current = sideOf(now->snapshot, side.backend, side.family);
        if (current == nullptr || !side.missing.empty() || !current->missing.empty()) {
            output.talk(Text::tr("%1 (%2) stays as it is: it holds more than iptables rules can "
                                 "say.")
                            .arg(Words::familyWord(side.family),
                                 QString::fromUtf8(toString(side.backend).data())));
            continue;
        }
        const auto running = parseSave(current->text, side.backend, side.family);
        const auto saved = parseSave(side.text, side.backend, side.family);
        if (!running || !saved) {
            return session.fail(!running ? running.error() : saved.error());
        }
        const auto changes = changesBetween(*running, keepingForeign(*running, *saved));
        if (!changes) {
            return session.fail(changes.error());
        }
        if (!changes->empty()) {
            const std::string key =
                std::string(toString(side.backend)) + '/' + std::string(toString(side.family));
            request.generations.emplace(key, now->generations.at(key));
            request.changes.insert(request.changes.end(), changes->begin(), changes->end());
        }
    }
    const auto settings = settingChanges(session, snapshot);
    if (!settings) {
        return session.fail(settings.error());
    }
    request.changes.insert(request.changes.end(), settings->begin(), settings->end());
    if (request.changes.empty()) {
        output.talk(Text::tr("The running rules are as they were then."));
        return ExitDone;
    }
    if (!session.options().json) {
        for (const Change &change : request.changes) {
            output.data(plain(command(change, Backend::File)));
        }
    }
    if (arguments.has("dry-run")) {
        if (session.options().json) {
            Json commands = Json::array();
            for (const Change &change : request.changes) {
                commands.push_back(command(change, Backend::File));
            }
            printJson(output, {{"commands", std::move(commands)}});
        }
        output.talk(Text::tr("Nothing was changed."));
        return ExitDone;
    }
    return tryAndWait(session, request, options, canAsk());
}

int remove(Session &session, const Snapshot &snapshot)
{
    HelperClient &helper = session.helper();
    const QString id = QString::fromStdString(snapshot.info.id);
    const auto removed = session.wait<bool>(Text::tr("Removing the snapshot…"),
                                            [&helper, &id](QObject *context, auto done) {
                                                helper.removeSnapshot(id, context, done);
                                            });
    if (!removed) {
        return session.fail(removed.error());
    }
    if (session.options().json) {
        printJson(session.output(), {{"snapshot", jsonText(id)}, {"result", "removed"}});
    } else {
        session.output().talk(
            Text::tr("Removed: %1 (%2)").arg(id.left(shownIdLength), plain(snapshot.info.name)));
    }
    return ExitDone;
}

int run(Session &session, Arguments &arguments)
{
    const QString verb = arguments.positional().value(0, QStringLiteral("list"));
    const auto words = arguments.positional().size();
    const bool takesId = verb == QLatin1String("show") || verb == QLatin1String("compare")
        || verb == QLatin1String("restore") || verb == QLatin1String("remove");
    const qsizetype most = verb == QLatin1String("compare") ? 3
        : verb == QLatin1String("list")                     ? 1
                                                            : 2;
    if (!takesId && verb != QLatin1String("save") && verb != QLatin1String("list")) {
        arguments.wrong(
            Text::tr("“%1”: save, list, show, compare, restore or remove is expected").arg(verb));
    } else if (takesId && words < 2) {
        arguments.wrong(
            Text::tr("the ID of a snapshot is expected; “portlightctl snapshot list” lists them"));
    } else if (words > most) {
        arguments.wrong(Text::tr("“%1” is one word too many").arg(arguments.positional().at(most)));
    } else if (verb != QLatin1String("restore")
               && (arguments.has("try") || arguments.has("yes") || arguments.has("allow-lock-out")
                   || arguments.has("dry-run"))) {
        arguments.wrong(
            Text::tr("--try, --yes, --allow-lock-out and --dry-run go with “restore” only"));
    }
    const TrialOptions options = readTrialOptions(arguments);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    if (verb == QLatin1String("save")) {
        return save(session, arguments.positional().value(1));
    }
    if (verb == QLatin1String("list")) {
        return list(session);
    }
    int exitCode = ExitDone;
    const auto snapshot = pick(session, arguments, 1, exitCode);
    if (!snapshot) {
        return exitCode;
    }
    if (verb == QLatin1String("show")) {
        return show(session, *snapshot);
    }
    if (verb == QLatin1String("compare")) {
        return compare(session, arguments, *snapshot);
    }
    return verb == QLatin1String("restore") ? restore(session, arguments, *snapshot, options)
                                            : remove(session, *snapshot);
}

} // namespace

constinit const Command snapshotCommand{
    "snapshot",
    "save [NAME] | list | show ID | compare ID [ID] | restore ID [--try SECONDS] [--yes] "
    "[--dry-run] | remove ID",
    [] {
        return Text::tr("Keep the running rules for later, compare them, and bring them back.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
