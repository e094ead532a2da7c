// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/persistable.h"
#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// Where settings survive a restart: behind 99-sysctl.conf, which some systems link to
/// /etc/sysctl.conf.
inline constexpr char keptSettingsFile[] = "/etc/sysctl.d/99-zz-portlight.conf";

/// A file that is read at the next start, as it is and as it would be.
struct PersistenceFile {
    std::string path;
    /// Of a file of rules; nothing for one of settings.
    std::optional<Backend> backend;
    Family family = Family::Ipv4;
    std::optional<std::string> before; ///< nothing: there is none yet
    std::optional<std::string> after; ///< nothing: it goes
    bool changes = false; ///< false: it says the same already, however it is written
    bool operator==(const PersistenceFile &) const = default;
};

/// Something to know before saving. Codes, with their subject:
///   these end it (blocks):
///     nobody-loads              nothing here loads rules at start, and there is no systemd
///     other-network             this network is not the computer's own
///     open-trial ID             a change is being tried: keep it or take it back first
///     incomplete BACKEND/FAMILY the rules could not be read as a whole
///     only-other-backend BACKEND/FAMILY  the rules stand where the loader at start does not put
///     them
///   these mean that something will not survive:
///     other-backend BACKEND/FAMILY  the same, beside rules that do
///     not-enabled UNIT          the service that loads the file is switched off
///     flushed-by FILE           another service of the start takes all nft rules away
///     setting-overridden NAME   another file sets the value back
///   these are just told:
///     unreadable PATH           the file there is no saved ruleset; it is kept as a backup
///     own-unit-off UNIT         Portlight's own loader is switched off, because the system has one
struct PersistenceNote {
    std::string code;
    std::string subject;
    std::string detail;
    bool operator==(const PersistenceNote &) const = default;
};
bool blocks(const PersistenceNote &note);
bool isLoss(const PersistenceNote &note);

/// How the running rules are made to survive a restart here.
struct PersistencePlan {
    /// "netfilter-persistent", "iptables-services", "firewalld", "ufw", "portlight" (its own unit),
    /// "none".
    std::string way;
    /// Stands for everything the plan says: saving with it fails with Stale when that changed.
    std::string revision;
    std::vector<PersistenceFile> files;
    std::vector<LeftOut> leftOut;
    std::vector<PersistenceNote> notes;
    std::vector<std::string> commands; ///< what a person would type
    bool isSaved = false; ///< there is nothing to do
    bool canUndo = false; ///< there is a last time that can be taken back
    bool operator==(const PersistencePlan &) const = default;
};
/// Whether something that a person made will be gone after a restart all the same.
bool losesSomething(const PersistencePlan &plan);

/// What a person would type to have this rule from ufw or firewalld ("firewalld", "ufw"), which
/// keep what is typed. Nothing when their language has no simple word for it. Such a rule stands
/// among the others of its owner, not where this one stands.
std::optional<std::string> managerCommand(const std::string &manager, Family family,
                                          const std::string &table, const std::string &chain,
                                          const Rule &rule);

/// The running rules of a moment, kept for later.
struct SnapshotSide {
    Backend backend = Backend::Nft;
    Family family = Family::Ipv4;
    std::string text; ///< iptables-save text with counters
    std::size_t rules = 0;
    std::string missing; ///< why there is no text although there are rules
    bool operator==(const SnapshotSide &) const = default;
};
struct SnapshotInfo {
    std::string id; ///< 32 hexadecimal digits
    std::string name;
    std::int64_t taken = 0; ///< seconds since 1970
    unsigned uid = 0;
    std::size_t rules = 0; ///< in all sides
    std::uint64_t bytes = 0; ///< on disk
    bool here = true; ///< of this network
    bool operator==(const SnapshotInfo &) const = default;
};
struct Snapshot {
    SnapshotInfo info;
    std::vector<SnapshotSide> sides;
    std::map<std::string, std::string> settings;
    bool operator==(const Snapshot &) const = default;
};

} // namespace Portlight::Core
