// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/lockoutcheck.h"

#include "app/cli/trialrun.h"
#include "app/client/ownsession.h"
#include "app/wording/lockoutwords.h"
#include "app/wording/wording.h"
#include "core/diagnosis/lockout.h"
#include "core/text/saveparser.h"

#include <QCoreApplication>

#include <algorithm>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::LockOutCheck)
};

using namespace Core;

/// What a judgement needs, read just now.
struct Situation {
    std::vector<Ruleset> rulesets;
    std::vector<Core::Session> sessions;
    std::vector<Listener> listeners;
    std::vector<IpAddress> localAddresses;
};

Result<std::vector<Ruleset>> readFamily(Session &session, HelperClient &helper, Family family)
{
    std::vector<Ruleset> rulesets;
    for (const Backend backend : {Backend::Legacy, Backend::Nft}) {
        const auto reply = session.wait<RulesReply>(
            Text::tr("Reading the rules…"), [&](QObject *context, auto done) {
                helper.readRules(backend, family, context, done);
            });
        if (!reply) {
            return tl::unexpected(reply.error());
        }
        if (reply->reading != Reading::Done) {
            continue;
        }
        auto ruleset = parseSave(reply->text, backend, family);
        if (!ruleset) {
            return tl::unexpected(ruleset.error());
        }
        rulesets.push_back(*std::move(ruleset));
    }
    return rulesets;
}

Result<Situation> readSituation(Session &session, HelperClient &helper,
                                const std::vector<Change> &changes)
{
    const QString awaited = Text::tr("Reading the connections in use…");
    Situation situation;
    for (const Family family : {Family::Ipv4, Family::Ipv6}) {
        const bool isTouched =
            std::any_of(changes.begin(), changes.end(), [family](const Change &change) {
                const ChainPlace *place = placeOf(change);
                return place != nullptr && place->family == family;
            });
        if (!isTouched) {
            continue;
        }
        auto rulesets = readFamily(session, helper, family);
        if (!rulesets) {
            return tl::unexpected(rulesets.error());
        }
        situation.rulesets.insert(situation.rulesets.end(), rulesets->begin(), rulesets->end());
    }
    auto sessions =
        session.wait<std::vector<Core::Session>>(awaited, [&helper](QObject *context, auto done) {
            helper.readSessions(context, done);
        });
    if (!sessions) {
        return tl::unexpected(sessions.error());
    }
    auto listeners =
        session.wait<std::vector<Listener>>(awaited, [&helper](QObject *context, auto done) {
            helper.readListeners(context, done);
        });
    if (!listeners) {
        return tl::unexpected(listeners.error());
    }
    Evidence evidence;
    auto interfaces = session.wait<std::vector<NetworkInterface>>(
        awaited, [&helper](QObject *context, auto done) {
            helper.readInterfaces(context, done);
        });
    if (!interfaces) {
        return tl::unexpected(interfaces.error());
    }
    evidence.interfaces = *std::move(interfaces);
    situation.sessions = *std::move(sessions);
    situation.listeners = *std::move(listeners);
    situation.localAddresses = evidence.localAddresses();
    markOwnSessions(situation.sessions, situation.localAddresses);
    return situation;
}

/// The caller could not answer any more, or not come back once he has left.
bool locksOut(const LockOut &cut)
{
    return cut.session.own && cut.certain && cut.part != LockOut::Part::NextFromHere;
}

} // namespace

LockOutConsent lockOutConsent(const TrialOptions &options, bool canAsk)
{
    if (options.allowLockOut) {
        return LockOutConsent::Given;
    }
    if (options.yes) {
        return LockOutConsent::Unasked;
    }
    return canAsk ? LockOutConsent::Ask : LockOutConsent::Later;
}

Result<bool> confirmLockOuts(Session &session, HelperClient &helper,
                             const std::vector<Change> &changes, LockOutConsent consent)
{
    const bool changesRules = std::any_of(changes.begin(), changes.end(), [](const Change &change) {
        return placeOf(change) != nullptr;
    });
    if (!changesRules) {
        return true;
    }
    const Output &output = session.output();
    const auto situation = readSituation(session, helper, changes);
    if (session.interrupted()) {
        return failure(ErrorCode::Cancelled, "try", "interrupted");
    }
    const auto after =
        situation ? withChanges(situation->rulesets, changes) : tl::unexpected(situation.error());
    if (!after) {
        output.talk(Text::tr("Whether this cuts a connection in use can't be told: %1")
                        .arg(errorWords(after.error()).oneLine()));
        return true;
    }
    const auto cuts = lockOuts(situation->rulesets, *after, situation->sessions,
                               situation->listeners, situation->localAddresses);
    if (cuts.empty()) {
        return true;
    }
    constexpr std::size_t shown = 8;
    output.talk(output.bad(Text::tr("Warning: this change cuts connections that are in use.")));
    for (std::size_t i = 0; i < std::min(shown, cuts.size()); ++i) {
        output.talk(QStringLiteral("  ") + lockOutText(cuts[i]));
    }
    if (cuts.size() > shown) {
        output.talk(QStringLiteral("  ")
                    + Text::tr("… and %n more.", nullptr, static_cast<int>(cuts.size() - shown)));
    }
    if (consent == LockOutConsent::Unasked && std::any_of(cuts.begin(), cuts.end(), locksOut)) {
        output.talk(Text::tr("“--yes” would keep it without you. If that is what you want, add "
                             "“--allow-lock-out”."));
        return failure(ErrorCode::WouldLockOut, "try", "the own session would be cut");
    }
    if (consent == LockOutConsent::Later) {
        output.talk(Text::tr("It is tried all the same: unless it is kept, it is taken back."));
    }
    if (consent != LockOutConsent::Ask) {
        return true;
    }
    return askYesNo(session,
                    Text::tr("Try it all the same? It is taken back unless you keep it. "
                             "[y/N] "));
}

} // namespace Portlight::App::Cli
