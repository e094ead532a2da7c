// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/netfilter/legacytable.h"
#include "helper/netfilter/rulebuilder.h"

#include <memory>
#include <string>

struct xtc_handle;

namespace Portlight::Helper
{

/// One table in the hands of libiptc: read whole, changed in memory, written back in one call that
/// keeps the counters of all rules that stayed. The kernel refuses (EAGAIN) only when the number of
/// rules is another one by now; digest() of this very reading tells the rest.
class IptcTable
{
public:
    /// Creates the table when the kernel does not have it yet.
    static std::unique_ptr<IptcTable> open(Core::Family family, const std::string &name);
    virtual ~IptcTable() = default;
    IptcTable(const IptcTable &) = delete;
    IptcTable &operator=(const IptcTable &) = delete;

    virtual LegacyDigest digest() = 0;
    virtual bool isChain(const std::string &name) = 0;

    // Each gives false when libiptc refuses; why() then tells. Positions count from 1.
    virtual bool insert(const std::string &chain, const EntryBlob &entry, unsigned position) = 0;
    virtual bool append(const std::string &chain, const EntryBlob &entry) = 0;
    virtual bool replace(const std::string &chain, const EntryBlob &entry, unsigned position) = 0;
    virtual bool remove(const std::string &chain, unsigned position) = 0;
    /// The first one that is the same.
    virtual bool remove(const std::string &chain, BuiltRule &rule) = 0;
    virtual bool setPolicy(const std::string &chain, const std::string &policy,
                           const Core::Counters &counters) = 0;
    virtual bool newChain(const std::string &chain) = 0;
    virtual bool deleteChain(const std::string &chain) = 0;
    virtual bool renameChain(const std::string &chain, const std::string &name) = 0;
    virtual bool flush(const std::string &chain) = 0;
    virtual bool zero(const std::string &chain, unsigned position) = 0; ///< 0: all of it
    virtual bool commit() = 0;
    virtual std::string why() const = 0;
    /// commit() failed because the kernel has another number of rules by now.
    virtual bool isOutdated() const = 0;

protected:
    IptcTable() = default;
};

} // namespace Portlight::Helper
