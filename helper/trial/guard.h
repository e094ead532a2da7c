// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/trial/trialfolder.h"

#include <string>

namespace Portlight::Helper
{

/// The detached process that takes a trial back when nobody keeps it, even when everybody else was
/// killed. It stays in the network namespace of the one that starts it.
class ProcessGuard
{
public:
    /// Starts `program FOLDER ID` and waits for its word that it is armed (5 seconds).
    static Core::Result<void> arm(const std::string &program, const TrialFolder &folder,
                                  const std::string &id);
};

/// systemd as guard: the packaged timer portlight-undo@ID.timer, which survives the helper's
/// cgroup.
class SystemdGuard
{
public:
    static bool isAvailable();
    /// Writes the deadline as a drop-in below /run and starts the timer; also for a new deadline.
    static Core::Result<void> arm(const std::string &id, unsigned seconds);
    static void disarm(const std::string &id);
};

/// The life of the program portlight-undo: says "armed" on `armedDescriptor` when it is a pipe,
/// sleeps until a second after the deadline (the helper's own timer acts at it), undoes. Ends when
/// a marker appears; follows a new deadline; SIGTERM makes it undo at once. Started for a kept
/// trial it waits until whoever is about to undo that has said so in the record, or has died
/// before; then it ends. Gives the exit code.
int runGuard(const TrialFolder &folder, const std::string &id, int armedDescriptor);

} // namespace Portlight::Helper
