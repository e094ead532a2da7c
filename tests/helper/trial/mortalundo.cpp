// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// portlight-undo that can be killed: FOLDER ID, as the real one. The file FOLDER/../guard-dies-at
// holds the name of the point; FOLDER/../guard-log, when it is there, gets the points passed.
#include "killpoint.h"

#include "helper/netfilter/smallfile.h"
#include "helper/trial/guard.h"

#include <fcntl.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        return 2;
    }
    const std::string folder = argv[1];
    if (const auto point = Portlight::Helper::readSmallFile(folder + "/../guard-dies-at")) {
        Portlight::Test::killAt(*point, 1);
    }
    Portlight::Test::logKillPoints(
        ::open((folder + "/../guard-log").c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
    return Portlight::Helper::runGuard(Portlight::Helper::TrialFolder(folder), argv[2], 3);
}
