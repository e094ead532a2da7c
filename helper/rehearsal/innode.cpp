// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/innode.h"

#include "helper/rehearsal/rehearsaljson.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>

namespace Portlight::Helper
{

namespace
{

bool writeAll(int descriptor, const std::string &text)
{
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t wrote = ::write(descriptor, text.data() + done, text.size() - done);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        done += wrote > 0 ? static_cast<std::size_t>(wrote) : 0U;
    }
    return true;
}

} // namespace

Core::Result<NodeWork> NodeWork::start(Lab::Namespaces &world, const std::string &node,
                                       const Body &body)
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return Core::failure(Core::ErrorCode::Internal, "work in a node", std::strerror(errno));
    }
    Lab::UniqueFd readEnd(ends[0]);
    const Lab::UniqueFd writeEnd(ends[1]);
    const auto pid = world.forkInto(node, [&body, &writeEnd] {
        const std::string answer =
            body().dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        return writeAll(writeEnd.fd(), answer) ? 0 : 1;
    });
    if (!pid) {
        return tl::unexpected(pid.error());
    }
    return NodeWork(*pid, std::move(readEnd));
}

Core::Result<nlohmann::json> NodeWork::finish()
{
    std::string answer;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t count = ::read(m_pipe.fd(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            break;
        }
        answer.append(buffer.data(), static_cast<std::size_t>(count));
    }
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) { }
    auto json = nlohmann::json::parse(answer, nullptr, false);
    if (json.is_discarded()) {
        return Core::failure(Core::ErrorCode::Internal, "work in a node",
                             "its process ended without an answer");
    }
    if (json.is_object() && json.contains("error")) {
        return tl::unexpected(errorFromJson(json.at("error")));
    }
    return json;
}

Core::Result<nlohmann::json> workInNode(Lab::Namespaces &world, const std::string &node,
                                        const NodeWork::Body &body)
{
    auto work = NodeWork::start(world, node, body);
    if (!work) {
        return tl::unexpected(work.error());
    }
    return work->finish();
}

} // namespace Portlight::Helper
