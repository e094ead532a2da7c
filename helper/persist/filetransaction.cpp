// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/persist/filetransaction.h"

#include "helper/persist/sha256.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using nlohmann::json;

constexpr auto intentName = "intent.json";
constexpr auto lastName = "last.json";
constexpr auto undoName = "undo.json";
constexpr auto lockName = "persist.lock";
constexpr int schemaVersion = 1;

/// What is written down of one file: digests of its content, empty for "no file".
struct FileRecord {
    std::string folder;
    std::string name;
    std::string before;
    std::string after;
};

std::string digestOf(const std::optional<std::string> &text)
{
    return text ? sha256(*text) : std::string();
}

std::string recordText(const std::vector<FileRecord> &files)
{
    json list = json::array();
    for (const FileRecord &file : files) {
        list.push_back({{"folder", file.folder},
                        {"name", file.name},
                        {"before", file.before},
                        {"after", file.after}});
    }
    return json{{"version", schemaVersion}, {"files", std::move(list)}}.dump(1) + '\n';
}

/// The record of that name; an empty list when there is none.
Core::Result<std::vector<FileRecord>> readRecord(const Folder &record, const std::string &name)
{
    const auto text = record.read(name);
    if (!text) {
        return tl::unexpected(text.error());
    }
    std::vector<FileRecord> files;
    if (!*text) {
        return files;
    }
    try {
        const json from = json::parse(**text);
        if (from.at("version").get<int>() == schemaVersion) {
            for (const json &file : from.at("files")) {
                files.push_back(
                    {file.at("folder").get<std::string>(), file.at("name").get<std::string>(),
                     file.at("before").get<std::string>(), file.at("after").get<std::string>()});
            }
            return files;
        }
    } catch (const json::exception &) {
        files.clear();
    }
    return Core::failure(ErrorCode::ParseFailed, "read the record of saved files",
                         "not a record of this version", record.pathOf(name));
}

Core::Result<std::string> currentDigest(const Folder &folder, const std::string &name)
{
    const auto text = folder.read(name);
    if (!text) {
        return tl::unexpected(text.error());
    }
    return digestOf(*text);
}

/// The second half of apply(): may be repeated from any point of it.
Core::Result<void> goForward(const std::vector<FileRecord> &files)
{
    for (const FileRecord &file : files) {
        const auto folder = Folder::open(file.folder);
        if (!folder) {
            return tl::unexpected(folder.error());
        }
        const auto now = currentDigest(*folder, file.name);
        if (!now) {
            return tl::unexpected(now.error());
        }
        if (*now == file.after) {
            continue;
        }
        const bool removes = file.after.empty();
        if (!removes) {
            const auto prepared = currentDigest(*folder, Folder::newName(file.name));
            if (!prepared || *prepared != file.after) {
                return Core::failure(ErrorCode::Conflict, "complete " + folder->pathOf(file.name),
                                     "somebody else touched the file that was prepared",
                                     folder->pathOf(file.name));
            }
        }
        if (auto done = folder->finish(file.name, removes); !done) {
            return done;
        }
    }
    return {};
}

Core::Result<void> goBack(const std::vector<FileRecord> &files)
{
    for (const FileRecord &file : files) {
        const auto folder = Folder::open(file.folder);
        if (!folder) {
            return tl::unexpected(folder.error());
        }
        const auto now = currentDigest(*folder, file.name);
        if (now && *now == file.before) {
            continue;
        }
        if (auto done = folder->putBack(file.name, !file.before.empty()); !done) {
            return done;
        }
    }
    return {};
}

} // namespace

FileTransaction::FileTransaction(std::string folder)
    : m_folder(std::move(folder))
{
}

Core::Result<void> FileTransaction::recover(const Folder &record)
{
    const auto intent = readRecord(record, intentName);
    if (!intent) {
        return tl::unexpected(intent.error());
    }
    if (!intent->empty()) {
        const auto done = goForward(*intent);
        if (!done && done.error().code != ErrorCode::Conflict) {
            return done;
        }
        // In a conflict each file is whole, whoever wrote it; there is nothing left to complete.
        if (auto over = done ? record.rename(intentName, lastName) : record.remove(intentName);
            !over) {
            return over;
        }
    }
    const auto undoing = readRecord(record, undoName);
    if (!undoing) {
        return tl::unexpected(undoing.error());
    }
    if (!undoing->empty()) {
        if (auto done = goBack(*undoing); !done) {
            return done;
        }
        return record.remove(undoName);
    }
    return {};
}

