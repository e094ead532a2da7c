// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "killpoint.h"

#include "helper/trial/killpoint.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace Portlight::Test
{

namespace
{

/// Only this process's own: a copy in a child is the child's.
struct Armed {
    std::string name;
    int times = 0; ///< at the how manieth passing
    int log = -1;
};

Armed &armed()
{
    static Armed one;
    return one;
}

} // namespace

void killAt(const std::string &name, int times)
{
    armed().name = name;
    armed().times = times;
}

void logKillPoints(int descriptor)
{
    armed().log = descriptor;
}

} // namespace Portlight::Test

namespace Portlight::Helper
{

void killPoint(const char *name)
{
    Test::Armed &armed = Test::armed();
    if (armed.log >= 0) {
        const std::string line = std::string(name) + '\n';
        static_cast<void>(::write(armed.log, line.data(), line.size()));
    }
    if (armed.times > 0 && armed.name == name && --armed.times == 0) {
        ::kill(::getpid(), SIGKILL);
    }
}

} // namespace Portlight::Helper
