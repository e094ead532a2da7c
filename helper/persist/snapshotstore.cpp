// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/persist/snapshotstore.h"

#include "core/text/saveparser.h"
#include "helper/conntrack/settings.h"
#include "helper/netfilter/rulesource.h"
#include "helper/netfilter/smallfile.h"
#include "helper/persist/folder.h"
#include "helper/persist/sha256.h"
#include "helper/trial/trialfolder.h"
#include "helper/trial/whereandwhen.h"

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using nlohmann::json;

constexpr int schemaVersion = 1;
constexpr std::string_view suffix = ".snapshot";
constexpr std::size_t mostHeaderBytes = 65536;
constexpr auto lockName = "snapshots.lock";

/// Which network a snapshot is of. That of the first process is the same one after a restart;
/// another one ends with the boot at the latest.
struct Network {
    bool isMain = true;
    std::uint64_t inode = 0;
    std::string boot;
    bool operator==(const Network &) const = default;
};

Network thisNetwork()
{
    struct stat here {
    };
    struct stat first {
    };
    const bool known =
        ::stat("/proc/self/ns/net", &here) == 0 && ::stat("/proc/1/ns/net", &first) == 0;
    if (!known || here.st_ino == first.st_ino) {
        return {known, 0, {}};
    }
    return {false, here.st_ino, bootId()};
}

/// A file is a line of JSON, and behind it the texts of the sides in the order of the line.
struct Header {
    Core::SnapshotInfo info;
    Network network;
    std::vector<Core::SnapshotSide> sides; ///< without texts
    std::vector<std::size_t> sizes; ///< of the texts
    std::map<std::string, std::string> settings;
    std::string digest; ///< of all texts
};

std::string headerText(const Header &header)
{
    json sides = json::array();
    for (std::size_t i = 0; i < header.sides.size(); ++i) {
        const Core::SnapshotSide &side = header.sides[i];
        sides.push_back({{"backend", Core::toString(side.backend)},
                         {"family", Core::toString(side.family)},
                         {"bytes", header.sizes[i]},
                         {"rules", side.rules},
                         {"missing", side.missing}});
    }
    const json line = {{"version", schemaVersion},       {"name", header.info.name},
                       {"taken", header.info.taken},     {"uid", header.info.uid},
                       {"main", header.network.isMain},  {"netns", header.network.inode},
                       {"boot_id", header.network.boot}, {"sides", std::move(sides)},
                       {"settings", header.settings},    {"sha256", header.digest}};
    return line.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

Core::Result<Header> parseHeader(const std::string &id, std::string_view line)
{
    const auto wrong = Core::failure(ErrorCode::ParseFailed, "read a snapshot",
                                     "damaged, or of a newer version", id);
    const json from = json::parse(line, nullptr, false);
    try {
        if (from.at("version").get<int>() != schemaVersion) {
            return wrong;
        }
        Header header;
        header.info.id = id;
        header.info.name = from.at("name").get<std::string>();
        header.info.taken = from.at("taken").get<std::int64_t>();
        header.info.uid = from.at("uid").get<unsigned>();
        header.network = {from.at("main").get<bool>(), from.at("netns").get<std::uint64_t>(),
                          from.at("boot_id").get<std::string>()};
        header.info.here = header.network == thisNetwork();
        for (const json &item : from.at("sides")) {
            const auto backend = Core::parseBackend(item.at("backend").get<std::string>());
            const auto family = Core::parseFamily(item.at("family").get<std::string>());
            if (!backend || !family) {
                return wrong;
            }
            Core::SnapshotSide side{*backend,
                                    *family,
                                    {},
                                    item.at("rules").get<std::size_t>(),
                                    item.at("missing").get<std::string>()};
            header.info.rules += side.rules;
            header.sides.push_back(std::move(side));
            header.sizes.push_back(item.at("bytes").get<std::size_t>());
        }
        header.settings = from.at("settings").get<std::map<std::string, std::string>>();
        header.digest = from.at("sha256").get<std::string>();
        return header;
    } catch (const json::exception &) {
        return wrong;
    }
}

Core::Result<Core::SnapshotSide> readSide(Core::Backend backend, Core::Family family)
{
    auto rules = readRules(backend, family);
    if (!rules) {
        return tl::unexpected(rules.error());
    }
    Core::SnapshotSide side{backend, family, {}, 0, {}};
    if (rules->status == RulesText::Status::Incomplete) {
        side.missing = rules->detail.empty() ? "incomplete" : rules->detail.substr(0, 1000);
        return side;
    }
    const auto ruleset = Core::parseSave(rules->text, backend, family);
    if (!ruleset) {
        return tl::unexpected(ruleset.error());
    }
    side.rules = ruleset->ruleCount();
    side.text = std::move(rules->text);
    return side;
}

/// Those that decide about packets, as far as this kernel has them.
std::map<std::string, std::string> readSettings()
{
    const SettingStore store;
    std::map<std::string, std::string> settings;
    for (const std::string &name : fixedSettingNames()) {
        const auto value = store.read(name);
        if (value && *value && settingRule(name)->writable) {
            settings.emplace(name, **value);
        }
    }
    return settings;
}

std::string fileName(const std::string &id)
{
    return id + std::string(suffix);
}

tl::unexpected<Core::Error> notThere(const std::string &id)
{
    return Core::failure(ErrorCode::NotFound, "read a snapshot", "there is no such snapshot", id);
}

std::uint64_t sizeOf(const std::string &path)
{
    struct stat about {
    };
    return ::lstat(path.c_str(), &about) == 0 ? static_cast<std::uint64_t>(about.st_size) : 0;
}

} // namespace

