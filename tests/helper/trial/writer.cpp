// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "writer.h"

#include "helper/netfilter/childprocess.h"
#include "tests/helper/netfilter/labsupport.h"

#include <array>
#include <csignal>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <random>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace Portlight::Test
{

namespace
{

std::vector<std::string> words(const std::string &text)
{
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

std::string marked(const std::string &chain, const std::string &writer, unsigned round)
{
    return "-A " + chain + " -p tcp -m tcp --dport " + std::to_string(1000 + round % 5000)
        + " -m comment --comment " + writer + '-' + std::to_string(round) + " -j RETURN";
}

/// Runs the tool; true when it did what it was asked for.
bool did(const std::string &tool, const std::vector<std::string> &arguments,
         const std::string &input = {})
{
    Helper::ProcessRequest request;
    request.program = Helper::findProgram(tool).value_or(std::string());
    request.arguments = arguments;
    request.input = input;
    const auto outcome = Helper::runProcess(request);
    return outcome && outcome->exitCode == 0;
}

/// "-A CHAIN …" as a command of its own, with another option.
std::vector<std::string> command(const std::string &rule, const char *option)
{
    std::vector<std::string> arguments = words(rule);
    arguments[0] = option;
    arguments.insert(arguments.begin(), "-w");
    return arguments;
}

/// A writer with more of them also takes some away.
constexpr std::size_t mostRules = 20;

void deleteOne(const std::string &tool, std::size_t at, std::vector<std::string> &mine)
{
    if (at < mine.size() && did(tool, command(mine[at], "-D"))) {
        mine.erase(mine.begin() + static_cast<std::ptrdiff_t>(at));
    }
}

} // namespace

Writer::Writer(std::string name, Core::Backend backend, std::string chain, std::string file,
               Step step)
    : m_name(std::move(name))
    , m_backend(backend)
    , m_chain(std::move(chain))
    , m_file(std::move(file))
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0) {
        qFatal("no pipe");
    }
    m_child = ::fork();
    if (m_child == 0) {
        ::close(ends[1]);
        work(ends[0], step);
        ::_exit(0);
    }
    ::close(ends[0]);
    m_stop = ends[1];
}

Writer::~Writer()
{
    if (m_child > 0) {
        ::kill(m_child, SIGKILL);
        ::waitpid(m_child, nullptr, 0);
        ::close(m_stop);
    }
}

QString Writer::stopAndCompare()
{
    // A byte, because the writers that were started later hold this end open, too.
    if (::write(m_stop, "x", 1) != 1) {
        return QStringLiteral("a writer is gone\n");
    }
    ::waitpid(m_child, nullptr, 0);
    ::close(m_stop);
    m_child = -1;
    std::string wanted;
    std::ifstream file(m_file);
    std::getline(file, wanted, '\0');
    std::string found;
    std::istringstream lines(savedText(m_backend, Core::Family::Ipv4, false));
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("-A " + m_chain + ' ')
            && line.find("--comment " + m_name + '-') != std::string::npos) {
            found += line + '\n';
        }
    }
    if (wanted == found + "end\n") {
        return {};
    }
    return QString::fromStdString(m_name + ": wanted\n" + wanted + "found\n" + found);
}

void Writer::work(int stop, const Step &step) const
{
    constexpr unsigned longestPause = 400; // milliseconds: a reading must get through at all
    std::mt19937 random(static_cast<unsigned>(::getpid()));
    std::vector<std::string> mine;
    pollfd polled{stop, POLLIN, 0};
    for (unsigned round = 1; ::poll(&polled, 1, static_cast<int>(random() % longestPause)) == 0;
         ++round) {
        step(round, mine);
    }
    std::ofstream file(m_file);
    for (const std::string &rule : mine) {
        file << rule << '\n';
    }
    file << "end\n";
}

Writer::Step insertAndDelete(const std::string &tool, const std::string &writer)
{
    return [tool, writer](unsigned round, std::vector<std::string> &mine) {
        const std::string rule = marked("INPUT", writer, round);
        if (did(tool, command(rule, "-I"))) {
            mine.insert(mine.begin(), rule);
        }
        if ((round % 3 == 0 || mine.size() > mostRules) && !mine.empty()) {
            deleteOne(tool, round % mine.size(), mine);
        }
    };
}

Writer::Step restoreTwo(const std::string &tool, const std::string &writer)
{
    return [tool, writer](unsigned round, std::vector<std::string> &mine) {
        const std::string first = marked("INPUT", writer, 2 * round);
        const std::string second = marked("INPUT", writer, 2 * round + 1);
        if (did(tool, {"--noflush"}, "*filter\n" + first + '\n' + second + "\nCOMMIT\n")) {
            mine.push_back(first);
            mine.push_back(second);
        }
        if (mine.size() > mostRules) {
            deleteOne(tool.substr(0, tool.rfind("-restore")), round % mine.size(), mine);
            deleteOne(tool.substr(0, tool.rfind("-restore")), round % mine.size(), mine);
        }
    };
}

Writer::Step fillAndFlush(const std::string &tool, const std::string &chain,
                          const std::string &writer)
{
    return [tool, chain, writer](unsigned round, std::vector<std::string> &mine) {
        if (round % 7 == 0) {
            if (did(tool, {"-w", "-F", chain})) {
                mine.clear();
            }
            return;
        }
        const std::string rule = marked(chain, writer, round);
        if (did(tool, command(rule, "-A"))) {
            mine.push_back(rule);
        }
    };
}

Writer::Step changeNativeTable()
{
    return [](unsigned round, std::vector<std::string> &) {
        if (round == 1) {
            did("nft", {"add", "table", "inet", "foreign"});
            did("nft", {"add", "chain", "inet", "foreign", "c"});
        }
        const std::string port = std::to_string(round % 1000 + 1);
        did("nft",
            round % 5 == 0 ? words("flush chain inet foreign c")
                           : words("add rule inet foreign c tcp dport " + port + " accept"));
    };
}

} // namespace Portlight::Test
