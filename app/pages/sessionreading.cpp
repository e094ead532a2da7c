// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
// How Session reads the firewall. Everything that grows with the number of rules (parsing, walking,
// counting, freeing) is done aside; the thread that draws only passes pointers on.
#include "app/pages/session.h"

#include "app/models/quietrules.h"
#include "app/pages/aside.h"
#include "core/text/nftjson.h"
#include "core/text/saveparser.h"

#include <algorithm>
#include <utility>

namespace Portlight::App
{

namespace
{

/// What is calculated of a reading before pages see it.
struct PreparedData {
    FirewallData data;
    DropWatch::Sample drops;
};

PreparedData prepared(FirewallData data, const FirewallData &before, qint64 now)
{
    data.quiet.clear();
    for (const auto &ruleset : data.rulesets) {
        const auto known = before.quietRules(ruleset->backend, ruleset->family);
        const auto *old = before.ruleset(ruleset->backend, ruleset->family);
        if (known && old != nullptr && *old == ruleset) {
            data.quiet.push_back(known);
            continue;
        }
        data.quiet.push_back(std::make_shared<const QuietRules>(
            QuietRules::after(known ? *known : QuietRules(), *ruleset, now)));
    }
    data.insight = before.insight && haveSameInsight(data, before)
        ? before.insight
        : std::make_shared<const FirewallInsight>(insightOf(data));
    auto drops = DropWatch::sample(data);
    return {std::move(data), std::move(drops)};
}

} // namespace

struct Session::PendingRead {
    FirewallData data;
    int remaining = 0;
};

void Session::readRuleset(Core::Backend backend, Core::Family family, RulesetRead done)
{
    m_helper->readRules(
        backend, family, m_epoch,
        [this, backend, family, done = std::move(done)](Core::Result<RulesReply> reply) {
            if (!reply) {
                handleFailure(reply.error());
                done({}, true);
                return;
            }
            if (reply->reading == Core::Reading::NotThere) {
                done({}, false);
                return;
            }
            const bool incomplete = reply->incomplete || reply->reading != Core::Reading::Done;
            const auto parse = [reply = std::move(*reply), backend, family] {
                auto result = Core::parseSave(reply.text, backend, family);
                if (result) {
                    result->generation = reply.generation;
                }
                return result;
            };
            runAside(
                m_epoch, parse, [this, incomplete, done](Core::Result<Core::Ruleset> &&result) {
                    if (!result) {
                        Q_EMIT failed(result.error());
                        done({}, true);
                        return;
                    }
                    done(std::make_shared<const Core::Ruleset>(std::move(*result)), incomplete);
                });
        });
}

void Session::partDone(const std::shared_ptr<PendingRead> &pending)
{
    if (--pending->remaining > 0) {
        return;
    }
    if (!pending->data.rulesRead) {
        if (m_access == Access::Asking) {
            setAccess(Access::Locked);
        }
        readingDone();
        return;
    }
    std::sort(pending->data.rulesets.begin(), pending->data.rulesets.end(),
              [](const auto &a, const auto &b) {
                  return std::pair(a->backend, a->family) < std::pair(b->backend, b->family);
              });
    const auto now = QDateTime::currentSecsSinceEpoch();
    runAside(
        m_epoch,
        [data = std::move(pending->data), before = m_data, now]() mutable {
            return prepared(std::move(data), before, now);
        },
        [this](PreparedData &&ready) {
            dataRead(std::move(ready.data), std::move(ready.drops));
        });
}

void Session::dataRead(FirewallData &&data, DropWatch::Sample &&drops)
{
    auto old = std::exchange(m_data, std::move(data));
    m_hasData = true;
    m_updated = QDateTime::currentDateTime();
    m_drops.add(std::move(drops), seconds());
    setAccess(Access::Open);
    Q_EMIT dataChanged();
    releaseAside(std::move(old));
    readingDone();
}

void Session::readingDone()
{
    m_reading = false;
    if (std::exchange(m_readAgain, false)) {
        refresh();
    }
}

void Session::readNative(const std::shared_ptr<PendingRead> &pending)
{
    // The whole of nftables is large, and holds the rules of iptables once more.
    if (pending->data.nativeTables.empty()) {
        partDone(pending);
        return;
    }
    m_helper->readNftables(m_epoch, [this, pending](Core::Result<NftablesReply> reply) {
        if (!reply || reply->reading != Core::Reading::Done) {
            partDone(pending);
            return;
        }
        const auto parse = [json = std::move(reply->json)] {
            return Core::parseNftJson(json);
        };
        runAside(m_epoch, parse, [this, pending](Core::Result<Core::NativeRuleset> &&native) {
            if (native) {
                pending->data.native =
                    std::make_shared<const Core::NativeRuleset>(std::move(*native));
            } else {
                pending->data.incomplete = true;
            }
            partDone(pending);
        });
    });
}

void Session::refresh()
{
    if (!m_helper) {
        return;
    }
    if (m_reading) {
        m_readAgain = true;
        return;
    }
    m_reading = true;
    auto pending = std::make_shared<PendingRead>();
    pending->remaining = 8;
    for (const auto backend : {Core::Backend::Nft, Core::Backend::Legacy}) {
        for (const auto family : {Core::Family::Ipv4, Core::Family::Ipv6}) {
            readRuleset(backend, family,
                        [this, pending](std::shared_ptr<const Core::Ruleset> ruleset, bool doubt) {
                            pending->data.incomplete = pending->data.incomplete || doubt;
                            pending->data.rulesRead =
                                pending->data.rulesRead || ruleset != nullptr || !doubt;
                            if (ruleset) {
                                pending->data.rulesets.push_back(std::move(ruleset));
                            }
                            partDone(pending);
                        });
        }
    }
    m_helper->readInterfaces(
        m_epoch, [this, pending](Core::Result<std::vector<Core::NetworkInterface>> answer) {
            if (answer) {
                pending->data.interfaces = std::move(*answer);
            }
            partDone(pending);
        });
    m_helper->readListeners(m_epoch,
                            [this, pending](Core::Result<std::vector<Core::Listener>> answer) {
                                if (answer) {
                                    pending->data.listeners = std::move(*answer);
                                    pending->data.listenersRead = true;
                                }
                                partDone(pending);
                            });
    m_helper->readManagers(m_epoch, [this, pending](Core::Result<ManagersReply> answer) {
        if (answer) {
            pending->data.managers = std::move(answer->managers);
            pending->data.persistence = std::move(answer->persistence);
            pending->data.defaultBackend = answer->defaultBackend;
            pending->data.managersRead = true;
        }
        partDone(pending);
    });
    m_helper->readNativeTables(m_epoch,
                               [this, pending](Core::Result<std::vector<std::string>> answer) {
                                   if (answer) {
                                       pending->data.nativeTables = std::move(*answer);
                                   }
                                   readNative(pending);
                               });
    refreshTrials();
}

struct Session::PendingRefresh {
    FirewallData data;
    int remaining = 0;
    bool isChanged = false;
};

void Session::refreshRules(const std::vector<RuleSide> &sides)
{
    if (!m_helper || m_access != Access::Open || m_reading || sides.empty()) {
        return;
    }
    m_reading = true;
    auto pending = std::make_shared<PendingRefresh>();
    pending->data = m_data;
    pending->remaining = static_cast<int>(sides.size());
    for (const auto &side : sides) {
        refreshSide(
            side, [this, side, pending](std::shared_ptr<const Core::Ruleset> ruleset, bool doubt) {
                if (ruleset || !doubt) {
                    pending->isChanged = true;
                    pending->data.replaceRuleset(side.backend, side.family, std::move(ruleset),
                                                 nullptr);
                }
                if (--pending->remaining == 0) {
                    refreshed(pending);
                }
            });
    }
}

void Session::refreshSide(const RuleSide &side, const RulesetRead &done)
{
    const auto *known = m_data.ruleset(side.backend, side.family);
    if (known == nullptr || (*known)->generation.empty()) {
        readRuleset(side.backend, side.family, done);
        return;
    }
    m_helper->readCounters(
        side.backend, side.family, m_epoch,
        [this, side, done, ruleset = *known](Core::Result<CountersReply> reply) {
            if (!reply || reply->generation != ruleset->generation) {
                readRuleset(side.backend, side.family, done);
                return;
            }
            const auto update = [ruleset, counters = std::move(*reply)] {
                auto copy = std::make_shared<Core::Ruleset>(*ruleset);
                const bool isTaken = Core::takeCounters(*copy, counters).has_value();
                return isTaken ? std::shared_ptr<const Core::Ruleset>(std::move(copy)) : nullptr;
            };
            runAside(m_epoch, update,
                     [this, side, done](std::shared_ptr<const Core::Ruleset> &&updated) {
                         if (updated) {
                             done(std::move(updated), false);
                         } else {
                             readRuleset(side.backend, side.family, done);
                         }
                     });
        });
}

void Session::refreshed(const std::shared_ptr<PendingRefresh> &pending)
{
    if (!pending->isChanged) {
        readingDone();
        return;
    }
    const auto now = QDateTime::currentSecsSinceEpoch();
    runAside(
        m_epoch,
        [data = std::move(pending->data), before = m_data, now]() mutable {
            return prepared(std::move(data), before, now);
        },
        [this](PreparedData &&ready) {
            auto old = std::exchange(m_data, std::move(ready.data));
            m_updated = QDateTime::currentDateTime();
            m_drops.add(std::move(ready.drops), seconds());
            Q_EMIT rulesChanged();
            releaseAside(std::move(old));
            readingDone();
        });
}

} // namespace Portlight::App
