// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/lab/namespaces.h"
#include "helper/lab/story.h"

namespace Portlight::Helper::Lab
{

/// Starts the service in a process of its own that ends with the lab, and answers once it listens.
/// TCP: each caller is told one line and hung up on. UDP: each datagram comes back.
Core::Result<void> startService(Namespaces &world, const std::string &node, const Service &service);

} // namespace Portlight::Helper::Lab
