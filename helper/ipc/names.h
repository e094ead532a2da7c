// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace Portlight::Ipc
{

inline constexpr char serviceName[] = "org.portlight.Helper1";
inline constexpr char objectPath[] = "/org/portlight/Helper1";
inline constexpr char interfaceName[] = "org.portlight.Helper1";
inline constexpr char errorPrefix[] = "org.portlight.Error.";
inline constexpr unsigned apiVersion = 1;
/// Without a bus nobody says when a name is taken: the helper sends this signal from objectPath as
/// soon as its object is there. Calls sent before would find nothing.
inline constexpr char peerInterfaceName[] = "org.portlight.Peer1";
inline constexpr char peerReadySignal[] = "Ready";

/// The polkit actions of org.portlight.policy.
inline constexpr char actionRead[] = "org.portlight.read";
inline constexpr char actionChangeRules[] = "org.portlight.change-rules";
inline constexpr char actionChangeConntrack[] = "org.portlight.change-conntrack";
inline constexpr char actionWatchPackets[] = "org.portlight.watch-packets";
inline constexpr char actionPersist[] = "org.portlight.persist";

/// "org.portlight.Error.Stale" for ErrorCode::Stale. Every code has one.
QString errorName(Core::ErrorCode code);

/// The error a D-Bus error name stands for. Ours come back as they were sent; those of the bus and
/// of QtDBus become HelperMissing, Denied, Timeout or Internal. Text is never looked at.
Core::Error errorFromName(const QString &name, const QString &message,
                          const QString &operation = {}, const QString &detail = {});

} // namespace Portlight::Ipc
