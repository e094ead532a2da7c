// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/nativerules.h"

#include "app/cli/exitcodes.h"
#include "app/wording/ownerwords.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/text/nftjson.h"

#include <QCoreApplication>

#include <algorithm>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::NativeRules)
};

using namespace Core;
using Words::plain;

/// Elements of one set on the screen; JSON has them all.
constexpr std::size_t shownElements = 8;

QString joinedWords(const std::vector<std::string> &words, std::size_t most)
{
    QStringList list;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i) {
        list += plain(words[i]);
    }
    return list.join(QStringLiteral(", "));
}

QString chainHeading(const NativeTable &table, const NativeChain &chain)
{
    QString text = Text::tr("%1 (%2)", "input (inet firewalld)")
                       .arg(plain(chain.name), plain(table.family + ' ' + table.name));
    if (!chain.hook.empty()) {
        text += QStringLiteral(": ")
            + Text::tr("type %1, hook %2, priority %3")
                  .arg(plain(chain.type), plain(chain.hook))
                  .arg(chain.priority.value_or(0));
    }
    return chain.device.empty()
        ? text
        : text + QStringLiteral(", ") + Text::tr("device %1").arg(plain(chain.device));
}

void printChain(const Output &output, const NativeTable &table, const NativeChain &chain)
{
    output.data(QStringLiteral("  ") + chainHeading(table, chain));
    TextTable rows({QStringLiteral("#"), Text::tr("Packets"), Text::tr("Bytes"), Text::tr("Rule")});
    for (const int column : {0, 1, 2}) {
        rows.setRightAligned(column);
    }
    int number = 0;
    for (const NativeRule &rule : chain.rules) {
        QString text = plain(rule.text);
        if (!rule.comment.empty()) {
            text += QStringLiteral("  # ") + plain(rule.comment);
        }
        rows.addRow({QString::number(++number),
                     rule.counters ? Words::number(rule.counters->packets) : QString(),
                     rule.counters ? Words::number(rule.counters->bytes) : QString(), text});
    }
    if (chain.policy) {
        rows.addRow({QString(), QString(), QString(), policySentence(*chain.policy)});
    }
    if (!rows.isEmpty()) {
        rows.print(output, QStringLiteral("    "));
    }
}

void printSet(const Output &output, const NativeSet &set)
{
    QString type = plain(set.type);
    if (!set.mapsTo.empty()) {
        type += QStringLiteral(" : ") + plain(set.mapsTo);
    }
    QString line = set.mapsTo.empty() ? Text::tr("Set %1 (%2)").arg(plain(set.name), type)
                                      : Text::tr("Map %1 (%2)").arg(plain(set.name), type);
    line += QStringLiteral(": ")
        + (set.elements.empty() ? Text::tr("empty") : joinedWords(set.elements, shownElements));
    if (set.elementCount > shownElements) {
        line += QStringLiteral(", ")
            + Text::tr("… %n in all", nullptr, static_cast<int>(set.elementCount));
    }
    output.data(QStringLiteral("  ") + line);
}

void printTable(const Output &output, const NativeTable &table)
{
    QString heading = Text::tr("Table %1").arg(plain(table.family + ' ' + table.name));
    if (table.owner.owner != Owner::Hand) {
        heading += QStringLiteral(" – ") + Text::tr("made by %1").arg(ownerName(table.owner.owner));
    } else if (table.sharedWithIptables) {
        heading += QStringLiteral(" – ") + Text::tr("shared with iptables");
    }
    if (std::find(table.flags.begin(), table.flags.end(), "dormant") != table.flags.end()) {
        heading += QStringLiteral(" – ") + Text::tr("dormant: the kernel does not ask it");
    }
    output.data(output.bold(heading));
    if (table.owner.owner != Owner::Hand) {
        output.data(QStringLiteral("  ") + output.faint(wipedBySentence(table.owner)));
    }
    for (const NativeSet &set : table.sets) {
        printSet(output, set);
    }
    if (!table.others.empty()) {
        output.data(QStringLiteral("  ")
                    + Text::tr("Also: %1").arg(joinedWords(table.others, table.others.size())));
    }
    for (const NativeChain &chain : table.chains) {
        printChain(output, table, chain);
    }
    output.data({});
}

