// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/persist/planner.h"

#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "helper/netfilter/rulesource.h"
#include "helper/netfilter/smallfile.h"
#include "helper/persist/folder.h"
#include "helper/persist/savedtext.h"
#include "helper/persist/sha256.h"
#include "helper/trial/trialfolder.h"
#include "helper/trial/whereandwhen.h"

#include <algorithm>
#include <set>

namespace Portlight::Helper
{

namespace
{

using Core::Backend;
using Core::Family;
using Core::PersistenceFile;
using Core::PersistenceNote;
using Core::PersistencePlan;

/// One family in one backend, as it runs.
struct RunningSide {
    Backend backend = Backend::Nft;
    Family family = Family::Ipv4;
    Core::Ruleset ruleset;
    Core::Persistable part;
    std::string incomplete; ///< why the reading is not the whole truth
};

std::string keyOf(Backend backend, Family family)
{
    return std::string(Core::toString(backend)) + '/' + std::string(Core::toString(family));
}

Core::Result<RunningSide> readSide(Backend backend, Family family, bool setsAreRestored)
{
    RunningSide side{backend, family, {}, {}, {}};
    auto rules = readRules(backend, family);
    if (!rules) {
        return tl::unexpected(rules.error());
    }
    if (rules->status == RulesText::Status::Incomplete) {
        side.incomplete = rules->detail;
    }
    auto ruleset = Core::parseSave(rules->text, backend, family);
    if (!ruleset) {
        if (side.incomplete.empty()) {
            return tl::unexpected(ruleset.error());
        }
        return side;
    }
    side.ruleset = std::move(*ruleset);
    side.part = Core::persistablePart(side.ruleset, setsAreRestored);
    return side;
}

/// The file's text, or nothing when there is no such file or folder.
Core::Result<std::optional<std::string>> readFile(const std::string &folder,
                                                  const std::string &name)
{
    const auto opened = Folder::open(folder);
    if (!opened) {
        return opened.error().code == Core::ErrorCode::NotFound
            ? Core::Result<std::optional<std::string>>(std::nullopt)
            : tl::unexpected(opened.error());
    }
    return opened->read(name);
}

class Planner
{
public:
    Planner(const Way &way, const TrialsReading &trials)
        : m_way(way)
        , m_trials(trials)
    {
        m_plan.way = way.name;
    }

    Core::Result<PersistencePlan> make()
    {
        std::vector<std::string> folders = {settingsFolder, modulesFolder, moduleOptionsFolder};
        for (const RuleFile &file : m_way.files) {
            folders.push_back(file.folder);
        }
        if (isOtherNetwork(folders)) {
            note("other-network");
        }
        if (m_way.name == "none") {
            note("nobody-loads");
        }
        if (!m_trials.open.empty()) {
            note("open-trial", m_trials.open);
        }
        if (auto done = readSides(); !done) {
            return tl::unexpected(done.error());
        }
        for (const RuleFile &file : m_way.files) {
            if (auto done = planRules(file); !done) {
                return tl::unexpected(done.error());
            }
        }
        lookAtOtherBackends();
        if (m_way.name == "ufw" || m_way.name == "firewalld") {
            nameWhatHasNoPlace();
        }
        if (auto done = planSettings(); !done) {
            return tl::unexpected(done.error());
        }
        lookAtUnits();
        writeCommands();
        finish();
        return std::move(m_plan);
    }

private:
    void note(const char *code, std::string subject = {}, std::string detail = {})
    {
        m_plan.notes.push_back({code, std::move(subject), std::move(detail)});
    }

    Core::Result<void> readSides()
    {
        for (const Family family : {Family::Ipv4, Family::Ipv6}) {
            for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
                auto side = readSide(backend, family, m_way.setsAreRestored);
                if (!side) {
                    return tl::unexpected(side.error());
                }
                if (!side->incomplete.empty()) {
                    note("incomplete", keyOf(backend, family), side->incomplete);
                }
                m_sides.push_back(std::move(*side));
            }
        }
        return {};
    }

    const RunningSide &sideOf(Backend backend, Family family) const
    {
        return *std::find_if(m_sides.begin(), m_sides.end(), [&](const RunningSide &side) {
            return side.backend == backend && side.family == family;
        });
    }

