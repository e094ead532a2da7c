// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/lab/namespaces.h"
#include "helper/lab/network.h"
#include "helper/lab/story.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>

#include <signal.h>

struct pollfd;

namespace Portlight::Helper::Lab
{

/// The line protocol of `portlight-lab serve` (README.md): requests on standard input, answers and
/// events on standard output, one JSON object a line. Ends when the input ends, the output is
/// closed, or SIGTERM, SIGINT or SIGHUP comes.
class Server
{
public:
    /// `signals`: a signalfd that reports SIGCHLD and the signals that end the program.
    Server(Namespaces &world, const Story &story, RulesBackend backend, int signals);

    void announce();
    /// Answers when the program is to end.
    void serve();

private:
    /// A program that runs in a node. `started` ones are not waited for by the caller.
    struct Job {
        nlohmann::json id;
        bool started = false;
        UniqueFd outPipe;
        UniqueFd errPipe;
        std::string output;
        std::string errors;
        bool truncated = false;
    };

    void send(const nlohmann::json &message);
    void sendError(const nlohmann::json &id, const std::string &message);
    void readRequests();
    void handle(const std::string &line);
    void begin(const nlohmann::json &id, const nlohmann::json &what, bool started);
    void readSignals();
    void finish(pid_t pid, int status);
    static void drain(Job &job);

    Namespaces &m_world;
    const Story &m_story;
    RulesBackend m_backend;
    int m_signals;
    bool m_ended = false;
    std::string m_input;
    std::map<pid_t, Job> m_jobs;
};

/// What people and scripts call an exit status: the code, or 128 and the signal's number.
int exitCode(int status);

} // namespace Portlight::Helper::Lab
