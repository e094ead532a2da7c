// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/lab/server.h"

#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

namespace Portlight::Helper::Lab
{

using Json = nlohmann::json;

namespace
{

constexpr std::size_t longestRequest = 1024 * 1024;
constexpr std::size_t largestOutput = 16 * 1024 * 1024;
constexpr std::size_t mostJobs = 64;

bool makePipe(UniqueFd &readEnd, UniqueFd &writeEnd)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return false;
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    readEnd.reset(ends[0]);
    writeEnd.reset(ends[1]);
    return true;
}

/// Reads what is there, but only a share of what an endless writer has: others want their turn.
/// The pipe is closed at its end.
void take(UniqueFd &pipe, std::string &into, bool &truncated)
{
    char buffer[65536];
    for (int share = 0; share < 64 && pipe.isValid(); ++share) {
        const ssize_t count = ::read(pipe.fd(), buffer, sizeof buffer);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN)
            return;
        if (count <= 0) {
            pipe.reset();
            return;
        }
        const std::size_t room = largestOutput - into.size();
        const auto size = static_cast<std::size_t>(count);
        truncated = truncated || size > room;
        into.append(buffer, std::min(size, room));
    }
}

std::vector<std::string> readCommand(const Json &value)
{
    std::vector<std::string> command;
    if (!value.is_array())
        return command;
    for (const Json &argument : value) {
        if (!argument.is_string())
            return {};
        command.push_back(argument.get<std::string>());
    }
    return command;
}

} // namespace

int exitCode(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Server::Server(Namespaces &world, const Story &story, RulesBackend backend, int signals)
    : m_world(world)
    , m_story(story)
    , m_backend(backend)
    , m_signals(signals)
{
}

/// A caller that no longer reads has gone: the lab ends with it.
void Server::send(const Json &message)
{
    const std::string line = message.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    std::size_t written = 0;
    while (written < line.size() && !m_ended) {
        const ssize_t count = ::write(1, line.data() + written, line.size() - written);
        if (count > 0)
            written += static_cast<std::size_t>(count);
        else if (errno != EINTR)
            m_ended = true;
    }
}

void Server::sendError(const Json &id, const std::string &message)
{
    send({{"id", id}, {"event", "error"}, {"message", message}});
}

void Server::announce()
{
    const StoryQuestion &question = m_story.question;
    Json nodes = Json::array();
    for (const StoryNode &node : m_story.nodes)
        nodes.push_back({{"name", node.name}, {"pid", m_world.holder(node.name)}});
    send({{"event", "ready"},
          {"story", m_story.id},
          {"backend", toString(m_backend)},
          {"here", m_story.here},
          {"client", m_story.client},
          {"question",
           {{"direction", question.direction},
            {"protocol", question.protocol},
            {"port", question.port},
            {"from", question.from},
            {"to", question.to},
            {"family", question.family}}},
          {"nodes", nodes}});
}

void Server::serve()
{
    while (!m_ended) {
        std::vector<pollfd> waiting{{0, POLLIN, 0}, {m_signals, POLLIN, 0}};
        for (const auto &[pid, job] : m_jobs) {
            for (const UniqueFd *pipe : {&job.outPipe, &job.errPipe}) {
                if (pipe->isValid())
                    waiting.push_back({pipe->fd(), POLLIN, 0});
            }
        }
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR)
            return;
        for (auto &[pid, job] : m_jobs)
            drain(job);
        if (waiting[1].revents != 0)
            readSignals();
        if (waiting[0].revents != 0)
            readRequests();
    }
}

void Server::drain(Job &job)
{
    take(job.outPipe, job.output, job.truncated);
    take(job.errPipe, job.errors, job.truncated);
}

void Server::readSignals()
{
    signalfd_siginfo signal{};
    while (::read(m_signals, &signal, sizeof signal) == sizeof signal) {
        if (signal.ssi_signo != SIGCHLD)
            m_ended = true;
    }
    int status = 0;
    for (pid_t pid = ::waitpid(-1, &status, WNOHANG); pid > 0;
         pid = ::waitpid(-1, &status, WNOHANG))
        finish(pid, status);
}

void Server::finish(pid_t pid, int status)
{
    const auto at = m_jobs.find(pid);
    if (at == m_jobs.end())
        return;
    Job &job = at->second;
    // What it left running may hold the pipes open: the answer does not wait for that.
    drain(job);
    Json message{{"id", job.id},
                 {"event", job.started ? "ended" : "exit"},
                 {"code", exitCode(status)},
                 {"output", job.output},
                 {"errors", job.errors}};
    if (job.truncated)
        message["truncated"] = true;
    m_jobs.erase(at);
    send(message);
}

void Server::readRequests()
{
    char buffer[65536];
    const ssize_t count = ::read(0, buffer, sizeof buffer);
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0) {
        m_ended = true;
        return;
    }
    m_input.append(buffer, static_cast<std::size_t>(count));
    std::size_t from = 0;
    for (std::size_t end = m_input.find('\n'); end != std::string::npos;
         end = m_input.find('\n', from)) {
        handle(m_input.substr(from, end - from));
        from = end + 1;
    }
    m_input.erase(0, from);
    if (m_input.size() > longestRequest) {
        sendError(nullptr, "a request is longer than 1 MiB");
        m_ended = true;
    }
}

void Server::handle(const std::string &line)
{
    if (line.find_first_not_of(" \t\r") == std::string::npos)
        return;
    const Json request = Json::parse(line, nullptr, false);
    if (!request.is_object()) {
        sendError(nullptr, "a request is one JSON object a line");
        return;
    }
    const Json id = request.value("id", Json());
    if (!id.is_number_integer()) {
        sendError(id, "a request needs a number as id");
        return;
    }
    if (request.contains("run") != request.contains("start"))
        begin(id, request.contains("run") ? request["run"] : request["start"],
              request.contains("start"));
    else
        sendError(id, "a request has either run or start");
}

void Server::begin(const Json &id, const Json &what, bool started)
{
    const std::vector<std::string> command =
        what.is_object() ? readCommand(what.value("command", Json())) : readCommand(Json());
    if (command.empty() || !what.contains("node") || !what["node"].is_string()) {
        sendError(id, "a node and a command (a list of texts) are expected");
        return;
    }
    if (m_jobs.size() >= mostJobs) {
        sendError(id, "too many programs run at once");
        return;
    }
    Job job;
    job.id = id;
    job.started = started;
    UniqueFd outWrite;
    UniqueFd errWrite;
    const UniqueFd nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!makePipe(job.outPipe, outWrite) || !makePipe(job.errPipe, errWrite)) {
        sendError(id, "out of file descriptors");
        return;
    }
    const auto pid = m_world.spawn(what["node"].get<std::string>(), command,
                                   {nothing.fd(), outWrite.fd(), errWrite.fd()});
    if (!pid) {
        sendError(id, pid.error().message);
        return;
    }
    m_jobs.emplace(*pid, std::move(job));
    if (started)
        send({{"id", id}, {"event", "started"}, {"pid", *pid}});
}

} // namespace Portlight::Helper::Lab
