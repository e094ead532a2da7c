// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/applycommand.h"
#include "app/cli/conntrackparts.h"
#include "app/cli/exitcodes.h"
#include "app/wording/capacitywords.h"
#include "app/wording/wording.h"

#include <QCoreApplication>

#include <unistd.h>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ConntrackCommand)
};

using namespace Core;

/// "max" and "udp_timeout" are short for settings of connection tracking.
std::string fullName(const QString &name)
{
    return name.contains(QLatin1Char('.')) ? name.toStdString()
                                           : "net.netfilter.nf_conntrack_" + name.toStdString();
}

/// What speaks against the changes all together: a limit and buckets set at once belong together.
std::optional<SettingDoubt> doubtOf(const std::vector<SetSetting> &changes,
                                    const ConntrackReply &reply)
{
    ConntrackUsage after = reply.usage;
    const auto number = [](const SetSetting &change) {
        return QString::fromStdString(change.value).toULongLong();
    };
    for (const SetSetting &change : changes) {
        if (change.name == "net.netfilter.nf_conntrack_max") {
            after.max = number(change);
        } else if (change.name == "net.netfilter.nf_conntrack_buckets") {
            after.buckets = number(change);
        }
    }
    std::optional<SettingDoubt> worst;
    for (const SetSetting &change : changes) {
        const auto doubt =
            settingDoubt(change.name, number(change), after, bytesPerEntry(reply), memoryBytes());
        if (doubt && (!worst || *doubt < *worst)) {
            worst = doubt;
        }
    }
    return worst;
}

} // namespace

std::uint64_t bytesPerEntry(const ConntrackReply &reply)
{
    constexpr std::uint64_t usualObject = 256; // FACTS.md 5.3
    constexpr std::uint64_t usualExtensions = 128;
    return reply.objectSize.value_or(usualObject) + usualExtensions;
}

std::uint64_t memoryBytes()
{
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long pageBytes = ::sysconf(_SC_PAGESIZE);
    return pages > 0 && pageBytes > 0
        ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageBytes)
        : 0;
}

int runConntrackSet(Session &session, Arguments &arguments)
{
    const QStringList words = arguments.positional().mid(1);
    if (words.isEmpty() || words.size() % 2 != 0) {
        arguments.wrong(Text::tr("set: names and values are expected, such as “set max 262144 "
                                 "buckets 262144”"));
    }
    std::vector<SetSetting> changes;
    std::vector<std::string> names;
    for (int i = 0; i + 1 < words.size(); i += 2) {
        bool isNumber = false;
        static_cast<void>(words.at(i + 1).toULongLong(&isNumber));
        if (!isNumber) {
            arguments.wrong(Text::tr("set %1: “%2” is not a number from 0 on")
                                .arg(words.at(i), words.at(i + 1)));
        }
        changes.push_back({fullName(words.at(i)), words.at(i + 1).toStdString(), {}});
        names.push_back(changes.back().name);
    }
    const TrialOptions options = readTrialOptions(arguments);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    HelperClient &helper = session.helper();
    const auto before = session.wait<std::map<std::string, std::string>>(
        Text::tr("Reading the settings…"), [&](QObject *context, auto done) {
            helper.readSettings(names, context, done);
        });
    if (!before) {
        return session.fail(before.error());
    }
    const auto reply = readConntrack(session);
    if (!reply) {
        return session.fail(reply.error());
    }
    if (const auto doubt = doubtOf(changes, *reply)) {
        session.output().talk(doubtSentence(*doubt));
        if (*doubt != SettingDoubt::LongChains && !arguments.has("anyway")) {
            session.output().talk(Text::tr("Nothing was changed. Say --anyway if it is meant."));
            return ExitUnknown;
        }
    }
    TryRequest request;
    for (SetSetting &change : changes) {
        if (const auto found = before->find(change.name); found != before->end()) {
            change.oldValue = found->second;
        }
        if (!request.summary.isEmpty()) {
            request.summary += QLatin1String("; ");
        }
        request.summary += changeSentence(change);
        request.changes.push_back(change);
    }
    return tryAndWait(session, request, options, canAsk());
}

} // namespace Portlight::App::Cli