    Core::Result<void> planRules(const RuleFile &file)
    {
        auto before = readFile(file.folder, file.name);
        if (!before) {
            return tl::unexpected(before.error());
        }
        const RunningSide &side = sideOf(file.backend, file.family);
        m_plan.leftOut.insert(m_plan.leftOut.end(), side.part.leftOut.begin(),
                              side.part.leftOut.end());
        PersistenceFile planned;
        planned.path = file.path();
        planned.backend = file.backend;
        planned.family = file.family;
        planned.before = std::move(*before);
        const bool nothing = Core::isDefault(side.part.ruleset);
        if (!nothing || (planned.before && m_way.name != "portlight")) {
            planned.after = savedText(side.part.ruleset);
        }
        planned.changes = changesRules(side.part.ruleset, planned);
        if (planned.before || planned.after) {
            m_plan.files.push_back(std::move(planned));
        }
        return {};
    }

    bool changesRules(const Core::Ruleset &wanted, const PersistenceFile &file)
    {
        if (!file.before || !file.after) {
            return file.before.has_value() != file.after.has_value();
        }
        const auto saved = Core::parseSave(*file.before, wanted.backend, wanted.family);
        if (!saved) {
            note("unreadable", file.path, saved.error().message);
            return true;
        }
        if (m_way.name == "portlight" && sealOf(*file.before) != Seal::Whole) {
            return true; // its loader would not take it
        }
        const Core::Ruleset before = Core::bare(*saved);
        if (Core::isDefault(before) && Core::isDefault(wanted)) {
            return false;
        }
        return Core::writeSave(before) != Core::writeSave(wanted);
    }

    /// Rules in the backend that the loader at start does not fill.
    void lookAtOtherBackends()
    {
        for (const RunningSide &side : m_sides) {
            const bool isLoaded =
                std::any_of(m_way.files.begin(), m_way.files.end(), [&side](const RuleFile &file) {
                    return file.backend == side.backend && file.family == side.family;
                });
            if (m_way.files.empty() || isLoaded || Core::isDefault(side.part.ruleset)) {
                continue;
            }
            const Backend other = side.backend == Backend::Nft ? Backend::Legacy : Backend::Nft;
            const bool alone = Core::isDefault(sideOf(other, side.family).part.ruleset);
            note(alone ? "only-other-backend" : "other-backend", keyOf(side.backend, side.family),
                 std::to_string(side.part.ruleset.ruleCount()));
        }
    }

    void nameWhatHasNoPlace()
    {
        for (const RunningSide &side : m_sides) {
            for (const Core::Table &table : side.part.ruleset.tables) {
                for (const Core::Chain &chain : table.chains) {
                    for (const Core::Rule &rule : chain.rules) {
                        Core::LeftOut what;
                        what.backend = side.backend;
                        what.family = side.family;
                        what.table = table.name;
                        what.chain = chain.name;
                        what.rule = rule.text;
                        what.reason = Core::LeftOutReason::NoPlace;
                        m_plan.leftOut.push_back(std::move(what));
                        const auto command = Core::managerCommand(m_way.name, side.family,
                                                                  table.name, chain.name, rule);
                        if (command) {
                            m_managerCommands.push_back(*command);
                        }
                    }
                }
            }
            // The owners' own chains, too: people want to see that nothing is forgotten.
            m_plan.leftOut.insert(m_plan.leftOut.end(), side.part.leftOut.begin(),
                                  side.part.leftOut.end());
        }
    }

    Core::Result<void> planSettings()
    {
        auto before = readFile(settingsFolder, settingsName);
        if (!before) {
            return tl::unexpected(before.error());
        }
        const Settings file = parseSettings(before->value_or(std::string()));
        m_settings = settingsToKeep(file, m_trials.changed, SettingStore());
        if (m_settings.empty()) {
            return {};
        }
        PersistenceFile planned;
        planned.path = std::string(settingsFolder) + '/' + settingsName;
        planned.before = std::move(*before);
        planned.after = settingsText(m_settings);
        planned.changes = !planned.before || file != m_settings;
        m_plan.files.push_back(std::move(planned));
        for (const auto &[folder, text] :
             {std::pair(modulesFolder, modulesText(m_settings)),
              std::pair(moduleOptionsFolder, moduleOptionsText(m_settings))}) {
            if (auto done = planModules(folder, text); !done) {
                return done;
            }
        }
        for (const std::string &name : overriddenSettings(m_settings)) {
            note("setting-overridden", name, "/etc/sysctl.conf");
        }
        return {};
    }

