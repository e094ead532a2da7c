// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/netfilter/filedescriptor.h"

#include <chrono>

namespace Portlight::Helper
{

/// The lock that iptables-legacy programs take. It cannot protect against a program in a container
/// with a /run of its own, nor against the nft tools, which take no lock.
class XtablesLock
{
public:
    /// Busy when somebody else holds it for longer than `wait`.
    static Core::Result<XtablesLock>
    take(std::chrono::milliseconds wait = std::chrono::milliseconds(5000));

    /// Hand this to a child that must not be overtaken when this process dies.
    int descriptor() const
    {
        return m_file.value();
    }

private:
    explicit XtablesLock(FileDescriptor file)
        : m_file(std::move(file))
    {
    }
    FileDescriptor m_file;
};

} // namespace Portlight::Helper
