// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/evidencegatherer.h"

#include "app/client/countercompare.h"
#include "app/client/worldreader.h"
#include "core/text/nftjson.h"
#include "core/text/saveparser.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <array>

namespace Portlight::App
{

namespace
{

using namespace Core;

constexpr std::array backends{Backend::Legacy, Backend::Nft};

/// How often a packet watch is asked, and how long an answer may take.
constexpr int pollMilliseconds = 150;
constexpr double patienceMilliseconds = 1500;
constexpr qint64 afterProbeMilliseconds = 500;

/// A second look-up is needed when deriving the interfaces chose another stand-in for a stranger.
constexpr int maximumRouteRounds = 2;

Reading readingFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Denied:
    case ErrorCode::Cancelled:
        return Reading::Denied;
    case ErrorCode::NotFound:
    case ErrorCode::Unsupported:
        return Reading::NotThere;
    default:
        return Reading::Failed;
    }
}

/// The words of an error for a log or a "Details" view.
std::string wordsOf(const Error &error)
{
    return error.detail.empty() ? error.message : error.message + ": " + error.detail;
}

std::vector<std::string> settingNames(Family family)
{
    return family == Family::Ipv4 ? std::vector<std::string>{"net.ipv4.ip_forward"}
                                  : std::vector<std::string>{"net.ipv6.conf.all.forwarding"};
}

Family askedFamily(const Question &question)
{
    const auto &address = question.to ? question.to : question.from;
    if (address) {
        return address->family;
    }
    return question.protocol == ProtocolIcmpv6 ? Family::Ipv6 : question.family;
}

} // namespace

struct EvidenceGatherer::Private {
    Private(EvidenceGatherer *owner, HelperClient &helper, Question asked, GatherOptions wanted)
        : q(owner)
        , client(helper)
        , question(std::move(asked))
        , family(askedFamily(question))
        , options(wanted)
    {
    }

    /// A callback that stores a value, or says why there is none, and then goes on when it was the
    /// last one of its phase.
    template<typename T, typename Store, typename Fail> Callback<T> collect(Store store, Fail fail)
    {
        ++pending;
        return [this, store, fail](Result<T> result) {
            if (ended) {
                return;
            }
            if (result) {
                store(*std::move(result));
            } else {
                fail(result.error());
            }
            if (--pending == 0) {
                next();
            }
        };
    }

    void step(const char *name)
    {
        Q_EMIT q->stepStarted(QString::fromLatin1(name));
    }

    void end(const Error &error)
    {
        ended = true;
        Q_EMIT q->failed(error);
    }

    void readEverything();
    void readRules(Backend backend);
    void storeRules(Backend backend, RulesReply reply);
    void readNative();
    void readAround();
    void derive();
    void lookUpRoutes();
    void routesDone();
    void startWatch();
    void probe();
    void watchOn();
    void stopWatch();
    void probeDone();
    void finish();

    Prober *askingSide() const;
    std::optional<IpAddress> innerAddress() const;
    void probeWith(Prober &prober, const std::optional<IpAddress> &bindTo,
                   std::optional<ProbeResult> &into);
    void readRulesAgain(const Ruleset &before);

    EvidenceGatherer *q;
    HelperClient &client;
    Question question;
    Family family;
    GatherOptions options;
    Evidence evidence;
    std::function<void()> next; ///< what follows when `pending` reaches 0
    int pending = 0;
    int routeRounds = 0;
    QString watchId; ///< empty: nothing is watched
    QElapsedTimer watching;
    std::optional<IpAddress> userFrom; ///< the address the user named, not a stand-in
    bool ended = false;
};

