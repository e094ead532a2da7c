// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/change/persistence.h"
#include "core/conntrack/entryfilter.h"
#include "core/conntrack/flowmeter.h"
#include "core/conntrack/tablesummary.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/lockout.h"
#include "core/diagnosis/rehearsalreport.h"
#include "core/result.h"
#include "core/ruleset/counters.h"
#include "core/text/addressset.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace Portlight::App
{

/// What a call ends with. It runs in the caller's thread, once, from the event loop, and not at all
/// when the context object died first.
template<typename T> using Callback = std::function<void(Core::Result<T>)>;

struct RulesReply {
    Core::Reading reading = Core::Reading::NotThere;
    bool incomplete = false; ///< the save program could not render everything
    std::string text;
    std::string generation;
    std::string detail;
};

/// Core::takeCounters() puts them into the rules of the same generation.
using CountersReply = Core::CounterReading;

/// All of nftables as JSON; core/text/nftjson.h reads it.
struct NftablesReply {
    Core::Reading reading = Core::Reading::NotThere;
    std::string json;
    std::string generation;
    std::string detail;
};

struct ConntrackReply {
    Core::ConntrackUsage usage;
    Core::ConntrackStatistics statistics;
    std::optional<std::uint64_t> objectSize;
};

struct EntriesRequest {
    Core::EntryFilter filter;
    std::uint64_t skip = 0; ///< of the entries that match; the order is the kernel's
    std::uint64_t limit = 1'000'000; ///< entries at most
};

struct EntriesReply {
    std::uint64_t total = 0; ///< entries in the table
    std::uint64_t matched = 0; ///< of these, entries that match
    std::uint64_t sent = 0; ///< of these, entries that came
};

struct EndedReply {
    unsigned ended = 0;
    unsigned gone = 0; ///< had ended before
};

struct ManagersReply {
    std::vector<Core::Manager> managers;
    std::string persistence;
    Core::Backend defaultBackend = Core::Backend::Nft;
};

struct Trial {
    QString id;
    QString state; ///< "trying", "kept", "undone", "failed"
    QString summary;
    QStringList commands;
    qint64 began = 0;
    unsigned secondsLeft = 0;
    unsigned uid = 0;
    bool here = true;
    QString detail;
};

struct TryRequest {
    std::vector<Core::Change> changes;
    std::map<std::string, std::string> generations; ///< "nft/ipv4" -> generation
    unsigned seconds = 90;
    QString summary;
    bool dryRun = false;
};

struct RehearsalRequest {
    std::vector<Core::Change> changes;
    std::map<std::string, std::string> generations; ///< "nft/ipv4" -> generation
    /// As EvidenceGatherer derived it: both addresses are there.
    Core::Question question;
};
using RehearsalReply = Core::RehearsalReport;

/// The one way to the helper, for window and command line: typed, asynchronous, never blocking.
/// Calls that may ask for a password wait without limit and can be cancelled by deleting their
/// context; others time out after 25 s.
class HelperClient : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Unknown, ///< not asked yet
        Ready,
        Missing, ///< not installed or cannot be started
        Gone, ///< it was there and went away
    };

    /// Over the system bus; nothing is started before the first call.
    static std::unique_ptr<HelperClient> onSystemBus();
    /// Starts `portlight-helper --peer` itself, with the caller's powers. `launcher` starts the
    /// program with the given arguments, in a network namespace of its choice; by default a child
    /// process. The client is usable at once: calls wait until the helper has connected.
    using Launcher = std::function<bool(const QString &program, const QStringList &arguments)>;
    static std::unique_ptr<HelperClient> direct(Launcher launcher = {});

    ~HelperClient() override;

    State state() const;
    /// Never ask for a password (--no-ask).
    void setInteractive(bool interactive);

    void readRules(Core::Backend backend, Core::Family family, QObject *context,
                   Callback<RulesReply> done);
    void readGeneration(Core::Backend backend, Core::Family family, QObject *context,
                        Callback<std::string> done);
    /// The counters alone: a refresh without reading and parsing the rules again. When the
    /// generation is another one than that of the rules, read these first.
    void readCounters(Core::Backend backend, Core::Family family, QObject *context,
                      Callback<CountersReply> done);
    void readNativeTables(QObject *context, Callback<std::vector<std::string>> done);
    void readNftables(QObject *context, Callback<NftablesReply> done);
    /// Sets of ip_set by name; one that is not there is left out. `most` members of each, at most
    /// Core::mostSetMembers.
    void readSets(const std::vector<std::string> &names, QObject *context,
                  Callback<std::vector<Core::AddressSet>> done,
                  unsigned most = Core::maxSetMembers);
    /// Without sets; readWorld() in app/client/worldreader.h fills these in, too.
    void readWorld(QObject *context, Callback<Core::WorldReading> done);
    void readInterfaces(QObject *context, Callback<std::vector<Core::NetworkInterface>> done);
    void lookUpRoute(const Core::IpAddress &destination,
                     const std::optional<Core::IpAddress> &source, const std::string &inInterface,
                     QObject *context, Callback<Core::Route> done);
    void readListeners(QObject *context, Callback<std::vector<Core::Listener>> done);
    void readSessions(QObject *context, Callback<std::vector<Core::Session>> done);
    void readSettings(const std::vector<std::string> &names, QObject *context,
                      Callback<std::map<std::string, std::string>> done);
    void readConntrack(QObject *context, Callback<ConntrackReply> done);
    /// One for each processor.
    void readConntrackStatistics(QObject *context,
                                 Callback<std::vector<Core::ConntrackStatistics>> done);
    /// What is in the table, without its entries; at most `limit` (1 to 10,000) groups of a kind.
    /// Core::growth() compares two of them.
    void readConntrackSummary(const Core::EntryFilter &filter, unsigned limit, QObject *context,
                              Callback<Core::TableSummary> done);
    /// The entries that match: `some` gets them in pieces of up to a few thousand while the helper
    /// reads the table, then `done` comes. Deleting the context stops the helper, too.
    void readConntrackEntries(const EntriesRequest &request, QObject *context,
                              std::function<void(std::vector<Core::ConntrackEntry>)> some,
                              Callback<EntriesReply> done);
    /// New and ended flows; asked again within 10 s the counting goes on. Core::between() tells
    /// what happened between two readings.
    void readConntrackRates(QObject *context, Callback<Core::FlowRates> done);
    /// Takes entries (at most 1,000) out of the table; asks for .change-conntrack.
    void endConnections(const std::vector<Core::ConntrackEntry> &entries, QObject *context,
                        Callback<EndedReply> done);
    void readManagers(QObject *context, Callback<ManagersReply> done);
    void tryChanges(const TryRequest &request, QObject *context, Callback<QString> done);
    /// Tries the changes in a copy of the live firewall with the asked packet; a few seconds. The
    /// live system is only read.
    void rehearse(const RehearsalRequest &request, QObject *context, Callback<RehearsalReply> done);
    void keep(const QString &id, QObject *context, Callback<bool> done);
    void undo(const QString &id, QObject *context, Callback<bool> done);
    void extend(const QString &id, unsigned seconds, QObject *context, Callback<bool> done);
    void readTrials(QObject *context, Callback<std::vector<Trial>> done);
    /// Watches the packets of a connection for 1 to 600 seconds; gives an id once it has begun.
    void watchPackets(const Core::WatchSubject &subject, unsigned seconds, QObject *context,
                      Callback<QString> done);
    /// What it has seen so far.
    void readWatch(const QString &id, QObject *context, Callback<Core::PacketWatch> done);
    /// Ends it and gives all it saw.
    void stopWatch(const QString &id, QObject *context, Callback<Core::PacketWatch> done);
    /// What persist() would do; nothing is written.
    void planPersistence(QObject *context, Callback<Core::PersistencePlan> callback);
    /// Gives the files written; Stale when the plan of this revision is not the right one any more.
    void persist(const std::string &revision, QObject *context, Callback<QStringList> callback);
    /// The files become as they were before the last persist(). Gives them.
    void undoPersist(QObject *context, Callback<QStringList> callback);
    void saveSnapshot(const QString &name, QObject *context, Callback<QString> callback);
    void readSnapshots(QObject *context, Callback<std::vector<Core::SnapshotInfo>> callback);
    void readSnapshot(const QString &id, QObject *context, Callback<Core::Snapshot> callback);
    void removeSnapshot(const QString &id, QObject *context, Callback<bool> callback);

Q_SIGNALS:
    void stateChanged(Portlight::App::HelperClient::State state);

private:
    HelperClient();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Path of a program of ours that is not in bin: beside the running program in a build folder, else
/// in the installed libexec folder.
QString ownProgram(const QString &name);

} // namespace Portlight::App