Core::Result<void> FileTransaction::recover()
{
    // Without a record there is nothing to complete, and nothing is made for it.
    const auto record = Folder::open(m_folder);
    if (!record) {
        return record.error().code == ErrorCode::NotFound ? Core::Result<void>()
                                                          : tl::unexpected(record.error());
    }
    const auto lock = record->lock(lockName);
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    return recover(*record);
}

Core::Result<void> FileTransaction::apply(const std::vector<FileChange> &changes,
                                          const Check &check)
{
    const auto record = Folder::make(m_folder);
    if (!record) {
        return tl::unexpected(record.error());
    }
    const auto lock = record->lock(lockName);
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    if (auto recovered = recover(*record); !recovered) {
        return recovered;
    }
    std::vector<FileRecord> files;
    const auto abandon = [&files] {
        for (const FileRecord &file : files) {
            if (const auto folder = Folder::open(file.folder)) {
                folder->abandon(file.name);
            }
        }
    };
    for (const FileChange &change : changes) {
        const auto folder = Folder::open(change.folder);
        Core::Result<void> done = {};
        if (!folder) {
            done = tl::unexpected(folder.error());
        } else {
            const auto before = currentDigest(*folder, change.name);
            if (!before) {
                done = tl::unexpected(before.error());
            } else {
                files.push_back({change.folder, change.name, *before, digestOf(change.text)});
                done = folder->prepare(change.name, change.text, change.mode);
            }
        }
        if (done && check && change.text) {
            done = check(change);
        }
        if (!done) {
            abandon();
            return done;
        }
    }
    if (auto written = record->replace(intentName, recordText(files)); !written) {
        abandon();
        return written;
    }
    if (auto done = goForward(files); !done) {
        return done;
    }
    return record->rename(intentName, lastName);
}

bool FileTransaction::canUndo() const
{
    const auto record = Folder::open(m_folder);
    if (!record) {
        return false;
    }
    const auto last = readRecord(*record, lastName);
    return last && !last->empty();
}

Core::Result<std::vector<std::string>> FileTransaction::undo()
{
    const auto nothing =
        Core::failure(ErrorCode::NotFound, "take back what was saved", "nothing was saved");
    const auto record = Folder::open(m_folder);
    if (!record) {
        return record.error().code == ErrorCode::NotFound ? nothing
                                                          : tl::unexpected(record.error());
    }
    const auto lock = record->lock(lockName);
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    if (auto recovered = recover(*record); !recovered) {
        return tl::unexpected(recovered.error());
    }
    const auto last = readRecord(*record, lastName);
    if (!last) {
        return tl::unexpected(last.error());
    }
    if (last->empty()) {
        return nothing;
    }
    std::vector<std::string> paths;
    for (const FileRecord &file : *last) {
        const auto folder = Folder::open(file.folder);
        if (!folder) {
            return tl::unexpected(folder.error());
        }
        const auto now = currentDigest(*folder, file.name);
        if (!now) {
            return tl::unexpected(now.error());
        }
        if (*now != file.after) {
            return Core::failure(ErrorCode::Conflict, "take back what was saved",
                                 "the file was changed since", folder->pathOf(file.name));
        }
        if (!file.before.empty()) {
            const auto previous = currentDigest(*folder, Folder::previousName(file.name));
            if (!previous || *previous != file.before) {
                return Core::failure(ErrorCode::Conflict, "take back what was saved",
                                     "the copy of the old file is gone or was changed",
                                     folder->pathOf(Folder::previousName(file.name)));
            }
        }
        paths.push_back(folder->pathOf(file.name));
    }
    if (auto begun = record->rename(lastName, undoName); !begun) {
        return tl::unexpected(begun.error());
    }
    if (auto done = goBack(*last); !done) {
        return tl::unexpected(done.error());
    }
    if (auto over = record->remove(undoName); !over) {
        return tl::unexpected(over.error());
    }
    return paths;
}

} // namespace Portlight::Helper
