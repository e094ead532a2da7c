// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// portlight-undo FOLDER ID [DESCRIPTOR]   guards a trial: waits, and takes it back unless kept
// portlight-undo --due FOLDER ID          takes it back if its time is over (for a systemd timer)
//
// Needs neither D-Bus nor polkit nor Qt, so that it works when they do not.

#include "helper/trial/guard.h"
#include "helper/trial/trialstore.h"

#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>

int main(int argc, char **argv)
{
    using namespace Portlight::Helper;
    if (argc == 4 && std::string_view(argv[1]) == "--due") {
        TrialStore store(argv[2], {});
        const auto done = store.undoIfDue(argv[3]);
        if (!done) {
            std::fprintf(stderr, "%s: %s %s\n", done.error().operation.c_str(),
                         done.error().message.c_str(), done.error().detail.c_str());
        }
        return done ? 0 : 1;
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
