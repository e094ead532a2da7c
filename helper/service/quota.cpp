// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/quota.h"

namespace Portlight::Helper
{

bool Quota::enter(unsigned uid, Access access)
{
    Count &count = m_counts[uid];
    int &value = access == Access::Read ? count.reads : count.changes;
    if (value >= (access == Access::Read ? maxReads : maxChanges)) {
        return false;
    }
    ++value;
    return true;
}

void Quota::leave(unsigned uid, Access access)
{
    const auto entry = m_counts.find(uid);
    if (entry == m_counts.end()) {
        return;
    }
    --(access == Access::Read ? entry->second.reads : entry->second.changes);
    if (entry->second.reads == 0 && entry->second.changes == 0) {
        m_counts.erase(entry);
    }
}

bool Quota::isEmpty() const
{
    return m_counts.empty();
}

} // namespace Portlight::Helper
