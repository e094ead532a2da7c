// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/entryrecord.h"
#include "helper/conntrack/table.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

constexpr auto operation = "send the connection tracking table";
constexpr std::size_t pieceBytes = 65536; // what a pipe holds
constexpr int patienceMilliseconds = 10000;

Core::Result<void> checkPipe(int to)
{
    struct stat status {
    };
    if (::fstat(to, &status) != 0 || !S_ISFIFO(status.st_mode)) {
        return Core::failure(ErrorCode::InvalidArgument, operation, "not a pipe");
    }
    const int flags = ::fcntl(to, F_GETFL);
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY
        || ::fcntl(to, F_SETFL, flags | O_NONBLOCK) < 0) {
        return Core::failure(ErrorCode::InvalidArgument, operation, "not the end to write to");
    }
    return {};
}

Core::Result<void> writeAll(int to, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(to, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
            continue;
        }
        if (errno == EPIPE) {
            return Core::failure(ErrorCode::Cancelled, operation, "nobody reads any more");
        }
        if (errno != EAGAIN && errno != EINTR) {
            return Core::failure(ErrorCode::Internal, operation, std::strerror(errno));
        }
        pollfd waiting{to, POLLOUT, 0};
        if (::poll(&waiting, 1, patienceMilliseconds) == 0) {
            return Core::failure(ErrorCode::Timeout, operation, "the reader takes nothing");
        }
    }
    return {};
}

} // namespace

Core::Result<StreamedEntries> streamEntries(const Core::EntryFilter &filter, std::uint64_t skip,
                                            std::uint64_t limit, int to)
{
    if (auto pipe = checkPipe(to); !pipe) {
        return tl::unexpected(pipe.error());
    }
    StreamedEntries counts;
    std::string piece;
    piece.reserve(pieceBytes + Core::longestRecord);
    Core::Result<void> written;
    const auto read = forEachEntry([&](const Core::ConntrackEntry &entry) {
        ++counts.total;
        if (!filter.matches(entry)) {
            return true;
        }
        ++counts.matched;
        if (counts.matched <= skip || counts.sent >= limit) {
            return true;
        }
        ++counts.sent;
        Core::appendRecord(piece, entry);
        if (piece.size() >= pieceBytes) {
            written = writeAll(to, piece);
            piece.clear();
        }
        return written.has_value();
    });
    if (read && written) {
        written = writeAll(to, piece);
    }
    if (!read || !written) {
        return tl::unexpected(!read ? read.error() : written.error());
    }
    return counts;
}

} // namespace Portlight::Helper