SnapshotStore::SnapshotStore(std::string folder)
    : m_folder(std::move(folder))
{
}

Core::Result<std::string> SnapshotStore::save(const std::string &name, unsigned uid)
{
    const auto folder = Folder::make(m_folder);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    const auto lock = folder->lock(lockName);
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    Header header;
    header.info.name = name;
    header.info.uid = uid;
    header.info.taken = ::time(nullptr);
    header.network = thisNetwork();
    header.settings = readSettings();
    std::string texts;
    for (const Core::Backend backend : {Core::Backend::Nft, Core::Backend::Legacy}) {
        for (const Core::Family family : {Core::Family::Ipv4, Core::Family::Ipv6}) {
            auto side = readSide(backend, family);
            if (!side) {
                return tl::unexpected(side.error());
            }
            texts += side->text;
            header.sizes.push_back(side->text.size());
            side->text.clear();
            header.sides.push_back(std::move(*side));
        }
    }
    header.digest = sha256(texts);
    const std::string text = headerText(header) + texts;

    std::size_t count = 0;
    std::uint64_t bytes = text.size();
    for (const std::string &other : folder->names()) {
        if (other.ends_with(suffix)) {
            ++count;
            bytes += sizeOf(folder->pathOf(other));
        }
    }
    if (count >= mostSnapshots || bytes > mostSnapshotBytes) {
        return Core::failure(ErrorCode::LimitExceeded, "save a snapshot",
                             "there is no room for more snapshots: remove one first");
    }
    std::string id = randomId();
    if (auto written = folder->replace(fileName(id), text); !written) {
        return tl::unexpected(written.error());
    }
    return id;
}

Core::Result<std::vector<Core::SnapshotInfo>> SnapshotStore::list() const
{
    std::vector<Core::SnapshotInfo> infos;
    const auto folder = Folder::open(m_folder);
    if (!folder) {
        return folder.error().code == ErrorCode::NotFound
            ? Core::Result<std::vector<Core::SnapshotInfo>>(infos)
            : tl::unexpected(folder.error());
    }
    for (const std::string &name : folder->names()) {
        const std::string id = name.substr(0, name.find('.'));
        if (name != fileName(id) || !TrialFolder::isId(id)) {
            continue;
        }
        const std::string text =
            readSmallFile(folder->pathOf(name), mostHeaderBytes).value_or(std::string());
        auto header = parseHeader(id, std::string_view(text).substr(0, text.find('\n')));
        if (header) {
            header->info.bytes = sizeOf(folder->pathOf(name));
            infos.push_back(std::move(header->info));
        }
    }
    std::sort(infos.begin(), infos.end(), [](const auto &one, const auto &other) {
        return one.taken != other.taken ? one.taken > other.taken : one.id < other.id;
    });
    return infos;
}

Core::Result<Core::Snapshot> SnapshotStore::load(const std::string &id) const
{
    if (!TrialFolder::isId(id)) {
        return notThere(id.substr(0, 32));
    }
    const auto folder = Folder::open(m_folder);
    if (!folder) {
        return folder.error().code == ErrorCode::NotFound ? notThere(id)
                                                          : tl::unexpected(folder.error());
    }
    const auto text = folder->read(fileName(id));
    if (!text) {
        return tl::unexpected(text.error());
    }
    if (!*text) {
        return notThere(id);
    }
    std::string_view rest = **text;
    auto header = parseHeader(id, rest.substr(0, rest.find('\n')));
    if (!header) {
        return tl::unexpected(header.error());
    }
    rest.remove_prefix(std::min(rest.size(), rest.find('\n') + 1));
    if (sha256(rest) != header->digest) {
        return Core::failure(ErrorCode::ParseFailed, "read a snapshot", "the file is damaged", id);
    }
    Core::Snapshot snapshot{std::move(header->info), {}, std::move(header->settings)};
    snapshot.info.bytes = (*text)->size();
    for (std::size_t i = 0; i < header->sides.size(); ++i) {
        Core::SnapshotSide side = std::move(header->sides[i]);
        const std::size_t size = std::min(header->sizes[i], rest.size());
        side.text = rest.substr(0, size);
        rest.remove_prefix(size);
        snapshot.sides.push_back(std::move(side));
    }
    return snapshot;
}

Core::Result<void> SnapshotStore::remove(const std::string &id)
{
    if (!TrialFolder::isId(id)) {
        return notThere(id.substr(0, 32));
    }
    const auto folder = Folder::open(m_folder);
    if (!folder) {
        return folder.error().code == ErrorCode::NotFound ? notThere(id)
                                                          : tl::unexpected(folder.error());
    }
    const auto there = folder->read(fileName(id));
    if (!there) {
        return tl::unexpected(there.error());
    }
    if (!*there) {
        return notThere(id);
    }
    return folder->remove(fileName(id));
}

} // namespace Portlight::Helper