Json chainJson(const NativeChain &chain)
{
    Json json{{"name", chain.name}, {"handle", chain.handle}};
    if (!chain.hook.empty()) {
        json["type"] = chain.type;
        json["hook"] = chain.hook;
        json["priority"] = chain.priority.value_or(0);
    }
    if (!chain.device.empty()) {
        json["device"] = chain.device;
    }
    if (chain.policy) {
        json["policy"] = toString(*chain.policy);
    }
    json["rules"] = Json::array();
    unsigned number = 0;
    for (const NativeRule &rule : chain.rules) {
        Json one{{"number", ++number}, {"handle", rule.handle}, {"rule", rule.text}};
        if (!rule.comment.empty()) {
            one["comment"] = rule.comment;
        }
        if (rule.counters) {
            one["packets"] = rule.counters->packets;
            one["bytes"] = rule.counters->bytes;
        }
        one["expr"] = Json::parse(rule.json, nullptr, false);
        json["rules"].push_back(std::move(one));
    }
    return json;
}

Json tableJson(const NativeTable &table)
{
    Json json{{"family", table.family},
              {"name", table.name},
              {"flags", table.flags},
              {"shared_with_iptables", table.sharedWithIptables}};
    addOwner(json, table.owner);
    json["chains"] = Json::array();
    for (const NativeChain &chain : table.chains) {
        json["chains"].push_back(chainJson(chain));
    }
    json["sets"] = Json::array();
    for (const NativeSet &set : table.sets) {
        json["sets"].push_back({{"name", set.name},
                                {"type", set.type},
                                {"maps_to", set.mapsTo},
                                {"flags", set.flags},
                                {"elements", set.elements},
                                {"count", set.elementCount}});
    }
    json["others"] = table.others;
    return json;
}

bool meets(const NativeTable &table, std::optional<Family> family)
{
    if (!family) {
        return true;
    }
    return table.family != (*family == Family::Ipv4 ? "ip6" : "ip");
}

} // namespace

void addOwner(Json &json, const Ownership &ownership)
{
    if (ownership.owner == Owner::Hand) {
        return;
    }
    json["owner"] = toString(ownership.owner);
    json["wiped_by"] = toString(ownership.wipedBy);
    json["dynamic"] = ownership.dynamic;
    if (!ownership.userChain.empty()) {
        json["user_chain"] = ownership.userChain;
    }
}

int runNativeRules(Session &session, std::optional<Family> family, const std::string &table)
{
    HelperClient &helper = session.helper();
    const auto reply = session.wait<NftablesReply>(Text::tr("Reading the rules…"),
                                                   [&helper](QObject *context, auto done) {
                                                       helper.readNftables(context, done);
                                                   });
    if (!reply) {
        return session.fail(reply.error());
    }
    NativeRuleset ruleset;
    if (reply->reading == Reading::Done) {
        auto parsed = parseNftJson(reply->json);
        if (!parsed) {
            return session.fail(parsed.error());
        }
        ruleset = *std::move(parsed);
    }
    Json tables = Json::array();
    bool any = false;
    for (const NativeTable &one : ruleset.tables) {
        if (!meets(one, family) || (!table.empty() && one.name != table)) {
            continue;
        }
        any = true;
        if (session.options().json) {
            tables.push_back(tableJson(one));
        } else {
            printTable(session.output(), one);
        }
    }
    if (session.options().json) {
        printJson(session.output(),
                  {{"schema", "portlight.rules/1"},
                   {"rulesets", Json::array()},
                   {"generation", reply->generation},
                   {"native_tables", std::move(tables)}});
    } else if (!any) {
        session.output().talk(Text::tr("There are no such rules."));
    }
    return ExitDone;
}

} // namespace Portlight::App::Cli
