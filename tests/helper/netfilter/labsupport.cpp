// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "helper/netfilter/childprocess.h"
#include "helper/netfilter/filedescriptor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sstream>
#include <sys/socket.h>

#include <QtTest>

namespace Portlight::Test
{

std::string runTool(const std::string &name, const std::vector<std::string> &arguments,
                    const std::string &input, bool mayFail)
{
    const auto program = Helper::findProgram(name);
    if (!program) {
        QTest::qFail(qPrintable(QString::fromStdString(name + " is missing")), __FILE__, __LINE__);
        return {};
    }
    Helper::ProcessRequest request;
    request.program = *program;
    request.arguments = arguments;
    request.input = input;
    const auto outcome = Helper::runProcess(request);
    if (!outcome || (outcome->exitCode != 0 && !mayFail)) {
        const std::string words = outcome ? outcome->errors : outcome.error().message;
        QTest::qFail(qPrintable(QString::fromStdString(name + ": " + words)), __FILE__, __LINE__);
        return {};
    }
    return outcome->output;
}

std::string toolName(Core::Backend backend, Core::Family family, const char *what)
{
    return std::string(family == Core::Family::Ipv4 ? "iptables-" : "ip6tables-")
        + std::string(Core::toString(backend)) + what;
}

std::string withoutComments(const std::string &text)
{
    std::istringstream lines(text);
    std::string result;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with('#')) {
            result += line + '\n';
        }
    }
    return result;
}

std::string savedText(Core::Backend backend, Core::Family family, bool counters)
{
    const std::vector<std::string> arguments =
        counters ? std::vector<std::string>{"-c"} : std::vector<std::string>{};
    return withoutComments(runTool(toolName(backend, family, "-save"), arguments));
}

void loadRules(Core::Backend backend, Core::Family family, const std::string &text)
{
    runTool(toolName(backend, family, "-restore"), {"-c"}, text);
}

void sendPacket(unsigned short port)
{
    const Helper::FileDescriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const void *address = &to;
    ::sendto(socket.value(), "x", 1, 0, static_cast<const sockaddr *>(address), sizeof to);
}

} // namespace Portlight::Test
