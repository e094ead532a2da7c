// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/cli/livesnapshot.h"
#include "app/cli/nativerules.h"
#include "app/wording/ownerwords.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/ruleset/owner.h"
#include "core/text/addressset.h"
#include "core/text/savecheck.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"

#include <QCoreApplication>

#include <algorithm>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::RulesCommand)
};

using namespace Core;
using Words::plain;

struct Wanted {
    std::optional<Backend> backend;
    std::optional<Family> family;
    std::string table;
    bool save = false;
};

void addOptions(QCommandLineParser &parser)
{
    addValue(parser, "backend", "B", Text::tr("legacy, nft or native; all in use by default."));
    addValue(parser, "family", "F", Text::tr("ipv4 or ipv6; both by default."));
    addValue(parser, "table", "T", Text::tr("raw, mangle, nat, filter or security."));
    addFlag(parser, "save",
            Text::tr("Print iptables-save text (of what “iptables” is here and IPv4, unless told "
                     "otherwise)."));
}

QString counterText(const std::optional<Counters> &counters, std::uint64_t Counters::*which)
{
    return counters ? Words::number((*counters).*which) : QString();
}

QString madeBy(const Ownership &ownership)
{
    return ownership.owner == Owner::Hand ? QString() : ownerName(ownership.owner);
}

void printChain(const Output &output, const Ruleset &ruleset, const Table &table,
                const Chain &chain)
{
    output.data(
        output.bold(Text::tr("%1 (%2, %3, %4)", "INPUT (filter, IPv4, nft)")
                        .arg(plain(chain.name), plain(table.name),
                             Words::familyWord(ruleset.family), plain(toString(ruleset.backend)))));
    const Ownership home = ownerOfChain(table, chain);
    if (home.owner != Owner::Hand) {
        output.data(QStringLiteral("  ")
                    + output.faint(Text::tr("Made by %1.").arg(ownerName(home.owner))
                                   + QLatin1Char(' ') + wipedBySentence(home)));
    }
    if (chain.nativeHook) {
        output.data(
            QStringLiteral("  ")
            + Text::tr("Made with nft: type %1, hook %2, priority %3")
                  .arg(plain(chain.nativeHook->type), plain(toString(chain.nativeHook->hook)))
                  .arg(chain.nativeHook->priority));
    }
    TextTable rows({QStringLiteral("#"), Text::tr("Packets"), Text::tr("Bytes"),
                    Text::tr("What it does"), Text::tr("Made by")});
    rows.setRightAligned(0);
    rows.setRightAligned(1);
    rows.setRightAligned(2);
    int number = 0;
    for (const Rule &rule : chain.rules) {
        rows.addRow({QString::number(++number), counterText(rule.counters, &Counters::packets),
                     counterText(rule.counters, &Counters::bytes), ruleSentence(rule),
                     madeBy(ownerOfRule(table, chain, rule))});
    }
    if (chain.policy) {
        rows.addRow({QString(), counterText(chain.counters, &Counters::packets),
                     counterText(chain.counters, &Counters::bytes), policySentence(*chain.policy),
                     QString()});
    }
    rows.print(output, QStringLiteral("  "));
    output.data({});
}

Json chainJson(const Table &table, const Chain &chain)
{
    Json json{{"name", chain.name}};
    addOwner(json, ownerOfChain(table, chain));
    if (chain.nativeHook) {
        json["native_hook"] = {{"type", chain.nativeHook->type},
                               {"hook", toString(chain.nativeHook->hook)},
                               {"priority", chain.nativeHook->priority}};
    }
    if (chain.policy) {
        json["policy"] = toString(*chain.policy);
    }
    if (chain.counters) {
        json["packets"] = chain.counters->packets;
        json["bytes"] = chain.counters->bytes;
    }
    json["rules"] = Json::array();
    unsigned number = 0;
    for (const Rule &rule : chain.rules) {
        Json one{{"number", ++number}, {"rule", rule.text}, {"action", rule.target.name}};
        if (rule.counters) {
            one["packets"] = rule.counters->packets;
            one["bytes"] = rule.counters->bytes;
        }
        addOwner(one, ownerOfRule(table, chain, rule));
        if (const auto native = nativeRuleWords(rule)) {
            one["native"] = {{"handle", native->handle}, {"words", native->words}};
        }
        json["rules"].push_back(std::move(one));
    }
    return json;
}

