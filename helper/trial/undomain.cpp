// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// portlight-undo FOLDER ID [DESCRIPTOR]   guards a trial: waits, and takes it back unless kept
// portlight-undo --due FOLDER ID          the same for a systemd timer, when the time should be
// over:
//                                         acts at once, or waits on if the trial was extended
//
// Needs neither D-Bus nor polkit nor Qt, so that it works when they do not.

#include "helper/trial/guard.h"

#include <charconv>
#include <cstdio>
#include <string_view>

int main(int argc, char **argv)
{
    using namespace Portlight::Helper;
    if (argc == 4 && std::string_view(argv[1]) == "--due") {
        constexpr int nobodyWaits = -1;
        return TrialFolder::isId(argv[3]) ? runGuard(TrialFolder(argv[2]), argv[3], nobodyWaits)
                                          : 2;
    }
    int descriptor = 3;
    if (argc == 4) {
        const std::string_view text = argv[3];
        std::from_chars(text.data(), text.data() + text.size(), descriptor);
    }
    if (argc < 3 || argc > 4 || !TrialFolder::isId(argv[2])) {
        std::fputs("usage: portlight-undo FOLDER ID [DESCRIPTOR]\n"
                   "       portlight-undo --due FOLDER ID\n",
                   stderr);
        return 2;
    }
    return runGuard(TrialFolder(argv[1]), argv[2], descriptor);
}