    Core::Result<void> planModules(const char *folder, const std::string &text)
    {
        if (text.empty()) {
            return {};
        }
        auto now = readFile(folder, modulesName);
        if (!now) {
            return tl::unexpected(now.error());
        }
        PersistenceFile file;
        file.path = std::string(folder) + '/' + modulesName;
        file.before = std::move(*now);
        file.after = text;
        file.changes = file.before != file.after;
        m_plan.files.push_back(std::move(file));
        return {};
    }

    void lookAtUnits()
    {
        std::set<std::string> units;
        bool fillsNft = false;
        for (const RuleFile &file : m_way.files) {
            const bool isUsed = std::any_of(m_plan.files.begin(), m_plan.files.end(),
                                            [&file](const PersistenceFile &planned) {
                                                return planned.path == file.path() && planned.after;
                                            });
            if (isUsed) {
                units.insert(file.unit);
                fillsNft = fillsNft || file.backend == Backend::Nft;
            }
        }
        for (const std::string &unit : units) {
            if (unit != ownUnit && !isUnitEnabled(unit)) {
                note("not-enabled", unit);
            }
        }
        m_enablesOwn = units.contains(ownUnit) && !isUnitEnabled(ownUnit);
        if (m_way.name != "portlight" && m_way.name != "none" && isUnitEnabled(ownUnit)) {
            note("own-unit-off", ownUnit);
        }
        // The own loader is ordered behind it; for the others nobody can tell who comes last.
        constexpr auto nativeFile = "/etc/nftables.conf";
        if (fillsNft && !units.contains(ownUnit) && isUnitEnabled("nftables.service")) {
            const std::string text = '\n' + readSmallFile(nativeFile).value_or(std::string());
            if (text.find("\nflush ruleset") != std::string::npos) {
                note("flushed-by", nativeFile, "nftables.service");
            }
        }
    }

    void writeCommands()
    {
        std::vector<std::string> &commands = m_plan.commands;
        if (m_way.name == "firewalld") {
            commands.emplace_back("firewall-cmd --runtime-to-permanent");
        }
        commands.insert(commands.end(), m_managerCommands.begin(), m_managerCommands.end());
        const bool whole = m_plan.leftOut.empty();
        bool saves = false;
        for (const PersistenceFile &file : m_plan.files) {
            if (!file.changes) {
                continue;
            }
            if (!file.backend) {
                addSettingCommands(file);
            } else if (whole && m_way.name == "netfilter-persistent") {
                saves = true;
            } else {
                commands.push_back(file.after ? saveCommand(file) : "rm " + file.path);
            }
        }
        if (saves) {
            commands.emplace_back("netfilter-persistent save");
        }
        if (m_enablesOwn) {
            commands.push_back(std::string("systemctl enable ") + ownUnit);
        }
        for (const PersistenceNote &told : m_plan.notes) {
            if (told.code == "own-unit-off") {
                commands.push_back("systemctl disable " + told.subject);
            }
        }
    }

    /// The save program, with what is left out taken away: whatever names one of the chains, and
    /// the single rules.
    std::string saveCommand(const PersistenceFile &file) const
    {
        std::string command = std::string(file.family == Family::Ipv4 ? "iptables-" : "ip6tables-")
            + std::string(Core::toString(*file.backend)) + "-save";
        std::set<std::string> chains;
        std::set<std::string> rules;
        for (const Core::LeftOut &what : m_plan.leftOut) {
            if (what.backend == *file.backend && what.family == file.family) {
                (what.rule.empty() ? chains : rules)
                    .insert(what.rule.empty() ? what.chain : what.rule);
            }
        }
        const auto filter = [&command](const char *program, const std::set<std::string> &texts) {
            command += texts.empty() ? "" : program;
            for (const std::string &text : texts) {
                std::string quoted = text;
                for (std::size_t at = quoted.find('\''); at != std::string::npos;
                     at = quoted.find('\'', at + 4)) {
                    quoted.replace(at, 1, "'\\''");
                }
                command += " -e '" + quoted + '\'';
            }
        };
        filter(" | grep -vwF", chains);
        std::erase_if(rules, [&chains](const std::string &rule) {
            return std::any_of(chains.begin(), chains.end(), [&rule](const std::string &chain) {
                return rule.find(' ' + chain) != std::string::npos;
            });
        });
        filter(" | grep -vxF", rules);
        return command + " > " + file.path;
    }