void EvidenceGatherer::Private::readEverything()
{
    userFrom = question.from;
    next = [this] {
        readAround();
    };

    step("rules");
    for (const Backend backend : backends) {
        readRules(backend);
    }
    client.readNativeTables(q,
                            collect<std::vector<std::string>>(
                                [this](std::vector<std::string> tables) {
                                    evidence.nativeTables = std::move(tables);
                                    if (!evidence.nativeTables.empty()) {
                                        readNative();
                                    }
                                },
                                [this](const Error &error) {
                                    evidence.rulesRead[Backend::Native] = readingFor(error.code);
                                    evidence.rulesDetail[Backend::Native] = wordsOf(error);
                                }));
    step("interfaces");
    client.readInterfaces(q,
                          collect<std::vector<NetworkInterface>>(
                              [this](std::vector<NetworkInterface> interfaces) {
                                  evidence.interfacesRead = Reading::Done;
                                  evidence.interfaces = std::move(interfaces);
                              },
                              [this](const Error &error) {
                                  evidence.interfacesRead = readingFor(error.code);
                              }));
    step("listeners");
    client.readListeners(q,
                         collect<std::vector<Listener>>(
                             [this](std::vector<Listener> listeners) {
                                 evidence.listenersRead = Reading::Done;
                                 evidence.listeners = std::move(listeners);
                             },
                             [this](const Error &error) {
                                 evidence.listenersRead = readingFor(error.code);
                             }));
    step("conntrack");
    client.readConntrack(q,
                         collect<ConntrackReply>(
                             [this](const ConntrackReply &reply) {
                                 evidence.conntrackRead = Reading::Done;
                                 evidence.conntrack = reply.usage;
                                 evidence.statistics = reply.statistics;
                             },
                             [this](const Error &error) {
                                 evidence.conntrackRead = readingFor(error.code);
                             }));
    step("managers");
    client.readManagers(q,
                        collect<ManagersReply>(
                            [this](ManagersReply reply) {
                                evidence.managers = std::move(reply.managers);
                                evidence.persistence = std::move(reply.persistence);
                                evidence.defaultBackend = reply.defaultBackend;
                            },
                            [](const Error &) {}));
    step("settings");
    client.readSettings(settingNames(family), q,
                        collect<std::map<std::string, std::string>>(
                            [this](std::map<std::string, std::string> values) {
                                evidence.settings = std::move(values);
                            },
                            [](const Error &) {}));
}

void EvidenceGatherer::Private::readRules(Backend backend)
{
    client.readRules(backend, family, q,
                     collect<RulesReply>(
                         [this, backend](RulesReply reply) {
                             storeRules(backend, std::move(reply));
                         },
                         [this, backend](const Error &error) {
                             evidence.rulesRead[backend] = readingFor(error.code);
                             evidence.rulesDetail[backend] = wordsOf(error);
                         }));
}

void EvidenceGatherer::Private::storeRules(Backend backend, RulesReply reply)
{
    evidence.rulesRead[backend] = reply.reading;
    if (reply.reading != Reading::Done) {
        evidence.rulesDetail[backend] = reply.detail;
        return;
    }
    Result<Ruleset> ruleset = parseSave(reply.text, backend, family);
    if (!ruleset) {
        evidence.rulesRead[backend] = Reading::Failed;
        evidence.rulesDetail[backend] = wordsOf(ruleset.error());
        return;
    }
    if (reply.incomplete) {
        // What was rendered is shown and walked, but nobody may take it for all there is.
        evidence.rulesRead[backend] = Reading::Failed;
        evidence.rulesDetail[backend] = reply.detail;
    }
    ruleset->generation = std::move(reply.generation);
    evidence.rulesets.push_back(*std::move(ruleset));
}

void EvidenceGatherer::Private::readNative()
{
    const auto fail = [this](const Error &error) {
        evidence.rulesRead[Backend::Native] = readingFor(error.code);
        evidence.rulesDetail[Backend::Native] = wordsOf(error);
    };
    client.readNftables(q,
                        collect<NftablesReply>(
                            [this, fail](const NftablesReply &reply) {
                                if (reply.reading != Reading::Done) {
                                    return;
                                }
                                Result<NativeRuleset> native = parseNftJson(reply.json);
                                if (!native) {
                                    fail(native.error());
                                    return;
                                }
                                native->generation = reply.generation;
                                evidence.native = *std::move(native);
                            },
                            fail));
}

void EvidenceGatherer::Private::readAround()
{
    next = [this] {
        derive();
    };
    readWorld(client, evidence.rulesets, q,
              collect<WorldReading>(
                  [this](WorldReading reading) {
                      evidence.world = std::move(reading.world);
                  },
                  [](const Error &) {}));
}

