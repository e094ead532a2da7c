// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/smallfile.h"

#include "helper/netfilter/filedescriptor.h"

#include <array>
#include <cerrno>
#include <fcntl.h>

namespace Portlight::Helper
{

std::optional<std::string> readSmallFile(const std::string &path, std::size_t limit)
{
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) {
        return std::nullopt;
    }
    std::string text;
    std::array<char, 8192> buffer{};
    while (text.size() < limit) {
        const ssize_t got = ::read(file.value(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return std::nullopt;
        }
        if (got == 0) {
            break;
        }
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    if (text.size() > limit) {
        text.resize(limit);
    }
    return text;
}

} // namespace Portlight::Helper
