// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// portlight-restore: loads what "portlightctl persist" saved, where nothing else on the system does
// (portlight-restore.service). Takes no arguments; needs neither D-Bus nor polkit nor Qt. Ends with
// 1 when a file was not loaded; the others are.

#include "helper/persist/filetransaction.h"
#include "helper/persist/restore.h"

#include <cstdio>

namespace
{

void warn(const Portlight::Core::Error &error)
{
    // "<2>": the level at which the journal shows it ("critical").
    std::fprintf(stderr, "<2>portlight-restore: %s: %s %s\n", error.operation.c_str(),
                 error.message.c_str(), error.detail.c_str());
}

} // namespace

int main(int argc, char ** /*argv*/)
{
    using namespace Portlight::Helper;
    if (argc != 1) {
        std::fputs("usage: portlight-restore\n", stderr);
        return 2;
    }
    int exitCode = 0;
    if (auto recovered = FileTransaction("/var/lib/portlight/persist").recover(); !recovered) {
        warn(recovered.error());
    }
    for (const RuleFile &file : ownFiles()) {
        const auto restored = restoreFile(file);
        if (!restored) {
            warn(restored.error());
            exitCode = 1;
        } else if (*restored == Restored::Loaded) {
            std::fprintf(stderr, "portlight-restore: %s is loaded\n", file.path().c_str());
        }
    }
    return exitCode;
}