void EvidenceGatherer::Private::derive()
{
    std::sort(evidence.rulesets.begin(), evidence.rulesets.end(),
              [](const Ruleset &one, const Ruleset &other) {
                  return one.backend < other.backend;
              });
    Result<Question> derived = deriveEndpoints(question, evidence);
    if (!derived) {
        end(derived.error());
        return;
    }
    question = *std::move(derived);
    lookUpRoutes();
}

void EvidenceGatherer::Private::lookUpRoutes()
{
    ++routeRounds;
    next = [this] {
        routesDone();
    };
    const auto store = [this](Route Evidence::*where) {
        return collect<Route>(
            [this, where](Route route) {
                evidence.*where = std::move(route);
                if (evidence.routeRead == Reading::Skipped) {
                    evidence.routeRead = Reading::Done;
                }
            },
            [this](const Error &error) {
                evidence.routeRead = readingFor(error.code);
            });
    };
    if (!question.to && !question.from) {
        routesDone();
        return;
    }
    // A source is named only where it is this computer's own: asked with another one and without
    // the interface it came in on, the kernel refuses to answer.
    const bool outgoing = question.direction == Way::Output;
    if (question.to) {
        client.lookUpRoute(*question.to, outgoing ? userFrom : std::nullopt, {}, q,
                           store(&Evidence::route));
    }
    if (question.from && !outgoing) {
        client.lookUpRoute(*question.from, std::nullopt, {}, q, store(&Evidence::routeBack));
    }
}

void EvidenceGatherer::Private::routesDone()
{
    const Question before = question;
    question = deriveInterfaces(question, evidence);
    const bool moved = question.to != before.to || question.from != before.from;
    const bool needsRoutes = question.direction != Way::Output;
    if (moved && needsRoutes && routeRounds < maximumRouteRounds) {
        lookUpRoutes();
        return;
    }
    startWatch();
}

void EvidenceGatherer::Private::startWatch()
{
    // A test from here to the other end is not the connection asked about: it would only be taken
    // for it on the wire.
    const bool fromBetween =
        question.direction == Way::Forward && askingSide() == options.localProber;
    const bool first = fromBetween && askingSide() != nullptr && !evidence.probe;
    if (options.watchSeconds == 0 || first) {
        probe();
        return;
    }
    step("watch");
    next = [this, fromBetween] {
        if (fromBetween) {
            watchOn();
        } else {
            probe();
        }
    };
    client.watchPackets(watchSubjectFor(question, evidence), options.watchSeconds, q,
                        collect<QString>(
                            [this](QString id) {
                                watchId = std::move(id);
                                watching.start();
                            },
                            [this](const Error &error) {
                                evidence.watchRead = readingFor(error.code);
                                evidence.watchDetail = wordsOf(error);
                            }));
}

/// Looks at the watch until it shows enough: after a test connection of ours only for what is still
/// under way, else for as long as somebody may take to try.
void EvidenceGatherer::Private::watchOn()
{
    if (watchId.isEmpty()) {
        probeDone();
        return;
    }
    const bool fromBetween =
        question.direction == Way::Forward && askingSide() == options.localProber;
    const bool tried = evidence.probe.has_value() && !fromBetween;
    next = [this, tried] {
        const PacketWatch &watch = evidence.watch;
        const qint64 most = tried ? afterProbeMilliseconds : qint64{options.watchSeconds} * 1000;
        if (ended || evidence.watchRead == Reading::Failed || !watch.running
            || hasClearSign(watch, patienceMilliseconds) || watching.elapsed() >= most) {
            stopWatch();
            return;
        }
        QTimer::singleShot(pollMilliseconds, q, [this] {
            watchOn();
        });
    };
    client.readWatch(watchId, q,
                     collect<PacketWatch>(
                         [this](PacketWatch watch) {
                             evidence.watch = std::move(watch);
                             Q_EMIT q->watched(evidence.watch);
                         },
                         [this](const Error &error) {
                             evidence.watchRead = Reading::Failed;
                             evidence.watchDetail = wordsOf(error);
                         }));
}

void EvidenceGatherer::Private::stopWatch()
{
    next = [this] {
        probeDone();
    };
    client.stopWatch(std::exchange(watchId, {}), q,
                     collect<PacketWatch>(
                         [this](PacketWatch watch) {
                             evidence.watchRead = Reading::Done;
                             evidence.watch = std::move(watch);
                             Q_EMIT q->watched(evidence.watch);
                         },
                         [this](const Error &error) {
                             evidence.watchRead = readingFor(error.code);
                             evidence.watchDetail = wordsOf(error);
                         }));
}