    void addSettingCommands(const PersistenceFile &file)
    {
        if (file.path.starts_with(modulesFolder)) {
            for (const char *module : {"nf_conntrack", "br_netfilter"}) {
                if (file.after->find('\n' + std::string(module) + '\n') != std::string::npos) {
                    m_plan.commands.push_back(std::string("echo ") + module + " >> " + file.path);
                }
            }
            return;
        }
        if (file.path.starts_with(moduleOptionsFolder)) {
            const std::size_t options = file.after->find("options ");
            m_plan.commands.push_back(
                "echo \"" + file.after->substr(options, file.after->find('\n', options) - options)
                + "\" > " + file.path);
            return;
        }
        const Settings saved = parseSettings(file.before.value_or(std::string()));
        for (const auto &[name, value] : m_settings) {
            const auto same = saved.find(name);
            if (same == saved.end() || same->second != value) {
                m_plan.commands.push_back("echo \"" + name + " = " + value + "\" >> " + file.path);
            }
        }
    }

    void finish()
    {
        const bool changesFile =
            std::any_of(m_plan.files.begin(), m_plan.files.end(), [](const PersistenceFile &file) {
                return file.changes;
            });
        const bool acts =
            std::any_of(m_plan.notes.begin(), m_plan.notes.end(), [](const PersistenceNote &told) {
                return told.code == "own-unit-off" || Core::blocks(told);
            });
        m_plan.isSaved = !changesFile && !acts && !m_enablesOwn && m_way.name != "firewalld";
        std::string all = m_plan.way + '\n';
        for (const PersistenceFile &file : m_plan.files) {
            all += file.path + ' ' + sha256(file.before.value_or(std::string())) + ' '
                + sha256(file.after.value_or(std::string())) + (file.before ? "b" : "")
                + (file.after ? "a" : "") + (file.changes ? "c\n" : "\n");
        }
        for (const PersistenceNote &told : m_plan.notes) {
            all += told.code + ' ' + told.subject + '\n';
        }
        for (const Core::LeftOut &what : m_plan.leftOut) {
            all += what.table + ' ' + what.chain + ' ' + what.rule + '\n';
        }
        for (const std::string &command : m_plan.commands) {
            all += command + '\n';
        }
        m_plan.revision = sha256(all);
    }

    const Way &m_way;
    const TrialsReading &m_trials;
    std::vector<RunningSide> m_sides;
    Settings m_settings;
    std::vector<std::string> m_managerCommands;
    bool m_enablesOwn = false;
    PersistencePlan m_plan;
};

} // namespace

TrialsReading readTrialsForSaving(const std::string &trialFolder)
{
    TrialsReading reading;
    const TrialFolder folder(trialFolder);
    std::vector<Journal> kept;
    for (const std::string &id : folder.ids()) {
        auto journal = folder.load(id);
        if (!journal || journal->netns != networkNamespace()) {
            continue;
        }
        const bool ended = folder.marked(id, TrialFolder::Marker::Undone) || journal->failed;
        if (!ended && folder.marked(id, TrialFolder::Marker::Kept)) {
            kept.push_back(std::move(*journal));
        } else if (!ended && journal->bootId == bootId()) {
            reading.open = id;
        }
    }
    std::sort(kept.begin(), kept.end(), [](const Journal &one, const Journal &other) {
        return one.began < other.began;
    });
    for (const Journal &journal : kept) {
        for (const SettingRecord &setting : journal.settings) {
            reading.changed[setting.name] = setting.after;
        }
    }
    return reading;
}

Core::Result<PersistencePlan> makePlan(const Way &way, const TrialsReading &trials)
{
    return Planner(way, trials).make();
}

} // namespace Portlight::Helper
