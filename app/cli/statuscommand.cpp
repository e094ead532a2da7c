// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/cli/livesnapshot.h"
#include "app/wording/ownerwords.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/text/saveparser.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::StatusCommand)
};

using namespace Core;
using Words::plain;

struct BackendStatus {
    Backend backend;
    Family family;
    std::string status; ///< "done", "incomplete", "not-there", "failed", "denied"
    std::string detail;
    std::optional<Ruleset> ruleset;
};

struct Status {
    std::vector<BackendStatus> backends;
    std::optional<ManagersReply> managers;
    std::optional<ConntrackReply> conntrack;
    std::vector<std::string> nativeTables;
    std::optional<Error> firstError;
};

BackendStatus statusOf(RulesReading &reading)
{
    BackendStatus status{reading.backend, reading.family, {}, {}, {}};
    if (!reading.reply) {
        status.status = reading.reply.error().code == ErrorCode::Denied ? "denied" : "failed";
        status.detail = reading.reply.error().message;
        return status;
    }
    status.detail = reading.reply->detail;
    if (reading.reply->reading != Reading::Done) {
        status.status = "not-there";
        return status;
    }
    auto ruleset = parseSave(reading.reply->text, reading.backend, reading.family);
    if (!ruleset) {
        status.status = "failed";
        status.detail = ruleset.error().message;
        return status;
    }
    status.status = reading.reply->incomplete ? "incomplete" : "done";
    status.ruleset = *std::move(ruleset);
    return status;
}

Status *readStatus(Session &session)
{
    auto *status = new Status; // see runProgram
    for (RulesReading &reading :
         readAllRules(session, {Backend::Legacy, Backend::Nft}, {Family::Ipv4, Family::Ipv6})) {
        if (!reading.reply && !status->firstError) {
            status->firstError = reading.reply.error();
        }
        status->backends.push_back(statusOf(reading));
    }
    HelperClient &helper = session.helper();
    const QString awaited = Text::tr("Reading the state of the firewall…");
    if (auto managers = session.wait<ManagersReply>(awaited, [&](QObject *context, auto done) {
            helper.readManagers(context, done);
        })) {
        status->managers = *std::move(managers);
    }
    if (auto conntrack = session.wait<ConntrackReply>(awaited, [&](QObject *context, auto done) {
            helper.readConntrack(context, done);
        })) {
        status->conntrack = *conntrack;
    }
    if (auto tables =
            session.wait<std::vector<std::string>>(awaited, [&](QObject *context, auto done) {
                helper.readNativeTables(context, done);
            })) {
        status->nativeTables = *std::move(tables);
    }
    return status;
}

template<typename Visit> void visitPolicies(const Status &status, Visit visit)
{
    for (const BackendStatus &backend : status.backends) {
        if (!backend.ruleset) {
            continue;
        }
        const Table *filter = backend.ruleset->table("filter");
        if (filter == nullptr) {
            continue;
        }
        for (const Chain &chain : filter->chains) {
            if (chain.policy) {
                visit(backend, chain);
            }
        }
    }
}

Json jsonOf(const Status &status)
{
    Json json{{"schema", "portlight.status/1"}};
    json["managers"] = Json::array();
    if (status.managers) {
        for (const Manager &manager : status.managers->managers) {
            json["managers"].push_back(
                {{"name", manager.name}, {"active", manager.active}, {"detail", manager.detail}});
        }
        json["persistence"] = status.managers->persistence;
        json["default_backend"] = toString(status.managers->defaultBackend);
    }
    json["backends"] = Json::array();
    for (const BackendStatus &backend : status.backends) {
        Json one{{"backend", toString(backend.backend)},
                 {"family", toString(backend.family)},
                 {"status", backend.status}};
        if (backend.ruleset) {
            one["rules"] = backend.ruleset->ruleCount();
        }
        if (!backend.detail.empty()) {
            one["detail"] = backend.detail;
        }
        json["backends"].push_back(one);
    }
    json["native_tables"] = status.nativeTables;
    json["policies"] = Json::array();
    visitPolicies(status, [&json](const BackendStatus &backend, const Chain &chain) {
        json["policies"].push_back({{"backend", toString(backend.backend)},
                                    {"family", toString(backend.family)},
                                    {"table", "filter"},
                                    {"chain", chain.name},
                                    {"policy", toString(*chain.policy)}});
    });
    if (status.conntrack) {
        const ConntrackUsage &usage = status.conntrack->usage;
        Json conntrack{{"state", toString(usageState(usage, false))}};
        if (usage.count) {
            conntrack["count"] = *usage.count;
        }
        if (usage.max) {
            conntrack["max"] = *usage.max;
        }
        if (usage.buckets) {
            conntrack["buckets"] = *usage.buckets;
        }
        json["conntrack"] = conntrack;
    }
    return json;
}

