// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/convert.h"

namespace Portlight::Ipc
{

WireSets toWire(const std::vector<Core::AddressSet> &sets)
{
    WireSets wires;
    for (const Core::AddressSet &set : sets) {
        WireSet wire{text(set.name),     text(set.type),   {},          set.count,
                     toWire(set.family), set.prefixLength, set.markMask};
        for (const std::string &member : set.members) {
            wire.members += text(member);
        }
        wires += wire;
    }
    return wires;
}

Core::Result<std::vector<Core::AddressSet>> setsFromWire(const WireSets &wires)
{
    std::vector<Core::AddressSet> sets;
    for (const WireSet &wire : wires) {
        const auto family = familyFromWire(wire.family);
        if (!family) {
            return tl::unexpected(family.error());
        }
        Core::AddressSet set{wire.name.toStdString(),
                             wire.type.toStdString(),
                             {},
                             wire.count,
                             *family,
                             wire.prefixLength,
                             wire.markMask};
        for (const QString &member : wire.members) {
            set.members.push_back(member.toStdString());
        }
        sets.push_back(std::move(set));
    }
    return sets;
}

} // namespace Portlight::Ipc