Prober *EvidenceGatherer::Private::askingSide() const
{
    if (!options.probe) {
        return nullptr;
    }
    switch (question.direction) {
    case Way::Output:
        return options.localProber;
    case Way::Input: {
        const std::vector<IpAddress> own = evidence.localAddresses();
        const bool fromHere = userFrom
            && (userFrom->isLoopback()
                || std::find(own.begin(), own.end(), *userFrom) != own.end());
        return fromHere ? options.localProber : options.remoteProber;
    }
    case Way::Forward:
        return options.remoteProber != nullptr ? options.remoteProber : options.localProber;
    }
    return nullptr;
}

std::optional<IpAddress> EvidenceGatherer::Private::innerAddress() const
{
    for (const NetworkInterface &device : evidence.interfaces) {
        if (device.name != question.inInterface) {
            continue;
        }
        for (const IpNetwork &network : device.addresses) {
            if (network.address.family == family) {
                return network.address;
            }
        }
    }
    return std::nullopt;
}

void EvidenceGatherer::Private::probeWith(Prober &prober, const std::optional<IpAddress> &bindTo,
                                          std::optional<ProbeResult> &into)
{
    ProbeRequest request;
    request.protocol = question.protocol;
    request.to = *question.to;
    request.port = question.port.value_or(0);
    request.bindTo = bindTo;
    request.timeoutMilliseconds = options.probeTimeoutMilliseconds;
    prober.probe(request, q,
                 collect<ProbeResult>(
                     [&into](ProbeResult result) {
                         into = std::move(result);
                     },
                     [&into](const Error &) {
                         into = ProbeResult{};
                     }));
}

void EvidenceGatherer::Private::probe()
{
    Prober *const prober = askingSide();
    if (prober == nullptr || !question.to) {
        if (watchId.isEmpty()) {
            finish();
        } else {
            watchOn();
        }
        return;
    }
    step("probe");
    next = [this] {
        if (options.watchSeconds > 0 && evidence.watchRead == Reading::Skipped
            && watchId.isEmpty()) {
            startWatch();
            return;
        }
        watching.restart();
        watchOn();
    };
    const bool fromHere = prober == options.localProber;
    probeWith(*prober, fromHere && question.direction != Way::Forward ? userFrom : std::nullopt,
              evidence.probe);
    const std::optional<IpAddress> inner = innerAddress();
    if (question.direction == Way::Forward && options.localProber != nullptr && inner) {
        probeWith(*options.localProber, inner, evidence.probeFromInside);
    }
}

void EvidenceGatherer::Private::probeDone()
{
    next = [this] {
        finish();
    };
    client.readConntrack(q,
                         collect<ConntrackReply>(
                             [this](const ConntrackReply &reply) {
                                 evidence.statisticsAfterProbe = reply.statistics;
                             },
                             [](const Error &) {}));
    for (const Ruleset &before : evidence.rulesets) {
        readRulesAgain(before);
    }
}

void EvidenceGatherer::Private::readRulesAgain(const Ruleset &before)
{
    client.readRules(
        before.backend, before.family, q,
        collect<RulesReply>(
            [this, &before](const RulesReply &reply) {
                const auto after = parseSave(reply.text, before.backend, before.family);
                if (reply.reading != Reading::Done || !after) {
                    return;
                }
                const auto rose = countersThatRose(before, *after);
                evidence.countersRose.insert(evidence.countersRose.end(), rose.begin(), rose.end());
            },
            [](const Error &) {}));
}

void EvidenceGatherer::Private::finish()
{
    ended = true;
    Q_EMIT q->finished({std::move(question), std::move(evidence)});
}

EvidenceGatherer::EvidenceGatherer(HelperClient &client, Core::Question question,
                                   GatherOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, client, std::move(question), options))
{
}

EvidenceGatherer::~EvidenceGatherer() = default;

void EvidenceGatherer::start()
{
    d->readEverything();
}

void EvidenceGatherer::cancel()
{
    if (!d->ended) {
        d->end({Core::ErrorCode::Cancelled, "gather evidence", "stopped by the caller", {}, {}});
    }
}

} // namespace Portlight::App
