// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace Portlight::Test
{

/// Another program: changes rules in a loop until it is told to stop, and then says which of its
/// rules must be there, in the order in which they must stand.
class Writer
{
public:
    /// One step: changes the kernel, and `mine` alike.
    using Step = std::function<void(unsigned round, std::vector<std::string> &mine)>;

    /// `name` marks its rules, as the beginning of their comments; `file` is where it writes them
    /// down.
    Writer(std::string name, Core::Backend backend, std::string chain, std::string file, Step step);
    ~Writer();
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    /// The difference between what must be there and what is; empty when there is none.
    QString stopAndCompare();

private:
    void work(int stop, const Step &step) const;

    std::string m_name;
    Core::Backend m_backend;
    std::string m_chain;
    std::string m_file;
    int m_child = -1;
    int m_stop = -1;
};

/// Inserts at the top of INPUT, and takes every third rule away again.
Writer::Step insertAndDelete(const std::string &tool, const std::string &writer);
/// Appends two to INPUT in one run of the restore program.
Writer::Step restoreTwo(const std::string &tool, const std::string &writer);
/// Fills a chain and flushes it now and then.
Writer::Step fillAndFlush(const std::string &tool, const std::string &chain,
                          const std::string &writer);
/// A table of native nftables: not one of our rules, but every step moves the generation.
Writer::Step changeNativeTable();

} // namespace Portlight::Test