QString rulesText(const BackendStatus &backend)
{
    if (backend.ruleset) {
        const QString count =
            Text::tr("%n rules", nullptr, static_cast<int>(backend.ruleset->ruleCount()));
        return backend.status == "incomplete"
            ? Text::tr("%1; not all of them can be shown").arg(count)
            : count;
    }
    return backend.status == "not-there" ? Text::tr("not in use") : Text::tr("could not be read");
}

void print(const Output &output, const Status &status)
{
    const auto line = [&output](const QString &name, const QString &value) {
        output.data(output.bold((name + QLatin1Char(':')).leftJustified(26)) + value);
    };
    if (status.managers) {
        QStringList names;
        for (const Manager &manager : status.managers->managers) {
            if (manager.active) {
                names.append(managerName(manager.name));
            }
        }
        line(Text::tr("Managed by"),
             names.isEmpty() ? Text::tr("nobody else") : Words::list(names));
        line(Text::tr("Kept after a restart by"), managerName(status.managers->persistence));
    }
    for (const BackendStatus &backend : status.backends) {
        line(Text::tr("Rules, %1 %2", "legacy IPv4")
                 .arg(plain(toString(backend.backend)), Words::familyWord(backend.family)),
             rulesText(backend));
    }
    if (!status.nativeTables.empty()) {
        QStringList names;
        for (const std::string &name : status.nativeTables) {
            const std::size_t space = name.find(' ');
            const Ownership made = ownerOfNativeTable(
                name.substr(0, space), space == std::string::npos ? "" : name.substr(space + 1));
            names.append(made.owner == Owner::Hand
                             ? plain(name)
                             : Text::tr("%1 by %2", "inet firewalld by firewalld")
                                   .arg(plain(name), ownerName(made.owner)));
        }
        line(Text::tr("nftables only"), Words::list(names));
    }
    visitPolicies(status, [&line](const BackendStatus &backend, const Chain &chain) {
        line(Text::tr("%1, %2 %3", "INPUT, legacy IPv4")
                 .arg(plain(chain.name), plain(toString(backend.backend)),
                      Words::familyWord(backend.family)),
             policySentence(*chain.policy));
    });
    if (status.conntrack) {
        const ConntrackUsage &usage = status.conntrack->usage;
        line(Text::tr("Connection table"),
             usageSentence(usage, usageState(usage, false), Trend::Unknown));
    }
}

int run(Session &session, Arguments &arguments)
{
    if (!arguments.positional().isEmpty()) {
        arguments.wrong(
            Text::tr("“%1” is not expected here").arg(arguments.positional().constFirst()));
        return ExitUsage;
    }
    const Status &status = *readStatus(session);
    const bool nothing = status.firstError && !status.managers && !status.conntrack;
    if (nothing || session.interrupted()) {
        return session.fail(status.firstError.value_or(Error{}));
    }
    if (session.options().json) {
        printJson(session.output(), jsonOf(status));
    } else {
        print(session.output(), status);
    }
    if (status.firstError) {
        return session.fail(*status.firstError);
    }
    const bool full =
        status.conntrack && usageState(status.conntrack->usage, false) == UsageState::Full;
    return full ? ExitProblem : ExitDone;
}

void noOptions(QCommandLineParser &)
{
}

} // namespace

constinit const Command statusCommand{
    "status", "",
    [] {
        return Text::tr("Who manages the firewall, which rules are in use, how full the connection "
                        "table is.");
    },
    noOptions, run};

} // namespace Portlight::App::Cli
