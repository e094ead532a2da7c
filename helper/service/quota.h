// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/service/methodtable.h"

#include <map>

namespace Portlight::Helper
{

/// What one user may have under way: 8 reads and one change, prompts included. What is beyond is
/// refused at once, so nobody can fill the helper.
class Quota
{
public:
    static constexpr int maxReads = 8;
    static constexpr int maxChanges = 1;

    /// False: one too many. Each true must be followed by one leave().
    bool enter(unsigned uid, Access access);
    void leave(unsigned uid, Access access);
    bool isEmpty() const;

private:
    struct Count {
        int reads = 0;
        int changes = 0;
    };
    std::map<unsigned, Count> m_counts;
};

} // namespace Portlight::Helper
