// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/logrule.h"

#include "core/diagnosis/derive.h"

namespace Portlight::Core
{

namespace
{

/// A rule that everybody's packets may meet must not flood its reader.
constexpr auto limit = "-m limit --limit 10/sec --limit-burst 20";

const Chain *chainAt(const Evidence &evidence, const Location &place)
{
    for (const Ruleset &ruleset : evidence.rulesets) {
        if (ruleset.backend != place.backend || ruleset.family != place.family) {
            continue;
        }
        const Table *table = ruleset.table(place.table);
        const Chain *chain = table != nullptr ? table->chain(place.chain) : nullptr;
        if (chain != nullptr) {
            return chain;
        }
    }
    return nullptr;
}

bool isOfIptables(const Location &place)
{
    return place.backend == Backend::Legacy || place.backend == Backend::Nft;
}

/// Before address translation: the packet still has the destination that was asked for.
bool isBeforeTranslation(const Location &place)
{
    return place.chain == "PREROUTING" || place.table == "raw";
}

std::string matches(const Question &question, const Packet &after, const Location &place,
                    bool aboutReply)
{
    const std::string protocol = protocolName(question.protocol);
    std::string text = "-p " + protocol;
    if (!question.fromAnyone && question.from) {
        const std::string prefix = question.family == Family::Ipv4 ? "/32" : "/128";
        text = (aboutReply ? "-d " : "-s ") + question.from->toString() + prefix + ' ' + text;
    }
    if (question.port) {
        const std::uint16_t port = isBeforeTranslation(place)
            ? *question.port
            : after.destinationPort.value_or(*question.port);
        text += " -m " + protocol + (aboutReply ? " --sport " : " --dport ") + std::to_string(port);
    }
    return text;
}

struct Place {
    Location location;
    bool suspected = false;
    bool aboutReply = false;
};

std::optional<Place> placeFor(const Diagnosis &diagnosis)
{
    for (const Finding &finding : diagnosis.findings) {
        if (finding.location && isOfIptables(*finding.location) && finding.cause != Cause::Open) {
            return Place{*finding.location, true, finding.aboutReply};
        }
    }
    for (const PathStep &step : diagnosis.request.path) {
        if (isOfIptables(step.location) && step.location.table == "filter") {
            Location first = step.location;
            first.number = 1;
            return Place{first, false, false};
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<LogRule> logRuleFor(const Diagnosis &diagnosis, const Evidence &evidence,
                                  std::uint16_t group, const std::string &prefix)
{
    const auto place = placeFor(diagnosis);
    const Chain *chain = place ? chainAt(evidence, place->location) : nullptr;
    if (chain == nullptr) {
        return std::nullopt;
    }
    const Question &question = diagnosis.question;
    const Packet &after = diagnosis.request.after;
    LogRule log;
    log.before = place->location;
    log.suspected = place->suspected;
    if (!place->suspected && chain->rules.empty()) {
        log.before.number = 0;
    }
    if (!place->suspected && log.before.number > 0) {
        log.before.rule = chain->rules.front().text;
    }
    const std::string body = matches(question, after, log.before, place->aboutReply) + ' ' + limit
        + " -j NFLOG --nflog-prefix " + prefix + " --nflog-group " + std::to_string(group);
    log.rule = "-A " + log.before.chain + ' ' + body;
    const ChainPlace where{log.before.backend, log.before.family, log.before.table,
                           log.before.chain};
    if (log.before.number == 0) {
        log.change = AppendRule{where, body};
    } else {
        log.change = InsertRule{where, log.before.number, body, {}, {}, {}};
    }
    log.subject = watchSubjectFor(question, evidence);
    log.subject.logGroup = group;
    log.subject.logPrefix = prefix;
    return log;
}

} // namespace Portlight::Core
