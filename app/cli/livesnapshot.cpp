// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/livesnapshot.h"

#include "app/client/worldreader.h"
#include "core/text/nftjson.h"
#include "core/text/saveparser.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::LiveSnapshot)
};

using namespace Core;

} // namespace

std::vector<RulesReading> readAllRules(Session &session, const std::vector<Backend> &backends,
                                       const std::vector<Family> &families)
{
    std::vector<RulesReading> readings;
    for (const Backend backend : backends) {
        for (const Family family : families) {
            readings.push_back(
                {backend, family, failure(ErrorCode::Cancelled, "read rules", "interrupted")});
        }
    }
    if (readings.empty()) {
        return readings;
    }
    HelperClient &helper = session.helper();
    (void)session.wait<bool>(Text::tr("Reading the rules…"),
                             [&helper, &readings](QObject *context, const Callback<bool> &done) {
                                 const auto left = std::make_shared<std::size_t>(readings.size());
                                 for (RulesReading &reading : readings) {
                                     helper.readRules(
                                         reading.backend, reading.family, context,
                                         [&reading, left, done](Result<RulesReply> reply) {
                                             reading.reply = std::move(reply);
                                             if (--*left == 0) {
                                                 done(true);
                                             }
                                         });
                                 }
                             });
    return readings;
}

Result<LiveSnapshot> readLive(Session &session, Family family)
{
    LiveSnapshot snapshot;
    for (RulesReading &reading : readAllRules(session, {Backend::Legacy, Backend::Nft}, {family})) {
        if (!reading.reply) {
            return tl::unexpected(reading.reply.error());
        }
        if (reading.reply->reading != Reading::Done) {
            continue;
        }
        auto ruleset = parseSave(reading.reply->text, reading.backend, family);
        if (!ruleset) {
            return tl::unexpected(ruleset.error());
        }
        ruleset->generation = reading.reply->generation;
        snapshot.rulesets.push_back(*std::move(ruleset));
    }
    HelperClient &helper = session.helper();
    const auto nftables = session.wait<NftablesReply>(Text::tr("Reading the rules…"),
                                                      [&helper](QObject *context, auto done) {
                                                          helper.readNftables(context, done);
                                                      });
    if (!nftables) {
        return tl::unexpected(nftables.error());
    }
    if (nftables->reading == Reading::Done) {
        auto native = parseNftJson(nftables->json);
        if (!native) {
            return tl::unexpected(native.error());
        }
        snapshot.native = *std::move(native);
    }
    auto around =
        session.wait<WorldReading>(Text::tr("Reading the network devices…"),
                                   [&helper, &snapshot](QObject *context, auto done) {
                                       readWorld(helper, snapshot.rulesets, context, done);
                                   });
    if (around) {
        snapshot.around = *std::move(around);
        Evidence evidence;
        evidence.interfaces =
            snapshot.around.world.interfaces.value_or(std::vector<NetworkInterface>());
        snapshot.localAddresses = evidence.localAddresses();
    }
    return snapshot;
}

} // namespace Portlight::App::Cli