Json rulesetJson(const Ruleset &ruleset, const RulesReply &reply)
{
    Json json{{"backend", toString(ruleset.backend)},
              {"family", toString(ruleset.family)},
              {"generation", reply.generation},
              {"incomplete", reply.incomplete}};
    json["tables"] = Json::array();
    for (const Table &table : ruleset.tables) {
        Json one{{"name", table.name}, {"chains", Json::array()}};
        for (const Chain &chain : table.chains) {
            one["chains"].push_back(chainJson(table, chain));
        }
        json["tables"].push_back(std::move(one));
    }
    return json;
}

void keepOnlyTable(Ruleset &ruleset, const std::string &name)
{
    if (name.empty()) {
        return;
    }
    std::vector<Table> kept;
    for (Table &table : ruleset.tables) {
        if (table.name == name) {
            kept.push_back(std::move(table));
        }
    }
    ruleset.tables = std::move(kept);
}

std::optional<Backend> defaultBackend(Session &session)
{
    HelperClient &helper = session.helper();
    const auto managers = session.wait<ManagersReply>(
        Text::tr("Reading the state of the firewall…"), [&helper](QObject *context, auto done) {
            helper.readManagers(context, done);
        });
    return managers ? std::optional(managers->defaultBackend) : std::nullopt;
}

int runSave(Session &session, const Wanted &wanted)
{
    const Output &output = session.output();
    if (wanted.backend == Backend::Native) {
        output.talk(Text::tr("portlightctl: Tables of nftables have no iptables-save text."));
        return ExitUnknown;
    }
    const auto backend = wanted.backend ? wanted.backend : defaultBackend(session);
    auto *readings = new std::vector<RulesReading>(readAllRules(
        session, {backend.value_or(Backend::Nft)}, {wanted.family.value_or(Family::Ipv4)}));
    RulesReading &reading = readings->front();
    if (!reading.reply) {
        return session.fail(reading.reply.error());
    }
    if (reading.reply->incomplete) {
        output.talk(Text::tr("portlightctl: This text is incomplete and must not be restored: %1")
                        .arg(plain(reading.reply->detail)));
    }
    if (wanted.table.empty()) {
        output.raw(reading.reply->text);
    } else if (reading.reply->reading == Reading::Done) {
        auto ruleset = parseSave(reading.reply->text, reading.backend, reading.family);
        if (!ruleset) {
            return session.fail(ruleset.error());
        }
        keepOnlyTable(*ruleset, wanted.table);
        output.raw(writeSave(*ruleset));
    }
    return reading.reply->incomplete ? ExitUnknown : ExitDone;
}

/// Members of the sets that the rules ask, in the order in which they are named.
std::vector<AddressSet> setsAskedBy(Session &session, const Ruleset &ruleset)
{
    std::vector<std::string> names;
    for (const Table &table : ruleset.tables) {
        for (const Chain &chain : table.chains) {
            for (const Rule &rule : chain.rules) {
                for (std::string &name : setsOf(rule)) {
                    if (std::find(names.begin(), names.end(), name) == names.end()) {
                        names.push_back(std::move(name));
                    }
                }
            }
        }
    }
    if (names.empty()) {
        return {};
    }
    HelperClient &helper = session.helper();
    auto sets = session.wait<std::vector<AddressSet>>(Text::tr("Reading the rules…"),
                                                      [&](QObject *context, auto done) {
                                                          helper.readSets(names, context, done);
                                                      });
    if (!sets) {
        (void)session.fail(sets.error());
        return {};
    }
    return *std::move(sets);
}

void printSets(const Output &output, const std::vector<AddressSet> &sets)
{
    constexpr std::size_t shown = 8;
    for (const AddressSet &set : sets) {
        QStringList members;
        for (std::size_t i = 0; i < std::min(set.members.size(), shown); ++i) {
            members += plain(set.members[i]);
        }
        QString line = Text::tr("Set %1 (%2)").arg(plain(set.name), plain(set.type))
            + QStringLiteral(": ")
            + (members.isEmpty() ? Text::tr("empty") : members.join(QStringLiteral(", ")));
        if (set.count > shown) {
            line += QStringLiteral(", ")
                + Text::tr("… %n in all", nullptr, static_cast<int>(set.count));
        }
        output.data(line);
    }
    if (!sets.empty()) {
        output.data({});
    }
}

Json setsJson(const std::vector<AddressSet> &sets)
{
    Json json = Json::array();
    for (const AddressSet &set : sets) {
        json.push_back({{"name", set.name},
                        {"type", set.type},
                        {"members", set.members},
                        {"count", set.count}});
    }
    return json;
}

int runTables(Session &session, const Wanted &wanted)
{
    const auto backends =
        wanted.backend ? std::vector{*wanted.backend} : std::vector{Backend::Legacy, Backend::Nft};
    const auto families =
        wanted.family ? std::vector{*wanted.family} : std::vector{Family::Ipv4, Family::Ipv6};
    auto *readings =
        new std::vector<RulesReading>(readAllRules(session, backends, families)); // see runProgram
    const Output &output = session.output();
    Json rulesets = Json::array();
    int code = ExitDone;
    bool any = false;
    for (RulesReading &reading : *readings) {
        if (!reading.reply) {
            code = session.fail(reading.reply.error());
            if (session.interrupted() || code == ExitDenied) {
                return code;
            }
            continue;
        }
        if (reading.reply->reading != Reading::Done) {
            continue;
        }
        auto parsed = parseSave(reading.reply->text, reading.backend, reading.family);
        if (!parsed) {
            code = ExitUnknown;
            (void)session.fail(parsed.error());
            continue;
        }
        auto *ruleset = new Ruleset(*std::move(parsed));
        keepOnlyTable(*ruleset, wanted.table);
        const std::vector<AddressSet> sets = setsAskedBy(session, *ruleset);
        if (session.options().json) {
            rulesets.push_back(rulesetJson(*ruleset, *reading.reply));
            rulesets.back()["sets"] = setsJson(sets);
            continue;
        }
        for (const Table &table : ruleset->tables) {
            for (const Chain &chain : table.chains) {
                any = true;
                printChain(output, *ruleset, table, chain);
            }
        }
        printSets(output, sets);
        if (reading.reply->incomplete) {
            code = ExitUnknown;
            output.talk(
                Text::tr("Not everything can be shown: %1").arg(plain(reading.reply->detail)));
        }
    }
    if (session.options().json) {
        printJson(output, {{"schema", "portlight.rules/1"}, {"rulesets", std::move(rulesets)}});
    } else if (!any && code == ExitDone) {
        output.talk(Text::tr("There are no such rules."));
    }
    return code;
}

int run(Session &session, Arguments &arguments)
{
    Wanted wanted;
    wanted.backend = arguments.backend("backend");
    wanted.family = arguments.family("family");
    wanted.table = arguments.text("table").toStdString();
    wanted.save = arguments.has("save");
    // Tables of nftables have any name.
    if (arguments.has("table") && wanted.backend != Backend::Native
        && !isKnownTable(wanted.table)) {
        arguments.wrong(Text::tr("--table “%1”: raw, mangle, nat, filter or security is expected")
                            .arg(arguments.text("table")));
    }
    if (!arguments.positional().isEmpty()) {
        arguments.wrong(
            Text::tr("“%1” is not expected here").arg(arguments.positional().constFirst()));
    }
    if (wanted.save && session.options().json) {
        arguments.wrong(Text::tr("--save and --json can't be combined"));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    if (wanted.save) {
        return runSave(session, wanted);
    }
    return wanted.backend == Backend::Native ? runNativeRules(session, wanted.family, wanted.table)
                                             : runTables(session, wanted);
}

} // namespace

constinit const Command rulesCommand{
    "rules", "[--backend legacy|nft|native] [--family ipv4|ipv6] [--table T] [--save]",
    [] {
        return Text::tr("The rules, with numbers and counters.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
